//! Paths and operations → elements.

use std::collections::BTreeMap;

use crate::api::http::{BodyKind, HttpParameter, HttpRequest};
use crate::api::{NodeId, Verb};
use crate::diff::change::{ElementKind, Kind};
use crate::diff::facts::Fact;

use super::facts::{bodies, nullability, replies, said, security, servers, value, written, yes};
use super::{Lister, Named};

/// The element that bodies are.
const BODY: &str = "body";

impl Lister<'_> {
    pub(super) fn place(&mut self, node: NodeId) {
        let api = self.api;
        let (key, path) = (self.places.key(node), self.places.path(node).to_owned());
        if node != NodeId::ROOT {
            let named = Named {
                key: key.clone(),
                name: path.clone(),
                owner: path.clone(),
                parent: None,
            };
            self.add(ElementKind::Path, named, Vec::new());
        }
        for request in &api[node].requests {
            if let Some(http) = request.http.as_deref() {
                self.operation((node, request.verb), (&key, &path), http);
            }
        }
    }

    fn operation(
        &mut self,
        (node, verb): (NodeId, Verb),
        (place, path): (&str, &str),
        http: &HttpRequest,
    ) {
        let api = self.api;
        let paging = http
            .paging
            .as_ref()
            .map(|paging| format!("{:?}", paging.kind));
        let mut facts: Vec<Fact> = vec![
            (Kind::Returns, "", replies(api, http, true)),
            (Kind::Returns, "errors", replies(api, http, false)),
            (Kind::Value, "operationId", http.id.clone()),
            (Kind::Capability, "security", security(api, &http.security)),
            (Kind::Trait, "servers", servers(&http.servers)),
            (Kind::Trait, "paging", paging.unwrap_or_default()),
        ];
        facts.extend(said(Some(&http.docs), http.deprecated));
        let (key, name) = (
            self.places.request(node, verb),
            format!("{} {path}", verb.name()),
        );
        let named = Named {
            key: key.clone(),
            name: name.clone(),
            owner: path.to_owned(),
            parent: (node != NodeId::ROOT).then(|| place.to_owned()),
        };
        self.add(ElementKind::Operation, named, facts);
        // A name may stand in several places.
        let mut parameters: BTreeMap<&str, Vec<&HttpParameter>> = BTreeMap::new();
        for parameter in &http.parameters {
            parameters
                .entry(&parameter.name)
                .or_default()
                .push(parameter);
        }
        for (name_of, all) in parameters {
            let facts = self.parameter(&all);
            self.inner(ElementKind::Parameter, (&key, &name), name_of, facts);
        }
        self.bodies((&key, &name), http);
    }

    fn parameter(&self, all: &[&HttpParameter]) -> Vec<Fact> {
        let texts = |text: &dyn Fn(&HttpParameter) -> String| {
            let texts = all.iter().map(|it| text(it));
            texts.collect::<Vec<_>>().join("; ")
        };
        let first = all.first();
        let mut facts = vec![
            (
                Kind::Type,
                "",
                texts(&|it| value(self.api, nullability(&it.value).0)),
            ),
            (
                Kind::Optional,
                "",
                texts(&|it| if it.required { "required" } else { "optional" }.to_owned()),
            ),
            (
                Kind::Trait,
                "place",
                texts(&|it| format!("{:?}", it.place).to_lowercase()),
            ),
            (Kind::Trait, "style", texts(&|it| written(&it.written))),
            (
                Kind::Trait,
                "default",
                texts(&|it| it.default.clone().unwrap_or_default()),
            ),
        ];
        facts.extend(said(
            first.map(|it| &it.docs),
            all.iter().all(|it| it.deprecated),
        ));
        facts
    }

    fn bodies(&mut self, operation: (&str, &str), http: &HttpRequest) {
        let Some(first) = http.bodies.first() else {
            return;
        };
        let facts = vec![
            (Kind::Type, "", bodies(self.api, http)),
            (
                Kind::Optional,
                "",
                if first.required {
                    "required"
                } else {
                    "optional"
                }
                .to_owned(),
            ),
            (
                Kind::Documentation,
                "description",
                first.docs.clone().unwrap_or_default(),
            ),
        ];
        self.inner(ElementKind::Body, operation, BODY, facts);
        for body in &http.bodies {
            let BodyKind::Multipart(_, parts) = &body.kind else {
                continue;
            };
            for part in parts {
                let facts = vec![
                    (Kind::Type, "", value(self.api, &part.value)),
                    (Kind::Optional, "", yes(part.required, "required")),
                    (
                        Kind::Trait,
                        "content",
                        part.content.clone().unwrap_or_default(),
                    ),
                    (
                        Kind::Trait,
                        "style",
                        part.style
                            .map(|(style, explode)| format!("{} {explode}", style.name()))
                            .unwrap_or_default(),
                    ),
                ];
                let name = part.name.as_deref().unwrap_or("*");
                self.inner(ElementKind::Part, operation, name, facts);
            }
        }
    }
}
