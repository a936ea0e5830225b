//! From where the paths of a feature end to all the types that it needs.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Parts;
use super::ends::Ends;
use crate::api::{Node, NodeId, Step, TypeId, TypeKind};

/// What is known for all features.
pub(super) struct Growth<'a> {
    parts: &'a Parts<'a>,
    /// For each type, the places where one or many of it are.
    places: HashMap<TypeId, Vec<NodeId>>,
    /// The types with an identity at the ends of the paths of any feature.
    roots: HashSet<TypeId>,
}

/// A type, and how it came to be needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Needed {
    ty: TypeId,
    /// With all that it contains.
    whole: bool,
    /// With what its operations take and give.
    operations: bool,
}

impl<'a> Growth<'a> {
    pub(super) fn new(parts: &'a Parts<'a>, ends: &[Ends]) -> Self {
        let mut places: HashMap<TypeId, Vec<NodeId>> = HashMap::new();
        for (id, node) in (0..).map(NodeId).zip(&parts.api.nodes) {
            if let Some((ty, _)) = node.ty {
                places.entry(ty).or_default().push(id);
            }
        }
        let at = ends.iter().flat_map(|ends| &ends.at);
        let roots = at.filter_map(|node| Some(parts.api[*node].ty?.0));
        Self {
            parts,
            places,
            roots: roots.filter(|ty| has_identity(parts, *ty)).collect(),
        }
    }

    /// All types of which there is anything: values that are sent or read, or places.
    pub(super) fn types(&self) -> impl Iterator<Item = TypeId> {
        let kept = self.parts.kept;
        let types = (0..).map(TypeId).take(self.parts.api.types.len());
        types.filter(move |ty| {
            let mut places = self.places.get(ty).into_iter().flatten();
            kept.has_type(*ty) || places.any(|node| kept.has_node(*node))
        })
    }

    /// The types that a feature needs.
    pub(super) fn grown(&self, ends: &Ends) -> HashSet<TypeId> {
        let api = self.parts.api;
        let ty = |node: &NodeId| api[*node].ty.map(|(ty, _)| ty);
        let own: BTreeSet<TypeId> = ends.at.iter().filter_map(ty).collect();
        let mut work = Vec::new();
        let needed = |ty, whole, operations| Needed {
            ty,
            whole,
            operations: operations && !ends.bare,
        };
        work.extend(ends.types.iter().map(|ty| needed(*ty, false, true)));
        let through = ends.through.iter().filter_map(ty);
        work.extend(through.map(|ty| needed(ty, false, false)));
        let at = ends.at.iter().filter_map(ty);
        work.extend(at.map(|ty| needed(ty, false, true)));
        let whole = ends.whole.iter().filter_map(ty);
        work.extend(whole.map(|ty| needed(ty, true, true)));
        // What the root and calls lead to has no type that would.
        for node in ends.whole.iter().filter(|node| ty(node).is_none()) {
            self.contained(*node, &own, &mut work);
        }
        for call in &ends.calls {
            let edge = &api[*call];
            let mut taken = |ty| self.may_take(ty, &own, &mut work);
            edge.step.each_type(&mut taken);
            self.results(&api[edge.to], &own, &mut work);
        }
        let mut seen: HashSet<Needed> = HashSet::new();
        let mut found = HashSet::new();
        while let Some(next) = work.pop() {
            if !seen.insert(next) {
                continue;
            }
            if found.insert(next.ty) {
                self.each_held(next.ty, &mut |ty| work.push(needed(ty, false, false)));
            }
            let derived = (self.parts.derived)(next.ty).into_iter();
            work.extend(derived.map(|ty| needed(ty, false, false)));
            for node in self.places.get(&next.ty).into_iter().flatten() {
                if next.operations {
                    self.operations(*node, &own, &mut work);
                }
                if next.whole {
                    self.contained(*node, &own, &mut work);
                }
            }
        }
        found
    }

    /// Whether values of a type may be of derived types.
    pub(super) fn has_family(&self, ty: TypeId) -> bool {
        !(self.parts.derived)(ty).is_empty()
    }

    /// The types, and all that they hold as values.
    pub(super) fn held(&self, types: HashSet<TypeId>) -> HashSet<TypeId> {
        let mut work: Vec<TypeId> = types.into_iter().collect();
        let mut found = HashSet::new();
        while let Some(ty) = work.pop() {
            if found.insert(ty) {
                self.each_held(ty, &mut |ty| work.push(ty));
                work.extend((self.parts.derived)(ty));
            }
        }
        found
    }

    /// What values of a type hold, inherited fields included: it is mentioned in the type itself.
    fn each_held(&self, ty: TypeId, show: &mut dyn FnMut(TypeId)) {
        let types = &self.parts.api.types;
        let mut line = HashSet::new();
        let mut next = Some(ty);
        while let Some(id) = next.filter(|ty| line.insert(*ty)) {
            let Some(ty) = types.get(id.index()) else {
                return;
            };
            ty.each_type(&mut |held| {
                if self.parts.kept.has_type(held) {
                    show(held);
                }
            });
            next = self.base(id);
        }
    }

    /// The types that refer to others: for each type, those from which a path leads to it, or an operation takes or gives it.
    pub(super) fn referrers(&self) -> HashMap<TypeId, Vec<TypeId>> {
        let (api, kept) = (self.parts.api, self.parts.kept);
        let mut referrers: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        for (ty, places) in &self.places {
            let steps = places.iter().flat_map(|place| api.steps(*place));
            for (_, edge) in steps.filter(|(id, _)| kept.has_edge(*id)) {
                let mut refer = |to: TypeId| referrers.entry(to).or_default().push(*ty);
                match api[edge.to].ty {
                    Some((to, _)) if to != *ty => refer(to),
                    _ => {}
                }
                if matches!(edge.step, Step::Call { .. }) {
                    edge.step.each_type(&mut refer);
                    api[edge.to].each_type(&mut refer);
                }
            }
        }
        referrers
    }

    /// The types that one holds values of or leads to.
    pub(super) fn referred(&self, ty: TypeId) -> Vec<TypeId> {
        let api = self.parts.api;
        let mut referred = Vec::new();
        self.each_held(ty, &mut |ty| referred.push(ty));
        let places = self.places.get(&ty).into_iter().flatten();
        let steps = places.flat_map(|place| api.steps(*place));
        referred.extend(steps.filter_map(|(_, edge)| Some(api[edge.to].ty?.0)));
        referred.retain(|to| *to != ty);
        referred
    }

    /// The type that a type derives from.
    pub(super) fn base(&self, ty: TypeId) -> Option<TypeId> {
        match &self.parts.api.types.get(ty.index())?.kind {
            TypeKind::Struct { base, .. } => *base,
            _ => None,
        }
    }

    /// What is contained in what a place has.
    fn contained(&self, node: NodeId, own: &BTreeSet<TypeId>, work: &mut Vec<Needed>) {
        let api = self.parts.api;
        for (id, edge) in api.steps(node) {
            let leads = matches!(edge.step, Step::Segments(_) | Step::Key(_));
            if !leads || !edge.contained || !self.parts.kept.has_edge(id) {
                continue;
            }
            match api[edge.to].ty {
                Some((ty, _)) if self.is_of_others(ty, own) => {}
                Some((ty, _)) => work.push(Needed {
                    ty,
                    whole: true,
                    operations: true,
                }),
                None => self.results(&api[edge.to], own, work),
            }
        }
    }

    /// What the operations on what a place has take and give.
    fn operations(&self, node: NodeId, own: &BTreeSet<TypeId>, work: &mut Vec<Needed>) {
        let api = self.parts.api;
        for (id, edge) in api.steps(node) {
            if matches!(edge.step, Step::Call { .. }) && self.parts.kept.has_edge(id) {
                let mut taken = |ty| self.may_take(ty, own, work);
                edge.step.each_type(&mut taken);
                self.results(&api[edge.to], own, work);
            }
        }
        self.results(&api[node], own, work);
    }

    fn results(&self, node: &Node, own: &BTreeSet<TypeId>, work: &mut Vec<Needed>) {
        node.each_type(&mut |ty| self.may_take(ty, own, work));
    }

    fn may_take(&self, ty: TypeId, own: &BTreeSet<TypeId>, work: &mut Vec<Needed>) {
        if self.parts.kept.has_type(ty) && !self.is_of_others(ty, own) {
            work.push(Needed {
                ty,
                whole: false,
                operations: false,
            });
        }
    }

    /// Whether a type is at the paths of another feature alone.
    fn is_of_others(&self, ty: TypeId, own: &BTreeSet<TypeId>) -> bool {
        self.roots.contains(&ty) && !own.contains(&ty)
    }
}

/// Whether values of a type are read and written by paths of their own.
fn has_identity(parts: &Parts<'_>, ty: TypeId) -> bool {
    let ty = parts.api.types.get(ty.index()).map(|ty| &ty.kind);
    matches!(ty, Some(TypeKind::Struct { identity: true, .. }))
}
