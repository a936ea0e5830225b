//! Documentation: annotations go in, [`Docs`] come out.
//!
//! What an item is always stands there; the configuration says whether a link to the service's reference
//! and the service's descriptions stand there too.

pub(in crate::plan) mod deprecation;

use crate::model::Annotations;
use crate::odata::vocabulary::capabilities::Capabilities;
use crate::odata::vocabulary::{self, Access};
use crate::plan::settings::DocsLevel as Level;
use crate::text;

use crate::plan::{Context, Docs};

pub(in crate::plan) use crate::text::code;

/// A text under construction: paragraphs with an empty line between them.
#[derive(Debug)]
pub(in crate::plan) struct Text {
    level: Level,
    lines: Vec<String>,
}

impl Text {
    /// An empty text.
    pub(in crate::plan) fn new(context: &Context<'_>) -> Self {
        Self::at_level(context.config.docs)
    }

    /// An empty text, of what a service says no more than the level allows.
    pub(in crate::plan) fn at_level(level: Level) -> Self {
        Self {
            level,
            lines: Vec::new(),
        }
    }

    /// Adds what the service says: paragraphs and lists.
    #[must_use]
    pub(in crate::plan) fn said(mut self, text: &str) -> Self {
        if self.level == Level::Full {
            self.paragraph(text::markdown::paragraphs(text));
        }
        self
    }

    /// Adds a paragraph of our own, in Markdown.
    #[must_use]
    pub(in crate::plan) fn own(mut self, markdown: &str) -> Self {
        self.paragraph(text::markdown::wrap(markdown));
        self
    }

    /// Adds what the service says.
    #[must_use]
    pub(in crate::plan) fn described(mut self, annotations: &Annotations) -> Self {
        if self.level == Level::Full {
            for description in vocabulary::descriptions(annotations) {
                self.paragraph(text::markdown::paragraphs(description));
            }
        }
        self
    }

    /// Adds what is needed to call an operation.
    #[must_use]
    pub(in crate::plan) fn permissions(mut self, annotations: &Annotations) -> Self {
        if self.level == Level::Full {
            for line in vocabulary::permissions(annotations) {
                self.paragraph(text::markdown::wrap(&text::markdown::inline(&line)));
            }
        }
        self
    }

    /// Adds what is allowed and what is needed; `under` is what would hold without it.
    #[must_use]
    pub(in crate::plan) fn capabilities(
        mut self,
        said: &Capabilities,
        under: &Capabilities,
    ) -> Self {
        self.paragraph(text::markdown::wrap(&said.sentences(under).join(" ")));
        if self.level == Level::Full {
            for line in said.told() {
                self.paragraph(text::markdown::wrap(line));
            }
        }
        self
    }

    /// Adds a link to the service's reference.
    #[must_use]
    pub(in crate::plan) fn link(mut self, address: Option<String>) -> Self {
        let address = address.filter(|_| self.level != Level::None);
        if let Some(address) = address.filter(|address| is_plain(address)) {
            self.paragraph(vec![format!("[Reference]({address})")]);
        }
        self
    }

    /// Adds a list of what is sent: names of Rust with what the service says of each.
    #[must_use]
    pub(in crate::plan) fn arguments(mut self, arguments: &[(String, &Annotations)]) -> Self {
        let said = arguments.iter().filter_map(|(name, annotations)| {
            let said = vocabulary::descriptions(annotations).next()?;
            Some((name.clone(), said))
        });
        let said: Vec<(String, &str)> = said.collect();
        self = self.listed(&said);
        self
    }

    /// Adds a list of names of Rust with what the service says of each.
    #[must_use]
    pub(in crate::plan) fn listed(mut self, said: &[(String, &str)]) -> Self {
        if self.level != Level::Full {
            return self;
        }
        let mut list = Vec::new();
        for (name, said) in said {
            let said = format!("{}: {said}", code(name));
            let mut lines = text::markdown::paragraphs(&said).into_iter();
            list.extend(lines.next().map(|line| format!("- {line}")));
            list.extend(lines.map(|line| match line.as_str() {
                "" => line,
                _ => format!("  {line}"),
            }));
        }
        self.paragraph(list);
        self
    }

    /// The finished text.
    pub(in crate::plan) fn finish(self) -> Docs {
        Docs(self.lines)
    }

    fn paragraph(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }
}

/// What annotations say of when a property is set, as sentences of our own.
pub(in crate::plan) fn property_facts(annotations: &Annotations) -> Vec<&'static str> {
    let mut facts = Vec::new();
    if vocabulary::is_computed(annotations) {
        facts.push("Computed by the service.");
    }
    if vocabulary::is_immutable(annotations) {
        facts.push("Set on creation, then fixed.");
    }
    facts.extend(vocabulary::access(annotations).map(|access| match access {
        Access::ReadOnly => "It can be read, not written.",
        Access::WriteOnly => "It can be written, not read.",
        Access::None => "It can be neither read nor written.",
    }));
    facts
}

/// A link from a template holds names of the metadata: nothing in it may end it.
fn is_plain(address: &str) -> bool {
    address
        .chars()
        .all(|c| c.is_ascii_graphic() && !"()<>[]\\\"`".contains(c))
}
