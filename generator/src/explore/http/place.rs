//! Places: the text of a path goes in, the place that it leads to comes out, with the Rust that reaches it.

use crate::api::path::{self, Segment};
use crate::api::walk::{self, Spelling, Taken};
use crate::api::{EdgeId, NodeId};
use crate::explore::ExploreError;
use crate::plan::Taken as TakenPlan;
use crate::text::{nearest, one_line};

use super::Http;

/// How paths are written.
const SPELLING: Spelling = Spelling {
    segment_keys: true,
    full_names: false,
};

/// A place, and how it is reached.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) node: NodeId,
    /// The path, with `{name}` for values.
    pub(super) path: String,
    /// The Rust expression.
    pub(super) rust: String,
}

impl Http<'_> {
    /// The place that a path leads to.
    pub(super) fn follow(&self, text: &str) -> Result<Place, ExploreError> {
        let below = path::below_root(text.trim(), self.base_url);
        let below = below.split(['?', '#']).next().unwrap_or_default();
        let segments = path::segments(below);
        let segments = segments.map_err(|_| ExploreError::InvalidPath(format!("{text:?}")))?;
        if segments.is_empty() {
            return Ok(Place {
                node: NodeId::ROOT,
                path: "/".to_owned(),
                rust: "client".to_owned(),
            });
        }
        let offered = |edge: EdgeId| self.kept.has_edge(edge);
        match walk::follow(self.api, &segments, &offered) {
            Ok(trails) => {
                let trail = trails.into_iter().next().unwrap_or_default();
                Ok(self.along(&trail))
            }
            Err(lost) => Err(self.lost(&segments, &lost)),
        }
    }

    fn along(&self, trail: &[Taken]) -> Place {
        let edges: Vec<EdgeId> = trail.iter().map(|taken| taken.edge).collect();
        let rust = trail.iter().fold("client".to_owned(), |rust, taken| {
            format!("{rust}{}", self.call(taken.edge, &taken.values))
        });
        Place {
            node: edges.last().map_or(NodeId::ROOT, |edge| self.api[*edge].to),
            path: one_line(&walk::template(self.api, &edges, SPELLING)),
            rust,
        }
    }

    /// The shortest way to a place.
    pub(super) fn shortest(&self, node: NodeId) -> Option<Place> {
        let offered = |edge: EdgeId| self.kept.has_edge(edge);
        // A graph of paths is a tree: there is one way.
        let shortest = self
            .shortest
            .get_or_init(|| walk::shortest(self.api, &offered));
        Some(self.by_edges(&shortest.to(self.api, node)?))
    }

    /// A place by the steps to it.
    pub(super) fn by_edges(&self, edges: &[EdgeId]) -> Place {
        let taken = edges.iter().map(|edge| Taken {
            edge: *edge,
            values: Vec::new(),
            at: 0,
        });
        self.along(&taken.collect::<Vec<_>>())
    }

    /// The call that goes a step, with the values that a path has.
    pub(super) fn call(&self, edge: EdgeId, values: &[(String, String)]) -> String {
        let Some(step) = self.methods.step(edge) else {
            return String::new();
        };
        let written = step.arguments.iter().enumerate().map(|(at, argument)| {
            let value = values.get(at).map(|(_, value)| path::literal_text(value));
            let value = value.filter(|value| !value.starts_with('{'));
            match (value, &argument.taken) {
                (Some(value), TakenPlan::IntoString) => format!("{:?}", one_line(&value)),
                (Some(value), _) if value.parse::<i64>().is_ok() => value,
                _ => argument.name.to_string(),
            }
        });
        let written: Vec<String> = written.collect();
        format!(".{}({})", step.method.name, written.join(", "))
    }

    fn lost(&self, segments: &[Segment], lost: &walk::Lost) -> ExploreError {
        let at = self.along(&lost.trail);
        let steps = self.api.steps(at.node).map(|(edge, _)| edge);
        let steps = steps.filter(|edge| self.kept.has_edge(*edge));
        let possible = steps.map(|edge| {
            let text = walk::template(self.api, &[edge], SPELLING);
            one_line(text.trim_start_matches('/'))
        });
        let possible: Vec<String> = possible.collect();
        let segment = segments.get(lost.segments);
        let segment = segment.map(|it| one_line(&it.text)).unwrap_or_default();
        let near = nearest(&segment, possible.iter().map(String::as_str));
        ExploreError::Segment {
            number: lost.segments + 1,
            nearest: near.map(str::to_owned),
            possible: possible.into_iter().take(8).collect(),
            after: at.path,
            segment,
        }
    }
}
