//! What only services of OData have: resources and the requests to them, query options, batches, changes, references,
//! long-running operations, change notifications.
//!
//! In: what the client's settings say of the service, and what generated code says of its types. Out: requests of
//! [`Client`](crate::Client)s, and what their replies are read into. Whoever uses a service of OData depends on the
//! crate `odata-client`, which has these items and the common ones under one name.

mod batch;
mod encode;
mod extra;
mod literal;
mod macros;
#[cfg(all(feature = "notifications", not(target_arch = "wasm32")))]
pub mod notifications;
pub mod query;
mod request;
mod resync;
mod settings;

#[doc(hidden)]
pub use batch::Entry;
pub use batch::{Batch, BatchError, BatchReplies, Batchable, Handle, HandleId};
pub use query::Property;
pub use request::{
    Change, Changes, CompositeKey, Count, Create, CreateMedia, Delete, EntityId, Finished, Get,
    GetMedia, GetOptional, GetReference, Invocation, Items, Key, KeyStyle, List, Media, Monitor,
    OtherMethod, Page, Pages, Poller, Progress, PutMedia, Reason, Refer, Reference, References,
    Removed, Resource, Update, ValueOf, Written, returns,
};
pub use resync::Resync;
pub use settings::{BatchFormat, EnumLiterals, ODataVersion};

#[cfg(feature = "mock")]
pub(crate) use batch::mime;
pub(crate) use request::{RequestPart, add_headers, own_headers, preference_of_version};
pub(crate) use settings::Settings;
