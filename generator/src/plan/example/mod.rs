//! The first program that uses a client: where its tokens come from, how the client is made, and one request. It stands in
//! the README, in the documentation of the crate, and in what `csdlgen new` writes.

mod sign_in;

pub(crate) use sign_in::{SignInPlan, of_flows};

use super::Docs;
use super::docs::Text;
use super::settings::DocsLevel;

/// A program that uses a client, for the README and the documentation of the crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamplePlan {
    /// Rust.
    pub lines: Vec<String>,
    /// What it depends on beside the crate: lines for `[dependencies]`.
    pub dependencies: Vec<String>,
    /// What there is to say behind it, in Markdown.
    pub note: Option<String>,
}

/// How the client of the program shows who it is.
pub(crate) enum Shown<'a> {
    /// It does not.
    Nothing,
    /// By tokens that it has signed in for.
    SignIn(&'a SignInPlan),
    /// By a token that it has from elsewhere.
    Token,
    /// By what stands in environment variables, as arguments of the function that makes the client.
    Variables(&'static [&'static str]),
}

/// What a program is made of.
pub(crate) struct Program<'a> {
    /// The generated crate.
    pub(crate) krate: &'a str,
    /// The crate of the runtime.
    pub(crate) runtime: &'a str,
    /// The client type.
    pub(crate) client: &'a str,
    /// The function that makes it.
    pub(crate) make: &'a str,
    /// Where the service is, as a Rust literal, where the client is to be told.
    pub(crate) root: Option<&'a str>,
    /// How it shows who it is.
    pub(crate) shown: Shown<'a>,
    /// The first request, as Rust without `.await`.
    pub(crate) request: Option<String>,
}

/// Versions of the packages that an example depends on.
const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }";

impl Program<'_> {
    /// The program as text.
    pub(crate) fn plan(&self, note: Option<String>) -> ExamplePlan {
        let mut uses = vec![format!("{}::{}", self.krate, self.client)];
        let mut body = Vec::new();
        let mut dependencies = vec![TOKIO.to_owned()];
        let mut arguments: Vec<String> = self.root.iter().map(|&root| root.to_owned()).collect();
        match &self.shown {
            Shown::Nothing => {}
            Shown::SignIn(sign_in) => {
                uses.extend(sign_in.uses().map(str::to_owned));
                body.extend(sign_in.lines());
                arguments.push("credential".to_owned());
                dependencies.insert(0, sign_in::dependency());
            }
            Shown::Token => {
                uses.push(format!("{}::{}::StaticToken", self.krate, self.runtime));
                body.push("let token = std::env::var(\"SERVICE_TOKEN\")?;".to_owned());
                arguments.push("StaticToken::new(token)".to_owned());
            }
            Shown::Variables(names) => {
                let variables = names.iter().map(|name| format!("std::env::var({name:?})?"));
                arguments.extend(variables);
            }
        }
        uses.sort();
        let (client, make) = (self.client, self.make);
        body.push(format!(
            "let client = {client}::{make}({})?;",
            arguments.join(", ")
        ));
        if let Some(request) = &self.request {
            body.push(format!("let found = {request}.await?;"));
            body.push("println!(\"{found:#?}\");".to_owned());
        } else {
            body.push("println!(\"{client:?}\");".to_owned());
        }
        body.push("Ok(())".to_owned());
        let mut lines: Vec<String> = uses.iter().map(|path| format!("use {path};")).collect();
        lines.extend([
            String::new(),
            "#[tokio::main]".to_owned(),
            "async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        ]);
        lines.extend(body.iter().map(|line| format!("    {line}")));
        lines.push("}".to_owned());
        ExamplePlan {
            lines,
            dependencies,
            note,
        }
    }
}

/// What stands at the root of a crate below what it is: a first program, and where to go from there.
pub(crate) fn guide(example: Option<&ExamplePlan>, level: DocsLevel, sections: &[&str]) -> Docs {
    let mut docs = Vec::new();
    if level == DocsLevel::None {
        return Docs(docs);
    }
    if let Some(example) = example {
        docs.push("# A first program".to_owned());
        docs.push(String::new());
        // It needs packages that the crate does not depend on: it cannot be tried here.
        docs.push("```ignore".to_owned());
        docs.extend(example.lines.iter().cloned());
        docs.push("```".to_owned());
        if let Some(note) = &example.note {
            docs.push(String::new());
            docs.extend(Text::at_level(level).own(note).finish().0);
        }
    }
    for section in sections {
        if !docs.is_empty() {
            docs.push(String::new());
        }
        let (title, text) = section.split_once('\n').unwrap_or((section, ""));
        docs.push(format!("# {title}"));
        docs.push(String::new());
        docs.extend(Text::at_level(level).own(text).finish().0);
    }
    Docs(docs)
}
