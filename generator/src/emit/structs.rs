//! Structs: entity types and complex types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::layout::{self, Lints};
use crate::plan::{FieldPlan, FieldRole, RestPlan, StructPlan};

use super::docs::{allow, allow_call, cfg, gated, of_item};
use super::properties;
use super::source::Source;
use super::types::RT;

/// The struct, its `Model` implementation and the runtime's macro.
pub(super) fn structure(plan: &StructPlan, lints: Lints<'_>, source: &mut Source) {
    let StructPlan { name, wire, .. } = plan;
    source.push(declaration(plan, lints));
    source.push(model(plan, lints));
    let lint = lints.item(plan.deprecated.as_ref());
    source.push(allow_call(
        lint,
        quote!(#RT::codegen::model!(#name, #wire);),
    ));
    properties::annotations(plan, lints, source);
    properties::constants(plan, lints, source);
}

fn declaration(plan: &StructPlan, lints: Lints<'_>) -> TokenStream {
    let StructPlan { name, extra, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let rest = plan.rest.iter().map(|rest| {
        let RestPlan { name, ty, .. } = rest;
        let gate = lints.gate(ty);
        let attributes = of_item(&gated(&rest.docs, layout::held, &gate), None);
        let (cfg, allow) = (cfg(&gate), allow(lints.rest(rest)));
        quote!(#attributes #cfg #allow pub #name: #ty,)
    });
    let fields = plan.fields.iter().map(|field| {
        let FieldPlan { name, ty, .. } = field;
        let gate = lints.gate(field);
        let docs = gated(&field.docs, layout::held, &gate);
        let attributes = of_item(&docs, field.deprecated.as_ref());
        let (cfg, allow) = (cfg(&gate), allow(lints.field(field)));
        quote!(#attributes #cfg #allow pub #name: Option<#ty>,)
    });
    quote! {
        #attributes
        #[derive(Clone, Default)]
        pub struct #name {
            #(#fields)*
            #(#rest)*
            /// What the metadata does not declare: open properties, annotations, properties to be cleared.
            pub #extra: #RT::Extra,
        }
    }
}

fn model(plan: &StructPlan, lints: Lints<'_>) -> TokenStream {
    let StructPlan { name, extra, .. } = plan;
    let on_type = allow(lints.item(plan.deprecated.as_ref()));
    let on_fields = allow(lints.fields(plan));
    let unused = allow(lints.each_field(plan));
    let slot = slot(plan, lints);
    let each = each(plan, lints);
    quote! {
        #on_type
        impl #RT::Model for #name {
            #on_fields
            #unused
            #slot
            #on_fields
            #unused
            #each
            fn extra(&self) -> &#RT::Extra {
                &self.#extra
            }
        }
    }
}

/// Finds a field by its name on the wire.
fn slot(plan: &StructPlan, lints: Lints<'_>) -> TokenStream {
    let StructPlan { fields, extra, .. } = plan;
    let rest = plan.rest.iter().map(|rest| {
        let cfg = cfg(&lints.gate(&rest.ty));
        let name = &rest.name;
        // The place of what is not declared is asked for by the empty name.
        let place = quote!(#RT::Model::slot(&mut self.#name, name));
        let place = if fields.is_empty() {
            place
        } else {
            quote!(return #place)
        };
        quote!(#cfg _ if !name.is_empty() => #place,)
    });
    let extra = quote!(#RT::codegen::Place::Extra(&mut self.#extra));
    if fields.is_empty() {
        let (name, body) = if plan.rest.is_some() {
            (quote!(name), quote!(match name { #(#rest)* _ => #extra }))
        } else {
            (quote!(_), extra)
        };
        return quote!(fn slot(&mut self, #name: &str) -> #RT::codegen::Place<'_> { #body });
    }
    let arms = fields.iter().map(|field| {
        let cfg = cfg(&lints.gate(field));
        let FieldPlan { name, wire, .. } = field;
        quote!(#cfg #wire => &mut self.#name,)
    });
    quote! {
        fn slot(&mut self, name: &str) -> #RT::codegen::Place<'_> {
            let field: &mut dyn #RT::Field = match name {
                #(#arms)*
                #(#rest)*
                _ => return #extra,
            };
            #RT::codegen::Place::Declared(field)
        }
    }
}

/// Shows all fields, in their order.
fn each(plan: &StructPlan, lints: Lints<'_>) -> TokenStream {
    if plan.fields.is_empty() && plan.rest.is_none() {
        return quote! {
            fn each<'a>(&'a self, _: &mut #RT::codegen::Visit<'_, 'a>) {}
        };
    }
    let visits = plan.fields.iter().map(|field| {
        let FieldPlan { name, wire, .. } = field;
        let method = match field.role {
            FieldRole::Structural => quote!(property),
            FieldRole::ReadOnly => quote!(read_only),
            FieldRole::Navigation => quote!(navigation),
        };
        let cfg = cfg(&lints.gate(field));
        quote!(#cfg visit.#method(#wire, self.#name.view());)
    });
    let rest = plan.rest.iter().map(|rest| {
        let cfg = cfg(&lints.gate(&rest.ty));
        let name = &rest.name;
        quote!(#cfg #RT::Model::each(&self.#name, visit);)
    });
    let import = (!plan.fields.is_empty()).then(|| quote!(use #RT::Field as _;));
    quote! {
        fn each<'a>(&'a self, visit: &mut #RT::codegen::Visit<'_, 'a>) {
            #import
            #(#visits)*
            #(#rest)*
        }
    }
}
