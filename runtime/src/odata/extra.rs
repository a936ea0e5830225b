//! What stands beside properties. In: control information of replies. Out: which version an entity has, how many items
//! there are, where more are; and what users tell: which properties to clear, and what to bind.

use super::EntityId;
use super::query::PropertyName;
use crate::value::{Extra, Json};

impl Extra {
    /// Has an explicit `null` sent for a property, so that an update clears it. A property that is
    /// only left out keeps its value at the service. A path clears a property of a complex value:
    /// `clear("address/city")` is sent as `"address":{"city":null}`.
    ///
    /// The name is checked when an entity is created or updated: what the entity's type does not declare is
    /// refused. For a property of an open type, [`insert`](Self::insert) a null.
    pub fn clear(&mut self, path: impl PropertyName) {
        self.clear_path(path.property_name());
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

    /// The value of an instance annotation of the object itself, with or without the leading `@`:
    /// `annotation("odata.type")` is `get("@odata.type")`.
    pub fn annotation(&self, term: &str) -> Option<&Json> {
        match term.strip_prefix('@') {
            Some(_) => self.get(term),
            None => self.get(&format!("@{term}")),
        }
    }

    /// The entity's version: `@odata.etag`, or `@etag` as OData 4.01 has it.
    pub fn etag(&self) -> Option<&str> {
        self.control("", "etag")?.as_str()
    }

    /// How many items the collection of a property has in all, where the service was asked to count them:
    /// `hives@odata.count`, or `hives@count` as OData 4.01 has it. By its name on the wire or its constant.
    ///
    /// ```
    /// # use odata_client::{Extra, Json};
    /// # let reply = [("hives@odata.count", Json::from(12)), ("hives@odata.nextLink", "Hives?$skip=5".into())];
    /// let extra: Extra = reply.into_iter().collect(); // of an entity that was read
    /// assert_eq!(extra.count("hives"), Some(12));
    /// assert_eq!(extra.next_link("hives"), Some("Hives?$skip=5"));
    /// ```
    pub fn count(&self, property: impl PropertyName) -> Option<u64> {
        match self.control(&property.property_name(), "count")? {
            Json::String(text) => text.parse().ok(),
            number => number.as_u64(),
        }
    }

    /// Where the rest of an expanded collection is, if the service sent a part of it only:
    /// `hives@odata.nextLink`, or `hives@nextLink` as OData 4.01 has it. An absolute URL in what a request answered:
    /// [`Items::resume`](crate::odata::Items::resume) goes on there.
    pub fn next_link(&self, property: impl PropertyName) -> Option<&str> {
        self.control(&property.property_name(), "nextLink")?
            .as_str()
    }

    /// Control information of a property, or of the object itself, in either spelling.
    fn control(&self, property: &str, term: &str) -> Option<&Json> {
        if self.is_empty() {
            return None;
        }
        self.get(&format!("{property}@odata.{term}"))
            .or_else(|| self.get(&format!("{property}@{term}")))
    }
}
