//! How one case went: what was sent and read goes in, what of it is not as documented comes out.

use serde_json::{Value, json};

use csdlgen::snippet::{Body, Reply, Snippet};

use super::build::Outcome;
use super::cases::Case;
use super::compare::{self, json as values};
use super::names::Names;

/// How one case went.
#[derive(Clone, Debug)]
pub struct Row {
    /// The case.
    pub case: Case,
    /// Its expression.
    pub expression: Option<String>,
    /// Why it was not sent exactly; empty if it was.
    pub not_sent: Vec<String>,
    /// What of it has no typed place.
    pub untyped: Vec<String>,
    /// Whether no builder leads to its path.
    pub around: bool,
    /// Why its reply was not read; `None` if it was, or there is none.
    pub not_read: Option<String>,
    /// How the reply differs when written back.
    pub changed: Option<String>,
    /// Whether the documentation contradicts the description, in the request and in the reply: these are counted
    /// apart.
    pub apart: BySide<bool>,
}

/// A value for the request of a case and one for its reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BySide<T> {
    /// Of the request.
    pub request: T,
    /// Of the reply.
    pub reply: T,
}

impl Row {
    /// Judges one case.
    pub fn new(
        case: &Case,
        snippet: &Result<Snippet, String>,
        outcome: Option<&Outcome>,
        names: &Names,
    ) -> Self {
        let mut row = Self {
            case: case.clone(),
            expression: None,
            not_sent: Vec::new(),
            untyped: Vec::new(),
            around: false,
            not_read: None,
            changed: None,
            apart: BySide::default(),
        };
        let snippet = match snippet {
            Ok(snippet) => snippet,
            Err(why) => {
                row.fail(&format!("no snippet: {why}"));
                return row;
            }
        };
        row.expression = Some(snippet.expression.clone());
        row.around = snippet.around;
        row.untyped = snippet.untyped.iter().map(ToString::to_string).collect();
        match outcome {
            None => row.fail("it did not run"),
            Some(Outcome::Refused(why)) => row.fail(&format!("does not compile: {why}")),
            Some(Outcome::Ran { sent, read }) => {
                match sent {
                    Some(sent) => {
                        let case = without_implied(case, &snippet.implied);
                        row.not_sent = compare::differences(&case, sent, names);
                    }
                    None => row
                        .not_sent
                        .push(format!("nothing was sent: {}", read_error(read))),
                }
                row.read(snippet.reply, read);
            }
        }
        row
    }

    fn fail(&mut self, why: &str) {
        self.not_sent.push(why.to_owned());
        if self.case.response.body.is_some() {
            self.not_read = Some(why.to_owned());
        }
    }

    fn read(&mut self, reply: Reply, read: &Result<Value, String>) {
        let Some(documented) = &self.case.response.body else {
            return;
        };
        match read {
            _ if reply == Reply::Raw => {
                self.not_read = Some("the reply is given as it came".to_owned());
            }
            Err(error) => self.not_read = Some(error.clone()),
            Ok(value) => {
                let documented = match reply {
                    // The annotations around it are not part of what is given.
                    Reply::Single => json!({ "value": documented.get("value") }),
                    _ => documented.clone(),
                };
                self.changed = values::difference(&documented, value, &values::Rules::reply());
            }
        }
    }

    /// What of the request and of the reply is not as documented, where it should be: why, after what was requested.
    pub fn failures(&self) -> BySide<Option<String>> {
        let request = if !self.is_sent() {
            Some(self.not_sent.join("; "))
        } else if self.around || (self.case.body_fits() && !self.untyped.is_empty()) {
            let around = self.around.then_some("no builder leads there".to_owned());
            let parts = around.into_iter().chain(self.untyped.iter().cloned());
            Some(parts.collect::<Vec<_>>().join("; "))
        } else {
            None
        };
        let changed = self.changed.as_ref().filter(|_| self.case.reply_fits());
        let reply = self.not_read.as_ref().or(changed);
        let Case { method, path, .. } = &self.case;
        let told = |why: String| format!("{method} {path}: {why}");
        BySide {
            request: request.filter(|_| self.case.is_known()).map(told),
            reply: reply.cloned().map(told),
        }
    }

    /// Whether it was sent exactly.
    pub fn is_sent(&self) -> bool {
        self.not_sent.is_empty()
    }

    /// Whether its reply was read.
    pub fn is_read(&self) -> bool {
        self.not_read.is_none()
    }

    /// Whether its reply comes back as it was.
    pub fn is_kept(&self) -> bool {
        self.is_read() && self.changed.is_none()
    }

    /// Everything, for other programs.
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.case.id,
            "path": self.case.path_kind,
            "request": format!("{} {}", self.case.method, self.case.path),
            "expression": self.expression,
            "sent": self.is_sent(),
            "not_sent": self.not_sent,
            "request_misfits": self.case.request_misfits,
            "untyped": self.untyped,
            "around": self.around,
            "read": self.case.response.body.as_ref().map(|_| self.is_read()),
            "not_read": self.not_read,
            "response_misfits": self.case.response_misfits,
            "changed": self.changed,
            "documentation": { "request": self.apart.request, "reply": self.apart.reply },
        })
    }
}

fn read_error(read: &Result<Value, String>) -> &str {
    read.as_ref()
        .err()
        .map_or("no error was given", String::as_str)
}

/// A case without what needs not be sent: `@odata.type` where it names the declared type.
fn without_implied(case: &Case, implied: &[String]) -> Case {
    let mut case = case.clone();
    if let Body::Json(body) = &mut case.body {
        for place in implied {
            let pointer = place.replace(['.', '['], "/").replace(']', "");
            let pointer = if pointer.is_empty() {
                pointer
            } else {
                format!("/{pointer}")
            };
            if let Some(Value::Object(object)) = body.pointer_mut(&pointer) {
                object.shift_remove("@odata.type");
            }
        }
    }
    case
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_type_need_not_be_sent() {
        let body = |text: &str| Body::Json(serde_json::from_str(text).unwrap());
        let case = Case {
            body: body(
                r##"{"@odata.type": "#a.b", "c": [{"@odata.type": "#a.d"}, {"@odata.type": "#a.e"}]}"##,
            ),
            ..Case::default()
        };
        let without = without_implied(&case, &[String::new(), "c[0]".to_owned()]);
        assert_eq!(
            without.body,
            body(r##"{"c": [{}, {"@odata.type": "#a.e"}]}"##)
        );
    }
}
