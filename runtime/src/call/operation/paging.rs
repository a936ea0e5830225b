//! How pages follow each other.

/// How the pages of a list follow each other. `items` is where the list is in a reply: a JSON pointer (RFC 6901), empty for
/// the reply itself.
#[derive(Debug)]
#[non_exhaustive]
pub enum Paging {
    /// A header `Link` with `rel="next"` (RFC 8288).
    Link {
        /// Where the items are.
        items: &'static str,
    },
    /// A link in the reply; null, empty or missing at the end.
    Next {
        /// Where the items are.
        items: &'static str,
        /// Where the link is.
        link: &'static str,
    },
    /// A token in the reply, sent back; null, empty or missing at the end.
    Token {
        /// Where the items are.
        items: &'static str,
        /// Where the token is.
        token: &'static str,
        /// The parameter of the query that sends it back.
        parameter: &'static str,
    },
    /// The id of the last item, sent back.
    LastId {
        /// Where the items are.
        items: &'static str,
        /// Where in an item its id is.
        id: &'static str,
        /// The parameter of the query that sends it back.
        parameter: &'static str,
        /// Where the reply says whether there is more; else an empty page is the end.
        more: Option<&'static str>,
    },
    /// How many items to leave out. The end is an empty page, or one with fewer items than were asked for, if the first one
    /// had as many.
    Offset {
        /// Where the items are.
        items: &'static str,
        /// The parameter of the query with the number of items to leave out.
        parameter: &'static str,
        /// The parameter of the query with the number of items to be given.
        limit: Option<&'static str>,
    },
    /// The number of the page. The end is as with an offset.
    Number {
        /// Where the items are.
        items: &'static str,
        /// The parameter of the query with the number.
        parameter: &'static str,
        /// The number of the first page.
        first: u32,
        /// The parameter of the query with the number of items to be given.
        limit: Option<&'static str>,
    },
}
