//! Builders of actions and functions that have parameters to be set.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{OperationBuilderPlan, SetterPlan, TypePath};

use super::builders::allow_trait_name;
use super::docs::{Scope, of_item};
use super::mentions::Mentions;
use super::source::{Source, spaced};
use super::types::{conversion, declaration, parameter, returned_words};

/// The struct around an invocation, its setters, and the runtime's macro for sending.
pub(super) fn operation(plan: &OperationBuilderPlan, scope: Scope, source: &mut Source) {
    let OperationBuilderPlan { name, returns, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = scope.allow(returns.mentions_deprecated());
    source.push(quote! {
        #attributes
        #allow
        #[must_use = "a request builder does nothing until a request is sent"]
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) odata_client::Invocation<#returns>);
    });
    let deprecated = plan.deprecated.is_some();
    if !plan.setters.is_empty() || plan.then.is_some() {
        let on_type = scope.allow(deprecated);
        let inside = scope.within(deprecated);
        let setters = plan.setters.iter().map(|plan| setter(plan, inside));
        let setters = spaced(setters.chain(plan.then.as_ref().map(then)));
        source.push(quote!(#on_type impl #name { #setters }));
    }
    let mentions = deprecated || returns.mentions_deprecated();
    let words = returned_words(returns);
    source.push(scope.allow_call(mentions, quote!(odata_client::invocation!(#name, #words);)));
}

/// How a composable function leads on.
fn then(builder: &TypePath) -> TokenStream {
    quote! {
        /// What the function returns, as a resource: for requests further down the path of this call.
        pub fn then(self) -> #builder {
            #builder(self.0.into_resource())
        }
    }
}

fn setter(plan: &SetterPlan, scope: Scope) -> TokenStream {
    let SetterPlan { name, argument, .. } = plan;
    let attributes = of_item(&plan.docs, plan.deprecated.as_ref());
    let allow = scope.allow(plan.mentions_deprecated());
    let allow_name = allow_trait_name(name.as_str());
    let declaration = declaration(argument);
    let conversion = conversion(argument);
    let parameter = parameter(argument);
    quote! {
        #attributes
        #allow
        #allow_name
        pub fn #name(self, #declaration) -> Self {
            #conversion
            Self(self.0 #parameter)
        }
    }
}
