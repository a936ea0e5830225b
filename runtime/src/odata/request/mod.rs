//! Requests to services of OData. In: a resource, a verb, options and a body. Out: a typed reply, or the raw one.

mod at;
mod count;
mod decode;
mod delta;
mod embedded;
mod entity_id;
mod finished;
mod headers;
mod invocation;
mod media;
mod monitor;
mod options;
mod other;
mod page;
mod pages;
mod parameters;
mod part;
mod poll;
mod property;
mod references;
mod resource;
pub mod returns;
mod shape;
mod update;
mod verbs;
mod written;

pub use count::Count;
pub use delta::{Change, Changes, Reason, Removed};
pub use entity_id::EntityId;
pub use finished::Finished;
pub use invocation::Invocation;
pub use media::{CreateMedia, GetMedia, Media, PutMedia};
pub use monitor::{Monitor, Progress};
pub use other::OtherMethod;
pub use page::Page;
pub use pages::{Items, Pages};
pub use poll::Poller;
pub use property::ValueOf;
pub use references::{CompositeKey, GetReference, Key, KeyStyle, Refer, Reference, References};
pub use resource::Resource;
pub use update::Update;
pub use verbs::{Create, Delete, Get, GetOptional, List};
pub use written::Written;

pub(crate) use headers::{add_headers, own_headers, preference_of_version};
pub(crate) use part::{RequestPart, Role};

use options::{list_options, shape_options};
use pages::paging;
use poll::polling;
