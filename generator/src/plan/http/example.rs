//! The first program that uses a client: how one is made, and the first request that needs nothing.

use crate::plan::example::{ExamplePlan, Program, Shown};
use crate::plan::names::ConstantName;
use crate::plan::names::owned;
use crate::plan::{
    HttpClientPlan, HttpReturn, Package, PathMethodBody, PathMethodPlan, RequestsFile, Shows,
};

/// How far a path of an example goes.
const DEPTH: usize = 4;

/// The example for the README and the documentation of the crate.
pub(super) fn example(package: &Package, client: &HttpClientPlan) -> ExamplePlan {
    let krate = package.name.replace('-', "_");
    let name = &client.name;
    let url = client
        .base_url
        .is_none()
        .then_some("\"https://example.com\"");
    let others: Vec<String> = client
        .constructors
        .iter()
        .skip(1)
        .map(|it| format!("`{name}::{}`", it.name))
        .collect();
    let note = (!others.is_empty())
        .then(|| format!("Other ways to make a client: {}.", others.join(", ")));
    let first = client.constructors.first();
    let shown = match first.map(|constructor| &constructor.shows) {
        None | Some(Shows::Nothing) => Shown::Nothing,
        Some(Shows::Credential) => match &client.sign_in {
            Some(sign_in) => Shown::SignIn(sign_in),
            None => Shown::Token,
        },
        Some(Shows::Basic) => Shown::Variables(&["SERVICE_USER", "SERVICE_PASSWORD"]),
        Some(Shows::Key(_)) => Shown::Variables(&["SERVICE_KEY"]),
    };
    let program = Program {
        krate: &krate,
        runtime: package.runtime_crate,
        client: name.as_str(),
        make: first.map_or(owned::NEW, |constructor| constructor.name.as_str()),
        root: url,
        shown,
        request: client.start.as_ref().map(|(call, _)| call.clone()),
    };
    program.plan(note)
}

/// The first request that reads something and needs nothing: the shortest way to one, and its path. What is there whatever
/// features are on comes first.
pub(super) fn start(client: &HttpClientPlan, files: &[RequestsFile]) -> Option<(String, String)> {
    let always = |method: &PathMethodPlan| method.gate.is_always();
    nearest(client, files, &always).or_else(|| nearest(client, files, &|_| true))
}

fn nearest(
    client: &HttpClientPlan,
    files: &[RequestsFile],
    is_there: &dyn Fn(&PathMethodPlan) -> bool,
) -> Option<(String, String)> {
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
            for method in methods.iter().filter(|method| is_there(method)) {
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
