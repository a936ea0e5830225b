//! Structs: entity types and complex types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{FieldPlan, StructPlan};

use super::docs::{Scope, of_item};
use super::mentions::Mentions;
use super::properties;
use super::source::Source;

/// The struct, its `Model` implementation and the runtime's macro.
pub(super) fn structure(plan: &StructPlan, scope: Scope, source: &mut Source) {
    let StructPlan { name, wire, .. } = plan;
    source.push(declaration(plan, scope));
    source.push(model(plan, scope));
    let deprecated = plan.deprecated.is_some();
    source.push(scope.allow_call(deprecated, quote!(odata_client::model!(#name, #wire);)));
    properties::annotations(plan, scope, source);
    properties::constants(plan, scope, source);
}

fn declaration(plan: &StructPlan, scope: Scope) -> TokenStream {
    let StructPlan { name, extra, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let fields = plan.fields.iter().map(|field| {
        let FieldPlan { name, ty, .. } = field;
        let attributes = of_item(&field.docs, field.deprecated.as_ref());
        let allow = scope.allow(field.mentions_deprecated());
        quote!(#attributes #allow pub #name: Option<#ty>,)
    });
    quote! {
        #attributes
        #[derive(Clone, Default)]
        pub struct #name {
            #(#fields)*
            /// What the metadata does not declare: open properties, annotations, properties to be cleared.
            pub #extra: odata_client::Extra,
        }
    }
}

fn model(plan: &StructPlan, scope: Scope) -> TokenStream {
    let StructPlan { name, extra, .. } = plan;
    let on_type = scope.allow(plan.deprecated.is_some());
    let on_fields = scope.allow(plan.fields.iter().any(|field| field.deprecated.is_some()));
    let slot = slot(&plan.fields);
    let each = each(&plan.fields);
    quote! {
        #on_type
        impl odata_client::Model for #name {
            #on_fields
            #slot
            #on_fields
            #each
            fn extra(&self) -> &odata_client::Extra {
                &self.#extra
            }
            fn extra_mut(&mut self) -> &mut odata_client::Extra {
                &mut self.#extra
            }
        }
    }
}

/// Finds a field by its name on the wire.
fn slot(fields: &[FieldPlan]) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            fn slot(&mut self, _name: &str) -> Option<&mut dyn odata_client::Field> {
                None
            }
        };
    }
    let arms = fields
        .iter()
        .map(|FieldPlan { name, wire, .. }| quote!(#wire => &mut self.#name,));
    quote! {
        fn slot(&mut self, name: &str) -> Option<&mut dyn odata_client::Field> {
            let field: &mut dyn odata_client::Field = match name {
                #(#arms)*
                _ => return None,
            };
            Some(field)
        }
    }
}

/// Visits all fields, in their order.
fn each(fields: &[FieldPlan]) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            fn each<'a>(&'a self, _visit: &mut dyn FnMut(&'static str, &'a dyn odata_client::Field)) {}
        };
    }
    let visits = fields
        .iter()
        .map(|FieldPlan { name, wire, .. }| quote!(visit(#wire, &self.#name);));
    quote! {
        fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn odata_client::Field)) {
            #(#visits)*
        }
    }
}
