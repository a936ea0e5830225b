//! Attributes and visibility → what users notice of them.

use syn::{Attribute, Meta, Visibility};

use super::declared::{Kind, Marks, Member};
use super::macros::split;
use super::scope::Scope;
use super::tokens::text;

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("doc")
            && list.is_ok_and(|list| list.tokens.to_string() == "hidden")
    })
}

/// The attributes that users notice.
pub(super) fn marks(attributes: &[Attribute]) -> Marks {
    let noticed = attributes.iter().filter_map(|attribute| {
        let path = attribute.path();
        let words = ["deprecated", "non_exhaustive", "must_use"];
        if let Some(word) = words.into_iter().find(|word| path.is_ident(word)) {
            // What is to be said about it is documentation.
            return Some(format!("#[{word}]"));
        }
        let Meta::List(list) = &attribute.meta else {
            return None;
        };
        path.is_ident("cfg")
            .then(|| format!("#[cfg({})]", text(&list.tokens, &Scope::default())))
    });
    Marks::default().with(&Marks(noticed.collect()))
}

/// A line for what is derived.
pub(super) fn derived(attributes: &[Attribute]) -> Option<Member> {
    let mut names = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("derive")) {
        if let Meta::List(list) = &attribute.meta {
            let found = split(list.tokens.clone());
            names.extend(found.iter().map(|tokens| text(tokens, &Scope::default())));
        }
    }
    names.sort();
    (!names.is_empty()).then(|| Member {
        kind: Kind::Derive,
        name: String::new(),
        marks: Marks::default(),
        text: format!("derive {}", names.join(", ")),
    })
}
