//! What is wrong with requests that are not sent. In: the name, key, text or path. Out: what to do instead.

use super::Error;

/// What is wrong with a request before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// A header's name has characters that no header name may have.
    #[error("the header name {0:?} has characters that are not allowed")]
    HeaderName(String),
    /// A header's value, which is not shown, has line breaks or other characters beyond ASCII text.
    #[error(
        "the value of the header {0} has characters that are not allowed, such as a line break"
    )]
    HeaderValue(String),
    /// A key or path segment is empty, `.` or `..`, which would lead to another resource.
    #[error("{0:?} cannot be a path segment: it would lead to another resource")]
    PathSegment(String),
    /// A parameter whose value no server would read back, or that the operation does not have.
    #[error("the parameter {name} cannot be sent: {reason}")]
    Parameter {
        /// The name on the wire.
        name: String,
        /// What is wrong, and what to do.
        reason: &'static str,
    },
    /// A parameter that the service wants, of which nothing would be written.
    #[error(
        "the parameter {0} is required, and an empty list or object cannot be written; give it an item, or send no request"
    )]
    EmptyParameter(String),
    /// A range of bytes that has none.
    #[error("the range of bytes is empty")]
    EmptyRange,
    /// A key in a segment of its own that reads as something else: `$count`, or the name of a type or operation.
    #[error(
        "the key {0:?} in a segment of its own would be read as the name of something else; address the entity by its \
         key in parentheses, with `Resource::key_parentheses`"
    )]
    ReservedKey(String),
    /// `$levels` of 0, which OData does not have.
    #[error("$levels must be 1 or more; leave the expansion out instead")]
    Levels,
    /// A text to search for that would end the options of the expansion which it stands in.
    #[error(
        "the text {0:?} to search for would end the options of its expansion; put what has `;`, `(` or `)` in it into \
         double quotes, and a backslash before a double quote within them"
    )]
    NestedSearch(String),
    /// A path that can be compared and sorted by, in `$select` or `$expand`.
    #[error(
        "{0} cannot be selected or expanded: it counts, or leads over a navigation property; expand that, and select \
         from what is expanded"
    )]
    EvaluatedPath(String),
    /// A key of structured values, which URLs do not have.
    #[error("a key cannot be null, structured or a list")]
    Key,
    /// A property that is to be cleared, and that its type does not declare.
    #[error(
        "{type_name} declares no property {path:?}: use its constant or its name on the wire, and for a property of \
         an open type `clear_undeclared`, or a null in `extra`"
    )]
    Undeclared {
        /// The name or path.
        path: String,
        /// The qualified name of the type.
        type_name: &'static str,
    },
    /// The resource is what a request of a batch answers: there is none before the batch is sent.
    #[error(
        "the resource is the result of a request in a batch; add what goes to it to that batch"
    )]
    OutsideBatch,
    /// The URL as a whole is not one.
    #[error("the URL cannot be built: {0}")]
    Url(String),
}

impl From<InvalidRequest> for Error {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}
