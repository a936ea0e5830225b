//! The client and the builders of a service in the terms of HTTP → items, each with the element that it comes from.

mod calls;

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::api::NodeId;
use crate::diff::http::{Places, SERVICE};
use crate::plan::names::owned::REQUESTS_MODULE;
use crate::plan::{
    HttpOperationPlan, HttpPlan, Part as PlanPart, PathMethodBody, PathMethodPlan, Target,
};

use super::types::empty;
use super::{Home, Lister, Part};

/// Builders by name: the places that they are for.
pub(super) fn builders(http: &HttpPlan) -> HashMap<&str, NodeId> {
    let files = http.files.iter().flat_map(|file| &file.builder.methods);
    let steps = http
        .client
        .methods
        .iter()
        .chain(files)
        .filter_map(|method| match &method.body {
            PathMethodBody::Step { builder, .. } => match builder.target {
                Target::Builder(node) => Some((builder.name.as_str(), node)),
                _ => None,
            },
            PathMethodBody::Call(_) => None,
        });
    steps.collect()
}

/// Rust paths → keys of builders.
pub(super) fn keys(http: &HttpPlan, places: &Places) -> Vec<(String, String)> {
    let builders = builders(http).into_iter();
    let keys = builders.map(|(name, node)| {
        (
            format!("{REQUESTS_MODULE}::{name}"),
            format!("at {}", places.key(node)),
        )
    });
    keys.collect()
}

impl<'a> Lister<'a> {
    pub(super) fn http(&mut self, http: &'a HttpPlan) {
        let places = Places::new(&self.version.service.plan.api);
        let client = &http.client;
        let path = client.name.to_string();
        self.whole(
            Part::Type,
            SERVICE,
            "client".to_owned(),
            path.clone(),
            SERVICE,
        );
        let home = home_of("", path, SERVICE.to_owned());
        for constructor in &client.constructors {
            let name = constructor.name.as_str();
            self.inner(
                Part::Method,
                SERVICE,
                &format!("constructor {name}"),
                &home,
                name,
                empty(),
            );
        }
        for server in &client.servers {
            let name = server.constant.as_str();
            self.inner(
                Part::Method,
                SERVICE,
                &format!("server {name}"),
                &home,
                name,
                empty(),
            );
        }
        self.path_methods(&home, (&client.methods, &client.operations), &places);
        let nodes = builders(http);
        for file in &http.files {
            let name = file.builder.name.as_str();
            let key = nodes
                .get(name)
                .map(|node| places.key(*node))
                .unwrap_or_default();
            let home = home_of(REQUESTS_MODULE, format!("{REQUESTS_MODULE}::{name}"), key);
            self.whole(
                Part::Builder,
                &home.key,
                "builder".to_owned(),
                home.path.clone(),
                &home.key,
            );
            self.path_methods(&home, (&file.builder.methods, &file.operations), &places);
        }
    }

    fn path_methods(
        &mut self,
        home: &Home<'a>,
        (methods, operations): (&'a [PathMethodPlan], &'a [HttpOperationPlan]),
        places: &Places,
    ) {
        for method in methods {
            let name = method.name.as_str();
            match (&method.body, method.part) {
                (PathMethodBody::Step { arguments, builder }, _) => {
                    let Target::Builder(node) = builder.target else {
                        continue;
                    };
                    let (mut signature, mut shown) = empty();
                    for argument in arguments {
                        let (key, rust) = self.taken(&argument.taken);
                        let _ = write!(signature, "{key}, ");
                        let _ = write!(shown, "{}: {rust}, ", argument.name);
                    }
                    let (key, rust) = self.path("", builder);
                    let types = (signature + &key, shown + &rust);
                    self.inner(Part::Method, &places.key(node), "step", home, name, types);
                }
                (PathMethodBody::Call(call), PlanPart::Request(node, verb)) => {
                    let operation = operations.iter().find(|it| it.constant == call.table);
                    if let Some(operation) = operation {
                        let origin = places.request(node, verb);
                        self.request(home, &origin, (name, call), operation);
                    }
                }
                (PathMethodBody::Call(_), PlanPart::Step(_)) => {}
            }
        }
    }
}

fn home_of(module: &str, path: String, key: String) -> Home<'_> {
    Home {
        module,
        path,
        key,
        wire: "",
        fields: HashMap::new(),
    }
}

fn plain(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}
