//! Bytes as the JSON of a reply: refused in words, or read and written back so that nothing is lost on the way.

use std::fmt::Debug;

use communications::call_records::CallRecord;
use communications::models::{
    AnyCommsOperation, AnyMediaConfig, AnyMeetingInfo, AnyPrompt, Call, CommsOperation,
    IdentitySet, OnlineMeeting, Presence,
};
use odata_client::{
    Binary, Change, Date, DateTimeOffset, Decimal, Duration, Extra, Field, Guid, Json, Model, Page,
    TimeOfDay,
    codegen::{Place, Visit},
    error::DecodeError,
    from_json, to_json,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A model with a property of every primitive type.
#[derive(Clone, Default)]
pub struct Sample {
    text: Option<String>,
    flag: Option<bool>,
    byte: Option<u8>,
    small: Option<i8>,
    short: Option<i16>,
    int: Option<i32>,
    long: Option<i64>,
    single: Option<f32>,
    double: Option<f64>,
    decimal: Option<Decimal>,
    guid: Option<Guid>,
    date: Option<Date>,
    time: Option<TimeOfDay>,
    moment: Option<DateTimeOffset>,
    duration: Option<Duration>,
    binary: Option<Binary>,
    any: Option<Json>,
    texts: Vec<String>,
    gaps: Option<Vec<Option<i32>>>,
    inner: Option<Box<Sample>>,
    inners: Option<Vec<Sample>>,
    extra: Extra,
}

macro_rules! properties {
    ($($name:literal $field:ident)*) => {
        impl Model for Sample {
            fn slot(&mut self, name: &str) -> Place<'_> {
                Place::Declared(match name {
                    $($name => &mut self.$field,)*
                    _ => return Place::Extra(&mut self.extra),
                })
            }

            fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
                $(visit.property($name, self.$field.view());)*
            }

            fn extra(&self) -> &Extra {
                &self.extra
            }
        }
    };
}

properties! {
    "text" text "flag" flag "byte" byte "small" small "short" short "int" int "long" long "single" single
    "double" double "decimal" decimal "guid" guid "date" date "time" time "moment" moment
    "duration" duration "binary" binary "any" any "texts" texts "gaps" gaps "inner" inner "inners" inners
}
odata_client::codegen::model!(Sample, "fuzz.sample");

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let json: Option<Json> = serde_json::from_slice(bytes).ok();
    let json = json.as_ref();
    read_with_serde::<Sample>(bytes, json);
    read_with_serde::<Call>(bytes, json);
    read_with_serde::<OnlineMeeting>(bytes, json);
    read_with_serde::<Presence>(bytes, json);
    read_with_serde::<CallRecord>(bytes, json);
    read_with_serde::<AnyMediaConfig>(bytes, json);
    read_with_serde::<CommsOperation>(bytes, json);
    read_with_serde::<IdentitySet>(bytes, json);
    derived(bytes);
    read_with_serde::<AnyMeetingInfo>(bytes, json);
    read::<Vec<AnyPrompt>>(bytes, json);
    read::<Vec<Sample>>(bytes, json);
    if let Ok(page) = read_model::<Page<Sample>>(bytes, json) {
        changes(&page.extra);
    }
    drop(read_model::<Page<AnyPrompt>>(bytes, json));
    read::<Json>(bytes, json);
}

/// A value by its own type is written as the value that it was made of.
fn derived(bytes: &[u8]) {
    let Ok(operation) = from_json::<CommsOperation>(bytes) else {
        return;
    };
    // A property of the derived type may not fit.
    let Ok(any) = operation.derived() else { return };
    let back = match any {
        AnyCommsOperation::RecordOperation(it) => (*it).into(),
        AnyCommsOperation::PlayPromptOperation(it) => (*it).into(),
        AnyCommsOperation::CommsOperation(it) => *it,
        _ => return,
    };
    let again = from_json::<CommsOperation>(&to_json(&back));
    assert_eq!(again.ok(), Some(back));
}

/// Changes within what a reply has beside its declared properties.
fn changes(extra: &Extra) {
    for (name, _) in extra.iter() {
        let Some(property) = name.strip_suffix("@delta") else {
            continue;
        };
        match extra.changes::<Sample>(property) {
            Err(error) => check_error(&error, None),
            Ok(changes) => {
                for change in &changes {
                    if let Change::Removed(removed) = change {
                        assert!(removed.extra.get("@removed").is_none());
                    }
                }
            }
        }
    }
}

fn read<T: Field + Debug>(bytes: &[u8], json: Option<&Json>) {
    match from_json::<T>(bytes) {
        Err(error) => check_error(&error, json),
        Ok(value) => {
            let written = to_json(&value);
            let again = from_json::<T>(&written);
            let again = again.unwrap_or_else(|error| panic!("{error}: {}", shown(&written)));
            assert_eq!(shown(&to_json(&again)), shown(&written));
            assert_eq!(format!("{again:?}"), format!("{value:?}"));
        }
    }
}

/// As [`read`], for what is a model but no field.
fn read_model<T: Model + Default + Debug + PartialEq>(
    bytes: &[u8],
    json: Option<&Json>,
) -> Result<T, DecodeError> {
    let mut value = T::default();
    let result = odata_client::codegen::read_model(bytes, &mut value);
    match result {
        Err(error) => {
            check_error(&error, json);
            Err(error)
        }
        Ok(()) => Ok(value),
    }
}

/// As [`read`]; and serde, in whatever format, reads and writes the same.
fn read_with_serde<T: Field + Debug + Serialize + DeserializeOwned>(
    bytes: &[u8],
    json: Option<&Json>,
) {
    read::<T>(bytes, json);
    let ours = from_json::<T>(bytes);
    let theirs = serde_json::from_slice::<T>(bytes);
    // Services that begin with a byte order mark, and values that cannot be held, are understood by ours alone.
    if json.is_some() && !bytes.starts_with(b"\xef\xbb\xbf") {
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{ours:?} {theirs:?}");
    }
    let (Ok(value), true) = (ours, json.is_some()) else {
        return;
    };
    names_are_kept(json, &value);
    let written = serde_json::to_vec(&value);
    let written = written.unwrap_or_else(|error| panic!("{error}: {value:?}"));
    let again = from_json::<T>(&written);
    let again = again.unwrap_or_else(|error| panic!("{error}: {}", shown(&written)));
    // As numbers: by serde, digits that a float does not keep are lost.
    let [again, value] =
        [&again, &value].map(|value| serde_json::from_slice::<Json>(&to_json(value)));
    assert_eq!(again.ok(), value.ok());
}

/// Whatever was there is there when it is written back, unless it was null.
fn names_are_kept(json: Option<&Json>, value: &dyn Field) {
    let Some(Json::Object(before)) = json else {
        return;
    };
    let after: Json = serde_json::from_slice(&to_json(value)).unwrap_or_default();
    for (name, _) in before.iter().filter(|(_, value)| !value.is_null()) {
        assert!(
            after.get(name).is_some() || name == "@type",
            "{name} is lost: {after}"
        );
    }
}

/// A message names a place that is there, and has nothing that a terminal would obey.
fn check_error(error: &DecodeError, json: Option<&Json>) {
    let text = error.to_string();
    assert!(!text.is_empty());
    assert!(!text.chars().any(char::is_control), "{text:?}");
    if json.is_none() && error.path().is_empty() {
        return;
    }
    assert!(text.len() > error.path().len(), "{text:?}");
}

fn shown(json: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(json)
}
