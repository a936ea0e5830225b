//! The plan's builders as a graph: a plan goes in, the steps that lead from each builder come out, each with the
//! segment that it is in a path and the call that it is in Rust.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::{Model, OperationId, Resource, StructuredId};
use crate::odata::lower::Lowered;
use crate::plan::names::ModuleName;
use crate::plan::{
    Argument, BuilderPlan, CallKind, FilePlan, Given, MethodBody, MethodPlan, OperationBuilderPlan,
    Part, Plan, TypePath,
};
use crate::text::one_line;

/// The client, or a builder by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Client,
    Builder(usize),
}

/// A builder, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'p> {
    pub(super) module: &'p ModuleName,
    pub(super) file: &'p FilePlan,
    pub(super) builder: &'p BuilderPlan,
    pub(super) ty: Option<StructuredId>,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// The root of the service.
    Root,
    /// An entity set or a singleton.
    Resource,
    /// A navigation property, or a complex property with something to call.
    Navigation,
    /// A key.
    Key,
    /// An alternate key.
    AlternateKey,
    /// A cast to a derived type.
    Cast,
    /// A stream.
    Stream,
    /// `$count`.
    Count,
    /// `$ref`.
    Reference,
    /// An address by path, which an overlay declares.
    ByPath,
    /// An action.
    Action,
    /// A function.
    Function,
}

/// A step from a builder.
#[derive(Clone, Debug)]
pub(super) struct Step<'p> {
    pub(super) kind: StepKind,
    /// The segment's name; for keys, what stands for them, in braces.
    pub(super) segment: String,
    /// What it adds to a path.
    pub(super) suffix: String,
    /// What it adds to an expression.
    pub(super) call: String,
    /// What can be sent to it, where it leads to no builder of a resource.
    pub(super) verbs: &'static [&'static str],
    pub(super) to: Option<Node>,
    pub(super) operation: Option<OperationId>,
    /// What must be sent with an operation.
    pub(super) arguments: &'p [Argument],
    pub(super) builder: Option<&'p OperationBuilderPlan>,
    pub(super) method: &'p MethodPlan,
}

/// A plan's builders by number and by name.
pub(super) struct Map<'p> {
    pub(super) model: &'p Model,
    pub(super) plan: &'p Plan,
    lowered: &'p Lowered,
    pub(super) places: Vec<Place<'p>>,
    pub(super) types: HashMap<String, StructuredId>,
    numbers: HashMap<(&'p str, &'p str), usize>,
    resources: HashMap<Resource, usize>,
    files: HashMap<&'p str, (&'p ModuleName, &'p FilePlan)>,
    operations: HashMap<(&'p str, &'p str, &'p str), &'p OperationBuilderPlan>,
}

impl<'p> Map<'p> {
    pub(super) fn new(model: &'p Model, plan: &'p Plan, lowered: &'p Lowered) -> Self {
        let ids = (0..).map(StructuredId).zip(&model.structured);
        let types: HashMap<String, StructuredId> =
            ids.map(|(id, _)| (model.qualified_name(id), id)).collect();
        let mut map = Self {
            model,
            plan,
            lowered,
            places: Vec::new(),
            types,
            numbers: HashMap::new(),
            resources: HashMap::new(),
            files: HashMap::new(),
            operations: HashMap::new(),
        };
        for namespace in &plan.namespaces {
            let module = &namespace.module;
            for file in &namespace.files {
                map.files.insert(&file.wire, (module, file));
                let ty = map.types.get(&file.wire).copied();
                for builder in &file.builders {
                    let key = (module.as_str(), builder.name.as_str());
                    map.numbers.insert(key, map.places.len());
                    if let Some(ty) = ty {
                        let number = map.places.len();
                        map.resources.insert((ty, builder.collection), number);
                    }
                    map.places.push(Place {
                        module,
                        file,
                        builder,
                        ty,
                    });
                }
                for operation in &file.operations {
                    let key = (
                        module.as_str(),
                        file.module.as_str(),
                        operation.name.as_str(),
                    );
                    map.operations.insert(key, operation);
                }
            }
        }
        map
    }

    pub(super) fn place(&self, node: Node) -> Option<&Place<'p>> {
        match node {
            Node::Client => None,
            Node::Builder(number) => self.places.get(number),
        }
    }

    /// The builder of one resource of a type, or of a collection.
    pub(super) fn node(&self, ty: StructuredId, collection: bool) -> Option<Node> {
        let number = self.resources.get(&(ty, collection))?;
        Some(Node::Builder(*number))
    }

    /// The file of a type, by its full name, and the module that it stands in.
    pub(super) fn file_of(&self, wire: &str) -> Option<(&'p ModuleName, &'p FilePlan)> {
        self.files.get(wire).copied()
    }

    pub(super) fn file(&self, ty: StructuredId) -> Option<&'p FilePlan> {
        let (_, file) = self.file_of(&self.model.qualified_name(ty))?;
        Some(file)
    }

    pub(super) fn methods(&self, node: Node) -> &'p [MethodPlan] {
        match (node, self.place(node)) {
            (_, Some(place)) => &place.builder.methods,
            (Node::Client, _) => self.plan.client.as_ref().map_or(&[], |c| &c.methods),
            (Node::Builder(_), None) => &[],
        }
    }

    /// The type of what is at a node, with `Collection(…)` where there are many.
    pub(super) fn type_name(&self, node: Node) -> Option<String> {
        let place = self.place(node)?;
        let name = one_line(&place.file.wire);
        Some(if place.builder.collection {
            format!("Collection({name})")
        } else {
            name
        })
    }

    /// What can be sent to a resource itself.
    pub(super) fn verbs(&self, node: Node) -> Vec<&'static str> {
        let mut verbs: Vec<&'static str> = Vec::new();
        for method in self.methods(node) {
            let verb = match method.body {
                MethodBody::Get(_) | MethodBody::List(_) => "GET",
                MethodBody::Create(_) | MethodBody::CreateAny(_) | MethodBody::CreateMedia(_) => {
                    "POST"
                }
                MethodBody::Update(_) | MethodBody::UpdateAny(_) => "PATCH",
                MethodBody::Replace(_) | MethodBody::ReplaceAny(_) => "PUT",
                MethodBody::Delete => "DELETE",
                _ => continue,
            };
            if !verbs.contains(&verb) {
                verbs.push(verb);
            }
        }
        verbs
    }

    /// The steps that lead from a node, in the order of its methods.
    pub(super) fn steps(&self, node: Node) -> Vec<Step<'p>> {
        let methods = self.methods(node).iter();
        methods
            .filter_map(|method| self.step(node, method))
            .collect()
    }

    fn step(&self, node: Node, method: &'p MethodPlan) -> Option<Step<'p>> {
        let name = method.name.as_str();
        let plain = |kind, segment: &str| Step {
            kind,
            segment: one_line(segment),
            suffix: format!("/{}", one_line(segment)),
            call: format!(".{name}()"),
            verbs: &[],
            to: None,
            operation: None,
            arguments: &[],
            builder: None,
            method,
        };
        Some(match &method.body {
            MethodBody::Navigate { segment, builder } => Step {
                to: self.at(node, builder),
                ..plain(
                    if node == Node::Client {
                        StepKind::Resource
                    } else {
                        StepKind::Navigation
                    },
                    segment,
                )
            },
            MethodBody::Cast { segment, builder } => Step {
                to: self.at(node, builder),
                ..plain(StepKind::Cast, segment)
            },
            MethodBody::Key {
                beside,
                parts,
                builder,
            } => Step {
                to: self.at(node, builder),
                ..key(&plain(StepKind::Key, ""), beside.is_some(), parts)
            },
            MethodBody::AlternateKey { parts, builder } => Step {
                to: self.at(node, builder),
                ..alternate(&plain(StepKind::AlternateKey, ""), parts)
            },
            MethodBody::Media { segment } => Step {
                verbs: &["GET", "PUT"],
                ..plain(StepKind::Stream, segment)
            },
            MethodBody::Count => Step {
                verbs: &["GET"],
                ..plain(StepKind::Count, "$count")
            },
            MethodBody::References { segment, to } => Step {
                verbs: if to.is_collection() {
                    &["GET", "POST", "DELETE"]
                } else {
                    &["GET", "PUT", "DELETE"]
                },
                ..plain(StepKind::Reference, &format!("{segment}/$ref"))
            },
            MethodBody::ByPath {
                opening,
                closing,
                builder,
            } => Step {
                to: self.at(node, builder),
                suffix: one_line(&format!("{opening}{{path}}{closing}")),
                call: format!(".{name}(path)"),
                ..plain(StepKind::ByPath, &format!("{opening}{{path}}{closing}"))
            },
            MethodBody::Operation {
                kind,
                segment,
                arguments,
                gives,
            } => {
                let Some(Part::Step(edge)) = method.part else {
                    return None;
                };
                let builder = match gives {
                    Given::Builder(path) => self.operation(node, path),
                    Given::Invocation(_) => None,
                };
                self.operation_step(
                    node,
                    plain(action_or_function(*kind), segment),
                    self.lowered.operation(edge)?,
                    arguments,
                    builder,
                )
            }
            _ => return None,
        })
    }

    fn operation_step(
        &self,
        node: Node,
        plain: Step<'p>,
        operation: OperationId,
        arguments: &'p [Argument],
        builder: Option<&'p OperationBuilderPlan>,
    ) -> Step<'p> {
        let names: Vec<&str> = arguments.iter().map(|a| a.name.as_str()).collect();
        let then = builder.and_then(|b| b.then.as_ref());
        let wire = self.model[operation].parameters.iter().map(|p| {
            let name = one_line(&p.name);
            format!("{name}={{{name}}}")
        });
        let wire = wire.collect::<Vec<_>>().join(",");
        let function = plain.kind == StepKind::Function;
        let suffix = if function && !wire.is_empty() {
            format!("{}({wire})", plain.suffix)
        } else {
            plain.suffix
        };
        Step {
            suffix,
            call: format!(".{}({})", plain.method.name.as_str(), names.join(", ")),
            verbs: if function { &["GET"] } else { &["POST"] },
            to: then.and_then(|path| self.at(node, path)),
            operation: Some(operation),
            arguments,
            builder,
            ..plain
        }
    }

    /// The builder that a path names, seen from a node.
    fn at(&self, from: Node, path: &TypePath) -> Option<Node> {
        let module = match path.modules.first() {
            Some(module) => module,
            None => self.place(from)?.module,
        };
        let key = (module.as_str(), path.name.as_str());
        self.numbers.get(&key).copied().map(Node::Builder)
    }

    fn operation(&self, from: Node, path: &TypePath) -> Option<&'p OperationBuilderPlan> {
        let (module, file) = match (path.modules.as_slice(), self.place(from)) {
            ([module, file], _) => (module.as_str(), file.as_str()),
            (_, Some(place)) => (place.module.as_str(), place.file.module.as_str()),
            (_, None) => {
                let client = self.plan.client.as_ref()?;
                return client.operations.iter().find(|o| o.name == path.name);
            }
        };
        self.operations
            .get(&(module, file, path.name.as_str()))
            .copied()
    }
}

impl Step<'_> {
    /// What it adds to an expression where the path goes on.
    pub(super) fn call_on(&self) -> String {
        match self.operation {
            Some(_) if self.to.is_some() => format!("{}.then()", self.call),
            _ => self.call.clone(),
        }
    }
}

fn action_or_function(kind: CallKind) -> StepKind {
    match kind {
        CallKind::Action => StepKind::Action,
        CallKind::Function => StepKind::Function,
    }
}

fn key<'p>(plain: &Step<'p>, segments: bool, parts: &[Argument]) -> Step<'p> {
    let braced = |part: &Argument| format!("{{{}}}", one_line(&part.wire));
    let all: Vec<String> = parts.iter().map(braced).collect();
    let suffix = match (segments, all.as_slice()) {
        (true, all) => format!("/{}", all.join("/")),
        (false, [only]) => format!("({only})"),
        (false, _) => named(parts),
    };
    with_parts(plain, all.join(","), suffix, parts)
}

fn alternate<'p>(plain: &Step<'p>, parts: &[Argument]) -> Step<'p> {
    let suffix = named(parts);
    with_parts(plain, suffix.clone(), suffix, parts)
}

fn with_parts<'p>(
    plain: &Step<'p>,
    segment: String,
    suffix: String,
    parts: &[Argument],
) -> Step<'p> {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    let call = format!(".{}({})", plain.method.name.as_str(), names.join(", "));
    Step {
        segment,
        suffix,
        call,
        ..*plain
    }
}

/// `(a={a},b={b})`.
fn named(parts: &[Argument]) -> String {
    let parts = parts.iter().map(|part| one_line(&part.wire));
    let parts: Vec<String> = parts.map(|name| format!("{name}={{{name}}}")).collect();
    format!("({})", parts.join(","))
}
