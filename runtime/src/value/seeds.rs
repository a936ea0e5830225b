//! The parts of the shared reader. In: values of a deserializer, one at a time. Out: fields that took them;
//! where one did not, the way to it in the trail.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::model::extra_mut;
use super::polymorphic::{named_type, tells_type};
use super::trail::{Digits, Step, Trail};
use super::unheld::{has_unheld, read_held};
use super::{Extra, Field, Json, Model, Place, Slot, Token, Variant, View, to_json_of};

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
    while let Some((place, name)) = map.next_key_seed(KeySeed(&mut *model))? {
        match place {
            Place::Declared(field) => {
                if let Some(text) = read_declared(field, &name, &mut map, trail)? {
                    keep_text(model, &name, text, trail)?;
                }
            }
            Place::Extra(extra) => {
                if let Some(value) = read_undeclared(&name, &mut map, trail)? {
                    value.put(extra, name);
                }
            }
        }
    }
    Ok(())
}

/// Reads the value of a declared property. Gives its JSON back where its type cannot hold it.
#[inline]
fn read_declared<'de, A: MapAccess<'de>>(
    field: &mut dyn Field,
    name: &str,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Option<&'de RawValue>, A::Error> {
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

/// Reads the value of a declared property from its text, so that one which cannot be held, such as half a
/// surrogate pair or a number beyond a float, costs this property alone.
#[cold]
fn read_by_text<'de, A: MapAccess<'de>>(
    field: &mut dyn Field,
    name: &str,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Option<&'de RawValue>, A::Error> {
    /// Around each value that is read so, the limit of `serde_json` begins anew.
    const DEPTH: usize = 100;
    let text: &'de RawValue = map.next_value()?;
    let steps = trail.steps.len();
    if !has_unheld(text.get().as_bytes()) {
        // As quick as ever where there is nothing to look out for.
        trail.digits = Digits::Rounded;
        let result = read_text(field, text, trail);
        trail.digits = Digits::Asked;
        return result.map_err(|error| {
            trail.leave(name);
            Error::custom(error)
        });
    }
    let is_lossy = std::mem::take(&mut trail.is_lossy);
    trail.depth += 1;
    let mut result = if trail.depth > DEPTH {
        Err(trail.fail("values that nest less deep", &Token::Object))
    } else {
        read_text(field, text, trail)
    };
    // Not a value of the wrong kind, but one that cannot be held. Control information is no use without.
    if result.is_err() && trail.failure.is_none() && !name.starts_with('@') {
        trail.recover(steps);
        if field.put(Token::Null).is_ok() && matches!(field.view(), View::Null) {
            result = Ok(Some(text));
        } else if trail.depth == 1 {
            // Once, so that values in values are not read twice, four times and so on.
            trail.is_lossy = true;
            result = read_text(field, text, trail);
        }
    }
    trail.depth -= 1;
    trail.is_lossy = is_lossy;
    result.map_err(|error| {
        trail.leave(name);
        Error::custom(error)
    })
}

fn read_text<'de>(
    field: &mut dyn Field,
    text: &'de RawValue,
    trail: &mut Trail,
) -> serde_json::Result<Option<&'de RawValue>> {
    let seed = FieldSeed {
        field,
        trail: &mut *trail,
    };
    match seed.deserialize(&mut serde_json::Deserializer::from_str(text.get())) {
        Ok(true) => Ok(None),
        Ok(false) => Err(trail.refused("a value")),
        Err(error) => Err(error),
    }
}

/// Keeps the JSON of a declared property that its type cannot hold.
#[cold]
fn keep_text<E: Error>(
    model: &mut dyn Model,
    name: &str,
    text: &RawValue,
    trail: &mut Trail,
) -> Result<(), E> {
    let extra = extra_mut(model);
    let kept = extra.map(|extra| extra.keep(name.to_owned(), text.get()));
    match kept {
        Some(Ok(())) => Ok(()),
        Some(Err(error)) => {
            trail.leave(name);
            Err(E::custom(error))
        }
        None => {
            trail.leave(name);
            let expected = "a text without half a surrogate pair, or a number of 64 bits";
            Err(trail.fail(expected, &Token::Str(text.get())))
        }
    }
}

/// Whether some number in a value may have been rounded.
fn has_float(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().any(has_float),
        Json::Object(members) => members.values().any(has_float),
        value => value.is_f64(),
    }
}

/// The value of a property that is not declared.
enum Undeclared<'de> {
    Value(Json),
    Text(&'de RawValue),
}

impl Undeclared<'_> {
    fn put(self, extra: &mut Extra, name: impl Into<String>) {
        match self {
            Self::Value(value) => {
                extra.insert(name, value);
            }
            // It has been read already.
            Self::Text(text) => extra.keep(name.into(), text.get()).unwrap_or_default(),
        }
    }

    fn as_str(&self) -> Option<&str> {
        match self {
            Self::Value(value) => value.as_str(),
            Self::Text(_) => None,
        }
    }
}

/// Reads the value of a property that is not declared. A null says no more than the property's absence, and
/// kept it would be sent as a property to be cleared.
fn read_undeclared<'de, A: MapAccess<'de>>(
    name: &str,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Option<Undeclared<'de>>, A::Error> {
    let value = if trail.digits == Digits::Asked {
        let text: &'de RawValue = map.next_value()?;
        match read_held(text.get()) {
            Ok((value, true)) => Ok(Undeclared::Value(value)),
            Ok((_, false)) => Ok(Undeclared::Text(text)),
            Err(error) => Err(A::Error::custom(error)),
        }
    } else {
        map.next_value::<Json>().map(|value| {
            if has_float(&value) {
                trail.rounded();
            }
            Undeclared::Value(value)
        })
    };
    match value {
        Ok(Undeclared::Value(Json::Null)) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            trail.leave(name);
            Err(error)
        }
    }
}

/// Reads an object whose type is told by one of its properties. What stands before that property is
/// read into the declared type, all of whose properties a derived type has, and then moved.
fn read_variant<'de, A: MapAccess<'de>>(
    variant: &mut dyn Variant,
    mut map: A,
    trail: &mut Trail,
) -> Result<(), A::Error> {
    let mut is_empty = true;
    let mut is_chosen = false;
    while let Some((place, name)) = map.next_key_seed(KeySeed(&mut *variant))? {
        if let Place::Declared(field) = place {
            if let Some(text) = read_declared(field, &name, &mut map, trail)? {
                keep_text(variant, &name, text, trail)?;
            }
            is_empty = false;
            continue;
        }
        let Some(value) = read_undeclared(&name, &mut map, trail)? else {
            is_empty = false;
            continue;
        };
        if let (Some(text), false, true) = (value.as_str(), is_chosen, tells_type(&name)) {
            is_chosen = true;
            let before = (!is_empty).then(|| to_json_of(&*variant));
            if variant.become_type(named_type(text))
                && let Some(json) = before
            {
                move_in(&json, variant, trail)?;
            }
            // The variant tells its type itself.
            if name == super::polymorphic::TYPE && variant.tag().is_some_and(|tag| tag.0 == text) {
                if let Some(extra) = extra_mut(variant) {
                    extra.remove(&name);
                }
                continue;
            }
        }
        is_empty = false;
        if let Some(extra) = extra_mut(variant) {
            value.put(extra, name);
        }
    }
    Ok(())
}

/// Reads what the declared type has taken into the derived type.
fn move_in<E: Error>(json: &[u8], model: &mut dyn Model, trail: &mut Trail) -> Result<(), E> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    ModelSeed { model, trail }
        .deserialize(&mut deserializer)
        .map_err(E::custom)
}

/// Finds the place of a name while the name is still borrowed from the input.
struct KeySeed<'a>(&'a mut dyn Model);

impl<'a, 'de> DeserializeSeed<'de> for KeySeed<'a> {
    type Value = (Place<'a>, Cow<'de, str>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a, 'de> Visitor<'de> for KeySeed<'a> {
    type Value = (Place<'a>, Cow<'de, str>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok((self.0.slot(name), Cow::Owned(name.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok((self.0.slot(name), Cow::Borrowed(name)))
    }
}

/// Reads a value into a field. False: it was null, and the field has no null.
pub(super) struct FieldSeed<'a> {
    pub(super) field: &'a mut dyn Field,
    pub(super) trail: &'a mut Trail,
}

impl FieldSeed<'_> {
    fn scalar<E: Error>(self, token: Token<'_>) -> Result<bool, E> {
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
        if self.trail.digits == Digits::Asked
            && matches!(self.field.put(Token::Digits), Ok(Slot::Digits))
        {
            return self.digits(deserializer);
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
            Ok(Slot::Variant(variant)) => {
                return read_variant(variant, map, self.trail).map(|()| true);
            }
            Ok(Slot::Json(json)) => {
                *json = Json::deserialize(MapAccessDeserializer::new(map))?;
                return Ok(true);
            }
            Ok(_) => "no object",
            Err(mismatch) => mismatch.expected,
        };
        self.number(expected, map)
    }
}

/// Whether a field takes any JSON, so that there is no property of its own to keep its text under.
pub(super) fn holds_json(field: &mut dyn Field) -> bool {
    matches!(field.put(Token::Object), Ok(Slot::Json(_)))
}

/// Reads a field that takes any JSON from its text, as near as it can be held.
pub(super) fn read_json<'de, D: Deserializer<'de>>(
    field: &mut dyn Field,
    deserializer: D,
) -> Result<(), D::Error> {
    let text = <&RawValue>::deserialize(deserializer)?;
    let (value, _) = read_held(text.get()).map_err(D::Error::custom)?;
    if value.is_null() && field.put(Token::Null).is_ok() {
        return Ok(());
    }
    if let Ok(Slot::Json(json)) = field.put(Token::Object) {
        *json = value;
    }
    Ok(())
}

/// Reads an item of a list that has no null: a string with U+FFFD for half a surrogate pair.
fn read_lossy(
    field: &mut dyn Field,
    text: &RawValue,
    trail: &mut Trail,
) -> serde_json::Result<bool> {
    let seed = FieldSeed {
        field: &mut *field,
        trail: &mut *trail,
    };
    let result = seed.deserialize(&mut serde_json::Deserializer::from_str(text.get()));
    if result.is_ok() || trail.failure.is_some() {
        return result;
    }
    match read_held(text.get())? {
        (Json::String(held), _) => FieldSeed { field, trail }.scalar(Token::Str(&held)),
        _ => result,
    }
}

/// Reads one item of a list; items that are null are dropped where the item has no null.
struct ItemSeed<'a> {
    list: &'a mut dyn Field,
    trail: &'a mut Trail,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Ok(Slot::Item(field)) = self.list.put(Token::Item) else {
            return Err(self.trail.fail("no item", &Token::Item));
        };
        if self.trail.digits == Digits::Asked && holds_json(field) {
            return read_json(field, deserializer);
        }
        let fits = if self.trail.is_lossy {
            let text = <&RawValue>::deserialize(deserializer)?;
            read_lossy(field, text, self.trail).map_err(D::Error::custom)?
        } else {
            let trail = self.trail;
            FieldSeed { field, trail }.deserialize(deserializer)?
        };
        if !fits && self.list.put(Token::DropItem).is_err() {
            return Err(D::Error::custom("a list does not let go of an item"));
        }
        Ok(())
    }
}
