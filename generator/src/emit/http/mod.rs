//! Requests of a service in the terms of HTTP: the client, builders of paths, calls and their tables.

mod calls;
pub(super) mod client;
mod methods;
pub(super) mod rules;
pub(super) mod tables;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::layout::{self, Lints};
use crate::plan::{HttpPlan, RequestsFile};

use super::docs::{cfg, of_item, outer};
use super::namespace::uses;
use super::source::Source;
use super::types::RT;

/// The module of requests.
pub(super) fn requests(plan: &HttpPlan) -> Source {
    let mut source = Source::new(
        quote!(#![doc = " Requests: builders of paths, and the calls that they begin."]),
    );
    let modules = plan.files.iter().map(|file| {
        let (cfg, module) = (cfg(&file.gate), &file.module);
        quote!(#cfg mod #module;)
    });
    source.push(modules.collect());
    let exports = plan.files.iter().map(|file| {
        let lines = layout::request_exports(file);
        uses(&quote!(pub), &lines, &file.gate)
    });
    source.push(exports.collect());
    source
}

/// The file of a place: its builder, and the operations that it sends.
pub(super) fn file(plan: &RequestsFile) -> Source {
    let lints = Lints::default();
    let mut source = Source::new(TokenStream::new());
    let builder = &plan.builder;
    let (name, attributes) = (&builder.name, of_item(&builder.docs, None));
    source.push(quote! {
        #attributes
        #[must_use = "a request builder does nothing until a request is sent"]
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) #RT::codegen::Path);
    });
    if !builder.methods.is_empty() {
        let methods = methods::methods(&builder.methods, &quote!(self.0), lints);
        source.push(quote!(impl #name { #methods }));
    }
    operations(&plan.operations, lints, &mut source);
    source
}

/// The tables, structs and enums of operations.
fn operations(plans: &[crate::plan::HttpOperationPlan], lints: Lints, source: &mut Source) {
    for plan in plans {
        source.push(tables::operation(plan));
        for form in &plan.forms {
            source.push(tables::form(form));
        }
        for choice in &plan.choices {
            calls::choice(choice, lints, source);
        }
        for call in &plan.calls {
            calls::call(call, lints, source);
        }
    }
}

/// Documentation of a static that only generated code reads.
fn said(text: &str) -> TokenStream {
    outer(&crate::plan::Docs(vec![text.to_owned()]))
}
