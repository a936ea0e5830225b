//! Documents without cycles. In: a document. Out: the same, where what leads back to a schema that it stands in may be anything.
//!
//! Prism 5.8.3 follows references along all ways that there are, which do not end in practice where some schemas refer to each
//! other.

use std::collections::HashSet;

use serde_json::{Value as Json, json};

/// The document, and how many references are cut.
pub fn cut(document: &Json) -> (Json, usize) {
    let mut cut = Cut {
        document,
        done: HashSet::new(),
        open: Vec::new(),
        back: HashSet::new(),
    };
    cut.visit(document, &mut String::new());
    let back = cut.back;
    let mut without = document.clone();
    for pointer in &back {
        if let Some(found) = without.pointer_mut(pointer) {
            *found = json!({});
        }
    }
    (without, back.len())
}

struct Cut<'d> {
    document: &'d Json,
    /// Targets of which all is known.
    done: HashSet<&'d str>,
    /// Targets that the way here leads through.
    open: Vec<&'d str>,
    /// References that lead back, as pointers.
    back: HashSet<String>,
}

impl<'d> Cut<'d> {
    fn visit(&mut self, value: &'d Json, at: &mut String) {
        let length = at.len();
        if let Some(target) = value["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
            // Something within what is open has it inside, too.
            if self.open.iter().any(|open| is_within(open, target)) {
                self.back.insert(at.clone());
            } else if self.done.insert(target)
                && let Some(found) = self.document.pointer(target)
            {
                self.open.push(target);
                self.visit(found, &mut target.to_owned());
                self.open.pop();
            }
            return;
        }
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
}
