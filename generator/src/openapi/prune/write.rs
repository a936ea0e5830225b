//! A tree → text: JSON or YAML, indented.

use saphyr::{Mapping, Scalar, ScalarStyle, Yaml, YamlEmitter};

use crate::openapi::read::{Kind, Node};

/// It as JSON, a line for each value.
pub(super) fn json(root: &Node<'_>) -> String {
    let mut out = String::new();
    value(root, 0, &mut out);
    out.push('\n');
    out
}

fn value(node: &Node<'_>, depth: usize, out: &mut String) {
    let inner = depth.saturating_add(1);
    match &node.kind {
        Kind::List(items) if !items.is_empty() => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                line(at > 0, inner, out);
                value(item, inner, out);
            }
            line(false, depth, out);
            out.push(']');
        }
        Kind::Object(members) if !members.is_empty() => {
            out.push('{');
            for (at, member) in members.iter().enumerate() {
                line(at > 0, inner, out);
                out.push_str(&serde_json::Value::from(member.name.as_ref()).to_string());
                out.push_str(": ");
                value(&member.value, inner, out);
            }
            line(false, depth, out);
            out.push('}');
        }
        _ => out.push_str(&node.to_json()),
    }
}

fn line(after_comma: bool, depth: usize, out: &mut String) {
    if after_comma {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// It as YAML 1.2.
///
/// # Errors
/// None that a document causes.
pub(super) fn yaml(root: &Node<'_>) -> Result<String, String> {
    let mut out = String::new();
    let mut emitter = YamlEmitter::new(&mut out);
    emitter.multiline(true);
    emitter
        .dump(&tree(root))
        .map_err(|error| error.to_string())?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out)
}

fn tree<'n>(node: &'n Node<'_>) -> Yaml<'n> {
    let plain = |text: &'n str| Yaml::Representation(text.into(), ScalarStyle::Plain, None);
    match &node.kind {
        Kind::Null => plain("null"),
        Kind::Bool(value) => Yaml::Value(Scalar::Boolean(*value)),
        // As it stands: numbers may be of any size.
        Kind::Number(number) => plain(number),
        Kind::Text(text) => Yaml::Value(Scalar::String(text.as_ref().into())),
        Kind::List(items) => Yaml::Sequence(items.iter().map(tree).collect()),
        Kind::Object(members) => {
            let mut mapping = Mapping::new();
            for member in members {
                let name = Yaml::Value(Scalar::String(member.name.as_ref().into()));
                mapping.insert(name, tree(&member.value));
            }
            Yaml::Mapping(mapping)
        }
    }
}
