//! Enums: constants go in, an enum that is open for others comes out.

use crate::api::{Constant, Member, TypeId};
use crate::diagnostic::Diagnostic;
use crate::plan::docs::code;
use crate::plan::names::owned::UNRECOGNIZED;
use crate::plan::names::scope::Scope;
use crate::plan::names::{VariantName, words_of_symbols};
use crate::plan::{EnumPlan, VariantPlan};

use super::{Context, docs, models};

/// Plans an enumeration. Members that become one Rust name are numbered, with a warning.
pub(super) fn plan(
    context: &Context<'_>,
    id: TypeId,
    members: &[Member],
    warnings: &mut Vec<Diagnostic>,
) -> EnumPlan {
    let ty = &context.api[id];
    let is_json = members
        .iter()
        .any(|member| !matches!(member.value, Constant::Text(_)));
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for member in members {
        let wanted = wanted(context, &ty.name, member);
        let name = free(&wanted, &mut scope);
        if name != wanted {
            warnings.push(moved(&ty.name, &member.value, &name, &wanted));
        }
        let more = member.more.as_deref();
        let json = json(&member.value);
        variants.push(VariantPlan {
            name,
            docs: docs::line(context, more.and_then(|more| more.docs.as_deref()))
                .own(&format!("Member {}.", code(plain(&member.value))))
                .finish(),
            wire: if is_json {
                json
            } else {
                plain(&member.value).to_owned()
            },
            deprecated: None,
        });
    }
    EnumPlan {
        name: context.names.name(id).clone(),
        wire: ty.name.clone(),
        docs: models::described(context, id).finish(),
        deprecated: docs::deprecation(ty.deprecated),
        is_flags: false,
        is_json,
        variants,
        unrecognized: free(&VariantName::new(UNRECOGNIZED), &mut scope),
    }
}

/// A constant as JSON.
pub(super) fn json(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        other => plain(other).to_owned(),
    }
}

/// A constant as a description writes it.
fn plain(constant: &Constant) -> &str {
    match constant {
        Constant::Text(text) | Constant::Integer(text) | Constant::Number(text) => text,
        Constant::Boolean(true) => "true",
        Constant::Boolean(false) => "false",
    }
}

/// The name that a member would have alone.
fn wanted(context: &Context<'_>, owner: &str, member: &Member) -> VariantName {
    let text = plain(&member.value);
    let given = context.renames.member(owner, text);
    if let Some(given) = given.and_then(VariantName::given) {
        return given;
    }
    let more = member.more.as_deref();
    match more.and_then(|more| more.name.as_deref()) {
        Some(name) => VariantName::new(&words_of_symbols(name)),
        None => VariantName::new(&words_of_symbols(text)),
    }
}

/// The first name that is free.
pub(super) fn free(wanted: &VariantName, scope: &mut Scope) -> VariantName {
    let numbered = (2..).map(|number| wanted.numbered(number));
    let names = std::iter::once(wanted.clone()).chain(numbered);
    let name = scope.first_free(names, |name| name.as_str());
    name.unwrap_or_else(|| wanted.clone())
}

fn moved(owner: &str, value: &Constant, name: &VariantName, wanted: &VariantName) -> Diagnostic {
    let value = plain(value);
    let message = format!(
        "member {value:?} of {owner:?} becomes `{name}`, because another one is called `{wanted}`"
    );
    Diagnostic::warning(None, message).with_remedy(format!(
        "to choose the name, give it in csdlgen.toml, under `rename`, or with --rename: \"{owner}/{value}\" = \"…\""
    ))
}
