//! The files of a first package: a service, its client and settings go in, paths with contents come out.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, context};

use crate::plan::shown;
use crate::text::one_line;

use super::{Client, Preset};

/// How the client comes into the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub(crate) enum Kind {
    /// As a crate in the folder `client`, which is written by `csdlgen generate` and committed.
    #[default]
    Crate,
    /// As a module that a build script generates; nothing of it is committed.
    BuildScript,
}

/// What is known of a package before it is there.
#[derive(Debug)]
pub(crate) struct Starter<'a> {
    /// The package's name.
    pub(crate) name: String,
    /// How the client comes into it.
    pub(crate) kind: Kind,
    /// The description as the user named it.
    pub(crate) source: &'a str,
    /// The file of the description in the package, below `metadata`.
    pub(crate) file: String,
    /// Whether the service is described in OpenAPI.
    pub(crate) openapi: bool,
    /// Where the service is, where neither a preset nor the description tells.
    pub(crate) base_url: Option<String>,
    /// Who issues its tokens, where the user says.
    pub(crate) issuer: Option<String>,
    /// Patterns that select what is wanted.
    pub(crate) include: Vec<String>,
    /// How the service is spoken to, where that is known.
    pub(crate) preset: Option<&'a Preset>,
    /// A folder with csdlgen's crates, absolute or relative to the package; otherwise they come from the registry.
    pub(crate) crates: Option<String>,
}

/// A file that stays as it is once it was written: path below the package, contents.
pub(crate) type PackageFile = (&'static str, String);

impl Starter<'_> {
    /// `csdlgen.toml`.
    ///
    /// # Errors
    /// None that an input causes.
    pub(crate) fn config(&self) -> Result<String, minijinja::Error> {
        let tables = self.preset.map_or("", |preset| preset.tables);
        let prefix = format!("[crates.{CLIENT}.");
        let tables = tables.lines().map(|line| match line.strip_prefix('[') {
            Some(rest) => format!("{prefix}{rest}\n"),
            None => format!("{line}\n"),
        });
        let runtime = |folder: &str| toml_text(&format!("{folder}/{}", self.runtime_folder()));
        render(
            include_str!("assets/csdlgen.toml.jinja"),
            &context! {
                key => CLIENT,
                crate_name => format!("{}-client", self.name),
                metadata => format!("metadata/{}", self.file),
                source => one_line(shown(self.source)),
                openapi => self.openapi,
                base_url => self.base_url.as_deref().map(toml_text),
                issuer => self.issuer.as_deref().map(toml_text),
                include => self.include.iter().map(|text| toml_text(text)).collect::<Vec<_>>(),
                runtime => self.crates.as_deref().map(runtime),
                settings => self.preset.map_or("", |preset| preset.settings).trim_end(),
                tables => tables.collect::<String>().trim_end(),
            },
        )
    }

    /// All files but `csdlgen.toml`, the description and the generated ones.
    ///
    /// # Errors
    /// None that an input causes.
    pub(crate) fn files(
        &self,
        client: Option<&Client<'_>>,
    ) -> Result<Vec<PackageFile>, minijinja::Error> {
        let build_script = self.kind == Kind::BuildScript;
        let facts = context! {
            name => self.name.clone(),
            key => CLIENT,
            build_script,
            openapi => self.openapi,
            version => crate::GENERATOR_VERSION,
            crates => self.crates.clone(),
            runtime => client.map(Client::runtime),
            runtime_folder => self.runtime_folder(),
            signs_in => client.is_some_and(Client::signs_in),
            source => one_line(shown(self.source)),
            client => client.map(|client| client.facts(&self.module())),
        };
        let mut files = vec![
            ("Cargo.toml", include_str!("assets/cargo.toml.jinja")),
            (".gitignore", "/target\n"),
            ("README.md", include_str!("assets/readme.md.jinja")),
            ("src/main.rs", include_str!("assets/main.rs.jinja")),
        ];
        if build_script {
            files.push(("build.rs", include_str!("assets/build.rs.jinja")));
        }
        let files = files.into_iter();
        files
            .map(|(path, template)| Ok((path, render(template, &facts)?)))
            .collect()
    }

    /// Where the program finds the client.
    fn module(&self) -> String {
        match self.kind {
            Kind::Crate => format!("{}_client", self.name.replace('-', "_")),
            Kind::BuildScript => format!("crate::{CLIENT}"),
        }
    }

    fn runtime_folder(&self) -> &'static str {
        runtime_folder(self.openapi)
    }
}

/// The folder of the runtime in csdlgen's source.
pub(crate) fn runtime_folder(openapi: bool) -> &'static str {
    if openapi { "runtime" } else { "runtime/odata" }
}

/// The key of the client in `csdlgen.toml`, and its name as a module.
const CLIENT: &str = "client";

fn render(template: &str, facts: &minijinja::Value) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.render_str(template, facts)
}

fn toml_text(text: &str) -> String {
    toml::Value::from(text).to_string()
}
