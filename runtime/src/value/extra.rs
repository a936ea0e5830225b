//! What a model does not declare. In: unknown names while reading. Out: the same while writing.

use serde_json::Map;

use super::{Field, Json, read_field, to_json};
use crate::request::EntityId;

/// The undeclared part of a model: open properties, annotations such as `@odata.type`, and
/// properties to be cleared. Keeps the order.
///
/// A null is never read into it: an open property that is null is the same as an absent one (OData
/// Protocol 4.01, section 11.2.5), and kept it would be sent as a property to be cleared.
///
/// ```
/// use odata_client::Extra;
/// let mut extra = Extra::default();
/// extra.clear("jobTitle"); // sent as `"jobTitle":null`
/// extra.insert("members@odata.bind", ["https://example.org/users/1"].as_slice());
/// assert!(extra.get("jobTitle").is_some_and(|value| value.is_null()));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Map<String, Json>>>);

impl Extra {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// The value of an instance annotation of the object itself, with or without the leading `@`:
    /// `annotation("odata.type")` is `get("@odata.type")`.
    pub fn annotation(&self, term: &str) -> Option<&Json> {
        match term.strip_prefix('@') {
            Some(_) => self.get(term),
            None => self.get(&format!("@{term}")),
        }
    }

    /// The value of a name, typed; `None` where it is not there, or does not fit.
    pub fn read<T: Field>(&self, name: &str) -> Option<T> {
        let json = serde_json::to_vec(self.get(name)?).ok()?;
        let mut value = T::empty();
        read_field(&json, &mut value).ok()?;
        Some(value)
    }

    /// Sets a typed value, in place of an earlier one.
    pub fn write(&mut self, name: impl Into<String>, value: &dyn Field) {
        // What the writer writes is JSON.
        let json = serde_json::from_slice(&to_json(value)).unwrap_or_default();
        self.map().insert(name.into(), json);
    }

    /// Sets a value, and gives back the one before. Give a declared property's value to its field
    /// instead: a field that is set wins over a name here.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.map().insert(name.into(), value.into())
    }

    /// Takes a value out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.as_mut()?.shift_remove(name)
    }

    /// Has an explicit `null` sent for a property, so that an update clears it. A property that is
    /// only left out keeps its value at the service.
    pub fn clear(&mut self, name: impl Into<String>) {
        self.map().insert(name.into(), Json::Null);
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
        property: impl AsRef<str>,
        targets: impl IntoIterator<Item: Into<EntityId>>,
    ) {
        let targets = targets
            .into_iter()
            .map(|target| target.into().into_string());
        let targets: Vec<Json> = targets.map(Json::String).collect();
        self.insert(format!("{}@odata.bind", property.as_ref()), targets);
    }

    /// Binds a navigation property for one to an entity that is there already, as
    /// `"owner@odata.bind": "…"`.
    pub fn bind_one(&mut self, property: impl AsRef<str>, target: impl Into<EntityId>) {
        let name = format!("{}@odata.bind", property.as_ref());
        self.insert(name, target.into().into_string());
    }

    /// All names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0
            .iter()
            .flat_map(|map| map.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    fn map(&mut self) -> &mut Map<String, Json> {
        self.0.get_or_insert_default()
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
