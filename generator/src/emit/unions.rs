//! Unions: an enum with a variant for each shape, and the table by which a reader tells them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::layout::Lints;
use crate::plan::{UnionPlan, UnionVariantPlan};

use super::docs::{allow, allow_call, of_item};
use super::http::rules;
use super::source::Source;
use super::types::RT;

/// The enum, its table, and the runtime's macro.
pub(super) fn union(plan: &UnionPlan, lints: Lints, source: &mut Source) {
    let UnionPlan { name, wire, .. } = plan;
    source.push(declaration(plan, lints));
    source.push(implementation(plan, lints));
    let lint = lints.item(plan.deprecated.as_ref());
    source.push(allow_call(
        lint,
        quote!(#RT::codegen::union!(#name, #wire);),
    ));
}

fn declaration(plan: &UnionPlan, lints: Lints) -> TokenStream {
    let UnionPlan { name, other, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = allow(lints.union(plan));
    let variants = plan.variants.iter().map(|variant| {
        let UnionVariantPlan { name, ty, .. } = variant;
        let attributes = of_item(&variant.docs, None);
        quote!(#attributes #name(#ty),)
    });
    quote! {
        #attributes
        #allow
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// What has none of these shapes.
            #other(#RT::Json),
        }
    }
}

fn implementation(plan: &UnionPlan, lints: Lints) -> TokenStream {
    let UnionPlan { name, other, .. } = plan;
    let allow = allow(lints.union(plan));
    let empty = quote!(#RT::Field::empty());
    let names: Vec<_> = plan.variants.iter().map(|variant| &variant.name).collect();
    let numbers: Vec<Literal> = (0..names.len()).map(Literal::usize_unsuffixed).collect();
    let other_number = Literal::usize_unsuffixed(names.len());
    let rules = rules::rules(plan);
    quote! {
        #allow
        impl #RT::codegen::Union for #name {
            const RULES: &'static #RT::codegen::Rules = #rules;
            fn variant(index: usize) -> Self {
                match index {
                    #(#numbers => Self::#names(#empty),)*
                    _ => Self::#other(#RT::Json::Null),
                }
            }
            fn value(&self) -> (usize, &dyn #RT::Field) {
                match self {
                    #(Self::#names(value) => (#numbers, value),)*
                    Self::#other(value) => (#other_number, value),
                }
            }
            fn value_mut(&mut self) -> &mut dyn #RT::Field {
                match self {
                    #(Self::#names(value) => value,)*
                    Self::#other(value) => value,
                }
            }
        }
    }
}
