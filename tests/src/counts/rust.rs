//! The Rust of a crate, counted as it is written, with macros as they are called: a folder goes in, numbers come out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::{Expr, ImplItem, Item, Stmt, TraitItem, Visibility};

/// Why a crate cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum CountError {
    /// A file or a folder cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file is not Rust.
    #[error("{} is not Rust: {error}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        error: syn::Error,
    },
    /// There is nothing to count.
    #[error("there is no Rust in {}", .0.display())]
    Empty(PathBuf),
}

#[derive(Default)]
struct Numbers {
    files: u64,
    lines: u64,
    /// With those of implementations.
    functions: u64,
    /// Structs, enums, unions and aliases.
    types: u64,
    /// Those of implementations of no trait.
    public_methods: u64,
    implementations: u64,
    macro_calls: u64,
}

/// Counts in all files of a folder.
///
/// # Errors
/// There is no Rust in it, or a file cannot be read or understood.
pub fn count(folder: &Path) -> Result<BTreeMap<String, u64>, CountError> {
    let mut numbers = Numbers::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let fault = |error| CountError::Read {
            path: folder.clone(),
            error,
        };
        for entry in std::fs::read_dir(&folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                numbers.file(&path)?;
            }
        }
    }
    if numbers.files == 0 {
        return Err(CountError::Empty(folder.to_owned()));
    }
    let Numbers {
        files,
        lines,
        functions,
        types,
        public_methods,
        implementations,
        macro_calls,
    } = numbers;
    let named = [
        ("files", files),
        ("lines", lines),
        ("functions", functions),
        ("types", types),
        ("public_methods", public_methods),
        ("implementations", implementations),
        ("macro_calls", macro_calls),
    ];
    Ok(named.map(|(name, number)| (name.to_owned(), number)).into())
}

impl Numbers {
    fn file(&mut self, path: &Path) -> Result<(), CountError> {
        let text = std::fs::read_to_string(path).map_err(|error| CountError::Read {
            path: path.to_owned(),
            error,
        })?;
        let file = syn::parse_file(&text).map_err(|error| CountError::Syntax {
            path: path.to_owned(),
            error,
        })?;
        self.files += 1;
        self.lines += u64::try_from(text.lines().count()).unwrap_or(u64::MAX);
        file.items.iter().for_each(|item| self.item(item));
        Ok(())
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(_) => self.functions += 1,
            Item::Struct(_) | Item::Enum(_) | Item::Union(_) | Item::Type(_) => self.types += 1,
            Item::Macro(_) => self.macro_calls += 1,
            Item::Mod(item) => {
                let items = item.content.iter().flat_map(|(_, items)| items);
                items.for_each(|item| self.item(item));
            }
            // A block in which an attribute holds for what a macro makes.
            Item::Const(item) => {
                if let Expr::Block(block) = &*item.expr {
                    block
                        .block
                        .stmts
                        .iter()
                        .for_each(|statement| self.statement(statement));
                }
            }
            Item::Trait(item) => {
                let with_body = |item: &&TraitItem| matches!(item, TraitItem::Fn(item) if item.default.is_some());
                self.functions += number(item.items.iter().filter(with_body));
            }
            Item::Impl(item) => self.implementation(item),
            _ => {}
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Item(item) => self.item(item),
            Stmt::Macro(_) => self.macro_calls += 1,
            _ => {}
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        self.implementations += 1;
        for member in &item.items {
            match member {
                ImplItem::Fn(method) => {
                    self.functions += 1;
                    let public = matches!(method.vis, Visibility::Public(_));
                    self.public_methods += u64::from(public && item.trait_.is_none());
                }
                ImplItem::Macro(_) => self.macro_calls += 1,
                _ => {}
            }
        }
    }
}

fn number<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_what_is_written() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("models")).unwrap();
        std::fs::write(folder.path().join("lib.rs"), "mod models;\nfn f() {}\n").unwrap();
        let text = "pub struct A;\n\
            impl A { pub fn a(&self) {} fn b(&self) {} }\n\
            impl Model for A { fn c(&self) {} }\n\
            runtime::model!(A);\n\
            #[allow(deprecated)]\n\
            const _: () = { runtime::model!(A); };\n\
            pub mod inner { pub type B = u8; pub enum C {} impl C { pub fn d() {} } }\n\
            pub trait T { fn e(); fn g() {} }\n";
        std::fs::write(folder.path().join("models/a.rs"), text).unwrap();
        std::fs::write(folder.path().join("models/notes.txt"), "fn h() {}").unwrap();
        let counts = count(folder.path()).unwrap();
        let counts: Vec<(&str, u64)> = counts.iter().map(|(name, n)| (name.as_str(), *n)).collect();
        assert_eq!(
            counts,
            [
                ("files", 2),
                ("functions", 6),
                ("implementations", 3),
                ("lines", 10),
                ("macro_calls", 2),
                ("public_methods", 2),
                ("types", 3),
            ]
        );
    }

    #[test]
    fn nothing_and_nonsense_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let error = count(folder.path()).unwrap_err().to_string();
        assert!(error.contains("no Rust in"), "{error}");
        std::fs::write(folder.path().join("a.rs"), "fn fn").unwrap();
        let error = count(folder.path()).unwrap_err().to_string();
        assert!(error.contains("a.rs is not Rust"), "{error}");
        assert!(count(&folder.path().join("absent")).is_err());
    }
}
