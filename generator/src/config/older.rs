//! Settings for a version of a description that is older than the one that they are for.

use super::Crate;

impl Crate {
    /// The same for an older version of the description, to compare it with the one that the settings are for: what they
    /// say of things that it does not have is passed over.
    #[must_use]
    pub fn for_older(&self) -> Self {
        let mut older = self.clone();
        older.selection.lenient = true;
        if let Some(overlay) = &mut older.overlay {
            overlay.lenient = true;
        }
        older
    }
}
