//! What operations are called.

use std::collections::HashMap;

use crate::api::http::{BodyKind, HttpRequest};
use crate::diagnostic::Diagnostic;
use crate::plan::http::Context;
use crate::plan::names::scope::Scope;
use crate::plan::names::{TypeName, words_of_symbols};

/// What operations are called, by their ids.
pub(in crate::plan::http) struct Operations {
    pub(super) names: HashMap<String, TypeName>,
}

/// Names all operations: no two alike, and none like a builder.
pub(in crate::plan::http) fn names(
    context: &Context<'_>,
    scope: &mut Scope,
    warnings: &mut Vec<Diagnostic>,
) -> Operations {
    let mut names = HashMap::new();
    let requests = context.api.nodes.iter().flat_map(|node| &node.requests);
    for http in requests.filter_map(|request| request.http.as_deref()) {
        let given = context.renames.name(&http.id).and_then(TypeName::given);
        let wanted = given.unwrap_or_else(|| TypeName::new(&[&words_of_symbols(&http.id)]));
        let numbered = (2..).map(|number| wanted.numbered(number));
        // With its ends, so that no struct or table of one operation is called like one of another.
        let mut ends = vec!["", "Multipart", "Events", "Lines", "Reply"];
        ends.extend(has_form(http).then_some("Form"));
        let free = |name: &TypeName| {
            let mut ends = ends.iter();
            ends.all(|end| !scope.is_taken(name.with_suffix(end).as_str()))
        };
        let mut all = std::iter::once(wanted.clone()).chain(numbered);
        let name = all.find(free).unwrap_or_else(|| wanted.clone());
        for end in &ends {
            scope.take(name.with_suffix(end).as_str());
        }
        if name != wanted {
            let id = &http.id;
            let message = format!(
                "operation {id:?} becomes `{name}`, because `{wanted}` is taken by another"
            );
            warnings.push(Diagnostic::warning(None, message).with_remedy(format!(
                "to choose the name, give it in csdlgen.toml, under `rename`, or with --rename: {id:?} = \"…\""
            )));
        }
        names.insert(http.id.clone(), name);
    }
    Operations { names }
}

/// Whether a body may be a form, which has a table.
fn has_form(http: &HttpRequest) -> bool {
    let mut bodies = http.bodies.iter();
    bodies.any(|body| matches!(body.kind, BodyKind::Form(..)))
}
