//! Inheritance: cycles, what a base gives, and keys.
//!
//! What comes in: structured types with their bases. What goes out: derived types, inherited flags, keys
//! whose parts exist, and errors for cycles and for members declared again. One walk over the tree of
//! types, without recursion (OData CSDL XML 4.01, sections 6.2 to 6.5 and 9.2).

use std::collections::HashMap;

use super::Resolver;
use super::cycles;
use super::declare::Source;
use super::names::id;
use super::redeclared;
use super::structured::{Member, Members};
use super::types::{KeyPart, StructuredId, TypeRef, Typed};
use crate::csdl::{self, Limit};
use crate::diagnostic::Position;
use crate::text::nearest;

/// Resolves inheritance.
pub(super) fn resolve<'d>(
    resolver: &mut Resolver<'d>,
    sources: &[Source<'d>],
    members: &mut Members<'d>,
) {
    cycles::cut_cycles(resolver);
    redeclared::remove(resolver, sources, members);
    let mut roots = Vec::new();
    for index in 0..resolver.model.structured.len() {
        let id = StructuredId(id(index));
        match resolver.model[id].base {
            None => roots.push(id),
            Some(base) => {
                if let Some(base) = resolver.model.structured.get_mut(base.index()) {
                    base.derived.push(id);
                }
            }
        }
    }
    let mut walk = Walk {
        resolver,
        sources,
        members,
        visible: HashMap::new(),
        complete: vec![false; sources.len()],
        bases: vec![0; sources.len()],
        read: vec![0; sources.len()],
        fields: 0,
        exceeded: Vec::new(),
    };
    walk.run(&roots);
}

enum Step {
    Enter(StructuredId),
    Leave(StructuredId),
}

/// The walk from bases to derived types.
struct Walk<'w, 'd> {
    resolver: &'w mut Resolver<'d>,
    sources: &'w [Source<'d>],
    members: &'w Members<'d>,
    /// Members of the type and its bases, and the type that declares each.
    visible: HashMap<&'d str, StructuredId>,
    /// Whether all bases of a type are known; where not, a member that seems to lack may be inherited.
    complete: Vec<bool>,
    /// How many bases each type has.
    bases: Vec<usize>,
    /// Members of each type with those that it inherits, and those of each of its bases: what is read of it as itself
    /// and, by enums over derived types, as each of these.
    read: Vec<usize>,
    /// All these together so far: later stages write them out.
    fields: usize,
    /// What has been said of.
    exceeded: Vec<Limit>,
}

impl<'d> Walk<'_, 'd> {
    fn run(&mut self, roots: &[StructuredId]) {
        let mut steps: Vec<Step> = roots.iter().rev().map(|id| Step::Enter(*id)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id) => {
                    self.enter(id);
                    steps.push(Step::Leave(id));
                    let derived = self.resolver.model[id].derived.iter().rev();
                    steps.extend(derived.map(|id| Step::Enter(*id)));
                }
                Step::Leave(id) => self.leave(id),
            }
        }
    }

    fn enter(&mut self, id: StructuredId) {
        let sources = self.sources;
        let Some(source) = sources.get(id.index()) else {
            return;
        };
        let Some((_, oldest)) = source.oldest() else {
            return;
        };
        self.inherit(id, oldest);
        for (name, position) in self.declared(id, source) {
            match self.visible.get(name) {
                // Declared twice by the type itself, which is said already.
                Some(by) if *by == id => {}
                Some(by) => {
                    let base = self.resolver.model.qualified_name(*by);
                    let message = format!(
                        "the property `{name}` of `{}` is inherited from `{base}`",
                        oldest.name
                    );
                    let remedy = "remove one of the two declarations";
                    self.resolver.report.error(position, message, remedy);
                }
                None => {
                    self.visible.insert(name, id);
                }
            }
        }
        let members = self.visible.len();
        let what = "a type has too many properties, with those that it inherits";
        self.check(Limit::Members, members, &oldest.position, what);
        let base = self.resolver.model[id].base;
        let above = base.and_then(|base| self.read.get(base.index()).copied());
        let read = members.saturating_add(above.unwrap_or(0));
        if let Some(slot) = self.read.get_mut(id.index()) {
            *slot = read;
        }
        self.fields = self.fields.saturating_add(read);
        let what = "all types together have too many properties, with those that they inherit";
        self.check(Limit::Fields, self.fields, &oldest.position, what);
        self.key(id, source);
    }

    /// The members that a type declares, with their places, in the order of the input.
    fn declared(&self, id: StructuredId, source: &Source<'d>) -> Vec<(&'d str, &'d Position)> {
        let members = self.members.get(id.index());
        let parts = source.0.iter();
        let written = parts.flat_map(|(_, part)| {
            let properties = part.properties.iter();
            let properties = properties.map(|it| (it.name.as_str(), &it.position));
            let navigation = part.navigation.iter();
            properties.chain(navigation.map(|it| (it.name.as_str(), &it.position)))
        });
        let is_member = |name: &str| members.is_some_and(|members| members.contains_key(name));
        written.filter(|(name, _)| is_member(name)).collect()
    }

    /// Says once where there is more than allowed.
    fn check(&mut self, limit: Limit, count: usize, position: &Position, what: &str) {
        let limits = &self.resolver.limits;
        if count <= limits.get(limit) || self.exceeded.contains(&limit) {
            return;
        }
        self.exceeded.push(limit);
        let said = limits.exceeded(limit, position.clone(), what);
        self.resolver.report.add(said);
    }

    fn leave(&mut self, id: StructuredId) {
        let declared = self.members.get(id.index());
        for name in declared.into_iter().flat_map(|members| members.keys()) {
            if self.visible.get(name) == Some(&id) {
                self.visible.remove(name);
            }
        }
    }

    /// Flags that a base gives.
    fn inherit(&mut self, id: StructuredId, source: &csdl::StructuredType) {
        let base = self.resolver.model[id].base;
        let complete = match base {
            Some(base) => self.complete.get(base.index()).copied().unwrap_or(false),
            None => source.base.is_none(),
        };
        if let Some(slot) = self.complete.get_mut(id.index()) {
            *slot = complete;
        }
        let Some(base) = base else { return };
        let bases = self
            .bases
            .get(base.index())
            .copied()
            .unwrap_or(0)
            .saturating_add(1);
        if let Some(slot) = self.bases.get_mut(id.index()) {
            *slot = bases;
        }
        let what = "types derive from each other in too long a line";
        self.check(Limit::Bases, bases, &source.position, what);
        let model = &mut self.resolver.model;
        let (open, stream) = (model[base].is_open, model[base].has_stream);
        if let Some(ty) = model.structured.get_mut(id.index()) {
            ty.is_open |= open;
            ty.has_stream |= stream;
        }
    }

    fn key(&mut self, id: StructuredId, source: &Source<'d>) {
        let mut key = Vec::new();
        for part in source.0.iter().flat_map(|(_, version)| &version.key) {
            match self.key_type(&part.path) {
                Some(ty) => {
                    let last = part.path.rsplit('/').next().unwrap_or_default();
                    let name = part.alias.clone().unwrap_or_else(|| last.to_owned());
                    key.push(KeyPart {
                        path: part.path.clone(),
                        name,
                        ty,
                    });
                }
                None if self.complete.get(id.index()) == Some(&true) => {
                    self.no_key_property(id, &part.path, &part.position);
                }
                None => {}
            }
        }
        if let Some(ty) = self.resolver.model.structured.get_mut(id.index()) {
            ty.key = key;
        }
    }

    /// The type of the property at a path from the type whose members are visible.
    fn key_type(&self, path: &str) -> Option<Typed> {
        let mut segments = path.split('/');
        let first = segments.next()?;
        let declaring = *self.visible.get(first)?;
        let mut member = (declaring, *self.members.get(declaring.index())?.get(first)?);
        for segment in segments {
            let within = match member {
                (by, Member::Property(index)) => {
                    match self.resolver.model[by].properties.get(index)?.ty.item {
                        TypeRef::Structured(id) => id,
                        _ => return None,
                    }
                }
                (by, Member::Navigation(index)) => {
                    self.resolver.model[by].navigation.get(index)?.target?
                }
            };
            member = find_member(self.resolver, self.members, within, segment)?;
        }
        match member {
            (by, Member::Property(index)) => {
                Some(self.resolver.model[by].properties.get(index)?.ty.clone())
            }
            (_, Member::Navigation(_)) => None,
        }
    }

    fn no_key_property(&mut self, id: StructuredId, path: &str, position: &Position) {
        let name = self.resolver.model.qualified_name(id);
        let message = format!("the key of `{name}` names `{path}`, which is not a property of it");
        let mut known: Vec<&str> = if self.resolver.names.may_search() {
            self.visible.keys().copied().collect()
        } else {
            Vec::new()
        };
        known.sort_unstable();
        let near = nearest(path, known.into_iter());
        let remedy = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare the property, on this type or a base".to_owned(),
        };
        self.resolver.report.error(position, message, remedy);
    }
}

/// A member of a type or its bases, and the type that declares it.
pub(super) fn find_member(
    resolver: &Resolver<'_>,
    members: &Members<'_>,
    id: StructuredId,
    name: &str,
) -> Option<(StructuredId, Member)> {
    let bases = resolver.model.ancestors(id);
    let bases = bases.take(resolver.limits.get(Limit::Bases));
    std::iter::once(id).chain(bases).find_map(|id| {
        members
            .get(id.index())?
            .get(name)
            .map(|member| (id, *member))
    })
}
