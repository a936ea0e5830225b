//! The client: `src/client.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::{ClientPlan, Docs, SettingValue};

use super::builders::methods;
use super::clouds;
use super::docs::{Scope, of_item, outer};
use super::operations::operation;
use super::source::{Source, blank};

/// The client's file.
pub(super) fn client(plan: &ClientPlan) -> Source {
    let scope = Scope { deprecated: false };
    let name = &plan.name;
    let docs = of_item(&plan.docs, None);
    let mut source = Source::new(quote!(#![doc = " The client: where all requests begin."]));
    source.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name(odata_client::Client);
    });
    let (constants, making) = (constants(plan), making(plan));
    source.push(quote! {
        impl #name {
            #constants
            #making
        }
    });
    if let Some(clouds) = &plan.clouds {
        clouds::of(clouds, plan, &mut source);
    }
    if !plan.methods.is_empty() {
        let methods = methods(
            &plan.methods,
            &quote!(odata_client::Resource::root(&self.0)),
            scope,
        );
        source.push(quote!(impl #name { #methods }));
    }
    source.push(quote! {
        impl From<odata_client::Client> for #name {
            fn from(client: odata_client::Client) -> Self {
                Self(client)
            }
        }
    });
    for plan in &plan.operations {
        operation(plan, scope, &mut source);
    }
    source
}

fn constants(plan: &ClientPlan) -> TokenStream {
    let base_url = plan.base_url.as_ref().map(|url| {
        quote! {
            /// Root of the service.
            pub const BASE_URL: &'static str = #url;
        }
    });
    let scopes = &plan.scopes;
    quote! {
        #base_url
        /// Scopes for which access tokens are asked.
        pub const SCOPES: &'static [&'static str] = &[#(#scopes),*];
    }
}

/// Functions that make the client, and the one that gives what is inside.
fn making(plan: &ClientPlan) -> TokenStream {
    let (argument, pass, url) = match &plan.base_url {
        Some(_) => (
            TokenStream::new(),
            TokenStream::new(),
            quote!(Self::BASE_URL),
        ),
        None => (quote!(base_url: &str,), quote!(base_url), quote!(base_url)),
    };
    let settings = settings(plan);
    let mut builder = quote!(odata_client::Client::builder(#url)#settings);
    if !plan.scopes.is_empty() {
        builder = quote! {
            let builder = #builder;
            Self::SCOPES.iter().fold(builder, |builder, scope| builder.scope(*scope))
        };
    }
    let anonymous = plan.anonymous.then(|| anonymous(plan, &argument, &pass));
    let new_docs = outer(&Docs(new_docs(plan, "with the usual settings")));
    let blank = blank();
    quote! {
        #blank
        #new_docs
        pub fn new(
            #argument
            credential: impl odata_client::Credential + 'static,
        ) -> odata_client::Result<Self> {
            Ok(Self(Self::builder(#pass).credential(credential).build()?))
        }
        #anonymous
        #blank
        /// Prepares a client of other settings: credential, transport, headers, times.
        ///
        /// What [`build`](odata_client::ClientBuilder::build) gives becomes this client by `into()`.
        #[must_use = "a builder makes no client until it is told to"]
        pub fn builder(#argument) -> odata_client::ClientBuilder {
            #builder
        }
        #blank
        /// The runtime's client underneath, for requests that have no method.
        #[must_use]
        pub fn client(&self) -> &odata_client::Client {
            &self.0
        }
    }
}

/// The function that makes the client of a service without authentication.
fn anonymous(plan: &ClientPlan, argument: &TokenStream, pass: &TokenStream) -> TokenStream {
    let docs = outer(&Docs(new_docs(
        plan,
        "without a credential, where the service needs no token",
    )));
    let blank = blank();
    quote! {
        #blank
        #docs
        pub fn anonymous(#argument) -> odata_client::Result<Self> {
            Ok(Self(Self::builder(#pass).build()?))
        }
    }
}

/// The calls of a builder that preset how to speak to the service.
pub(super) fn settings(plan: &ClientPlan) -> TokenStream {
    let calls = plan.settings.iter().map(|setting| {
        let method = format_ident!("{}", setting.method);
        let value = match setting.value {
            SettingValue::Flag(flag) => quote!(#flag),
            SettingValue::Variant { of, name } => {
                let (of, name) = (format_ident!("{of}"), format_ident!("{name}"));
                quote!(odata_client::#of::#name)
            }
        };
        quote!(.#method(#value))
    });
    calls.collect()
}

fn new_docs(plan: &ClientPlan, how: &str) -> Vec<String> {
    let (place, cause) = match &plan.base_url {
        Some(_) => ("at [`Self::BASE_URL`]", "The HTTP client cannot be set up."),
        None => (
            "at a root",
            "The root is no URL, or the HTTP client cannot be set up.",
        ),
    };
    let first = format!("A client of the service {place}, {how}.");
    [&first, "", "# Errors", cause].map(str::to_owned).to_vec()
}
