//! For build scripts: a service description goes in, one Rust file to be included comes out.
//!
//! Nothing is fetched. In `build.rs`:
//!
//! ```no_run
//! use csdlgen::config::{EnumLiterals, KeyStyle, OperationNames};
//!
//! fn main() -> Result<(), csdlgen::BuildError> {
//!     csdlgen::Builder::new("metadata/graph.csdl")
//!         .include("/communications/calls/**")
//!         .key_style(KeyStyle::Segment)
//!         .operations(OperationNames::Unqualified)
//!         .telemetry(true)
//!         .empty_action_body(true)
//!         .enum_literals(EnumLiterals::Short)
//!         .in_operator(true)
//!         .client("GraphClient")
//!         .base_url("https://graph.microsoft.com/v1.0")
//!         .generate()?;
//!     Ok(())
//! }
//! ```
//!
//! and where the client is wanted, in a module of its own:
//!
//! ```text
//! mod graph {
//!     include!(concat!(env!("OUT_DIR"), "/graph.rs"));
//! }
//! use graph::GraphClient;
//! ```
//!
//! The file takes its name from that of the description. What is generated stands on the crate `odata-client`,
//! which the package must depend on. The generator itself needs none of what its command needs:
//!
//! ```toml
//! [dependencies]
//! odata-client = "0.1"
//!
//! [build-dependencies]
//! csdlgen = { version = "0.1", default-features = false }
//! ```

mod embed;
mod error;
mod make;
mod service;
mod write;

use std::path::{Path, PathBuf};

use crate::config::{Config, Crate, Docs, Invalid, KeyStyle, Location, OperationNames};
use crate::csdl::Limit;
use crate::diagnostic::Diagnostic;
use crate::fixup::OverlayFile;
use crate::model::TypeVersions;
use crate::pipeline::Summary;
use crate::references::References;
use crate::select::{Pattern, UnselectedNavigation};
use crate::text::{check, slashed};

pub use error::BuildError;

/// Generates from one service description, as part of the build of the package that uses it. See the
/// [module](self).
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until `generate` is called"]
pub struct Builder {
    metadata: PathBuf,
    /// The file that the settings are from.
    config: Option<PathBuf>,
    options: Crate,
    overlay: Option<OverlayFile>,
    properties: bool,
    out_dir: Option<PathBuf>,
    file_name: Option<String>,
    rerun: Option<bool>,
    /// The first invalid setting.
    fault: Option<(&'static str, Invalid)>,
}

/// What was generated.
#[derive(Clone, Debug)]
pub struct Built {
    /// The file to include.
    pub file: PathBuf,
    /// Whether its contents are new.
    pub changed: bool,
    /// What is to be said of the description.
    pub warnings: Vec<Diagnostic>,
    /// What was generated, counted.
    pub summary: Summary,
}

impl Builder {
    /// For the service description in a file; a relative path begins, in a build script, at the package.
    pub fn new(metadata: impl Into<PathBuf>) -> Self {
        Self::with_options(metadata, Crate::default())
    }

    /// As a table of a `csdlgen.toml` says; a relative path begins, in a build script, at the package. What the table says
    /// about the package of a generated crate has no effect.
    ///
    /// # Errors
    /// The file cannot be read or is wrong, has no such table, or its metadata is an address: nothing is fetched.
    pub fn configured(config: impl AsRef<Path>, key: &str) -> Result<Self, BuildError> {
        let path = config.as_ref();
        let mut targets = Config::read(path)?.targets.into_iter();
        let target = targets.find(|target| target.key == key);
        let invalid = |message, remedy: &str| BuildError::Option {
            option: "configured",
            invalid: Invalid::new(message, remedy),
        };
        let Some(target) = target else {
            let message = format!("{} has no table `crates.{key}`", slashed(path));
            return Err(invalid(message, "name a table that it has"));
        };
        let options = target.load()?;
        let Location::File { path: metadata, .. } = target.metadata else {
            let message = format!("the metadata of `crates.{key}` is an address");
            return Err(invalid(message, "download it, and name the file"));
        };
        let mut builder = Self::with_options(metadata, options);
        builder.overlay = target.overlay;
        builder.config = Some(path.to_owned());
        Ok(builder)
    }

    /// As [`new`](Self::new), with all settings given at once. Those about the package itself, its name and
    /// version and what it depends on, have no effect.
    pub fn with_options(metadata: impl Into<PathBuf>, options: Crate) -> Self {
        Self {
            metadata: metadata.into(),
            config: None,
            options,
            overlay: None,
            properties: false,
            out_dir: None,
            file_name: None,
            rerun: None,
            fault: None,
        }
    }

    /// Only what this pattern selects, and what that needs; can be called for several. See
    /// [`Pattern::parse`].
    pub fn include(self, pattern: &str) -> Self {
        let read = Pattern::parse(pattern);
        self.set("include", read, |options, pattern| {
            options.selection.include.push(pattern);
        })
    }

    /// But not what this pattern selects; can be called for several.
    pub fn exclude(self, pattern: &str) -> Self {
        let read = Pattern::parse(pattern);
        self.set("exclude", read, |options, pattern| {
            options.selection.exclude.push(pattern);
        })
    }

    /// What becomes of navigation properties to types that are left out.
    pub fn unselected_navigation(mut self, how: UnselectedNavigation) -> Self {
        self.options.selection.unselected_navigation = how;
        self
    }

    /// Corrections of the description: see the repository's README on overlays. `partial` where the description
    /// is a part of what they are for.
    pub fn overlay(mut self, path: impl Into<PathBuf>, partial: bool) -> Self {
        let path = path.into();
        self.overlay = Some(OverlayFile {
            name: slashed(&path),
            path,
            partial,
        });
        self
    }

    /// The folder of the documents that the description refers to; those that it needs are read. See [`References`].
    pub fn references(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.references = References::folder(folder);
        self
    }

    /// How a key is written into a path.
    pub fn key_style(mut self, style: KeyStyle) -> Self {
        self.options.key_style = style;
        self
    }

    /// How a bound operation is named in a path.
    pub fn operations(mut self, names: OperationNames) -> Self {
        self.options.operations = names;
        self
    }

    /// How much documentation is generated.
    pub fn docs(mut self, docs: Docs) -> Self {
        self.options.docs = docs;
        self
    }

    /// Whether there are constants for the properties of all types, for typed queries: what the feature
    /// `properties` of a generated crate is. Without being asked for, there are none.
    pub fn properties(mut self, wanted: bool) -> Self {
        self.properties = wanted;
        self
    }

    /// What becomes of types that the description has once for each of its versions: see [`Crate::type_versions`].
    pub fn type_versions(mut self, versions: TypeVersions) -> Self {
        self.options.type_versions = versions;
        self
    }

    /// How many types may derive from a type that has an enum over them: see [`Crate::any_limit`].
    pub fn any_limit(mut self, limit: usize) -> Self {
        self.options.any_limit = limit;
        self
    }

    /// Whether values declared as a type are read into an enum over it and all that derives from it, where that is not as the
    /// type itself says: see [`Crate::polymorphic`].
    pub fn polymorphic(mut self, name: &str, is: bool) -> Self {
        self.options.polymorphic.insert(name.to_owned(), is);
        self
    }

    /// How much the description may have of something, where the usual limit does not do: see [`Limit`].
    pub fn limit(self, limit: Limit, most: usize) -> Self {
        let raised = self.options.limits.with(limit, most);
        let raised = raised.map_err(|bad| Invalid::new(bad.to_string(), "give a smaller number"));
        self.set("limit", raised, |options, limits| options.limits = limits)
    }

    /// The name of the client type; by default made from that of the entity container.
    pub fn client(self, name: &str) -> Self {
        let checked = check::type_name(name).map(|()| name.to_owned());
        self.set("client", checked, |options, name| {
            options.client = Some(name);
        })
    }

    /// Where the service is unless a client says otherwise.
    pub fn base_url(self, url: &str) -> Self {
        let checked = check::base_url(url).map(|()| url.to_owned());
        self.set("base_url", checked, |options, url| {
            options.base_url = Some(url);
        })
    }

    /// A scope that a token is asked for unless a client says otherwise; can be called for several.
    pub fn scope(self, scope: &str) -> Self {
        let checked = check::scope(scope).map(|()| scope.to_owned());
        self.set("scope", checked, |options, scope| {
            options.scopes.push(scope);
        })
    }

    /// The module of a namespace, where the usual name is not wanted.
    pub fn module(self, namespace: &str, module: &str) -> Self {
        let checked = check::namespace(namespace).and_then(|()| check::module_name(module));
        let names = checked.map(|()| (namespace.to_owned(), module.to_owned()));
        self.set("module", names, |options, (namespace, module)| {
            options.modules.insert(namespace, module);
        })
    }

    /// The Rust name of a type or operation, `namespace.type`, or of a property, of a member of an enumeration, or of a
    /// child of the entity container, `namespace.type/property`. A property's field and method both have the name.
    pub fn rename(self, of: &str, name: &str) -> Self {
        let checked = check::renamed(of).and_then(|()| check::name(name));
        let names = checked.map(|()| (of.to_owned(), name.to_owned()));
        self.set("rename", names, |options, (of, name)| {
            options.rename.insert(of, name);
        })
    }

    /// The folder that the file is written to; by default what Cargo gives to build scripts, `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The name of the file, without `.rs`; by default that of the description.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Whether Cargo is told to run the build script again when the description changes; by default where
    /// there is an `OUT_DIR`, which is in build scripts.
    pub fn emit_rerun_if_changed(mut self, emit: bool) -> Self {
        self.rerun = Some(emit);
        self
    }

    /// Takes a setting, or notes why it is invalid.
    fn set<T>(
        mut self,
        option: &'static str,
        value: Result<T, Invalid>,
        apply: impl FnOnce(&mut Crate, T),
    ) -> Self {
        match value {
            Ok(value) => apply(&mut self.options, value),
            Err(invalid) => {
                self.fault.get_or_insert((option, invalid));
            }
        }
        self
    }
}
