//! What a struct has besides its fields: constants for queries, access to instance annotations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{AnnotationPlan, Docs, Kind, PropertyPlan, StructPlan, TypePath};

use super::docs::{Scope, of_item, outer};
use super::mentions::Mentions;
use super::namespace::uses;
use super::source::{Source, spaced};
use super::types::{conversion, declaration};

/// The constants and the bases, in a module of their own behind the feature `properties`, a line for each
/// constant, so that a difference reads well. They are about a fifth of what a large crate takes to check.
pub(super) fn constants(plan: &StructPlan, scope: Scope, source: &mut Source) {
    if plan.properties.is_empty() && plan.bases.is_empty() {
        return;
    }
    let bases = plan.bases.iter().map(|base| inherits(plan, base, scope));
    let constants = plan.properties.iter();
    let constants = constants.map(|property| constant(plan, property, scope));
    let exports = (!plan.properties.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "properties")]
            pub use properties::*;
        }
    });
    let imports = plan.query_imports.iter().map(|name| (name, false));
    let imports = uses(
        &TokenStream::new(),
        &quote!(super::super),
        imports.collect(),
    );
    source.push(quote! {
        #exports

        #[cfg(feature = "properties")]
        mod properties {
            use super::*;
            #imports
            #(#bases)*
            #(#constants)*
        }
    });
}

fn inherits(plan: &StructPlan, base: &TypePath, scope: Scope) -> TokenStream {
    let name = &plan.name;
    let allow = scope.allow(plan.deprecated.is_some() || base.deprecated);
    quote!(#allow impl odata_client::query::Inherits<#base> for #name {})
}

fn constant(plan: &StructPlan, property: &PropertyPlan, scope: Scope) -> TokenStream {
    let PropertyPlan { name, wire, .. } = property;
    let owner = &plan.name;
    let attributes = of_item(&Docs::default(), property.deprecated.as_ref());
    let allow = scope.allow(plan.deprecated.is_some() || property.mentions_deprecated());
    let collection = property.collection.then(|| quote!(collection));
    let kind = match &property.kind {
        Kind::Plain(word) => word_tokens(word),
        Kind::Of(word, path) => {
            let word = word_tokens(word);
            quote!(#word #path)
        }
    };
    quote!(odata_client::property!(#attributes #allow #owner, #name, #wire, #collection #kind);)
}

/// A word that the plan gives as text. What is no Rust becomes a semicolon, so that the file is refused.
fn word_tokens(word: &str) -> TokenStream {
    word.parse().unwrap_or_else(|_| quote!(;))
}

/// The methods that read and set instance annotations.
pub(super) fn annotations(plan: &StructPlan, scope: Scope, source: &mut Source) {
    if plan.annotations.is_empty() {
        return;
    }
    let name = &plan.name;
    let deprecated = plan.deprecated.is_some();
    let on_type = scope.allow(deprecated);
    let scope = scope.within(deprecated);
    let methods = plan
        .annotations
        .iter()
        .map(|annotation| access(plan, annotation, scope));
    let methods = spaced(methods);
    source.push(quote!(#on_type impl #name { #methods }));
}

fn access(plan: &StructPlan, annotation: &AnnotationPlan, scope: Scope) -> TokenStream {
    let extra = &plan.extra;
    let AnnotationPlan {
        getter,
        setter,
        wire,
        ty,
        argument,
        ..
    } = annotation;
    let docs = outer(&annotation.docs);
    let allow = scope.allow(ty.item.mentions_deprecated());
    let (declared, converted) = (declaration(argument), conversion(argument));
    let value = &argument.name;
    let set = format!(" Sets the instance annotation `{wire}`.");
    let getter = quote! {
        #docs
        #allow
        pub fn #getter(&self) -> Option<#ty> {
            self.#extra.read(#wire)
        }
    };
    let setter = quote! {
        #[doc = #set]
        #allow
        pub fn #setter(&mut self, #declared) {
            #converted
            self.#extra.write(#wire, &#value);
        }
    };
    spaced([getter, setter])
}
