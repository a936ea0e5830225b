//! What a request gives for parameters: texts of its query, headers and forms go in, JSON by their types comes out.

use serde_json::Value as Json;

use crate::api::http::{BodyKind, HttpParameter, HttpRequest, Style, Written};
use crate::api::path;
use crate::api::{Api, Place, Scalar, Value};
use crate::snippet::Request;

use super::typed::{fields, item_of, nested, parts, typed};
use super::{has_parameter, is_own_header};

/// What is left of a request's query and headers.
pub(super) struct Given<'a> {
    api: &'a Api,
    http: &'a HttpRequest,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl<'a> Given<'a> {
    pub(super) fn new(api: &'a Api, http: &'a HttpRequest, request: &Request) -> Self {
        Self {
            api,
            http,
            query: request.query.clone(),
            headers: request.headers.clone(),
        }
    }

    /// Takes out what is given for a parameter.
    pub(super) fn take(&mut self, name: &str, place: Option<&str>) -> Option<Json> {
        let wanted = |it: &&HttpParameter| {
            let own = format!("{:?}", it.place);
            it.name == name && place.is_none_or(|place| place == own)
        };
        let parameter = self.http.parameters.iter().find(wanted)?;
        let texts = match parameter.place {
            Place::Header => self.header(name),
            Place::Cookie => self.cookie(name),
            _ => return self.of_query(parameter),
        };
        let text = texts?;
        Some(self.styled(parameter, &[text]))
    }

    fn header(&mut self, name: &str) -> Option<String> {
        let at = self
            .headers
            .iter()
            .position(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some(self.headers.remove(at).1)
    }

    fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self
            .headers
            .iter()
            .filter(|(own, _)| own.eq_ignore_ascii_case("cookie"));
        let mut pairs = cookies.flat_map(|(_, text)| text.split(';'));
        pairs.find_map(|pair| {
            Some(
                pair.trim()
                    .strip_prefix(name)?
                    .strip_prefix('=')?
                    .to_owned(),
            )
        })
    }

    fn of_query(&mut self, parameter: &HttpParameter) -> Option<Json> {
        let api = self.api;
        let deep = matches!(
            &parameter.written,
            Written::Styled {
                style: Style::DeepObject,
                ..
            }
        );
        let fields = fields(api, &parameter.value);
        let exploded = matches!(
            &parameter.written,
            Written::Styled {
                style: Style::Form,
                explode: true,
                ..
            }
        );
        let belongs = |name: &str| {
            if deep {
                let rest = name.strip_prefix(parameter.name.as_str());
                return rest.is_some_and(|rest| rest.starts_with('['));
            }
            if exploded && !fields.is_empty() {
                return fields.contains(&name);
            }
            name == parameter.name
        };
        let (own, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.query)
            .into_iter()
            .partition(|(name, _)| belongs(name));
        self.query = rest;
        if own.is_empty() {
            return None;
        }
        if deep || exploded && !fields.is_empty() {
            let members = own.iter().map(|(name, text)| {
                let mut parts = parts(name);
                if deep {
                    parts.remove(0);
                }
                (parts, text.clone())
            });
            return Some(nested(api, &parameter.value, &members.collect::<Vec<_>>()));
        }
        let texts: Vec<String> = own.into_iter().map(|(_, text)| text).collect();
        Some(self.styled(parameter, &texts))
    }

    /// The value of texts that a parameter is written as.
    fn styled(&self, parameter: &HttpParameter, texts: &[String]) -> Json {
        let first = texts.first().map(String::as_str).unwrap_or_default();
        let Written::Styled { style, explode, .. } = &parameter.written else {
            return serde_json::from_str(first).unwrap_or_else(|_| Json::from(first));
        };
        let Some(item) = item_of(self.api, &parameter.value) else {
            return typed(self.api, &parameter.value, first);
        };
        let separator = match style {
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
            _ => ',',
        };
        let whole = *explode && *style == Style::Form;
        let parts = texts.iter().flat_map(|text| {
            let parts: Vec<&str> = if whole {
                vec![text]
            } else {
                text.split(separator).collect()
            };
            parts
        });
        parts.map(|text| typed(self.api, item, text)).collect()
    }

    /// The value of a form.
    pub(super) fn form(&self, text: &str) -> Json {
        let bodies = self.http.bodies.iter();
        let mut values = bodies.filter_map(|body| match &body.kind {
            BodyKind::Form(value, _) => Some(value),
            _ => None,
        });
        let members = path::query(text.trim());
        let members = members.into_iter().map(|(name, text)| (parts(&name), text));
        let any = Value::Scalar(Scalar::Any);
        nested(
            self.api,
            values.next().unwrap_or(&any),
            &members.collect::<Vec<_>>(),
        )
    }

    /// What is left of the query.
    pub(super) fn rest(&self) -> &[(String, String)] {
        &self.query
    }

    /// What is left of the headers.
    pub(super) fn headers(&self) -> impl Iterator<Item = &(String, String)> {
        let headers = self.headers.iter();
        headers.filter(|(name, _)| {
            let cookies = name.eq_ignore_ascii_case("cookie");
            !is_own_header(name) && !has_parameter(self.http, name) && !cookies
        })
    }
}
