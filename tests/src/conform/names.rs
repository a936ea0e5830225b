//! Names: a service description and its plan go in, the names that the metadata spells come out.

use std::collections::{HashMap, HashSet};

use csdlgen::csdl::Document;
use csdlgen::plan::{Argument, Item, MethodBody, MethodPlan, Plan};

/// The names that a service description spells.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: HashSet<String>,
    /// Namespaces and aliases, in lower case, to namespaces.
    qualifiers: HashMap<String, String>,
}

impl Names {
    /// The names of a document, and those that its plan sends.
    pub fn new(document: &Document, plan: &Plan) -> Self {
        let mut names = Self::default();
        for schema in &document.schemas {
            let own = std::iter::once(&schema.namespace).chain(&schema.alias);
            for qualifier in own {
                let key = qualifier.to_lowercase();
                names.qualifiers.insert(key, schema.namespace.clone());
            }
        }
        if let Some(client) = &plan.client {
            client
                .methods
                .iter()
                .for_each(|method| names.method(method));
            for operation in &client.operations {
                operation
                    .setters
                    .iter()
                    .for_each(|setter| names.add(&setter.argument.wire));
            }
        }
        for file in plan
            .namespaces
            .iter()
            .flat_map(|namespace| &namespace.files)
        {
            match &file.item {
                Item::Structured(item) => {
                    item.fields.iter().for_each(|field| names.add(&field.wire));
                    item.streams.iter().for_each(|stream| names.add(stream));
                }
                Item::Enum(item) => item
                    .variants
                    .iter()
                    .for_each(|variant| names.add(&variant.wire)),
                Item::Union(_) | Item::Alias(_) | Item::Resource => {}
            }
            let methods = file.builders.iter().flat_map(|builder| &builder.methods);
            methods.for_each(|method| names.method(method));
            let setters = file
                .operations
                .iter()
                .flat_map(|operation| &operation.setters);
            setters.for_each(|setter| names.add(&setter.argument.wire));
        }
        names
    }

    /// Names alone, as tests need them: names, and qualifiers with their namespaces.
    #[cfg(test)]
    pub fn of(names: &[&str], qualifiers: &[(&str, &str)]) -> Self {
        let lower = |(from, to): &(&str, &str)| (from.to_lowercase(), (*to).to_owned());
        Self {
            names: names.iter().map(ToString::to_string).collect(),
            qualifiers: qualifiers.iter().map(lower).collect(),
        }
    }

    fn method(&mut self, method: &MethodPlan) {
        match &method.body {
            MethodBody::Navigate { segment, .. } | MethodBody::Cast { segment, .. } => {
                self.add(segment);
            }
            MethodBody::Media { segment } => self.add(segment),
            MethodBody::Operation {
                segment, arguments, ..
            } => {
                self.add(segment);
                self.arguments(arguments);
            }
            MethodBody::Key { parts, .. } | MethodBody::AlternateKey { parts, .. } => {
                self.arguments(parts);
            }
            _ => {}
        }
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        for argument in arguments {
            self.add(&argument.wire);
        }
    }

    fn add(&mut self, name: &str) {
        let (_, name) = self.unqualified(name);
        let name = name.to_owned();
        self.names.insert(name);
    }

    /// The namespace and the name of a name that is qualified by a namespace or its alias.
    pub fn unqualified<'t>(&self, text: &'t str) -> (Option<&str>, &'t str) {
        let Some((qualifier, name)) = text.rsplit_once('.') else {
            return (None, text);
        };
        match self.qualifiers.get(&qualifier.to_lowercase()) {
            Some(namespace) => (Some(namespace), name),
            None => (None, text),
        }
    }

    /// Whether two names are one: equal, or the one that is sent is what the metadata spells and the other
    /// differs in letter case alone.
    pub fn same(&self, documented: &str, sent: &str) -> bool {
        documented == sent || (documented.eq_ignore_ascii_case(sent) && self.names.contains(sent))
    }
}
