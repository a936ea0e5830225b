//! What users tell of properties beside their values: which to clear, and what to bind.

use serde_json::Map;

use super::{Extra, Json};
use crate::query::PropertyName;
use crate::request::EntityId;

impl Extra {
    /// Has an explicit `null` sent for a property, so that an update clears it. A property that is
    /// only left out keeps its value at the service. A path clears a property of a complex value:
    /// `clear("address/city")` is sent as `"address":{"city":null}`.
    ///
    /// The name is checked when an entity is created or updated: what the entity's type does not declare is
    /// refused. For a property of an open type, [`insert`](Self::insert) a null.
    pub fn clear(&mut self, path: impl PropertyName) {
        let path = path.property_name();
        let mut names = path.split('/').filter(|name| !name.is_empty());
        let Some(first) = names.next() else { return };
        let entries = self.entries_mut();
        entries.forget_text(first);
        let mut place = entries.map.entry(first).or_insert(Json::Null);
        for name in names {
            if !place.is_object() {
                *place = Json::Object(Map::new());
            }
            // An object by now.
            let Json::Object(inner) = place else { return };
            place = inner.entry(name).or_insert(Json::Null);
        }
        *place = Json::Null;
        entries.cleared.push(path);
    }

    /// Binds a navigation property for several to entities that are there already, as
    /// `"members@odata.bind": […]`, when the model is sent (OData JSON Format 4.0, section 8.5). In place
    /// of earlier ones.
    ///
    /// ```
    /// let mut extra = odata_client::Extra::default();
    /// extra.bind("members", ["https://example.org/users/1"]);
    /// extra.bind_one("owner", "https://example.org/users/2");
    /// assert_eq!(extra.get("owner@odata.bind").unwrap(), "https://example.org/users/2");
    /// ```
    pub fn bind(
        &mut self,
        property: impl PropertyName,
        targets: impl IntoIterator<Item: Into<EntityId>>,
    ) {
        let targets = targets
            .into_iter()
            .map(|target| target.into().into_string());
        let targets: Vec<Json> = targets.map(Json::String).collect();
        self.insert(format!("{}@odata.bind", property.property_name()), targets);
    }

    /// Binds a navigation property for one to an entity that is there already, as
    /// `"owner@odata.bind": "…"`.
    pub fn bind_one(&mut self, property: impl PropertyName, target: impl Into<EntityId>) {
        let name = format!("{}@odata.bind", property.property_name());
        self.insert(name, target.into().into_string());
    }
}

/// Equal if the same names have the same values, digit by digit where they are kept so.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().all(|(name, value)| {
                other.get(name) == Some(value) && self.raw(name) == other.raw(name)
            })
    }
}

impl std::fmt::Debug for Extra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Json>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut extra = Extra::default();
        extra.extend(pairs);
        extra
    }
}

impl<N: Into<String>, V: Into<Json>> Extend<(N, V)> for Extra {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, pairs: I) {
        for (name, value) in pairs {
            self.insert(name, value);
        }
    }
}
