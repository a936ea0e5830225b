//! From page to page. In: the first request. Out: the next reply. Not generic, so compiled once.

use std::fmt;
use std::task::{Context, Poll};

use http::Method;

use super::find::find;
use super::link::link_of;
use super::pick::{Expected, Pick};
use super::turn::{Position, Seen, Turn};
use crate::BoxFuture;
use crate::call::draft::Draft;
use crate::call::encode::{escape, escape_name};
use crate::call::operation::{Operation, Paging};
use crate::call::reply::{Arrived, Sending, Wanted};
use crate::circle::Circle;
use crate::error::{DecodeError, Error, InvalidRequest, Result};
use crate::request::{Link, LinkPolicy, Request};
use crate::value::{Field, Json, View};

/// A walk over pages.
pub(super) struct Walk {
    request: Request,
    operation: &'static Operation,
    position: Option<Position>,
    circle: Circle,
    step: Step,
}

enum Step {
    Ask,
    Wait(BoxFuture<'static, Result<Arrived>>),
    /// The page before was good, but leads nowhere.
    Fail(Error),
    Done,
}

impl Walk {
    pub(super) fn new(draft: Draft) -> Self {
        let operation = draft.operation;
        let request = draft.finish(Wanted::Json);
        let position = operation.paging.map(|paging| {
            Position::new(paging, |name| {
                let name = name_in_query(&request, name);
                let mut query = request.query.iter().rev();
                let (_, value) = query.find(|(known, _)| *known == name)?;
                value.parse().ok()
            })
        });
        Self {
            request,
            operation,
            position,
            circle: Circle::default(),
            step: Step::Ask,
        }
    }

    /// The reply that has the next page; `None` after the last one.
    pub(super) fn poll_reply(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Arrived>>> {
        loop {
            match std::mem::replace(&mut self.step, Step::Done) {
                Step::Done => return Poll::Ready(None),
                Step::Fail(error) => return Poll::Ready(Some(Err(error))),
                Step::Ask => {
                    let request = Sending(self.request.clone());
                    let reply = Arrived::receive(request, self.operation, Wanted::Json);
                    self.step = Step::Wait(Box::pin(reply));
                }
                Step::Wait(mut reply) => {
                    return match reply.as_mut().poll(context) {
                        Poll::Ready(reply) => Poll::Ready(Some(reply)),
                        Poll::Pending => {
                            self.step = Step::Wait(reply);
                            Poll::Pending
                        }
                    };
                }
            }
        }
    }

    /// Reads the items of a page, and goes on to where it leads.
    pub(super) fn read_items(&mut self, reply: &Arrived, items: &mut dyn Field) -> Result<()> {
        let Some(paging) = self.operation.paging else {
            reply.read_json(items)?;
            return Ok(());
        };
        let mut told = Json::Null;
        let mut list = Expected::new(items);
        match (paging.items(), paging.pointer()) {
            ("", _) => {
                reply.read_json(&mut list)?;
            }
            (place, pointer) => {
                let mut pick = Pick::new();
                pick.add(place, &mut list);
                if let Some(pointer) = pointer {
                    pick.add(pointer, &mut told);
                }
                reply.read_json(&mut pick)?;
            }
        }
        if !list.came {
            return Err(no_list(reply, paging));
        }
        self.go_on(reply, paging, &told.view(), &list.view())
    }

    /// Goes on to where a page that was read leads.
    pub(super) fn follow(&mut self, reply: &Arrived, page: &View<'_>) -> Result<()> {
        let Some(paging) = self.operation.paging else {
            return Ok(());
        };
        let told = paging.pointer().map(|pointer| find(page, pointer));
        let items = find(page, paging.items());
        self.go_on(reply, paging, &told.unwrap_or(View::Null), &items)
    }

    fn go_on(
        &mut self,
        reply: &Arrived,
        paging: &'static Paging,
        told: &View<'_>,
        items: &View<'_>,
    ) -> Result<()> {
        let Some(position) = &mut self.position else {
            return Ok(());
        };
        let empty = Json::Array(Vec::new());
        let items = match items {
            View::Null | View::Json(Json::Null) => &View::Json(&empty),
            items => items,
        };
        let seen = Seen::of(paging, told, items).ok_or_else(|| no_list(reply, paging))?;
        match position.turn(paging, seen, link_of(&reply.raw.headers, "next")) {
            Turn::End => {}
            Turn::Lost => {
                let expected = "an item with an id, since there are more";
                let error = DecodeError::mismatch(paging.items().to_owned(), expected, "none");
                self.step = Step::Fail(reply.raw.identified(error));
            }
            Turn::Link(link) => self.follow_link(reply, &link),
            Turn::Set(parameter, value) => self.set(parameter, &value),
        }
        Ok(())
    }

    fn set(&mut self, parameter: &'static str, value: &str) {
        if self.circle.closes(value) {
            self.step = Step::Fail(Error::LinkCircle);
            return;
        }
        // A body that is a stream went out with the first page.
        let body = self.request.body.as_ref();
        if body.is_some_and(|(_, body)| !body.is_repeatable()) {
            let what = "the body is a stream, which can be sent for the first page only";
            self.step = Step::Fail(InvalidRequest::Url(what.to_owned()).into());
            return;
        }
        let name = name_in_query(&self.request, parameter);
        let query = &mut self.request.query;
        query.retain(|(known, _)| *known != name);
        query.push((name, escape(value, false)));
        self.step = Step::Ask;
    }

    fn follow_link(&mut self, reply: &Arrived, link: &str) {
        let absolute = crate::url::join(&reply.raw.url, link);
        let Some(url) = absolute.map(|url| {
            if link.contains("://") {
                link.to_owned()
            } else {
                url
            }
        }) else {
            let error = DecodeError::mismatch(String::new(), "a link to the next page", "none");
            self.step = Step::Fail(reply.raw.identified(error));
            return;
        };
        if self.circle.closes(&url) {
            self.step = Step::Fail(Error::LinkCircle);
            return;
        }
        // All of the query is in the link, and what it leads to is read.
        self.request.query.clear();
        self.request.body = None;
        self.request.method = Method::GET;
        let policy = LinkPolicy::AllowedHosts;
        self.request.link = Some(Link { url, policy });
        self.step = Step::Ask;
    }
}

fn name_in_query(request: &Request, parameter: &str) -> String {
    escape_name(parameter, request.client.inner().call.raw_brackets)
}

fn no_list(reply: &Arrived, paging: &Paging) -> Error {
    let path = paging.items().trim_start_matches('/').replace('/', ".");
    let error = DecodeError::mismatch(path, "a list", "something else");
    reply.raw.identified(error)
}

/// Shows state and nothing of the links, which may hold personal data.
impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.step {
            Step::Ask => "to be asked for",
            Step::Wait(_) => "waiting",
            Step::Fail(_) | Step::Done => "ended",
        })
    }
}
