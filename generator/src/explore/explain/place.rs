//! What paths lead to: a place of the graph goes in, its explanation comes out.

use crate::api::NodeId;
use crate::model::{ContainerChild, TypeRef};
use crate::odata::vocabulary::capabilities::sentences_of;
use crate::plan::MethodPlan;
use crate::plan::names::ModuleName;

use super::super::explanation::{Explanation, RustItem};
use super::super::map::{Step, StepKind};
use super::super::resolve::{Resolved, Target};
use super::super::route::Route;
use super::{Explain, description};

impl Explain<'_> {
    pub(super) fn place(&self, place: &Resolved<'_>) -> Explanation {
        match &place.target {
            Target::Node(node) => self.resource(*node, &place.route),
            Target::Step(step) if step.operation.is_some() => self.call(step, &place.route),
            Target::Step(step) => self.leaf(step, &place.route),
            Target::Property(ty, property, value) => {
                let rust = value.as_ref();
                let rust = rust.map(|value| format!("{}{}", place.route.rust, value.code));
                let path = place.route.shown().to_owned();
                let found = self.property(*ty, &property.name, (Some(path), rust));
                found.unwrap_or_default()
            }
        }
    }

    fn resource(&self, node: NodeId, route: &Route) -> Explanation {
        let here = self.map.place(node);
        let resource = self.map.lowered.resource(node);
        let mut explanation = match resource {
            Some((ty, _)) => self.base(TypeRef::Structured(ty)),
            None => Explanation::default(),
        };
        if let Some(child) = self.child(&route.path) {
            explanation.capabilities = sentences_of(&child.annotations);
            explanation.description = description(&child.annotations).or(explanation.description);
        }
        let own = here.map(|(_, builder)| format!("::{}", builder.name));
        let is_of_place = |item: &RustItem| {
            let own = own.as_ref();
            item.kind != "builder" || own.is_some_and(|own| item.path.ends_with(own))
        };
        explanation.items.retain(is_of_place);
        let verbs = self.map.verbs(node);
        let ty = self.map.type_name(node);
        Explanation {
            name: route.shown().to_owned(),
            kind: ty.map_or_else(|| "service".to_owned(), |ty| format!("resource, {ty}")),
            path: Some(route.shown().to_owned()),
            rust: Some(route.rust.clone()),
            needs: self.map.needs(route),
            example: verbs
                .contains(&"GET")
                .then(|| self.example("GET", route, None))
                .flatten(),
            verbs,
            ..explanation
        }
    }

    fn child(&self, path: &str) -> Option<&ContainerChild> {
        let name = path.strip_prefix('/')?;
        let container = self.map.model.container.iter();
        let mut children = container.flat_map(|container| &container.children);
        children.find(|child| child.name == name)
    }

    /// What leads to no builder of a resource: a stream, a count, references.
    fn leaf(&self, step: &Step<'_>, route: &Route) -> Explanation {
        let kind = match step.kind {
            StepKind::Stream => "stream",
            StepKind::Count => "count",
            StepKind::Reference => "references",
            _ => "resource",
        };
        Explanation {
            name: route.shown().to_owned(),
            kind: kind.to_owned(),
            path: Some(route.shown().to_owned()),
            rust: Some(route.rust.clone()),
            needs: self.map.needs(route),
            items: self.method(step).into_iter().collect(),
            verbs: step.verbs.clone(),
            example: step
                .verbs
                .contains(&"GET")
                .then(|| self.example("GET", route, None))
                .flatten(),
            ..Explanation::default()
        }
    }

    /// The method that takes a step.
    pub(super) fn method(&self, step: &Step<'_>) -> Option<RustItem> {
        let from = self.map.lowered.api[step.edge].from;
        let method: &MethodPlan = step.method;
        let path = if let Some((home, builder)) = self.map.place(from) {
            let mut names: Vec<&str> = home.file.requests.iter().map(ModuleName::as_str).collect();
            names.extend([builder.name.as_str(), method.name.as_str()]);
            self.path(&names)
        } else {
            let client = self.map.plan.client.as_ref()?;
            self.path(&[client.name.as_str(), method.name.as_str()])
        };
        Some(RustItem {
            kind: "method",
            path,
        })
    }
}
