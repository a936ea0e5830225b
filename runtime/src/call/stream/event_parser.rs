//! The format of server-sent events (HTML, sections 9.2.5 and 9.2.6). In: bytes as they come. Out: events.

use std::collections::VecDeque;
use std::time::Duration;

/// An event as it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) data: Vec<u8>,
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
}

/// An event, or a line, is longer than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

pub(super) struct EventParser {
    limit: usize,
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// Whether the first line is still to come, which may have a byte order mark.
    is_first: bool,
    /// The last byte was a carriage return, which a line feed may follow.
    after_return: bool,
    /// The event that has not ended yet.
    current: RawEvent,
    data: Option<Vec<u8>>,
    /// Whether a field has come since the last event.
    has_field: bool,
    /// Stays until another one comes.
    last_id: Option<String>,
    ready: VecDeque<RawEvent>,
    /// What comes after the events that are ready.
    failure: Option<TooLong>,
}

impl EventParser {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            is_first: true,
            after_return: false,
            current: RawEvent::default(),
            data: None,
            has_field: false,
            last_id: None,
            ready: VecDeque::new(),
            failure: None,
        }
    }

    /// The next event of what came so far.
    pub(super) fn next(&mut self) -> Option<Result<RawEvent, TooLong>> {
        match self.ready.pop_front() {
            Some(event) => Some(Ok(event)),
            None => self.failure.take().map(Err),
        }
    }

    /// Whether an event has begun and not ended.
    pub(super) fn is_within_event(&self) -> bool {
        !self.line.is_empty() || self.has_field
    }

    /// Takes more bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        if self.failure.is_none() {
            self.failure = self.take_bytes(bytes).err();
        }
    }

    fn take_bytes(&mut self, mut bytes: &[u8]) -> Result<(), TooLong> {
        if self.after_return && !bytes.is_empty() {
            self.after_return = false;
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (part, rest) = bytes.split_at(end);
            self.extend(part)?;
            self.end_line();
            bytes = match rest {
                [b'\r'] => {
                    self.after_return = true;
                    &[]
                }
                [b'\r', b'\n', rest @ ..] | [_, rest @ ..] => rest,
                [] => &[],
            };
        }
        self.extend(bytes)
    }

    fn extend(&mut self, part: &[u8]) -> Result<(), TooLong> {
        let size = self.line.len() + self.data.as_ref().map_or(0, Vec::len);
        if part.len() > self.limit.saturating_sub(size) {
            return Err(TooLong);
        }
        self.line.extend_from_slice(part);
        Ok(())
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut text = line.as_slice();
        if std::mem::take(&mut self.is_first) {
            text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        }
        match text.iter().position(|byte| *byte == b':') {
            _ if text.is_empty() => self.end_event(),
            // A comment.
            Some(0) => {}
            Some(colon) => {
                let (name, value) = text.split_at(colon);
                let value = value.get(1..).unwrap_or_default();
                self.field(name, value.strip_prefix(b" ").unwrap_or(value));
            }
            None => self.field(text, b""),
        }
        // Its memory serves the next line.
        self.line = line;
        self.line.clear();
    }

    fn field(&mut self, name: &[u8], value: &[u8]) {
        self.has_field = true;
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => match &mut self.data {
                Some(data) => {
                    data.push(b'\n');
                    data.extend_from_slice(value);
                }
                None => self.data = Some(value.to_vec()),
            },
            b"event" => self.current.event = Some(text()).filter(|text| !text.is_empty()),
            b"id" if !value.contains(&0) => {
                self.last_id = Some(text()).filter(|text| !text.is_empty());
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.current.retry = text().parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    /// An event without data does not count, whatever else it has.
    fn end_event(&mut self) {
        self.has_field = false;
        let mut event = std::mem::take(&mut self.current);
        if let Some(data) = self.data.take() {
            event.data = data;
            event.id.clone_from(&self.last_id);
            self.ready.push_back(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use proptest::prelude::*;

    fn parsed(chunks: &[&[u8]]) -> (Vec<RawEvent>, bool) {
        let mut parser = EventParser::new(1 << 20);
        let mut events = Vec::new();
        for chunk in chunks {
            parser.feed(chunk);
            while let Some(event) = parser.next() {
                events.push(event.unwrap());
            }
        }
        (events, parser.is_within_event())
    }

    fn data(stream: &str) -> Vec<String> {
        let (events, _) = parsed(&[stream.as_bytes()]);
        let texts = events.into_iter().map(|event| event.data);
        texts.map(|data| String::from_utf8(data).unwrap()).collect()
    }

    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(data("data: YHOO\ndata: +2\ndata: 10\n\n"), ["YHOO\n+2\n10"]);
        let stream = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n";
        let (events, is_within) = parsed(&[stream.as_bytes()]);
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].id.as_deref(), Some("1"));
        assert_eq!(events[1].id, None);
        assert!(is_within);
        assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
        assert_eq!(data("data:test\n\ndata: test\n\n"), ["test", "test"]);
    }

    #[test]
    fn marks_line_ends_and_fields() {
        assert_eq!(
            data("\u{feff}data: a\r\rdata: b\r\n\r\ndata: \u{feff}c\n\n"),
            ["a", "b", "\u{feff}c"]
        );
        let stream = "event: add\nid: 7\nretry: 100\nother: x\ndata: 1\n\ndata: 2\nretry: 1x\nid: a\0b\n\nid: 8\n\ndata: 3\n\n";
        let (events, is_within) = parsed(&[stream.as_bytes()]);
        assert_eq!(events[0].event.as_deref(), Some("add"));
        assert_eq!(events[0].retry, Some(Duration::from_millis(100)));
        let ids: Vec<_> = events.iter().map(|event| event.id.as_deref()).collect();
        assert_eq!(ids, [Some("7"), Some("7"), Some("8")]);
        assert_eq!((&events[1].event, events[1].retry), (&None, None));
        assert!(!is_within);
    }

    #[test]
    fn a_stream_that_is_cut_is_within_an_event() {
        for (stream, is_within) in [
            ("", false),
            ("data: 1\n\n", false),
            ("data: 1\n\n: a comment\n", false),
            ("data: 1\n", true),
            ("data: 1\n\nda", true),
            ("data: 1\n\nevent: x\n", true),
        ] {
            assert_eq!(parsed(&[stream.as_bytes()]).1, is_within, "{stream:?}");
        }
    }

    #[test]
    fn events_have_a_limit() {
        let mut parser = EventParser::new(10);
        parser.feed(b"data: 12\n\ndata: 12345");
        assert_eq!(parser.next().unwrap().unwrap().data, b"12");
        assert_eq!(parser.next(), Some(Err(TooLong)));
        let mut parser = EventParser::new(10);
        for _ in 0..3 {
            parser.feed(b"data:12\n");
        }
        assert_eq!(parser.next(), Some(Err(TooLong)));
    }

    proptest! {
        /// Written by the rules, read back, however it is cut.
        #[test]
        fn what_is_written_is_read_back(
            events in prop::collection::vec((prop::collection::vec("[^\r\n]{0,8}", 1..4), "[a-z]{0,3}"), 0..5),
            end in prop::sample::select(vec!["\n", "\r", "\r\n"]),
            cuts in prop::collection::vec(1_usize..9, 0..40),
        ) {
            let mut stream = String::new();
            for (lines, name) in &events {
                for line in lines {
                    let _ = write!(stream, "data: {line}{end}");
                }
                let _ = write!(stream, "event: {name}{end}:x{end}{end}");
            }
            let mut rest = stream.as_bytes();
            let mut chunks = Vec::new();
            for cut in cuts {
                let (chunk, left) = rest.split_at(cut.min(rest.len()));
                chunks.push(chunk);
                rest = left;
            }
            chunks.push(rest);
            let (read, is_within) = parsed(&chunks);
            prop_assert!(!is_within);
            let read: Vec<_> = read.into_iter().map(|event| (String::from_utf8(event.data).unwrap(), event.event.unwrap_or_default())).collect();
            let written: Vec<_> = events.into_iter().map(|(lines, name)| (lines.join("\n"), name)).collect();
            prop_assert_eq!(read, written);
        }

        #[test]
        fn anything_is_read_as_something(bytes in any::<Vec<u8>>(), cut in 0_usize..50) {
            let (one, other) = bytes.split_at(cut.min(bytes.len()));
            let whole = parsed(&[&bytes]);
            prop_assert_eq!(parsed(&[one, other]), whole);
        }
    }
}
