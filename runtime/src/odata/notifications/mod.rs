//! Change notifications. In: what a service posts to the address that a subscription names. Out: the
//! answer to its handshake, typed notifications, and the resources inside rich ones, decrypted.
//!
//! A web server of any kind hands over the query and the body of each `POST`:
//!
//! ```no_run
//! use odata_client::http::{Response, StatusCode};
//! use odata_client::notifications::{
//!     DecryptionKey, Handshake, LifecycleEvent, NotificationCollection, NotificationError,
//! };
//! # #[derive(Clone, Default)] struct Message { extra: odata_client::Extra }
//! # impl odata_client::Model for Message {
//! #     fn slot(&mut self, _: &str) -> odata_client::codegen::Place<'_> {
//! #         odata_client::codegen::Place::Extra(&mut self.extra)
//! #     }
//! #     fn each<'a>(&'a self, _: &mut odata_client::codegen::Visit<'_, 'a>) {}
//! #     fn extra(&self) -> &odata_client::Extra {
//! #         &self.extra
//! #     }
//! # }
//! # odata_client::codegen::model!(Message, "sample.message");
//!
//! fn receive(
//!     query: Option<&str>,
//!     body: &[u8],
//!     key: &DecryptionKey,
//! ) -> Result<Response<String>, NotificationError> {
//!     if let Some(handshake) = Handshake::from_query(query) {
//!         return Ok(handshake.reply()); // 200, the token as plain text; due within 10 s
//!     }
//!     let notifications = NotificationCollection::from_json(body)?;
//!     notifications.check_client_state("what the subscription was created with")?;
//!     for notification in &notifications.value {
//!         match &notification.lifecycle_event {
//!             Some(LifecycleEvent::Missed) => { /* read the resource anew */ }
//!             Some(other) => println!("{other}"),
//!             None => {
//!                 let message: Message = notification.decrypt(key)?;
//!                 println!("{:?} {message:?}", notification.change_type);
//!             }
//!         }
//!     }
//!     let mut reply = Response::new(String::new());
//!     *reply.status_mut() = StatusCode::ACCEPTED; // due within 3 s, so work goes to a queue
//!     Ok(reply)
//! }
//! ```
//!
//! # What is checked, and what is not
//!
//! - The client state, by [`check_client_state`](NotificationCollection::check_client_state), in constant
//!   time.
//! - The signature of encrypted content, in constant time and before anything of it is decrypted. It
//!   proves that data and key belong together; anyone with the certificate, which is public, can make
//!   both. Who sent them is proved by the client state and the validation tokens.
//! - The **validation tokens** of rich notifications are handed over but **not verified**. They are JWTs:
//!   verify signature, issuer, audience (your application) and expiry with the JWT library of your choice,
//!   and the keys that the issuer publishes, before you rely on what was decrypted.
//!
//! # Why AWS-LC
//!
//! Whoever knows the address can send a data key of their making, and time the answer. So RSA must be
//! decrypted in constant time. AWS-LC is made for that and maintained, and `aws-lc-rs` has AES, HMAC and the
//! comparison too. ring does not decrypt RSA. The `rsa` crate was open to the Marvin attack
//! (RUSTSEC-2023-0071) before 0.10, which computes in constant time; it is new, and would be the choice
//! where pure Rust is needed. `aws-lc-rs` needs a C compiler and does not build for WebAssembly, hence the
//! feature.

mod decrypt;
mod error;
mod handshake;
mod kinds;
mod message;

pub use decrypt::DecryptionKey;
pub use error::NotificationError;
pub use handshake::Handshake;
pub use kinds::{ChangeType, LifecycleEvent};
pub use message::{ChangeNotification, EncryptedContent, NotificationCollection, ResourceData};
