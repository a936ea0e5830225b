//! What annotations say that is more than yes or no: restrictions go in, sentences for documentation come
//! out.

use crate::csdl::Expression;

use super::super::permission;
use super::{Source, Term};
use crate::text::code;
use crate::text::markdown::inline;

/// Terms with `Description`, `Permissions` and `CustomHeaders`, and what they are about.
const VERBS: &[(&str, &str)] = &[
    ("ReadRestrictions", "read"),
    ("InsertRestrictions", "create"),
    ("UpdateRestrictions", "update"),
    ("DeleteRestrictions", "delete"),
];

/// Lists of properties that an option does not take, and how that is said.
const EXCEPT: &[(&str, &str, &str)] = &[
    ("ExpandRestrictions", "NonExpandableProperties", "`$expand`"),
    ("FilterRestrictions", "NonFilterableProperties", "`$filter`"),
    ("SortRestrictions", "NonSortableProperties", "`$orderby`"),
    ("CountRestrictions", "NonCountableProperties", "`$count`"),
    ("InsertRestrictions", "NonInsertableProperties", "creating"),
    ("UpdateRestrictions", "NonUpdatableProperties", "updating"),
];

/// Sentences of our own.
pub(super) fn details(source: Source<'_>) -> Vec<String> {
    let mut details = Vec::new();
    for (term, property, what) in EXCEPT {
        let list = source.term(term).and_then(|term| term.property(property));
        let names = names(list.map(Expression::items).unwrap_or_default());
        if !names.is_empty() {
            details.push(format!("Not for {what}: {}.", names.join(", ")));
        }
    }
    let filter = source.term("FilterRestrictions");
    let expressions = filter.and_then(|term| term.property("FilterExpressionRestrictions"));
    for entry in expressions.map(Expression::items).unwrap_or_default() {
        let property = entry.property("Property").and_then(name);
        let allowed = entry
            .property("AllowedExpressions")
            .and_then(Expression::as_str);
        if let (Some(property), Some(allowed)) = (property, allowed) {
            details.push(format!(
                "Only for `$filter` of {property}: {}.",
                code(allowed)
            ));
        }
    }
    let navigation = source.term("NavigationRestrictions");
    let kind = navigation.and_then(|term| term.property("Navigability"));
    match kind
        .map(Expression::enum_names)
        .unwrap_or_default()
        .as_slice()
    {
        ["Single", ..] => details.push("Paths lead one step further, not more.".to_owned()),
        ["None", ..] => details.push("Paths lead no further.".to_owned()),
        _ => {}
    }
    details
}

/// What a list must be asked with, in sentences of our own.
pub(super) fn needs(source: Source<'_>) -> Vec<String> {
    let Some(filter) = source.term("FilterRestrictions") else {
        return Vec::new();
    };
    let mut needs = Vec::new();
    if filter.fact("RequiresFilter") == Some(true) {
        needs.push("A `$filter` is required.".to_owned());
    }
    let required = filter.property("RequiredProperties");
    let required = names(required.map(Expression::items).unwrap_or_default());
    if !required.is_empty() {
        needs.push(format!("A `$filter` must name {}.", required.join(", ")));
    }
    needs
}

/// Sentences that hold texts of the service.
pub(super) fn told(source: Source<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let navigation = source.term("NavigationRestrictions");
    told.extend(navigation.and_then(|term| description(term.0?)));
    for (name, verb) in VERBS {
        let Some(Term(Some(record))) = source.term(name) else {
            continue;
        };
        let by_key = record.property("ReadByKeyRestrictions");
        for part in std::iter::once(record).chain(by_key) {
            told.extend(description(part).map(|text| format!("To {verb}: {text}")));
            let entries = part.property("Permissions").map(Expression::items);
            let permissions = entries.unwrap_or_default().iter().filter_map(permission);
            told.extend(permissions.map(|line| format!("To {verb}: {line}")));
            let headers = part.property("CustomHeaders").map(Expression::items);
            told.extend(
                headers
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|h| header(h, verb)),
            );
        }
    }
    told
}

fn description(record: &Expression) -> Option<String> {
    let terms = ["Description", "LongDescription"];
    let texts: Vec<String> = terms
        .iter()
        .filter_map(|term| record.property(term).and_then(Expression::as_str))
        .map(inline)
        .collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// A header that a request to read, create, update or delete takes.
fn header(entry: &Expression, verb: &str) -> Option<String> {
    let name = entry.property("Name").and_then(Expression::as_str)?;
    let required = entry.property("Required").and_then(Expression::as_bool);
    let word = if required == Some(true) {
        "must"
    } else {
        "may"
    };
    let mut line = format!("To {verb}, the header {} {word} be sent", code(name));
    let examples = entry.property("ExampleValues").map(Expression::items);
    let examples = examples.unwrap_or_default().iter();
    let values: Vec<String> = examples
        .filter_map(|example| example.property("Value").and_then(Expression::as_str))
        .map(code)
        .collect();
    if !values.is_empty() {
        line.push_str(", such as ");
        line.push_str(&values.join(", "));
    }
    match entry.property("Description").and_then(Expression::as_str) {
        Some(text) => {
            line.push_str(": ");
            line.push_str(&inline(text));
        }
        None => line.push('.'),
    }
    Some(line)
}

fn name(path: &Expression) -> Option<String> {
    path.as_path().or_else(|| path.as_str()).map(code)
}

fn names(paths: &[Expression]) -> Vec<String> {
    paths.iter().filter_map(name).collect()
}
