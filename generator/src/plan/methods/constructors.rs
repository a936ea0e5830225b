//! How a client is made: whether its root is known and tokens are asked goes in, the documentation of the functions
//! that make one comes out, and the first program that does.

use crate::plan::example::{ExamplePlan, Program, Shown};
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
            "The root is not a URL, or the HTTP client cannot be set up.",
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

/// The first program that uses the client of a package.
pub(crate) fn example(package: &Package, client: &ClientPlan) -> ExamplePlan {
    let krate = package.name.replace('-', "_");
    let root = client.base_url.is_none().then_some(EXAMPLE_ROOT);
    let mut note = None;
    let (make, shown) = match &client.sign_in {
        Some(sign_in) => (owned::NEW, Shown::SignIn(sign_in)),
        None if client.constructors.anonymous.is_some() => {
            let root_argument = root.map_or("", |_| "root, ");
            note = Some(format!(
                "Where the service asks for tokens, `{name}::{new}({root_argument}credential)?` takes anything that gives \
                 them: `{RUNTIME}::Credential`.",
                name = client.name,
                new = owned::NEW
            ));
            (owned::ANONYMOUS, Shown::Nothing)
        }
        None => (owned::NEW, Shown::Token),
    };
    let request = client.start.as_ref().and_then(|start| {
        let read = start.read.as_ref()?;
        Some(format!("{}.{read}()", start.call))
    });
    let program = Program {
        krate: &krate,
        runtime: RUNTIME,
        client: client.name.as_str(),
        make,
        root,
        shown,
        request,
    };
    program.plan(note)
}
