//! Methods of builders of paths and of the client.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::layout::{self, Lints};
use crate::plan::{CallMethodPlan, PathMethodBody, PathMethodPlan, SentPlan, Slot, Taken};

use crate::emit::docs::{allow, cfg, gated, of_item};
use crate::emit::source::spaced;
use crate::emit::types::RT;

use super::calls::{given, put};

/// The methods that start from a path.
pub(super) fn methods(plans: &[PathMethodPlan], path: &TokenStream, lints: Lints) -> TokenStream {
    spaced(plans.iter().map(|plan| method(plan, path, false, lints)))
}

/// The methods of the client, which start from a new path.
pub(super) fn root_methods(plans: &[PathMethodPlan], lints: Lints) -> TokenStream {
    let path = quote!(#RT::codegen::Path::new(&self.0));
    spaced(plans.iter().map(|plan| method(plan, &path, true, lints)))
}

fn method(plan: &PathMethodPlan, path: &TokenStream, new: bool, lints: Lints) -> TokenStream {
    let name = &plan.name;
    let docs = gated(&plan.docs, layout::needed, &plan.gate);
    let attributes = of_item(&docs, plan.deprecated.as_ref());
    let cfg = cfg(&plan.gate);
    let allow = allow(lints.path_method(plan));
    let rest = match &plan.body {
        PathMethodBody::Step { arguments, builder } => {
            let declared = declarations(arguments);
            let texts = |sent: &&SentPlan| sent.taken == Taken::IntoString;
            let conversions = arguments.iter().filter(|it| !texts(it)).map(converted);
            let with = arguments.iter().map(|sent| {
                let name = &sent.name;
                if texts(&sent) {
                    quote!(.with_text(#name))
                } else {
                    quote!(.with(&#name))
                }
            });
            let path = if arguments.is_empty() && !new {
                quote!(#path.clone())
            } else {
                quote!(#path #(#with)*)
            };
            quote!((&self #declared) -> #builder { #(#conversions)* #builder(#path) })
        }
        PathMethodBody::Call(call) => begun(call, path),
    };
    quote!(#attributes #cfg #allow pub fn #name #rest)
}

/// A method that begins a request.
fn begun(plan: &CallMethodPlan, path: &TokenStream) -> TokenStream {
    let CallMethodPlan {
        table, arguments, ..
    } = plan;
    let declared = declarations(arguments);
    let conversions = arguments.iter().map(conversion);
    let puts = arguments.iter().map(put);
    let many = arguments.iter().filter(|it| it.taken.is_many_files());
    let call = quote!(#path.call(&#table) #(#puts)*);
    let call = many.fold(call, super::calls::put_many);
    let given = given(&plan.returns);
    let (ty, body) = match &plan.call {
        Some(name) => (quote!(#name), quote!(#name(#call))),
        None => (quote!(#RT::Call<#given>), call),
    };
    quote!((&self #declared) -> #ty { #(#conversions)* #body })
}

fn declarations(arguments: &[SentPlan]) -> TokenStream {
    let declared = arguments.iter().map(declaration);
    quote!(#(, #declared)*)
}

/// An argument as it is declared.
pub(super) fn declaration(sent: &SentPlan) -> TokenStream {
    let name = &sent.name;
    let ty = match &sent.taken {
        Taken::IntoString => quote!(impl Into<String>),
        Taken::IntoVec(item) => quote!(impl Into<Vec<#item>>),
        Taken::Value(item) => quote!(#item),
        Taken::Reference(item) => quote!(&#item),
        Taken::File => quote!(#RT::File),
        Taken::Files => quote!(impl IntoIterator<Item = #RT::File>),
        Taken::NamedFiles => quote!(impl IntoIterator<Item = (String, #RT::File)>),
        Taken::Content => quote!(impl Into<#RT::Body>),
    };
    if let Slot::BytesOf(_) = &sent.slot {
        // The type is the caller's to say.
        quote!(content_type: &str, #name: #ty)
    } else {
        quote!(#name: #ty)
    }
}

/// The statement that makes an argument the value to be sent; nothing where it is that already.
pub(super) fn conversion(sent: &SentPlan) -> TokenStream {
    match sent.slot {
        // The runtime converts it.
        Slot::Parameter(_) | Slot::Text(_) => TokenStream::new(),
        _ => converted(sent),
    }
}

fn converted(sent: &SentPlan) -> TokenStream {
    let name = &sent.name;
    match &sent.taken {
        Taken::IntoString => quote!(let #name: String = #name.into();),
        Taken::IntoVec(item) => quote!(let #name: Vec<#item> = #name.into();),
        _ => TokenStream::new(),
    }
}
