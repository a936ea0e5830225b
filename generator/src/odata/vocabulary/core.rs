//! What annotations of the vocabulary Core say: descriptions, deprecations, permissions, when a property is set.

use crate::csdl::Expression;
use crate::model::Annotations;
use crate::odata::terms;
use crate::text::{code, one_line};

/// A revision that deprecates something, in one line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Since when.
    pub(crate) date: Option<String>,
    /// When it goes.
    pub(crate) removal: Option<String>,
    /// What to do.
    pub(crate) description: Option<String>,
}

/// What can be done with the value of a property, where that is not everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    ReadOnly,
    WriteOnly,
    None,
}

/// The short description and the long one, as far as they are given; where there is none, what SAP's services have for
/// people: the label and, if it says something else, the explanation of it, or else the heading of a column.
pub(crate) fn descriptions(annotations: &Annotations) -> impl Iterator<Item = &str> {
    let text = |term| {
        annotations
            .string(term)
            .filter(|text| !text.trim().is_empty())
    };
    let own = [text(terms::DESCRIPTION), text(terms::LONG_DESCRIPTION)];
    let label = text(terms::LABEL);
    let info = text(terms::QUICK_INFO).filter(|info| Some(*info) != label);
    let texts = match (own, label, info) {
        ([None, None], None, None) => [text(terms::HEADING), None],
        ([None, None], label, info) => [label, info],
        (own, ..) => own,
    };
    texts.into_iter().flatten()
}

/// The revision that deprecates; the last of several counts.
pub(crate) fn revision(annotations: &Annotations) -> Option<Revision> {
    let revisions = annotations.get(terms::REVISIONS)?.value.as_ref()?.items();
    let last = revisions
        .iter()
        .rev()
        .find(|revision| is_deprecation(revision))?;
    let text = |property: &str| {
        let text = last.property(property).and_then(Expression::as_str);
        text.map(one_line)
    };
    Some(Revision {
        date: text("Date"),
        removal: text("RemovalDate"),
        description: text("Description"),
    })
}

fn is_deprecation(revision: &Expression) -> bool {
    revision
        .property("Kind")
        .is_some_and(|kind| kind.enum_names().contains(&"Deprecated"))
}

/// Whether a parameter can be left out.
pub(crate) fn is_optional(annotations: &Annotations) -> bool {
    annotations.get(terms::OPTIONAL_PARAMETER).is_some()
}

/// Whether the service computes a property on every change.
pub(crate) fn is_computed(annotations: &Annotations) -> bool {
    annotations.bool(terms::COMPUTED).unwrap_or(false)
}

/// Whether a property is set on creation alone.
pub(crate) fn is_immutable(annotations: &Annotations) -> bool {
    annotations.bool(terms::IMMUTABLE).unwrap_or(false)
}

/// Whether an update may change a property.
pub(crate) fn is_updatable(annotations: &Annotations) -> bool {
    let access = access(annotations);
    let is_fixed = is_computed(annotations) || is_immutable(annotations);
    !is_fixed && !matches!(access, Some(Access::ReadOnly | Access::None))
}

/// What can be done with the value of a property; `None` where nothing or everything is said.
pub(crate) fn access(annotations: &Annotations) -> Option<Access> {
    let access = annotations.get(terms::PERMISSIONS)?.value.as_ref()?;
    match access.enum_names().as_slice() {
        ["Read"] => Some(Access::ReadOnly),
        ["Write"] => Some(Access::WriteOnly),
        ["None"] => Some(Access::None),
        _ => None,
    }
}

/// One line per scheme: `Application permissions: `A`, `B`.`
pub(crate) fn permissions(annotations: &Annotations) -> Vec<String> {
    let value = |term| annotations.get(term).and_then(|a| a.value.as_ref());
    let restrictions = value(terms::OPERATION_RESTRICTIONS);
    let nested = restrictions.and_then(|record| record.property("Permissions"));
    let entries = value(terms::PERMISSIONS).or(nested);
    let entries = entries.map(Expression::items).unwrap_or_default();
    entries.iter().filter_map(permission).collect()
}

/// `Application permissions: `A`, `B`.`
pub(crate) fn permission(entry: &Expression) -> Option<String> {
    let scheme = entry.property("SchemeName").and_then(Expression::as_str)?;
    let scopes = entry
        .property("Scopes")
        .map(Expression::items)
        .unwrap_or_default();
    let names = scopes
        .iter()
        .filter_map(|s| s.property("Scope").and_then(Expression::as_str));
    let names: Vec<String> = names.map(code).collect();
    (!names.is_empty()).then(|| format!("{scheme} permissions: {}.", names.join(", ")))
}
