//! Warnings for what is called by methods and arguments whose names only case or underscores tell apart: the planned
//! names are free, as other methods may be in their way; here it is told why they are not the usual ones.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{ChildKind, Operation, OperationId, Parameter};
use crate::odata::lower::is_required;

use crate::plan::Context;
use crate::plan::names::{ArgumentName, MethodName};

/// Children of the container, operations and parameters that are not called as they would be alone.
pub(in crate::plan) fn alike(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut warnings = children(context);
    let method = |name: &str| MethodName::new(&[name]).to_string();
    let mut bound: Vec<_> = context.bound.iter().collect();
    bound.sort_by_key(|(resource, _)| **resource);
    for (_, operations) in bound {
        let operations = operations.iter().filter_map(|id| kept(context, *id));
        let named = operations.map(|operation| (operation.name.as_str(), &operation.position));
        warnings.extend(told(named, method));
    }
    for (id, _) in (0..).map(OperationId).zip(&context.model.operations) {
        let Some(operation) = kept(context, id) else {
            continue;
        };
        let parameters = |required: bool| {
            let parameters = operation.parameters.iter();
            parameters
                .filter(move |it| is_required(operation.kind, it) == required)
                .map(|it: &Parameter| (it.name.as_str(), &it.position))
        };
        let argument = |name: &str| ArgumentName::new(name).to_string();
        warnings.extend(told(parameters(true), argument));
        warnings.extend(told(parameters(false), method));
    }
    warnings
}

/// An operation that the crate has, under the name that the description gives it.
fn kept<'m>(context: &Context<'m>, id: OperationId) -> Option<&'m Operation> {
    let is_kept = context.offered.has_operation(id);
    let is_kept = is_kept && context.renames.operation(id).is_none();
    is_kept.then(|| &context.model[id])
}

fn children(context: &Context<'_>) -> Vec<Diagnostic> {
    let model = context.model;
    let children = || model.container.iter().flat_map(|it| &it.children);
    let is_import = |kind: &ChildKind| {
        matches!(
            kind,
            ChildKind::ActionImport(_) | ChildKind::FunctionImport(_)
        )
    };
    // Methods for imports come behind those for resources.
    let resources = children().filter(|child| !is_import(&child.kind));
    let imports = children().filter(|child| is_import(&child.kind));
    let all = resources.chain(imports).filter(|child| {
        context.offered.has_child(&child.name) && context.renames.child(&child.name).is_none()
    });
    let named = all.map(|child| (child.name.as_str(), &child.position));
    told(named, |name| MethodName::new(&[name]).to_string())
}

/// That elements are not called as they would be alone; the first of them is.
fn told<'m>(
    elements: impl Iterator<Item = (&'m str, &'m Position)>,
    usual: impl Fn(&str) -> String,
) -> Vec<Diagnostic> {
    let mut groups: HashMap<String, Vec<(&str, &Position)>> = HashMap::new();
    let mut warnings = Vec::new();
    for (name, position) in elements {
        let alike = name.chars().filter(|c| c.is_alphanumeric());
        let alike = alike.flat_map(char::to_lowercase).collect();
        let group = groups.entry(alike).or_default();
        if group.iter().any(|(before, _)| *before == name) {
            continue;
        }
        let wanted = (!group.is_empty()).then(|| usual(name));
        let first = wanted.as_ref().and_then(|wanted| {
            let mut group = group.iter();
            group.find(|(before, _)| usual(before) == *wanted)
        });
        if let (Some(wanted), Some((first, at))) = (&wanted, first) {
            let message = format!(
                "{name:?} is not called `{wanted}`, because {first:?} ({at}) is: its name has a further word"
            );
            warnings.push(Diagnostic::warning(position.clone(), message));
        }
        group.push((name, position));
    }
    warnings
}
