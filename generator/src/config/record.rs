//! The settings of a crate as a table, for the record of what it was generated from: `csdlgen.lock`.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{Cloud, Crate, Reference, Runtime, Target};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fixup::OverlayFile;
use crate::model::TypeVersions;
use crate::plan::shown;
use crate::references::Used;
use crate::select::{Feature, Features, Pattern, Selection, UnselectedNavigation};
use crate::text::sum::sum_of_lines;

/// All that decides what is generated, by name; what is not set is left out. `options` are those of the target with
/// their files read, and `used` is what they took of other documents.
///
/// # Errors
/// The overlay cannot be read.
pub(crate) fn recorded(
    target: &Target,
    options: &Crate,
    used: &[Used],
) -> Result<Table, Diagnostics> {
    let mut table = settings(options);
    table.list("references", used.iter().map(reference));
    if let Some(descriptions) = &options.described_by {
        let sum = sum_of_lines(&descriptions.bytes);
        let text = format!("{} {sum}", shown(&descriptions.name));
        table.texts([("described_by", Some(&text))]);
    }
    if let Some(file) = &target.overlay {
        table.texts([("overlay", Some(&overlay(file)?))]);
    }
    Ok(table.0)
}

/// The settings that are values alone.
fn settings(options: &Crate) -> Record {
    let Crate {
        overlay: _,
        described_by: _,
        // What it gives is told by what is used of it.
        references: _,
        limits: _, // They decide whether something is generated, and not what.
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
        issuer,
        start,
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
    let issuer = issuer.as_ref().map(|it| it.as_str().to_owned());
    let sum = |text: &String| sum_of_lines(text.as_bytes());
    let license_sum = license_text.as_ref().map(sum);
    let mut table = Record(Table::new());
    table.texts([
        ("name", Some(name)),
        ("version", Some(version)),
        ("runtime_path", path.as_ref()),
        ("runtime_version", requirement.as_ref()),
        ("base_url", base_url.as_ref()),
        ("issuer", issuer.as_ref()),
        ("start", start.as_ref()),
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
    table
}

/// The name of another document that is referred to, and the sum of its contents.
fn reference(Used { name, sha256 }: &Used) -> String {
    format!("{} {sha256}", shown(name))
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
    let name = shown(&file.name);
    Ok(format!("{name} {}{partial}", sum_of_lines(&bytes)))
}

/// A table that is being made.
struct Record(Table);

impl Record {
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
            // Of comparisons alone.
            lenient: _,
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
