//! JSON values one after the other: JSON lines, NDJSON, and JSON text sequences (RFC 7464). In: bytes as they come. Out: the
//! text of each value.

use super::event_parser::TooLong;

/// What stands before each value of a sequence.
const RECORD_SEPARATOR: u8 = 0x1e;

pub(super) struct RecordParser {
    limit: usize,
    buffer: Vec<u8>,
    /// How much of the buffer has been looked at.
    seen: usize,
    /// Whether values stand between record separators, and may have lines.
    is_sequence: bool,
    /// How deep in lists and objects of a value of a sequence, and whether in a string, and after a backslash.
    depth: usize,
    in_string: bool,
    is_escaped: bool,
}

impl RecordParser {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            buffer: Vec::new(),
            seen: 0,
            is_sequence: false,
            depth: 0,
            in_string: false,
            is_escaped: false,
        }
    }

    /// Takes more bytes. What is ready is taken out before.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next value that is whole.
    pub(super) fn next(&mut self) -> Option<Result<Vec<u8>, TooLong>> {
        while let Some(byte) = self.buffer.get(self.seen).copied() {
            if self.seen > self.limit {
                return Some(Err(TooLong));
            }
            self.seen += 1;
            let ends = match byte {
                RECORD_SEPARATOR => {
                    self.is_sequence = true;
                    true
                }
                b'\n' => !self.is_sequence || (self.depth == 0 && !self.in_string),
                byte => {
                    self.track(byte);
                    false
                }
            };
            if ends && let Some(record) = self.take(self.seen) {
                return Some(Ok(record));
            }
        }
        None
    }

    /// What is left at the end, which may be a value without a line end, or a part of one.
    pub(super) fn rest(&mut self) -> Option<Vec<u8>> {
        self.take(self.buffer.len())
    }

    fn take(&mut self, end: usize) -> Option<Vec<u8>> {
        let rest = self.buffer.split_off(end.min(self.buffer.len()));
        let mut record = std::mem::replace(&mut self.buffer, rest);
        (self.seen, self.depth, self.in_string, self.is_escaped) = (0, 0, false, false);
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == RECORD_SEPARATOR;
        while record.last().is_some_and(is_blank) {
            record.pop();
        }
        let start = record.iter().position(|byte| !is_blank(byte))?;
        record.drain(..start);
        Some(record)
    }

    /// Follows the nesting of a value.
    fn track(&mut self, byte: u8) {
        if self.in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(chunks: &[&[u8]]) -> Vec<String> {
        let mut parser = RecordParser::new(1 << 20);
        let mut records = Vec::new();
        for chunk in chunks {
            parser.feed(chunk);
            records.extend(std::iter::from_fn(|| parser.next()).map(Result::unwrap));
        }
        records.extend(parser.rest());
        let records = records.into_iter();
        records
            .map(|record| String::from_utf8(record).unwrap())
            .collect()
    }

    #[test]
    fn lines_and_sequences() {
        assert_eq!(
            parsed(&[b"{\"a\":1}\r\n\n[2]\n3"]),
            [r#"{"a":1}"#, "[2]", "3"]
        );
        let sequence = b"\x1e{\n \"a\":\n\"}\\\"\"}\n\x1e12\n\x1e\x1e[\n]\n";
        assert_eq!(
            parsed(&[sequence]),
            ["{\n \"a\":\n\"}\\\"\"}", "12", "[\n]"]
        );
        // A value of a sequence is there as soon as its line ends.
        let mut parser = RecordParser::new(100);
        parser.feed(b"\x1e[1]\n");
        assert_eq!(parser.next(), Some(Ok(b"[1]".to_vec())));
    }

    #[test]
    fn values_have_a_limit() {
        let mut parser = RecordParser::new(5);
        parser.feed(b"1\n2\n3\n4\n5\n12345\n");
        assert_eq!(std::iter::from_fn(|| parser.next()).flatten().count(), 6);
        parser.feed(b"12345");
        assert_eq!(parser.next(), None);
        parser.feed(b"6\n");
        assert_eq!(parser.next(), Some(Err(TooLong)));
    }

    proptest! {
        #[test]
        fn however_it_is_cut(values in prop::collection::vec("[a-z\"\\\\{}]{1,9}", 0..6), cut in 0_usize..60, sequence: bool) {
            let texts: Vec<String> = values.into_iter().map(|value| serde_json::to_string(&value).unwrap()).collect();
            let mark = if sequence { "\x1e" } else { "" };
            let stream: String = texts.iter().flat_map(|text| [mark, text, "\n"]).collect();
            let (one, other) = stream.as_bytes().split_at(cut.min(stream.len()));
            prop_assert_eq!(parsed(&[one, other]), texts);
        }
    }
}
