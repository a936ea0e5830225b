//! The settings of what is generated, one method for each.

use std::path::PathBuf;

use super::Builder;
use crate::config::{Crate, DescriptionsFile, Docs, Invalid, KeyStyle, OperationNames};
use crate::csdl::Limit;
use crate::fixup::OverlayFile;
use crate::model::TypeVersions;
use crate::references::{self, References};
use crate::select::{Pattern, UnselectedNavigation};
use crate::text::slashed;

impl Builder {
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

    /// A document in CSDL whose descriptions come before those of the metadata.
    pub fn described_by(mut self, path: impl Into<PathBuf>) -> Self {
        self.described_by = Some(DescriptionsFile::at(path.into()));
        self
    }

    /// The folder of the documents that the description refers to; those that it needs are read. See [`References`].
    pub fn references(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.references = References::folder(folder);
        self
    }

    /// Which file in the folder of [`references`](Self::references) has the document of an address; can be called for several.
    pub fn reference_file(self, address: &str, file: &str) -> Self {
        let checked = if references::is_plain(file) {
            Ok((address.to_owned(), file.to_owned()))
        } else {
            let message = format!("{file:?} is not a path within the folder of references");
            Err(Invalid::new(message, "give a path without `..`"))
        };
        self.set("reference_file", checked, |options, (address, file)| {
            options.references.files.insert(address, file);
        })
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
    /// `properties` of a generated crate is. Off by default.
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

    /// Takes a setting, or notes why it is invalid.
    pub(super) fn set<T>(
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
