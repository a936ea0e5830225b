//! Searching: words go in, what has them in its name, its path or its description comes out, the best first, each
//! with the shortest way to it.

use serde::Serialize;

use crate::api::Gate;
use crate::odata::vocabulary::revision;
use crate::text::one_line;

use super::candidates::Candidate;
use super::map::Map;
use super::rank::{Match, Query};
use super::routes::Routes;
use super::{Explorer, description, http};

/// What is looked for, and how much of it is wanted.
#[derive(Clone, Debug)]
pub struct Options {
    /// No more hits than this.
    pub limit: usize,
    /// Only hits of these kinds; of all where there is none.
    pub kinds: Vec<Kind>,
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An entity set, a singleton or an import.
    Resource,
    /// An action or a function.
    Operation,
    /// An entity type, complex type, enumeration or type definition.
    Type,
    /// A structural or navigation property.
    Property,
    /// A member of an enumeration.
    Member,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How many there are, with those that the limit leaves out.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its full name: `microsoft.graph.call`, `microsoft.graph.call/state`, `microsoft.graph.group/members/$ref`.
    pub name: String,
    /// How it fits.
    #[serde(rename = "match")]
    pub fit: Match,
    /// The shortest path to it; null where none leads there.
    pub path: Option<String>,
    /// The Rust expression that reaches it, or the type that it is part of.
    pub rust: Option<String>,
    /// The features of the crate that it needs: of each list, one.
    #[serde(rename = "features", skip_serializing_if = "Gate::is_always")]
    pub needs: Gate,
    /// What the service says of it.
    pub description: Option<String>,
    /// Whether the service says that it goes.
    pub deprecated: bool,
}

impl Explorer {
    /// What has the words of a text in its name, its path or its description; where nothing has all of them, what
    /// has the most.
    pub fn search(&self, text: &str, options: &Options) -> Found {
        if let Some(http) = self.http() {
            return http::search(&http, text, options);
        }
        let Some(query) = Query::new(text) else {
            return Found {
                total: 0,
                hits: Vec::new(),
            };
        };
        let map = Map::new(self);
        let routes = Routes::new(&map);
        let mut candidates = self.candidates();
        candidates.retain(|c| options.kinds.is_empty() || options.kinds.contains(&c.kind));
        let mut ranked: Vec<Ranked> = candidates
            .iter()
            .filter_map(|candidate| ranked(&map, &routes, &query, candidate))
            .collect();
        if ranked.is_empty() {
            ranked = partial(&map, &routes, &query, &candidates);
        }
        ranked.sort_by(|a, b| a.key().cmp(&b.key()));
        let total = ranked.len();
        let hits = ranked.into_iter().take(options.limit);
        Found {
            total,
            hits: hits.map(|ranked| ranked.hit).collect(),
        }
    }
}

/// A hit, and what its place in the order depends on.
struct Ranked {
    hit: Hit,
    /// Whether a request can be sent there by a call of its own.
    is_call: bool,
    /// How many words its name has beside those that are looked for.
    beside: usize,
    /// How long the way to it is.
    steps: usize,
}

impl Ranked {
    fn key(&self) -> impl Ord + '_ {
        let Hit {
            fit,
            path,
            deprecated,
            kind,
            name,
            ..
        } = &self.hit;
        // Whether all words stand in the name or some in the path is the same to who looks for a request.
        let (fit, is_call) = match fit {
            Match::Words | Match::Path => (Match::Words, self.is_call),
            fit => (*fit, *fit == Match::Partial && self.is_call),
        };
        let quiet = (path.is_none(), *deprecated, !is_call);
        (fit, quiet, self.beside, *kind, self.steps, name)
    }
}

fn ranked(
    map: &Map<'_>,
    routes: &Routes<'_>,
    query: &Query,
    candidate: &Candidate<'_>,
) -> Option<Ranked> {
    let by_name = || query.name(candidate.short(), &candidate.name);
    let found = Some(()).filter(|()| !candidate.is_references());
    let fit = found.and_then(|()| by_name());
    if let Some(fit) = fit.filter(|fit| *fit <= Match::Words) {
        return Some(hit((map, routes, query), candidate, fit));
    }
    let by_path = || {
        let way = query
            .may_be_path(candidate.short(), candidate.is_stream)
            .then(|| candidate.way(map, routes));
        let way = way.flatten()?;
        query.path(
            candidate.short(),
            &way.route.path,
            &way.verbs,
            candidate.is_references(),
        )
    };
    let described = || {
        let description = Some(()).filter(|()| !candidate.is_references());
        description.and_then(|()| query.description(&description_of(candidate)?))
    };
    let fit = by_path().or(fit).or_else(described)?;
    Some(hit((map, routes, query), candidate, fit))
}

fn description_of(candidate: &Candidate<'_>) -> Option<String> {
    description(candidate.annotations)
}

/// Where nothing has all words: what has the most of them.
fn partial(
    map: &Map<'_>,
    routes: &Routes<'_>,
    query: &Query,
    candidates: &[Candidate<'_>],
) -> Vec<Ranked> {
    let own = candidates
        .iter()
        .filter(|candidate| !candidate.is_references());
    let counted = own.map(|candidate| {
        let in_name = query.count(candidate.short(), "");
        let path = (in_name > 0).then(|| candidate.way(map, routes)).flatten();
        let path = path.map(|way| way.route.path).unwrap_or_default();
        (query.count(candidate.short(), &path), candidate)
    });
    let counted: Vec<(usize, &Candidate<'_>)> = counted.collect();
    let most = counted.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let best = counted
        .into_iter()
        .filter(|(count, _)| *count == most && most > 0);
    best.map(|(_, candidate)| hit((map, routes, query), candidate, Match::Partial))
        .collect()
}

/// With its way, and how long that is.
fn hit(
    (map, routes, query): (&Map<'_>, &Routes<'_>, &Query),
    candidate: &Candidate<'_>,
    fit: Match,
) -> Ranked {
    let way = candidate.way(map, routes);
    let steps = way.as_ref().map_or(usize::MAX, |way| way.route.steps);
    let is_call = way.as_ref().is_some_and(|way| way.is_call);
    let needs = way.as_ref().map(|way| map.needs(&way.route));
    let (path, rust) = way
        .map(|way| (way.route.shown().to_owned(), way.route.rust))
        .unzip();
    let hit = Hit {
        kind: candidate.kind,
        name: one_line(&candidate.name),
        fit,
        path,
        rust,
        needs: needs.unwrap_or_default(),
        description: description(candidate.annotations),
        deprecated: revision(candidate.annotations).is_some(),
    };
    Ranked {
        hit,
        is_call,
        beside: query.beside(candidate.short()),
        steps,
    }
}
