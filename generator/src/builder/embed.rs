//! Files of a crate → one file for a module of another crate.
//!
//! Modules stand in braces where they are declared. Paths from the crate's root become paths from the module
//! that the file is included in, wherever that is: `crate::models::Call`, two modules deep, becomes
//! `super::super::models::Call`. What stands behind a feature of the crate is there or not: the other crate has no
//! such feature.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{AttrStyle, Attribute, Item, ItemMod};

use crate::output::File;

/// The root's file, and the folder of all.
const ROOT: &str = "lib.rs";
const SOURCES: &str = "src/";

/// The files by path, and the features that are on.
struct Sources<'f> {
    files: HashMap<&'f str, &'f str>,
    features: &'f [&'f str],
}

/// Makes one file of all.
///
/// # Errors
/// A file is not Rust.
pub(super) fn embed(files: &[File], features: &[&str]) -> syn::Result<String> {
    let texts = files
        .iter()
        .filter_map(|file| Some((file.path.as_str().strip_prefix(SOURCES)?, &*file.contents)));
    let sources = Sources {
        files: texts.collect(),
        features,
    };
    let root = sources.files.get(ROOT).copied().unwrap_or_default();
    let header = root.lines().next().unwrap_or_default();
    let file = syn::parse_file(root)?;
    // Inner attributes cannot be included; documentation stands where the module is declared, and a limit of recursion
    // in the crate that has it.
    let is_own = |a: &Attribute| !a.path().is_ident("doc") && !a.path().is_ident("recursion_limit");
    let lints = file.attrs.into_iter().filter(is_own);
    let lints: Vec<Attribute> = lints.map(outer).collect();
    let mut tokens = TokenStream::new();
    for item in file.items.into_iter().filter_map(|item| sources.kept(item)) {
        let item = module(item, "", 0, &sources)?;
        // In a package of its own, this code is without warnings. Within another, it is not that package's to
        // lint: its names may not be exported there, and not all of them are used.
        tokens.extend(match item {
            Item::Mod(_) => quote! {
                #[allow(clippy::all, clippy::pedantic, dead_code, unreachable_pub, unused_imports)]
                #(#lints)*
                #item
            },
            // Attributes have no effect there.
            item @ Item::Macro(_) => quote!(#item),
            item => quote!(#[allow(unreachable_pub, unused_imports)] #item),
        });
    }
    let text = prettyplease::unparse(&syn::parse2(tokens)?);
    Ok(format!("{header}\n{text}"))
}

impl Sources<'_> {
    /// The item, unless it is behind a feature that is off.
    fn kept(&self, mut item: Item) -> Option<Item> {
        let attributes = match &mut item {
            Item::Const(item) => &mut item.attrs,
            Item::Impl(item) => &mut item.attrs,
            Item::Macro(item) => &mut item.attrs,
            Item::Mod(item) => &mut item.attrs,
            Item::Use(item) => &mut item.attrs,
            _ => return Some(item),
        };
        let mut kept = true;
        attributes.retain(|attribute| match feature(attribute) {
            Some(feature) => {
                kept &= self.features.contains(&feature.as_str());
                false
            }
            None => true,
        });
        kept.then_some(item)
    }
}

/// The name in `#[cfg(feature = "…")]`.
fn feature(attribute: &Attribute) -> Option<String> {
    if !attribute.path().is_ident("cfg") {
        return None;
    }
    let condition: syn::MetaNameValue = attribute.parse_args().ok()?;
    let syn::Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Str(name),
        ..
    }) = condition.value
    else {
        return None;
    };
    condition.path.is_ident("feature").then(|| name.value())
}

fn outer(attribute: Attribute) -> Attribute {
    Attribute {
        style: AttrStyle::Outer,
        ..attribute
    }
}

/// An item `depth` modules below the root, with the modules that it declares.
fn module(item: Item, folder: &str, depth: usize, sources: &Sources<'_>) -> syn::Result<Item> {
    let Item::Mod(module) = item else {
        return syn::parse2(relative(item.into_token_stream(), depth));
    };
    let name = module.ident.to_string();
    let (attributes, items, folder) = if let Some((_, items)) = module.content {
        (Vec::new(), items, folder.to_owned())
    } else {
        let below = format!("{folder}{name}/");
        let candidates = [format!("{below}mod.rs"), format!("{folder}{name}.rs")];
        let text = candidates
            .iter()
            .find_map(|path| sources.files.get(path.as_str()));
        let file = syn::parse_file(text.copied().unwrap_or_default())?;
        (file.attrs, file.items, below)
    };
    let items = items.into_iter().filter_map(|item| sources.kept(item));
    let items = items.map(|item| self::module(item, &folder, depth + 1, sources));
    let mut attrs = module.attrs;
    attrs.extend(attributes.into_iter().map(outer));
    Ok(Item::Mod(ItemMod {
        attrs,
        content: Some((
            syn::token::Brace::default(),
            items.collect::<Result<_, _>>()?,
        )),
        semi: None,
        ..module
    }))
}

/// Every `crate::` as seen from `depth` modules below.
fn relative(tokens: TokenStream, depth: usize) -> TokenStream {
    let mut found = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "crate" && is_colon(tokens.peek()) => {
                found.extend(root(depth));
            }
            TokenTree::Group(group) => {
                let inner = relative(group.stream(), depth);
                let mut inner = proc_macro2::Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                found.extend([TokenTree::Group(inner)]);
            }
            token => found.extend([token]),
        }
    }
    found
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

/// The way from a module to the root, without the last `::`.
fn root(depth: usize) -> TokenStream {
    let ident = |name: &str| Ident::new(name, Span::call_site());
    let first = ident(if depth == 0 { "self" } else { "super" });
    let rest = (1..depth).map(|_| ident("super"));
    quote!(#first #(::#rest)*)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::RelativePath;

    #[test]
    fn modules_stand_in_braces_and_paths_lead_from_where_they_are() {
        let files = [
            ("Cargo.toml", "[package]"),
            (
                "src/lib.rs",
                "// @generated by csdlgen.\n//! Docs.\n#![forbid(unsafe_code)]\npub mod a;\npub use crate::a::B;\n",
            ),
            (
                "src/a/mod.rs",
                "//! Namespace.\npub mod b;\npub use b::B;\n",
            ),
            (
                "src/a/b.rs",
                "//! File.\n#![allow(deprecated)]\nuse super::C;\npub struct B(pub(crate) crate::a::C);\nm!(crate::a::C);\n\
                 #[cfg(feature = \"on\")]\nuse x::On;\n#[cfg(feature = \"off\")]\nmod off {}\n\
                 mod inner { fn f() -> crate::a::C { \"crate::a\" } }\n",
            ),
        ];
        let files = files.map(|(path, contents)| File {
            path: RelativePath::new(path).unwrap(),
            contents: contents.to_owned(),
        });
        insta::assert_snapshot!(embed(&files, &["on"]).unwrap());
    }
}
