//! What of a value is sent. In: a model as it was read or set. Out: JSON without what only replies have, or
//! of what was changed alone.

mod value;

use value::Value;

use super::control::{Control, control};
use super::model::present;
use super::polymorphic::{TYPE, tells_type};
use super::write::{Numbers, write_text};
use super::{Field, Model, PropertyRole, View};

/// Which parts of a value are sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    /// What navigation properties hold.
    pub(crate) navigation: bool,
    /// Control information that replies have: context, version, links, counts.
    pub(crate) annotations: bool,
}

/// An object to be sent, taken apart as far as its values have names.
#[derive(Clone, Default)]
pub(crate) struct Outgoing {
    parts: Vec<Part>,
}

#[derive(Clone)]
struct Part {
    name: String,
    role: Option<PropertyRole>,
    value: Value,
    /// Replaced as a whole and not merged: a declared property of any JSON, such as `Edm.Untyped` and geography.
    whole: bool,
}

/// The same names and values, in whatever order.
impl PartialEq for Outgoing {
    fn eq(&self, other: &Self) -> bool {
        let in_other = |part: &Part| other.value(&part.name) == Some(&part.value);
        self.parts.len() == other.parts.len() && self.parts.iter().all(in_other)
    }
}

impl Outgoing {
    pub(crate) fn new(model: &dyn Model, numbers: Numbers) -> Self {
        let mut object = Self::default();
        present(model, |name, view, role| {
            object.push(name, role, Value::new(&view, numbers));
            if let (View::Json(_) | View::RawJson(..), Some(part)) =
                (&view, object.parts.last_mut())
            {
                part.whole = role.is_some();
            }
        });
        object.find_links();
        // A declared property that is set hides what is cleared inside of it.
        for path in model.extra().cleared() {
            if path.contains('/') {
                object.clear(path);
            }
        }
        object
    }

    fn push(&mut self, name: &str, role: Option<PropertyRole>, value: Value) {
        self.parts.push(Part {
            name: name.to_owned(),
            role,
            value,
            whole: false,
        });
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let part = self.parts.iter().find(|part| part.name == name)?;
        Some(&part.value)
    }

    /// Has `null` sent for the property at a path, whatever stood there. A segment that names a type says of
    /// which type the value is.
    pub(crate) fn clear(&mut self, path: &str) {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        if let (true, false) = (name.contains('.'), rest.is_empty()) {
            self.tell_type(name);
            return self.clear(rest);
        }
        let known = self.parts.iter().position(|part| part.name == name);
        let place = known.unwrap_or_else(|| {
            self.push(name, None, Value::null());
            self.parts.len() - 1
        });
        let Some(part) = self.parts.get_mut(place) else {
            return;
        };
        // Asked for, whatever it is.
        part.role = Some(PropertyRole::Structural);
        if rest.is_empty() {
            part.value = Value::null();
            return;
        }
        if !matches!(part.value, Value::Object(_)) {
            part.value = Value::Object(Self::default());
        }
        if let Value::Object(inner) = &mut part.value {
            inner.clear(rest);
        }
    }

    /// Says of which type the object is, unless it says so itself.
    pub(crate) fn tell_type(&mut self, type_name: &str) {
        if self.parts.iter().any(|part| tells_type(&part.name)) {
            return;
        }
        let mut json = Vec::new();
        write_text(&format!("#{type_name}"), &mut json);
        let part = Part {
            name: TYPE.to_owned(),
            role: None,
            value: Value::Text(json),
            whole: false,
        };
        self.parts.insert(0, part);
    }

    /// What is not the same in `before`: of complex values the changed properties alone, `null` for what was
    /// there and no longer is. Read-only properties are left out.
    pub(crate) fn changed_from(self, before: &Self) -> Self {
        let mut changed = Self::default();
        for part in &self.parts {
            let earlier = before.value(&part.name);
            // Of interest only beside what changed; left out where nothing did.
            let tells = matches!(control(&part.name), Some((_, Control::Type)));
            if part.role == Some(PropertyRole::ReadOnly) || (!tells && earlier == Some(&part.value))
            {
                continue;
            }
            let value = match (&part.value, earlier, part.role) {
                (_, _, Some(PropertyRole::Navigation)) => part.value.clone(),
                (Value::Object(now), Some(Value::Object(earlier)), _)
                    if !part.whole && now.has_type_of(earlier) =>
                {
                    let inner = now.clone().changed_from(earlier);
                    if inner.is_empty() {
                        continue;
                    }
                    Value::Object(inner)
                }
                (value, ..) => value.clone(),
            };
            changed.push(&part.name, part.role, value);
        }
        for part in &before.parts {
            if let (None, Some(value)) = (self.value(&part.name), part.removed()) {
                changed.push(&part.name, part.role, value);
            }
        }
        changed
    }

    fn has_type_of(&self, other: &Self) -> bool {
        let told = |object: &Self| {
            let mut parts = object.parts.iter();
            let told = parts.find(|part| tells_type(&part.name));
            told.map(|part| part.value.clone())
        };
        told(self) == told(other)
    }

    /// Whether there is nothing but of which types its values are.
    pub(crate) fn is_empty(&self) -> bool {
        let is_type = |part: &Part| matches!(control(&part.name), Some((_, Control::Type)));
        self.parts.iter().all(is_type)
    }

    /// Whether nothing would be sent.
    pub(crate) fn sends_nothing(&self, sent: Sent) -> bool {
        let is_type = |part: &&Part| !matches!(control(&part.name), Some((_, Control::Type)));
        !self.sent(sent).any(|part| is_type(&part))
    }

    pub(crate) fn write(&self, sent: Sent, out: &mut Vec<u8>) {
        out.push(b'{');
        let start = out.len();
        for part in self.sent(sent) {
            if out.len() > start {
                out.push(b',');
            }
            write_text(&part.name, out);
            out.push(b':');
            part.value.write(sent, out);
        }
        out.push(b'}');
    }

    fn sent(&self, sent: Sent) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| self.sends(part, sent))
    }

    fn sends(&self, part: &Part, sent: Sent) -> bool {
        if !part.name.contains('@') {
            let is_navigation = part.role == Some(PropertyRole::Navigation);
            let is_operation = part.name.starts_with('#');
            return (sent.navigation || !is_navigation) && (sent.annotations || !is_operation);
        }
        if sent.annotations {
            return true;
        }
        match control(&part.name) {
            None | Some(("", Control::Type)) => true,
            Some((_, Control::Context | Control::Link | Control::Reply)) => false,
            // An object that has nothing else is a reference to an entity.
            Some((target, Control::Id)) => {
                target.is_empty() && self.parts.iter().all(|part| part.name.contains('@'))
            }
            Some((target, Control::Type | Control::MediaType)) => {
                let mut parts = self.parts.iter();
                parts.any(|part| part.name == target && self.sends(part, sent))
            }
        }
    }

    /// Takes undeclared properties for navigation properties where they have links: no others do.
    fn find_links(&mut self) {
        let links = self.parts.iter().filter_map(|part| {
            let (target, term) = part.name.split_once('@')?;
            let is_link = matches!(
                term.strip_prefix("odata.").unwrap_or(term),
                "context" | "navigationLink" | "associationLink" | "nextLink" | "deltaLink"
            );
            is_link.then(|| target.to_owned())
        });
        let links: Vec<String> = links.collect();
        for part in &mut self.parts {
            if part.role.is_none() && links.contains(&part.name) {
                part.role = Some(PropertyRole::Navigation);
            }
        }
    }

    /// The paths that the extra parts of a model, and of the complex values in it, ask to be cleared.
    pub(crate) fn cleared_paths(model: &dyn Model) -> Vec<String> {
        let mut paths: Vec<String> = model.extra().cleared().to_vec();
        present(model, |name, view, _| {
            if let View::Model(inner) = view {
                let inner = Self::cleared_paths(inner);
                paths.extend(inner.into_iter().map(|path| format!("{name}/{path}")));
            }
        });
        paths
    }
}

impl Part {
    /// What says that a property that was there no longer is.
    fn removed(&self) -> Option<Value> {
        let is_list = matches!(self.value, Value::List(_));
        match self.role {
            Some(PropertyRole::ReadOnly) => None,
            _ if self.name.contains(['@', '#']) => None,
            Some(PropertyRole::Navigation) if is_list => None,
            // A collection is never null (OData CSDL XML, section 7.2.1).
            Some(PropertyRole::Structural) if is_list => Some(Value::List(Vec::new())),
            _ => Some(Value::null()),
        }
    }
}

/// The JSON of a value that is sent as a parameter: as it is set, without what only replies have.
pub(crate) fn outgoing_json(field: &dyn Field, numbers: Numbers) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    Value::new(&field.view(), numbers).write(Sent::ALL_SET, &mut out);
    out
}

impl Sent {
    /// All that a user sets: other entities too.
    pub(crate) const ALL_SET: Self = Self {
        navigation: true,
        annotations: false,
    };
}

#[cfg(test)]
mod tests;
