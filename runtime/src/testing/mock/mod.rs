//! A mock of a service. In: what a test expects an application to ask for, and the replies. Out: a
//! transport that gives them, and what was asked for otherwise.
//!
//! Everything that a client does stays as it is: paths, queries, headers, retries, redirects, next
//! links and batches are those of real requests. Only the transport is another, so nothing leaves the
//! process.
//!
//! ```
//! use service_client::testing::mock::{Expectation, MockReply, MockService};
//! use service_client::{Json, LinkPolicy, http::Method};
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let mock = MockService::new("https://graph.microsoft.com/v1.0");
//! mock.expect(
//!     Expectation::get("/users/1")
//!         .query("$select", "displayName")
//!         .reply(MockReply::ok(json!({"displayName": "Ann"}))),
//! );
//!
//! // A client of a generated crate is made from it by
//! // `GraphClient::from(mock.serve(GraphClient::builder()).build()?)`.
//! let client = mock.client()?;
//! let user = client.link(Method::GET, "users/1?$select=displayName", LinkPolicy::AllowedHosts);
//! let reply = user.await?;
//! assert_eq!(reply.json::<Json>()?, json!({"displayName": "Ann"}));
//!
//! assert_eq!(mock.requests()[0].header("authorization"), Some("Bearer mock-token"));
//! mock.verify()?;
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```
//!
//! A request that nothing was said of gets no reply: the client's error, and [`MockService::verify`],
//! show it with the nearest expectation and what differs.
//!
//! ```
//! use service_client::testing::mock::{Expectation, MockReply, MockService};
//! use service_client::{LinkPolicy, http::Method};
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let mock = MockService::new("https://graph.microsoft.com/v1.0");
//! mock.expect(Expectation::get("/users?$top=5").reply(MockReply::ok(json!({"value": []}))));
//! let users = mock.client()?.link(Method::GET, "users?$top=10", LinkPolicy::AllowedHosts);
//! assert!(users.await.is_err());
//!
//! let error = mock.verify().unwrap_err().to_string();
//! assert!(error.contains(r#"query $top: "5" expected, "10" sent"#), "{error}");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```

mod answer;
#[cfg(feature = "odata")]
mod batch;
mod case;
mod error;
mod expectation;
mod json;
#[cfg(feature = "odata")]
mod lists;
mod matching;
mod record;
mod redact;
mod reply;
mod request;
mod service;
mod target;

pub use case::{Case, CaseReply};
pub use error::MockError;
pub use expectation::Expectation;
pub use record::Recorder;
pub use redact::REDACTED;
pub use reply::MockReply;
pub use request::RecordedRequest;
pub use service::{MockService, MockTransport};
