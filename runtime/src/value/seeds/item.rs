//! One item of a list.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde_json::value::RawValue;

use super::FieldSeed;
use crate::value::by_text::{holds_json, read_json, read_lossy};
use crate::value::trail::{Digits, Trail};
use crate::value::{Field, Slot, Token};

/// Reads one item of a list; items that are null are dropped where the item has no null.
pub(super) struct ItemSeed<'a> {
    pub(super) list: &'a mut dyn Field,
    pub(super) trail: &'a mut Trail,
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
