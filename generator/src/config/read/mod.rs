//! `csdlgen.toml` → [`Config`]: the text is read into a raw form that keeps the place of every value,
//! then every value is checked, and all that is wrong is told at once.

mod location;
mod names;
mod tables;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::raw::{RawConfig, RawCrate, Text};
use super::{ANY_LIMIT, Config, Crate, Location, Runtime, ServiceSettings, Target};
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::select::Selection;
use crate::text::check::{self, Invalid};
use crate::text::slashed;
use location::location;
pub(super) use location::tidy;

/// Where the table of all settings is.
pub(crate) const SETTINGS: &str =
    "https://github.com/csdlgen/csdlgen/blob/main/docs/src/settings.md";

impl Config {
    /// The name of the file that is read where none is named.
    pub const FILE_NAME: &'static str = "csdlgen.toml";

    /// Reads and checks a `csdlgen.toml`.
    ///
    /// # Errors
    /// The file cannot be read, or all that is wrong in it.
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        let name = slashed(path);
        let text = crate::bounded::settings(path).map_err(|error| {
            Diagnostics::from(
                Diagnostic::error(None, format!("cannot read {name}: {error}"))
                    .with_remedy("name the file with --config, or use --metadata without one"),
            )
        })?;
        Self::parse(&name, &text, path.parent().unwrap_or(Path::new("")))
    }

    /// Checks the text of a `csdlgen.toml`; paths in it are relative to `folder`.
    ///
    /// # Errors
    /// All that is wrong in it.
    pub fn parse(name: &str, text: &str, folder: &Path) -> Result<Self, Diagnostics> {
        let mut reader = Reader {
            file: name.into(),
            text,
            folder,
            errors: Vec::new(),
        };
        let raw: RawConfig = toml::from_str(text).map_err(|error| reader.syntax(&error))?;
        let config = reader.config(raw);
        reader.errors.sort_by(|a, b| a.position.cmp(&b.position));
        if reader.errors.is_empty() {
            Ok(config)
        } else {
            Err(Diagnostics(reader.errors))
        }
    }
}

struct Reader<'a> {
    file: Arc<str>,
    text: &'a str,
    folder: &'a Path,
    errors: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn syntax(&self, error: &toml::de::Error) -> Diagnostics {
        // What nests too deep has no place of its own.
        let position = self.position(&error.span().unwrap_or_default());
        let message = error.message().replace('\n', ", ");
        Diagnostic::error(position, message)
            .with_remedy(format!(
                "all settings: {SETTINGS}, or csdlgen generate --help"
            ))
            .into()
    }

    /// Bytes → line and column in characters, both from 1.
    fn position(&self, span: &Range<usize>) -> Position {
        Position::in_text(&self.file, self.text, span.start)
    }

    fn refuse(&mut self, span: &Range<usize>, invalid: Invalid) {
        let position = self.position(span);
        self.errors
            .push(Diagnostic::error(position, invalid.message).with_remedy(invalid.remedy));
    }

    /// Takes a value out of its place, noting what is wrong with it.
    fn take(&mut self, value: Text, check: impl Fn(&str) -> Result<(), Invalid>) -> String {
        if let Err(invalid) = check(value.as_ref()) {
            self.refuse(&value.span(), invalid);
        }
        value.into_inner()
    }

    fn take_optional(
        &mut self,
        value: Option<Text>,
        check: impl Fn(&str) -> Result<(), Invalid>,
    ) -> Option<String> {
        value.map(|value| self.take(value, check))
    }

    fn config(&mut self, raw: RawConfig) -> Config {
        let mut outs: BTreeMap<PathBuf, String> = BTreeMap::new();
        let mut targets = Vec::new();
        for (key, raw) in raw.crates {
            let span = raw.out.span();
            let target = self.target(key, raw);
            if let Some(other) = outs.insert(tidy(&target.out), target.key.clone()) {
                let message = format!("crates {other:?} and {:?} have the same folder", target.key);
                self.refuse(
                    &span,
                    Invalid::new(message, "give each crate a folder of its own"),
                );
            }
            targets.push(target);
        }
        Config { targets }
    }

    fn target(&mut self, key: Text, raw: RawCrate) -> Target {
        let service = service(&raw);
        let metadata = self.take(raw.metadata, |text| location(text, Path::new("")).map(drop));
        let source = self.take_optional(raw.source, |text| check::url(text, "the source"));
        let out = self.take(raw.out, |text| check::path(text, "`out`"));
        let outline = self.take_optional(raw.outline, |text| check::path(text, "`outline`"));
        let key_name = key.get_ref().clone();
        let rename = self.rename(raw.rename);
        let overlay = raw.overlay.map(|overlay| self.overlay(overlay));
        let described_by = raw.described_by.map(|path| self.descriptions(path));
        let license_file = raw.license_file.map(|path| self.license_file(path, &out));
        let features = raw.features.map(|it| self.features(it));
        let selection = Selection {
            include: self.patterns(raw.include),
            exclude: self.patterns(raw.exclude),
            unselected_navigation: raw.unselected_navigation,
            features: features.unwrap_or_default(),
            lenient: false,
        };
        let references = raw.references.map(|raw| self.references(raw));
        let written = self.folder.join(&out);
        let (runtime, runtime_folder) = match raw.runtime {
            Some(runtime) => self.runtime(runtime, &written),
            None => (Runtime::default(), None),
        };
        let options = Crate {
            overlay: None,
            described_by: None,
            references: references.unwrap_or_default(),
            limits: self.limits(raw.limits),
            name: self.take(raw.name.unwrap_or(key), check::package_name),
            version: match raw.version {
                Some(version) => self.take(version, check::version),
                None => "0.1.0".to_owned(),
            },
            runtime,
            key_style: raw.key_style,
            operations: raw.operations,
            service,
            docs: raw.docs,
            base_url: self.take_optional(raw.base_url, check::base_url),
            scopes: raw
                .scopes
                .into_iter()
                .map(|scope| self.take(scope, check::scope))
                .collect(),
            clouds: self.clouds(raw.clouds),
            issuer: raw.issuer.and_then(|issuer| self.issuer(&issuer)),
            start: self.take_optional(raw.start, check::resource),
            client: self.take_optional(raw.client, check::type_name),
            reference: self.reference(raw.reference),
            description: self
                .take_optional(raw.description, |text| check::line(text, "the description")),
            license: self.take_optional(raw.license, |text| check::line(text, "the licence")),
            license_text: None,
            repository: self
                .take_optional(raw.repository, |text| check::url(text, "the repository")),
            keywords: self.words(raw.keywords),
            categories: self.words(raw.categories),
            modules: self.modules(raw.modules),
            selection,
            any_limit: raw.any_limit.unwrap_or(ANY_LIMIT),
            polymorphic: self.polymorphic(raw.polymorphic),
            type_versions: raw.type_versions.unwrap_or_default(),
            rename,
        };
        Target {
            key: key_name,
            metadata: location(&metadata, self.folder).unwrap_or(Location::Url(metadata)),
            source,
            reduce: raw.reduce,
            described_by,
            overlay,
            license_file,
            runtime: runtime_folder,
            outline: outline.map(|path| self.folder.join(path)),
            out: written,
            options,
        }
    }
}

/// How clients speak to the service.
fn service(raw: &RawCrate) -> ServiceSettings {
    ServiceSettings {
        odata_version: raw.odata_version,
        ieee754_compatible: raw.ieee754_compatible,
        batch_format: raw.batch_format,
        telemetry: raw.telemetry,
        upgrade_links: raw.upgrade_links,
        empty_action_body: raw.empty_action_body,
        enum_literals: raw.enum_literals,
        in_operator: raw.in_operator,
    }
}
