//! Conditions that do not hold. In: a status. Out: what there is to do.

use http::StatusCode;

use super::Error;

/// What to do where a condition on the state of an entity decided (HTTP Semantics, RFC 9110, sections 13 and 15.4.5;
/// OData Protocol 4.01, sections 8.2.4 and 8.2.5).
pub(super) fn remedy(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::NOT_MODIFIED => {
            Some("nothing has changed since the ETag was given out; go on with what was read then")
        }
        StatusCode::PRECONDITION_FAILED => Some(
            "the request's condition does not hold, mostly since the entity was changed meanwhile; read it again, and \
             repeat the change with its new ETag",
        ),
        StatusCode::PRECONDITION_REQUIRED => Some(
            "the service takes this only under a condition; read the entity, and send its ETag with `if_match`, or `*` \
             to overwrite whatever is there",
        ),
        _ => None,
    }
}

impl Error {
    /// 304: nothing has changed since the ETag of [`if_none_match`](crate::LinkRequest::if_none_match) was given out; what was
    /// read then still holds.
    pub fn is_not_modified(&self) -> bool {
        self.status() == Some(StatusCode::NOT_MODIFIED)
    }

    /// 412: the condition of the request does not hold, and nothing was changed. After
    /// [`if_match`](crate::LinkRequest::if_match), the entity was changed by someone else meanwhile.
    pub fn is_precondition_failed(&self) -> bool {
        self.status() == Some(StatusCode::PRECONDITION_FAILED)
    }

    /// 428: the service wants to be told the ETag of what is changed, with
    /// [`if_match`](crate::LinkRequest::if_match).
    pub fn is_precondition_required(&self) -> bool {
        self.status() == Some(StatusCode::PRECONDITION_REQUIRED)
    }
}
