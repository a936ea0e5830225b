//! What of a service in the terms of HTTP is wanted: its graph and patterns go in, ids come out.
//!
//! A type is needed where a selected request sends or reads it, or a needed type has it; of the types that derive from a
//! needed one, all are, as values of each may come.

mod areas;

use std::collections::HashSet;

use super::pattern::Pattern;
use super::report::{self, Known};
use super::{Selection, UnselectedNavigation, too_many, walk};
use crate::api::http::{BodyKind, ContentKind, HttpRequest};
use crate::api::{
    Api, EdgeId, Kept, KeptIds, NodeId, Piece, Rest, Step, TypeId, TypeKind, Value, Verb,
};
use crate::diagnostic::Diagnostics;

/// Finds what is wanted, and what of it is behind cargo features.
///
/// # Errors
/// Patterns that select or exclude nothing, and names of features that are invalid.
pub(crate) fn select_api(api: &Api, selection: &Selection) -> Result<Kept, Diagnostics> {
    let kept = kept_of(api, selection)?;
    let areas = areas::areas(api, &kept, selection)?;
    Ok(kept.with_areas(areas))
}

fn kept_of(api: &Api, selection: &Selection) -> Result<Kept, Diagnostics> {
    if selection.is_whole() {
        return Ok(Kept::everything());
    }
    let everything = Pattern::everything();
    let include = if selection.include.is_empty() {
        std::slice::from_ref(&everything)
    } else {
        selection.include.as_slice()
    };
    let walked = walk::walk(api, include, &selection.exclude);
    let walked = walked.map_err(|walk::TooMany| too_many())?;
    let known = Known {
        types: &|| api.types.iter().map(|ty| ty.name.clone()).collect(),
        is_elsewhere: &|_| false,
    };
    if !selection.lenient {
        report::unused(&known, include, &selection.exclude, &walked)?;
    }
    let mut kept = KeptIds {
        nodes: walked.nodes,
        edges: walked.edges,
        omit: selection.unselected_navigation == UnselectedNavigation::Omit,
        ..KeptIds::default()
    };
    kept.types = needed(api, &kept, include);
    Ok(Kept::only(kept))
}

/// The types that are needed, while they are found.
struct Needed<'a> {
    api: &'a Api,
    /// What derives from each type.
    derived: Vec<Vec<TypeId>>,
    /// Whether the object that a multipart body is belongs to its request, which does not need it: its parts are arguments.
    objects_of_parts: bool,
    found: HashSet<TypeId>,
    work: Vec<TypeId>,
}

fn needed(api: &Api, kept: &KeptIds, include: &[Pattern]) -> HashSet<TypeId> {
    let mut needed = Needed::new(api);
    for (node, verbs) in &kept.nodes {
        needed.requests(*node, &|verb| verbs.has(verb));
    }
    kept.edges.iter().for_each(|edge| needed.edge(*edge));
    needed.of_service();
    needed.named(include);
    needed.closed()
}

impl<'a> Needed<'a> {
    fn new(api: &'a Api) -> Self {
        let ids = (0..).map(TypeId).zip(&api.types);
        let mut derived = vec![Vec::new(); api.types.len()];
        for (id, ty) in ids {
            if let TypeKind::Struct {
                base: Some(base), ..
            } = &ty.kind
            {
                derived[base.index()].push(id);
            }
        }
        Self {
            api,
            derived,
            objects_of_parts: false,
            found: HashSet::new(),
            work: Vec::new(),
        }
    }

    /// What requests at a place need.
    fn requests(&mut self, node: NodeId, is_kept: &dyn Fn(Verb) -> bool) {
        let requests = self.api[node].requests.iter();
        for request in requests.filter(|request| is_kept(request.verb)) {
            request.http.iter().for_each(|http| self.request(http));
        }
    }

    /// What all that is kept at places needs, and the steps to them.
    fn places(&mut self, kept: &Kept, nodes: &HashSet<NodeId>) {
        for node in nodes {
            self.requests(*node, &|verb| kept.has_request(*node, verb));
        }
        let edges = (0..).map(EdgeId).zip(&self.api.edges);
        let edges = edges.filter(|(_, edge)| nodes.contains(&edge.to));
        edges.for_each(|(id, _)| self.edge(id));
    }

    /// The types that patterns name.
    fn named(&mut self, patterns: &[Pattern]) {
        for name in patterns.iter().filter_map(Pattern::type_name) {
            let ids = (0..).map(TypeId).zip(&self.api.types);
            let named = ids.filter(|(_, ty)| ty.name == name);
            self.work.extend(named.map(|(id, _)| id));
        }
    }

    /// All types that are needed, with all that these have.
    fn closed(mut self) -> HashSet<TypeId> {
        self.close();
        self.found
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Scalar(_) => {}
            Value::Named(id) => self.work.push(*id),
            Value::List(inner) | Value::Map(inner) | Value::Nullable(inner) => self.value(inner),
        }
    }

    fn request(&mut self, http: &HttpRequest) {
        for parameter in &http.parameters {
            self.value(&parameter.value);
        }
        for body in &http.bodies {
            match &body.kind {
                BodyKind::Json(value) | BodyKind::Form(value, _) => self.value(value),
                BodyKind::Multipart(value, parts) => {
                    if self.objects_of_parts {
                        self.value(value);
                    }
                    for part in parts {
                        self.value(&part.value);
                    }
                }
                BodyKind::Text | BodyKind::Bytes => {}
            }
        }
        for reply in &http.replies {
            for content in &reply.contents {
                match &content.kind {
                    ContentKind::Json(value)
                    | ContentKind::Events(value)
                    | ContentKind::JsonLines(value) => self.value(value),
                    ContentKind::Text | ContentKind::Bytes => {}
                }
            }
            for header in &reply.headers {
                self.value(&header.value);
            }
        }
        if let Some(paging) = &http.paging {
            self.value(&paging.item);
        }
    }

    fn edge(&mut self, edge: EdgeId) {
        let api = self.api;
        match &api[edge].step {
            Step::Key(key) => key.parts.iter().for_each(|part| self.value(&part.value)),
            Step::Mixed(pieces) => {
                for piece in pieces {
                    if let Piece::Parameter(parameter) = piece {
                        self.value(&parameter.value);
                    }
                }
            }
            Step::Segments(_)
            | Step::Cast(_)
            | Step::Call { .. }
            | Step::Onward
            | Step::Template { .. } => {}
        }
    }

    /// What all requests may come back with.
    fn of_service(&mut self) {
        if let Some(error) = self.api.service.as_deref().and_then(|it| it.error.as_ref()) {
            self.value(error);
        }
    }

    fn close(&mut self) {
        let api = self.api;
        while let Some(id) = self.work.pop() {
            if !self.found.insert(id) {
                continue;
            }
            match &api[id].kind {
                TypeKind::Struct {
                    base, fields, more, ..
                } => {
                    // Its fields are the struct's too, and its values may be of the type.
                    if let Some(base) = base {
                        self.bases(*base);
                    }
                    for field in fields {
                        self.value(&field.value);
                    }
                    if let Some(Rest::Typed(value)) = more.as_ref().map(|more| &more.rest) {
                        self.value(value);
                    }
                    if let Some(derived) = self.derived.get(id.index()) {
                        self.work.extend(derived);
                    }
                }
                TypeKind::Union(union) => {
                    union.variants.iter().for_each(|it| self.value(&it.value));
                }
                TypeKind::Alias(value) => self.value(value),
                TypeKind::Enum { .. } => {}
            }
        }
    }

    /// What the fields of bases need, without the bases themselves.
    fn bases(&mut self, base: TypeId) {
        let api = self.api;
        let mut next = Some(base);
        let mut left = api.types.len();
        while let Some(id) = next.filter(|_| left > 0) {
            left -= 1;
            let TypeKind::Struct { base, fields, .. } = &api[id].kind else {
                return;
            };
            for field in fields {
                self.value(&field.value);
            }
            next = *base;
        }
    }
}
