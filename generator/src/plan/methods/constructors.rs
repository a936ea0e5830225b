//! How a client is made: whether its root is known and tokens are asked goes in, the documentation of the functions
//! that make one comes out, and the first lines of a program that does.

use crate::plan::names::owned::{self, RUNTIME};
use crate::plan::{ClientPlan, Docs, Package};

/// The root of a service whose root the user gives, in Rust.
const EXAMPLE_ROOT: &str = "\"https://example.com/odata\"";

/// What is said of the functions that make a client; their names are the generator's own.
#[derive(Clone, Debug)]
pub struct Constructors {
    /// Of `new`.
    pub new: Docs,
    /// Of `anonymous`; `None` where the service asks for tokens.
    pub anonymous: Option<Docs>,
    /// Of `builder`.
    pub builder: Docs,
    /// Of `for_cloud`.
    pub for_cloud: Docs,
    /// Of `cloud_builder`.
    pub cloud_builder: Docs,
}

/// The functions for a client.
pub(crate) fn constructors(base_url: Option<&str>, anonymous: bool) -> Constructors {
    let (place, cause) = match base_url {
        Some(_) => ("at [`Self::BASE_URL`]", "The HTTP client cannot be set up."),
        None => (
            "at a root",
            "The root is no URL, or the HTTP client cannot be set up.",
        ),
    };
    let making = |how: &str| {
        let first = format!("A client of the service {place}, {how}.");
        docs(&[&first, "", "# Errors", cause])
    };
    Constructors {
        new: making("with the usual settings"),
        anonymous: anonymous
            .then(|| making("without a credential, where the service needs no token")),
        builder: docs(&[
            "Prepares a client of other settings: credential, transport, headers, times.",
            "",
            &format!(
                "What [`build`]({RUNTIME}::ClientBuilder::build) gives becomes this client by `into()`."
            ),
        ]),
        for_cloud: docs(&[
            "A client of the service at one of its places, with the usual settings.",
            "",
            "# Errors",
            "The HTTP client cannot be set up.",
        ]),
        cloud_builder: docs(&[
            "Prepares a client of the service at one of its places. For another root, add",
            &format!("[`base_url`]({RUNTIME}::ClientBuilder::base_url)."),
        ]),
    }
}

fn docs(lines: &[&str]) -> Docs {
    Docs(lines.iter().map(|line| (*line).to_owned()).collect())
}

/// The first lines of a program that uses a client, for the README.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamplePlan {
    /// Rust.
    pub lines: Vec<String>,
    /// What there is to say behind it, in Markdown.
    pub note: Option<String>,
}

/// The first lines of a program that uses the client of a package.
pub(crate) fn example(package: &Package, client: &ClientPlan) -> ExamplePlan {
    let root = client.base_url.is_none().then_some(EXAMPLE_ROOT);
    let (krate, name) = (package.name.replace('-', "_"), &client.name);
    let mut lines = vec![format!("use {krate}::{name};")];
    let mut note = None;
    let make = if client.constructors.anonymous.is_some() {
        let root_argument = root.map_or("", |_| "root, ");
        note = Some(format!(
            "Where the service asks for tokens, `{name}::{new}({root_argument}credential)?` takes anything that gives them: \
             `{RUNTIME}::Credential`.",
            new = owned::NEW
        ));
        format!("{}({})", owned::ANONYMOUS, root.unwrap_or_default())
    } else {
        lines.push(format!("use {krate}::{RUNTIME}::StaticToken;"));
        let root = root.map_or_else(String::new, |root| format!("{root}, "));
        format!("{}({root}StaticToken::new(token))", owned::NEW)
    };
    lines.push(String::new());
    lines.push(format!("let client = {name}::{make}?;"));
    if let Some(start) = &client.start {
        let method = &start.method;
        let read = start.read.as_ref();
        let read = read.map_or_else(String::new, |read| format!(".{read}().await?"));
        lines.push(format!("let {method} = client.{method}(){read};"));
    }
    ExamplePlan { lines, note }
}
