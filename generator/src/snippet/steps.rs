//! Steps that take several segments of a path: what is left of it goes in, the calls for its beginning and how
//! many segments they stand for come out.

use serde_json::Value;

use crate::plan::{Item, ItemType, MethodBody, MethodPlan, Referred, Shape, ValueType};

use super::arguments;
use super::body::Values;
use super::chain::{Chain, Place};
use super::index::Home;
use crate::api::path::{self, Segment};

impl<'p> Chain<'p> {
    /// Follows what is more than one segment: references, and addresses by path.
    pub(super) fn leap(
        &mut self,
        before: &[Segment],
        rest: &[Segment],
        values: &mut Values<'p>,
    ) -> Option<usize> {
        self.references(before, rest, values)
            .or_else(|| self.by_path(rest, values))
            .or_else(|| self.composite_key(rest, values))
    }

    /// A key of several parts, each a segment (OData URL Conventions 4.01, section 4.3.6).
    fn composite_key(&mut self, rest: &[Segment], values: &mut Values<'p>) -> Option<usize> {
        let mut ahead = self.clone();
        ahead.go_on();
        let (method, parts, builder) =
            ahead
                .methods()
                .iter()
                .find_map(|method| match &method.body {
                    MethodBody::Key { parts, builder, .. } if parts.len() > 1 => {
                        Some((method, parts, builder))
                    }
                    _ => None,
                })?;
        let segments = rest.get(..parts.len())?;
        let first = segments.first()?;
        let is_name = ahead.names(first);
        let is_named = path::parts(&first.text)
            .iter()
            .any(|(name, _)| name.is_some());
        if is_name || is_named || first.text.starts_with('$') {
            return None;
        }
        let (home, item) = ahead.index.builder(builder, ahead.home())?;
        let arguments = parts.iter().zip(segments).map(|(part, segment)| {
            // What is wrong with a part is said where the segment itself is followed.
            arguments::key(part, &segment.text, ahead.home(), values).ok()
        });
        let arguments: Vec<String> = arguments.collect::<Option<_>>()?;
        ahead.call(method.name.as_str(), &arguments.join(", "));
        ahead.place = Place::Resource(home, item);
        *self = ahead;
        Some(parts.len())
    }

    /// Whether something here has the name of a segment.
    fn names(&self, segment: &Segment) -> bool {
        let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_lowercase();
        self.methods().iter().any(|method| match &method.body {
            MethodBody::Navigate { segment: name, .. }
            | MethodBody::Media { segment: name }
            | MethodBody::Cast { segment: name, .. }
            | MethodBody::Operation { segment: name, .. } => last(name) == last(&segment.name),
            _ => false,
        })
    }

    /// `property/$ref`, or `property/key/$ref` (OData URL Conventions 4.01, section 4.7).
    fn references(
        &mut self,
        before: &[Segment],
        rest: &[Segment],
        values: &mut Values<'p>,
    ) -> Option<usize> {
        let key = match rest {
            [_, last] if last.text == "$ref" => None,
            [_, key, last] if last.text == "$ref" => Some(key.text.clone()),
            _ => return None,
        };
        let name = &rest.first()?.name;
        self.go_on();
        let found = self.methods().iter().find_map(|method| match &method.body {
            MethodBody::References { segment, to } if segment.eq_ignore_ascii_case(name) => {
                Some((method, *to))
            }
            _ => None,
        });
        let collection = match found {
            Some((_, to)) => to.is_collection(),
            None => self.leads_to_many(rest.first()?, values)?,
        };
        let keyed = found.is_none_or(|(_, to)| to != Referred::ManyById);
        if key.is_some() && !(collection && keyed) {
            return None;
        }
        if let Some((method, _)) = found {
            self.call(method.name.as_str(), "");
        } else {
            self.go_around(before);
            if collection {
                let style = "odata_client::KeyStyle::Segment";
                self.call("references", &format!("{name:?}, {style}"));
            } else {
                self.call("reference", &format!("{name:?}"));
            }
        }
        self.place = Place::References { collection, key };
        Some(rest.len())
    }

    /// Whether a segment leads to a collection; `None` where it leads nowhere.
    fn leads_to_many(&self, segment: &Segment, values: &mut Values<'p>) -> Option<bool> {
        let mut ahead = self.clone();
        // What is wrong with a key is said where the segment itself is followed.
        if !ahead.navigate(segment, values).unwrap_or(false) {
            return None;
        }
        Some(ahead.is_collection())
    }

    /// Whether this is a collection of resources.
    pub(super) fn is_collection(&self) -> bool {
        let many = |method: &MethodPlan| {
            matches!(method.body, MethodBody::List(_) | MethodBody::Key { .. })
        };
        self.methods().iter().any(many)
    }

    /// `…:/a/b.txt:/content`: a colon after a resource begins an address by path, and one ends it.
    fn by_path(&mut self, rest: &[Segment], values: &mut Values<'p>) -> Option<usize> {
        let (first, more) = rest.split_first()?;
        let bare = first
            .text
            .strip_suffix(':')
            .filter(|bare| !bare.is_empty())?;
        let ends = more.iter().position(|segment| segment.text.ends_with(':'));
        let taken = ends.map_or(more.len(), |at| at + 1);
        let path: Vec<&str> = more
            .iter()
            .take(taken)
            .map(|segment| segment.text.as_str())
            .collect();
        let path = path.join("/");
        let path = path.strip_suffix(':').unwrap_or(&path);
        let mut ahead = self.clone();
        let segment = Segment {
            text: bare.to_owned(),
            name: bare.to_owned(),
            parentheses: None,
        };
        if !ahead.step(&segment, values).unwrap_or(false) {
            return None;
        }
        let found = ahead
            .methods()
            .iter()
            .find_map(|method| match &method.body {
                MethodBody::ByPath {
                    opening, builder, ..
                } if opening.starts_with(':') => Some((method, builder)),
                _ => None,
            });
        let (method, builder) = found?;
        let (home, builder) = ahead.index.builder(builder, ahead.home())?;
        ahead.call(method.name.as_str(), &format!("{path:?}"));
        ahead.place = Place::Resource(home, builder);
        *self = ahead;
        Some(taken + 1)
    }

    /// A structural property of the resource, which builders do not lead to: what its type is; or its raw value.
    pub(super) fn property(&mut self, segment: &Segment) -> bool {
        let (home, model) = match self.place {
            Place::Value => return segment.text == "$value",
            Place::Resource(home, builder) => {
                let model = builder
                    .methods
                    .iter()
                    .find_map(|method| match &method.body {
                        MethodBody::Get(model) => Some(model),
                        _ => None,
                    });
                let Some(model) = model else { return false };
                (home, model)
            }
            Place::Property(home, model) => (home, model),
            _ => return false,
        };
        let (home, model) = match self.index.any(model, Some(home)) {
            Some((home, any)) => match any.variants.first() {
                Some(base) => (home, &base.ty),
                None => return false,
            },
            None => (home, model),
        };
        let Some(Item::Structured(plan)) = self.index.item(model, Some(home)) else {
            return false;
        };
        let namespace = model.modules.first().unwrap_or(home.namespace);
        let home = Home { namespace, ..home };
        let Some(field) = plan.fields.iter().find(|field| field.wire == segment.text) else {
            return false;
        };
        self.place = match &field.ty {
            ValueType {
                shape: Shape::One | Shape::Boxed,
                item: ItemType::Generated(path),
            } if self.index.any(path, Some(home)).is_some()
                || matches!(self.index.item(path, Some(home)), Some(Item::Structured(_))) =>
            {
                Place::Property(home, path)
            }
            _ => Place::Value,
        };
        true
    }
}

/// The id that a body of a reference holds, if it holds nothing else.
pub(super) fn entity_id(body: &Value) -> Option<&str> {
    let object = body.as_object().filter(|object| object.len() == 1)?;
    object.get("@odata.id")?.as_str()
}
