//! One call. In: the requests that go into it, and what became of those before. Out: the request for it, and the
//! replies in its reply.

use std::collections::HashMap;

use http::Method;

use super::answer::{Answer, Expected, read};
use super::message::relative;
use super::multipart;
use super::plan::{Unit, units};
use super::replies::Outcome;
use super::send::{Group, Run};
use crate::error::Result;
use crate::odata::BatchFormat;
use crate::odata::Resource;
use crate::odata::preference_of_version;
use crate::odata::request::Role;
use crate::request::{RawResponse, Request, send_request};
use crate::value::Json;

/// The replies in the reply to a call.
pub(super) struct Answers {
    pub(super) by_index: HashMap<usize, Answer>,
    /// The first request that failed, after which the service stopped.
    pub(super) stopped_by: Option<usize>,
}

impl Run {
    /// Sends the requests of some groups in one call.
    pub(super) async fn exchange(&self, groups: &[Group], outcomes: &[Outcome]) -> Result<Answers> {
        let items = groups.iter().flat_map(|group| &group.items).copied();
        let units = units(items, &self.atomic);
        let goes_on = self.goes_on(groups);
        let mut request = Request::to_resource(&Resource::root(&self.client), Method::POST);
        request.path.push_str("/$batch");
        request.odata.role = Role::Envelope;
        if let Some(goes_on) = goes_on {
            let preference = if goes_on {
                "continue-on-error"
            } else {
                "continue-on-error=false"
            };
            let version = self.client.inner().odata.version;
            request.add_header("prefer", &preference_of_version(version, preference));
        }
        let request = match self.format {
            BatchFormat::Json => request.json(self.json(&units, outcomes)),
            BatchFormat::Multipart => {
                let (content_type, body) = self.multipart(&units, outcomes);
                request.accept = "multipart/mixed";
                request.body = Some((content_type, body.into()));
                request
            }
        };
        let reply = send_request(request).await?;
        let expected = Expected {
            units: &units,
            plain_text: self.plain_text,
            is_count: &|item| {
                self.messages
                    .get(item)
                    .is_some_and(super::message::Message::is_count)
            },
        };
        let by_index = read(&reply, &expected)?;
        let failed = |item: &&usize| {
            let answer = by_index.get(*item);
            answer.is_some_and(|answer| {
                answer.status.is_client_error() || answer.status.is_server_error()
            })
        };
        let mut items = units.iter().flat_map(|unit| &unit.items);
        let stopped_by = match goes_on {
            Some(true) => None,
            _ => items.find(failed).copied(),
        };
        Ok(Answers {
            by_index,
            stopped_by,
        })
    }

    /// What is said of going on after errors.
    fn goes_on(&self, groups: &[Group]) -> Option<bool> {
        let must_stop = self.format == BatchFormat::Multipart
            && groups.iter().any(|group| self.has_order(group));
        match self.continue_on_error {
            Some(false) => Some(false),
            _ if must_stop => None,
            _ => Some(true),
        }
    }

    fn json(&self, units: &[Unit], outcomes: &[Outcome]) -> Vec<u8> {
        let mut json = b"{\"requests\":[".to_vec();
        let items = units.iter().flat_map(|unit| &unit.items);
        let present: Vec<usize> = items.copied().collect();
        for (place, item) in present.iter().enumerate() {
            let Some(message) = self.messages.get(*item) else {
                continue;
            };
            if place > 0 {
                json.push(b',');
            }
            let group = self.group(*item).map(group_name);
            let before = self.depends_on(*item, &present);
            let url = self.url(*item, &present, outcomes);
            message.write_json(item + 1, &url, group.as_deref(), &before, &mut json);
        }
        json.extend_from_slice(b"]}");
        json
    }

    fn multipart(&self, units: &[Unit], outcomes: &[Outcome]) -> (String, Vec<u8>) {
        let items = units.iter().flat_map(|unit| &unit.items);
        let present: Vec<usize> = items.copied().collect();
        multipart::write(units, |item, out| {
            if let Some(message) = self.messages.get(item) {
                message.write_http(&self.url(item, &present, outcomes), out);
            }
        })
    }

    fn group(&self, item: usize) -> Option<usize> {
        self.atomic.get(item).copied().flatten()
    }

    /// What a request waits for, of what is in the same call: what has succeeded in an earlier one is not waited for any
    /// more. Services of 4.01 want to be told the atomicity group as well.
    fn depends_on(&self, item: usize, present: &[usize]) -> Vec<String> {
        let before = self.before.get(item).into_iter().flatten();
        let before: Vec<usize> = before
            .filter(|before| present.contains(before))
            .copied()
            .collect();
        let others = before.iter().filter_map(|before| self.group(*before));
        let mut groups: Vec<usize> = others
            .filter(|group| self.group(item) != Some(*group))
            .collect();
        groups.dedup();
        let ids = before.iter().map(|before| (before + 1).to_string());
        ids.chain(groups.into_iter().map(group_name)).collect()
    }

    /// The URL of a request: where it begins at what a request of an earlier call made, at the address of that.
    fn url(&self, item: usize, present: &[usize], outcomes: &[Outcome]) -> String {
        let Some(message) = self.messages.get(item) else {
            return String::new();
        };
        let earlier = message.refers.filter(|refers| !present.contains(refers));
        let made = earlier.and_then(|refers| self.made(refers, outcomes));
        match (made, message.url.find(['/', '?'])) {
            (Some(made), Some(rest)) => {
                format!("{made}{}", message.url.get(rest..).unwrap_or_default())
            }
            (Some(made), None) => made,
            (None, _) => message.url.clone(),
        }
    }

    /// Where a request's result is, as its reply tells, relative to the root of the service.
    pub(super) fn made(&self, item: usize, outcomes: &[Outcome]) -> Option<String> {
        let Outcome::Reply(reply) = outcomes.get(item)? else {
            return None;
        };
        let base = self.client.base_url();
        let in_header = || reply.location().or_else(|| reply.header("odata-entityid"));
        let told = in_header().map(str::to_owned).or_else(|| in_body(reply))?;
        let request = format!("{base}/{}", self.messages.get(item)?.url);
        let url = relative(&crate::url::join(&request, &told)?, base);
        (!url.contains("://")).then_some(url)
    }
}

/// No id of a request has a letter.
fn group_name(group: usize) -> String {
    format!("g{}", group + 1)
}

/// The id that an entity has.
fn in_body(reply: &RawResponse) -> Option<String> {
    let json: Json = serde_json::from_slice(reply.body()).ok()?;
    let names = ["@odata.id", "@id", "@odata.editLink", "@editLink"];
    let id = names.iter().find_map(|name| json.get(name)?.as_str())?;
    Some(id.to_owned())
}
