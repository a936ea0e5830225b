//! Explaining: a path, a type, a property or an operation goes in; its Rust items, what is sent and what comes
//! back, who may call it, until when, and an example come out.

use crate::model::{Annotations, OperationId, StructuredId, TypeRef};
use crate::odata::vocabulary::capabilities::sentences_of;
use crate::odata::vocabulary::{permissions, revision};
use crate::plan::names::ModuleName;
use crate::plan::{Docs, FilePlan, Given, Item, MethodBody, MethodPlan};
use crate::snippet::{Body, Request, snippet};
use crate::text::one_line;

use super::explanation::{Deprecated, Explanation, Field, Parameter, RustItem};
use super::map::{Map, Node, Step, StepKind};
use super::resolve::{self, Resolved, Target, item_name};
use super::routes::{Route, Routes};
use super::{ExploreError, Explorer, description, harmless, rust, search};

/// So many things of one name are explained at once.
const AT_ONCE: usize = 5;

impl Explorer {
    /// Explains a path, a type, `type/property`, or an operation; with or without namespace. There is more than one
    /// explanation where several things have the name.
    ///
    /// # Errors
    /// Nothing has the name, or too much.
    pub fn explain(&self, what: &str) -> Result<Vec<Explanation>, ExploreError> {
        let map = Map::new(&self.model, &self.plan, &self.lowered);
        let what = what.trim();
        if what.starts_with('/') || what.contains("://") {
            let places = resolve::path(self, &map, what)?;
            return Ok(places.iter().map(|place| self.place(&map, place)).collect());
        }
        let routes = Routes::new(&map);
        let (name, member) = match what.split_once('/') {
            Some((name, member)) => (name, Some(member)),
            None => (what, None),
        };
        let mut found = self.types_called(name);
        if let Some(member) = member {
            let members = found
                .iter()
                .filter_map(|ty| self.member(&map, &routes, *ty, member));
            let members: Vec<_> = members.collect();
            return if members.is_empty() {
                Err(self.unknown(what, &found, Some(member)))
            } else {
                Ok(members)
            };
        }
        let operations = self.operations_called(name);
        if found.len() + operations.len() > AT_ONCE {
            // The type of exactly this full name is what was meant.
            let exact = found
                .iter()
                .position(|ty| rust::type_name(&self.model, *ty) == name);
            match exact.and_then(|at| found.get(at).copied()) {
                Some(ty) => found = vec![ty],
                None => return Err(self.ambiguous(&routes, name, &found, &operations)),
            }
        }
        let types = found.iter().map(|ty| self.of_type(&map, &routes, *ty));
        let operations = operations
            .iter()
            .map(|id| self.of_operation(&map, &routes, *id));
        let all: Vec<Explanation> = types.chain(operations).collect();
        if all.is_empty() {
            Err(self.unknown(what, &[], None))
        } else {
            Ok(all)
        }
    }

    fn place(&self, map: &Map<'_>, place: &Resolved<'_>) -> Explanation {
        match &place.target {
            Target::Node(node) => self.resource(map, *node, place),
            Target::Step(from, step) => self.step(map, *from, step, &place.route),
            Target::Property(ty, property) => {
                let found = self.property(map, *ty, &property.name, Some(&place.route));
                found.unwrap_or_default()
            }
        }
    }

    fn resource(&self, map: &Map<'_>, node: Node, place: &Resolved<'_>) -> Explanation {
        let mut explanation = match map.place(node).and_then(|place| place.ty) {
            Some(id) => self.base(map, TypeRef::Structured(id)),
            None => Explanation::default(),
        };
        if let Some(child) = self.child(&place.route.path) {
            explanation.capabilities = sentences_of(&child.annotations);
            explanation.description = description(&child.annotations).or(explanation.description);
        }
        let here = map.place(node);
        Explanation {
            name: place.route.shown().to_owned(),
            kind: map
                .type_name(node)
                .map_or_else(|| "service".to_owned(), |ty| format!("resource, {ty}")),
            path: Some(place.route.shown().to_owned()),
            rust: Some(place.route.rust.clone()),
            items: explanation
                .items
                .into_iter()
                .filter(|item| {
                    let own = here.map(|place| format!("::{}", place.builder.name));
                    item.kind != "builder" || own.is_some_and(|own| item.path.ends_with(&own))
                })
                .collect(),
            verbs: map.verbs(node),
            example: map
                .verbs(node)
                .first()
                .filter(|verb| **verb == "GET")
                .and_then(|verb| self.example(verb, &place.route)),
            ..explanation
        }
    }

    fn child(&self, path: &str) -> Option<&crate::model::ContainerChild> {
        let name = path.strip_prefix('/')?;
        let mut children = self.model.container.iter().flat_map(|c| &c.children);
        children.find(|child| child.name == name)
    }

    fn step(&self, map: &Map<'_>, from: Node, step: &Step<'_>, route: &Route) -> Explanation {
        let Some(id) = step.operation else {
            return Explanation {
                name: route.shown().to_owned(),
                kind: if step.kind == StepKind::Stream {
                    "stream"
                } else {
                    "resource"
                }
                .to_owned(),
                path: Some(route.shown().to_owned()),
                rust: Some(route.rust.clone()),
                items: self.method(map, from, step.method).into_iter().collect(),
                verbs: step.verbs.to_vec(),
                ..Explanation::default()
            };
        };
        let operation = &self.model[id];
        let mut items: Vec<RustItem> = self.method(map, from, step.method).into_iter().collect();
        items.extend(self.operation_builder(map, from, step.method, step));
        let name = one_line(&self.model.qualified_name(id));
        let kind = if step.kind == StepKind::Function {
            "function"
        } else {
            "action"
        };
        let bound = operation
            .binding
            .as_ref()
            .map(|binding| rust::csdl_name(&self.model, &binding.ty));
        Explanation {
            name,
            kind: bound.map_or_else(|| kind.to_owned(), |ty| format!("{kind} of {ty}")),
            path: Some(route.shown().to_owned()),
            rust: Some(route.rust.clone()),
            items,
            verbs: step.verbs.to_vec(),
            parameters: self.parameters(id, step),
            returns: Some(returned(step)),
            permissions: permissions(&operation.annotations),
            reference: reference(&step.method.docs)
                .or_else(|| step.builder.and_then(|b| reference(&b.docs))),
            example: self
                .example(step.verbs.first().unwrap_or(&"GET"), route)
                .or_else(|| Some(format!("let reply = {}.await?;\n", route.rust))),
            ..Self::said(&operation.annotations)
        }
    }

    /// What annotations say of anything.
    fn said(annotations: &Annotations) -> Explanation {
        Explanation {
            description: description(annotations),
            capabilities: sentences_of(annotations),
            deprecated: revision(annotations).map(|revision| Deprecated {
                date: revision.date,
                removal: revision.removal,
                description: revision.description,
            }),
            ..Explanation::default()
        }
    }

    fn parameters(&self, id: OperationId, step: &Step<'_>) -> Vec<Parameter> {
        let described = |wire: &str| {
            let mut parameters = self.model[id].parameters.iter();
            parameters
                .find(|p| p.name == wire)
                .and_then(|p| description(&p.annotations))
        };
        let arguments = step
            .arguments
            .iter()
            .map(|argument| (argument.name.as_str(), argument, true));
        let setters = step
            .builder
            .into_iter()
            .flat_map(|builder| &builder.setters);
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

    fn method(&self, map: &Map<'_>, from: Node, method: &MethodPlan) -> Option<RustItem> {
        let owner = match map.place(from) {
            Some(place) => format!("{}::{}", place.module, place.builder.name),
            None => self.plan.client.as_ref()?.name.to_string(),
        };
        let path = format!("{}::{owner}::{}", self.krate, method.name.as_str());
        Some(RustItem {
            kind: "method",
            path,
        })
    }

    fn operation_builder(
        &self,
        map: &Map<'_>,
        from: Node,
        method: &MethodPlan,
        step: &Step<'_>,
    ) -> Option<RustItem> {
        let MethodBody::Operation {
            gives: Given::Builder(path),
            ..
        } = &method.body
        else {
            return None;
        };
        let place = map.place(from);
        let home = place.map(|place| format!("{}::{}", place.module, place.file.module));
        let modules: Vec<&str> = path.modules.iter().map(ModuleName::as_str).collect();
        let home = if modules.is_empty() {
            home.unwrap_or_else(|| "client".to_owned())
        } else {
            modules.join("::")
        };
        let path = format!("{}::{home}::{}", self.krate, step.builder?.name);
        Some(RustItem {
            kind: "builder",
            path,
        })
    }

    /// Items, fields and what is said of a type, without a way to it.
    fn base(&self, map: &Map<'_>, ty: TypeRef) -> Explanation {
        let model = &self.model;
        let full = rust::type_name(model, ty);
        let (kind, annotations) = match ty {
            TypeRef::Structured(id) => (
                match model[id].kind {
                    crate::model::StructuredKind::Entity => "entity type",
                    crate::model::StructuredKind::Complex => "complex type",
                },
                &model[id].annotations,
            ),
            TypeRef::Enum(id) => ("enumeration", &model[id].annotations),
            TypeRef::Definition(id) => ("type definition", &model[id].annotations),
            TypeRef::Primitive(_) => return Explanation::default(),
        };
        let file = map.file_of(&full);
        let (items, fields) = file
            .map(|(module, file)| (self.items(module.as_str(), file), fields(&file.item)))
            .unwrap_or_default();
        Explanation {
            name: one_line(&full),
            kind: kind.to_owned(),
            items,
            fields,
            reference: file
                .and_then(|(_, file)| item_docs(&file.item))
                .and_then(reference),
            permissions: permissions(annotations),
            ..Self::said(annotations)
        }
    }

    fn items(&self, module: &str, file: &FilePlan) -> Vec<RustItem> {
        let item = |kind, name: &str| RustItem {
            kind,
            path: format!("{}::{module}::{name}", self.krate),
        };
        let kind = match &file.item {
            Item::Structured(_) => "struct",
            Item::Enum(_) => "enum",
            Item::Alias(_) | Item::Resource => "type",
        };
        let own = item_name(&file.item).map(|name| item(kind, name));
        let any = file.any.as_ref().map(|any| item("enum", any.name.as_str()));
        let builders = file
            .builders
            .iter()
            .map(|builder| item("builder", builder.name.as_str()));
        own.into_iter().chain(any).chain(builders).collect()
    }

    fn of_type(&self, map: &Map<'_>, routes: &Routes, ty: TypeRef) -> Explanation {
        let route = routes.ty(map, ty);
        let node = match ty {
            TypeRef::Structured(id) => map.node(id, false).or_else(|| map.node(id, true)),
            _ => None,
        };
        let verbs = node.map(|node| map.verbs(node)).unwrap_or_default();
        let example = route.as_ref().filter(|_| verbs.contains(&"GET"));
        let example = example.and_then(|route| self.example("GET", route));
        let (path, rust) = route
            .map(|route| (route.shown().to_owned(), route.rust))
            .unzip();
        Explanation {
            path,
            rust,
            verbs,
            example,
            ..self.base(map, ty)
        }
    }

    fn of_operation(&self, map: &Map<'_>, routes: &Routes, id: OperationId) -> Explanation {
        let found = routes.operation(id).and_then(|route| {
            let nodes = (0..map.places.len())
                .map(Node::Builder)
                .chain([Node::Client]);
            let mut nodes = nodes.filter_map(|node| Some((node, routes.node(node)?)));
            nodes.find_map(|(node, before)| {
                if !route.path.starts_with(before.path.as_str()) {
                    return None;
                }
                let step = map
                    .steps(node)
                    .into_iter()
                    .find(|step| step.operation == Some(id))?;
                (before.and(&step.suffix, &step.call) == *route).then_some((node, step, route))
            })
        });
        match found {
            Some((node, step, route)) => self.step(map, node, &step, route),
            None => Explanation {
                name: one_line(&self.model.qualified_name(id)),
                kind: "operation that no path leads to".to_owned(),
                permissions: permissions(&self.model[id].annotations),
                ..Self::said(&self.model[id].annotations)
            },
        }
    }

    fn member(
        &self,
        map: &Map<'_>,
        routes: &Routes,
        ty: TypeRef,
        name: &str,
    ) -> Option<Explanation> {
        match ty {
            TypeRef::Structured(id) => {
                let mut navigation = self.model.all_navigation(id);
                let route = if navigation.any(|p| p.name == name) {
                    search::navigation(map, routes, id, name)
                } else {
                    search::property(map, routes, id, name)
                };
                self.property(map, id, name, route.as_ref())
            }
            TypeRef::Enum(id) => {
                let member = self.model[id]
                    .members
                    .iter()
                    .find(|member| member.name == name)?;
                let base = self.base(map, ty);
                Some(Explanation {
                    name: format!("{}/{}", base.name, one_line(name)),
                    kind: "member".to_owned(),
                    fields: base
                        .fields
                        .into_iter()
                        .filter(|field| field.wire == one_line(name))
                        .collect(),
                    items: base.items,
                    ..Self::said(&member.annotations)
                })
            }
            _ => None,
        }
    }

    fn property(
        &self,
        map: &Map<'_>,
        ty: StructuredId,
        name: &str,
        route: Option<&Route>,
    ) -> Option<Explanation> {
        let structural = self.model.all_properties(ty).find(|p| p.name == name);
        let navigation = self.model.all_navigation(ty).find(|p| p.name == name);
        let annotations = structural
            .map(|p| &p.annotations)
            .or_else(|| navigation.map(|p| &p.annotations))?;
        let base = self.base(map, TypeRef::Structured(ty));
        let wire = one_line(name);
        Some(Explanation {
            name: format!("{}/{wire}", base.name),
            kind: if structural.is_some() {
                "property"
            } else {
                "navigation property"
            }
            .to_owned(),
            path: route.map(|route| route.shown().to_owned()),
            rust: route.map(|route| route.rust.clone()),
            fields: base
                .fields
                .into_iter()
                .filter(|field| field.wire == wire)
                .collect(),
            items: base
                .items
                .into_iter()
                .filter(|item| item.kind == "struct")
                .collect(),
            ..Self::said(annotations)
        })
    }

    /// A request as a snippet. Keys stand for themselves.
    fn example(&self, verb: &str, route: &Route) -> Option<String> {
        if verb == "POST" || route.path.contains('=') {
            return None;
        }
        let path: String = route.path.chars().filter(|c| !"{}".contains(*c)).collect();
        let request = Request::new(verb, &path, self.base_url.as_deref(), &[], Body::Empty).ok()?;
        let snippet = snippet(&self.plan, &self.krate, &request).ok()?;
        Some(harmless(&snippet.to_rust()))
    }
}

fn returned(step: &Step<'_>) -> String {
    match (&step.method.body, step.builder) {
        (_, Some(builder)) => rust::returned(&builder.returns),
        (
            MethodBody::Operation {
                gives: Given::Invocation(returns),
                ..
            },
            None,
        ) => rust::returned(returns),
        _ => "()".to_owned(),
    }
}

fn fields(item: &Item) -> Vec<Field> {
    match item {
        Item::Structured(plan) => plan
            .fields
            .iter()
            .map(|field| Field {
                name: field.name.as_str().to_owned(),
                wire: one_line(&field.wire),
                ty: Some(format!("Option<{}>", rust::value(&field.ty))),
                deprecated: field.deprecated.is_some(),
            })
            .collect(),
        Item::Enum(plan) => plan
            .variants
            .iter()
            .map(|variant| Field {
                name: variant.name.as_str().to_owned(),
                wire: one_line(&variant.wire),
                ty: None,
                deprecated: variant.deprecated.is_some(),
            })
            .collect(),
        Item::Alias(_) | Item::Resource => Vec::new(),
    }
}

fn item_docs(item: &Item) -> Option<&Docs> {
    match item {
        Item::Structured(plan) => Some(&plan.docs),
        Item::Enum(plan) => Some(&plan.docs),
        Item::Alias(plan) => Some(&plan.docs),
        Item::Resource => None,
    }
}

/// The link to the service's reference, which stands on a line of its own.
fn reference(docs: &Docs) -> Option<String> {
    let mut lines = docs.0.iter();
    lines.find_map(|line| {
        Some(
            line.strip_prefix("[Reference](")?
                .strip_suffix(')')?
                .to_owned(),
        )
    })
}
