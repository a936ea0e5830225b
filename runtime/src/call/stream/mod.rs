//! Streams of values. In: a reply's body as it comes. Out: events, or JSON values, one by one.

mod event_parser;
mod events;
mod lines;
mod open;
mod record_parser;

pub use events::{Event, EventStream};
pub use lines::JsonLines;
pub(super) use open::{open_events, open_lines};
