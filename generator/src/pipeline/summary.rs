//! What is told of a generated crate: where its users begin, and what it has, counted.

use crate::plan::{ClientPlan, Item, MethodBody, Plan};

/// Where a user of a generated crate begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The client's name.
    pub client: String,
    /// The first request, as Rust: `client.users().list()`; `client.users()` where that cannot be read.
    pub call: String,
    /// The path of that resource below the root of the service: `/users`.
    pub path: String,
}

/// What was generated, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Structs, enums and aliases.
    pub types: usize,
    /// Request builders of resources and of operations.
    pub builders: usize,
    /// Methods that call an action or a function; of a service in the terms of HTTP, its operations.
    pub operations: usize,
}

pub(super) fn start(plan: &Plan) -> Option<Start> {
    if let Some(http) = plan.http.as_deref() {
        let (call, path) = http.client.start.clone()?;
        let client = http.client.name.to_string();
        return Some(Start { client, call, path });
    }
    plan.client.as_ref().and_then(start_of_client)
}

fn start_of_client(client: &ClientPlan) -> Option<Start> {
    let start = client.start.as_ref()?;
    let read = start.read.as_ref();
    let read = read.map_or_else(String::new, |read| format!(".{read}()"));
    Some(Start {
        client: client.name.to_string(),
        call: format!("{}{read}", start.call),
        path: start.path.clone(),
    })
}

pub(super) fn summarize(plan: &Plan) -> Summary {
    let mut summary = Summary::default();
    let mut count = |methods: &[crate::plan::MethodPlan]| {
        let operations = methods
            .iter()
            .filter(|m| matches!(m.body, MethodBody::Operation { .. }));
        summary.operations += operations.count();
    };
    for file in plan
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.files)
    {
        file.builders
            .iter()
            .for_each(|builder| count(&builder.methods));
    }
    plan.client.iter().for_each(|client| count(&client.methods));
    for file in plan
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.files)
    {
        match file.item {
            Item::Structured(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) => {
                summary.types += 1;
            }
            Item::Resource => {}
        }
        summary.builders += file.builders.len() + file.operations.len();
    }
    if let Some(http) = plan.http.as_deref() {
        summary.builders += http.files.len();
        let operations = http.files.iter().map(|file| file.operations.len());
        summary.operations += operations.sum::<usize>() + http.client.operations.len();
    }
    summary.builders += plan
        .client
        .iter()
        .map(|client| client.operations.len())
        .sum::<usize>();
    summary
}
