//! Operations: actions and functions go in, methods of builders and builders of their own come out.

use crate::api::EdgeId;
use crate::model::{
    Model, Operation, OperationId, OperationKind, Parameter, Primitive, StructuredId, TypeRef,
    Typed,
};
use crate::odata::lower::{Origin, is_required, resources, visible};

mod texts;

use texts::{kind_word, operation_link, operation_text, optional_text, parameters_text};

use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code};
use crate::plan::layout::refs::Refs;
use crate::plan::methods::callable::Callable;
use crate::plan::methods::composition::composed;
use crate::plan::names::overloads;
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;
use crate::plan::names::type_names::TypeNames;
use crate::plan::names::{ArgumentName, MethodName};
use crate::plan::{
    Argument, ArgumentType, CallKind, Context, MethodBody, MethodPlan, ParametersPlan, Part,
    ReturnPlan, SetterPlan,
};

/// The segments that stand for the operations on a resource: a service that takes plain names takes qualified
/// ones too.
pub(in crate::plan) fn segments(
    context: &Context<'_>,
    id: StructuredId,
    collection: bool,
) -> impl Iterator<Item = String> {
    let operations = visible(context.model, &context.bound, (id, collection)).into_iter();
    operations.flat_map(|id| {
        let qualified = context.model.qualified_name(id);
        [
            Callable::bound(context.model, &context.renames, id).segment(context),
            qualified,
        ]
    })
}

/// The methods for operations on a resource or a collection.
pub(in crate::plan) fn methods(
    context: &Context<'_>,
    ty: StructuredId,
    collection: bool,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Vec<MethodPlan> {
    let operations = visible(context.model, &context.bound, (ty, collection));
    let operations: Vec<Callable<'_>> = operations
        .into_iter()
        .map(|id| Callable::bound(context.model, &context.renames, id))
        .collect();
    let names = names(context, &operations, scope);
    let mut methods = Vec::new();
    let surface = &context.offered;
    for (operation, name) in operations.into_iter().zip(names) {
        let edge = context.step((ty, collection), &Origin::Operation(operation.id));
        let offered = surface.has_operation_on((ty, collection), operation.id);
        let (Some(Part::Step(edge)), Some(name)) = (edge.filter(|_| offered), name) else {
            continue;
        };
        let owner = context.model[operation.id]
            .binding
            .as_ref()
            .map(|binding| binding.ty.item);
        let owner = match owner {
            Some(TypeRef::Structured(owner)) => Some(context.registry.structured(owner)),
            _ => None,
        };
        methods.push(method(context, operation, name, owner, edge, refs));
    }
    methods
}

/// The names of the methods for operations, whether they are offered or not. What is inherited comes first: it is called
/// as it is there.
pub(in crate::plan) fn names(
    context: &Context<'_>,
    callables: &[Callable<'_>],
    scope: &mut Scope,
) -> Vec<Option<MethodName>> {
    let model = context.model;
    let stems = overloads::stems(model, callables);
    let depth = |id: OperationId| match model[id].binding.as_ref()?.ty.item {
        TypeRef::Structured(ty) => Some(model.ancestors(ty).count()),
        _ => None,
    };
    let mut order: Vec<_> = callables.iter().zip(&stems).enumerate().collect();
    order.sort_by_key(|(_, (callable, _))| depth(callable.id));
    let mut names = vec![None; callables.len()];
    for (at, (callable, stem)) in order {
        let parts: Vec<&str> = stem.iter().map(String::as_str).collect();
        let word = kind_word(model[callable.id].kind);
        if let Some(name) = names.get_mut(at) {
            *name = free_method(&MethodName::new(&parts), word, scope);
        }
    }
    names
}

/// The method for one operation.
pub(in crate::plan) fn method(
    context: &Context<'_>,
    callable: Callable<'_>,
    name: MethodName,
    owner: Option<&TypeNames>,
    edge: EdgeId,
    refs: &mut Refs<'_, '_>,
) -> MethodPlan {
    let operation = &context.model[callable.id];
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|p| is_required(operation.kind, p))
        .collect();
    let arguments = arguments(&required, refs);
    let described: Vec<_> = arguments
        .iter()
        .zip(&required)
        .map(|(argument, parameter)| (argument.name.to_string(), &parameter.annotations))
        .collect();
    let deprecated = deprecation::of(callable.annotations(operation)[1]);
    let body = MethodBody::Operation {
        kind: match operation.kind {
            OperationKind::Action => CallKind::Action,
            OperationKind::Function => CallKind::Function,
        },
        segment: callable.segment(context),
        returns: returns(context.model, operation.returns.as_ref(), refs),
        parameters: context
            .registry
            .operation(callable)
            .map(|name| refs.operation(owner, name.clone(), deprecated.is_some(), edge)),
        arguments,
    };
    let setters = optional(operation);
    let setters: Vec<&str> = setters.iter().map(|(name, _)| name.as_str()).collect();
    let docs = operation_text(context, callable, edge)
        .arguments(&described)
        .own(&optional_text(&setters));
    MethodPlan {
        name,
        docs: docs.link(operation_link(context, operation)).finish(),
        deprecated,
        body,
        part: Some(Part::Step(edge)),
    }
}

/// The optional parameters of the operations in one file: of those bound to its type itself, or of the client's imports.
pub(in crate::plan) fn all_parameters<'m>(
    context: &Context<'m>,
    callables: impl IntoIterator<Item = Callable<'m>>,
    refs: &mut Refs<'_, '_>,
) -> Vec<ParametersPlan> {
    let surface = &context.offered;
    callables
        .into_iter()
        .filter(|callable| surface.has_operation(callable.id))
        .filter_map(|callable| parameters(context, callable, refs))
        .collect()
}

fn parameters(
    context: &Context<'_>,
    callable: Callable<'_>,
    refs: &mut Refs<'_, '_>,
) -> Option<ParametersPlan> {
    let operation = &context.model[callable.id];
    let name = context.registry.operation(callable)?.clone();
    let mut setters = Vec::new();
    for (name, parameter) in optional(operation) {
        setters.push(SetterPlan {
            docs: Text::new(context)
                .described(&parameter.annotations)
                .own(&format!("Sets the parameter {}.", code(&parameter.name)))
                .finish(),
            deprecated: deprecation::of(&parameter.annotations),
            argument: argument(parameter, ArgumentName::new(&parameter.name), refs),
            name,
        });
    }
    Some(ParametersPlan {
        name,
        edges: callable.edges(context),
        docs: parameters_text(context, operation, callable.id).finish(),
        deprecated: deprecation::of(callable.annotations(operation)[1]),
        returns: returns(context.model, operation.returns.as_ref(), refs),
        setters,
        then: composed(context.model, &context.reach, context.offered, operation)
            .and_then(|(ty, collection)| refs.builder(ty, collection)),
    })
}

/// The optional parameters, with the methods that set them.
fn optional(operation: &Operation) -> Vec<(MethodName, &Parameter)> {
    let mut scope = Scope::reserving(owned::CALLS.reserved());
    let parameters = operation.parameters.iter();
    let optional = parameters.filter(|p| !is_required(operation.kind, p));
    let named = optional.filter_map(|parameter| {
        let plain = MethodName::new(&[&parameter.name]);
        Some((free_method(&plain, "parameter", &mut scope)?, parameter))
    });
    named.collect()
}

/// Takes the name, or with a word, or with a word and a number: one of these is free.
pub(in crate::plan) fn free_method(
    plain: &MethodName,
    word: &str,
    scope: &mut Scope,
) -> Option<MethodName> {
    let worded = plain.with_suffix(word);
    let numbered = (2..).map(|n: u32| worded.with_suffix(&n.to_string()));
    let candidates = [plain.clone(), worded.clone()].into_iter().chain(numbered);
    scope.first_free(candidates, MethodName::as_str)
}

fn arguments(parameters: &[&Parameter], refs: &mut Refs<'_, '_>) -> Vec<Argument> {
    let mut scope = Scope::default();
    let mut arguments = Vec::new();
    for parameter in parameters {
        let mut name = ArgumentName::new(&parameter.name);
        while !scope.take(name.as_str()) {
            name = name.escaped();
        }
        arguments.push(argument(parameter, name, refs));
    }
    arguments
}

fn argument(parameter: &Parameter, name: ArgumentName, refs: &mut Refs<'_, '_>) -> Argument {
    Argument {
        name,
        wire: parameter.name.clone(),
        ty: argument_type(&parameter.ty, refs),
    }
}

/// How a value of a CSDL type is taken.
pub(in crate::plan) fn argument_type(ty: &Typed, refs: &mut Refs<'_, '_>) -> ArgumentType {
    match (ty.item, ty.collection) {
        (item, true) if refs.is_polymorphic(item) => ArgumentType::IntoManyOfAny(refs.item(item)),
        (item, false) if refs.is_polymorphic(item) => ArgumentType::IntoAny(refs.item(item)),
        (item, true) => ArgumentType::IntoVec(refs.item(item)),
        (TypeRef::Primitive(Primitive::String), false) => ArgumentType::IntoString,
        (item, false) => ArgumentType::Value(refs.item(item)),
    }
}

fn returns(model: &Model, ty: Option<&Typed>, refs: &mut Refs<'_, '_>) -> ReturnPlan {
    let Some(ty) = ty else {
        return ReturnPlan::Nothing;
    };
    match ty.item {
        item if ty.collection => ReturnPlan::Many(refs.item(item)),
        TypeRef::Primitive(Primitive::Stream) => ReturnPlan::Media,
        TypeRef::Structured(id) if resources::is_download(model, id) => ReturnPlan::Media,
        TypeRef::Structured(id) => ReturnPlan::One(refs.declared(id)),
        item => ReturnPlan::Single(refs.item(item)),
    }
}
