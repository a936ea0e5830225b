//! Servers: where a description says that its service is goes in, the address of the client comes out.

use std::collections::BTreeSet;

use crate::api::http::Server;
use crate::plan::ServerPlan;
use crate::plan::docs::code;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ConstantName, words_of_symbols};

use super::{Context, docs};

/// The address that clients have unless they say otherwise: the first server, where it is whole.
pub(super) fn base_url(context: &Context<'_>) -> Option<String> {
    if let Some(url) = &context.settings.base_url {
        return Some(url.clone());
    }
    let service = context.api.service.as_deref()?;
    let first = service.servers.first()?;
    let url = first.variables.iter().fold(first.url.clone(), |url, it| {
        url.replace(&format!("{{{}}}", it.name), &it.default)
    });
    is_whole(&url).then_some(url)
}

/// Whether an address has a scheme and a host.
fn is_whole(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains('{'))
    })
}

/// A constant for each server, where there is something to choose.
pub(super) fn servers(context: &Context<'_>) -> Vec<ServerPlan> {
    let servers = context
        .api
        .service
        .as_deref()
        .map(|it| it.servers.as_slice());
    let servers = servers.unwrap_or_default();
    let choice = servers.len() > 1 || servers.iter().any(|it| !it.variables.is_empty());
    if !choice {
        return Vec::new();
    }
    let mut scope = Scope::default();
    servers
        .iter()
        .map(|it| server(context, it, &mut scope))
        .collect()
}

fn server(context: &Context<'_>, server: &Server, scope: &mut Scope) -> ServerPlan {
    let words = server.docs.as_deref().filter(|text| text.len() < 40);
    let words = words.map_or_else(|| host(&server.url), str::to_owned);
    let wanted = ConstantName::new(&["server", &words_of_symbols(&words)]);
    let numbered = (2..).map(|number| wanted.with_suffix(&number.to_string()));
    let names = std::iter::once(wanted.clone()).chain(numbered);
    let free = scope.first_free(names, |name| name.as_str());
    ServerPlan {
        constant: free.unwrap_or(wanted),
        docs: docs::line(context, server.docs.as_deref())
            .own(&format!("Server {}.", code(&server.url)))
            .finish(),
        server: server.clone(),
    }
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().replace('.', "_")
}

/// Hosts that only some operations have.
pub(super) fn hosts(context: &Context<'_>) -> Vec<String> {
    let requests = context.api.nodes.iter().flat_map(|node| &node.requests);
    let servers = requests.filter_map(|request| request.http.as_deref());
    let servers = servers.flat_map(|http| &http.servers);
    let hosts: BTreeSet<String> = servers
        .filter(|server| is_whole(&server.url))
        .filter_map(|server| {
            let rest = server.url.split_once("://")?.1;
            Some(rest.split('/').next()?.to_owned())
        })
        .collect();
    hosts.into_iter().collect()
}
