//! What requests to services of OData have beside all others. In: the client's settings, and what a request is to a
//! batch. Out: how its body and its URL are written.

use http::Method;

use super::Resource;
use crate::client::Client;
use crate::encode::encode_query;
use crate::error::{InvalidRequest, Result};
use crate::odata::HandleId;
use crate::odata::query::Expression;
use crate::request::{JSON, LinkPolicy, Request};
use crate::value::Numbers;

/// JSON with numbers that a float may round as strings (OData JSON Format, section 3.2).
const JSON_WITH_TEXTS: &str = "application/json;IEEE754Compatible=true";

/// The part of a request that only services of OData look at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RequestPart {
    /// Whether the request is to such a service at all: a client may ask others too.
    pub(crate) is_odata: bool,
    pub(crate) role: Role,
    /// The request of a batch whose result it goes to.
    pub(crate) refers: Option<HandleId>,
    /// How many items a page should have, if the service takes it.
    pub(crate) page_size: Option<u32>,
}

/// What a request is to a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing: it is sent alone.
    #[default]
    Alone,
    /// One of its requests.
    Inside,
    /// The call that carries the others.
    Envelope,
}

impl RequestPart {
    /// Whether the request may be sent as it is.
    pub(crate) fn check(&self) -> Result<()> {
        if self.refers.is_some() && self.role != Role::Inside {
            return Err(InvalidRequest::OutsideBatch.into());
        }
        Ok(())
    }

    /// Of the request for what a link of this one's reply leads to.
    pub(crate) fn following(&self) -> Self {
        Self {
            is_odata: self.is_odata,
            page_size: self.page_size,
            ..Self::default()
        }
    }
}

impl Request {
    /// A request to a resource.
    pub(crate) fn to_resource(resource: &Resource, method: Method) -> Self {
        let mut request = Self::new(&resource.client, method).of_odata();
        request.root.clone_from(&resource.root);
        request.path.clone_from(&resource.path);
        request.query.clone_from(&resource.query);
        request.headers.clone_from(&resource.headers);
        request.odata.refers = resource.refers;
        request.problem.clone_from(&resource.problem);
        request
    }

    /// The request for what a saved link leads to.
    pub(crate) fn saved(client: &Client, link: &str) -> Self {
        Self::to_link(client, Method::GET, link, LinkPolicy::AllowedHosts).of_odata()
    }

    /// Has it sent as services of OData want it.
    pub(crate) fn of_odata(mut self) -> Self {
        self.odata.is_odata = true;
        if self.numbers() == Numbers::Texts {
            self.accept = JSON_WITH_TEXTS;
        }
        self
    }

    /// Says which media type is taken: of JSON, in the form that the service is asked for.
    pub(super) fn set_accept(&mut self, media_type: &'static str) {
        if media_type != JSON {
            self.accept = media_type;
        }
    }

    /// Goes to a saved link in place of the path and query so far.
    pub(super) fn resume(&mut self, link: &str) {
        *self = self.following(link);
    }

    pub(crate) fn json(mut self, body: Vec<u8>) -> Self {
        let content_type = match self.numbers() {
            Numbers::Plain => JSON,
            Numbers::Texts => JSON_WITH_TEXTS,
        };
        self.body = Some((content_type.to_owned(), body.into()));
        self
    }

    /// How the service wants numbers that a float may round.
    pub(crate) fn numbers(&self) -> Numbers {
        if self.client.inner().odata.ieee754_compatible {
            Numbers::Texts
        } else {
            Numbers::Plain
        }
    }

    /// Sets a system query option, in place of an earlier one.
    pub(crate) fn set_query(&mut self, name: &'static str, value: &str) {
        let value = encode_query(value);
        match self.query.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name.to_owned(), value)),
        }
    }

    /// Sets a system query option in the forms that the service takes, in place of an earlier one. What says
    /// nothing leaves the option out.
    pub(crate) fn set_expression(&mut self, name: &'static str, value: &Expression) {
        if value.is_empty() {
            self.query.retain(|(known, _)| known != name);
            return;
        }
        match value.render(self.client.inner().odata.forms()) {
            Ok(text) => self.set_query(name, &text),
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
    }

    /// The parameter aliases among the query options.
    pub(super) fn aliases(&self) -> Vec<(String, String)> {
        let options = self.query.iter();
        options
            .filter(|(name, _)| name.starts_with('@'))
            .cloned()
            .collect()
    }
}
