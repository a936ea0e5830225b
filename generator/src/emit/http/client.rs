//! The client of a service in the terms of HTTP: `src/client.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::layout::Lints;
use crate::plan::names::owned::{BUILDER, CLIENT};
use crate::plan::{ConstructorPlan, HttpClientPlan, Place, SchemeKind, SchemePlan, Shows};

use crate::emit::docs::{of_item, outer};
use crate::emit::source::{Source, blank};
use crate::emit::types::RT;

use super::{methods, operations, tables};

/// The client's file.
pub(in crate::emit) fn client(plan: &HttpClientPlan) -> Source {
    let lints = Lints::default();
    let name = &plan.name;
    let docs = of_item(&plan.docs, None);
    let mut source = Source::new(quote!(#![doc = " The client: where all requests begin."]));
    source.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name(#RT::Client);
    });
    let making = making(plan);
    source.push(quote!(impl #name { #making }));
    if !plan.methods.is_empty() {
        let methods = methods::root_methods(&plan.methods, lints);
        source.push(quote!(impl #name { #methods }));
    }
    source.push(quote! {
        impl From<#RT::Client> for #name {
            fn from(client: #RT::Client) -> Self {
                Self(client)
            }
        }
    });
    for plan in &plan.schemes {
        source.push(scheme(plan));
    }
    operations(&plan.operations, lints, &mut source);
    source
}

/// Functions that make the client, and the one that gives what is inside.
fn making(plan: &HttpClientPlan) -> TokenStream {
    let whole = plan.base_url.is_some();
    let argument = (!whole).then(|| quote!(base_url: &str,));
    let url = if whole {
        quote!(Self::BASE_URL)
    } else {
        quote!(base_url)
    };
    let constant = plan.base_url.as_ref().map(|url| {
        quote! {
            /// Where the service is.
            pub const BASE_URL: &'static str = #url;
        }
    });
    let blanks = plan.base_url.as_ref().map(|_| blank());
    let servers = plan.servers.iter().map(|server| {
        let (constant, docs) = (&server.constant, outer(&server.docs));
        let server = tables::server(&server.server);
        quote!(#docs pub const #constant: #RT::codegen::Server = #server;)
    });
    let constructors = plan.constructors.iter().map(|it| constructor(it, whole));
    let hosts = plan.hosts.iter().map(|host| quote!(.allow_host(#host)));
    let [prepare, client] = [BUILDER, CLIENT].map(|name| format_ident!("{name}"));
    let blank = blank();
    quote! {
        #constant
        #blanks
        #(#servers #blank)*
        #(#constructors #blank)*
        /// Prepares a client of other settings: what it shows, transport, headers, times.
        ///
        #[doc = " What [`build`](service_client::ClientBuilder::build) gives becomes this client by `into()`."]
        #[must_use = "a builder makes no client until it is told to"]
        pub fn #prepare(#argument) -> #RT::ClientBuilder {
            #RT::Client::builder(#url) #(#hosts)*
        }
        #blank
        /// The runtime's client underneath, for requests that have no method.
        #[must_use]
        pub fn #client(&self) -> &#RT::Client {
            &self.0
        }
    }
}

fn constructor(plan: &ConstructorPlan, whole: bool) -> TokenStream {
    let (name, docs) = (&plan.name, outer(&plan.docs));
    let argument = (!whole).then(|| quote!(base_url: &str,));
    let pass = (!whole).then(|| quote!(base_url));
    let prepare = format_ident!("{BUILDER}");
    let (arguments, settings) = match &plan.shows {
        Shows::Nothing => (TokenStream::new(), TokenStream::new()),
        Shows::Credential => (
            quote!(credential: impl #RT::Credential + 'static,),
            quote!(.credential(credential)),
        ),
        Shows::Basic => (
            quote!(user: impl Into<String>, password: impl Into<String>,),
            quote!(.basic(user, password)),
        ),
        Shows::Key(scheme) => (
            quote!(key: impl Into<String>,),
            quote!(.api_key(#scheme, key)),
        ),
    };
    quote! {
        #docs
        pub fn #name(#argument #arguments) -> #RT::Result<Self> {
            Ok(Self(Self::#prepare(#pass)#settings.build()?))
        }
    }
}

/// A static for a scheme of security.
fn scheme(plan: &SchemePlan) -> TokenStream {
    let SchemePlan { constant, wire, .. } = plan;
    let kind = match &plan.kind {
        // The plan has no scheme of the transport's: certificates are its to show.
        SchemeKind::Bearer | SchemeKind::MutualTls => quote!(Bearer),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::OAuth2(_) => quote!(OAuth2),
        SchemeKind::OpenIdConnect(_) => quote!(OpenIdConnect),
        SchemeKind::ApiKey { name, place } => {
            let place = match place {
                Place::Query | Place::QueryString => "Query",
                Place::Cookie => "Cookie",
                Place::Header | Place::Path | Place::Body => "Header",
            };
            let place = format_ident!("{place}");
            quote!(ApiKey(#RT::codegen::In::#place, #name))
        }
        SchemeKind::Http(name) => quote!(Http(#name)),
    };
    let docs = outer(&plan.docs);
    let allow = plan
        .is_optional
        .then(|| quote!(#[allow(dead_code, reason = "requests of some features use it")]));
    quote! {
        #docs
        #allow
        pub(crate) static #constant: #RT::codegen::Scheme = #RT::codegen::Scheme {
            name: #wire,
            kind: #RT::codegen::SchemeKind::#kind,
        };
    }
}
