//! Values that are tables, or strings with an inner form.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;

use super::super::raw::{
    OverlayTable, RawCloud, RawOverlay, RawReference, RawReferences, RawRuntime, ReferencesTable,
    RuntimeTable, Text,
};
use super::super::{
    Cloud, DescriptionsFile, Issuer, LicenseFile, Reference, Runtime, RuntimeFolder,
};
use super::Reader;
use crate::csdl::{Limit, Limits};
use crate::diagnostic::Diagnostics;
use crate::fixup::OverlayFile;
use crate::references::{self, References};
use crate::text::check::{self, Invalid};
use crate::text::slashed;

/// The message for an invalid limit.
const LIMITS: &str = "write, for instance, limits = { depth = 200 }";

impl Reader<'_> {
    pub(super) fn limits(&mut self, raw: BTreeMap<Text, Spanned<u64>>) -> Limits {
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

    pub(super) fn overlay(&mut self, raw: Spanned<RawOverlay>) -> OverlayFile {
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

    pub(super) fn descriptions(&mut self, raw: Text) -> DescriptionsFile {
        let written = self.take(raw, |text| {
            check::path(text, "the path of the descriptions")
        });
        DescriptionsFile {
            path: self.folder.join(&written),
            ..DescriptionsFile::at(written.into())
        }
    }

    /// Where csdlgen writes, a file would be a copy of itself, and removed with the setting.
    pub(super) fn license_file(&mut self, raw: Text, out: &str) -> LicenseFile {
        let span = raw.span();
        let written = self.take(raw, |text| check::path(text, "the licence's path"));
        if let Err(invalid) = LicenseFile::refuse_inside(Path::new(&written), Path::new(out)) {
            self.refuse(&span, invalid);
        }
        LicenseFile {
            path: self.folder.join(&written),
            name: slashed(Path::new(&written)),
        }
    }

    pub(super) fn references(&mut self, raw: Spanned<RawReferences>) -> References {
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
                format!("{file:?}, for {uri:?}, is not a path within the folder of references")
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

    /// A folder is relative to that of the file; what is written into the crate is relative to the crate.
    pub(super) fn runtime(
        &mut self,
        raw: Spanned<RawRuntime>,
        out: &Path,
    ) -> (Runtime, Option<RuntimeFolder>) {
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
        let folder = path.map(|path| RuntimeFolder {
            path: self.folder.join(&path),
            name: path.replace('\\', "/"),
            position: Some(self.position(&span)),
        });
        let seen = folder.as_ref().map(|folder| folder.seen_from(out));
        let path = seen.and_then(|seen| match seen {
            Ok(path) => Some(path),
            Err(Diagnostics(errors)) => {
                self.errors.extend(errors);
                None
            }
        });
        (Runtime { path, version }, folder)
    }

    pub(super) fn reference(&mut self, raw: RawReference) -> Reference {
        Reference {
            type_template: self
                .take_optional(raw.r#type, |text| check::template(text, &["{type}"])),
            operation_template: self.take_optional(raw.operation, |text| {
                check::template(text, &["{type}", "{operation}"])
            }),
        }
    }

    pub(super) fn issuer(&mut self, raw: &Text) -> Option<Issuer> {
        match Issuer::parse(raw.get_ref()) {
            Ok(issuer) => Some(issuer),
            Err(invalid) => {
                self.refuse(&raw.span(), invalid);
                None
            }
        }
    }

    pub(super) fn clouds(&mut self, raw: BTreeMap<Text, RawCloud>) -> Vec<Cloud> {
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
}
