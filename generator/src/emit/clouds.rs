//! The places where a service is: an enumeration beside the client, and how a client is made for one.

use quote::{format_ident, quote};

use crate::plan::names::owned::{CLOUD_BUILDER, FOR_CLOUD};
use crate::plan::{ClientPlan, CloudsPlan};

use super::docs::outer;
use super::source::{Source, blank};
use super::types::RT;

/// Adds the enumeration, and functions of the client that take it.
pub(super) fn print_clouds(plan: &CloudsPlan, client: &ClientPlan, source: &mut Source) {
    let settings = super::client::settings(client);
    let docs_of = &client.constructors;
    let (new_docs, builder_docs) = (outer(&docs_of.for_cloud), outer(&docs_of.cloud_builder));
    let [new, prepare] = [FOR_CLOUD, CLOUD_BUILDER].map(|name| format_ident!("{name}"));
    let (name, client) = (&plan.name, &client.name);
    let variants: Vec<_> = plan.clouds.iter().map(|cloud| &cloud.variant).collect();
    let base_urls: Vec<_> = plan.clouds.iter().map(|cloud| &cloud.base_url).collect();
    let docs = base_urls
        .iter()
        .map(|url| format!(" The service at `{url}`."));
    let scopes = plan.clouds.iter().map(|cloud| {
        let scopes = &cloud.scopes;
        quote!(&[#(#scopes),*])
    });
    let blank = blank();
    source.push(quote! {
        /// A place where the service is offered: root and scopes belong together.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs] #variants,)*
        }
    });
    source.push(quote! {
        impl #name {
            /// Root of the service.
            #[must_use]
            pub fn base_url(self) -> &'static str {
                match self { #(Self::#variants => #base_urls,)* }
            }
            #blank
            /// Scopes for which access tokens are asked.
            #[must_use]
            pub fn scopes(self) -> &'static [&'static str] {
                match self { #(Self::#variants => #scopes,)* }
            }
        }
    });
    source.push(quote! {
        impl #client {
            #new_docs
            pub fn #new(
                cloud: #name,
                credential: impl #RT::Credential + 'static,
            ) -> #RT::Result<Self> {
                Ok(Self(Self::#prepare(cloud).credential(credential).build()?))
            }
            #blank
            #builder_docs
            #[must_use = "a builder makes no client until it is told to"]
            pub fn #prepare(cloud: #name) -> #RT::ClientBuilder {
                let builder = #RT::Client::builder(cloud.base_url())#settings;
                cloud.scopes().iter().fold(builder, |builder, scope| builder.scope(*scope))
            }
        }
    });
}
