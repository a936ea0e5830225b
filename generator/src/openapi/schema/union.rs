//! Alternatives of a schema: `oneOf` and `anyOf`, with what stands beside them, and several words in `type`.

use std::collections::HashSet;

use super::merge::{Bases, Group, Merged};
use super::value::Shape;
use super::variants::Candidate;
use super::{Extent, Name, Part, Schemas};
use crate::api::{Constant, Discriminator, Docs, Kinds, TypeId, Value};
use crate::openapi::context::Spot;
use crate::openapi::resolve;

impl<'t> Schemas<'_, 't> {
    /// Keeps the alternatives that say what values are. Of several groups the first is kept, and of the others the fields, which
    /// may be missing.
    pub(super) fn drop_groups(&self, merged: &mut Merged<'t>) {
        let groups = std::mem::take(&mut merged.groups);
        for group in groups {
            let mut variants = group.variants.iter();
            if variants.all(|variant| self.is_constraint(*variant)) {
                continue;
            }
            // Of a schema that derives from one of which it is a variant, the alternatives are those of the other.
            let circular = group.variants.iter().any(|variant| {
                let target = self.sole_reference(*variant);
                let target = target.map_or(*variant, |(target, _)| target);
                merged.seen.contains(&target.key())
            });
            if circular {
                continue;
            }
            if merged.groups.is_empty() {
                merged.groups.push(group);
            } else {
                self.add_fields(merged, &group);
            }
        }
    }

    fn add_fields(&self, merged: &mut Merged<'t>, group: &Group<'t>) {
        let message = "a schema has several groups of alternatives";
        let remedy =
            "values are told apart by the first; the members that the others have are optional";
        self.cx.warn(group.owner, message, remedy);
        merged.others.extend(&group.variants);
        for variant in &group.variants {
            let optional = Part {
                spot: *variant,
                extent: Extent::Optional,
            };
            let inner = self.merge(&[optional], Bases::Merged);
            for (name, spots) in inner.fields {
                if merged.fields.iter().all(|(own, _)| *own != name) {
                    let spots = spots.into_iter();
                    spots.for_each(|spot| merged.field(name, spot));
                }
            }
        }
    }

    /// Whether an alternative only says which members an object has.
    fn is_constraint(&self, spot: Spot<'t>) -> bool {
        let keywords = self.cx.keywords(spot);
        let kinds = keywords.kinds.unwrap_or(Kinds::OBJECT);
        let bare = keywords.reference.is_none()
            && keywords.all_of.is_empty()
            && keywords.properties.is_empty()
            && keywords.values.is_none()
            && keywords.constant.is_none()
            && keywords.items.is_none()
            && keywords.format.is_none()
            && keywords.additional.is_none_or(|node| node.is(true));
        let says = !keywords.required.is_empty() || spot.get("not").is_some();
        bare && says && kinds == Kinds::OBJECT
    }

    /// What alternatives are, with what their schema says beside them.
    pub(super) fn group(
        &mut self,
        parts: &[Part<'t>],
        merged: &Merged<'t>,
        group: &Group<'t>,
        name: &Name<'_>,
    ) -> Shape {
        let beside = parts.iter().map(|part| Part {
            extent: match part.extent {
                Extent::Whole => Extent::Bare,
                extent => extent,
            },
            ..*part
        });
        let others = merged.others.iter().map(|spot| Part {
            spot: *spot,
            extent: Extent::Optional,
        });
        let beside: Vec<Part<'t>> = beside.chain(others).collect();
        let mut candidates = Vec::new();
        for variant in &group.variants {
            let whole = vec![Part::whole(*variant)];
            let parts = if self.says_all(*variant, merged, group) {
                whole
            } else {
                // The variant first: fields of other alternatives are only those that it lacks.
                let beside = beside.iter().copied();
                beside
                    .clone()
                    .filter(|part| part.extent == Extent::Bare)
                    .chain(whole)
                    .chain(beside.filter(|part| part.extent == Extent::Optional))
                    .collect()
            };
            let name = self.variant_name(*variant);
            candidates.push(Candidate { name, parts });
        }
        self.union(candidates, group.discriminator, name)
    }

    /// Whether a variant says by itself all that its schema says beside the alternatives.
    fn says_all(&self, variant: Spot<'t>, merged: &Merged<'t>, group: &Group<'t>) -> bool {
        if merged.fields.is_empty() && merged.base.is_none() {
            return true;
        }
        let inner = self.merge(&[Part::whole(variant)], Bases::Merged);
        let composed = inner.seen.contains(&group.owner.key());
        let has = |name: &str| inner.fields.iter().any(|(own, _)| *own == name);
        composed || merged.fields.iter().all(|(name, _)| has(name))
    }

    /// What a variant is called: as what it refers to, or by its title.
    fn variant_name(&self, spot: Spot<'t>) -> Option<String> {
        if let Some((_, reference)) = self.sole_reference(spot) {
            return Some(resolve::last_word(reference));
        }
        self.cx.words(spot, "title")
    }

    /// What `type` with several words is.
    pub(super) fn several(&mut self, merged: &Merged<'t>, kinds: Kinds, name: &Name<'_>) -> Shape {
        let single = [
            Kinds::BOOLEAN,
            Kinds::NUMBER,
            Kinds::INTEGER,
            Kinds::TEXT,
            Kinds::LIST,
            Kinds::OBJECT,
        ];
        let mut left = kinds;
        let mut variants: Vec<(String, Value, Kinds)> = Vec::new();
        for kind in single.into_iter().filter(|kind| kinds.has(*kind)) {
            if !left.has(kind) {
                continue;
            }
            left = left.without(kind);
            let word = kind.word();
            let value = match kind {
                Kinds::LIST => self.list(merged, &name.inner(word)),
                Kinds::OBJECT => {
                    let inner = name.inner(word);
                    match self.object(merged, &inner) {
                        Shape::Value(value) => value,
                        Shape::Kind(kind) => {
                            Value::Named(self.types.intern(kind, (Docs::default(), false), &inner))
                        }
                    }
                }
                kind => Value::Scalar(super::scalar::scalar(merged, kind)),
            };
            variants.push((word.to_owned(), value, kind));
        }
        super::variants::by_kinds(variants)
    }

    /// What tells types apart: what the document lists, then the constants that the types have, then their names.
    pub(super) fn discriminator(
        &mut self,
        spot: Spot<'t>,
        types: &[(Option<String>, Spot<'t>, TypeId)],
    ) -> Option<Discriminator> {
        let property = self.cx.text(spot, "propertyName")?.to_owned();
        let mut mapping: Vec<(String, TypeId)> = Vec::new();
        let listed: Vec<_> = self.cx.named(spot, "mapping").collect();
        for (member, target) in listed {
            match self.mapped(target) {
                Some(id) => mapping.push((member.name.to_string(), id)),
                None => self.cx.warn(
                    target,
                    format!("the mapping of `{}` leads to no schema", member.name),
                    "it is passed over; correct the mapping",
                ),
            }
        }
        for (_, spot, id) in types {
            let constants = self.constants_of(*spot, &property);
            mapping.extend(constants.into_iter().map(|text| (text, *id)));
        }
        let named = types.iter();
        mapping.extend(named.filter_map(|(name, _, id)| Some((name.clone()?, *id))));
        let mut seen = HashSet::new();
        mapping.retain(|(text, _)| seen.insert(text.clone()));
        Some(Discriminator { property, mapping })
    }

    /// What a mapping leads to: a reference, or the name of a schema.
    fn mapped(&mut self, target: Spot<'t>) -> Option<TypeId> {
        let text = target.node.text()?;
        let is_reference = text.contains(['#', '/', '.']);
        let root = self.cx.root()?;
        let by_name = || root.get("components")?.get("schemas")?.get(text);
        let spot = match by_name() {
            Some(spot) => spot,
            None if is_reference => self.cx.referred(target, text)?,
            None => return None,
        };
        Some(self.types.declare(spot, resolve::words(text)))
    }

    /// The texts that a member of an object may be.
    fn constants_of(&self, spot: Spot<'t>, property: &str) -> Vec<String> {
        let merged = self.merge(&[Part::whole(spot)], Bases::Merged);
        let own = merged.fields.iter().find(|(name, _)| *name == property);
        let Some((_, spots)) = own else {
            return Vec::new();
        };
        let parts: Vec<_> = spots.iter().copied().map(Part::whole).collect();
        let inner = self.merge(&parts, Bases::Merged);
        let members = self.choices(&parts, &inner).unwrap_or_default();
        let texts = members.into_iter().map(|member| match member.value {
            Constant::Text(text) | Constant::Integer(text) | Constant::Number(text) => text,
            Constant::Boolean(value) => value.to_string(),
        });
        texts.collect()
    }
}
