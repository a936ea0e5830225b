//! A mock of a service. In: what a test expects an application to ask for, and the replies. Out: a
//! transport that gives them, and what was asked for otherwise.
//!
//! Everything that a client does stays as it is: paths, queries, headers, retries, redirects, next
//! links and batches are those of real requests. Only the transport is another, so nothing leaves the
//! process.
//!
//! ```
//! use odata_client::testing::mock::{Expectation, MockReply, MockService};
//! use odata_client::{Json, Resource};
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
//! let user = Resource::root(&client).segment("users").segment("1");
//! let reply = user.media().get().query("$select", "displayName").send_raw().await?;
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
//! use odata_client::testing::mock::{Expectation, MockReply, MockService};
//! use odata_client::{Json, Resource};
//! use serde_json::json;
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let mock = MockService::new("https://graph.microsoft.com/v1.0");
//! mock.expect(Expectation::get("/users?$top=5").reply(MockReply::ok(json!({"value": []}))));
//! let users = Resource::root(&mock.client()?).segment("users");
//! assert!(users.list::<Json>().top(10).await.is_err());
//!
//! let error = mock.verify().unwrap_err().to_string();
//! assert!(error.contains(r#"query $top: "5" expected, "10" sent"#), "{error}");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! ```

mod answer;
mod batch;
mod case;
mod error;
mod expectation;
mod json;
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
