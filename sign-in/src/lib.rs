//! Signing in: tokens for the clients of [`service_client`], from Microsoft Entra and any other issuer of OAuth 2.0 and
//! OpenID Connect.
//!
//! In: an issuer, a client id, scopes. Out: a [`SignInCredential`], which is a
//! [`Credential`](service_client::Credential): it signs the user or the program in when a token is needed first, renews
//! tokens before they end, and answers claims challenges.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use odata_client::{Client, Resource};
//! use service_sign_in::SignIn;
//!
//! let credential = SignIn::microsoft("common")
//!     .client_id("11111111-2222-3333-4444-555555555555")
//!     .scopes(["User.Read"])
//!     .device_code(|prompt| println!("{prompt}"))?;
//! let client = Client::builder("https://graph.microsoft.com/v1.0").credential(credential).build()?;
//! let me = Resource::root(&client).segment("me").media().get().await?;
//! # Ok(()) }
//! ```
//!
//! | who signs in | by | |
//! |---|---|---|
//! | a user, anywhere | a code that is entered on another device | [`SignIn::device_code`] |
//! | a user of this machine | the browser | [`SignIn::browser`] |
//! | the program itself | secret, key with or without certificate, assertion | [`SignIn::client_credentials`] |
//! | a service for its callers | their tokens | [`SignIn::on_behalf_of`] |
//! | a user who has signed in elsewhere | a refresh token | [`SignIn::refresh_token`] |
//!
//! Tokens are in memory, unless [`Keep`] says otherwise. No secret is in any `Debug`, error or trace; secrets go over
//! https (to this machine over http too), and never where an issuer redirects to.

/// The code of the package's README is compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

mod builder;
mod claims;
mod client;
mod credential;
mod engine;
mod error;
mod flow;
mod id_token;
mod issuer;
mod keep;
mod notice;
mod on_behalf_of;
mod renew;
mod scopes;
mod secret;
mod tokens;
mod wire;

pub use builder::{OfflineAccess, SignIn};
pub use client::SecretPlace;
#[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
pub use client::{ClientKey, SigningAlgorithm};
pub use credential::SignInCredential;
pub use error::{IssuerError, SignInError};
pub use flow::DevicePrompt;
#[cfg(all(feature = "browser", not(target_arch = "wasm32")))]
pub use flow::system_browser;
pub use id_token::User;
pub use issuer::{Cloud, Endpoints};
pub use keep::Keep;
pub use notice::{Notice, SignedIn};
pub use on_behalf_of::OnBehalfOf;
