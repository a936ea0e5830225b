//! A version of a service in the terms of HTTP → its elements by key: types with what they have, paths, operations with their
//! parameters, the service as a whole. The items that they become are listed by [`rust`](super::rust).

mod facts;
mod operations;
mod types;

use std::collections::HashMap;

use crate::api::walk::{self, Spelling};
use crate::api::{Api, NodeId, Type, TypeId, TypeKind, Verb};
use crate::model::Annotations;
use crate::plan::Plan;

use super::change::ElementKind;
use super::element::{Element, Elements};
use super::facts::Fact;

/// What is said of the service as a whole.
pub(super) const SERVICE: &str = "/";

/// Elements of such services have no annotations.
static NO_ANNOTATIONS: Annotations = Annotations(Vec::new());

/// How paths are written.
const SPELLING: Spelling = Spelling {
    segment_keys: true,
    full_names: false,
};

/// Lists the elements of a version.
pub(super) fn elements(plan: &Plan) -> Elements<'static> {
    let mut lister = Lister {
        api: &plan.api,
        places: Places::new(&plan.api),
        elements: Elements::default(),
    };
    lister.service();
    for id in (0..plan.api.types.len()).filter_map(|at| u32::try_from(at).ok()) {
        lister.ty(TypeId(id));
    }
    for id in (0..plan.api.nodes.len()).filter_map(|at| u32::try_from(at).ok()) {
        lister.place(NodeId(id));
    }
    lister.elements
}

struct Lister<'a> {
    api: &'a Api,
    places: Places,
    elements: Elements<'static>,
}

/// What an element is called, and what it belongs to.
struct Named {
    key: String,
    name: String,
    owner: String,
    parent: Option<String>,
}

impl Lister<'_> {
    fn add(&mut self, kind: ElementKind, named: Named, facts: Vec<Fact>) {
        let Named {
            key,
            name,
            owner,
            parent,
        } = named;
        let element = Element {
            kind,
            name,
            owner,
            parent,
            facts,
            annotations: &NO_ANNOTATIONS,
            below: None,
        };
        self.elements.insert(key, element);
    }

    /// Something of an element that is named by a path of its own.
    fn inner(&mut self, kind: ElementKind, parent: (&str, &str), name: &str, facts: Vec<Fact>) {
        let (key, owner) = parent;
        let named = Named {
            key: member(key, name),
            name: format!("{owner}/{name}"),
            owner: owner.to_owned(),
            parent: Some(key.to_owned()),
        };
        self.add(kind, named, facts);
    }
}

/// The key of what belongs to an element.
pub(super) fn member(key: &str, name: &str) -> String {
    // What an argument belongs to is found by the last `/` of its key.
    format!("{key}/{}", name.replace('/', "~1"))
}

/// The type that declares a field of a type: itself or one of its bases; itself where none does.
pub(super) fn declaring<'a>(api: &'a Api, ty: &'a str, field: &str) -> &'a str {
    let found = api.types.iter().find(|it| it.name == ty);
    let mut next = found;
    for _ in 0..api.types.len() {
        let Some(Type {
            name,
            kind: TypeKind::Struct { base, fields, .. },
            ..
        }) = next
        else {
            break;
        };
        if fields.iter().any(|it| it.name == field) {
            return name;
        }
        next = base.map(|base| &api[base]);
    }
    ty
}

/// The paths of a service by its places.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<NodeId, String>);

impl Places {
    pub(super) fn new(api: &Api) -> Self {
        let ways = walk::shortest(api, &|_| true);
        let nodes = (0..api.nodes.len()).filter_map(|at| u32::try_from(at).ok().map(NodeId));
        let written = nodes.map(|node| {
            let edges = ways.to(api, node).unwrap_or_default();
            let path = walk::template(api, &edges, SPELLING);
            (
                node,
                if edges.is_empty() {
                    SERVICE.to_owned()
                } else {
                    path
                },
            )
        });
        Self(written.collect())
    }

    /// The path of a place, as its version writes it.
    pub(super) fn path(&self, node: NodeId) -> &str {
        self.0.get(&node).map_or(SERVICE, String::as_str)
    }

    /// The key of a place: its path without the names of parameters, which no server sees.
    pub(super) fn key(&self, node: NodeId) -> String {
        let mut parts = self.path(node).split('{');
        let mut key = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest = part.split_once('}').map_or("", |(_, rest)| rest);
            key.push_str("{}");
            key.push_str(rest);
        }
        key
    }

    /// The key of a request.
    pub(super) fn request(&self, node: NodeId, verb: Verb) -> String {
        format!("{} {}", verb.name(), self.key(node))
    }
}
