//! Gates: what is compiled with which cargo features, where a crate has features for parts of a service.
//!
//! A file is there where a feature that needs its type is on. What it mentions of types that may be off then is gated
//! where it is mentioned: a field with all its lines, a method, the optional parameters of an operation. What values hold without being
//! asked for is never off where they are on; see [`crate::select`].

use std::collections::HashMap;

use crate::api::{Areas, EdgeId, Gate, TypeId};
use crate::plan::{Docs, FilePlan, ParametersPlan, Plan, Target, TypePath};

use super::mentions::Mentions;

/// When the types and builders of a crate are there.
#[derive(Debug)]
pub(crate) struct Gates<'p> {
    areas: &'p Areas,
    /// When the builder of the operation that a step calls is there.
    calls: HashMap<EdgeId, Gate>,
}

impl<'p> Gates<'p> {
    /// Those of a plan with its areas.
    pub(crate) fn new(areas: &'p Areas, plan: &Plan) -> Self {
        let mut gates = Self {
            areas,
            calls: HashMap::new(),
        };
        if areas.is_empty() {
            return gates;
        }
        let files = plan.namespaces.iter().flat_map(|it| &it.files);
        for file in files {
            for call in &file.operations {
                let gate = gates.parameters(Some(file), call);
                let edges = call.edges.iter().map(|edge| (*edge, gate.clone()));
                gates.calls.extend(edges);
            }
        }
        let calls = plan.client.iter().flat_map(|client| &client.operations);
        for call in calls {
            let gate = gates.parameters(None, call);
            let edges = call.edges.iter().map(|edge| (*edge, gate.clone()));
            gates.calls.extend(edges);
        }
        gates
    }

    /// When a file is there.
    pub(crate) fn file(&self, file: &FilePlan) -> Gate {
        self.areas.type_gate(file.ty)
    }

    /// When the optional parameters of an operation are there; in the file of a type, or in the client's.
    pub(crate) fn parameters(&self, file: Option<&FilePlan>, call: &ParametersPlan) -> Gate {
        let mut gate = file.map_or_else(Gate::default, |file| self.file(file));
        gate.add(self.mentioned(call));
        gate
    }

    /// When all is there that is mentioned.
    pub(super) fn mentioned<M: Mentions + ?Sized>(&self, part: &M) -> Gate {
        let mut gate = Gate::default();
        if !self.areas.is_empty() {
            part.each_mention(&mut |path| gate.add(self.path(path)));
        }
        gate
    }

    /// What of that is to be asked in the file of a type.
    pub(super) fn within(&self, ty: Option<TypeId>, gate: Gate) -> Gate {
        match ty {
            Some(ty) if !gate.is_always() => gate.within(&self.areas.type_gate(ty)),
            _ => gate,
        }
    }

    /// When what a path in Rust leads to is there.
    pub(super) fn path(&self, path: &TypePath) -> Gate {
        match path.target {
            Target::Item(ty) | Target::Any(ty) => self.areas.type_gate(ty),
            Target::Builder(node) => self.areas.node_gate(node),
            Target::Call(edge) => self.calls.get(&edge).cloned().unwrap_or_default(),
        }
    }
}

/// What documentation says of a method that is gated.
pub(crate) fn needed(gate: &Gate) -> Docs {
    Docs(vec![format!("Needs the {gate}.")])
}

/// What documentation says of a field that is gated.
pub(crate) fn held(gate: &Gate) -> Docs {
    let extra = crate::plan::names::owned::EXTRA;
    let line = format!("Needs the {gate}; without it, what is there stays in `{extra}`.");
    Docs(vec![line])
}
