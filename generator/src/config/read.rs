//! `csdlgen.toml` → [`Config`]: the text is read into a raw form that keeps the place of every value,
//! then every value is checked, and all that is wrong is told at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::raw::{
    OverlayTable, RawCloud, RawConfig, RawCrate, RawOverlay, RawReference, RawReferences,
    RawRuntime, ReferencesTable, RuntimeTable, Text,
};
use super::{
    ANY_LIMIT, Cloud, Config, Crate, LicenseFile, Location, Reference, Runtime, ServiceSettings,
    Target,
};
use crate::csdl::{Limit, Limits};
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::fixup::OverlayFile;
use crate::references::{self, References};
use crate::select::{Pattern, Selection};
use crate::text::check::{self, Invalid};
use crate::text::slashed;

/// What is said of a limit that will not do.
const LIMITS: &str = "write, for instance, limits = { depth = 200 }";

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
        // What nests too deep is no place of its own.
        let position = self.position(&error.span().unwrap_or_default());
        let message = error.message().replace('\n', ", ");
        Diagnostic::error(position, message)
            .with_remedy("the README lists the settings")
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
        let metadata = self.take(raw.metadata, |text| location(text, Path::new("")).map(drop));
        let source = self.take_optional(raw.source, |text| check::url(text, "the source"));
        let out = self.take(raw.out, |text| check::path(text, "`out`"));
        let outline = self.take_optional(raw.outline, |text| check::path(text, "`outline`"));
        let key_name = key.get_ref().clone();
        let rename = self.rename(raw.rename);
        let overlay = raw.overlay.map(|overlay| self.overlay(overlay));
        let license_file = raw.license_file.map(|path| self.license_file(path, &out));
        let selection = Selection {
            include: self.patterns(raw.include),
            exclude: self.patterns(raw.exclude),
            unselected_navigation: raw.unselected_navigation,
        };
        let references = raw.references.map(|raw| self.references(raw));
        let options = Crate {
            overlay: None,
            references: references.unwrap_or_default(),
            limits: self.limits(raw.limits),
            name: self.take(raw.name.unwrap_or(key), check::package_name),
            version: match raw.version {
                Some(version) => self.take(version, check::version),
                None => "0.1.0".to_owned(),
            },
            runtime: raw
                .runtime
                .map(|runtime| self.runtime(runtime))
                .unwrap_or_default(),
            key_style: raw.key_style,
            operations: raw.operations,
            service: ServiceSettings {
                odata_version: raw.odata_version,
                ieee754_compatible: raw.ieee754_compatible,
                batch_format: raw.batch_format,
                telemetry: raw.telemetry,
                upgrade_links: raw.upgrade_links,
                empty_action_body: raw.empty_action_body,
                enum_literals: raw.enum_literals,
                in_operator: raw.in_operator,
            },
            docs: raw.docs,
            base_url: self.take_optional(raw.base_url, check::base_url),
            scopes: raw
                .scopes
                .into_iter()
                .map(|scope| self.take(scope, check::scope))
                .collect(),
            clouds: self.clouds(raw.clouds),
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
            type_versions: raw.type_versions.unwrap_or_default(),
            rename,
        };
        Target {
            key: key_name,
            metadata: location(&metadata, self.folder).unwrap_or(Location::Url(metadata)),
            source,
            overlay,
            license_file,
            outline: outline.map(|path| self.folder.join(path)),
            out: self.folder.join(out),
            options,
        }
    }

    /// Keywords, and slugs of categories.
    fn words(&mut self, raw: Vec<Text>) -> Vec<String> {
        raw.into_iter()
            .map(|word| self.take(word, check::keyword))
            .collect()
    }

    fn limits(&mut self, raw: BTreeMap<Text, Spanned<u64>>) -> Limits {
        let mut limits = Limits::default();
        for (name, most) in raw {
            let span = most.span();
            let most = usize::try_from(most.into_inner()).unwrap_or(usize::MAX);
            match name.get_ref().parse() {
                Ok(limit) => match limits.with(limit, most) {
                    Ok(raised) => limits = raised,
                    Err(bad) => self.refuse(&span, Invalid::new(bad.to_string(), LIMITS)),
                },
                Err::<Limit, _>(bad) => {
                    self.refuse(&name.span(), Invalid::new(bad.to_string(), LIMITS));
                }
            }
        }
        limits
    }

    fn overlay(&mut self, raw: Spanned<RawOverlay>) -> OverlayFile {
        let span = raw.span();
        let (path, partial) = match raw.into_inner() {
            RawOverlay::Path(path) => (path, false),
            RawOverlay::Table(OverlayTable { path, partial }) => (path, partial),
        };
        if let Err(invalid) = check::path(&path, "the overlay's path") {
            self.refuse(&span, invalid);
        }
        OverlayFile {
            path: self.folder.join(&path),
            name: slashed(Path::new(&path)),
            partial,
        }
    }

    /// Where csdlgen writes, a file would be a copy of itself, and removed with the setting.
    fn license_file(&mut self, raw: Text, out: &str) -> LicenseFile {
        let span = raw.span();
        let written = self.take(raw, |text| check::path(text, "the licence's path"));
        let (file, folder) = (tidy(Path::new(&written)), tidy(Path::new(out)));
        let below = file.strip_prefix(&folder);
        if below.is_ok_and(|below| !below.starts_with("..")) {
            let message = format!("the licence {written:?} is in the crate's own folder");
            let remedy = "name a file outside of `out`, or leave the setting out: a LICENSE that you put there stays";
            self.refuse(&span, Invalid::new(message, remedy));
        }
        LicenseFile {
            path: self.folder.join(&written),
            name: slashed(Path::new(&written)),
        }
    }

    fn references(&mut self, raw: Spanned<RawReferences>) -> References {
        let span = raw.span();
        let table = match raw.into_inner() {
            RawReferences::Folder(folder) => ReferencesTable {
                folder: Some(folder),
                ..ReferencesTable::default()
            },
            RawReferences::Table(table) => table,
        };
        if let Some(folder) = &table.folder
            && let Err(invalid) = check::path(folder, "the folder of references")
        {
            self.refuse(&span, invalid);
        }
        for (uri, file) in &table.files {
            let message = if table.folder.is_none() {
                format!("{file:?} is in no folder")
            } else if references::is_plain(file) {
                continue;
            } else {
                format!("{file:?}, for {uri:?}, is no path within the folder of references")
            };
            let remedy = "give `folder`, and paths of files in it without `..`";
            self.refuse(&span, Invalid::new(message, remedy));
        }
        let mut references = References::default();
        references.files = table.files;
        references.fetch = table.fetch;
        if let Some(folder) = table.folder {
            references.folder = Some(self.folder.join(&folder));
            references.name = slashed(Path::new(&folder));
        }
        references
    }

    fn runtime(&mut self, raw: Spanned<RawRuntime>) -> Runtime {
        let span = raw.span();
        let RawRuntime(RuntimeTable { path, version }) = raw.into_inner();
        let checks = [
            path.as_deref().map(check::runtime_path),
            version.as_deref().map(check::version_requirement),
        ];
        for invalid in checks.into_iter().flatten().filter_map(Result::err) {
            self.refuse(&span, invalid);
        }
        if path.is_none() && version.is_none() {
            let message = "`runtime` names neither a path nor a version";
            self.refuse(
                &span,
                Invalid::new(message, "give `path`, `version` or both"),
            );
        }
        Runtime {
            path: path.map(|path| path.replace('\\', "/")),
            version,
        }
    }

    fn reference(&mut self, raw: RawReference) -> Reference {
        Reference {
            type_template: self
                .take_optional(raw.r#type, |text| check::template(text, &["{type}"])),
            operation_template: self.take_optional(raw.operation, |text| {
                check::template(text, &["{type}", "{operation}"])
            }),
        }
    }

    fn clouds(&mut self, raw: BTreeMap<Text, RawCloud>) -> Vec<Cloud> {
        let mut clouds = Vec::new();
        for (name, cloud) in raw {
            let scopes = cloud.scopes.into_iter();
            clouds.push(Cloud {
                name: self.take(name, check::type_name),
                base_url: self.take(cloud.base_url, check::base_url),
                scopes: scopes.map(|scope| self.take(scope, check::scope)).collect(),
            });
        }
        clouds
    }

    fn patterns(&mut self, raw: Vec<Text>) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for text in raw {
            match Pattern::parse(text.get_ref()) {
                Ok(pattern) => patterns.push(pattern.at(self.position(&text.span()))),
                Err(invalid) => self.refuse(&text.span(), invalid),
            }
        }
        patterns
    }

    /// Two namespaces may share a module; whether their names then clash is the plan's to say.
    fn modules(&mut self, raw: BTreeMap<Text, Text>) -> BTreeMap<String, String> {
        raw.into_iter()
            .map(|(key, value)| {
                (
                    self.take(key, check::namespace),
                    self.take(value, check::module_name),
                )
            })
            .collect()
    }

    fn rename(&mut self, raw: BTreeMap<Text, Text>) -> BTreeMap<String, String> {
        raw.into_iter()
            .map(|(key, value)| {
                (
                    self.take(key, check::renamed),
                    self.take(value, check::name),
                )
            })
            .collect()
    }
}

impl Location {
    /// A path or a URL as the user wrote it; a path is relative to `folder`.
    ///
    /// # Errors
    /// It is neither a path nor an `http` or `https` URL.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Invalid> {
        location(text, folder)
    }

    /// What messages and generated headers call it.
    pub fn name(&self) -> &str {
        match self {
            Self::File { name, .. } => name,
            Self::Url(url) => url,
        }
    }
}

fn location(text: &str, folder: &Path) -> Result<Location, Invalid> {
    if text.contains("://") {
        check::url(text, "the metadata's address")?;
        return Ok(Location::Url(text.to_owned()));
    }
    check::path(text, "the metadata's path")?;
    Ok(Location::File {
        path: folder.join(text),
        name: slashed(Path::new(text)),
    })
}

/// A path as it is shown: with `/` everywhere.
/// `a/./b` and `a/x/../b` are the same folder as `a/b`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if tidy.file_name().is_some() => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
