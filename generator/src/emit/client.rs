//! The client: `src/client.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::{Gates, Lints};
use crate::plan::names::owned::{ANONYMOUS, BUILDER, CLIENT, NEW};
use crate::plan::{ClientPlan, SettingValue};

use super::builders::methods;
use super::clouds;
use super::docs::{of_item, outer};
use super::operations::parameters;
use super::source::{Source, blank};
use super::types::RT;

/// The client's file.
pub(super) fn client(plan: &ClientPlan, gates: &Gates<'_>) -> Source {
    let lints = Lints::of_root(gates);
    let name = &plan.name;
    let docs = of_item(&plan.docs, None);
    let mut source = Source::new(quote!(#![doc = " The client: where all requests begin."]));
    source.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name(#RT::Client);
    });
    let (constants, making) = (constants(plan), making(plan));
    source.push(quote! {
        impl #name {
            #constants
            #making
        }
    });
    if let Some(clouds) = &plan.clouds {
        clouds::print_clouds(clouds, plan, &mut source);
    }
    if !plan.methods.is_empty() {
        let methods = methods(&plan.methods, &quote!(#RT::Resource::root(&self.0)), lints);
        source.push(quote!(impl #name { #methods }));
    }
    source.push(quote! {
        impl From<#RT::Client> for #name {
            fn from(client: #RT::Client) -> Self {
                Self(client)
            }
        }
    });
    for plan in &plan.operations {
        parameters(plan, lints, &mut source);
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
    let mut builder = quote!(#RT::Client::builder(#url)#settings);
    if !plan.scopes.is_empty() {
        builder = quote! {
            let builder = #builder;
            Self::SCOPES.iter().fold(builder, |builder, scope| builder.scope(*scope))
        };
    }
    let anonymous = anonymous(plan, &argument, &pass);
    let (new_docs, builder_docs) = (&plan.constructors.new, &plan.constructors.builder);
    let (new_docs, builder_docs) = (outer(new_docs), outer(builder_docs));
    let [new, prepare, client] = [NEW, BUILDER, CLIENT].map(|name| format_ident!("{name}"));
    let blank = blank();
    quote! {
        #blank
        #new_docs
        pub fn #new(
            #argument
            credential: impl #RT::Credential + 'static,
        ) -> #RT::Result<Self> {
            Ok(Self(Self::#prepare(#pass).credential(credential).build()?))
        }
        #anonymous
        #blank
        #builder_docs
        #[must_use = "a builder makes no client until it is told to"]
        pub fn #prepare(#argument) -> #RT::ClientBuilder {
            #builder
        }
        #blank
        /// The runtime's client underneath, for requests that have no method.
        #[must_use]
        pub fn #client(&self) -> &#RT::Client {
            &self.0
        }
    }
}

/// The function that makes the client of a service without authentication.
fn anonymous(plan: &ClientPlan, argument: &TokenStream, pass: &TokenStream) -> Option<TokenStream> {
    let docs = outer(plan.constructors.anonymous.as_ref()?);
    let [anonymous, prepare] = [ANONYMOUS, BUILDER].map(|name| format_ident!("{name}"));
    let blank = blank();
    Some(quote! {
        #blank
        #docs
        pub fn #anonymous(#argument) -> #RT::Result<Self> {
            Ok(Self(Self::#prepare(#pass).build()?))
        }
    })
}

/// The calls of a builder that preset how to speak to the service.
pub(super) fn settings(plan: &ClientPlan) -> TokenStream {
    let calls = plan.settings.iter().map(|setting| {
        let method = format_ident!("{}", setting.method);
        let value = match setting.value {
            SettingValue::Flag(flag) => quote!(#flag),
            SettingValue::Variant { of, name } => {
                let (of, name) = (format_ident!("{of}"), format_ident!("{name}"));
                quote!(#RT::settings::#of::#name)
            }
        };
        quote!(.#method(#value))
    });
    calls.collect()
}
