//! Structs: entity types and complex types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{FieldPlan, FieldRole, StructPlan};

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
    let slot = slot(plan);
    let each = each(plan);
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
        }
    }
}

/// Finds a field by its name on the wire.
fn slot(plan: &StructPlan) -> TokenStream {
    let StructPlan { fields, extra, .. } = plan;
    if fields.is_empty() {
        return quote! {
            fn slot(&mut self, _: &str) -> odata_client::Place<'_> {
                odata_client::Place::Extra(&mut self.#extra)
            }
        };
    }
    let arms = fields
        .iter()
        .map(|FieldPlan { name, wire, .. }| quote!(#wire => &mut self.#name,));
    quote! {
        fn slot(&mut self, name: &str) -> odata_client::Place<'_> {
            let field: &mut dyn odata_client::Field = match name {
                #(#arms)*
                _ => return odata_client::Place::Extra(&mut self.#extra),
            };
            odata_client::Place::Declared(field)
        }
    }
}

/// Shows all fields, in their order.
fn each(plan: &StructPlan) -> TokenStream {
    if plan.fields.is_empty() {
        return quote! {
            fn each<'a>(&'a self, _: &mut odata_client::Visit<'_, 'a>) {}
        };
    }
    let visits = plan.fields.iter().map(|field| {
        let FieldPlan { name, wire, .. } = field;
        let method = match field.role {
            FieldRole::Structural => quote!(property),
            FieldRole::ReadOnly => quote!(read_only),
            FieldRole::Navigation => quote!(navigation),
        };
        quote!(visit.#method(#wire, self.#name.view());)
    });
    quote! {
        fn each<'a>(&'a self, visit: &mut odata_client::Visit<'_, 'a>) {
            use odata_client::Field as _;
            #(#visits)*
        }
    }
}
