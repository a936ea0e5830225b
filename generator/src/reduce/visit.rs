//! All lists of annotations of a schema, and all names with a namespace, to be changed in place.

use crate::csdl::{Annotation, Expression, Record, Schema};

/// Visits every list of annotations, those of annotations and in their values too.
pub(super) fn annotations(schema: &mut Schema, visit: &mut dyn FnMut(&mut Vec<Annotation>)) {
    let mut lists: Vec<&mut Vec<Annotation>> = vec![&mut schema.annotations];
    for ty in &mut schema.structured {
        lists.push(&mut ty.annotations);
        lists.extend(ty.properties.iter_mut().map(|it| &mut it.annotations));
        for property in &mut ty.navigation {
            lists.push(&mut property.annotations);
            lists.extend(
                property
                    .constraints
                    .iter_mut()
                    .map(|it| &mut it.annotations),
            );
            lists.extend(property.on_delete.iter_mut().map(|it| &mut it.annotations));
        }
    }
    for ty in &mut schema.enums {
        lists.push(&mut ty.annotations);
        lists.extend(ty.members.iter_mut().map(|it| &mut it.annotations));
    }
    lists.extend(schema.definitions.iter_mut().map(|it| &mut it.annotations));
    for operation in &mut schema.operations {
        lists.push(&mut operation.annotations);
        lists.extend(
            operation
                .parameters
                .iter_mut()
                .map(|it| &mut it.annotations),
        );
        lists.extend(operation.returns.iter_mut().map(|it| &mut it.annotations));
    }
    lists.extend(schema.terms.iter_mut().map(|it| &mut it.annotations));
    for container in &mut schema.containers {
        lists.push(&mut container.annotations);
        for child in &mut container.children {
            lists.push(&mut child.annotations);
            lists.extend(child.bindings.iter_mut().map(|it| &mut it.annotations));
        }
    }
    lists.extend(schema.targeted.iter_mut().map(|it| &mut it.annotations));
    for list in lists {
        within(list, visit);
    }
}

/// Visits every record in the values of annotations.
pub(super) fn records(schema: &mut Schema, visit: &mut dyn FnMut(&mut Record)) {
    annotations(schema, &mut |list| {
        for value in list.iter_mut().filter_map(|it| it.value.as_mut()) {
            expressions(value, &mut |value| {
                if let Expression::Record(record) = value {
                    visit(record);
                }
            });
        }
    });
}

/// A list, and those within its annotations. Documents nest to a limited depth, and so does this.
fn within(list: &mut Vec<Annotation>, visit: &mut dyn FnMut(&mut Vec<Annotation>)) {
    visit(list);
    for annotation in list {
        within(&mut annotation.annotations, visit);
        if let Some(value) = &mut annotation.value {
            expressions(value, &mut |value| {
                if let Expression::Record(record) = value {
                    within(&mut record.annotations, visit);
                    for property in &mut record.properties {
                        within(&mut property.annotations, visit);
                    }
                }
            });
        }
    }
}

/// An expression and all within it.
fn expressions(value: &mut Expression, visit: &mut dyn FnMut(&mut Expression)) {
    visit(value);
    match value {
        Expression::Collection(items)
        | Expression::Apply {
            arguments: items, ..
        }
        | Expression::Operation {
            operands: items, ..
        } => items.iter_mut().for_each(|item| expressions(item, visit)),
        Expression::Record(record) => {
            let values = record.properties.iter_mut();
            let values = values.filter_map(|property| property.value.as_mut());
            values.for_each(|value| expressions(value, visit));
        }
        Expression::UrlRef(inner)
        | Expression::OfType { operand: inner, .. }
        | Expression::Labeled { value: inner, .. } => expressions(inner, visit),
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            let parts = [condition, then].into_iter().chain(otherwise);
            parts.for_each(|part| expressions(part, visit));
        }
        _ => {}
    }
}

/// Visits every text in which names with a namespace stand: types, bases, terms, targets, paths.
pub(super) fn names(schema: &mut Schema, visit: &mut dyn FnMut(&mut String)) {
    for ty in &mut schema.structured {
        ty.base.iter_mut().for_each(&mut *visit);
        ty.properties.iter_mut().for_each(|it| visit(&mut it.ty));
        for property in &mut ty.navigation {
            visit(&mut property.ty);
            property.partner.iter_mut().for_each(&mut *visit);
        }
    }
    for ty in &mut schema.enums {
        ty.underlying.iter_mut().for_each(&mut *visit);
    }
    let definitions = schema.definitions.iter_mut();
    definitions.for_each(|ty| visit(&mut ty.underlying));
    for operation in &mut schema.operations {
        operation.entity_set_path.iter_mut().for_each(&mut *visit);
        let parameters = operation.parameters.iter_mut();
        parameters.for_each(|parameter| visit(&mut parameter.ty));
        let returns = operation.returns.iter_mut();
        returns.for_each(|returns| visit(&mut returns.ty));
    }
    for term in &mut schema.terms {
        visit(&mut term.ty);
        term.base.iter_mut().for_each(&mut *visit);
    }
    for container in &mut schema.containers {
        container.extends.iter_mut().for_each(&mut *visit);
        for child in &mut container.children {
            visit(&mut child.refers_to);
            child.entity_set.iter_mut().for_each(&mut *visit);
            for binding in &mut child.bindings {
                visit(&mut binding.path);
                visit(&mut binding.target);
            }
        }
    }
    let targeted = schema.targeted.iter_mut();
    targeted.for_each(|targeted| visit(&mut targeted.target));
    annotations(schema, &mut |list| {
        for annotation in list {
            visit(&mut annotation.term);
            if let Some(value) = &mut annotation.value {
                expressions(value, &mut |value| in_expression(value, visit));
            }
        }
    });
}

fn in_expression(value: &mut Expression, visit: &mut dyn FnMut(&mut String)) {
    match value {
        Expression::EnumMember(members) => members.iter_mut().for_each(visit),
        Expression::Path { path, .. } => visit(path),
        Expression::Record(record) => record.ty.iter_mut().for_each(visit),
        Expression::OfType { ty, .. } => visit(ty),
        Expression::LabeledReference(name) => visit(name),
        _ => {}
    }
}
