//! Documentation, deprecation and lint attributes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::Lint;
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
fn deprecation(deprecation: &Deprecation) -> TokenStream {
    let note = one_line(&deprecation.note);
    quote!(#[deprecated(note = #note)])
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

/// Allows lints for what follows.
pub(super) fn allow(lints: impl IntoIterator<Item = Lint>) -> TokenStream {
    let lints = lints.into_iter().map(allowed);
    lints.map(|allowed| quote!(#[allow(#allowed)])).collect()
}

/// Allows a lint in the whole of a file.
pub(super) fn allow_inside(lint: Option<Lint>) -> TokenStream {
    let lints = lint.into_iter().map(allowed);
    lints.map(|allowed| quote!(#![allow(#allowed)])).collect()
}

fn allowed(lint: Lint) -> TokenStream {
    let (tool, name) = lint.name();
    let tool = tool.map(|tool| {
        let tool = format_ident!("{tool}");
        quote!(#tool::)
    });
    let (name, reason) = (format_ident!("{name}"), lint.reason());
    quote!(#tool #name, reason = #reason)
}

/// A call of an item macro for which a lint is allowed. Attributes on such a call have no effect, so that it stands in
/// a constant of its own.
pub(super) fn allow_call(lint: Option<Lint>, call: TokenStream) -> TokenStream {
    if lint.is_none() {
        return call;
    }
    let allow = allow(lint);
    quote!(#allow const _: () = { #call };)
}
