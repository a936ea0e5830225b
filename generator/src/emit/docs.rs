//! Documentation, deprecation and lint attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Deprecation, Docs};
use crate::text::hidden::is_hidden;

/// Outer documentation.
pub(super) fn outer(docs: &Docs) -> TokenStream {
    lines(docs).map(|line| quote!(#[doc = #line])).collect()
}

/// Inner documentation, of a module or the crate.
pub(super) fn inner(docs: &Docs) -> TokenStream {
    lines(docs).map(|line| quote!(#![doc = #line])).collect()
}

/// Documentation and `#[deprecated]` of an item.
pub(super) fn of_item(docs: &Docs, deprecated: Option<&Deprecation>) -> TokenStream {
    let docs = outer(docs);
    let deprecated = deprecated.map(deprecation);
    quote!(#docs #deprecated)
}

/// `#[deprecated]`.
///
/// Clippy refuses a `since` that is no version; such a date stands in the note.
fn deprecation(deprecation: &Deprecation) -> TokenStream {
    let note = one_line(&deprecation.note);
    match deprecation.since.as_deref() {
        Some(since) if is_version(since) => quote!(#[deprecated(since = #since, note = #note)]),
        Some(since) => {
            let note = format!("since {}: {note}", one_line(since));
            quote!(#[deprecated(note = #note)])
        }
        None => quote!(#[deprecated(note = #note)]),
    }
}

/// `major.minor.patch`, each without leading zeros, as semantic versions are.
fn is_version(text: &str) -> bool {
    let number = |part: &str| {
        let digits = !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        digits && part.len() < 10 && (part == "0" || !part.starts_with('0'))
    };
    text.split('.').count() == 3 && text.split('.').all(number)
}

fn lines(docs: &Docs) -> impl Iterator<Item = String> {
    docs.0.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {}", one_line(line))
        }
    })
}

/// Text that stays on its line in a comment and that the compiler takes there: line ends become spaces;
/// what is not seen or turns the direction of text, some of which the compiler refuses, is replaced.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if is_hidden(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// Where tokens stand, as far as mentions of deprecated names go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The file allows such mentions as a whole.
    pub(super) deprecated: bool,
}

impl Scope {
    /// The inside of an item for which such mentions are allowed where it is deprecated itself.
    pub(super) fn within(self, deprecated: bool) -> Self {
        Self {
            deprecated: self.deprecated || deprecated,
        }
    }

    /// `#[allow(deprecated)]` for an item, field or method that mentions deprecated names.
    pub(super) fn allow(self, mentions: bool) -> TokenStream {
        if mentions && !self.deprecated {
            quote!(#[allow(deprecated, reason = "what it refers to is deprecated")])
        } else {
            TokenStream::new()
        }
    }

    /// The inner attribute of a file whose own type is deprecated.
    pub(super) fn allow_all(self) -> TokenStream {
        if self.deprecated {
            quote!(#![allow(deprecated, reason = "this type is deprecated; its own file mentions it")])
        } else {
            TokenStream::new()
        }
    }

    /// A call of an item macro that mentions deprecated names. Attributes on such a call have no effect,
    /// so that it stands in a constant of its own.
    pub(super) fn allow_call(self, mentions: bool, call: TokenStream) -> TokenStream {
        let allow = self.allow(mentions);
        if allow.is_empty() {
            call
        } else {
            quote!(#allow const _: () = { #call };)
        }
    }
}
