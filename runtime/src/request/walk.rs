//! From page to page. In: the first request, and after each page the one for the next. Out: the next reply.
//! Not generic over the items, so compiled once.

use std::fmt;
use std::task::{Context, Poll, ready};

use super::{RawResponse, Request, send};
use crate::BoxFuture;
use crate::circle::Circle;
use crate::error::{Error, Result};

/// A walk over pages.
pub(crate) struct Walk {
    /// What every page is asked for with: the first request's client and headers, and a link.
    request: Request,
    step: Step,
    next: Option<String>,
    circle: Circle,
}

enum Step {
    /// Ask for the page of the request.
    Ask,
    Wait(BoxFuture<'static, Result<RawResponse>>),
    /// The page before was good, but its next link leads nowhere.
    Fail(Error),
    Done,
}

impl Walk {
    pub(crate) fn new(request: Request) -> Self {
        let next = request.link.as_ref().map(|link| link.url.clone());
        Self {
            request,
            step: Step::Ask,
            next,
            circle: Circle::default(),
        }
    }

    pub(crate) fn next_link(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// What the last page was asked for with.
    pub(crate) fn request(&self) -> &Request {
        &self.request
    }

    /// The reply that has the next page; `None` after the last one. Whoever got a page says with [`turn`](Self::turn)
    /// where it leads.
    pub(crate) fn poll_reply(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<RawResponse>>> {
        let reply = match &mut self.step {
            Step::Done => return Poll::Ready(None),
            Step::Ask => {
                let mut reply = send::send(self.request.clone());
                match reply.as_mut().poll(context) {
                    Poll::Ready(reply) => reply,
                    Poll::Pending => {
                        self.step = Step::Wait(reply);
                        return Poll::Pending;
                    }
                }
            }
            Step::Wait(reply) => ready!(reply.as_mut().poll(context)),
            Step::Fail(_) => {
                let Step::Fail(error) = std::mem::replace(&mut self.step, Step::Done) else {
                    return Poll::Ready(None);
                };
                return Poll::Ready(Some(Err(error)));
            }
        };
        self.step = Step::Done;
        Poll::Ready(Some(reply))
    }

    /// Goes on with the request for the next page, if there is one, and what tells it from the others: its link, which
    /// is absolute.
    pub(crate) fn turn(&mut self, next: Option<(String, Request)>) {
        let before = self.next.take();
        let Some((link, request)) = next else {
            return;
        };
        if before.as_ref() == Some(&link) || self.circle.closes(&link) {
            self.step = Step::Fail(Error::LinkCircle);
        } else {
            self.request = request;
            self.step = Step::Ask;
        }
        self.next = Some(link);
    }
}

/// Shows state and nothing of the links, which may carry personal data.
impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.step {
            Step::Ask => "to be asked for",
            Step::Wait(_) => "waiting",
            Step::Fail(_) | Step::Done => "ended",
        })
    }
}
