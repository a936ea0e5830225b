//! The names of everything in a plan: a plan goes in, a line for each thing of the service with its Rust name comes out.

use std::collections::BTreeMap;

use csdlgen::plan::{Argument, FilePlan, Item, MethodBody, MethodPlan, ParametersPlan, Plan};

/// Rust names by what they are for, such as `field demo.order/VATCode`.
#[must_use]
pub fn names(plan: &Plan) -> BTreeMap<String, String> {
    let mut names = Names::default();
    for namespace in &plan.namespaces {
        // A module may take in several namespaces.
        for one in namespace.namespace.split(", ") {
            names.add(format!("module {one}"), namespace.module.as_str());
        }
        for file in &namespace.files {
            names.file(file);
        }
    }
    if let Some(client) = &plan.client {
        names.add("client", client.name.as_str());
        names.methods("client", &client.methods);
        names.operations("client", &client.operations);
    }
    names.0
}

#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn add(&mut self, what: impl Into<String>, name: &str) {
        let what = what.into();
        let before = self.0.insert(what.clone(), name.to_owned());
        assert!(
            before.is_none_or(|before| before == name),
            "{what} has two names"
        );
    }

    fn file(&mut self, file: &FilePlan) {
        let wire = &file.wire;
        self.add(format!("file of {wire}"), file.module.as_str());
        match &file.item {
            Item::Structured(plan) => {
                self.add(format!("type {wire}"), plan.name.as_str());
                for field in &plan.fields {
                    self.add(format!("field {wire}/{}", field.wire), field.name.as_str());
                }
                for constant in &plan.properties {
                    let what = format!("constant {wire}/{}", constant.wire);
                    self.add(what, constant.name.as_str());
                }
            }
            Item::Enum(plan) => {
                self.add(format!("type {wire}"), plan.name.as_str());
                for variant in &plan.variants {
                    let what = format!("member {wire}/{}", variant.wire);
                    self.add(what, variant.name.as_str());
                }
            }
            Item::Alias(plan) => self.add(format!("type {wire}"), plan.name.as_str()),
            Item::Union(plan) => self.add(format!("type {wire}"), plan.name.as_str()),
            Item::Resource => {}
        }
        if let Some(any) = &file.any {
            self.add(format!("any {wire}"), any.name.as_str());
            for variant in &any.variants {
                let what = format!("variant {} of any {wire}", variant.wire);
                self.add(what, variant.name.as_str());
            }
        }
        for builder in &file.builders {
            let many = if builder.collection { "many" } else { "one" };
            self.add(format!("builder of {many} {wire}"), builder.name.as_str());
            self.methods(&format!("{many} {wire}"), &builder.methods);
        }
        self.operations(wire, &file.operations);
    }

    fn methods(&mut self, owner: &str, methods: &[MethodPlan]) {
        let called = |method: &MethodPlan, segment: &str| matches!(&method.body, MethodBody::Operation { segment: own, .. } if own == segment);
        for method in methods {
            let what = match &method.body {
                // Overloads are told apart by what they take.
                MethodBody::Operation { segment, .. }
                    if methods.iter().filter(|it| called(it, segment)).count() == 1 =>
                {
                    format!("call {segment}")
                }
                body => step(body),
            };
            self.add(format!("method {what} of {owner}"), method.name.as_str());
            if let MethodBody::Operation { arguments, .. } = &method.body {
                for argument in arguments {
                    let what = format!("argument {} of {what} of {owner}", argument.wire);
                    self.add(what, argument.name.as_str());
                }
            }
        }
    }

    fn operations(&mut self, owner: &str, operations: &[ParametersPlan]) {
        for operation in operations {
            for setter in &operation.setters {
                let what = format!(
                    "setter {} of {} of {owner}",
                    setter.argument.wire, operation.name
                );
                self.add(what, setter.name.as_str());
            }
        }
    }
}

fn wires(arguments: &[Argument]) -> String {
    let wires: Vec<String> = arguments
        .iter()
        .map(|argument| format!("{}: {:?}", argument.wire, argument.ty))
        .collect();
    wires.join(",")
}

/// What a method does, without names of Rust.
fn step(body: &MethodBody) -> String {
    match body {
        MethodBody::Navigate { segment, .. } => format!("/{segment}"),
        MethodBody::Cast { segment, .. } => format!("cast {segment}"),
        MethodBody::Media { segment } => format!("stream {segment}"),
        MethodBody::References { segment, .. } => format!("{segment}/$ref"),
        MethodBody::Key { parts, .. } => format!("key {}", wires(parts)),
        MethodBody::AlternateKey { parts, .. } => format!("alternate key {}", wires(parts)),
        MethodBody::ByPath { opening, .. } => format!("path {opening}"),
        MethodBody::Header { header, .. } => format!("header {header}"),
        MethodBody::Operation {
            segment,
            arguments,
            parameters,
            kind,
            ..
        } => {
            // They may differ in what may be sent; the type of that is named as the method.
            let own = parameters.as_ref().map(|path| path.name.to_string());
            let own = own.unwrap_or_default();
            format!("{kind:?} {segment}({}) {own}", wires(arguments))
        }
        MethodBody::Get(_) => "get".to_owned(),
        MethodBody::List(_) => "list".to_owned(),
        MethodBody::Create(_) | MethodBody::CreateAny(_) => "create".to_owned(),
        MethodBody::CreateMedia(_) => "create media".to_owned(),
        MethodBody::Update(_) | MethodBody::UpdateAny(_) => "update".to_owned(),
        MethodBody::Replace(_) | MethodBody::ReplaceAny(_) => "replace".to_owned(),
        MethodBody::Delete => "delete".to_owned(),
        MethodBody::Count => "count".to_owned(),
    }
}
