//! Security: the schemes of a description go in; out come a static for each, and the functions that make a client.

use std::collections::BTreeMap;

use crate::api::Api;
use crate::api::service::{Scheme, SchemeKind};
use crate::plan::docs::{Text, code};
use crate::plan::names::scope::Scope;
use crate::plan::names::{ConstantName, MethodName, words_of_symbols};
use crate::plan::{ConstructorPlan, Docs, SchemePlan, Settings, Shows};

use super::Context;

/// A static for each scheme that the runtime writes, by the number in the description.
pub(super) fn schemes(api: &Api, settings: &Settings) -> BTreeMap<usize, SchemePlan> {
    let service = api.service.as_deref();
    let schemes = service.map_or(&[][..], |service| &service.schemes);
    let mut scope = Scope::default();
    let plans = schemes.iter().enumerate().map(|(number, scheme)| {
        let wanted = ConstantName::new(&["scheme", &words_of_symbols(&scheme.name)]);
        let numbered = (2..).map(|number| wanted.with_suffix(&number.to_string()));
        let names = std::iter::once(wanted.clone()).chain(numbered);
        let free = scope.first_free(names, |name| name.as_str());
        let text = Text::at_level(settings.docs).said(scheme.docs.as_deref().unwrap_or_default());
        let own = format!("Security scheme {}.", code(&scheme.name));
        let plan = SchemePlan {
            constant: free.unwrap_or(wanted),
            wire: scheme.name.clone(),
            docs: text.own(&own).finish(),
            kind: scheme.kind.clone(),
        };
        (number, plan)
    });
    let written = |kind: &SchemeKind| *kind != SchemeKind::MutualTls;
    plans.filter(|(_, plan)| written(&plan.kind)).collect()
}

pub(super) fn described<'c>(context: &Context<'c>) -> &'c [Scheme] {
    let service = context.api.service.as_deref();
    service.map_or(&[], |service| &service.schemes)
}

/// Whether some request is sent without showing anything, or nothing is said of that.
fn has_open_requests(context: &Context<'_>) -> bool {
    if described(context).is_empty() {
        return true;
    }
    let requests = context.api.nodes.iter().flat_map(|node| &node.requests);
    let mut all = requests.filter_map(|request| request.http.as_deref());
    all.any(|http| http.security.is_empty() || http.security.iter().any(Vec::is_empty))
}

/// The functions that make a client.
pub(super) fn constructors(context: &Context<'_>, whole: bool) -> Vec<ConstructorPlan> {
    let schemes = described(context);
    let mut found = Vec::new();
    let mut scope = Scope::default();
    let mut add = |name: &str, shows: Shows, how: &str| {
        let name = MethodName::new(&[name]);
        if scope.take(name.as_str()) {
            found.push(ConstructorPlan {
                docs: constructor_docs(how, whole),
                name,
                shows,
            });
        }
    };
    let tokens = schemes.iter().any(|scheme| is_token(&scheme.kind)) || schemes.is_empty();
    if tokens {
        let how = "with a credential that gives tokens";
        add("new", Shows::Credential, how);
    }
    for scheme in schemes {
        match &scheme.kind {
            SchemeKind::ApiKey { .. } | SchemeKind::Http(_) => {
                let single = is_single(schemes, is_key);
                let name = if single {
                    "with_api_key".to_owned()
                } else {
                    format!("with {}", words_of_symbols(&scheme.name))
                };
                let how = format!("with the key of security scheme {}", code(&scheme.name));
                add(&name, Shows::Key(scheme.name.clone()), &how);
            }
            SchemeKind::Basic => {
                add(
                    "with_password",
                    Shows::Basic,
                    "with a user's name and password",
                );
            }
            _ => {}
        }
    }
    let shows = |kind: &SchemeKind| is_token(kind) || is_key(kind) || *kind == SchemeKind::Basic;
    let none = !schemes.iter().any(|scheme| shows(&scheme.kind));
    if has_open_requests(context) || none {
        let how = "that shows nothing, for requests that need nothing";
        add("anonymous", Shows::Nothing, how);
    }
    found
}

fn is_token(kind: &SchemeKind) -> bool {
    matches!(
        kind,
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_)
    )
}

/// Whether a scheme is a text that the user gives: a key, or what stands behind a scheme's name.
fn is_key(kind: &SchemeKind) -> bool {
    matches!(kind, SchemeKind::ApiKey { .. } | SchemeKind::Http(_))
}

fn is_single(schemes: &[Scheme], test: fn(&SchemeKind) -> bool) -> bool {
    schemes.iter().filter(|scheme| test(&scheme.kind)).count() == 1
}

fn constructor_docs(how: &str, whole: bool) -> Docs {
    let cause = if whole {
        "The HTTP client cannot be set up."
    } else {
        "The address is no URL, or the HTTP client cannot be set up."
    };
    let lines = [&format!("A client {how}."), "", "# Errors", cause];
    Docs(lines.iter().map(|line| (*line).to_owned()).collect())
}
