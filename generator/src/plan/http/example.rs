//! The first lines of a program that uses a client: how one is made, and the first request that needs nothing.

use crate::plan::names::ConstantName;
use crate::plan::names::owned;
use crate::plan::{
    ExamplePlan, HttpClientPlan, HttpReturn, Package, PathMethodBody, PathMethodPlan, RequestsFile,
    Shows,
};

/// How far a path of an example goes.
const DEPTH: usize = 4;

/// The example for the README and the documentation of the crate.
pub(super) fn example(package: &Package, client: &HttpClientPlan) -> ExamplePlan {
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
    if let Some((call, _)) = &client.start {
        lines.push(format!("let found = {call}.await?;"));
    }
    ExamplePlan { lines, note }
}

/// The first request that reads something and needs nothing: the shortest way to one, and its path.
pub(super) fn start(client: &HttpClientPlan, files: &[RequestsFile]) -> Option<(String, String)> {
    let mut work = vec![("client".to_owned(), &client.methods, &client.operations)];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for (path, methods, operations) in work {
            if let Some((method, table)) = methods.iter().find_map(reads) {
                let mut operations = operations.iter();
                let operation = operations.find(|it| it.constant == *table)?;
                let call = format!("{path}.{}()", method.name);
                return Some((call, operation.table.template.clone()));
            }
            for method in methods {
                if let PathMethodBody::Step { arguments, builder } = &method.body
                    && arguments.is_empty()
                    && let Some(file) = files.iter().find(|file| file.builder.name == builder.name)
                {
                    let path = format!("{path}.{}()", method.name);
                    next.push((path, &file.builder.methods, &file.operations));
                }
            }
        }
        work = next;
    }
    None
}

/// A method that reads something and needs nothing, with the table of its operation.
fn reads(method: &PathMethodPlan) -> Option<(&PathMethodPlan, &ConstantName)> {
    let PathMethodBody::Call(call) = &method.body else {
        return None;
    };
    let gives = !matches!(call.returns, HttpReturn::Nothing);
    let plain = method.name.as_str() == "get" && method.deprecated.is_none();
    (gives && plain && call.arguments.is_empty()).then_some((method, &call.table))
}
