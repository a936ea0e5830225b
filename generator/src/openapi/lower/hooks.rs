//! Webhooks and callbacks: what the service sends to its users (OpenAPI 3.1.1, sections 4.8.1 and 4.8.18).

use super::Lowering;
use super::paths::operations_of;
use crate::api::Value;
use crate::api::http::BodyKind;
use crate::api::service::Hook;
use crate::openapi::context::Spot;
use crate::openapi::schema::Name;

impl<'t> Lowering<'_, 't> {
    /// The webhooks of the document.
    pub(super) fn webhooks(&mut self) {
        let Some(root) = self.cx.root() else {
            return;
        };
        // Before 3.1 some wrote them as an extension.
        let word = ["webhooks", "x-webhooks"];
        let word = word.into_iter().find(|word| root.get(word).is_some());
        let hooks: Vec<_> = word
            .into_iter()
            .flat_map(|word| self.cx.named(root, word))
            .collect();
        for (member, item) in hooks {
            if let Some(item) = self.cx.followed(item) {
                self.hook(&member.name, item, None);
            }
        }
    }

    /// The callbacks of an operation.
    pub(super) fn callbacks(&mut self, operation: Spot<'t>, id: &str) {
        for (member, callback) in self.cx.named(operation, "callbacks") {
            let Some(callback) = self.cx.followed(callback) else {
                continue;
            };
            for (_, item) in callback.members() {
                if let Some(item) = self.cx.followed(item) {
                    self.hook(&member.name, item, Some(id));
                }
            }
        }
    }

    fn hook(&mut self, name: &str, item: Spot<'t>, operation: Option<&str>) {
        for (verb, spot) in operations_of(self.cx, item) {
            if !self.may_go_on(spot) {
                return;
            }
            let word = match operation {
                Some(id) => format!("{id} {name}"),
                None => name.to_owned(),
            };
            let bodies = self.bodies(spot, &Name::root(word));
            let body = bodies.into_iter().find_map(|body| match body.kind {
                BodyKind::Json(value)
                | BodyKind::Form(value, _)
                | BodyKind::Multipart(value, _) => Some(value),
                BodyKind::Text => Some(Value::Scalar(crate::api::Scalar::Text)),
                BodyKind::Bytes => None,
            });
            let hook = Hook {
                name: name.to_owned(),
                operation: operation.map(str::to_owned),
                verb,
                body,
                docs: self.cx.docs(spot),
            };
            self.add_hook(hook);
        }
    }
}
