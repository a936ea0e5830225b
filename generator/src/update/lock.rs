//! `csdlgen.lock`: what a crate was generated from, and how. It is a file of the crate like others, so that
//! `csdlgen.manifest` knows it and `csdlgen generate --check` compares it.
//!
//! In goes a crate of `csdlgen.toml` and its metadata; out comes the text of the lock, the same for the same. What
//! only the source knows, its `ETag` and date, is carried over as long as the metadata is the same.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::GENERATOR_VERSION;
use crate::config::{Cloud, Crate, Reference, Runtime, Target};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fixup::OverlayFile;
use crate::model::TypeVersions;
use crate::output::{File, OutputError, RelativePath, is_intact};
use crate::references::Used;
use crate::select::{Feature, Features, Pattern, Selection, UnselectedNavigation};
use crate::text::sum::sum_of_lines;

/// The lock's name in a crate's folder.
pub const LOCK: &str = "csdlgen.lock";

const HEADER: &str =
    "# What this crate was generated from, and how. Written by csdlgen; do not edit.\n";
/// Larger files are not locks.
const LARGEST: u64 = 1 << 20;

/// What a crate was generated from, and how.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Lock {
    /// The address of the metadata, or else its file.
    pub source: String,
    /// The SHA-256 of the metadata with Unix line ends, in hexadecimal digits.
    pub sha256: String,
    /// The date of the metadata, as the source gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What the source calls this version (HTTP Semantics, RFC 9110, section 8.8.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The SHA-256 of the outline with Unix line ends, where one is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<String>,
    /// The version of the generator.
    pub generator: String,
    /// The settings that decide what is generated.
    pub options: Table,
}

/// What only the source knows of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`, or else the `Date` of the reply.
    pub date: Option<String>,
}

impl Lock {
    /// The lock of a crate, if it has one that can be read.
    pub fn read(folder: &Path) -> Option<Self> {
        let path = folder.join(LOCK);
        let data = std::fs::symlink_metadata(&path).ok()?;
        if !data.is_file() || data.len() > LARGEST {
            return None;
        }
        toml::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    /// The lock of a crate that is made of this metadata and of the other documents that are `used`. Without an origin, that of the lock on disk is kept
    /// where the metadata is the same.
    ///
    /// # Errors
    /// The overlay cannot be read.
    pub fn new(
        target: &Target,
        options: &Crate,
        metadata: &[u8],
        used: &[Used],
        origin: Option<&Origin>,
    ) -> Result<Self, Diagnostics> {
        let name = target.metadata.name();
        let source = target.source.as_deref();
        let source = source
            .unwrap_or_else(|| crate::plan::shown(name))
            .to_owned();
        let sha256 = sum_of_lines(metadata);
        let known = || {
            let old = Self::read(&target.out)?;
            let same = old.source == source && old.sha256 == sha256;
            same.then_some(Origin {
                etag: old.etag,
                date: old.date,
            })
        };
        let Origin { etag, date } = origin.cloned().or_else(known).unwrap_or_default();
        Ok(Self {
            source,
            sha256,
            date,
            etag,
            outline: None,
            generator: GENERATOR_VERSION.to_owned(),
            options: settings(target, options, used)?,
        })
    }

    /// Whether a crate's folder holds just what this lock says: then generating it anew would change nothing.
    ///
    /// # Errors
    /// The folder cannot be read, or its manifest is damaged.
    pub fn proves(&self, folder: &Path) -> Result<bool, OutputError> {
        let Ok(path) = RelativePath::new(LOCK) else {
            return Ok(false);
        };
        Ok(Self::read(folder).is_some_and(|lock| lock == *self) && is_intact(folder, &path)?)
    }

    /// The lock as a file of the crate.
    ///
    /// # Errors
    /// None that an input causes.
    pub fn file(&self) -> Result<File, Diagnostics> {
        let text = toml::to_string(self)
            .map_err(|error| Diagnostics::from(Diagnostic::error(None, error.to_string())))?;
        Ok(File {
            path: RelativePath::new(LOCK).map_err(|error| super::no_path(&error))?,
            contents: format!("{HEADER}{text}"),
        })
    }
}

/// All that decides what is generated, by name; what is not set is left out.
fn settings(target: &Target, options: &Crate, used: &[Used]) -> Result<Table, Diagnostics> {
    let Crate {
        overlay: _,
        // What it gives is told by what is used of it.
        references: _,
        // They decide whether something is generated, and not what.
        limits: _,
        name,
        version,
        runtime: Runtime {
            path,
            version: requirement,
        },
        key_style,
        operations,
        service,
        docs,
        base_url,
        scopes,
        clouds,
        client,
        reference: Reference {
            type_template,
            operation_template,
        },
        description,
        license,
        license_text,
        repository,
        keywords,
        categories,
        selection,
        any_limit,
        polymorphic,
        type_versions,
        modules,
        rename,
    } = options;
    let license_text = license_text.as_ref();
    let license_sum = license_text.map(|text| sum_of_lines(text.as_bytes()));
    let mut table = Settings(Table::new());
    table.texts([
        ("name", Some(name)),
        ("version", Some(version)),
        ("runtime_path", path.as_ref()),
        ("runtime_version", requirement.as_ref()),
        ("base_url", base_url.as_ref()),
        ("client", client.as_ref()),
        ("reference_type", type_template.as_ref()),
        ("reference_operation", operation_template.as_ref()),
        ("description", description.as_ref()),
        ("license", license.as_ref()),
        ("license_file", license_sum.as_ref()),
        ("repository", repository.as_ref()),
    ]);
    let named = service.named();
    table.texts(named.iter().map(|(name, value)| (*name, value.as_ref())));
    table.word("key_style", key_style);
    table.word("operations", operations);
    table.word("docs", docs);
    if *type_versions != TypeVersions::default() {
        table.word("type_versions", type_versions);
    }
    table.list("scopes", scopes.iter().cloned());
    table.list("clouds", clouds.iter().map(cloud));
    table.list("keywords", keywords.iter().cloned());
    table.list("categories", categories.iter().cloned());
    table.selection(selection);
    table.number("any_limit", *any_limit);
    let polymorphic = polymorphic.iter().map(|(name, is)| format!("{name} {is}"));
    table.list("polymorphic", polymorphic);
    table.pairs("modules", modules);
    table.pairs("rename", rename);
    table.list("references", used.iter().map(reference));
    if let Some(file) = &target.overlay {
        table.texts([("overlay", Some(&overlay(file)?))]);
    }
    Ok(table.0)
}

/// The name of a document that is referred to, and the sum of its contents.
fn reference(Used { name, sha256 }: &Used) -> String {
    format!("{} {sha256}", crate::plan::shown(name))
}

/// An overlay's name and the sum of its contents.
fn overlay(file: &OverlayFile) -> Result<String, Diagnostics> {
    let bytes = std::fs::read(&file.path).map_err(|error| {
        Diagnostics::from(Diagnostic::error(
            None,
            format!("cannot read {}: {error}", file.name),
        ))
    })?;
    let partial = if file.partial { " partial" } else { "" };
    let name = crate::plan::shown(&file.name);
    Ok(format!("{name} {}{partial}", sum_of_lines(&bytes)))
}

struct Settings(Table);

impl Settings {
    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = (&'a str, Option<&'a String>)>) {
        for (name, value) in texts {
            if let Some(value) = value {
                self.0.insert(name.to_owned(), Value::String(value.clone()));
            }
        }
    }

    fn number(&mut self, name: &str, number: usize) {
        if let Ok(number) = i64::try_from(number) {
            self.0.insert(name.to_owned(), Value::Integer(number));
        }
    }

    /// A choice, by the word that `csdlgen.toml` has for it.
    fn word(&mut self, name: &str, value: &impl std::fmt::Debug) {
        self.texts([(name, Some(&format!("{value:?}").to_lowercase()))]);
    }

    fn pairs(&mut self, name: &str, pairs: &BTreeMap<String, String>) {
        let pairs = pairs.iter().map(|(from, to)| format!("{from} = {to}"));
        self.list(name, pairs);
    }

    fn selection(&mut self, selection: &Selection) {
        let Selection {
            include,
            exclude,
            unselected_navigation,
            features,
        } = selection;
        self.list("include", include.iter().map(Pattern::to_string));
        self.list("exclude", exclude.iter().map(Pattern::to_string));
        if *unselected_navigation != UnselectedNavigation::default() {
            self.word("unselected_navigation", unselected_navigation);
        }
        match features {
            Features::None => {}
            Features::BySegment => {
                let word = "by-segment".to_owned();
                self.texts([("features", Some(&word))]);
            }
            Features::Named { always, features } => {
                self.list("always", always.iter().map(Pattern::to_string));
                let features = features.iter().map(|Feature { name, patterns }| {
                    let patterns: Vec<&str> = patterns.iter().map(Pattern::text).collect();
                    format!("{name} = {}", patterns.join(" "))
                });
                self.list("features", features);
            }
        }
    }

    fn list(&mut self, name: &str, values: impl Iterator<Item = String>) {
        let values: Vec<Value> = values.map(Value::String).collect();
        if !values.is_empty() {
            self.0.insert(name.to_owned(), Value::Array(values));
        }
    }
}

fn cloud(cloud: &Cloud) -> String {
    let Cloud {
        name,
        base_url,
        scopes,
    } = cloud;
    format!("{name} = {base_url} {}", scopes.join(" "))
}
