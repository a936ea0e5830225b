//! Documentation, deprecation and lint attributes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::Lint;
use crate::plan::{Deprecation, Docs, Gate};
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

/// What follows is compiled with these features alone.
pub(super) fn cfg(gate: &Gate) -> TokenStream {
    let mut lists = gate.needed().map(|names| match names {
        [name] => feature(name),
        names => {
            let names = names.iter().map(|name| feature(name));
            quote!(any(#(#names),*))
        }
    });
    match (lists.next(), lists.next()) {
        (None, _) => TokenStream::new(),
        (Some(list), None) => quote!(#[cfg(#list)]),
        (Some(first), Some(second)) => quote!(#[cfg(all(#first, #second #(, #lists)*))]),
    }
}

fn feature(name: &str) -> TokenStream {
    quote!(feature = #name)
}

/// The same, with documentation that says so behind what there is.
pub(super) fn gated(docs: &Docs, more: impl FnOnce(&Gate) -> Docs, gate: &Gate) -> Docs {
    let mut docs = docs.clone();
    if !gate.is_always() {
        if !docs.0.is_empty() {
            docs.0.push(String::new());
        }
        docs.0.extend(more(gate).0);
    }
    docs
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
