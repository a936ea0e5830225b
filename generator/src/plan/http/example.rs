//! The first lines of a program that uses a client: how one is made, and the first request that needs nothing.

use crate::plan::names::owned;
use crate::plan::{
    ExamplePlan, HttpClientPlan, Package, PathMethodBody, PathMethodPlan, RequestsFile, Shows,
};

/// How far a path of an example goes.
const DEPTH: usize = 4;

/// The example for the README and the documentation of the crate.
pub(super) fn example(
    package: &Package,
    client: &HttpClientPlan,
    files: &[RequestsFile],
) -> ExamplePlan {
    let krate = package.name.replace('-', "_");
    let (name, runtime) = (&client.name, package.runtime_crate);
    let mut lines = vec![format!("use {krate}::{name};")];
    let url = client.base_url.is_none();
    let url = if url { "\"https://example.com\", " } else { "" };
    let mut note = None;
    let make = client.constructors.first().map(|constructor| {
        let arguments = match &constructor.shows {
            Shows::Nothing => "",
            Shows::Credential => {
                lines.push(format!("use {krate}::{runtime}::StaticToken;"));
                "StaticToken::new(token)"
            }
            Shows::Basic => "user, password",
            Shows::Key(_) => "key",
        };
        let arguments = format!("{url}{arguments}");
        format!(
            "{name}::{}({})?",
            constructor.name,
            arguments.trim_end_matches(", ")
        )
    });
    let others: Vec<String> = client
        .constructors
        .iter()
        .skip(1)
        .map(|it| format!("`{name}::{}`", it.name))
        .collect();
    if !others.is_empty() {
        note = Some(format!(
            "Other ways to make a client: {}.",
            others.join(", ")
        ));
    }
    lines.push(String::new());
    let make = make.unwrap_or_else(|| format!("{name}::{}()", owned::BUILDER));
    lines.push(format!("let client = {make};"));
    if let Some(call) = first_call(client, files) {
        lines.push(format!("let found = client{call}.await?;"));
    }
    ExamplePlan { lines, note }
}

/// The first request that reads something and needs nothing: the shortest path to one.
fn first_call(client: &HttpClientPlan, files: &[RequestsFile]) -> Option<String> {
    let mut work = vec![(String::new(), client.methods.as_slice())];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for (path, methods) in work {
            if let Some(method) = methods.iter().find(|method| reads(method)) {
                return Some(format!("{path}.{}()", method.name));
            }
            for method in methods {
                if let PathMethodBody::Step { arguments, builder } = &method.body
                    && arguments.is_empty()
                    && let Some(file) = files.iter().find(|file| file.builder.name == builder.name)
                {
                    next.push((
                        format!("{path}.{}()", method.name),
                        file.builder.methods.as_slice(),
                    ));
                }
            }
        }
        work = next;
    }
    None
}

fn reads(method: &PathMethodPlan) -> bool {
    let PathMethodBody::Call(call) = &method.body else {
        return false;
    };
    let gives = !matches!(call.returns, crate::plan::HttpReturn::Nothing);
    method.name.as_str().starts_with("get")
        && gives
        && call.arguments.is_empty()
        && method.deprecated.is_none()
}
