//! Routes: the places of a service go in, a request builder for each comes out, with a method for each request and for
//! each step that leads on.

use std::collections::HashMap;

use crate::api::{Edge, EdgeId, NodeId, Parameter, Piece, Step};
use crate::diagnostic::Diagnostic;
use crate::plan::docs::{Text, code};
use crate::plan::names::owned::{self, REQUESTS_MODULE};
use crate::plan::names::scope::Scope;
use crate::plan::names::{MethodName, ModuleName, TypeName, words_of_symbols};
use crate::plan::{
    HttpOperationPlan, Part, PathBuilderPlan, PathMethodBody, PathMethodPlan, RequestsFile,
    SentPlan, Slot, Target, TypePath,
};

use super::Context;
use super::operations::{self, Operations};
use super::refs::Refs;
use super::sent;

/// The end of the names of builders.
const SUFFIX: &str = "RequestBuilder";

/// What becomes of the places of a service.
pub(super) struct Routes {
    /// Methods of the client.
    pub(super) root: Vec<PathMethodPlan>,
    /// Operations at the root.
    pub(super) root_operations: Vec<HttpOperationPlan>,
    /// One for each other place.
    pub(super) files: Vec<RequestsFile>,
}

/// What a place is called.
struct NodeName {
    builder: TypeName,
    module: ModuleName,
    /// The path to it, as the description has it.
    template: String,
}

/// Plans all builders.
pub(super) fn plan(context: &Context<'_>, warnings: &mut Vec<Diagnostic>) -> Routes {
    let (names, mut scope) = names(context);
    let operations = operations::names(context, &mut scope, warnings);
    let mut routes = Routes {
        root: Vec::new(),
        root_operations: Vec::new(),
        files: Vec::new(),
    };
    let nodes = (0..context.api.nodes.len()).filter_map(|at| u32::try_from(at).ok().map(NodeId));
    for node in nodes.filter(|node| *node == NodeId::ROOT || context.kept.has_node(*node)) {
        let reserved = if node == NodeId::ROOT {
            owned::HTTP_CLIENTS
        } else {
            owned::HTTP_BUILDERS
        };
        let (methods, calls) = methods(context, node, &names, &operations, reserved);
        match names.get(&node) {
            None => (routes.root, routes.root_operations) = (methods, calls),
            Some(name) => routes.files.push(RequestsFile {
                module: name.module.clone(),
                gate: context.kept.areas().node_gate(node),
                builder: builder(context, name, methods),
                operations: calls,
            }),
        }
    }
    routes.files.sort_by(|a, b| a.module.cmp(&b.module));
    routes
}

fn builder(
    context: &Context<'_>,
    name: &NodeName,
    methods: Vec<PathMethodPlan>,
) -> PathBuilderPlan {
    PathBuilderPlan {
        name: name.builder.clone(),
        docs: Text::at_level(context.settings.docs)
            .own(&format!("Requests to {}.", code(&name.template)))
            .finish(),
        methods,
    }
}

/// Names of all places but the root, and the names that are taken in the module of requests.
fn names(context: &Context<'_>) -> (HashMap<NodeId, NodeName>, Scope) {
    let mut found: HashMap<NodeId, NodeName> = HashMap::new();
    let mut scope = Scope::default();
    let mut modules = std::collections::HashSet::new();
    let mut work = vec![(NodeId::ROOT, Vec::<String>::new(), String::new())];
    while let Some((node, words, template)) = work.pop() {
        for (_, edge) in context.api.steps(node) {
            if edge.to == NodeId::ROOT || found.contains_key(&edge.to) {
                continue;
            }
            let mut words = words.clone();
            words.extend(words_of(&edge.step));
            let template = format!("{template}{}", written(&edge.step));
            let name = node_name(&words, &template, &mut scope, &mut modules);
            found.insert(edge.to, name);
            work.push((edge.to, words, template));
        }
    }
    (found, scope)
}

fn node_name(
    words: &[String],
    template: &str,
    scope: &mut Scope,
    modules: &mut std::collections::HashSet<String>,
) -> NodeName {
    let parts: Vec<&str> = words.iter().map(String::as_str).collect();
    let plain = TypeName::new(&parts);
    let numbered = (2..).map(|number| plain.numbered(number));
    let names = std::iter::once(plain.clone()).chain(numbered);
    let names = names.map(|name| name.with_suffix(SUFFIX));
    let builder = scope.first_free(names, TypeName::as_str);
    let plain = ModuleName::new(&parts);
    let numbered = (2..).map(|number| plain.numbered(number));
    let mut names = std::iter::once(plain.clone()).chain(numbered);
    let module = names.find(|module| modules.insert(module.folded()));
    NodeName {
        builder: builder.unwrap_or_else(|| TypeName::new(&[SUFFIX])),
        module: module.unwrap_or(plain),
        template: template.to_owned(),
    }
}

/// The words of a step in the name of a builder.
fn words_of(step: &Step) -> Vec<String> {
    match step {
        Step::Segments(names) => names.iter().map(|name| words_of_symbols(name)).collect(),
        Step::Key(key) => key.parts.iter().map(|_| "item".to_owned()).collect(),
        Step::Mixed(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Parameter(_) => "item".to_owned(),
            })
            .collect(),
        Step::Cast(name) | Step::Call { name, .. } => vec![name.clone()],
        Step::Onward | Step::Template { .. } => Vec::new(),
    }
}

/// A step as in the template of a path.
fn written(step: &Step) -> String {
    match step {
        Step::Segments(names) => names.iter().flat_map(|name| ["/", name]).collect(),
        Step::Key(key) => {
            let parts = key.parts.iter();
            parts.flat_map(|part| ["/{", &part.name, "}"]).collect()
        }
        Step::Mixed(pieces) => {
            let pieces: String = pieces.iter().map(ToString::to_string).collect();
            format!("/{pieces}")
        }
        Step::Cast(name) | Step::Call { name, .. } => format!("/{name}"),
        Step::Template { before, after } => format!("{before}{{path}}{after}"),
        Step::Onward => String::new(),
    }
}

/// The methods of a place: its requests, then the steps that lead on.
fn methods(
    context: &Context<'_>,
    node: NodeId,
    names: &HashMap<NodeId, NodeName>,
    operations: &Operations,
    reserved: owned::Names,
) -> (Vec<PathMethodPlan>, Vec<HttpOperationPlan>) {
    let mut scope = Scope::reserving(reserved.reserved());
    let (mut methods, mut calls) = (Vec::new(), Vec::new());
    for request in &context.api[node].requests {
        // Names do not depend on what is kept.
        let planned = operations::plan(context, node, request, operations, &mut scope);
        if let Some((own, operation)) = planned
            && context.kept.has_request(node, request.verb)
        {
            methods.extend(own);
            calls.push(operation);
        }
    }
    for (id, edge) in context.api.steps(node) {
        let name = step_name(&edge.step, &mut scope);
        if !context.kept.has_edge(id) {
            continue;
        }
        if let Some(to) = names.get(&edge.to) {
            methods.push(step(context, (id, edge), name, to));
        }
    }
    (methods, calls)
}

fn step_name(step: &Step, scope: &mut Scope) -> MethodName {
    let name = match step {
        Step::Segments(names) => {
            let words: Vec<String> = names.iter().map(|name| words_of_symbols(name)).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            MethodName::new(&words)
        }
        Step::Key(key) => by(key.parts.iter(), &[]),
        Step::Mixed(pieces) => {
            let parameters = pieces.iter().filter_map(|piece| match piece {
                Piece::Parameter(parameter) => Some(parameter),
                Piece::Text(_) => None,
            });
            let texts = pieces.iter().filter_map(|piece| match piece {
                Piece::Text(text) if text.contains(char::is_alphanumeric) => Some(text.as_str()),
                _ => None,
            });
            by(parameters, &texts.collect::<Vec<_>>())
        }
        Step::Cast(name) | Step::Call { name, .. } => MethodName::new(&[name]),
        Step::Onward | Step::Template { .. } => MethodName::new(&["then"]),
    };
    let numbered = (2..).map(|number| name.with_suffix(&number.to_string()));
    // The name of a request is not for a segment.
    let path = std::iter::once(name.with_suffix("path"));
    let names = std::iter::once(name.clone()).chain(path).chain(numbered);
    scope
        .first_free(names, |name| name.as_str())
        .unwrap_or_else(|| name.clone())
}

/// `by_owner_and_repo`.
fn by<'p>(parameters: impl Iterator<Item = &'p Parameter>, texts: &[&str]) -> MethodName {
    let mut words = Vec::new();
    for parameter in parameters {
        words.push(if words.is_empty() { "by" } else { "and" }.to_owned());
        words.push(words_of_symbols(&parameter.name));
    }
    words.extend(texts.iter().map(|text| (*text).to_owned()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    MethodName::new(&words)
}

fn step(
    context: &Context<'_>,
    (id, edge): (EdgeId, &Edge),
    name: MethodName,
    to: &NodeName,
) -> PathMethodPlan {
    let parameters: Vec<&Parameter> = match &edge.step {
        Step::Key(key) => key.parts.iter().collect(),
        Step::Mixed(pieces) => pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Parameter(parameter) => Some(parameter),
                Piece::Text(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let mut refs = Refs::elsewhere(context);
    let mut scope = Scope::default();
    let arguments = parameters.into_iter().map(|parameter| SentPlan {
        name: sent::argument(&parameter.name, &mut scope),
        slot: Slot::Parameter(parameter.name.clone()),
        taken: sent::taken(context, &parameter.value, &mut refs, sent::Large::Value),
    });
    let arguments = arguments.collect();
    let areas = context.kept.areas();
    let gate = areas.node_gate(edge.to).within(&areas.node_gate(edge.from));
    PathMethodPlan {
        name,
        docs: Text::at_level(context.settings.docs)
            .own(&format!("To {}.", code(&to.template)))
            .finish(),
        deprecated: None,
        gate,
        body: PathMethodBody::Step {
            arguments,
            builder: TypePath {
                modules: vec![ModuleName::new(&[REQUESTS_MODULE])],
                name: to.builder.clone(),
                deprecated: false,
                target: Target::Builder(edge.to),
            },
        },
        part: Part::Step(id),
    }
}
