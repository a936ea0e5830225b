//! Query options: their texts go in, calls with typed constants come out where the types are known and the request
//! then sends the same text; else calls with the texts.

use crate::plan::{Kind, TypePath};

use super::body::Values;
use super::chain::Chain;
use super::filter;
use super::split::{outside, pairs};

/// Query options that have a method of their own, where the request takes them.
pub(super) const OF_ONE: &[&str] = &["select", "expand"];
pub(super) const OF_MANY: &[&str] = &[
    "select", "expand", "filter", "orderby", "top", "skip", "search", "count",
];

/// No more properties than a tuple can have.
const IN_A_TUPLE: usize = 12;

/// Adds the call for an option. `ty` is what the options are about.
pub(super) fn option<'p>(
    chain: &mut Chain<'p>,
    options: &[&str],
    ty: Option<&'p TypePath>,
    (name, value): (&str, &str),
    values: &mut Values<'p>,
) {
    let plain = name.trim_start_matches('$').to_ascii_lowercase();
    let known = options.contains(&plain.as_str()) && name.strip_prefix('$') == Some(plain.as_str());
    if !known {
        chain.call("query", &format!("{name:?}, {value:?}"));
        return;
    }
    match own(&plain, ty, value, values) {
        Some((method, argument)) => chain.call(method, &argument),
        None => chain.call("query", &format!("{name:?}, {value:?}")),
    }
}

/// The method and the argument for an option that is known by its name; `None` where none sends the same text.
fn own<'p>(
    plain: &str,
    ty: Option<&'p TypePath>,
    value: &str,
    values: &mut Values<'p>,
) -> Option<(&'static str, String)> {
    let text = || format!("{value:?}");
    let typed = |values: &mut Values<'p>| typed(plain, ty?, value, values);
    Some(match plain {
        "select" => ("select", typed(values).or_else(|| names(value))?),
        "expand" => ("expand", typed(values).or_else(|| names(value))?),
        "filter" => ("filter", typed(values).unwrap_or_else(text)),
        "orderby" => ("order_by", typed(values).unwrap_or_else(text)),
        "search" => ("search", text()),
        "top" => ("top", count(value)?),
        "skip" => ("skip", count(value)?),
        "count" if matches!(value, "true" | "false") => ("count", value.to_owned()),
        _ => return None,
    })
}

/// Names as an array of texts.
fn names(value: &str) -> Option<String> {
    let items: Vec<&str> = value.split(',').collect();
    let is_plain = |item: &&str| !item.is_empty() && item.chars().all(char::is_alphanumeric);
    items.iter().all(is_plain).then(|| format!("{items:?}"))
}

fn count(value: &str) -> Option<String> {
    let same = value.parse::<u32>().is_ok_and(|n| n.to_string() == value);
    same.then(|| value.to_owned())
}

/// An option's argument of typed constants.
fn typed<'p>(
    plain: &str,
    ty: &'p TypePath,
    value: &str,
    values: &mut Values<'p>,
) -> Option<String> {
    let code = match plain {
        "select" => parts(value, |item| Some(values.constant(ty, item)?.0)),
        "expand" => parts(value, |item| expanded(ty, item, values)),
        "orderby" => parts(value, |item| ordered(ty, item, values)),
        "filter" => filter::filter(ty, value, values),
        _ => None,
    }?;
    values.use_constants();
    Some(code)
}

/// A constant, or a tuple of them.
fn parts(value: &str, mut part: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let parts: Option<Vec<String>> = outside(value, ',').into_iter().map(&mut part).collect();
    match parts?.as_slice() {
        [only] => Some(only.clone()),
        all if all.len() <= IN_A_TUPLE => Some(format!("({})", all.join(", "))),
        _ => None,
    }
}

/// `name`, `name asc`, `name desc`; the name may be a path into complex values.
fn ordered<'p>(ty: &'p TypePath, item: &str, values: &Values<'p>) -> Option<String> {
    let (name, direction) = match item.split_once(' ') {
        Some((name, direction)) => (name, Some(direction)),
        None => (item, None),
    };
    let (code, kind, collection) = filter::property(ty, name, values)?;
    if collection || !is_equal(kind) {
        return None;
    }
    match direction {
        None => Some(code),
        Some("asc") => Some(format!("{code}.asc()")),
        Some("desc") => Some(format!("{code}.desc()")),
        Some(_) => None,
    }
}

/// Whether values of a kind are equal or not.
fn is_equal(kind: &Kind) -> bool {
    match kind {
        Kind::Plain(word) => *word != "any",
        Kind::Of(word, _) => matches!(*word, "member" | "flags"),
    }
}

/// A navigation property, with options of its own in parentheses.
fn expanded<'p>(ty: &'p TypePath, item: &str, values: &mut Values<'p>) -> Option<String> {
    let (name, options) = match item.split_once('(') {
        Some((name, rest)) => (name, Some(rest.strip_suffix(')')?)),
        None => (item, None),
    };
    let (code, kind, collection) = values.constant(ty, name)?;
    let Kind::Of("link", target) = kind else {
        return None;
    };
    let Some(options) = options else {
        return Some(code);
    };
    let of_many = [
        "select", "expand", "filter", "orderby", "top", "skip", "count", "search",
    ];
    let mut code = code;
    for (name, value) in pairs(options)? {
        let plain = name.strip_prefix('$')?;
        let (method, argument) = match (plain, value) {
            ("levels", "max") => ("all_levels", String::new()),
            ("levels", value) => ("levels", count(value)?),
            _ if collection && of_many.contains(&plain) => own(plain, Some(target), value, values)?,
            ("select" | "expand", value) => own(plain, Some(target), value, values)?,
            _ => return None,
        };
        code = format!("{code}.{method}({argument})");
    }
    Some(code)
}
