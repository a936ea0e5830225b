//! Status documents of long-running operations. In: JSON of a monitor or of an operation's entity. Out:
//! whether it runs, is done or has failed.

use crate::request::RawResponse;
use crate::request::decode_model;
use crate::value::{Extra, Field, Json, Model, Place, Visit};

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Ask again later.
    Running,
    /// It has succeeded.
    Done,
    /// It has failed.
    Failed,
}

/// A status document. Services put more into it, which is in `extra`.
///
/// ```
/// let json = br#"{"status": "inProgress", "percentageComplete": 27.8}"#;
/// let monitor: odata_client::operation::Monitor = odata_client::from_json(json)?;
/// assert_eq!(monitor.percentage_complete, Some(27.8));
/// # Ok::<(), odata_client::error::DecodeError>(())
/// ```
#[derive(Clone, Default)]
pub struct Monitor {
    /// `notStarted`, `inProgress`, `completed`, `failed`, or a word of the service's own.
    pub status: Option<String>,
    /// From 0 to 100.
    pub percentage_complete: Option<f64>,
    /// The key of the operation's result.
    pub resource_id: Option<String>,
    /// The URL of the operation's result.
    pub resource_location: Option<String>,
    /// Everything else.
    pub extra: Extra,
}

impl Model for Monitor {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "status" => &mut self.status,
            "percentageComplete" => &mut self.percentage_complete,
            "resourceId" => &mut self.resource_id,
            "resourceLocation" => &mut self.resource_location,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("status", self.status.view());
        visit.property("percentageComplete", self.percentage_complete.view());
        visit.property("resourceId", self.resource_id.view());
        visit.property("resourceLocation", self.resource_location.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}

crate::model!(Monitor, "odata.client.monitor");

/// What any status document says, whatever type it is read into.
#[derive(Default)]
pub(super) struct Status {
    /// The property `status`.
    pub(super) text: Option<String>,
    /// Where its result is.
    pub(super) location: Option<String>,
}

impl Status {
    /// Reads what can be read; a reply of another form says nothing.
    pub(super) fn of(reply: &RawResponse) -> Self {
        if !reply.is_json() || reply.status().is_redirection() {
            return Self::default();
        }
        let any: Any = decode_model(reply).unwrap_or_default();
        let text = |json: &Option<Json>| Some(json.as_ref()?.as_str()?.to_owned());
        Self {
            text: text(&any.status),
            location: text(&any.location).or_else(|| text(&any.target)),
        }
    }

    /// `None` if the document does not say.
    pub(super) fn progress(&self) -> Option<Progress> {
        let status = self.text.as_ref()?.to_ascii_lowercase();
        Some(match status.as_str() {
            "completed" | "succeeded" | "success" | "done" => Progress::Done,
            "failed" | "failure" | "error" | "cancelled" | "canceled" | "deletefailed"
            | "updatefailed" => Progress::Failed,
            _ => Progress::Running,
        })
    }
}

/// The properties that count, as any JSON.
#[derive(Default)]
struct Any {
    status: Option<Json>,
    location: Option<Json>,
    target: Option<Json>,
    extra: Extra,
}

impl Model for Any {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "status" => &mut self.status,
            "resourceLocation" => &mut self.location,
            "targetResourceLocation" => &mut self.target,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, _: &mut Visit<'_, 'a>) {}

    fn extra(&self) -> &Extra {
        &self.extra
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_services_are_understood_without_regard_to_case() {
        let progress = |text: &str| {
            Status {
                text: Some(text.to_owned()),
                location: None,
            }
            .progress()
        };
        for text in ["completed", "Completed", "succeeded"] {
            assert_eq!(progress(text), Some(Progress::Done), "{text}");
        }
        for text in ["failed", "Failed", "cancelled", "canceled"] {
            assert_eq!(progress(text), Some(Progress::Failed), "{text}");
        }
        for text in [
            "notStarted",
            "inProgress",
            "running",
            "waiting",
            "updating",
            "",
        ] {
            assert_eq!(progress(text), Some(Progress::Running), "{text}");
        }
        assert_eq!(Status::default().progress(), None);
    }
}
