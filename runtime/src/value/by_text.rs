//! Values read from their text. In: the JSON text of one value, which quick reading did not hold. Out: a field with the
//! value, or the nearest to it; what the field cannot hold, to be kept as text.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess};
use serde_json::value::RawValue;

use super::model::extra_mut;
use super::seeds::FieldSeed;
use super::trail::{Digits, Trail};
use super::unheld::{has_unheld, read_held};
use super::{Field, Json, Model, Slot, Token, View};

/// The text of a declared property's value, to be kept with the model.
pub(super) enum Kept<'de> {
    /// The field has nothing.
    Alone(&'de RawValue),
    /// The field, which takes any JSON, has this, the nearest value.
    Beside(&'de RawValue, Json),
}

/// Reads the value of a declared property from its text, so that one which cannot be held, such as half a
/// surrogate pair or a number beyond a float, costs this property alone.
#[cold]
pub(super) fn read_by_text<'de, A: MapAccess<'de>>(
    field: &mut dyn Field,
    name: &str,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Option<Kept<'de>>, A::Error> {
    let text: &'de RawValue = map.next_value()?;
    let result = if !has_unheld(text.get().as_bytes()) {
        // As quick as ever where there is nothing to look out for.
        trail.digits = Digits::Rounded;
        let result = read_text(field, text, trail);
        trail.digits = Digits::Asked;
        result
    } else if takes_json(field) {
        read_nearest(field, text, trail)
    } else {
        read_or_keep(field, name, text, trail)
    };
    result.map_err(|error| {
        trail.leave(name);
        Error::custom(error)
    })
}

/// Reads a value that may have something in it that cannot be held.
fn read_or_keep<'de>(
    field: &mut dyn Field,
    name: &str,
    text: &'de RawValue,
    trail: &mut Trail,
) -> serde_json::Result<Option<Kept<'de>>> {
    /// Around each value that is read so, the limit of `serde_json` begins anew.
    const DEPTH: usize = 100;
    let place = trail.place();
    let is_lossy = std::mem::take(&mut trail.is_lossy);
    trail.depth += 1;
    let mut result = if trail.depth > DEPTH {
        Err(trail.fail("values that nest less deep", &Token::Object))
    } else {
        read_text(field, text, trail)
    };
    // Not a value of the wrong kind, but one that cannot be held. Control information is needed whole.
    if result.is_err() && trail.failure.is_none() && !name.starts_with('@') {
        trail.recover(place);
        if field.put(Token::Null).is_ok() && matches!(field.view(), View::Null) {
            result = Ok(Some(Kept::Alone(text)));
        } else if trail.depth == 1 {
            // Once, so that values in values are not read twice, four times and so on.
            trail.is_lossy = true;
            result = read_text(field, text, trail);
        }
    }
    trail.depth -= 1;
    trail.is_lossy = is_lossy;
    result
}

fn read_text<'de>(
    field: &mut dyn Field,
    text: &'de RawValue,
    trail: &mut Trail,
) -> serde_json::Result<Option<Kept<'de>>> {
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

/// Reads a value of any JSON, or a list of such.
fn read_nearest<'de>(
    field: &mut dyn Field,
    text: &'de RawValue,
    trail: &mut Trail,
) -> serde_json::Result<Option<Kept<'de>>> {
    let (value, is_exact) = read_held(text.get())?;
    let nearest = (!is_exact).then(|| value.clone());
    if fill(field, value) {
        return Ok(nearest.map(|nearest| Kept::Beside(text, nearest)));
    }
    // The error of a value that does not fit.
    read_text(field, text, trail)
}

/// Keeps the JSON of a declared property that its type cannot hold.
#[cold]
pub(super) fn keep<E: Error>(
    model: &mut dyn Model,
    name: &str,
    kept: Kept<'_>,
    trail: &mut Trail,
) -> Result<(), E> {
    let extra = extra_mut(model);
    let text = match kept {
        Kept::Alone(text) => text,
        Kept::Beside(text, nearest) => {
            // Where nothing is kept, the nearest value must do, as for any JSON that is read by itself.
            if let Some(extra) = extra {
                extra.keep_beside(name, text.get(), nearest);
            }
            return Ok(());
        }
    };
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

/// Whether a field takes any JSON, so that there is no property of its own to keep its text under.
pub(super) fn holds_json(field: &mut dyn Field) -> bool {
    matches!(field.put(Token::Object), Ok(Slot::Json(_)))
}

/// Whether a field takes any JSON, or is a list of such.
fn takes_json(field: &mut dyn Field) -> bool {
    if holds_json(field) {
        return true;
    }
    let Ok(Slot::List(list)) = field.put(Token::Array) else {
        return false;
    };
    match list.put(Token::Item) {
        Ok(Slot::Item(item)) => takes_json(item),
        _ => false,
    }
}

/// Puts a value into a field that takes any JSON, or is a list of such. False: it does not take this one.
fn fill(field: &mut dyn Field, value: Json) -> bool {
    let items = match value {
        Json::Null => return field.put(Token::Null).is_ok(),
        Json::Array(items) => items,
        value => {
            return match field.put(Token::Object) {
                Ok(Slot::Json(json)) => {
                    *json = value;
                    true
                }
                _ => false,
            };
        }
    };
    match field.put(Token::Array) {
        Ok(Slot::Json(json)) => {
            *json = Json::Array(items);
            true
        }
        Ok(Slot::List(list)) => items.into_iter().all(|value| match list.put(Token::Item) {
            Ok(Slot::Item(item)) => fill(item, value),
            _ => false,
        }),
        _ => false,
    }
}

/// Reads a field that takes any JSON from its text, as near as it can be held.
pub(super) fn read_json<'de, D: Deserializer<'de>>(
    field: &mut dyn Field,
    deserializer: D,
) -> Result<(), D::Error> {
    let text = <&RawValue>::deserialize(deserializer)?;
    let (value, _) = read_held(text.get()).map_err(D::Error::custom)?;
    fill(field, value);
    Ok(())
}

/// Reads an item of a list that has no null: a string with U+FFFD for half a surrogate pair.
pub(super) fn read_lossy(
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
