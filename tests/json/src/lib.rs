//! What is read and written: replies as Microsoft Graph gives them, of made-up people, the same in every run.

mod drive;
mod mail;
mod users;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

pub use drive::{chain, drive_tree};
pub use mail::{event_messages, messages};
pub use users::{delta, users};

/// A page as serde's derive reads it; csdlgen's is `odata_client::Page`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub next_link: Option<String>,
    #[serde(rename = "@odata.deltaLink", skip_serializing_if = "Option::is_none")]
    pub delta_link: Option<String>,
    pub value: Vec<T>,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A page of these items.
fn page(context: &str, link: &str, items: Vec<Value>) -> Value {
    json!({
        "@odata.context": format!("https://graph.microsoft.com/v1.0/$metadata#{context}"),
        link: format!("https://graph.microsoft.com/v1.0/{context}?$skiptoken=m~AQAnOzEyNGI5ZTc4ZjA2ZTRkNDI4ZmUy"),
        "value": items,
    })
}

/// Numbers that look like chance (xorshift).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed * 2_654_435_769 + 88_172_645_463_325_252)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.next() % words.len() as u64);
        words[index.unwrap_or_default()]
    }

    fn guid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            a >> 32,
            a >> 16 & 0xffff,
            a & 0xfff,
            b >> 52,
            b & 0xffff_ffff_ffff
        )
    }

    /// Letters as in the service's keys.
    fn key(&mut self, length: usize) -> String {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..length)
            .map(|_| char::from(LETTERS[(self.next() % 64) as usize]))
            .collect()
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (2018 + self.below(8), 1 + self.below(12), 1 + self.below(28));
        let (hour, minute, second) = (self.below(24), self.below(60), self.below(60));
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    fn words(&mut self, count: u64) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.pick(WORDS)).collect();
        words.join(" ")
    }
}

const WORDS: &[&str] = &[
    "budget", "quarter", "meeting", "the", "and", "with", "draft", "review", "café", "plan", "of",
    "schedule", "travel", "report", "to", "for", "customer", "Größe", "on", "please", "attached",
    "find", "team", "we",
];
