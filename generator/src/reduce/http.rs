//! A description in OpenAPI and a selection → a small document of which the same crate is generated.
//!
//! What types are called that have no name, and what is said of them, is decided by all places where they stand: of those
//! that decide it, the schema or operation is kept too.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{EXTENTS, Extent, Options, Reduced, Treatment, compared, differing, fault, kept};
use crate::api::http::HttpRequest;
use crate::api::{Api, Kept, NodeId, TypeId, Value, Verb};
use crate::config::Crate;
use crate::diagnostic::Diagnostics;
use crate::openapi::Origin;
use crate::openapi::prune::{LeftOut, Note, Wanted, prune};
use crate::pipeline::{Input, Source};
use crate::select;

/// Reduces a description in OpenAPI.
///
/// # Errors
/// Those of [`super::reduce`].
pub(super) fn reduce(
    source: &Source,
    config: &Crate,
    options: Options,
    input: Input,
) -> Result<Reduced, Diagnostics> {
    let Some(api) = input.http().map(Arc::clone) else {
        return Err(fault(source, "its files"));
    };
    let settings = compared(config, options);
    let chosen = select::select_api(&api, &config.selection)?;
    let origins: Vec<Origin> = input.origins().to_vec();
    let service = input.plan(&settings)?;
    let whole = service.generate()?;
    let note = Note {
        from: crate::plan::shown(&source.name).to_owned(),
        kept: kept(config),
        error: common_error(&api),
    };
    let pruned = |extent, left_out| {
        let wanted = wanted(&api, &chosen, &origins, extent);
        let document = (source.name.as_str(), source.bytes.as_slice());
        prune(document, &config.limits, wanted.as_ref(), left_out, &note)
    };
    // Without descriptions, documentation alone differs, which is not compared then; without annotations, the crate may.
    let compared_without = LeftOut {
        descriptions: options.descriptions == Treatment::Drop,
        annotations: false,
    };
    let left_out = LeftOut {
        annotations: options.annotations == Treatment::Drop,
        ..compared_without
    };
    let mut because = None;
    for extent in EXTENTS {
        let (text, _) = pruned(extent, compared_without)?;
        match differing(&text, &whole.files, source, &settings) {
            None => {
                let (text, mark) = pruned(extent, left_out)?;
                return Ok(Reduced {
                    text,
                    mark,
                    extent,
                    because,
                    warnings: service.warnings,
                });
            }
            Some(file) if extent == Extent::Everything => return Err(fault(source, &file)),
            Some(file) => because = Some(file),
        }
    }
    Err(fault(source, "its files"))
}

/// The name of the type of most errors.
fn common_error(api: &Api) -> Option<String> {
    match api.service.as_deref()?.error.as_ref()? {
        Value::Named(id) => Some(api[*id].name.clone()),
        _ => None,
    }
}

/// What is wanted; `None` is everything.
fn wanted(api: &Api, chosen: &Kept, origins: &[Origin], extent: Extent) -> Option<Wanted> {
    if extent == Extent::Everything || chosen.is_everything() {
        return None;
    }
    let types = match extent {
        Extent::Selected => named_alike(api, chosen),
        Extent::Named | Extent::Everything => (0..).map(TypeId).take(api.types.len()).collect(),
    };
    let mut wanted = Wanted {
        schemas: types.iter().map(|ty| api[*ty].name.clone()).collect(),
        ..Wanted::default()
    };
    let places = origins.iter().filter(|origin| types.contains(&origin.ty));
    let places: HashSet<&str> = places.map(|origin| origin.place.as_str()).collect();
    wanted
        .schemas
        .extend(places.iter().map(|it| (*it).to_owned()));
    let hooks = api.service.iter().flat_map(|it| &it.hooks);
    let hooks = hooks.filter(|hook| hook.operation.is_none());
    let hooks =
        hooks.filter(|hook| extent > Extent::Selected || places.contains(hook.name.as_str()));
    wanted.webhooks = hooks.map(|hook| hook.name.clone()).collect();
    let mut left = Vec::new();
    for (id, node) in (0..).map(NodeId).zip(&api.nodes) {
        for request in &node.requests {
            let Some(http) = request.http.as_deref() else {
                continue;
            };
            let has_place = || is_origin(&http.id, &places);
            if chosen.has_request(id, request.verb) || extent > Extent::Selected || has_place() {
                wanted.operations.insert(key(request.verb, http));
            } else {
                left.push((request.verb, http));
            }
        }
    }
    add_facts_of_the_client(api, &mut wanted, left);
    Some(wanted)
}

fn key(verb: Verb, http: &HttpRequest) -> (String, Verb) {
    (http.template.clone(), verb)
}

/// A client has constructors for all ways to authenticate of the whole, and knows all of its hosts: those that no operation
/// asks for so far are kept by the smallest that do.
fn add_facts_of_the_client(api: &Api, wanted: &mut Wanted, mut left: Vec<(Verb, &HttpRequest)>) {
    let requests = api.nodes.iter().flat_map(|node| &node.requests);
    let requests = requests.filter_map(|it| Some((it.verb, it.http.as_deref()?)));
    let kept = requests.filter(|(verb, http)| wanted.operations.contains(&key(*verb, http)));
    let mut known: HashSet<Fact<'_>> = kept.flat_map(|(_, http)| facts(http)).collect();
    left.sort_by_key(|(_, http)| http.parameters.len() + http.bodies.len() + http.replies.len());
    for (verb, http) in left {
        let own = facts(http);
        if own.iter().any(|fact| !known.contains(fact)) {
            known.extend(own);
            wanted.operations.insert(key(verb, http));
        }
    }
}

/// What a client knows of an operation.
#[derive(PartialEq, Eq, Hash)]
enum Fact<'a> {
    /// It asks for a security scheme.
    Scheme(usize),
    /// It may be sent without showing anything.
    Open,
    /// It has a server of its own.
    Server(&'a str),
}

fn facts(http: &HttpRequest) -> Vec<Fact<'_>> {
    let schemes = http.security.iter().flatten();
    let schemes = schemes.map(|used| Fact::Scheme(used.scheme));
    let is_open = http.security.is_empty() || http.security.iter().any(Vec::is_empty);
    let open = is_open.then_some(Fact::Open);
    let servers = http.servers.iter();
    let servers = servers.map(|server| Fact::Server(&server.url));
    schemes.chain(open).chain(servers).collect()
}

/// Whether something stands in an operation or its callbacks.
fn is_origin(id: &str, places: &HashSet<&str>) -> bool {
    let inside = |place: &&str| {
        let rest = place.strip_prefix(id);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    places.contains(id) || places.iter().any(inside)
}

/// The types that are kept, and those that would be called so too: the first has the name.
fn named_alike(api: &Api, chosen: &Kept) -> HashSet<TypeId> {
    let ids = || (0..).map(TypeId).take(api.types.len());
    let mut alike: HashMap<String, Vec<TypeId>> = HashMap::new();
    for id in ids() {
        alike.entry(folded(&api[id].name)).or_default().push(id);
    }
    let mut types = HashSet::new();
    for id in ids().filter(|id| chosen.has_type(*id)) {
        types.extend(alike.get(&folded(&api[id].name)).into_iter().flatten());
    }
    types
}

/// What names have in common that may become one in Rust.
fn folded(name: &str) -> String {
    let plain = name.chars().filter(|c| c.is_alphanumeric());
    plain.flat_map(char::to_lowercase).collect()
}
