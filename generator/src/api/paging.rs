//! How the pages of a list are read one after the other.

use super::types::Value;

/// How the pages of a list are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paging {
    /// Where in a reply the items are: a JSON pointer (RFC 6901), empty for the reply itself.
    pub(crate) items: String,
    /// What an item is.
    pub(crate) item: Value,
    pub(crate) kind: PagingKind,
}

/// What leads from a page to the next. Pointers are JSON pointers into the reply, parameters are names in the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PagingKind {
    /// A header `Link` with `rel="next"` (RFC 8288).
    LinkHeader,
    /// An address in the reply; null or missing at the end.
    NextLink { pointer: String },
    /// A token in the reply, sent back; null, empty or missing at the end.
    Token { pointer: String, parameter: String },
    /// The id of the last item, sent back.
    LastId {
        /// Where in an item its id is.
        id: String,
        parameter: String,
        /// Where the reply says whether there is more; else an empty page is the end.
        more: Option<String>,
    },
    /// How many items to leave out; the end is a page with fewer than asked for, or none.
    Offset {
        parameter: String,
        limit: Option<String>,
    },
    /// The number of a page; the end is an empty page, or one with fewer items than asked for.
    Page {
        parameter: String,
        /// The number of the first page.
        first: u32,
        limit: Option<String>,
    },
}
