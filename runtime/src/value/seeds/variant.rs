//! Objects of polymorphic types. In: properties, one of which tells the type. Out: a value of that type.

use serde::de::{DeserializeSeed, Error, MapAccess};

use super::{ModelSeed, read_declared};
use crate::value::links::ObjectLinks;
use crate::value::model::extra_mut;
use crate::value::names::KeySeed;
use crate::value::polymorphic::{TYPE, named_type, tells_type};
use crate::value::trail::{Digits, Trail};
use crate::value::undeclared::read_undeclared;
use crate::value::{DynPolymorphic, Model, Place, by_text, to_json_of};

/// Reads an object whose type is told by one of its properties. What stands before that property is
/// read into the declared type, all of whose properties a derived type has, and then moved.
pub(super) fn read_variant<'de, A: MapAccess<'de>>(
    variant: &mut dyn DynPolymorphic,
    mut map: A,
    trail: &mut Trail,
) -> Result<(), A::Error> {
    let mut is_empty = true;
    let mut is_chosen = false;
    let mut links = ObjectLinks::begin(&mut trail.links);
    let by_text = trail.digits == Digits::Asked;
    loop {
        let seed = KeySeed {
            model: &mut *variant,
            by_text,
        };
        let Some((place, name)) = map.next_key_seed(seed)? else {
            break;
        };
        if let Place::Declared(field) = place {
            if let Some(kept) = read_declared(field, &name, &mut map, trail)? {
                by_text::keep(variant, &name, kept, trail)?;
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
            if name == TYPE && variant.tag().is_some_and(|tag| tag.0 == text) {
                if let Some(extra) = extra_mut(variant) {
                    extra.remove(&name);
                }
                continue;
            }
        }
        is_empty = false;
        if let Some(extra) = extra_mut(variant) {
            value.put(extra, &*name);
            links.note(&name, extra, &mut trail.links);
        }
    }
    links.end(variant, &mut trail.links);
    Ok(())
}

/// Reads what the declared type has taken into the derived type.
fn move_in<E: Error>(json: &[u8], model: &mut dyn Model, trail: &mut Trail) -> Result<(), E> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    ModelSeed { model, trail }
        .deserialize(&mut deserializer)
        .map_err(E::custom)
}
