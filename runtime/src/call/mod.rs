//! Calls of operations that a description tells by static data. In: an operation, values of its parameters, a body. Out: typed
//! replies, streams, pages.
//!
//! Generated code has an [`Operation`](crate::codegen::Operation) for each operation and says by a marker of
//! [`reply`](crate::codegen) what awaiting it gives; all else is done here, once for all types.

mod body;
mod draft;
mod encode;
mod operation;
mod pages;
mod path;
mod reply;
mod server;
mod stream;
mod typed;

pub use body::File;
pub use encode::ListForm;
pub use pages::{Items, Pages};
pub use reply::Response;
pub use stream::{Event, EventStream, JsonLines};
pub use typed::Call;

pub use operation::{
    Form, FormField, In, Kind, Operation, Paging, Parameter, Reply, Scheme, SchemeKind, Status,
    Style,
};
pub use path::Path;
pub use reply::{
    Arrived, Body, Bytes, Choice, Events, Lines, Location, Nothing, Optional, Paged, Replies,
    ReplyVariants, Text, TextEvents,
};
pub use server::{Server, Variable};

pub(crate) use encode::{CallSettings, escape};
