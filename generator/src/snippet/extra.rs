//! What a model does not declare, as Rust: names with JSON, and links to entities that are there already.

use serde_json::Value;

use super::json::pairs;

const BIND: &str = "@odata.bind";

/// An expression of the type `Extra`. `constant` gives the constant of a property, where there is one.
pub(super) fn extra(
    members: &[(&String, &Value)],
    constant: &dyn Fn(&str) -> Option<String>,
) -> String {
    let (bound, others): (Vec<_>, Vec<_>) = members
        .iter()
        .copied()
        .partition(|(name, value)| link(name, value, constant).is_some());
    let others = if others.is_empty() {
        "odata_client::Extra::default()".to_owned()
    } else {
        format!("odata_client::Extra::from_iter([{}])", pairs(&others))
    };
    let links: Vec<String> = bound
        .into_iter()
        .filter_map(|(name, value)| link(name, value, constant))
        .collect();
    if links.is_empty() {
        return others;
    }
    let links = links.join("; extra.");
    format!("{{ let mut extra = {others}; extra.{links}; extra }}")
}

/// The call that binds a navigation property; `None` for anything else.
fn link(name: &str, value: &Value, constant: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let property = name.strip_suffix(BIND).filter(|name| !name.is_empty())?;
    let named = constant(property).unwrap_or_else(|| format!("{property:?}"));
    match value {
        Value::String(target) => Some(format!("bind_one({named}, {target:?})")),
        Value::Array(targets) if !targets.is_empty() => {
            let targets: Option<Vec<&str>> = targets.iter().map(Value::as_str).collect();
            Some(format!("bind({named}, {:?})", targets?))
        }
        _ => None,
    }
}
