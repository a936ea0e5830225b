//! Enumerations. A flags enumeration is the same enum; values of it are sets.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::layout::Lints;
use crate::plan::{EnumPlan, VariantPlan};

use super::docs::{allow, allow_call, of_item};
use super::source::Source;
use super::types::RT;

/// The enum, its `Enumeration` implementation and the runtime's macro.
pub(super) fn enumeration(plan: &EnumPlan, lints: Lints<'_>, source: &mut Source) {
    let EnumPlan { name, wire, .. } = plan;
    source.push(declaration(plan));
    source.push(implementation(plan, lints));
    let lint = lints.item(plan.deprecated.as_ref());
    let json = plan.is_json.then(|| quote!(, json));
    source.push(allow_call(
        lint,
        quote!(#RT::codegen::enumeration!(#name, #wire #json);),
    ));
}

fn declaration(plan: &EnumPlan) -> TokenStream {
    let EnumPlan {
        name, unrecognized, ..
    } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let variants = plan.variants.iter().map(|variant| {
        let attributes = of_item(&variant.docs, variant.deprecated.as_ref());
        let name = &variant.name;
        quote!(#attributes #name,)
    });
    quote! {
        #attributes
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A member that this crate does not know: its text.
            #unrecognized(String),
        }
    }
}

fn implementation(plan: &EnumPlan, lints: Lints<'_>) -> TokenStream {
    let EnumPlan {
        name, unrecognized, ..
    } = plan;
    let on_type = allow(lints.item(plan.deprecated.as_ref()));
    let on_variants = allow(lints.variants(plan));
    let members = plan
        .variants
        .iter()
        .map(|VariantPlan { name, .. }| quote!(Self::#name));
    let text = text(plan);
    quote! {
        #on_type
        impl #RT::Enumeration for #name {
            #on_variants
            const MEMBERS: &'static [Self] = &[#(#members),*];
            #on_variants
            fn as_str(&self) -> &str {
                #text
            }
            fn unrecognized(text: String) -> Self {
                Self::#unrecognized(text)
            }
        }
    }
}

/// The body of `as_str`.
fn text(plan: &EnumPlan) -> TokenStream {
    let unrecognized = &plan.unrecognized;
    if plan.variants.is_empty() {
        return quote! {
            let Self::#unrecognized(text) = self;
            text
        };
    }
    let arms = plan
        .variants
        .iter()
        .map(|VariantPlan { name, wire, .. }| quote!(Self::#name => #wire,));
    quote! {
        match self {
            #(#arms)*
            Self::#unrecognized(text) => text,
        }
    }
}
