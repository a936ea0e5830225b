//! What may be set of a call.

use super::Planning;
use crate::api::Place;
use crate::api::http::HttpParameter;
use crate::plan::docs::{Text, code};
use crate::plan::http::bodies::Way;
use crate::plan::http::docs;
use crate::plan::http::refs::Refs;
use crate::plan::http::sent::{self, Large};
use crate::plan::names::owned::HTTP_CALLS;
use crate::plan::names::scope::Scope;
use crate::plan::names::{MethodName, words_of_symbols};
use crate::plan::{HttpSetterPlan, SentPlan, Slot};

impl Planning<'_> {
    /// What may be set: parameters that need not be sent, optional parts, an optional body.
    pub(super) fn setters(
        &self,
        way: Option<&Way>,
        optional: &[Way],
        refs: &mut Refs<'_>,
    ) -> Vec<HttpSetterPlan> {
        let mut scope = Scope::reserving(HTTP_CALLS.reserved());
        let mut setters = Vec::new();
        for parameter in self.others().filter(|parameter| !parameter.required) {
            let sent = SentPlan {
                name: sent::argument(&parameter.name, &mut Scope::default()),
                slot: self.slot(parameter),
                taken: sent::taken(self.context, &parameter.value, refs, Large::Reference),
            };
            let name = self.context.renames.member(&self.http.id, &parameter.name);
            let name = setter_name(name.unwrap_or(&parameter.name), &mut scope);
            setters.push(HttpSetterPlan {
                name,
                docs: self.parameter_docs(parameter),
                deprecated: docs::deprecation(parameter.deprecated),
                sent,
            });
        }
        let parts = way.into_iter().flat_map(|way| &way.sent);
        for (sent, _) in parts.filter(|(_, required)| !required) {
            setters.push(self.body_setter(sent.name.as_str(), sent, &mut scope));
        }
        for way in optional {
            for (sent, _) in &way.sent {
                let wire = match (way.in_parts, way.label.as_str()) {
                    (true, _) => sent.name.as_str(),
                    (false, "") => "body",
                    (false, label) => label,
                };
                setters.push(self.body_setter(wire, sent, &mut scope));
            }
        }
        setters
    }

    fn body_setter(&self, wire: &str, sent: &SentPlan, scope: &mut Scope) -> HttpSetterPlan {
        let what = match &sent.slot {
            Slot::Part(name, _) | Slot::StyledPart(name, ..) | Slot::File(name) => {
                format!("Part {}.", code(name))
            }
            Slot::Parts | Slot::NamedFiles => "Parts of any other name.".to_owned(),
            Slot::Json(_) | Slot::Form(_) => "The body.".to_owned(),
            Slot::Text(media) | Slot::Bytes(media) | Slot::BytesOf(media) => {
                format!("The body, as {}.", code(media))
            }
            Slot::Parameter(_) | Slot::ParameterIn(..) => String::new(),
        };
        HttpSetterPlan {
            name: setter_name(wire, scope),
            docs: Text::at_level(self.context.settings.docs)
                .own(&what)
                .finish(),
            deprecated: None,
            sent: sent.clone(),
        }
    }

    fn parameter_docs(&self, parameter: &HttpParameter) -> crate::plan::Docs {
        let place = match parameter.place {
            Place::Header => "Header",
            Place::Cookie => "Cookie",
            Place::QueryString => "The whole query,",
            Place::Query | Place::Path | Place::Body => "Query parameter",
        };
        let mut own = format!("{place} {}.", code(&parameter.name));
        if let Some(default) = &parameter.default {
            own.push(' ');
            own.push_str(&docs::json_sentence(
                "Where it is left out, the service takes",
                default,
            ));
        }
        docs::said(self.context, Some(&parameter.docs))
            .own(&own)
            .finish()
    }
}

fn setter_name(wire: &str, scope: &mut Scope) -> MethodName {
    let name = MethodName::new(&[&words_of_symbols(wire)]);
    let value = std::iter::once(name.with_suffix("value"));
    let numbered = (2..).map(|number| name.with_suffix(&number.to_string()));
    let names = std::iter::once(name.clone()).chain(value).chain(numbered);
    scope
        .first_free(names, |name| name.as_str())
        .unwrap_or_else(|| name.clone())
}
