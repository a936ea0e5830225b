//! Filters: the text of `$filter` goes in, the condition of typed constants that sends the same text comes out
//! (OData URL Conventions 4.01, section 5.1.1). What is written in another form than the runtime would send, or is
//! compared with what it does not fit, stays text.

use crate::plan::{Item, Kind, SettingValue, TypePath};

use super::body::Values;
use super::forms;
use super::split::{at_word, outside};
use crate::api::path;

/// More parentheses within each other than conditions of use have.
const DEEPEST: usize = 16;

/// A condition as Rust; `None` where it stays text.
pub(super) fn filter<'p>(ty: &'p TypePath, text: &str, values: &Values<'p>) -> Option<String> {
    disjunction(ty, text, values, DEEPEST)
}

/// Conditions with `or` between.
fn disjunction<'p>(
    ty: &'p TypePath,
    text: &str,
    values: &Values<'p>,
    deep: usize,
) -> Option<String> {
    joined(&at_word(text, "or"), "or", |part| {
        conjunction(ty, part, values, deep)
    })
}

/// Conditions with `and` between.
fn conjunction<'p>(
    ty: &'p TypePath,
    text: &str,
    values: &Values<'p>,
    deep: usize,
) -> Option<String> {
    let parts = at_word(text, "and");
    let alone = parts.len() == 1;
    joined(&parts, "and", |part| {
        let inner = part
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        match inner {
            // The runtime sends parentheses where they are needed, and nowhere else.
            Some(inner) if !alone && at_word(inner, "or").len() > 1 => {
                disjunction(ty, inner, values, deep.checked_sub(1)?)
            }
            Some(_) => None,
            None => condition(ty, part, values),
        }
    })
}

fn joined(parts: &[&str], method: &str, part: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut parts = parts.iter().map(|text| part(text));
    let first = parts.next()??;
    parts.try_fold(first, |all, part| {
        Some(format!("{all}.{method}({})", part?))
    })
}

/// One comparison, or one call of a function.
fn condition<'p>(ty: &'p TypePath, text: &str, values: &Values<'p>) -> Option<String> {
    let functions = [
        ("startswith", "starts_with"),
        ("endswith", "ends_with"),
        ("contains", "contains"),
    ];
    for (function, method) in functions {
        let inner = text
            .strip_prefix(function)
            .and_then(|rest| rest.strip_prefix('('));
        if let Some(inner) = inner {
            let arguments = inner.strip_suffix(')').map(|inner| outside(inner, ','))?;
            let [name, value] = arguments.as_slice() else {
                return None;
            };
            let (code, kind, collection) = property(ty, name, values)?;
            let value = literal(kind, value, values).filter(|_| !collection)?;
            return matches!(kind, Kind::Plain("text"))
                .then(|| format!("{code}.{method}({value})"));
        }
    }
    let (name, rest) = text.split_once(' ')?;
    let (operator, value) = rest.split_once(' ')?;
    let (code, kind, collection) = property(ty, name, values)?;
    if collection {
        return None;
    }
    if value == "null" {
        let method = match operator {
            "eq" => "is_null",
            "ne" => "is_not_null",
            _ => return None,
        };
        return Some(format!("{code}.{method}()"));
    }
    if operator == "in" {
        return one_of(&code, kind, value, values);
    }
    let ordered = match kind {
        Kind::Plain(word) => matches!(
            *word,
            "text" | "number" | "date" | "date_time" | "time_of_day" | "duration"
        ),
        Kind::Of(..) => false,
    };
    let method = match operator {
        "eq" | "ne" => operator,
        "lt" | "le" | "gt" | "ge" if ordered => operator,
        _ => return None,
    };
    Some(format!(
        "{code}.{method}({})",
        literal(kind, value, values)?
    ))
}

/// `in` with several values, where the client sends it so.
fn one_of(code: &str, kind: &Kind, list: &str, values: &Values<'_>) -> Option<String> {
    if !setting(values, "in_operator", |value| {
        *value == SettingValue::Flag(true)
    }) {
        return None;
    }
    let inner = list.strip_prefix('(')?.strip_suffix(')')?;
    let items = outside(inner, ',');
    let items = items.iter().map(|item| literal(kind, item, values));
    let items: Vec<String> = items.collect::<Option<_>>()?;
    (items.len() > 1).then(|| format!("{code}.in_([{}])", items.join(", ")))
}

fn setting(values: &Values<'_>, method: &str, is: impl Fn(&SettingValue) -> bool) -> bool {
    let settings = values
        .plan
        .client
        .iter()
        .flat_map(|client| &client.settings);
    let mut own = settings.filter(|setting| setting.method == method);
    own.any(|setting| is(&setting.value))
}

/// A property by its name or by a path into complex values: its constant, its kind, and whether there are many.
pub(super) fn property<'p>(
    ty: &'p TypePath,
    name: &str,
    values: &Values<'p>,
) -> Option<(String, &'p Kind, bool)> {
    let mut names = name.split('/');
    let mut found = values.constant(ty, names.next()?)?;
    let mut joined = false;
    for name in names {
        let (code, kind, collection) = found;
        let Kind::Of("complex" | "link", inner) = kind else {
            return None;
        };
        let (next, kind, many) = values.constant(inner, name)?;
        if collection {
            return None;
        }
        joined = true;
        found = (format!("{code} / {next}"), kind, many);
    }
    let (code, kind, collection) = found;
    let code = if joined { format!("({code})") } else { code };
    Some((code, kind, collection))
}

/// A literal as Rust, where the runtime writes the value in the same way.
fn literal(kind: &Kind, text: &str, values: &Values<'_>) -> Option<String> {
    let parsed = |name: &str| Some(format!("{text:?}.parse::<odata_client::{name}>()?"));
    match kind {
        Kind::Plain("text") => Some(format!("{:?}", quoted(text)?)),
        Kind::Plain("boolean") => matches!(text, "true" | "false").then(|| text.to_owned()),
        Kind::Plain("number") => {
            let number: i64 = text.parse().ok()?;
            let suffix = if i32::try_from(number).is_ok() {
                ""
            } else {
                "_i64"
            };
            (number.to_string() == text).then(|| format!("{text}{suffix}"))
        }
        Kind::Plain("guid") if forms::is_guid(text) && text.to_lowercase() == text => {
            parsed("Guid")
        }
        Kind::Plain("date") if forms::is_date(text) => parsed("Date"),
        Kind::Plain("date_time")
            if forms::is_instant(text) && text.ends_with('Z') && !text.contains('.') =>
        {
            parsed("DateTimeOffset")
        }
        Kind::Of("member", path) => member(path, text, values),
        _ => None,
    }
}

/// The value of a text in quotes.
fn quoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    // Quotes within it are doubled.
    (!inner.replace("''", "").contains('\'')).then(|| path::unquoted(text))
}

/// A member of an enumeration, in the form that the client sends.
fn member(path: &TypePath, text: &str, values: &Values<'_>) -> Option<String> {
    let home = values.index.item_at(path)?;
    let Item::Enum(plan) = &home.file.item else {
        return None;
    };
    let is_short =
        |value: &SettingValue| matches!(value, SettingValue::Variant { name: "Short", .. });
    let literal = if setting(values, "enum_literals", is_short) {
        text
    } else {
        text.strip_prefix(plan.wire.as_str())?
    };
    let name = quoted(literal)?;
    let variant = plan.variants.iter().find(|variant| variant.wire == name)?;
    let ty = values.name_in(home, plan.name.as_str());
    Some(format!("{ty}::{}", variant.name))
}
