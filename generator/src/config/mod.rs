//! What is generated, from what, and how: `csdlgen.toml`, or the command line alone.
//!
//! In goes the text of a `csdlgen.toml`; out comes a [`Config`] whose every value is checked, or all
//! that is wrong with it, each with file, line and column. Later stages read [`Crate`] only and never
//! check again.

mod descriptions;
mod license;
#[cfg(feature = "cli")]
mod older;
mod raw;
mod read;
#[cfg(feature = "cli")]
mod record;
mod reduction;
mod relative;
mod runtime;
#[cfg(test)]
mod tests;
#[cfg(feature = "cli")]
mod version;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::csdl::Limits;
use crate::select::Selection;
use crate::text::check;

pub use crate::plan::settings::{
    BatchFormat, Cloud, DocsLevel as Docs, EnumLiterals, Issuer, KeyStyle, ODataVersion,
    OperationNames, Reference, Runtime, ServiceSettings,
};
pub use crate::text::check::Invalid;
pub use descriptions::{Descriptions, DescriptionsFile};
pub use license::LicenseFile;
#[cfg(feature = "cli")]
pub(crate) use record::recorded;
pub use reduction::{Reduction, Treatment};
pub(crate) use relative::relative;
pub use runtime::RuntimeFolder;

use crate::diagnostic::Diagnostics;
use crate::fixup::{Overlay, OverlayFile};
use crate::model::TypeVersions;
use crate::plan::settings::{PackageSettings, Settings};
use crate::references::References;

/// How large a family of types may be, unless configured: see [`Crate::any_limit`].
pub const ANY_LIMIT: usize = 200;

/// All of a `csdlgen.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The crates to generate, sorted by the key of their table.
    pub targets: Vec<Target>,
}

/// One `[crates.KEY]` table: where the metadata is, where the crate goes, and how it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The key of the table; what `--crate` names.
    pub key: String,
    /// Where the service description is.
    pub metadata: Location,
    /// The address that `csdlgen update` asks for a newer one.
    pub source: Option<String>,
    /// What of the source is kept as the service description; `None` for all of it, as it is.
    pub reduce: Option<Reduction>,
    /// Where descriptions are that come before those of the service.
    pub described_by: Option<DescriptionsFile>,
    /// Where corrections of it are.
    pub overlay: Option<OverlayFile>,
    /// Where the text of the licence is.
    pub license_file: Option<LicenseFile>,
    /// The folder of the runtime, where it is on disk.
    pub runtime: Option<RuntimeFolder>,
    /// Where the outline of the crate is written: its public surface, to be reviewed as a difference.
    pub outline: Option<PathBuf>,
    /// The folder of the generated crate; as written in the file, joined to the file's folder.
    pub out: PathBuf,
    /// How the crate is made.
    pub options: Crate,
}

impl Target {
    /// How the crate is made, with overlay, licence and descriptions read, and with the base URL that follows from the
    /// address of the metadata where none is given.
    ///
    /// # Errors
    /// One of them cannot be read, or all that is wrong in it.
    pub fn load(&self) -> Result<Crate, Diagnostics> {
        let mut options = self.options.clone();
        if let Some(file) = &self.overlay {
            options.overlay = Some(Overlay::read(file)?);
        }
        if let Some(file) = &self.license_file {
            options.license_text = Some(file.read()?);
        }
        options.base_url = options.base_url.or_else(|| self.service_root());
        if let Some(file) = &self.described_by {
            options.described_by = Some(file.read(&options.limits)?);
        }
        Ok(options)
    }

    /// The root of the service: the metadata's address without `$metadata` (OData 4.01 URL Conventions, section 2).
    fn service_root(&self) -> Option<String> {
        let metadata = match &self.metadata {
            Location::Url(url) => Some(url),
            Location::File { .. } => None,
        };
        let mut addresses = metadata.into_iter().chain(&self.source);
        addresses.find_map(|url| service_root(url))
    }
}

/// The root of the service whose metadata is at an address, where the address says so.
pub(crate) fn service_root(metadata: &str) -> Option<String> {
    let path = metadata.split(['?', '#']).next()?;
    let endings = ["/$metadata", "/%24metadata"];
    let root = endings.iter().find_map(|end| path.strip_suffix(end))?;
    check::base_url(root).ok().map(|()| root.to_owned())
}

/// Where a service description is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    File {
        /// The path to open.
        path: PathBuf,
        /// The path as the user wrote it, with `/`: what messages and generated headers show.
        name: String,
    },
    /// An `http` or `https` URL.
    Url(String),
}

/// How one crate is generated. Every value is valid for its purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Corrections of the metadata and conventions of the service.
    pub overlay: Option<Overlay>,
    /// Descriptions that come before those of the metadata.
    pub described_by: Option<Descriptions>,
    /// Where the documents are that the metadata refers to.
    pub references: References,
    /// How much the metadata may have of everything.
    pub limits: Limits,
    /// The package name of the generated crate.
    pub name: String,
    /// The version of the generated crate (a semantic version).
    pub version: String,
    /// The runtime crate that the generated crate depends on.
    pub runtime: Runtime,
    /// How a key is written into a path.
    pub key_style: KeyStyle,
    /// How a bound operation is named in a path.
    pub operations: OperationNames,
    /// How clients speak to the service unless they say otherwise.
    pub service: ServiceSettings,
    /// How much documentation is generated.
    pub docs: Docs,
    /// Where the service is unless a client says otherwise. By default it follows from the metadata's address:
    /// [`Target::load`].
    pub base_url: Option<String>,
    /// The scopes that a token is asked for unless a client says otherwise.
    pub scopes: Vec<String>,
    /// Places where the service is offered as well, each of them a whole service of its own.
    pub clouds: Vec<Cloud>,
    /// Who issues the tokens of the service: the first program in the crate's documentation signs in there.
    pub issuer: Option<Issuer>,
    /// The path of the resource that the first program reads; by default the nearest that can be read.
    pub start: Option<String>,
    /// The name of the client type; by default made from the entity container's name, or, where that is one that
    /// frameworks give to all containers, from its namespace.
    pub client: Option<String>,
    /// Templates of links to the service's own reference.
    pub reference: Reference,
    /// `description` in the generated `Cargo.toml`.
    pub description: Option<String>,
    /// `license` in the generated `Cargo.toml`: an SPDX expression.
    pub license: Option<String>,
    /// The text of the licence: `LICENSE` in the generated crate.
    pub license_text: Option<String>,
    /// `repository` in the generated `Cargo.toml`.
    pub repository: Option<String>,
    /// `keywords` in the generated `Cargo.toml`.
    pub keywords: Vec<String>,
    /// `categories` in the generated `Cargo.toml`.
    pub categories: Vec<String>,
    /// What of the service is generated.
    pub selection: Selection,
    /// How many types may derive from a type that has an enum over them and casts to them; 0 for no
    /// enums and casts at all.
    pub any_limit: usize,
    /// Full names of types → whether values declared as them are read into an enum over the type and all that derives from
    /// it. By default those of abstract types are; of others, an overlay may say so. What is said here comes before it.
    pub polymorphic: BTreeMap<String, bool>,
    /// What becomes of types that the description has once for each of its versions, as Redfish's do.
    pub type_versions: TypeVersions,
    /// Namespace → name of its Rust module, where the usual name is not wanted.
    pub modules: BTreeMap<String, String>,
    /// Full names of types and operations, and of properties, members of enumerations and children of the container
    /// (`namespace.type/property`) → Rust names. They come before all others.
    pub rename: BTreeMap<String, String>,
}

impl Default for Crate {
    /// The defaults, for a crate named `client`.
    fn default() -> Self {
        Self {
            name: "client".to_owned(),
            overlay: None,
            described_by: None,
            references: References::default(),
            limits: Limits::default(),
            version: "0.1.0".to_owned(),
            runtime: Runtime::default(),
            key_style: KeyStyle::default(),
            operations: OperationNames::default(),
            service: ServiceSettings::default(),
            docs: Docs::default(),
            base_url: None,
            scopes: Vec::new(),
            clouds: Vec::new(),
            issuer: None,
            start: None,
            client: None,
            reference: Reference::default(),
            description: None,
            license: None,
            license_text: None,
            repository: None,
            keywords: Vec::new(),
            categories: Vec::new(),
            selection: Selection::default(),
            any_limit: ANY_LIMIT,
            polymorphic: BTreeMap::new(),
            type_versions: TypeVersions::default(),
            modules: BTreeMap::new(),
            rename: BTreeMap::new(),
        }
    }
}

impl Crate {
    /// The defaults, for a crate of this name.
    ///
    /// # Errors
    /// The name cannot be that of a package.
    pub fn new(name: impl Into<String>) -> Result<Self, Invalid> {
        let name = name.into();
        check::package_name(&name)?;
        Ok(Self {
            name,
            ..Self::default()
        })
    }

    /// What of it planning is told.
    pub fn plan_settings(&self) -> Settings {
        Settings {
            package: PackageSettings {
                name: self.name.clone(),
                version: self.version.clone(),
                runtime: self.runtime.clone(),
                description: self.description.clone(),
                license: self.license.clone(),
                license_text: self.license_text.clone(),
                repository: self.repository.clone(),
                keywords: self.keywords.clone(),
                categories: self.categories.clone(),
            },
            key_style: self.key_style,
            operations: self.operations,
            service: self.service.clone(),
            docs: self.docs,
            base_url: self.base_url.clone(),
            scopes: self.scopes.clone(),
            clouds: self.clouds.clone(),
            issuer: self.issuer.clone(),
            start: self.start.clone(),
            client: self.client.clone(),
            reference: self.reference.clone(),
            any_limit: self.any_limit,
            modules: self.modules.clone(),
            rename: self.rename.clone(),
        }
    }
}
