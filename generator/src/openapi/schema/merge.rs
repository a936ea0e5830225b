//! All that several schemas say together: `allOf`, and references with what stands beside them.
//!
//! What comes in: schemas of which a value must fit all. What goes out: their keywords as of one schema. Fields that several
//! of them have are several schemas again.

use std::collections::{HashMap, HashSet};

use super::keywords::Keywords;
use super::{Extent, Part, Schemas};
use crate::api::Kinds;
use crate::limits::Limit;
use crate::openapi::context::Spot;
use crate::openapi::read::Node;

/// Alternatives: `oneOf` or `anyOf`.
pub(super) struct Group<'t> {
    pub(super) variants: Vec<Spot<'t>>,
    /// The schema that has it.
    pub(super) owner: Spot<'t>,
    pub(super) discriminator: Option<Spot<'t>>,
}

/// What schemas say together.
#[derive(Default)]
pub(super) struct Merged<'t> {
    pub(super) kinds: Option<Kinds>,
    pub(super) nullable: bool,
    pub(super) format: Option<&'t str>,
    pub(super) encoding: Option<&'t str>,
    pub(super) media: Option<&'t str>,
    /// Lists of values of which each must have it.
    pub(super) values: Vec<(Spot<'t>, &'t [Node<'t>])>,
    pub(super) constant: Option<&'t Node<'t>>,
    pub(super) fields: Vec<(&'t str, Vec<Spot<'t>>)>,
    places: HashMap<&'t str, usize>,
    pub(super) required: HashSet<&'t str>,
    pub(super) additional: Vec<Spot<'t>>,
    pub(super) patterns: Vec<Spot<'t>>,
    pub(super) items: Vec<Spot<'t>>,
    pub(super) prefix: Vec<Spot<'t>>,
    pub(super) groups: Vec<Group<'t>>,
    /// Alternatives of groups after the first.
    pub(super) others: Vec<Spot<'t>>,
    /// What it derives from: fields of that are not among its own.
    pub(super) base: Option<Spot<'t>>,
    /// What tells derived types from each other.
    pub(super) discriminator: Option<Spot<'t>>,
    /// What was merged: the parts themselves, to take their documentation from.
    pub(super) parts: Vec<Spot<'t>>,
    pub(super) seen: HashSet<usize>,
    conflict: Option<Spot<'t>>,
}

/// What is asked of a merge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bases {
    /// What a schema derives from is left out.
    Kept,
    /// All parts are merged.
    Merged,
}

impl<'t> Schemas<'_, 't> {
    /// What schemas say together; warned of where they contradict each other.
    pub(super) fn merge(&self, parts: &[Part<'t>], bases: Bases) -> Merged<'t> {
        let mut merged = Merged::default();
        for part in parts {
            self.add(&mut merged, (part.spot, *part), bases, 0);
        }
        if let Some(spot) = merged.conflict
            && bases == Bases::Kept
        {
            let message =
                "the schemas of an `allOf` contradict each other: no value is of both types";
            self.cx.warn(
                spot,
                message,
                "the first type is taken; correct the document",
            );
        }
        merged
    }

    fn add(
        &self,
        merged: &mut Merged<'t>,
        (root, part): (Spot<'t>, Part<'t>),
        bases: Bases,
        depth: usize,
    ) {
        if !merged.seen.insert(part.spot.key()) || !self.may_merge(part.spot) {
            return;
        }
        if part.extent == Extent::Optional {
            self.add_optional(merged, part.spot, depth);
            return;
        }
        if depth > self.cx.limits.get(Limit::Bases) {
            let what = "schemas are composed of others, one inside the other";
            self.cx.exceeded(Limit::Bases, Some(part.spot), what);
            return;
        }
        let keywords = self.cx.keywords(part.spot);
        merged.nullable |= keywords.nullable;
        if let Some(target) = self.target(&keywords) {
            let derives = bases == Bases::Kept && self.families.is_base(root, target);
            if derives {
                merged.base = Some(target);
                merged.seen.insert(target.key());
            } else {
                let target = Part {
                    spot: target,
                    ..part
                };
                self.add(merged, (root, target), bases, depth.saturating_add(1));
            }
        }
        for node in keywords.all_of {
            let inner = Part {
                spot: part.spot.with(node),
                ..part
            };
            self.add(merged, (root, inner), bases, depth.saturating_add(1));
        }
        merged.take(&keywords, part.extent);
        for node in &keywords.some {
            self.add_some(merged, part.spot.with(node));
        }
    }

    /// Whether there is not too much work so far: few schemas can be composed of each other in very many ways.
    fn may_merge(&self, spot: Spot<'t>) -> bool {
        let merged = self.merged.get().saturating_add(1);
        self.merged.set(merged);
        let most = self.cx.limits.get(Limit::Fields).saturating_mul(4);
        if merged > most {
            let what = "schemas are composed of each other in too many ways";
            self.cx.exceeded(Limit::Fields, Some(spot), what);
        }
        merged <= most
    }

    /// Adds the fields of a schema that are not there yet: they may be missing.
    fn add_optional(&self, merged: &mut Merged<'t>, spot: Spot<'t>, depth: usize) {
        if depth > self.cx.limits.get(Limit::Bases) {
            return;
        }
        let mut inner = Merged::default();
        let part = Part::whole(spot);
        self.add(
            &mut inner,
            (spot, part),
            Bases::Merged,
            depth.saturating_add(1),
        );
        for (name, spots) in inner.fields {
            if !merged.places.contains_key(name) {
                let spots = spots.into_iter();
                spots.for_each(|spot| merged.field(name, spot));
            }
        }
    }

    /// Adds the fields of a schema that holds for some values only: they may be missing.
    fn add_some(&self, merged: &mut Merged<'t>, spot: Spot<'t>) {
        if merged.seen.insert(spot.key()) {
            let keywords = self.cx.keywords(spot);
            for member in keywords.properties {
                merged.field(&member.name, spot.with(&member.value));
            }
        }
    }
}

impl<'t> Merged<'t> {
    fn take(&mut self, keywords: &Keywords<'t>, extent: Extent) {
        let spot = keywords.spot;
        self.parts.push(spot);
        if let Some(kinds) = keywords.kinds() {
            let both = self.kinds.map_or(kinds, |own| own.and(kinds));
            if both.is_empty() {
                self.conflict = self.conflict.or(Some(spot));
                return;
            }
            self.kinds = Some(both);
        }
        self.format = self.format.or(keywords.format);
        self.encoding = self.encoding.or(keywords.encoding);
        self.media = self.media.or(keywords.media);
        self.values
            .extend(keywords.values.map(|values| (spot, values)));
        self.constant = self.constant.or(keywords.constant);
        for member in keywords.properties {
            self.field(&member.name, spot.with(&member.value));
        }
        let required = keywords.required.iter().filter_map(|node| node.text());
        self.required.extend(required);
        self.additional
            .extend(keywords.additional.map(|node| spot.with(node)));
        let patterns = keywords.patterns.iter();
        self.patterns
            .extend(patterns.map(|member| spot.with(&member.value)));
        self.items
            .extend(keywords.items.map(|node| spot.with(node)));
        self.prefix
            .extend(keywords.prefix.iter().map(|node| spot.with(node)));
        self.discriminator = self.discriminator.or(keywords.discriminator);
        for group in [keywords.one_of, keywords.any_of] {
            if !group.is_empty() && extent == Extent::Whole {
                self.groups.push(Group {
                    variants: group.iter().map(|node| spot.with(node)).collect(),
                    owner: spot,
                    discriminator: keywords.discriminator,
                });
            }
        }
    }

    pub(super) fn field(&mut self, name: &'t str, spot: Spot<'t>) {
        if let Some(at) = self.places.get(name) {
            if let Some((_, spots)) = self.fields.get_mut(*at) {
                spots.push(spot);
            }
        } else {
            self.places.insert(name, self.fields.len());
            self.fields.push((name, vec![spot]));
        }
    }
}
