//! Operations: a call goes in, its parameters, what it returns and an example come out.

use crate::model::OperationId;
use crate::odata::vocabulary::permissions;
use crate::plan::MethodBody;
use crate::plan::names::ModuleName;
use crate::plan::names::owned::REQUESTS_MODULE;
use crate::text::one_line;

use super::super::explanation::{Explanation, Parameter, RustItem};
use super::super::map::{Step, StepKind};
use super::super::route::Route;
use super::super::routes::Routes;
use super::super::{rust, sample};
use super::{Explain, description, reference, said};

impl Explain<'_> {
    /// An operation by its nearest call.
    pub(super) fn operation(&self, routes: &Routes<'_>, id: OperationId) -> Explanation {
        let operation = &self.map.model[id];
        match routes.call(id) {
            Some((step, before)) => self.call(&step, &before.to(&step)),
            None => Explanation {
                name: one_line(&self.map.model.qualified_name(id)),
                kind: "operation that no path leads to".to_owned(),
                permissions: permissions(&operation.annotations),
                ..said(&operation.annotations)
            },
        }
    }

    /// A call. `route` is the way to it.
    pub(super) fn call(&self, step: &Step<'_>, route: &Route) -> Explanation {
        let model = self.map.model;
        let Some(id) = step.operation else {
            return Explanation::default();
        };
        let operation = &model[id];
        let mut items: Vec<RustItem> = self.method(step).into_iter().collect();
        items.extend(self.operation_builder(step));
        let kind = if step.kind == StepKind::Function {
            "function"
        } else {
            "action"
        };
        let bound = operation.binding.as_ref();
        let bound = bound.map(|binding| rust::csdl_name(model, &binding.ty));
        Explanation {
            name: one_line(&model.qualified_name(id)),
            kind: bound.map_or_else(|| kind.to_owned(), |ty| format!("{kind} of {ty}")),
            path: Some(route.shown().to_owned()),
            rust: Some(route.rust.clone()),
            needs: self.map.needs(route),
            items,
            verbs: step.verbs.clone(),
            parameters: self.parameters(id, step),
            returns: Some(returned(step)),
            permissions: permissions(&operation.annotations),
            reference: reference(&step.method.docs),
            example: self
                .example_of_call(step, route)
                .or_else(|| Some(format!("let reply = {}.await?;\n", route.rust))),
            ..said(&operation.annotations)
        }
    }

    fn example_of_call(&self, step: &Step<'_>, route: &Route) -> Option<String> {
        if step.kind == StepKind::Function {
            return self.example("GET", route, None);
        }
        let api = &self.map.lowered.api;
        let request = api[api[step.edge].to].requests.first()?;
        let body = sample::body(api, &request.parameters)?;
        self.example("POST", route, Some(body))
    }

    fn parameters(&self, id: OperationId, step: &Step<'_>) -> Vec<Parameter> {
        let described = |wire: &str| {
            let mut parameters = self.map.model[id].parameters.iter();
            let found = parameters.find(|parameter| parameter.name == wire)?;
            description(&found.annotations)
        };
        let arguments = step.arguments.iter();
        let arguments = arguments.map(|argument| (argument.name.as_str(), argument, true));
        let builder = step.builder.into_iter();
        let setters = builder.flat_map(|builder| &builder.setters);
        let setters = setters.map(|setter| (setter.name.as_str(), &setter.argument, false));
        let all = arguments
            .chain(setters)
            .map(|(name, argument, required)| Parameter {
                name: name.to_owned(),
                wire: one_line(&argument.wire),
                ty: rust::argument(&argument.ty),
                required,
                description: described(&argument.wire),
            });
        all.collect()
    }

    fn operation_builder(&self, step: &Step<'_>) -> Option<RustItem> {
        let MethodBody::Operation {
            parameters: Some(path),
            ..
        } = &step.method.body
        else {
            return None;
        };
        let place = self.map.place(self.map.lowered.api[step.edge].from);
        let here = place.map(|(home, _)| home.file.requests.as_slice());
        let modules = match (path.modules.as_slice(), here) {
            ([], Some(here)) => here,
            (modules, _) => modules,
        };
        let mut names: Vec<&str> = modules.iter().map(ModuleName::as_str).collect();
        if names.is_empty() {
            // Of the client.
            names.push(REQUESTS_MODULE);
        }
        names.push(step.builder?.name.as_str());
        Some(RustItem {
            kind: "parameters",
            path: self.path(&names),
        })
    }
}

fn returned(step: &Step<'_>) -> String {
    match &step.method.body {
        MethodBody::Operation { returns, .. } => rust::returned(returns),
        _ => "()".to_owned(),
    }
}
