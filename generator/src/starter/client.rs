//! What a first program needs to know of a client: the plan of its crate goes in, facts for templates come out.

use minijinja::{Value, context};

use crate::plan::example::SignInPlan;
use crate::plan::names::owned;
use crate::plan::{HttpClientPlan, Plan, Shows, package_name};

/// The client of a package, as its first program uses it.
#[derive(Debug)]
pub(crate) struct Client<'a> {
    /// The client type.
    name: String,
    /// The runtime, as code calls it.
    runtime: &'static str,
    base_url: Option<&'a str>,
    sign_in: Option<&'a SignInPlan>,
    /// Whether it takes tokens.
    tokens: bool,
    /// The scheme of the key that it takes.
    key: Option<&'a str>,
    /// Whether it takes a name and a password.
    basic: bool,
    start: Option<Start>,
}

/// The first request.
#[derive(Debug)]
struct Start {
    call: String,
    path: String,
    /// Whether it can be read.
    read: bool,
    /// Whether a page of a list is what comes back.
    list: bool,
}

impl<'a> Client<'a> {
    /// The client of a plan, where it has one.
    pub(crate) fn new(plan: &'a Plan) -> Option<Self> {
        let runtime = plan.package.runtime_crate;
        if let Some(http) = plan.http.as_deref() {
            return Some(Self::http(&http.client, runtime));
        }
        let client = plan.client.as_ref()?;
        let start = client.start.as_ref().map(|start| {
            let read = start.read.as_ref();
            let call = read.map(|read| format!("{}.{read}()", start.call));
            Start {
                call: call.unwrap_or_else(|| start.call.clone()),
                path: start.path.clone(),
                read: read.is_some(),
                list: read.is_some_and(|read| read.as_str() == owned::LIST),
            }
        });
        Some(Self {
            name: client.name.to_string(),
            runtime,
            base_url: client.base_url.as_deref(),
            sign_in: client.sign_in.as_ref(),
            tokens: true,
            key: None,
            basic: false,
            start,
        })
    }

    fn http(client: &'a HttpClientPlan, runtime: &'static str) -> Self {
        let shows = |wanted: &Shows| client.constructors.iter().any(|it| it.shows == *wanted);
        let tokens = shows(&Shows::Credential);
        let key = client.constructors.iter().find_map(|it| match &it.shows {
            Shows::Key(scheme) => Some(scheme.as_str()),
            _ => None,
        });
        Self {
            name: client.name.to_string(),
            runtime,
            base_url: client.base_url.as_deref(),
            sign_in: client.sign_in.as_ref().filter(|_| tokens),
            tokens,
            key,
            basic: shows(&Shows::Basic),
            start: client.start.as_ref().map(|(call, path)| Start {
                call: call.clone(),
                path: path.clone(),
                read: true,
                list: false,
            }),
        }
    }

    /// The package of the runtime.
    pub(super) fn runtime(&self) -> String {
        package_name(self.runtime)
    }

    /// Facts for templates, of a client in this module.
    pub(super) fn facts(&self, module: &str) -> Value {
        context! {
            name => self.name.clone(),
            base_url => self.base_url,
            imports => self.imports(module),
            tokens => self.tokens,
            key => self.key.map(|key| format!("{key:?}")),
            basic => self.basic,
            sign_in => self.sign_in.map(|sign_in| context! {
                begin => sign_in.begin(),
                rest => sign_in.rest(),
                secret => sign_in.wants_secret(),
            }),
            start => self.start.as_ref().map(|start| context! {
                call => start.call.clone(),
                path => start.path.clone(),
                read => start.read,
                list => start.list,
            }),
        }
    }

    /// The `use` lines of the program, sorted as rustfmt does.
    fn imports(&self, module: &str) -> Vec<String> {
        let mut imports = vec![format!("{module}::{}", self.name)];
        if self.tokens {
            imports.push(format!("{}::StaticToken", self.runtime));
        }
        let sign_in = self.sign_in.iter().flat_map(|sign_in| sign_in.uses());
        imports.extend(sign_in.map(str::to_owned));
        imports.sort();
        imports
    }

    /// Whether the program signs in.
    pub(super) fn signs_in(&self) -> bool {
        self.sign_in.is_some()
    }
}
