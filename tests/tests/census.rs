//! Nothing is left out: what Graph's v1.0 metadata declares, counted in the XML by code of this test alone,
//! stands in the plan.

use std::collections::{BTreeMap, BTreeSet};

use csdlgen::config::{Crate, KeyStyle};
use csdlgen::plan::{FieldRole, FilePlan, Item, MethodBody, NamespacePlan, Plan, StructPlan};
use csdlgen::select::Kept;
use csdlgen::{ServiceGraph, csdl, model, plan};
use quick_xml::events::{BytesStart, Event};

/// What the XML declares, by full names. Types by kind; members as `type/member`.
#[derive(Default)]
struct Census {
    entity_types: BTreeSet<String>,
    complex_types: BTreeSet<String>,
    enums: BTreeMap<String, BTreeSet<String>>,
    properties: BTreeSet<String>,
    navigation: BTreeSet<String>,
    /// `Kind binding/name(parameters)`: the binding type by its short name, with `[]` for a collection.
    operations: Vec<String>,
    children: BTreeSet<String>,
}

/// An operation; all of Graph's are bound.
#[derive(Default)]
struct Signature {
    kind: String,
    binding: String,
    name: String,
    parameters: Vec<String>,
}

impl Signature {
    fn text(mut self) -> String {
        self.parameters.sort();
        format!(
            "{} {}/{}({})",
            self.kind,
            self.binding,
            self.name,
            self.parameters.join(",")
        )
    }
}

/// `Collection(graph.call)` → `call[]`.
fn short(ty: &str) -> String {
    let item = ty.trim_start_matches("Collection(").trim_end_matches(')');
    let name = item.rsplit('.').next().unwrap();
    if item == ty {
        name.to_owned()
    } else {
        format!("{name}[]")
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let found = start
        .attributes()
        .flatten()
        .find(|a| a.key.as_ref() == name);
    found.map(|a| a.value.into_owned()).unwrap_or_default()
}

fn census(xml: &str) -> Census {
    let mut census = Census::default();
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut namespace, mut owner) = (String::new(), String::new());
    let mut operation: Option<Signature> = None;
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = attribute(start, "Name");
                let member = format!("{owner}/{name}");
                match start.local_name().as_ref() {
                    "Schema" => namespace = attribute(start, "Namespace"),
                    "EntityType" | "ComplexType" | "EnumType" => {
                        owner = format!("{namespace}.{name}");
                        match start.local_name().as_ref() {
                            "EntityType" => drop(census.entity_types.insert(owner.clone())),
                            "ComplexType" => drop(census.complex_types.insert(owner.clone())),
                            _ => drop(census.enums.insert(owner.clone(), BTreeSet::new())),
                        }
                    }
                    "Property" => drop(census.properties.insert(member)),
                    "NavigationProperty" => drop(census.navigation.insert(member)),
                    "Member" => drop(census.enums.get_mut(&owner).unwrap().insert(name)),
                    "Action" | "Function" => {
                        let kind = start.local_name().as_ref().to_owned();
                        operation = Some(Signature {
                            kind,
                            name,
                            ..Signature::default()
                        });
                    }
                    "Parameter" => {
                        let operation = operation.as_mut().unwrap();
                        if operation.binding.is_empty() {
                            operation.binding = short(&attribute(start, "Type"));
                        } else {
                            operation.parameters.push(name);
                        }
                    }
                    "EntitySet" | "Singleton" => drop(census.children.insert(name)),
                    _ => {}
                }
            }
            Event::End(end) if matches!(end.local_name().as_ref(), "Action" | "Function") => {
                census.operations.push(operation.take().unwrap().text());
            }
            Event::Eof => return census,
            _ => {}
        }
    }
}

fn plan_of(path: &std::path::Path) -> Plan {
    let bytes = std::fs::read(path).unwrap();
    let document = csdl::read("v1.0.csdl", &bytes).unwrap().document;
    let model = model::resolve(&document).unwrap().model;
    let mut config = Crate::new("msgraph").unwrap();
    config.key_style = KeyStyle::Segment;
    let service = ServiceGraph::new(model, config.any_limit);
    plan::plan(
        &service,
        &Kept::everything(),
        &config.plan_settings(),
        "v1.0.csdl",
    )
    .unwrap()
    .plan
}

fn structs(plan: &Plan) -> BTreeMap<&str, &StructPlan> {
    let files = plan
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.files);
    let structs = files.filter_map(|file| match &file.item {
        Item::Structured(plan) => Some((plan.wire.as_str(), plan)),
        _ => None,
    });
    structs.collect()
}

fn enums(plan: &Plan) -> BTreeMap<String, BTreeSet<String>> {
    let files = plan
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.files);
    let enums = files.filter_map(|file| match &file.item {
        Item::Enum(plan) => Some((
            plan.wire.clone(),
            plan.variants.iter().map(|v| v.wire.clone()).collect(),
        )),
        _ => None,
    });
    enums.collect()
}

#[test]
fn the_whole_of_graph_stands_in_the_plan() {
    let Some(path) = tests::service::graph() else {
        return;
    };
    let census = census(&std::fs::read_to_string(&path).unwrap());
    let plan = plan_of(&path);

    let structs = structs(&plan);
    let declared: BTreeSet<&str> = census
        .entity_types
        .iter()
        .chain(&census.complex_types)
        .map(String::as_str)
        .collect();
    assert_eq!(structs.keys().copied().collect::<BTreeSet<_>>(), declared);
    assert!(
        census.entity_types.len() > 1000,
        "the census itself found too little"
    );
    assert_eq!(enums(&plan), census.enums);

    for member in census.properties.iter().chain(&census.navigation) {
        let (ty, name) = member.rsplit_once('/').unwrap();
        let navigation = census.navigation.contains(member);
        let found = structs[ty]
            .fields
            .iter()
            .any(|f| f.wire == name && (f.role == FieldRole::Navigation) == navigation);
        let stream = structs[ty].streams.iter().any(|stream| stream == name);
        assert!(found || stream, "{member} has no field");
    }
    println!(
        "{} entity types, {} complex types, {} enums, {} properties, {} navigation properties, {} operations",
        census.entity_types.len(),
        census.complex_types.len(),
        census.enums.len(),
        census.properties.len(),
        census.navigation.len(),
        census.operations.len()
    );
}

#[test]
fn every_navigation_property_of_an_entity_type_can_be_requested() {
    let Some(path) = tests::service::graph() else {
        return;
    };
    let census = census(&std::fs::read_to_string(&path).unwrap());
    let plan = plan_of(&path);
    for namespace in &plan.namespaces {
        for file in &namespace.files {
            let Item::Structured(item) = &file.item else {
                continue;
            };
            for field in item
                .fields
                .iter()
                .filter(|field| field.role == FieldRole::Navigation)
            {
                if !census
                    .navigation
                    .contains(&format!("{}/{}", item.wire, field.wire))
                {
                    continue;
                }
                let steps = file.builders.iter().flat_map(|builder| &builder.methods);
                let found = steps.into_iter().any(|method| {
                    matches!(&method.body, MethodBody::Navigate { segment, .. } if *segment == field.wire)
                });
                assert!(found, "{}/{} has no method", item.wire, field.wire);
            }
        }
    }
    let roots = &plan.client.as_ref().unwrap().methods;
    let roots: BTreeSet<String> = roots
        .iter()
        .filter_map(|method| match &method.body {
            MethodBody::Navigate { segment, .. } => Some(segment.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(roots, census.children);
}

#[test]
fn every_operation_has_a_method_that_sends_every_parameter() {
    let Some(path) = tests::service::graph() else {
        return;
    };
    let census = census(&std::fs::read_to_string(&path).unwrap());
    let plan = plan_of(&path);
    let mut setters = Setters::new();
    for namespace in &plan.namespaces {
        for file in &namespace.files {
            for builder in &file.operations {
                let wires = builder
                    .setters
                    .iter()
                    .map(|s| s.argument.wire.clone())
                    .collect();
                setters.insert(
                    (namespace.module.to_string(), builder.name.to_string()),
                    wires,
                );
            }
        }
    }
    let planned: BTreeSet<String> = plan
        .namespaces
        .iter()
        .flat_map(|namespace| namespace.files.iter().map(move |file| (namespace, file)))
        .flat_map(|(namespace, file)| planned_operations(namespace, file, &setters))
        .collect();
    for operation in &census.operations {
        assert!(planned.contains(operation), "{operation} has no method");
    }
}

type Setters = BTreeMap<(String, String), Vec<String>>;

/// The operations that the builders of a type's file call, in the census's words.
fn planned_operations(
    namespace: &NamespacePlan,
    file: &FilePlan,
    setters: &Setters,
) -> Vec<String> {
    let Item::Structured(item) = &file.item else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for builder in &file.builders {
        let collection = builder
            .methods
            .iter()
            .any(|m| matches!(m.body, MethodBody::List(_)));
        let suffix = if collection { "[]" } else { "" };
        let binding = format!("{}{suffix}", short(&item.wire));
        for method in &builder.methods {
            let MethodBody::Operation {
                kind,
                segment,
                arguments,
                parameters: optional,
                ..
            } = &method.body
            else {
                continue;
            };
            let mut parameters: Vec<String> = arguments.iter().map(|a| a.wire.clone()).collect();
            if let Some(path) = optional {
                // Those of the main namespace stand in `requests` itself.
                let module = match path.modules.as_slice() {
                    [] => namespace.module.to_string(),
                    [_] => "models".to_owned(),
                    [.., module] => module.to_string(),
                };
                let key = (module, path.name.to_string());
                parameters.extend(setters[&key].iter().cloned());
            }
            let name = segment.rsplit('.').next().unwrap().to_owned();
            let kind = format!("{kind:?}");
            found.push(
                Signature {
                    kind,
                    binding: binding.clone(),
                    name,
                    parameters,
                }
                .text(),
            );
        }
    }
    found
}
