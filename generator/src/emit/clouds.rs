//! The places where a service is: an enumeration beside the client, and how a client is made for one.

use quote::quote;

use crate::plan::{ClientPlan, CloudsPlan};

use super::source::{Source, blank};

/// Adds the enumeration, and functions of the client that take it.
pub(super) fn of(plan: &CloudsPlan, client: &ClientPlan, source: &mut Source) {
    let settings = super::client::settings(client);
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
            /// A client of the service at one of its places, with the usual settings.
            ///
            /// # Errors
            /// The HTTP client cannot be set up.
            pub fn for_cloud(
                cloud: #name,
                credential: impl odata_client::Credential + 'static,
            ) -> odata_client::Result<Self> {
                Ok(Self(Self::cloud_builder(cloud).credential(credential).build()?))
            }
            #blank
            /// Prepares a client of the service at one of its places. For another root, add
            /// [`base_url`](odata_client::ClientBuilder::base_url).
            #[must_use = "a builder makes no client until it is told to"]
            pub fn cloud_builder(cloud: #name) -> odata_client::ClientBuilder {
                let builder = odata_client::Client::builder(cloud.base_url())#settings;
                cloud.scopes().iter().fold(builder, |builder, scope| builder.scope(*scope))
            }
        }
    });
}
