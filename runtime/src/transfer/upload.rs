//! The course of an upload. In: a session and a source. Out: slices, one after another, until the
//! service has them all.

use std::time::Duration;

use http::{Method, StatusCode};

use super::range::{ByteRange, expected, property};
use super::session::{SessionLink, Settings, gone};
use super::{TransferError, UploadProgress, UploadSource};
use crate::error::{Error, Result};
use crate::pipeline::retry_after;
use crate::request::{RawResponse, send_request};
use crate::value::Json;

/// What a step has led to.
enum Outcome {
    /// All bytes are there.
    Done(RawResponse),
    /// The service wants this next.
    Next(ByteRange),
    /// What has arrived is not clear.
    Unclear,
    /// The step can be repeated; if what has arrived is not clear, the service is asked first.
    Failed {
        error: Error,
        wait: Option<Duration>,
        unclear: bool,
    },
}

/// How far the upload is, and how often it did not go on.
struct Course {
    total: u64,
    /// The slice to be sent begins here.
    at: u64,
    /// The service may want less than a slice.
    end: Option<u64>,
    /// The furthest beginning of a slice so far.
    reached: u64,
    /// How often a slice was sent without going on.
    tried: u32,
    /// How often the service went back, without having come further since.
    backs: u32,
    /// Whether the last byte was sent.
    last_sent: bool,
}

pub(super) async fn run(
    link: &SessionLink,
    settings: &mut Settings,
    source: &mut dyn UploadSource,
    ask: bool,
) -> Result<RawResponse> {
    if settings.slice == 0 {
        return Err(TransferError::SliceSize.into());
    }
    let total = source.size().await.map_err(|error| unreadable(0, error))?;
    if total == 0 {
        return Err(TransferError::Empty.into());
    }
    let mut course = Course {
        total,
        at: 0,
        end: None,
        reached: 0,
        tried: 0,
        backs: 0,
        last_sent: false,
    };
    let mut unclear = ask;
    loop {
        let outcome = if unclear {
            self::ask(link, &course).await?
        } else {
            put(link, &mut course, settings.slice, source).await?
        };
        match outcome {
            Outcome::Done(reply) => {
                report(settings, total, total);
                return Ok(reply);
            }
            Outcome::Next(range) => {
                course.go_on(range, unclear, settings)?;
                unclear = false;
                report(settings, course.at, total);
            }
            Outcome::Unclear => {
                course.tried += 1;
                course.check(settings)?;
                unclear = true;
            }
            Outcome::Failed {
                error,
                wait,
                unclear: now_unclear,
            } => {
                course.tried += 1;
                let Some(wait) = settings.retry.wait(course.tried, wait) else {
                    return Err(error);
                };
                link.client().clock().sleep(wait).await;
                unclear |= now_unclear;
            }
        }
    }
}

impl Course {
    /// Goes where the service wants. `asked` tells that no slice was sent.
    fn go_on(
        &mut self,
        range: ByteRange,
        asked: bool,
        settings: &Settings,
    ) -> Result<(), TransferError> {
        if range.start >= self.total {
            return Err(TransferError::Beyond {
                offset: range.start,
                total: self.total,
            });
        }
        if range.start > self.reached {
            self.reached = range.start;
            (self.tried, self.backs) = (0, 0);
        } else if range.start > self.at {
            self.tried = 0;
        } else if range.start < self.at {
            self.backs += 1;
        } else if !asked {
            self.tried += 1;
        }
        (self.at, self.end) = (range.start, range.end);
        self.check(settings)
    }

    fn check(&self, settings: &Settings) -> Result<(), TransferError> {
        let tries = self.tried.max(self.backs);
        if settings.retry.wait(tries, Some(Duration::ZERO)).is_some() {
            return Ok(());
        }
        Err(TransferError::Stalled {
            offset: self.at,
            tries,
        })
    }
}

async fn put(
    link: &SessionLink,
    course: &mut Course,
    slice: usize,
    source: &mut dyn UploadSource,
) -> Result<Outcome> {
    let end = course.end.unwrap_or(course.total).min(course.total);
    let left = usize::try_from(end - course.at).unwrap_or(usize::MAX);
    let wanted = slice.min(left);
    let slice = source.read(course.at, wanted).await;
    let slice = slice.map_err(|error| unreadable(course.at, error))?;
    if slice.len() != wanted || slice.is_empty() {
        let text = format!("it gave {} bytes in place of {wanted}", slice.len());
        return Err(unreadable(course.at, std::io::Error::other(text)).into());
    }
    let end = course.at + u64::try_from(slice.len()).unwrap_or_default();
    let mut request = link.request(Method::PUT);
    let range = format!("bytes {}-{}/{}", course.at, end - 1, course.total);
    request.add_header("content-range", &range);
    request.body = Some(("application/octet-stream".to_owned(), slice.into()));
    course.last_sent |= end == course.total;
    match send_request(request).await {
        Ok(reply) => taken(reply, end, course.total),
        Err(error) if error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE) => {
            // The slice, or another, is there already.
            Ok(Outcome::Unclear)
        }
        Err(error) => failed(link, gone(error)),
    }
}

/// Reads what the service answers to a slice that ends at `end`. What follows is decided by the ranges that the
/// reply expects, and not by its status: some say 200 where others say 202.
fn taken(reply: RawResponse, end: u64, total: u64) -> Result<Outcome> {
    if !reply.status().is_success() {
        return Err(reply.service_error());
    }
    let json: Option<Json> = serde_json::from_slice(reply.body()).ok();
    let next = json.as_ref().and_then(expected);
    let is_error = |json: &Json| property(json, "error").is_some();
    // The last byte was accepted, and no more is expected than that.
    let is_over = |next: &ByteRange| end == total && next.start == total;
    Ok(match next.as_deref() {
        Some([]) if end == total => Outcome::Done(reply),
        Some([next, ..]) if is_over(next) => Outcome::Done(reply),
        Some([next, ..]) => Outcome::Next(*next),
        Some([]) => Outcome::Unclear,
        None if reply.status() == StatusCode::ACCEPTED => {
            if end < total && reply.body().is_empty() {
                Outcome::Next(ByteRange {
                    start: end,
                    end: None,
                })
            } else {
                Outcome::Unclear
            }
        }
        // The slice was taken, but nothing tells that this was all.
        None if end < total => Outcome::Unclear,
        None if reply.body().is_empty() => Outcome::Done(reply),
        // A page of a proxy, or an error that came with a good status.
        None if json.is_none_or(|json| is_error(&json)) => Outcome::Unclear,
        None => Outcome::Done(reply),
    })
}

async fn ask(link: &SessionLink, course: &Course) -> Result<Outcome> {
    let reply = match link.ask().await {
        Ok(reply) => reply,
        Err(error) => return failed(link, error),
    };
    let total = course.total;
    match expected(&reply.json()?).as_deref() {
        None => Ok(Outcome::Unclear),
        Some([next, ..]) if next.start != total || !course.last_sent => Ok(Outcome::Next(*next)),
        Some(_) if course.last_sent => Ok(Outcome::Done(reply)),
        Some(_) => Err(TransferError::NothingExpected { total }.into()),
    }
}

/// Whether a failure may pass. What the pipeline has retried already does not come back.
fn failed(link: &SessionLink, error: Error) -> Result<Outcome> {
    let (passing, unclear) = match (&error, error.status()) {
        (Error::Transport { source, .. }, _) => (source.is_timeout(), true),
        (
            _,
            Some(
                StatusCode::TOO_MANY_REQUESTS
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT,
            ),
        ) => (false, false),
        (_, Some(StatusCode::REQUEST_TIMEOUT)) => (true, true),
        (_, Some(status)) => (status.is_server_error(), true),
        _ => (false, false),
    };
    if !passing {
        return Err(error);
    }
    let now = link.client().clock().now();
    let headers = error.service().map(|service| &service.headers);
    let wait = headers.and_then(|headers| retry_after(headers, now));
    Ok(Outcome::Failed {
        error,
        wait,
        unclear,
    })
}

fn report(settings: &mut Settings, sent: u64, total: u64) {
    if let Some(progress) = &mut settings.progress {
        progress(UploadProgress { sent, total });
    }
}

fn unreadable(offset: u64, error: std::io::Error) -> TransferError {
    TransferError::Source {
        offset,
        source: error.into(),
    }
}
