//! The optional parameters of actions and functions.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::{self, Lints};
use crate::plan::names::owned::THEN;
use crate::plan::{ParametersPlan, SetterPlan, TypePath};

use super::docs::{allow, cfg, gated, of_item};
use super::source::{Source, spaced};
use super::types::{declaration, invocation, parameter, parameter_conversion};

/// The type that tells the calls of the operation from others, and their methods.
pub(super) fn parameters(plan: &ParametersPlan, lints: Lints<'_>, source: &mut Source) {
    let ParametersPlan { name, returns, .. } = plan;
    let gate = lints.gate(plan);
    let docs = gated(&plan.docs, layout::needed, &gate);
    let attributes = of_item(&docs, plan.deprecated.as_ref());
    let cfg = cfg(&gate);
    source.push(quote! {
        #attributes
        #cfg
        pub enum #name {}
    });
    let on_calls = allow(lints.call(plan));
    let inside = lints.within(plan.deprecated.as_ref());
    let setters = plan.setters.iter().map(|plan| setter(plan, inside));
    let setters = spaced(setters.chain(plan.then.as_ref().map(|builder| then(builder, lints))));
    let call = invocation(returns, Some(name));
    source.push(quote!(#cfg #on_calls impl #call { #setters }));
}

/// How a composable function leads on.
fn then(builder: &TypePath, lints: Lints<'_>) -> TokenStream {
    let cfg = cfg(&lints.path_gate(builder));
    let then = format_ident!("{THEN}");
    quote! {
        /// What the function returns, as a resource: for requests further down the path of this call.
        #cfg
        pub fn #then(self) -> #builder {
            #builder(self.into_resource())
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
    let conversion = parameter_conversion(argument);
    let parameter = parameter(argument);
    quote! {
        #attributes
        #cfg
        #allow
        pub fn #name(self, #declaration) -> Self {
            #conversion
            self #parameter
        }
    }
}
