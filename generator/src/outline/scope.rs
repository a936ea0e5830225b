//! The names that a module knows → paths from the root of the crate.

use std::collections::HashMap;

/// What names stand for in a module, as far as its file says so.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The module's path.
    module: Vec<String>,
    names: HashMap<String, Vec<String>>,
}

impl Scope {
    /// The scope of a module with nothing in it.
    pub(super) fn new(module: &[String]) -> Self {
        Self {
            module: module.to_vec(),
            names: HashMap::new(),
        }
    }

    /// Says that the module has something of this name itself.
    pub(super) fn declare(&mut self, name: &str) {
        let mut path = vec!["crate".to_owned()];
        path.extend(self.module.iter().cloned());
        path.push(name.to_owned());
        self.names.insert(name.to_owned(), path);
    }

    /// Says that the module takes something from elsewhere.
    pub(super) fn import(&mut self, name: &str, from: &[String]) {
        let path = self.rooted(from).unwrap_or_else(|| from.to_vec());
        self.names.entry(name.to_owned()).or_insert(path);
    }

    /// Takes over what another scope of the file knows, as `use super::*` does.
    pub(super) fn import_all(&mut self, other: &Self) {
        for (name, path) in &other.names {
            self.names
                .entry(name.clone())
                .or_insert_with(|| path.clone());
        }
    }

    /// A path from the root where it is one of this crate or of a name that is known; else as it is written.
    pub(super) fn absolute(&self, path: &[String]) -> Vec<String> {
        if let Some(path) = self.rooted(path) {
            return path;
        }
        let known = path
            .split_first()
            .and_then(|(first, rest)| Some((self.names.get(first)?, rest)));
        // A lone word in small letters is the name of an argument, a method or a field.
        let is_path = |rest: &[String]| {
            let first = path.first().map(String::as_str).unwrap_or_default();
            !rest.is_empty() || first.starts_with(char::is_uppercase)
        };
        match known {
            Some((known, rest)) if is_path(rest) => [known, rest].concat(),
            _ => path.to_vec(),
        }
    }

    /// The path of an item within the crate, without `crate`; `None` where it is of another crate or unknown.
    pub(super) fn absolute_item(&self, path: &[String]) -> Option<Vec<String>> {
        let known = self.rooted(path).or_else(|| {
            let (first, rest) = path.split_first()?;
            let known = self.names.get(first)?;
            (known.first()? == "crate").then(|| [known, rest].concat())
        });
        known.map(|path| path.get(1..).unwrap_or_default().to_vec())
    }

    /// A path that begins with `crate`, `super` or `self`, from the root.
    fn rooted(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, mut rest) = path.split_first()?;
        let mut module = match first.as_str() {
            "crate" => Vec::new(),
            // Alone it is a value.
            "self" if !rest.is_empty() => self.module.clone(),
            "super" => self.module.split_last()?.1.to_vec(),
            _ => return None,
        };
        while let Some((next, others)) = rest.split_first() {
            if next != "super" {
                break;
            }
            module.pop()?;
            rest = others;
        }
        let mut path = vec!["crate".to_owned()];
        path.extend(module);
        path.extend_from_slice(rest);
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        text.split("::").map(str::to_owned).collect()
    }

    #[test]
    fn paths_begin_at_the_root() {
        let mut scope = Scope::new(&path("models::call"));
        scope.declare("Call");
        scope.import("Entity", &path("super::Entity"));
        scope.import("Get", &path("odata_client::Get"));
        let absolute = |text: &str| scope.absolute(&path(text)).join("::");
        assert_eq!(absolute("Call"), "crate::models::call::Call");
        assert_eq!(absolute("Entity"), "crate::models::Entity");
        assert_eq!(absolute("super::super::client::X"), "crate::client::X");
        assert_eq!(absolute("self::Call"), "crate::models::call::Call");
        assert_eq!(absolute("Get"), "odata_client::Get");
        assert_eq!(absolute("String"), "String");
        assert_eq!(absolute("self"), "self");
        assert_eq!(absolute("super::super::super::X"), "super::super::super::X");
    }
}
