//! What a struct has besides its fields: constants for queries, access to instance annotations.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::{self, Lints};
use crate::plan::names::owned::{PROPERTIES, PROPERTIES_MODULE};
use crate::plan::{AnnotationPlan, Docs, Gate, Kind, PropertyPlan, StructPlan, TypePath};

use super::docs::{allow, cfg, gated, of_item, outer};
use super::namespace::uses;
use super::source::{Source, spaced};
use super::types::{RT, conversion, declaration};

/// The constants and the bases, in a module of their own behind the feature `properties`, so that what they alone import is
/// imported with them; a line for each constant, so that a difference reads well. They are about a fifth of what a large
/// crate takes to check.
pub(super) fn constants(plan: &StructPlan, lints: Lints<'_>, source: &mut Source) {
    if plan.properties.is_empty() && plan.bases.is_empty() {
        return;
    }
    let bases = plan.bases.iter().map(|base| inherits(plan, base, lints));
    let constants = (!plan.properties.is_empty()).then(|| of_type(plan, lints));
    let by_macro = constants.is_some().then(|| {
        let allow = allow(layout::constants_lint(plan, lints));
        quote!(#allow use #RT::codegen::property;)
    });
    let module = format_ident!("{PROPERTIES_MODULE}");
    let imports = layout::query_imports(plan);
    let imports = uses(&TokenStream::new(), &imports, &Gate::default());
    source.push(quote! {
        #[cfg(feature = #PROPERTIES)]
        mod #module {
            use super::*;
            #imports
            #by_macro
            #(#bases)*
            #constants
        }
    });
}

fn of_type(plan: &StructPlan, lints: Lints<'_>) -> TokenStream {
    let name = &plan.name;
    let on_type = allow(lints.item(plan.deprecated.as_ref()));
    let lints = lints.within(plan.deprecated.as_ref());
    let constants = plan.properties.iter();
    let constants = constants.map(|property| constant(property, lints));
    quote! {
        #on_type
        impl #name { #(#constants)* }
    }
}

fn inherits(plan: &StructPlan, base: &TypePath, lints: Lints<'_>) -> TokenStream {
    let name = &plan.name;
    let cfg = cfg(&lints.path_gate(base));
    let allow = allow(lints.inherits(plan.deprecated.as_ref(), base));
    quote!(#cfg #allow impl #RT::query::Inherits<#base> for #name {})
}

fn constant(property: &PropertyPlan, lints: Lints<'_>) -> TokenStream {
    let PropertyPlan { name, wire, .. } = property;
    let attributes = of_item(&Docs::default(), property.deprecated.as_ref());
    let allow = allow(lints.constant(property));
    let collection = property.collection.then(|| quote!(collection));
    let kind = match &property.kind {
        Kind::Plain(word) => word_tokens(word),
        Kind::Of(word, path) => {
            let word = word_tokens(word);
            quote!(#word #path)
        }
    };
    let cfg = cfg(&lints.gate(property));
    quote!(#cfg property!(#attributes #allow #name, #wire, #collection #kind);)
}

/// A word that the plan gives as text. What is not Rust becomes a semicolon, so that the file is refused.
fn word_tokens(word: &str) -> TokenStream {
    word.parse().unwrap_or_else(|_| quote!(;))
}

/// The methods that read and set instance annotations.
pub(super) fn annotations(plan: &StructPlan, lints: Lints<'_>, source: &mut Source) {
    if plan.annotations.is_empty() {
        return;
    }
    let name = &plan.name;
    let on_type = allow(lints.item(plan.deprecated.as_ref()));
    let lints = lints.within(plan.deprecated.as_ref());
    let methods = plan
        .annotations
        .iter()
        .map(|annotation| access(plan, annotation, lints));
    let methods = spaced(methods);
    source.push(quote!(#on_type impl #name { #methods }));
}

fn access(plan: &StructPlan, annotation: &AnnotationPlan, lints: Lints<'_>) -> TokenStream {
    let extra = &plan.extra;
    let AnnotationPlan {
        getter,
        setter,
        wire,
        ty,
        argument,
        ..
    } = annotation;
    let gate = lints.gate(annotation);
    let docs = outer(&gated(&annotation.docs, layout::needed, &gate));
    let (cfg, allow) = (cfg(&gate), allow(lints.annotation(annotation)));
    let (declared, converted) = (declaration(argument), conversion(argument));
    let value = &argument.name;
    let set = format!(" Sets the instance annotation `{wire}`.");
    let getter = quote! {
        #docs
        #cfg
        #allow
        pub fn #getter(&self) -> Option<#ty> {
            self.#extra.read(#wire)
        }
    };
    let setter = quote! {
        #[doc = #set]
        #cfg
        #allow
        pub fn #setter(&mut self, #declared) {
            #converted
            self.#extra.write(#wire, &#value);
        }
    };
    spaced([getter, setter])
}
