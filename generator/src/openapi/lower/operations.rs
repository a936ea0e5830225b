//! Operations → requests.

use super::Lowering;
use crate::api::http::{BodyKind, ContentKind, HttpRequest, Status};
use crate::api::{Request, Value, Verb};
use crate::limits::Limit;
use crate::openapi::context::Spot;
use crate::openapi::schema::Name;

impl<'t> Lowering<'_, 't> {
    /// Whether there are not too many operations yet.
    pub(super) fn may_go_on(&mut self, spot: Spot<'t>) -> bool {
        self.operations = self.operations.saturating_add(1);
        let enough = self.operations > self.cx.limits.get(Limit::Operations);
        if enough {
            let what = "the document has too many operations";
            self.cx.exceeded(Limit::Operations, Some(spot), what);
        }
        !enough
    }

    /// An operation of a path.
    pub(super) fn operation(
        &mut self,
        verb: Verb,
        template: &str,
        (item, operation): (Spot<'t>, Spot<'t>),
    ) -> Request {
        let cx = self.cx;
        let id = self.id(verb, template, operation);
        let name = Name::root(id.clone());
        let parameters = self.parameters(template, (item, operation), &name);
        let bodies = self.bodies(operation, &name);
        let replies = self.replies(operation, &name);
        let servers = [operation, item];
        let mut servers = servers.into_iter().map(|spot| self.servers(spot));
        let servers = servers.find(|servers| !servers.is_empty());
        let mut http = HttpRequest {
            id,
            template: template.to_owned(),
            docs: self.operation_docs(item, operation),
            deprecated: cx.is_deprecated(operation),
            tags: cx.texts(operation, "tags"),
            parameters,
            bodies,
            replies,
            paging: None,
            security: self
                .requirements(operation)
                .unwrap_or_else(|| self.security.clone()),
            servers: servers
                .filter(|servers| *servers != self.service.servers)
                .unwrap_or_default(),
        };
        http.paging = self.paging_of(verb, &http);
        self.callbacks(operation, &http.id);
        Request {
            verb,
            parameters: Vec::new(),
            body: http.bodies.iter().find_map(|body| value_of(&body.kind)),
            reply: success(&http),
            http: Some(Box::new(http)),
        }
    }

    fn operation_docs(&self, item: Spot<'t>, operation: Spot<'t>) -> crate::api::Docs {
        let mut docs = self.cx.docs(operation);
        let above = self.cx.docs(item);
        docs.summary = docs.summary.or(above.summary);
        docs.text = docs.text.or(above.text);
        docs
    }

    /// The id of an operation: its own, or one made of verb and path.
    fn id(&mut self, verb: Verb, template: &str, operation: Spot<'t>) -> String {
        let own = self.cx.words(operation, "operationId");
        let made = || {
            let path = template.replace(['{', '}'], "");
            let words = path.split('/').filter(|segment| !segment.is_empty());
            let words: Vec<&str> = words.collect();
            let verb = verb.name().to_lowercase();
            format!("{verb} {}", words.join(" ")).trim().to_owned()
        };
        if let Some(own) = own {
            self.cx.check_name(operation, &own);
            if self.ids.insert(own.clone()) {
                return own;
            }
            let message = format!("another operation has the operationId `{own}` too");
            let remedy =
                "this one is called by its verb and path; give it an operationId of its own";
            self.cx.warn(operation, message, remedy);
        }
        let made = made();
        let mut id = made.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{made} {number}");
            number += 1;
        }
        id
    }
}

/// The value of a body that has one.
fn value_of(kind: &BodyKind) -> Option<Value> {
    match kind {
        BodyKind::Json(value) | BodyKind::Form(value, _) | BodyKind::Multipart(value, _) => {
            Some(value.clone())
        }
        BodyKind::Text | BodyKind::Bytes => None,
    }
}

/// What comes back where all went well: the first JSON of a success, or else of the default.
fn success(http: &HttpRequest) -> Option<Value> {
    let of = |wanted: &dyn Fn(Status) -> bool| {
        let replies = http.replies.iter().filter(|reply| wanted(reply.status));
        let mut contents = replies.flat_map(|reply| &reply.contents);
        contents.find_map(|content| match &content.kind {
            ContentKind::Json(value)
            | ContentKind::Events(value)
            | ContentKind::JsonLines(value) => Some(value.clone()),
            ContentKind::Text | ContentKind::Bytes => None,
        })
    };
    let declared = http.replies.iter().any(|reply| reply.status.is_success());
    if declared {
        of(&Status::is_success)
    } else {
        of(&|status| status == Status::Default)
    }
}
