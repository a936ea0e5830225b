//! What a schema says in prose.

use crate::api::Docs;
use crate::openapi::context::{Context, Spot};

impl<'t> Context<'t> {
    /// What a value of the document says of itself: `summary` or `title`, `description`, `externalDocs`.
    pub(crate) fn docs(&self, spot: Spot<'t>) -> Docs {
        let summary = self
            .words(spot, "summary")
            .or_else(|| self.words(spot, "title"));
        let link = self.object(spot, "externalDocs");
        Docs {
            summary,
            text: self.words(spot, "description"),
            link: link.and_then(|link| self.words(link, "url")),
        }
    }

    /// Whether something is deprecated.
    pub(crate) fn is_deprecated(&self, spot: Spot<'t>) -> bool {
        self.flag(spot, "deprecated") == Some(true)
    }
}
