//! The steps from the root and from a resource: keys, navigation, properties, operations, casts, counts and addresses by path.

use super::operations::{is_required, visible};
use super::routes::Capability;
use super::{Lower, Origin, request, resources, values};
use crate::api::{Key, NodeId, Parameter, Place, Request, Step, Verb};
use crate::model::{
    ChildKind, KeyPart, OperationId, OperationKind, Primitive, Resource, StructuredId,
    StructuredKind, TypeRef,
};
use crate::odata::conventions::PathConvention;
use crate::odata::vocabulary;

impl Lower<'_> {
    /// The steps from the root.
    pub(super) fn children(&mut self) {
        let model = self.model;
        for child in model.container.iter().flat_map(|c| &c.children) {
            let name = &child.name;
            let step = Step::Segments(vec![name.clone()]);
            let origin = Origin::Child(name.clone());
            match &child.kind {
                ChildKind::EntitySet(id) => {
                    let to = self.node((*id, true));
                    self.edge(NodeId::ROOT, to, step, origin, true);
                }
                ChildKind::Singleton(id) => {
                    let to = self.node((*id, false));
                    self.edge(NodeId::ROOT, to, step, origin, true);
                }
                ChildKind::ActionImport(id) => self.import(name, *id),
                ChildKind::FunctionImport(overloads) => {
                    for id in overloads {
                        self.import(name, *id);
                    }
                }
            }
        }
    }

    fn import(&mut self, name: &str, id: OperationId) {
        let origin = Origin::Import(name.to_owned(), id);
        self.call(NodeId::ROOT, id, name, None, origin);
    }

    /// The steps from a resource.
    pub(super) fn resource(&mut self, resource: Resource, node: NodeId) {
        let (id, many) = resource;
        if many {
            self.keys(id, node);
        } else {
            self.navigation(id, node);
            self.properties(id, node);
        }
        for operation in visible(self.model, &self.bound, resource) {
            let name = &self.model[operation].name;
            let full = self.model.qualified_name(operation);
            self.call(
                node,
                operation,
                name,
                Some(full),
                Origin::Operation(operation),
            );
        }
        for derived in self.hierarchies.derived(id).to_vec() {
            let step = Step::Cast(self.model.qualified_name(derived));
            let to = self.node((derived, many));
            self.edge(node, to, step, Origin::Cast(derived), true);
        }
        if many
            && self
                .routes
                .allowed(self.model, id)
                .contains(&Capability::Count)
        {
            let to = self.leaf(vec![request(Verb::Get)]);
            let step = Step::Segments(vec!["$count".to_owned()]);
            self.edge(node, to, step, Origin::Count, true);
        }
        if !many {
            self.templates(id, node);
        }
    }

    fn keys(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        let key = model.effective_key(id);
        if key.is_empty() || model[id].kind != StructuredKind::Entity {
            return;
        }
        let to = self.node((id, false));
        let step = self.key(key, false);
        self.edge(node, to, step, Origin::Key, true);
        for (number, key) in vocabulary::alternate_keys(model, id).iter().enumerate() {
            let step = self.key(key, true);
            self.edge(node, to, step, Origin::AlternateKey(number), true);
        }
    }

    fn key(&self, parts: &[KeyPart], alternate: bool) -> Step {
        let parts = parts.iter().map(|part| Parameter {
            name: part.name.clone(),
            value: values::value(self.model, &part.ty),
            required: true,
            place: Place::Path,
        });
        Step::Key(Key {
            parts: parts.collect(),
            alternate,
            apart: false,
        })
    }

    fn navigation(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        for property in model.all_navigation(id) {
            let Some(target) = property.target else {
                continue;
            };
            let name = || property.name.clone();
            let to = self.node((target, property.collection));
            let step = Step::Segments(vec![name()]);
            let origin = Origin::Property(name());
            self.edge(node, to, step, origin, property.contains_target);
            if !property.contains_target {
                let change = if property.collection {
                    Verb::Post
                } else {
                    Verb::Put
                };
                let verbs = [Verb::Get, change, Verb::Delete];
                let to = self.leaf(verbs.map(request).to_vec());
                let step = Step::Segments(vec![name(), "$ref".to_owned()]);
                self.edge(node, to, step, Origin::References(name()), true);
            }
        }
    }

    /// Complex properties that are resources, and streams.
    fn properties(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        for property in model.all_properties(id) {
            let step = Step::Segments(vec![property.name.clone()]);
            let origin = Origin::Property(property.name.clone());
            match property.ty.item {
                TypeRef::Structured(item) if self.complex.contains(&item) => {
                    let to = self.node((item, property.ty.collection));
                    self.edge(node, to, step, origin, true);
                }
                TypeRef::Primitive(Primitive::Stream) if !property.ty.collection => {
                    let to = self.content();
                    self.edge(node, to, step, origin, true);
                }
                _ => {}
            }
        }
        if model[id].has_stream {
            let to = self.content();
            let step = Step::Segments(vec!["$value".to_owned()]);
            self.edge(node, to, step, Origin::Media, true);
        }
    }

    fn content(&mut self) -> NodeId {
        self.leaf([Verb::Get, Verb::Put].map(request).to_vec())
    }

    /// Addresses by path: those of the type and of its bases.
    fn templates(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        let paths = self.conventions.paths.iter().enumerate();
        let own = paths.filter(|(_, path)| model.with_bases(id).any(|own| own == path.ty));
        let step = |path: &PathConvention| Step::Template {
            before: path.opening.clone(),
            after: path.closing.clone(),
        };
        let steps: Vec<_> = own.map(|(at, path)| (at, step(path))).collect();
        for (number, step) in steps {
            self.edge(node, node, step, Origin::Template(number), false);
        }
    }

    pub(super) fn call(
        &mut self,
        from: NodeId,
        id: OperationId,
        name: &str,
        full: Option<String>,
        origin: Origin,
    ) {
        let operation = &self.model[id];
        let place = match operation.kind {
            OperationKind::Action => Place::Body,
            OperationKind::Function => Place::Path,
        };
        let parameters = operation.parameters.iter().map(|parameter| Parameter {
            name: parameter.name.clone(),
            value: values::value(self.model, &parameter.ty),
            required: is_required(operation.kind, parameter),
            place,
        });
        let parameters: Vec<Parameter> = parameters.collect();
        let reply = operation.returns.as_ref();
        let reply = reply.map(|ty| values::value(self.model, ty));
        let (in_path, sent) = match place {
            Place::Body => (Vec::new(), parameters),
            _ => (parameters, Vec::new()),
        };
        let verb = match operation.kind {
            OperationKind::Action => Verb::Post,
            OperationKind::Function => Verb::Get,
        };
        let call = self.leaf(vec![Request {
            parameters: sent,
            reply,
            ..request(verb)
        }]);
        let step = Step::Call {
            name: name.to_owned(),
            full,
            parameters: in_path,
        };
        self.edge(from, call, step, origin, true);
        if let Some(given) = resources::composed(self.model, &self.complex, operation) {
            let to = self.node(given);
            self.edge(call, to, Step::Onward, Origin::Composition, false);
        }
    }
}
