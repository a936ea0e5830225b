//! Paging as an overlay tells it.

use std::collections::BTreeMap;

use super::Lowering;
use crate::api::http::{ContentKind, HttpRequest};
use crate::api::paging::{Paging, PagingKind};
use crate::api::{Place, Value, Verb};
use crate::diagnostic::{Diagnostic, Position};

/// What an overlay says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overlay {
    /// Whether operations that are not there are passed over rather than refused.
    pub(crate) partial: bool,
    /// Whether what does not fit is passed over: the document is another version than the overlay is for.
    pub(crate) lenient: bool,
    /// How operations are paged of which the document does not say it, by their ids.
    pub(crate) paging: BTreeMap<String, ToldPaging>,
}

/// How an operation is paged.
#[derive(Clone, Debug)]
pub(crate) struct ToldPaging {
    /// Where that is said.
    pub(crate) position: Position,
    /// Where the items are, as a JSON pointer; `None` where the reply has one list.
    pub(crate) items: Option<String>,
    /// `None`: not at all.
    pub(crate) kind: Option<PagingKind>,
}

impl Lowering<'_, '_> {
    /// How a request is paged: as the overlay says, else as the document shows.
    pub(super) fn paging_of(&self, verb: Verb, http: &HttpRequest) -> Option<Paging> {
        let Some(told) = self.overlay.paging.get(&http.id) else {
            return self.paging(verb, http);
        };
        let kind = told.kind.as_ref()?;
        match self.told(told, kind, http) {
            Ok(paging) => Some(paging),
            Err(_) if self.overlay.lenient => None,
            Err((message, remedy)) => {
                let error = Diagnostic::error(told.position.clone(), message);
                self.cx.say(error.with_remedy(remedy));
                None
            }
        }
    }

    /// Refuses entries for operations that are not there.
    pub(super) fn check_overlay(&self) {
        let told = self.overlay.paging.iter();
        for (id, told) in told.filter(|(id, _)| !self.overlay.partial && !self.ids.contains(*id)) {
            let message = format!("the document does not have the operation {id:?}");
            let error = Diagnostic::error(told.position.clone(), message);
            self.cx.say(error.with_remedy(
                "name it by its operationId, or one without by its verb and path, as in \"get pets\"",
            ));
        }
    }

    fn told(
        &self,
        told: &ToldPaging,
        kind: &PagingKind,
        http: &HttpRequest,
    ) -> Result<Paging, (String, &'static str)> {
        let id = &http.id;
        let reply = json_of(http).ok_or_else(|| {
            let message = format!("no success of the operation {id:?} has a body of JSON");
            (message, "remove the entry")
        })?;
        let (items, item) = match &told.items {
            Some(pointer) => {
                let item = self.list_at(reply, pointer).ok_or_else(|| {
                    let message = format!("the reply of {id:?} has no list at {pointer:?}");
                    (message, "correct `items`: a JSON pointer, as in \"/data\"")
                })?;
                (pointer.clone(), item)
            }
            None => self.items(reply).ok_or_else(|| {
                let message = format!("the reply of {id:?} has no list, or several");
                (
                    message,
                    "say in `items` which it is, as in items = \"/data\"",
                )
            })?,
        };
        let parameters = match kind {
            PagingKind::LinkHeader | PagingKind::NextLink { .. } => [None, None],
            PagingKind::Token { parameter, .. } | PagingKind::LastId { parameter, .. } => {
                [Some(parameter), None]
            }
            PagingKind::Offset { parameter, limit }
            | PagingKind::Page {
                parameter, limit, ..
            } => [Some(parameter), limit.as_ref()],
        };
        for name in parameters.into_iter().flatten() {
            let mut all = http.parameters.iter();
            if !all.any(|it| it.place == Place::Query && it.name == *name) {
                let message = format!("{id:?} has no query parameter {name:?}");
                return Err((message, "correct the name"));
            }
        }
        Ok(Paging {
            items,
            item,
            kind: kind.clone(),
        })
    }

    /// What the items are of the list at a JSON pointer (RFC 6901), through members of objects.
    fn list_at(&self, value: &Value, pointer: &str) -> Option<Value> {
        let names = pointer.split('/').skip(1);
        let mut value = value.clone();
        for name in names {
            let name = name.replace("~1", "/").replace("~0", "~");
            let members = self.members_of(&value);
            value = members.into_iter().find(|it| it.name == name)?.value;
        }
        match self.plain(&value) {
            Value::List(item) => Some((**item).clone()),
            _ => None,
        }
    }
}

/// The body of the first success that is JSON.
pub(super) fn json_of(http: &HttpRequest) -> Option<&Value> {
    let mut replies = http.replies.iter();
    let reply = replies.find(|reply| reply.status.is_success())?;
    reply
        .contents
        .iter()
        .find_map(|content| match &content.kind {
            ContentKind::Json(value) => Some(value),
            _ => None,
        })
}
