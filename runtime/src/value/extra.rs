//! What a model does not declare. In: unknown names while reading. Out: the same while writing.

mod standard;

use serde_json::Map;

use super::unheld::read_held;
use super::view::items;
use super::{Field, Json, PropertyRole, View, read_field, to_json};
use crate::error::DecodeError;

/// The undeclared part of a model: open properties, annotations such as `@odata.type`, and
/// properties to be cleared. Keeps the order.
///
/// A null is never read into it: an open property that is null is the same as an absent one (OData
/// Protocol 4.01, section 11.2.5), and kept it would be sent as a property to be cleared.
///
/// What [`Json`] cannot hold as it came is kept as text beside it, and sent back so: numbers with more digits
/// than a float has, or written otherwise (`0.10`), and strings with half a surrogate pair. A declared
/// property whose value its type cannot hold stands here too: see [`raw`](Self::raw). Of a declared property of any
/// JSON ([`Json`], or a list of it), the field has the nearest value, and only the text is here; the text is sent as
/// long as the field has that value.
///
/// Links of control information, such as `@odata.id` and `parts@odata.nextLink`, are absolute where a reply was read:
/// a relative one is resolved against the context URL of its object, and that against the URL that was asked (OData JSON Format
/// 4.01, section 4.3). An `@odata.id` that is a whole path, such as `/redfish/v1/Systems/7`, stays as it came, and so do
/// links within [`Json`]; `Client::resource_at` takes either.
///
/// ```
/// use service_client::Extra;
/// let mut extra = Extra::default();
/// extra.insert("jobTitle", "Beekeeper"); // sent as `"jobTitle":"Beekeeper"`
/// assert!(extra.get("jobTitle").is_some_and(|value| value == "Beekeeper"));
/// ```
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Entries>>);

#[derive(Clone, Default)]
struct Entries {
    map: Map<String, Json>,
    /// The JSON of values that `map` does not hold exactly.
    texts: Vec<(String, Box<str>)>,
    /// The JSON of declared properties that their fields do not hold exactly.
    beside: Vec<Beside>,
    /// Paths of properties to be cleared, as they were given.
    cleared: Vec<String>,
    /// What properties are to an update that a derived type declares.
    roles: Vec<(String, PropertyRole)>,
    /// The value came without the member that tells its type.
    untold: bool,
}

#[derive(Clone)]
struct Beside {
    name: String,
    text: Box<str>,
    /// What the field was given.
    nearest: Json,
}

impl Extra {
    pub(super) const NOTHING: Self = Self(None);

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |entries| entries.map.len())
    }

    /// The value of a name. A number that a float does not hold is rounded, or a string of its digits where
    /// it is too large; half a surrogate pair is U+FFFD: [`raw`](Self::raw) has both as they came.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.map.get(name)
    }

    /// The JSON of a value as it came, where [`get`](Self::get), or the field of a declared property of any JSON, does
    /// not have it exactly.
    ///
    /// ```
    /// # use service_client::Extra;
    /// let mut extra = Extra::default();
    /// extra.insert_raw("price", "12345678901234567890.10")?;
    /// assert_eq!(extra.raw("price"), Some("12345678901234567890.10"));
    /// assert_eq!(extra.read::<service_client::Decimal>("price"), "12345678901234567890.1".parse().ok());
    /// # Ok::<(), service_client::error::DecodeError>(())
    /// ```
    pub fn raw(&self, name: &str) -> Option<&str> {
        let entries = self.0.as_ref()?;
        let found = entries.texts.iter().find(|(known, _)| known == name);
        match found {
            Some((_, text)) => Some(text),
            None => self.beside(name).map(|beside| &*beside.text),
        }
    }

    fn beside(&self, name: &str) -> Option<&Beside> {
        let entries = self.0.as_ref()?;
        entries.beside.iter().find(|beside| beside.name == name)
    }

    /// The value of a name, typed; `None` where it is not there, or does not fit.
    pub fn read<T: Field>(&self, name: &str) -> Option<T> {
        let mut value = T::empty();
        match self.raw(name) {
            Some(text) => read_field(text.as_bytes(), &mut value),
            None => read_field(&serde_json::to_vec(self.get(name)?).ok()?, &mut value),
        }
        .ok()?;
        Some(value)
    }

    /// Sets a typed value, in place of an earlier one.
    pub fn write(&mut self, name: impl Into<String>, value: &dyn Field) {
        let json = to_json(value);
        let text = String::from_utf8_lossy(&json);
        let name = name.into();
        // What the writer writes is JSON; a nesting too deep to be read is kept as it is.
        if self.keep(name.clone(), &text).is_err() {
            self.entries(&name).texts.push((name.clone(), text.into()));
            self.entries_mut().map.insert(name, Json::Null);
        }
    }

    /// Sets a value, and gives back the one before. Give a declared property's value to its field
    /// instead: a field that is set wins over a name here.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let name = name.into();
        self.entries(&name).map.insert(name, value.into())
    }

    /// Sets a value by its JSON, which is sent as it is: for numbers of any length.
    ///
    /// # Errors
    /// If the text is not JSON.
    pub fn insert_raw(&mut self, name: impl Into<String>, json: &str) -> Result<(), DecodeError> {
        let name = name.into();
        let kept = self.keep(name.clone(), json.trim());
        kept.map_err(|error| DecodeError::syntax(name, &error))
    }

    /// Keeps a value, and its text where the value is not exactly that.
    pub(super) fn keep(&mut self, name: String, json: &str) -> serde_json::Result<()> {
        let (value, exact) = read_held(json)?;
        let entries = self.entries(&name);
        if !exact {
            entries.texts.push((name.clone(), json.into()));
        }
        entries.map.insert(name, value);
        Ok(())
    }

    /// Keeps the text of a declared property, of which its field has the nearest value.
    pub(super) fn keep_beside(&mut self, name: &str, text: &str, nearest: Json) {
        self.entries(name).beside.push(Beside {
            name: name.to_owned(),
            text: text.into(),
            nearest,
        });
    }

    /// What a declared property is written as: as it came, as long as its field has what it was given.
    pub(super) fn exact<'a>(&'a self, name: &str, view: View<'a>) -> View<'a> {
        match self.beside(name) {
            Some(beside) if holds(&view, &beside.nearest) => {
                View::RawJson(&beside.text, &beside.nearest)
            }
            _ => view,
        }
    }

    /// Whether [`exact`](Self::exact) makes a difference.
    pub(super) fn has_beside(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|entries| !entries.beside.is_empty())
    }

    /// Takes a value out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.as_ref()?;
        self.entries(name).map.shift_remove(name)
    }

    /// Puts a null at a path, and remembers that it was asked for.
    #[cfg(feature = "odata")]
    pub(crate) fn clear_path(&mut self, path: String) {
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

    /// The paths that were cleared and still stand.
    #[cfg(feature = "odata")]
    pub(super) fn cleared(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |entries| &entries.cleared)
    }

    /// Remembers that the value came without the member that tells its type, so that none is written.
    pub(super) fn set_untold(&mut self) {
        self.entries_mut().untold = true;
    }

    pub(super) fn is_untold(&self) -> bool {
        self.0.as_ref().is_some_and(|entries| entries.untold)
    }

    /// Without names; whether the type was told stays.
    pub(super) fn emptied(&self) -> Self {
        let mut empty = Self::default();
        if self.is_untold() {
            empty.set_untold();
        }
        empty
    }

    /// Remembers what a property is to an update, which a derived type declares.
    pub(super) fn set_role(&mut self, name: &str, role: PropertyRole) {
        self.entries_mut().roles.push((name.to_owned(), role));
    }

    /// What a property is to an update, where that is known.
    pub(super) fn role(&self, name: &str) -> Option<PropertyRole> {
        let entries = self.0.as_ref()?;
        let found = entries.roles.iter().rfind(|(known, _)| known == name);
        found.map(|(_, role)| *role)
    }

    /// All names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0
            .iter()
            .flat_map(|entries| entries.map.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// All names, and the values as they are to be written.
    pub(super) fn views(&self) -> impl Iterator<Item = (&str, View<'_>)> {
        let exact = self
            .0
            .as_ref()
            .is_none_or(|entries| entries.texts.is_empty());
        self.iter().map(
            move |(name, value)| match if exact { None } else { self.raw(name) } {
                Some(text) => (name, View::RawJson(text, value)),
                None => (name, View::Json(value)),
            },
        )
    }

    fn entries_mut(&mut self) -> &mut Entries {
        self.0.get_or_insert_default()
    }

    /// The entries, in which a name is about to change: what was told of its value is void.
    fn entries(&mut self, name: &str) -> &mut Entries {
        let entries = self.entries_mut();
        entries.forget_text(name);
        let root = |path: &String| path.split('/').find(|part| !part.is_empty()) == Some(name);
        entries.cleared.retain(|path| !root(path));
        entries
    }
}

impl Entries {
    fn forget_text(&mut self, name: &str) {
        self.texts.retain(|(known, _)| known != name);
        self.beside.retain(|beside| beside.name != name);
    }
}

/// Whether a field of any JSON, or of a list of such, has a value.
fn holds(view: &View<'_>, value: &Json) -> bool {
    match (view, value) {
        (View::Null, Json::Null) => true,
        (View::Json(json), value) => *json == value,
        (View::List(list), Json::Array(values)) => {
            list.count() == values.len()
                && items(*list)
                    .zip(values)
                    .all(|(item, value)| holds(&item, value))
        }
        _ => false,
    }
}
