//! Actions, functions and terms.
//!
//! What comes in: their elements. What goes out: every overload with its binding parameter apart, and errors
//! for overloads that nothing tells apart (OData CSDL XML 4.01, sections 12 and 14.1).

use std::collections::HashMap;

use super::Resolver;
use super::annotations;
use super::names::{Kind, Lookup, Scope, id};
use super::typed::{self, Written};
use super::types::{
    Annotations, NamespaceId, Operation, OperationId, OperationKind, Parameter, Primitive,
    StructuredId, Term, TermId, TypeRef, Typed,
};
use crate::csdl::{self, Document, OperationElement};
use crate::diagnostic::Position;

/// How many overloads an operation may have; annotations are compared with each.
const MAX_OVERLOADS: usize = 4096;

/// What tells overloads of one name apart.
#[derive(PartialEq, Eq, Hash)]
struct Signature<'d> {
    namespace: NamespaceId,
    name: &'d str,
    kind: OperationKind,
    /// Type of the binding parameter and whether it is a collection. Types of referenced documents are all
    /// `Any` here; there the name as written tells them apart.
    binding: Option<(TypeRef, bool, Option<&'d str>)>,
    /// Names of the other parameters, sorted; empty for actions, which they do not tell apart.
    parameters: Vec<&'d str>,
}

/// Resolves all operations.
pub(super) fn resolve<'d>(resolver: &mut Resolver<'d>, document: &'d Document) {
    let mut signatures = HashMap::new();
    for (index, schema) in document.schemas.iter().enumerate() {
        for source in &schema.operations {
            let scope = Scope(index);
            let operation = convert(resolver, scope, source);
            let signature = signature(&operation, source);
            if let Some(first) = signatures.get(&signature) {
                let what = format!("`{}` with this signature", source.name);
                resolver.report.duplicate(&what, &source.position, first);
                continue;
            }
            signatures.insert(signature, source.position.clone());
            let id = OperationId(id(resolver.model.operations.len()));
            let name = (operation.namespace, source.name.as_str());
            let overloads = resolver.names.operations.entry(name).or_default();
            overloads.push(id);
            if overloads.len() == MAX_OVERLOADS + 1 {
                let message = format!("`{}` has more than {MAX_OVERLOADS} overloads", source.name);
                let remedy = "no client can offer that many; check what this document is";
                resolver.report.error(&source.position, message, remedy);
            }
            if overloads.len() == 1 {
                let namespace = &resolver.model[operation.namespace].name;
                resolver
                    .names
                    .declare(Kind::Operation, namespace, &source.name);
            }
            resolver.model.operations.push(operation);
        }
    }
}

fn signature<'d>(operation: &Operation, source: &'d csdl::Operation) -> Signature<'d> {
    let written = source
        .parameters
        .first()
        .map(|parameter| parameter.ty.as_str());
    let binding = operation.binding.as_ref().map(|binding| {
        let any = binding.ty.item == TypeRef::Primitive(Primitive::Any);
        (
            binding.ty.item,
            binding.ty.collection,
            written.filter(|_| any),
        )
    });
    let mut parameters = Vec::new();
    if operation.kind == OperationKind::Function {
        let others = source
            .parameters
            .iter()
            .skip(usize::from(binding.is_some()));
        parameters.extend(others.map(|parameter| parameter.name.as_str()));
        parameters.sort_unstable();
    }
    Signature {
        namespace: operation.namespace,
        name: &source.name,
        kind: operation.kind,
        binding,
        parameters,
    }
}

fn convert(resolver: &mut Resolver<'_>, scope: Scope, source: &csdl::Operation) -> Operation {
    let mut parameters = parameters(resolver, scope, source).into_iter();
    let binding = if source.is_bound {
        parameters.next()
    } else {
        None
    };
    if source.is_bound && binding.is_none() {
        let message = format!(
            "`{}` is bound, but has no parameter to bind to",
            source.name
        );
        let remedy = "make the first parameter the binding parameter, or remove `IsBound`";
        resolver.report.error(&source.position, message, remedy);
    }
    let ty = source
        .returns
        .as_ref()
        .map(|returns| return_type(resolver, scope, source, returns));
    let annotate =
        |list: &[csdl::Annotation]| annotations::convert(&resolver.names, scope, list, None);
    Operation {
        kind: match source.element {
            OperationElement::Action => OperationKind::Action,
            OperationElement::Function => OperationKind::Function,
        },
        namespace: resolver.names.namespace(scope),
        name: source.name.clone(),
        binding,
        parameters: parameters.collect(),
        returns: ty,
        is_composable: source.is_composable,
        entity_set_path: source.entity_set_path.clone(),
        annotations: annotate(&source.annotations),
        return_annotations: source
            .returns
            .as_ref()
            .map_or_else(Annotations::default, |returns| {
                annotate(&returns.annotations)
            }),
        position: source.position.clone(),
    }
}

fn return_type(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    source: &csdl::Operation,
    returns: &csdl::ReturnType,
) -> Typed {
    let written = Written {
        ty: &returns.ty,
        nullable: returns.nullable,
        facets: &returns.facets,
        position: &returns.position,
    };
    let what = format_args!("the result of `{}`", source.name);
    typed::typed(resolver, scope, &written, &what)
}

fn parameters(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    source: &csdl::Operation,
) -> Vec<Parameter> {
    let mut seen: HashMap<&str, &Position> = HashMap::new();
    let mut parameters = Vec::with_capacity(source.parameters.len());
    for parameter in &source.parameters {
        if let Some(first) = seen.get(parameter.name.as_str()) {
            let what = format!("the parameter `{}` of `{}`", parameter.name, source.name);
            resolver.report.duplicate(&what, &parameter.position, first);
            continue;
        }
        seen.insert(&parameter.name, &parameter.position);
        let written = Written {
            ty: &parameter.ty,
            nullable: parameter.nullable,
            facets: &parameter.facets,
            position: &parameter.position,
        };
        let what = format_args!("parameter `{}` of `{}`", parameter.name, source.name);
        parameters.push(Parameter {
            name: parameter.name.clone(),
            ty: typed::typed(resolver, scope, &written, &what),
            annotations: annotations::convert(&resolver.names, scope, &parameter.annotations, None),
            position: parameter.position.clone(),
        });
    }
    parameters
}

/// Resolves all terms.
pub(super) fn terms<'d>(resolver: &mut Resolver<'d>, document: &'d Document) {
    for (index, schema) in document.schemas.iter().enumerate() {
        let scope = Scope(index);
        let namespace = resolver.names.namespace(scope);
        for source in &schema.terms {
            if let Some(first) = resolver.names.terms.get(&(namespace, source.name.as_str())) {
                let first = resolver.model[*first].position.clone();
                let message = format!("the term `{}` is declared twice", source.name);
                let remedy = format!(
                    "the first, at {}:{}, is taken; remove one of the two",
                    first.line, first.column
                );
                resolver.report.warning(&source.position, message, remedy);
                continue;
            }
            let id = TermId(id(resolver.model.terms.len()));
            resolver.names.terms.insert((namespace, &source.name), id);
            let term = term(resolver, scope, source);
            resolver.model.terms.push(term);
        }
    }
}

fn term(resolver: &mut Resolver<'_>, scope: Scope, source: &csdl::Term) -> Term {
    let written = Written {
        ty: &source.ty,
        nullable: source.nullable,
        facets: &source.facets,
        position: &source.position,
    };
    let name = typed::split_collection(&source.ty).map_or("", |(name, _)| name);
    let known = resolver.names.find_type(scope, name) != Lookup::External;
    let ty = typed::typed(
        resolver,
        scope,
        &written,
        &format_args!("the term `{}`", source.name),
    );
    let applies_to = source.applies_to.as_deref().unwrap_or_default();
    let types = applies_to
        .split_whitespace()
        .filter_map(|name| applicable(resolver, scope, source, name))
        .collect();
    Term {
        namespace: resolver.names.namespace(scope),
        name: source.name.clone(),
        ty: known.then_some(ty),
        applies_to: applies_to.split_whitespace().map(str::to_owned).collect(),
        types,
        annotations: annotations::convert(&resolver.names, scope, &source.annotations, None),
        position: source.position.clone(),
    }
}

/// The type that a word of `AppliesTo` names. The words of OData itself have no dot: they name kinds of
/// elements (OData CSDL XML 4.01, section 14.1.2).
fn applicable(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    source: &csdl::Term,
    word: &str,
) -> Option<StructuredId> {
    if !word.contains('.') {
        return None;
    }
    let name = word.trim_matches(['(', ')', ',', ';']);
    let what = format!("the term `{}` applies to `{word}`", source.name);
    match resolver.names.find_type(scope, name) {
        Lookup::Found(TypeRef::Structured(id)) => {
            if name != word {
                let message = format!("{what}, which is not a name");
                let remedy = format!("it is taken for `{name}`; correct the name");
                resolver.report.warning(&source.position, message, remedy);
            }
            Some(id)
        }
        Lookup::Found(_) | Lookup::External => None,
        Lookup::Missing => {
            let message = format!("{what}, which does not exist");
            let remedy = "the term is not offered there; correct the name";
            resolver.report.warning(&source.position, message, remedy);
            None
        }
    }
}
