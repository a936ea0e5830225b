//! What is said of paths from a child of the container, or from a type, on: by annotations that name such a path, and
//! by `NavigationRestrictions` of the child.
//!
//! In goes the model; out comes, for each property on such a path, what is said on each way to it. Builders are per
//! type, so that the same property can be reached by ways of which nothing is said; then that counts too (OData CSDL
//! XML 4.01, section 14.2.2).

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{ChildKind, Model, StructuredId, TypeRef};
use crate::odata::vocabulary::capabilities::Capabilities;

/// A property: the type that declares it, and its name.
type Member = (StructuredId, String);

/// What is said of members where paths lead to them.
#[derive(Clone, Debug, Default)]
pub(super) struct Below {
    said: HashMap<Member, Vec<Capabilities>>,
    /// Those that a path leads to of which nothing is said.
    plain: HashSet<Member>,
}

impl Below {
    /// What is said on each way to a member; `own` is what holds wherever it is reached.
    pub(super) fn ways(
        &self,
        owner: StructuredId,
        name: &str,
        own: &Capabilities,
    ) -> Vec<Capabilities> {
        let member = (owner, name.to_owned());
        let Some(said) = self.said.get(&member) else {
            return vec![own.clone()];
        };
        let mut ways: Vec<Capabilities> = said.iter().map(|said| said.over(own)).collect();
        if self.plain.contains(&member) {
            ways.push(own.clone());
        }
        ways
    }
}

/// Finds all that is said of paths.
pub(super) fn below(model: &Model) -> Below {
    let paths = Paths::of(model);
    if paths.is_empty() {
        return Below::default();
    }
    let mut walk = Walk {
        model,
        paths: &paths,
        next: Vec::new(),
        seen: HashSet::new(),
        passed: HashSet::new(),
        found: Below::default(),
    };
    walk.start();
    while let Some((ty, nodes)) = walk.next.pop() {
        walk.step(ty, &nodes);
    }
    walk.found
}

/// A segment of paths of which something is said.
#[derive(Debug, Default)]
struct Node {
    said: Option<Capabilities>,
    next: BTreeMap<String, usize>,
}

/// All such paths.
#[derive(Debug, Default)]
struct Paths {
    nodes: Vec<Node>,
    /// Where those from a child of the container begin, by its number.
    children: HashMap<usize, usize>,
    /// Where those from a type begin.
    types: HashMap<StructuredId, usize>,
    /// Types by the full names that casts have.
    casts: HashMap<String, StructuredId>,
}

impl Paths {
    fn of(model: &Model) -> Self {
        let mut paths = Self::default();
        let children = model
            .container
            .iter()
            .flat_map(|container| &container.children);
        for (number, child) in children.enumerate() {
            let said = child.below.iter();
            let said =
                said.map(|(path, annotations)| (path.join("/"), Capabilities::of(annotations)));
            for (path, said) in said.chain(Capabilities::restricted(&child.annotations)) {
                let root = *paths.children.entry(number).or_insert(paths.nodes.len());
                paths.add(root, &path, said);
            }
        }
        for (id, ty) in model.structured_types() {
            for (path, annotations) in &ty.below {
                let root = *paths.types.entry(id).or_insert(paths.nodes.len());
                paths.add(root, &path.join("/"), Capabilities::of(annotations));
            }
        }
        if !paths.is_empty() {
            let types = model.structured_types();
            paths.casts = types
                .map(|(id, _)| (model.qualified_name(id), id))
                .collect();
        }
        paths
    }

    fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn add(&mut self, root: usize, path: &str, said: Capabilities) {
        if root == self.nodes.len() {
            self.nodes.push(Node::default());
        }
        let mut at = root;
        for segment in path.split('/') {
            let new = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = *node.next.entry(segment.to_owned()).or_insert(new);
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.said = Some(match &node.said {
                Some(known) => known.over(&said),
                None => said,
            });
        }
    }

    fn after(&self, node: usize, segment: &str) -> Option<usize> {
        self.nodes.get(node)?.next.get(segment).copied()
    }
}

/// A property that leads further.
struct Step<'m> {
    owner: StructuredId,
    name: &'m str,
    target: StructuredId,
}

/// Follows all paths from the container on.
struct Walk<'m> {
    model: &'m Model,
    paths: &'m Paths,
    /// Types to go on from, each with the nodes that the path to it has come to.
    next: Vec<(StructuredId, Vec<usize>)>,
    seen: HashSet<(StructuredId, Vec<usize>)>,
    /// Types whose own properties were passed where nothing is said of paths.
    passed: HashSet<StructuredId>,
    found: Below,
}

impl<'m> Walk<'m> {
    fn start(&mut self) {
        let container = self.model.container.iter();
        for (number, child) in container.flat_map(|it| &it.children).enumerate() {
            if let ChildKind::EntitySet(id) | ChildKind::Singleton(id) = child.kind {
                let root = self.paths.children.get(&number).copied();
                self.go(id, root.into_iter().collect());
            }
        }
        for operation in self.model.operations.iter().filter(|it| it.is_composable) {
            if let Some(TypeRef::Structured(id)) = operation.returns.as_ref().map(|it| it.item) {
                self.go(id, Vec::new());
            }
        }
    }

    fn go(&mut self, ty: StructuredId, mut nodes: Vec<usize>) {
        let own = self.model.with_bases(ty);
        nodes.extend(own.filter_map(|ty| self.paths.types.get(&ty)));
        if self.seen.insert((ty, nodes.clone())) {
            self.next.push((ty, nodes));
        }
    }

    /// From a type on, by its own properties, and by those of the types that it can be cast to.
    fn step(&mut self, ty: StructuredId, nodes: &[usize]) {
        let line = self.model.line(ty);
        let derived = self.model.descendants(ty);
        for (owner, is_own) in line
            .iter()
            .map(|id| (*id, true))
            .chain(derived.into_iter().map(|id| (id, false)))
        {
            if nodes.is_empty() && !self.passed.insert(owner) {
                continue;
            }
            for step in steps(self.model, owner) {
                self.pass(&step, nodes, is_own);
            }
        }
    }

    fn pass(&mut self, step: &Step<'m>, nodes: &[usize], is_own: bool) {
        let direct = nodes
            .iter()
            .filter_map(|node| self.paths.after(*node, step.name));
        let direct: Vec<usize> = direct.collect();
        let cast = nodes.iter().flat_map(|node| self.cast(*node, step));
        let cast: Vec<usize> = cast.collect();
        // A property of a derived type is reached by a cast alone.
        let by_cast = !cast.is_empty() && !is_own && direct.is_empty();
        let plain = (!by_cast).then_some(direct);
        for nodes in plain.into_iter().chain((!cast.is_empty()).then_some(cast)) {
            let said = nodes
                .iter()
                .filter_map(|node| self.paths.nodes.get(*node)?.said.as_ref());
            let said = said.cloned().reduce(|known, more| known.over(&more));
            let member = (step.owner, step.name.to_owned());
            match said {
                Some(said) => self.found.said.entry(member).or_default().push(said),
                None => drop(self.found.plain.insert(member)),
            }
            self.go(step.target, nodes);
        }
    }

    /// Where paths go on by a cast to a type that has a property, and by the property.
    fn cast(&self, node: usize, step: &Step<'m>) -> Vec<usize> {
        let Some(node) = self.paths.nodes.get(node) else {
            return Vec::new();
        };
        let casts = node.next.iter().filter(|(segment, _)| {
            let ty = self.paths.casts.get(*segment);
            ty.is_some_and(|ty| self.model.with_bases(*ty).any(|base| base == step.owner))
        });
        casts
            .filter_map(|(_, node)| self.paths.after(*node, step.name))
            .collect()
    }
}

/// The properties that a type declares and that lead further.
fn steps(model: &Model, owner: StructuredId) -> Vec<Step<'_>> {
    let step = |name, target| Step {
        owner,
        name,
        target,
    };
    let ty = &model[owner];
    let navigation = ty.navigation.iter();
    let navigation = navigation.filter_map(|it| Some(step(it.name.as_str(), it.target?)));
    let complex = ty.properties.iter().filter_map(|it| match it.ty.item {
        TypeRef::Structured(target) => Some(step(it.name.as_str(), target)),
        _ => None,
    });
    navigation.chain(complex).collect()
}
