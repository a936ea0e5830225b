//! The client: the entity container goes in, the methods at the root of all paths come out.

use crate::model::{ChildKind, Container, ContainerChild};

use crate::odata::lower::routes::of_type;
use crate::odata::vocabulary::capabilities::Capabilities;
use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code};
use crate::plan::example::{ExamplePlan, SignInPlan};
use crate::plan::layout::refs::Refs;
use crate::plan::methods::callable::Callable;
use crate::plan::methods::constructors;
use crate::plan::methods::navigation::{Step, step};
use crate::plan::methods::operations;
use crate::plan::methods::presets;
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;
use crate::plan::names::{MethodName, TypeName};
use crate::plan::{ClientPlan, CloudPlan, CloudsPlan, Context, MethodPlan};

/// Names that frameworks give to containers of all services.
const NO_NAMES: &[&str] = &[
    "Container",
    "Default",
    "DefaultContainer",
    "EntityContainer",
];
/// Ends of namespaces that say nothing alone.
const GENERAL: &[&str] = &["Data", "Default", "Model", "Models", "Service", "Services"];

/// Plans the client, where there is a container.
pub(in crate::plan) fn plan(context: &Context<'_>) -> Option<ClientPlan> {
    let container = context.model.container.as_ref()?;
    let mut refs = Refs::of_root(context);
    let mut scope = Scope::reserving(owned::CLIENTS.reserved());
    let imports = Callable::imports(context.model, &context.renames);
    let mut methods = Vec::new();
    let surface = &context.offered;
    for child in &container.children {
        methods.extend(resource(context, child, &mut scope, &mut refs));
    }
    let is_offered = |callable: &Callable<'_>| {
        let child = callable
            .import()
            .is_some_and(|name| surface.has_child(name));
        child && surface.has_operation(callable.id)
    };
    let names = operations::names(context, &imports, &mut scope);
    for (callable, name) in imports.iter().zip(names) {
        let edge = callable.edges(context).first().copied();
        if let (Some(edge), Some(name)) = (edge.filter(|_| is_offered(callable)), name) {
            let method = operations::method(context, *callable, name, None, edge, &mut refs);
            methods.push(method);
        }
    }
    let imports = imports.into_iter().filter(is_offered);
    Some(ClientPlan {
        name: client_name(context, container),
        docs: Text::new(context)
            .described(&container.annotations)
            .own(&format!(
                "The service: entity container {}.",
                code(&container.name)
            ))
            .finish(),
        base_url: context.config.base_url.clone(),
        scopes: context.config.scopes.clone(),
        constructors: constructors::constructors(
            context.config.base_url.as_deref(),
            context.config.scopes.is_empty(),
        ),
        sign_in: context.config.issuer.as_ref().map(SignInPlan::at),
        example: ExamplePlan::default(),
        start: None,
        clouds: clouds(context, container),
        settings: presets::presets(&context.config.service, context.model),
        methods,
        operations: operations::all_parameters(context, imports, &mut refs),
    })
}

fn clouds(context: &Context<'_>, container: &Container) -> Option<CloudsPlan> {
    let clouds = &context.config.clouds;
    let plan = |cloud: &crate::plan::settings::Cloud| {
        Some(CloudPlan {
            variant: TypeName::given(&cloud.name)?,
            base_url: cloud.base_url.clone(),
            scopes: cloud.scopes.clone(),
        })
    };
    // Only a client that is itself named so leaves no room for the name.
    let name = TypeName::new(&["Cloud"]);
    let taken = client_name(context, container) == name;
    let name = if taken {
        name.with_suffix("Place")
    } else {
        name
    };
    let clouds: Vec<CloudPlan> = clouds.iter().filter_map(plan).collect();
    (!clouds.is_empty()).then_some(CloudsPlan { name, clouds })
}

fn client_name(context: &Context<'_>, container: &Container) -> TypeName {
    let given = context.config.client.as_deref().and_then(TypeName::given);
    given.unwrap_or_else(|| {
        let namespace = &context.model[container.namespace].name;
        TypeName::new(&service_name(&container.name, namespace)).with_suffix("Client")
    })
}

/// What tells the service from others: the name of the container, or, where that says nothing, the end of its
/// namespace.
fn service_name<'n>(container: &'n str, namespace: &'n str) -> Vec<&'n str> {
    if !NO_NAMES.contains(&container) {
        return vec![container];
    }
    let mut parts: Vec<&str> = namespace.rsplit('.').take(2).collect();
    if parts.first().is_some_and(|last| !GENERAL.contains(last)) {
        parts.truncate(1);
    }
    parts.reverse();
    parts
}

/// What is said of paths from here alone: `members`: not supported here: …
fn restricted(child: &ContainerChild) -> Vec<String> {
    let below = child.below.iter();
    let below = below.map(|(path, annotations)| (path.join("/"), Capabilities::of(annotations)));
    below
        .chain(Capabilities::restricted(&child.annotations))
        .filter_map(|(path, said)| {
            let sentences = said.sentences(&Capabilities::default());
            (!sentences.is_empty())
                .then(|| format!("Below {}: {}", code(&path), sentences.join(" ")))
        })
        .collect()
}

fn resource(
    context: &Context<'_>,
    child: &ContainerChild,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<MethodPlan> {
    let (target, collection, kind) = match child.kind {
        ChildKind::EntitySet(id) => (id, true, "Entity set"),
        ChildKind::Singleton(id) => (id, false, "Singleton"),
        ChildKind::ActionImport(_) | ChildKind::FunctionImport(_) => return None,
    };
    let method = match context.renames.child(&child.name) {
        Some(given) => MethodName::new(&[given]),
        None => MethodName::new(&[&child.name]),
    };
    if !context.offered.has_child(&child.name) {
        // No other method takes its name: names do not depend on what is selected.
        operations::free_method(&method, "property", scope);
        return None;
    }
    let text = Text::new(context)
        .described(&child.annotations)
        .own(&format!("{kind} {}.", code(&child.name)))
        .capabilities(
            &Capabilities::of(&child.annotations),
            &of_type(context.model, target),
        );
    let text = restricted(child)
        .iter()
        .fold(text, |text, sentence| text.own(sentence));
    let leads = Step {
        part: context.child(&child.name),
        segment: &child.name,
        method,
        target,
        collection,
    };
    let own = deprecation::of(&child.annotations);
    step(context, &leads, text.finish(), own, scope, refs)
}

#[cfg(test)]
mod tests {
    use super::service_name;

    #[test]
    fn a_service_is_named_by_what_tells_it_from_others() {
        for (container, namespace, parts) in [
            ("GraphService", "microsoft.graph", &["GraphService"][..]),
            ("DefaultContainer", "Sample.Models.TripPin", &["TripPin"]),
            (
                "EntityContainer",
                "Library.Service",
                &["Library", "Service"],
            ),
            ("Container", "Default", &["Default"]),
        ] {
            assert_eq!(service_name(container, namespace), parts);
        }
    }
}
