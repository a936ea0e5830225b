//! Searches: words go in, the operations, types and fields that have them in their name, path or description come out.

use crate::api::{TypeId, TypeKind};
use crate::explore::candidates::Sent;
use crate::explore::rank::{Match, Query};
use crate::explore::resolve::item_name;
use crate::explore::search::{Found, Hit, Kind, Options};
use crate::text::one_line;

use super::Http;
use super::explain::{call, described, said};

/// What has the words of a text.
pub(in crate::explore) fn search(http: &Http<'_>, text: &str, options: &Options) -> Found {
    let Some(query) = Query::new(text) else {
        return Found {
            total: 0,
            hits: Vec::new(),
        };
    };
    let mut hits = operations(http, &query);
    hits.extend(types(http, &query));
    hits.retain(|hit| options.kinds.is_empty() || options.kinds.contains(&hit.kind));
    hits.sort_by(|a, b| {
        let key = |hit: &Hit| {
            let length = hit.path.as_ref().map_or(usize::MAX, String::len);
            (
                hit.fit,
                hit.deprecated,
                hit.kind,
                query.beside(&hit.name),
                length,
            )
        };
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    let total = hits.len();
    hits.truncate(options.limit);
    Found { total, hits }
}

fn operations(http: &Http<'_>, query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (node, verb, request) in http.operations() {
        let description = said(&request.docs);
        let sent = Sent {
            verb: verb.name(),
            to_stream: false,
            to_references: false,
        };
        let by_text = || query.description(description.as_ref()?);
        let fit = query
            .name(&request.id, &request.id)
            .or_else(|| query.path(&request.id, &request.template, &[sent], false))
            .or_else(by_text);
        let Some(fit) = fit else { continue };
        let place = http.shortest(node);
        let sending = http.methods.request(node, verb).first();
        let rust = place
            .as_ref()
            .zip(sending)
            .map(|(place, sending)| call(place, sending));
        hits.push(Hit {
            kind: Kind::Operation,
            name: one_line(&request.id),
            fit,
            path: Some(format!("{} {}", verb.name(), one_line(&request.template))),
            rust,
            needs: http.needs(node),
            description,
            deprecated: request.deprecated,
        });
    }
    hits
}

fn types(http: &Http<'_>, query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    let files = http.plan.namespaces.iter().flat_map(|it| &it.files);
    for file in files {
        let rust = item_name(&file.item).map(|name| format!("{}::models::{name}", http.krate));
        let description = described(http, file.ty).and_then(said);
        let hit = |kind, name: &str, fit: Match, description: Option<String>| Hit {
            kind,
            name: one_line(name),
            fit,
            path: None,
            rust: rust.clone(),
            needs: http.plan.areas.type_gate(file.ty),
            description,
            deprecated: http.api[file.ty].deprecated,
        };
        let by_text = || query.description(description.as_ref()?);
        if let Some(fit) = query.name(&file.wire, &file.wire).or_else(by_text) {
            hits.push(hit(Kind::Type, &file.wire, fit, description.clone()));
        }
        for name in members(http, file.ty) {
            if let Some(fit) = query.name(name, name).filter(|fit| *fit <= Match::Stems) {
                let name = format!("{}/{name}", file.wire);
                hits.push(hit(Kind::Property, &name, fit, None));
            }
        }
    }
    hits
}

/// Names of the fields of a type.
fn members<'p>(http: &Http<'p>, id: TypeId) -> Vec<&'p str> {
    match &http.api[id].kind {
        TypeKind::Struct { fields, .. } => fields.iter().map(|it| it.name.as_str()).collect(),
        TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_) => Vec::new(),
    }
}
