//! Security: the schemes of a description go in; out come a static for each, and the functions that make a client.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::http::HttpRequest;
use crate::api::service::{Scheme, SchemeKind};
use crate::api::{Api, NodeId};
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
            is_optional: false,
            kind: scheme.kind.clone(),
        };
        (number, plan)
    });
    let written = |kind: &SchemeKind| *kind != SchemeKind::MutualTls;
    plans.filter(|(_, plan)| written(&plan.kind)).collect()
}

/// The statics of schemes that a request of the crate uses: what no code names is a warning.
pub(super) fn used(context: &Context<'_>) -> Vec<SchemePlan> {
    let nodes = (0..).map(NodeId).zip(&context.api.nodes);
    let requests = nodes.flat_map(|(id, node)| node.requests.iter().map(move |it| (id, it)));
    let kept = requests.filter(|(node, it)| context.kept.has_request(*node, it.verb));
    let kept: Vec<_> = kept.collect();
    let numbers_of = |is_asked: &dyn Fn(NodeId) -> bool| {
        let asked = kept.iter().filter(|(node, _)| is_asked(*node));
        numbers(asked.filter_map(|(_, request)| request.http.as_deref()))
    };
    let areas = context.kept.areas();
    let all = numbers_of(&|_| true);
    let always = numbers_of(&|node| areas.node_gate(node).is_always());
    let schemes = context.schemes.iter();
    let schemes = schemes.filter(|(number, _)| all.contains(number));
    let plans = schemes.map(|(number, plan)| SchemePlan {
        is_optional: !always.contains(number),
        ..plan.clone()
    });
    plans.collect()
}

/// The numbers of the schemes that requests use.
fn numbers<'a>(requests: impl Iterator<Item = &'a HttpRequest>) -> BTreeSet<usize> {
    let used = requests.flat_map(|http| http.security.iter().flatten());
    used.map(|used| used.scheme).collect()
}

/// All requests of the description.
fn requests<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c HttpRequest> {
    let requests = context.api.nodes.iter().flat_map(|node| &node.requests);
    requests.filter_map(|request| request.http.as_deref())
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
    requests(context)
        .any(|http| http.security.is_empty() || http.security.iter().any(Vec::is_empty))
}

/// The functions that make a client: for what requests of the description ask for, whatever of them is kept.
pub(super) fn constructors(context: &Context<'_>, whole: bool) -> Vec<ConstructorPlan> {
    let described = described(context);
    let used = numbers(requests(context));
    let numbered = described.iter().enumerate();
    let used = numbered.filter(|(number, _)| used.contains(number));
    let schemes: Vec<&Scheme> = used.map(|(_, scheme)| scheme).collect();
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
    let tokens = schemes.iter().any(|scheme| is_token(&scheme.kind)) || described.is_empty();
    if tokens {
        let how = "with a credential that gives tokens";
        add("new", Shows::Credential, how);
    }
    for scheme in &schemes {
        match &scheme.kind {
            SchemeKind::ApiKey { .. } | SchemeKind::Http(_) => {
                let single = is_single(described, is_key);
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
        "The address is not a URL, or the HTTP client cannot be set up."
    };
    let lines = [&format!("A client {how}."), "", "# Errors", cause];
    Docs(lines.iter().map(|line| (*line).to_owned()).collect())
}
