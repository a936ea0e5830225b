//! Services other than Graph, whose descriptions lie beside the repository: each is planned with the settings that
//! every OData service understands, and its names are outlined. `.ci/services` compiles the crates.

use std::fmt::Write as _;

use csdlgen::config::{Crate, KeyStyle, OperationNames};
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::{FilePlan, Item, MethodPlan, Plan, Planned};
use tests::references::dangling;
use tests::service::repository;

/// The plan of a service; `None`, with a line printed, where its description is not there.
fn planned(file: &str) -> Option<Planned> {
    let path = repository().join("../shared/odata").join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("{} is not there: this test checks nothing", path.display());
        return None;
    };
    let options = Crate {
        key_style: KeyStyle::Parentheses,
        operations: OperationNames::Qualified,
        ..Crate::new("service").unwrap()
    };
    let source = Source {
        name: file.to_owned(),
        bytes,
    };
    Some(pipeline::plan(&source, &options).unwrap_or_else(|errors| panic!("{errors}")))
}

/// The names of a plan: types with their fields and members, builders with their methods.
fn names(plan: &Plan) -> String {
    let mut text = String::new();
    if let Some(client) = &plan.client {
        let methods = methods(&client.methods);
        writeln!(text, "{}: {methods}", client.name).unwrap();
    }
    for namespace in &plan.namespaces {
        writeln!(text, "\n{}", namespace.module).unwrap();
        for file in &namespace.files {
            of_file(file, &mut text);
        }
    }
    text
}

fn of_file(file: &FilePlan, text: &mut String) {
    let (name, members): (_, Vec<&str>) = match &file.item {
        Item::Structured(plan) => (
            plan.name.as_str(),
            plan.fields
                .iter()
                .map(|field| field.name.as_str())
                .collect(),
        ),
        Item::Enum(plan) => (
            plan.name.as_str(),
            plan.variants
                .iter()
                .map(|variant| variant.name.as_str())
                .collect(),
        ),
        Item::Union(plan) => (plan.name.as_str(), Vec::new()),
        Item::Alias(plan) => (plan.name.as_str(), Vec::new()),
        Item::Resource => ("-", Vec::new()),
    };
    writeln!(
        text,
        "  {}: {name} {{ {} }}",
        file.module,
        members.join(" ")
    )
    .unwrap();
    if let Some(any) = &file.any {
        writeln!(text, "    {}", any.name).unwrap();
    }
    for builder in &file.builders {
        writeln!(text, "    {}: {}", builder.name, methods(&builder.methods)).unwrap();
    }
}

fn methods(methods: &[MethodPlan]) -> String {
    let names: Vec<&str> = methods.iter().map(|method| method.name.as_str()).collect();
    names.join(" ")
}

fn check(file: &str) {
    let Some(Planned { plan, warnings, .. }) = planned(file) else {
        return;
    };
    assert_eq!(warnings, [], "{file}");
    assert_eq!(dangling(&plan), [""; 0], "{file}");
    insta::assert_snapshot!(file, names(&plan));
}

#[test]
fn trippin() {
    check("trippin.xml");
}

#[test]
fn northwind() {
    check("northwind.xml");
}

#[test]
fn library_of_asp_net() {
    check("library-aspnet.xml");
}

#[test]
fn library_of_cap() {
    check("library-cap.xml");
}
