//! Documents that the folder lacks, from the addresses of their references; only where that is allowed.

use std::sync::Arc;

use super::MAX_FETCHED;
use super::address::resolved;
use super::entry::Entry;
use super::store::Finder;
use crate::diagnostic::Diagnostics;
use crate::fetch;

impl Finder<'_> {
    /// What the address of the reference gives, where fetching is allowed.
    pub(super) fn fetch(&mut self) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let reference = self.reference;
        let address = resolved(&reference.uri, &reference.position.file);
        let Some(address) = address.filter(|_| self.settings.references.fetch) else {
            return Ok(None);
        };
        if let Some(known) = self.state.fetched.get(&address) {
            return Ok(Some(Arc::clone(known)));
        }
        if self.state.fetched.len() >= MAX_FETCHED {
            return Err(self.error(
                format!("more than {MAX_FETCHED} referenced documents would be fetched"),
                "keep them in a folder and name it with --references",
            ));
        }
        let limits = fetch::Limits::of(self.settings.limits);
        let bytes = fetch::fetch(&address, limits, &|_, _| {}).map_err(|error| {
            self.error(
                format!("cannot fetch this reference: {}", error.fault),
                "keep the document in a folder and name it with --references",
            )
        })?;
        self.claim(bytes.len())?;
        let entry = Entry::new(address.clone(), bytes, self.settings.limits);
        self.state.fetched.insert(address, Arc::clone(&entry));
        Ok(Some(entry))
    }
}
