//! Requests in the making. In: an operation and values of its parameters. Out: a request. Not generic, so compiled once.

use http::Method;
use http::header::{ACCEPT, COOKIE};

use super::body::{File, Multipart, form_text};
use super::encode::{
    PathValue, cookie_pairs, fill_template, header_text, query_pairs, to_sent_json,
};
use super::operation::{Form, In, Operation, Parameter, Style};
use super::reply::{Wanted, accepted};
use crate::Body;
use crate::Client;
use crate::error::InvalidRequest;
use crate::pipeline::Redirects;
use crate::request::Request;
use crate::value::{Field, View};

/// A request in the making.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) request: Request,
    pub(super) operation: &'static Operation,
    /// Values of parameters that are not in the path.
    values: Vec<(&'static Parameter, Written)>,
    multipart: Option<Multipart>,
}

/// What a parameter becomes.
#[derive(Clone)]
enum Written {
    Query(Vec<(String, String)>),
    Header(Option<String>),
    Cookies(Vec<String>),
}

impl Draft {
    pub(super) fn new(
        client: &Client,
        values: &[PathValue],
        operation: &'static Operation,
    ) -> Self {
        let method = Method::from_bytes(operation.method.as_bytes());
        let is_valid = method.is_ok();
        let mut request = Request::new(client, method.unwrap_or_default());
        request.described = Some(operation.security);
        let mut draft = Self {
            request,
            operation,
            values: Vec::new(),
            multipart: None,
        };
        if !is_valid {
            draft.refuse(InvalidRequest::Url(format!(
                "invalid method {:?}",
                operation.method
            )));
        }
        draft.set_path(values);
        draft.set_server();
        draft
    }

    fn set_path(&mut self, values: &[PathValue]) {
        match fill_template(self.operation.path, self.operation.parameters, values) {
            Ok(path) => {
                let (path, query) = path.split_once('?').unwrap_or((&path, ""));
                path.clone_into(&mut self.request.path);
                for pair in query.split('&').filter(|pair| !pair.is_empty()) {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    self.request.query.push((name.to_owned(), value.to_owned()));
                }
            }
            Err(problem) => self.refuse(problem),
        }
    }

    /// The operation's own server, unless the user said where the service is.
    fn set_server(&mut self) {
        let client = self.request.client.clone();
        let Some(server) = self.operation.servers.first() else {
            return;
        };
        if client.inner().has_own_base {
            return;
        }
        let base = format!("{}/", client.base_url());
        let url = server.url(&[]).ok();
        match url.and_then(|url| crate::url::join(&base, &url)) {
            Some(url) => self.request.root = Some(url.trim_end_matches('/').to_owned()),
            None => self.refuse(InvalidRequest::Url(format!(
                "invalid server {}",
                server.url
            ))),
        }
    }

    /// Keeps the first problem, which is told when the request is sent.
    fn refuse(&mut self, problem: InvalidRequest) {
        self.request.problem.get_or_insert(problem);
    }

    /// Sets a parameter in place of an earlier value. Of several of its name, the one in `place`.
    pub(super) fn set(&mut self, place: Option<In>, name: &str, value: &dyn Field) {
        let is_it = |known: &&Parameter| {
            known.name == name
                && known.place != In::Path
                && place.is_none_or(|place| known.place == place)
        };
        let Some(parameter) = self.operation.parameters.iter().find(is_it) else {
            return self.refuse(InvalidRequest::Parameter {
                name: name.to_owned(),
                reason: "the operation has no such parameter; use `query` or `header`",
            });
        };
        let view = value.view();
        let settings = self.request.client.inner().call;
        let written = match parameter.place {
            In::Header => header_text(parameter, &view).map(Written::Header),
            In::Cookie => cookie_pairs(parameter, &view).map(Written::Cookies),
            In::Query | In::Path => {
                query_pairs(parameter, name, &view, settings).map(Written::Query)
            }
        };
        match written {
            Ok(written) => {
                self.values
                    .retain(|(known, _)| !std::ptr::eq(*known, parameter));
                self.values.push((parameter, written));
            }
            Err(problem) => self.refuse(problem),
        }
    }

    pub(super) fn set_body(&mut self, media_type: &str, body: impl Into<Body>) {
        self.request.body = Some((media_type.to_owned(), body.into()));
    }

    /// JSON; nothing at all of a body that is null, which is one that was not given.
    pub(super) fn set_json(&mut self, media_type: &str, value: &dyn Field) {
        match value.view() {
            View::Null => self.request.body = None,
            view => self.set_body(media_type, to_sent_json(&view)),
        }
    }

    pub(super) fn set_form(&mut self, form: &Form, value: &dyn Field) {
        match form_text(form, value, self.request.client.inner().call) {
            // Servers refuse a type without a body.
            Ok(text) if text.is_empty() => self.request.body = None,
            Ok(text) => self.set_body(form.media_type, text),
            Err(problem) => self.refuse(problem),
        }
    }

    fn multipart(&mut self) -> &mut Multipart {
        self.multipart.get_or_insert_default()
    }

    pub(super) fn add_part(&mut self, name: &str, value: &dyn Field) {
        self.multipart().add_value(name, value);
    }

    pub(super) fn add_part_styled(
        &mut self,
        name: &'static str,
        (style, exploded): (Style, bool),
        value: &dyn Field,
    ) {
        let settings = self.request.client.inner().call;
        let parameter = Parameter::query(name).style(style).exploded(exploded);
        match query_pairs(&parameter, name, &value.view(), settings) {
            Ok(pairs) => self.multipart().add_pairs(pairs),
            Err(problem) => self.refuse(problem),
        }
    }

    pub(super) fn add_parts(&mut self, values: &dyn Field) {
        self.multipart().add_members(values);
    }

    pub(super) fn add_part_as(&mut self, name: &str, media_type: &str, value: &dyn Field) {
        self.multipart().add_value_as(name, media_type, value);
    }

    pub(super) fn add_file(&mut self, name: &str, file: File) {
        self.multipart().add_file(name, file);
    }

    /// The request that is sent, for replies of some kinds.
    pub(super) fn finish(mut self, wanted: Wanted) -> Request {
        for parameter in self.operation.parameters {
            let mut values = self.values.iter();
            let Some((_, written)) = values.find(|(known, _)| std::ptr::eq(*known, parameter))
            else {
                continue;
            };
            match written.clone() {
                // What is not a name and a value is the beginning of the query.
                Written::Query(pairs) if parameter.whole && parameter.json => {
                    let json = pairs.into_iter().map(|(_, json)| format!("?{json}"));
                    self.request.path.extend(json);
                }
                Written::Query(pairs) => self.request.query.extend(pairs),
                Written::Header(Some(text)) => {
                    self.request
                        .headers
                        .insert(0, (parameter.name.to_owned(), text));
                }
                Written::Header(None) | Written::Cookies(_) => {}
            }
        }
        self.set_cookies();
        if let Some(multipart) = self.multipart.take() {
            match multipart.finish() {
                Ok((content_type, body)) => self.set_body(&content_type, body),
                Err(problem) => self.refuse(problem),
            }
        }
        let accept = accepted(self.operation, wanted);
        self.request
            .headers
            .insert(0, (ACCEPT.as_str().to_owned(), accept));
        if wanted == Wanted::Redirect {
            self.request.redirects = Redirects::Keep;
        }
        self.request
    }

    fn set_cookies(&mut self) {
        let cookies = self.values.iter().filter_map(|(_, written)| match written {
            Written::Cookies(pairs) => Some(pairs.iter().map(String::as_str)),
            _ => None,
        });
        let cookies: Vec<&str> = cookies.flatten().collect();
        if !cookies.is_empty() {
            let cookies = cookies.join("; ");
            self.request
                .headers
                .insert(0, (COOKIE.as_str().to_owned(), cookies));
        }
    }
}
