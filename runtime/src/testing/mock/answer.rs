//! Answering. In: a request, and what is expected. Out: the reply, or the nearest expectation.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

#[cfg(feature = "odata")]
use super::batch;
use super::matching::{Difference, compare};
use super::{Expectation, MockError, MockReply, RecordedRequest};
use crate::error::TransportError;

/// What a mock and its transports share.
pub(super) struct Shared {
    /// Without a slash at its end.
    pub(super) base: String,
    state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    /// With how often each was asked for.
    pub(super) expected: Vec<(Expectation, usize)>,
    pub(super) received: Vec<RecordedRequest>,
    unexpected: Vec<String>,
    pub(super) in_order: bool,
    /// In order: the one that was asked for last.
    at: usize,
    pub(super) fallback: Option<MockReply>,
    pub(super) checked: bool,
}

type Reply = Result<http::Response<Bytes>, TransportError>;

impl Shared {
    pub(super) fn new(base: String) -> Self {
        let state = Mutex::default();
        Self { base, state }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request, or each part of a batch that nothing was said of.
    pub(super) fn answer(&self, request: &RecordedRequest) -> Reply {
        let reply = self.find(request);
        if let Some(reply) = reply {
            return reply.give(request);
        }
        #[cfg(feature = "odata")]
        if let Some(parts) = batch::Parts::of(request, &self.base) {
            return parts.answer(|part| self.answer(part));
        }
        self.refuse(request)
    }

    /// Takes note of the request, and finds the reply. No lock is held when it is given, since it may
    /// be made by code of the test.
    fn find(&self, request: &RecordedRequest) -> Option<MockReply> {
        let mut state = self.state();
        state.received.push(request.clone());
        let turn = state.turn();
        let fits = turn.into_iter().find(|index| {
            let expected = state.expected.get(*index);
            expected.is_some_and(|(expected, _)| compare(expected, request, &self.base).is_none())
        })?;
        state.at = fits;
        let (expected, asked) = state.expected.get_mut(fits)?;
        *asked += 1;
        Some(expected.reply_number(*asked - 1))
    }

    fn refuse(&self, request: &RecordedRequest) -> Reply {
        let mut state = self.state();
        if let Some(fallback) = state.fallback.clone() {
            drop(state);
            return fallback.give(request);
        }
        let error = MockError::Unexpected {
            request: request.to_string(),
            nearest: state.nearest(request, &self.base),
        };
        state.unexpected.push(error.to_string());
        Err(TransportError::lasting(error))
    }

    pub(super) fn verify(&self) -> Result<(), MockError> {
        let state = self.state();
        let missing = state.expected.iter().filter_map(|(expected, asked)| {
            let (least, _) = expected.range();
            let line = || format!("{expected} ({asked} of {least} times)");
            (*asked < least).then(line)
        });
        let missing: Vec<String> = missing.collect();
        let unexpected = state.unexpected.clone();
        if missing.is_empty() && unexpected.is_empty() {
            return Ok(());
        }
        Err(MockError::Unverified {
            missing,
            unexpected,
        })
    }
}

impl State {
    /// The expectations that may be asked for now.
    fn turn(&self) -> Vec<usize> {
        let mut turn = Vec::new();
        let from = if self.in_order { self.at } else { 0 };
        for (index, (expected, asked)) in self.expected.iter().enumerate().skip(from) {
            let (least, most) = expected.range();
            if *asked < most {
                turn.push(index);
            }
            if self.in_order && *asked < least {
                break;
            }
        }
        turn
    }

    /// Describes the expectation that differs least. Of two, the one whose turn it is.
    fn nearest(&self, request: &RecordedRequest, base: &str) -> String {
        let turn = self.turn();
        let compared = self
            .expected
            .iter()
            .enumerate()
            .map(|(index, (expected, _))| {
                let difference = compare(expected, request, base);
                (difference, !turn.contains(&index), index)
            });
        let nearest = compared.min_by_key(|(difference, late, _)| (difference.weight, *late));
        let Some((difference, late, index)) = nearest else {
            return "nothing is expected".to_owned();
        };
        let Some((expected, asked)) = self.expected.get(index) else {
            return String::new();
        };
        let number = format!("{} of {}", index + 1, self.expected.len());
        let mut text = format!("the nearest expectation, {number}, is {expected}");
        if late {
            text.push_str(&self.why_late(expected, *asked, &turn));
        }
        text + &lines(&difference)
    }

    fn why_late(&self, expected: &Expectation, asked: usize, turn: &[usize]) -> String {
        let (_, most) = expected.range();
        if asked >= most {
            return format!(
                "\n- it was asked for {asked} times already, which is all that is expected"
            );
        }
        let next = turn.first().and_then(|index| self.expected.get(*index));
        let next = next.map_or_else(|| "none".to_owned(), |(next, _)| next.to_string());
        format!("\n- it is not its turn: the next one is {next}")
    }
}

fn lines(difference: &Difference) -> String {
    let lines = difference.lines.iter().map(|line| format!("\n- {line}"));
    lines.collect()
}
