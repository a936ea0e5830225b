//! Random values, always the same ones. Each is kept, with its kind, in the words of `tests/abnf/literals.js`.

use std::fmt::Write;

use garden::models::{Colour, Season};
use odata_client::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Enumeration, Flags, Guid, TimeOfDay,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// What has a meaning somewhere in a URL, and some that has none.
const ODD: &[char] = &[
    '\'', '"', '/', '\\', '?', '#', '&', '=', '+', '%', ';', ',', ':', '@', '$', '(', ')', '[',
    ']', '{', '}', '|', '~', '*', '!', '<', '>', '^', '`', ' ', '\t', '\n', '\u{7f}', 'a', 'Z',
    '0', '7', 'ä', '名', '🌱',
];

/// Draws values, and keeps them.
pub(crate) struct Draw {
    runner: TestRunner,
    short: bool,
    values: Vec<Value>,
}

impl Draw {
    /// `short` says whether members of enumerations stand without the name of their type.
    pub(crate) fn new(seed: u8, short: bool) -> Self {
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let runner = TestRunner::new_with_rng(Config::default(), random);
        Self {
            runner,
            short,
            values: Vec::new(),
        }
    }

    /// What was drawn since.
    pub(crate) fn take(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.values)
    }

    fn any<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.runner).unwrap().current()
    }

    /// Keeps a value that is written without being drawn.
    pub(crate) fn keep(&mut self, kind: &str, value: impl Into<Value>) {
        self.values
            .push(json!({"kind": kind, "value": value.into()}));
    }

    /// A number below another; not kept.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.any(0..end)
    }

    /// A string; not kept.
    fn string(&mut self) -> String {
        if self.below(3) == 0 {
            return self.any(any::<String>());
        }
        let odd = proptest::sample::select(ODD);
        let all = self.any(proptest::collection::vec(odd, 0..12));
        all.into_iter().collect()
    }

    pub(crate) fn text(&mut self) -> String {
        let text = self.string();
        self.keep("text", text.as_str());
        text
    }

    /// A key in a segment of its own.
    pub(crate) fn segment(&mut self) -> String {
        let text = format!("k{}", self.string());
        self.keep("segment", text.as_str());
        text
    }

    /// A phrase to search for, in its quotes. A backslash is a letter by the grammar, and an escape for some services.
    pub(crate) fn phrase(&mut self) -> String {
        let text = format!("p{}", self.string().replace(['"', '\\'], ""));
        self.keep("phrase", text.as_str());
        format!("\"{text}\"")
    }

    pub(crate) fn whole<T: Arbitrary + ToString + Copy>(&mut self) -> T {
        let number = self.any(any::<T>());
        self.keep("whole", number.to_string());
        number
    }

    pub(crate) fn flag(&mut self) -> bool {
        let flag = self.any(any::<bool>());
        self.keep("boolean", flag.to_string());
        flag
    }

    pub(crate) fn double(&mut self) -> f64 {
        let number = match self.below(2) {
            0 => f64::from(self.any(-1000..1000_i32)) / 8.0,
            _ => self.any(proptest::num::f64::ANY),
        };
        self.keep("double", bits(number.is_nan(), &number.to_be_bytes()));
        number
    }

    pub(crate) fn single(&mut self) -> f32 {
        let number = self.any(proptest::num::f32::ANY);
        self.keep("single", bits(number.is_nan(), &number.to_be_bytes()));
        number
    }

    pub(crate) fn decimal(&mut self) -> Decimal {
        let digits = self.any(any::<u64>()).to_string();
        let (places, power) = (self.any(1..digits.len().max(2)), self.any(-400..400_i64));
        let sign = if self.below(2) == 0 { "-" } else { "" };
        let (before, after) = digits.split_at(digits.len().saturating_sub(places).max(1));
        let fraction = if after.is_empty() {
            String::new()
        } else {
            format!(".{after}")
        };
        let (exponent, power) = match self.below(2) {
            0 => (String::new(), 0),
            _ => (format!("e{power:+}"), power),
        };
        let short = digits.trim_end_matches('0');
        let moved = i64::try_from(digits.len() - short.len()).unwrap();
        let scale = i64::try_from(after.len()).unwrap();
        let same = if short.is_empty() {
            "0".to_owned()
        } else {
            format!("{sign}{short}e{}", power + moved - scale)
        };
        self.keep("decimal", same);
        format!("{sign}{before}{fraction}{exponent}")
            .parse()
            .unwrap()
    }

    pub(crate) fn guid(&mut self) -> Guid {
        let guid = Guid::from_u128(self.any(any::<u128>()));
        self.keep("guid", guid.to_string());
        guid
    }

    fn date_parts(&mut self) -> (Date, String) {
        let year = match self.below(3) {
            0 => self.any(-9999..=9999_i16),
            _ => self.any(1900..2100_i16),
        };
        let (month, day) = (self.any(1..=12_i8), self.any(1..=28_i8));
        let same = format!("{year}/{month}/{day}");
        (Date::constant(year, month, day), same)
    }

    pub(crate) fn date(&mut self) -> Date {
        let (date, same) = self.date_parts();
        self.keep("date", same);
        date
    }

    fn time_parts(&mut self) -> (TimeOfDay, String) {
        let (hour, minute) = (self.any(0..24_i8), self.any(0..60_i8));
        let second = self.any(0..60_i8);
        let nanosecond = match self.below(2) {
            0 => 0,
            _ => self.any(0..1_000_000_000),
        };
        let fraction = format!("{nanosecond:09}");
        let fraction = fraction.trim_end_matches('0');
        let same = format!("{hour}:{minute}:{second}:{fraction}");
        (TimeOfDay::constant(hour, minute, second, nanosecond), same)
    }

    pub(crate) fn time(&mut self) -> TimeOfDay {
        let (time, same) = self.time_parts();
        self.keep("time", same);
        time
    }

    pub(crate) fn moment(&mut self) -> DateTimeOffset {
        let ((date, day), (time, clock)) = (self.date_parts(), self.time_parts());
        let minutes = match self.below(2) {
            0 => 0,
            _ => self.any(-839..840_i32),
        };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let sign = if minutes < 0 { '-' } else { '+' };
        let zone = match minutes {
            0 => "Z".to_owned(),
            _ => format!("{sign}{hours:02}:{rest:02}"),
        };
        self.keep("moment", format!("{day} {clock} {zone}"));
        let (year, month, of_month) = (date.year(), date.month(), date.day());
        let sign = if year < 0 { "-" } else { "" };
        let year = year.unsigned_abs();
        let text = format!("{sign}{year:04}-{month:02}-{of_month:02}T{time}{zone}");
        text.parse().unwrap()
    }

    pub(crate) fn duration(&mut self) -> Duration {
        let seconds = self.any(-1_000_000_000_000..1_000_000_000_000_i64);
        let nanoseconds = match self.below(2) {
            0 => 0,
            _ => self.any(0..1_000_000_000_i64),
        };
        let total =
            i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds * seconds.signum());
        self.keep("duration", total.to_string());
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        format!("{sign}PT{seconds}.{nanoseconds:09}S")
            .parse()
            .unwrap()
    }

    pub(crate) fn binary(&mut self) -> Binary {
        let bytes = self.any(proptest::collection::vec(any::<u8>(), 0..10));
        self.keep("binary", hex(&bytes));
        Binary::from(bytes)
    }

    /// Keeps members of an enumeration, in the order of their names.
    fn keep_members(&mut self, type_name: &str, mut members: Vec<&str>) {
        members.sort_unstable();
        let type_name = if self.short { "" } else { type_name };
        let members = match members.as_slice() {
            [] => "0".to_owned(),
            some => some.join(","),
        };
        self.keep("member", format!("{type_name} {members}"));
    }

    pub(crate) fn colour(&mut self) -> Colour {
        let colour = self.any(proptest::sample::select(Colour::MEMBERS));
        self.keep_members("garden.Colour", vec![colour.as_str()]);
        colour
    }

    pub(crate) fn seasons(&mut self) -> Flags<Season> {
        let all = Season::MEMBERS.len();
        let seasons = self.any(proptest::sample::subsequence(Season::MEMBERS, 0..=all));
        let names = seasons.iter().map(Enumeration::as_str).collect();
        self.keep_members("garden.Season", names);
        seasons.into_iter().collect()
    }

    /// Up to three values.
    pub(crate) fn several<T>(&mut self, one: fn(&mut Self) -> T) -> Vec<T> {
        let count = self.below(4);
        (0..count).map(|_| one(self)).collect()
    }

    /// Strings for a list that is sent as JSON, not kept.
    pub(crate) fn strings(&mut self) -> Vec<String> {
        let count = self.below(4);
        (0..count).map(|_| self.string()).collect()
    }

    /// A number for JSON, not kept.
    pub(crate) fn number(&mut self) -> i32 {
        self.any(any::<i32>())
    }

    /// Members for a list that is sent as JSON, not kept.
    pub(crate) fn colours(&mut self) -> Vec<Colour> {
        let all = Colour::MEMBERS.len();
        self.any(proptest::sample::subsequence(Colour::MEMBERS, 0..=all))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A float by its bits: texts of floats differ from language to language.
fn bits(nan: bool, bytes: &[u8]) -> String {
    if nan { "NaN".to_owned() } else { hex(bytes) }
}
