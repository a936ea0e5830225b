//! Items of the crate as a snippet writes them.

use super::body::Values;
use crate::plan::{Home, Item, ItemType, Kind, TypePath};

impl<'p> Values<'p> {
    /// An item of the crate by the module that it stands in, as it is written.
    pub(super) fn name_in(&self, home: Home<'_>, name: &str) -> String {
        format!("{}::{}::{name}", self.krate, home.namespace.module)
    }

    /// The type that a path leads to, as it is written.
    pub(super) fn type_name(&self, path: &TypePath) -> Option<String> {
        let home = self.index.item_at(path)?;
        Some(self.name_in(home, path.name.as_str()))
    }

    /// The constant of a property of a type, with the kind of its value.
    pub(super) fn constant(&self, path: &TypePath, wire: &str) -> Option<(String, &'p Kind, bool)> {
        let home = self.index.item_at(path)?;
        let Item::Structured(plan) = &home.file.item else {
            return None;
        };
        let property = plan
            .properties
            .iter()
            .find(|property| property.wire == wire)?;
        let name = format!("{}::{}", plan.name, property.name);
        Some((
            self.name_in(home, &name),
            &property.kind,
            property.collection,
        ))
    }

    /// The type of one value, as it is written.
    pub(super) fn item_type(&self, item: &ItemType) -> Option<String> {
        Some(match item {
            ItemType::Prelude(name) => (*name).to_owned(),
            ItemType::Runtime(name) => format!("odata_client::{name}"),
            ItemType::Flags(path) => format!("odata_client::Flags<{}>", self.type_name(path)?),
            ItemType::Generated(path) => self.type_name(path)?,
            // Of services in the terms of HTTP alone.
            ItemType::List(_)
            | ItemType::Map(_)
            | ItemType::Nullable(_)
            | ItemType::Boxed(_)
            | ItemType::Either(..) => return None,
        })
    }

    /// A `Vec` of a family without an item.
    pub(super) fn empty_list(&self, item: &ItemType) -> Option<String> {
        let ItemType::Generated(path) = item else {
            return None;
        };
        Some(format!("Vec::<{}>::new()", self.type_name(path)?))
    }
}
