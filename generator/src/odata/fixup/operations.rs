//! Operations: parameters corrected, bound operations added.

use super::find::{self, Found, misfit};
use super::overlay::{NewOperation, NewParameter, ParameterChange};
use crate::diagnostic::Position;
use crate::model::{
    Annotation, Annotations, Facets, Model, NamespaceId, Operation, Parameter, TypeRef, Typed,
};
use crate::odata::terms::OPTIONAL_PARAMETER;

pub(super) fn parameter(model: &mut Model, change: &ParameterChange, at: &Position) -> Found<()> {
    let overloads = find::operations(model, &change.operation)?;
    let bound_to = change.bound_to.as_deref();
    let bound_to = bound_to.map(|text| find::typed(model, text)).transpose()?;
    let is = change.is.as_deref();
    let ty = is.map(|text| find::typed(model, text)).transpose()?;
    let mut found = false;
    for id in overloads {
        let Some(operation) = model.operations.get_mut(id.index()) else {
            continue;
        };
        let binding = operation.binding.as_ref();
        let binding = binding.map(|binding| (binding.ty.item, binding.ty.collection));
        if bound_to.is_some() && bound_to != binding {
            continue;
        }
        let mut parameters = operation.parameters.iter_mut();
        if let Some(parameter) = parameters.find(|parameter| parameter.name == change.name) {
            found = true;
            correct(parameter, change, ty, at);
        }
    }
    if found {
        return Ok(());
    }
    misfit(
        format!(
            "no overload of `{}` has a parameter `{}`",
            change.operation, change.name
        ),
        "look at the operation in the metadata, and at `bound_to`",
    )
}

fn correct(
    parameter: &mut Parameter,
    change: &ParameterChange,
    ty: Option<(TypeRef, bool)>,
    at: &Position,
) {
    if let Some((item, collection)) = ty {
        parameter.ty.item = item;
        parameter.ty.collection = collection;
    }
    parameter.ty.nullable = change.nullable.unwrap_or(parameter.ty.nullable);
    let Some(optional) = change.optional else {
        return;
    };
    parameter
        .annotations
        .0
        .retain(|annotation| annotation.term != OPTIONAL_PARAMETER);
    if optional {
        parameter.annotations.0.push(tag(OPTIONAL_PARAMETER, at));
    }
}

fn tag(term: &str, at: &Position) -> Annotation {
    Annotation {
        term: term.to_owned(),
        qualifier: None,
        value: None,
        annotations: Annotations::default(),
        position: at.clone(),
    }
}

pub(super) fn add(model: &mut Model, new: &NewOperation, at: &Position) -> Found<()> {
    let binding = binding(model, &new.bound_to)?;
    let (namespace, name) = namespace(model, &new.name)?;
    let parameters = new.parameters.iter();
    let parameters: Found<Vec<Parameter>> =
        parameters.map(|new| parameter_of(model, new, at)).collect();
    let parameters = parameters?;
    let same = |other: &Operation| {
        let bound = other.binding.as_ref();
        other.kind == new.kind
            && other.namespace == namespace
            && other.name == name
            && bound.is_some_and(|b| (b.ty.item, b.ty.collection) == binding)
            && other.parameters.len() == parameters.len()
            && (other.parameters.iter().zip(&parameters)).all(|(a, b)| a.name == b.name)
    };
    if model.operations.iter().any(same) {
        return misfit(
            format!("`{}` is there already", new.name),
            "remove the entry: the metadata says it by now",
        );
    }
    let returns = new.returns.as_deref();
    let returns = returns.map(|text| find::typed(model, text)).transpose()?;
    let typed = |(item, collection), nullable| Typed {
        item,
        collection,
        nullable,
        null_items: false,
        facets: Facets::default(),
    };
    model.operations.push(Operation {
        kind: new.kind,
        namespace,
        name: name.to_owned(),
        binding: Some(Parameter {
            name: "bindingParameter".to_owned(),
            ty: typed(binding, false),
            annotations: Annotations::default(),
            position: at.clone(),
        }),
        parameters,
        returns: returns.map(|ty| typed(ty, true)),
        is_composable: new.composable,
        entity_set_path: None,
        annotations: Annotations::default(),
        return_annotations: Annotations::default(),
        position: at.clone(),
    });
    Ok(())
}

fn binding(model: &Model, text: &str) -> Found<(TypeRef, bool)> {
    let binding = find::typed(model, text)?;
    match binding.0 {
        TypeRef::Structured(_) => Ok(binding),
        _ => misfit(
            format!("`{text}` is not a resource, so nothing can be bound to it"),
            "name an entity type or a complex type",
        ),
    }
}

fn parameter_of(model: &Model, new: &NewParameter, at: &Position) -> Found<Parameter> {
    let (item, collection) = find::typed(model, &new.is)?;
    let mut annotations = Annotations::default();
    if new.optional {
        annotations.0.push(tag(OPTIONAL_PARAMETER, at));
    }
    Ok(Parameter {
        name: new.name.clone(),
        ty: Typed {
            item,
            collection,
            nullable: new.nullable,
            null_items: false,
            facets: Facets::default(),
        },
        annotations,
        position: at.clone(),
    })
}

fn namespace<'n>(model: &Model, name: &'n str) -> Found<(NamespaceId, &'n str)> {
    let (namespace, short) = name.rsplit_once('.').unwrap_or(("", name));
    let mut known = (0..).map(NamespaceId).zip(&model.namespaces);
    match known.find(|(_, known)| known.name == namespace) {
        Some((id, _)) if !short.is_empty() => Ok((id, short)),
        _ => misfit(
            format!("`{name}` is in no namespace of the metadata"),
            "write the full name, as in `namespace.operation`",
        ),
    }
}
