//! Settings of planning: how a crate is made of a service, apart from what of the service is wanted.
//!
//! Every value is valid for its purpose: `config` checks what is written in a file or on the command line.

mod service;

use std::collections::BTreeMap;

use crate::GENERATOR_VERSION;
use crate::text::check::{self, Invalid};

pub use service::{BatchFormat, EnumLiterals, ODataVersion, ServiceSettings};

/// What planning is told beside the service and what of it is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What stands in `Cargo.toml` and at the root of the crate.
    pub package: PackageSettings,
    /// How a key is written into a path.
    pub key_style: KeyStyle,
    /// How a bound operation is named in a path.
    pub operations: OperationNames,
    /// How clients speak to the service unless they say otherwise.
    pub service: ServiceSettings,
    /// How much documentation is generated.
    pub docs: DocsLevel,
    /// Where the service is unless a client says otherwise.
    pub base_url: Option<String>,
    /// The scopes that a token is asked for unless a client says otherwise.
    pub scopes: Vec<String>,
    /// Places where the service is offered as well, each of them a whole service of its own.
    pub clouds: Vec<Cloud>,
    /// Who issues the tokens of the service.
    pub issuer: Option<Issuer>,
    /// The path of the first request in the documentation of the crate.
    pub start: Option<String>,
    /// The name of the client type, where the usual name is not wanted.
    pub client: Option<String>,
    /// Templates of links to the service's own reference.
    pub reference: Reference,
    /// How many types may derive from a type that has an enum over them.
    pub any_limit: usize,
    /// Namespace → name of its Rust module, where the usual name is not wanted.
    pub modules: BTreeMap<String, String>,
    /// Full names of types and operations, and of properties, members of enumerations and children of the container
    /// (`namespace.type/property`) → Rust names. They come before all others.
    pub rename: BTreeMap<String, String>,
}

/// What stands in the `Cargo.toml` of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageSettings {
    /// The name of the package.
    pub name: String,
    /// The version (a semantic version).
    pub version: String,
    /// The runtime crate that the generated crate depends on.
    pub runtime: Runtime,
    /// `description`.
    pub description: Option<String>,
    /// `license`: an SPDX expression.
    pub license: Option<String>,
    /// The text of the licence: `LICENSE` in the crate.
    pub license_text: Option<String>,
    /// `repository`.
    pub repository: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `categories`.
    pub categories: Vec<String>,
}

/// A place where the service is offered, such as a national cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// The name of its variant, such as `China`.
    pub name: String,
    /// Where the service is.
    pub base_url: String,
    /// The scopes that a token is asked for there.
    pub scopes: Vec<String>,
}

/// Who issues the tokens of a service: the first program that uses the crate signs in there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// Microsoft Entra.
    Microsoft,
    /// An issuer with a discovery document, by its address (OpenID Connect Discovery 1.0, RFC 8414).
    Url(String),
}

impl Issuer {
    /// The word for Microsoft Entra.
    const MICROSOFT: &str = "microsoft";

    /// `microsoft`, or the address of an issuer.
    ///
    /// # Errors
    /// It is neither.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if text == Self::MICROSOFT {
            return Ok(Self::Microsoft);
        }
        check::base_url(text)
            .map(|()| Self::Url(text.to_owned()))
            .map_err(|_| {
                Invalid::new(
                    format!("{text:?} is not an issuer of tokens"),
                    "write \"microsoft\", or the address of an issuer, such as \"https://login.example.com\"",
                )
            })
    }

    /// As it is written in `csdlgen.toml`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Microsoft => Self::MICROSOFT,
            Self::Url(url) => url,
        }
    }
}

/// Where the generated crate finds the runtime (`odata-client`); at least one of the two is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// A path as it stands in the generated `Cargo.toml`: relative to the generated crate, with `/`.
    pub path: Option<String>,
    /// A version requirement.
    pub version: Option<String>,
}

impl Default for Runtime {
    fn default() -> Self {
        Self {
            path: None,
            version: Some(GENERATOR_VERSION.to_owned()),
        }
    }
}

impl Runtime {
    /// A runtime from a registry.
    ///
    /// # Errors
    /// The text is not a version requirement.
    pub fn version(requirement: impl Into<String>) -> Result<Self, Invalid> {
        let requirement = requirement.into();
        check::version_requirement(&requirement)?;
        Ok(Self {
            path: None,
            version: Some(requirement),
        })
    }

    /// A runtime on disk, at a path relative to the generated crate.
    ///
    /// # Errors
    /// The path is empty or holds control characters.
    pub fn path(path: impl Into<String>) -> Result<Self, Invalid> {
        let path = path.into().replace('\\', "/");
        check::runtime_path(&path)?;
        Ok(Self {
            path: Some(path),
            version: None,
        })
    }
}

/// How the key of an entity is written into a path (OData 4.01 URL Conventions, 4.3.1 and 4.3.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum KeyStyle {
    /// `users('a')`: every OData service understands it.
    #[default]
    Parentheses,
    /// `users/a`: key-as-segment.
    Segment,
}

/// How a bound operation is named in a path (OData 4.01 Protocol, 11.5.3 and 11.5.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum OperationNames {
    /// `namespace.operation`: every OData service understands it.
    #[default]
    Qualified,
    /// `operation`: for services that have default namespaces.
    Unqualified,
}

/// How much documentation is written into the generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum DocsLevel {
    /// Only what an item is.
    None,
    /// And a link to the service's reference.
    Links,
    /// And the descriptions that the metadata gives.
    #[default]
    Full,
}

/// Templates of links to a service's own reference. `{type}` and `{operation}` stand for the
/// unqualified names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Link of a type, with `{type}`.
    pub type_template: Option<String>,
    /// Link of a bound operation, with `{type}` (of the binding parameter) and `{operation}`.
    pub operation_template: Option<String>,
}

impl Reference {
    /// The link of a type, by its unqualified name.
    pub fn type_link(&self, type_name: &str) -> Option<String> {
        Some(self.type_template.as_ref()?.replace("{type}", type_name))
    }

    /// The link of an operation that is bound to a type, by their unqualified names.
    pub fn operation_link(&self, type_name: &str, operation: &str) -> Option<String> {
        let template = self.operation_template.as_ref()?;
        Some(
            template
                .replace("{type}", type_name)
                .replace("{operation}", operation),
        )
    }
}
