//! Builders of actions and functions that have parameters to be set.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::{self, Lints};
use crate::plan::names::owned::THEN;
use crate::plan::{OperationBuilderPlan, SetterPlan, TypePath};

use super::docs::{allow, allow_call, cfg, gated, of_item};
use super::source::{Source, spaced};
use super::types::{RT, conversion, declaration, parameter, returned_words};

/// The struct around an invocation, its setters, and the runtime's macro for sending.
pub(super) fn operation(plan: &OperationBuilderPlan, lints: Lints<'_>, source: &mut Source) {
    let OperationBuilderPlan { name, returns, .. } = plan;
    let gate = lints.gate(plan);
    let docs = gated(&plan.docs, layout::needed, &gate);
    let attributes = of_item(&docs, plan.deprecated.as_ref());
    let (cfg, on_struct) = (cfg(&gate), allow(lints.call(plan)));
    source.push(quote! {
        #attributes
        #cfg
        #on_struct
        #[must_use = "a request builder does nothing until a request is sent"]
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) #RT::Invocation<#returns>);
    });
    if !plan.setters.is_empty() || plan.then.is_some() {
        let on_type = allow(lints.item(plan.deprecated.as_ref()));
        let inside = lints.within(plan.deprecated.as_ref());
        let setters = plan.setters.iter().map(|plan| setter(plan, inside));
        let setters = spaced(setters.chain(plan.then.as_ref().map(|builder| then(builder, lints))));
        source.push(quote!(#cfg #on_type impl #name { #setters }));
    }
    let words = returned_words(returns);
    let call = quote!(#RT::invocation!(#name, #words););
    let call = allow_call(lints.sending(plan), call);
    source.push(quote!(#cfg #call));
}

/// How a composable function leads on.
fn then(builder: &TypePath, lints: Lints<'_>) -> TokenStream {
    let cfg = cfg(&lints.path_gate(builder));
    let then = format_ident!("{THEN}");
    quote! {
        /// What the function returns, as a resource: for requests further down the path of this call.
        #cfg
        pub fn #then(self) -> #builder {
            #builder(self.0.into_resource())
        }
    }
}

fn setter(plan: &SetterPlan, lints: Lints<'_>) -> TokenStream {
    let SetterPlan { name, argument, .. } = plan;
    let gate = lints.gate(plan);
    let docs = gated(&plan.docs, layout::needed, &gate);
    let attributes = of_item(&docs, plan.deprecated.as_ref());
    let (cfg, allow) = (cfg(&gate), allow(lints.setter(plan)));
    let declaration = declaration(argument);
    let conversion = conversion(argument);
    let parameter = parameter(argument);
    quote! {
        #attributes
        #cfg
        #allow
        pub fn #name(self, #declaration) -> Self {
            #conversion
            Self(self.0 #parameter)
        }
    }
}
