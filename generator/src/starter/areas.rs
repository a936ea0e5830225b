//! What of a service there is to choose: its graph goes in, patterns with the types that each needs come out.

use rayon::prelude::*;

use crate::api::{Api, NodeId, Step};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::odata::lower::ServiceGraph;
use crate::select::{self, Kept, Pattern, Selection};

/// A part of a service that can be chosen by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// What selects it: `/users/*/messages/**`.
    pub(crate) pattern: String,
    /// The types that it needs.
    pub(crate) types: usize,
}

/// A service that parts are chosen of.
pub(crate) enum Offer<'a> {
    /// Described in CSDL.
    OData(&'a ServiceGraph),
    /// Described in the terms of HTTP.
    Http(&'a Api),
}

impl Offer<'_> {
    fn api(&self) -> &Api {
        match self {
            Self::OData(service) => &service.lowered.api,
            Self::Http(api) => api,
        }
    }

    fn select(&self, selection: &Selection) -> Result<Kept, Diagnostics> {
        match self {
            Self::OData(service) => select::select(service, selection),
            Self::Http(api) => select::select_api(api, selection),
        }
    }
}

/// The areas below a path of a service: what each of its children needs, in the order of the description. A path is
/// `""` for the root, else a pattern without its `/**`.
///
/// # Errors
/// Those of selecting.
pub(crate) fn areas(service: &Offer<'_>, below: &str) -> Result<Vec<Area>, Diagnostics> {
    let api = service.api();
    let Some(node) = at(api, below) else {
        return Ok(Vec::new());
    };
    let children: Vec<String> = api
        .steps(node)
        .filter_map(|(_, edge)| match &edge.step {
            Step::Segments(segments) => segments.first(),
            _ => None,
        })
        .filter(|segment| !segment.starts_with('$'))
        .map(|segment| format!("{below}/{segment}"))
        .collect();
    let found = children.par_iter().map(|path| {
        let pattern = format!("{path}/**");
        let types = selected_types(service, std::slice::from_ref(&pattern))?;
        Ok(Area { pattern, types })
    });
    found.collect()
}

/// How many types patterns need.
///
/// # Errors
/// A pattern is invalid, or selects nothing.
pub(crate) fn selected_types(
    service: &Offer<'_>,
    patterns: &[String],
) -> Result<usize, Diagnostics> {
    let include = patterns.iter().map(|text| Pattern::parse(text));
    let include: Result<Vec<_>, _> = include.collect();
    let include = include
        .map_err(|invalid| Diagnostic::error(None, invalid.message).with_remedy(invalid.remedy))?;
    let selection = Selection {
        include,
        ..Selection::default()
    };
    let kept = service.select(&selection)?;
    let all = service.api().types.len();
    Ok(kept.ids().map_or(all, |ids| ids.types.len()))
}

/// The place that a path leads to: keys are taken without being named.
fn at(api: &Api, path: &str) -> Option<NodeId> {
    let mut node = NodeId::ROOT;
    for name in path.split('/').filter(|name| !name.is_empty()) {
        let mut steps = api.steps(node);
        let (_, edge) = steps.find(|(_, edge)| match &edge.step {
            Step::Segments(segments) => segments.len() == 1 && segments[0] == name,
            Step::Key(key) => name == "*" && !key.alternate,
            _ => false,
        })?;
        node = edge.to;
    }
    Some(node)
}

/// The path whose children are offered where an area is to be narrowed: `/users/*` for `/users/**`.
pub(crate) fn narrowed(service: &Offer<'_>, area: &Area) -> String {
    let api = service.api();
    let path = area.pattern.trim_end_matches("/**");
    let keyed = at(api, path).is_some_and(|node| {
        let mut steps = api.steps(node);
        steps.any(|(_, edge)| matches!(&edge.step, Step::Key(key) if !key.alternate))
    });
    if keyed {
        format!("{path}/*")
    } else {
        path.to_owned()
    }
}
