//! The parts of the shared reader. In: values of a deserializer, one at a time. Out: fields that took them;
//! where one did not, the way to it in the trail.

mod item;
mod variant;

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use item::ItemSeed;
use variant::read_variant;

use super::by_text::{self, Kept, read_by_text};
use super::links::ObjectLinks;
use super::names::KeySeed;
use super::trail::{Digits, Step, Trail};
use super::undeclared::{has_float, read_undeclared};
use super::unheld::read_held;
use super::union::{take_text, take_value};
use super::{Field, Json, Model, Place, Slot, Token};

/// The key under which `serde_json` hands over numbers when its `arbitrary_precision` is on.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Reads an object into a model.
pub(super) struct ModelSeed<'a> {
    pub(super) model: &'a mut dyn Model,
    pub(super) trail: &'a mut Trail,
}

impl<'de> DeserializeSeed<'de> for ModelSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ModelSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_properties(self.model, map, self.trail)
    }
}

fn read_properties<'de, A: MapAccess<'de>>(
    model: &mut dyn Model,
    mut map: A,
    trail: &mut Trail,
) -> Result<(), A::Error> {
    let mut links = ObjectLinks::begin(&mut trail.links);
    let by_text = trail.digits == Digits::Asked;
    loop {
        let seed = KeySeed {
            model: &mut *model,
            by_text,
        };
        let Some((place, name)) = map.next_key_seed(seed)? else {
            break;
        };
        match place {
            Place::Declared(field) => {
                if let Some(kept) = read_declared(field, &name, &mut map, trail)? {
                    by_text::keep(model, &name, kept, trail)?;
                }
            }
            Place::Extra(extra) => {
                if let Some(value) = read_undeclared(&name, &mut map, trail)? {
                    value.put(extra, &*name);
                    links.note(&name, extra, &mut trail.links);
                }
            }
        }
    }
    links.end(model, &mut trail.links);
    Ok(())
}

/// Reads the value of a declared property. Gives its JSON back where its type cannot hold it.
#[inline]
fn read_declared<'de, A: MapAccess<'de>>(
    field: &mut dyn Field,
    name: &str,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Option<Kept<'de>>, A::Error> {
    if trail.digits == Digits::Asked {
        return read_by_text(field, name, map, trail);
    }
    let seed = FieldSeed {
        field,
        trail: &mut *trail,
    };
    let error = match map.next_value_seed(seed) {
        Ok(true) => return Ok(None),
        Ok(false) => trail.refused("a value"),
        Err(error) => error,
    };
    trail.leave(name);
    Err(error)
}

/// Reads a value into a field. False: it was null, and the field has no null.
pub(super) struct FieldSeed<'a> {
    pub(super) field: &'a mut dyn Field,
    pub(super) trail: &'a mut Trail,
}

impl FieldSeed<'_> {
    pub(super) fn scalar<E: Error>(self, token: Token<'_>) -> Result<bool, E> {
        match self.field.put(token) {
            Ok(Slot::Digits) => {
                self.trail.rounded();
                Ok(true)
            }
            Ok(_) => Ok(true),
            Err(_) if token == Token::Null => Ok(false),
            Err(mismatch) => Err(self.trail.fail(mismatch.expected, &token)),
        }
    }

    /// Reads a number by its text; anything else as always. Only while JSON is read.
    fn digits<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        if text
            .get()
            .starts_with(|first: char| first == '-' || first.is_ascii_digit())
        {
            return self.scalar(Token::Str(text.get()));
        }
        serde_json::Deserializer::from_str(text.get())
            .deserialize_any(self)
            .map_err(D::Error::custom)
    }

    /// An object where none fits: a number in disguise, or an error.
    fn number<'de, A: MapAccess<'de>>(
        self,
        expected: &'static str,
        mut map: A,
    ) -> Result<bool, A::Error> {
        if map.next_key::<Cow<'_, str>>()?.as_deref() != Some(NUMBER_KEY) {
            return Err(self.trail.fail(expected, &Token::Object));
        }
        let text: String = map.next_value()?;
        self.scalar(match (text.parse(), text.parse()) {
            (Ok(number), _) => Token::Int(number),
            (_, Ok(number)) => Token::UInt(number),
            _ => Token::Float(text.parse().map_err(A::Error::custom)?),
        })
    }
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        if self.trail.digits == Digits::Asked {
            if matches!(self.field.put(Token::Digits), Ok(Slot::Digits)) {
                return self.digits(deserializer);
            }
            if let Ok(Slot::Union(union)) = self.field.put(Token::Object) {
                let text = Box::<RawValue>::deserialize(deserializer)?;
                let (nearest, _) = read_held(text.get()).map_err(D::Error::custom)?;
                take_text(union, text.get(), nearest);
                return Ok(true);
            }
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FieldSeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.scalar(Token::Null)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        self.scalar(Token::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.scalar(Token::Bool(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<bool, E> {
        self.scalar(Token::Int(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<bool, E> {
        self.scalar(i64::try_from(number).map_or(Token::UInt(number), Token::Int))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<bool, E> {
        self.scalar(Token::Float(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        self.scalar(Token::Str(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let trail = self.trail;
        let list = match self.field.put(Token::Array) {
            Ok(Slot::List(list)) => list,
            Ok(Slot::Json(json)) => {
                *json = Json::deserialize(SeqAccessDeserializer::new(seq))?;
                return Ok(note_digits(json, trail));
            }
            Ok(Slot::Union(union)) => {
                let value = Json::deserialize(SeqAccessDeserializer::new(seq))?;
                note_digits(&value, trail);
                take_value(union, value);
                return Ok(true);
            }
            Ok(_) => return Err(trail.fail("no list", &Token::Array)),
            Err(mismatch) => return Err(trail.fail(mismatch.expected, &Token::Array)),
        };
        for index in 0.. {
            match seq.next_element_seed(ItemSeed {
                list: &mut *list,
                trail: &mut *trail,
            }) {
                Ok(Some(())) => {}
                Ok(None) => break,
                Err(error) => {
                    trail.steps.push(Step::Index(index));
                    return Err(error);
                }
            }
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        let expected = match self.field.put(Token::Object) {
            Ok(Slot::Model(model)) => {
                return read_properties(model, map, self.trail).map(|()| true);
            }
            Ok(Slot::Polymorphic(variant)) => {
                return read_variant(variant, map, self.trail).map(|()| true);
            }
            Ok(Slot::Json(json)) => {
                *json = Json::deserialize(MapAccessDeserializer::new(map))?;
                return Ok(note_digits(json, self.trail));
            }
            Ok(Slot::Union(union)) => {
                let value = Json::deserialize(MapAccessDeserializer::new(map))?;
                note_digits(&value, self.trail);
                take_value(union, value);
                return Ok(true);
            }
            Ok(_) => "no object",
            Err(mismatch) => mismatch.expected,
        };
        self.number(expected, map)
    }
}

/// Any JSON was read, whose floats may have been rounded. Gives that it fits.
fn note_digits(json: &Json, trail: &mut Trail) -> bool {
    if has_float(json) {
        trail.rounded();
    }
    true
}
