//! Documents that Prism can start with. In: a document. Out: the same, where what leads back to a schema that it stands in, or
//! makes a schema too large with all that it refers to, may be anything.
//!
//! Prism 5.8.3 follows references along all ways that there are, which does not end in practice where schemas refer to each
//! other on many ways.

use std::collections::{HashMap, HashSet};

use serde_json::{Value as Json, json};

/// So many values a schema has at most, with all that it refers to written out.
const LARGEST: usize = 1000;

/// The document, and how many references are cut.
pub fn cut(document: &Json) -> (Json, usize) {
    let mut cut = Cut {
        document,
        sizes: HashMap::new(),
        open: Vec::new(),
        pointers: HashSet::new(),
    };
    cut.visit(document, &mut String::new());
    let pointers = cut.pointers;
    let mut without = document.clone();
    for pointer in &pointers {
        if let Some(found) = without.pointer_mut(pointer) {
            *found = json!({});
        }
    }
    (without, pointers.len())
}

struct Cut<'d> {
    document: &'d Json,
    /// How large targets are of which all is known.
    sizes: HashMap<&'d str, usize>,
    /// Targets that the way here leads through, and how large each is so far.
    open: Vec<(&'d str, usize)>,
    /// References that are cut, as pointers.
    pointers: HashSet<String>,
}

impl<'d> Cut<'d> {
    fn visit(&mut self, value: &'d Json, at: &mut String) {
        let length = at.len();
        if let Some(target) = value["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
            self.reference(target, at);
            return;
        }
        self.grow(1);
        let members = value.as_object().into_iter().flatten();
        for (name, inner) in members {
            at.push('/');
            at.push_str(&name.replace('~', "~0").replace('/', "~1"));
            self.visit(inner, at);
            at.truncate(length);
        }
        let items = value.as_array().into_iter().flatten().enumerate();
        for (number, inner) in items {
            at.push('/');
            at.push_str(&number.to_string());
            self.visit(inner, at);
            at.truncate(length);
        }
    }

    fn reference(&mut self, target: &'d str, at: &str) {
        // Something within what is open has it inside, too.
        if self.open.iter().any(|(open, _)| is_within(open, target)) {
            self.pointers.insert(at.to_owned());
            return;
        }
        let known = self.sizes.get(target).copied();
        let size = known.or_else(|| {
            let found = self.document.pointer(target)?;
            self.open.push((target, 0));
            self.visit(found, &mut target.to_owned());
            let (_, size) = self.open.pop()?;
            self.sizes.insert(target, size);
            Some(size)
        });
        let size = size.unwrap_or_default();
        let holder = self.open.last();
        if holder.is_some_and(|(_, before)| before.saturating_add(size) > LARGEST) {
            self.pointers.insert(at.to_owned());
        } else {
            self.grow(size);
        }
    }

    fn grow(&mut self, by: usize) {
        if let Some((_, size)) = self.open.last_mut() {
            *size = size.saturating_add(by);
        }
    }
}

/// Whether one pointer leads to a part of what another leads to, or the other way round.
fn is_within(one: &str, other: &str) -> bool {
    let starts = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    starts(one, other) || starts(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_is_cut_and_nothing_else() {
        let refer = |name: &str| json!({ "$ref": format!("#/schemas/{name}") });
        let document = json!({
            "paths": { "/a": [refer("Tree"), refer("Leaf"), refer("Leaf")] },
            "schemas": {
                "Tree": { "properties": { "up": refer("Tree"), "leaf": refer("Leaf"), "root": refer("Root") } },
                "Root": { "items": refer("Tree") },
                "Leaf": { "type": "string" },
            },
        });
        let (without, cut) = cut(&document);
        assert_eq!(cut, 2);
        assert_eq!(
            without.pointer("/schemas/Tree/properties/up"),
            Some(&json!({}))
        );
        assert_eq!(without.pointer("/schemas/Root/items"), Some(&json!({})));
        assert_eq!(
            without.pointer("/schemas/Tree/properties/leaf"),
            Some(&refer("Leaf"))
        );
        assert_eq!(without["paths"], document["paths"]);
    }

    #[test]
    fn what_makes_a_schema_too_large_is_cut() {
        let refer = |name: usize| json!({ "$ref": format!("#/{name}") });
        let mut document = json!({ "0": { "type": "string" } });
        for name in 1..30 {
            let before = refer(name - 1);
            document[name.to_string()] = json!({ "properties": { "a": before, "b": before } });
        }
        let (without, cut) = cut(&document);
        assert!(cut > 0);
        assert_eq!(without["1"], document["1"]);
        // The large one is kept once.
        let kept = |name: usize| {
            without[name.to_string()]
                .to_string()
                .matches("$ref")
                .count()
        };
        assert!((1..30).all(|name| kept(name) <= 2), "{without}");
        assert!((1..30).any(|name| kept(name) == 1), "{without}");
    }
}
