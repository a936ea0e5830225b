//! Documentation: annotations go in, [`Docs`] come out.
//!
//! What an item is always stands there; the configuration says whether a link to the service's reference
//! and the service's descriptions stand there too.

use crate::config::Docs as Level;
use crate::csdl::Expression;
use crate::model::Annotations;

use super::capabilities::Capabilities;
use super::text;
use super::{Context, Docs};

const DESCRIPTION: &str = "Org.OData.Core.V1.Description";
const LONG_DESCRIPTION: &str = "Org.OData.Core.V1.LongDescription";
const COMPUTED: &str = "Org.OData.Core.V1.Computed";
const IMMUTABLE: &str = "Org.OData.Core.V1.Immutable";
const PERMISSIONS: &str = "Org.OData.Core.V1.Permissions";
const RESTRICTIONS: &str = "Org.OData.Capabilities.V1.OperationRestrictions";

/// A text under construction: paragraphs with an empty line between them.
#[derive(Debug)]
pub(super) struct Text {
    level: Level,
    lines: Vec<String>,
}

impl Text {
    /// An empty text.
    pub(super) fn new(context: &Context<'_>) -> Self {
        Self {
            level: context.config.docs,
            lines: Vec::new(),
        }
    }

    /// Adds a paragraph of our own, in Markdown.
    #[must_use]
    pub(super) fn own(mut self, markdown: &str) -> Self {
        self.paragraph(text::wrap(markdown));
        self
    }

    /// Adds what the service says.
    #[must_use]
    pub(super) fn described(mut self, annotations: &Annotations) -> Self {
        if self.level == Level::Full {
            for term in [DESCRIPTION, LONG_DESCRIPTION] {
                if let Some(description) = annotations.string(term) {
                    self.paragraph(text::paragraphs(description));
                }
            }
        }
        self
    }

    /// Adds what is needed to call an operation.
    #[must_use]
    pub(super) fn permissions(mut self, annotations: &Annotations) -> Self {
        if self.level == Level::Full {
            for line in permissions(annotations) {
                self.paragraph(text::paragraphs(&line));
            }
        }
        self
    }

    /// Adds what is allowed and what is needed; `under` is what would hold without it.
    #[must_use]
    pub(super) fn capabilities(mut self, said: &Capabilities, under: &Capabilities) -> Self {
        self.paragraph(text::wrap(&said.sentences(under).join(" ")));
        if self.level == Level::Full {
            for line in said.told() {
                self.paragraph(text::wrap(line));
            }
        }
        self
    }

    /// Adds a link to the service's reference.
    #[must_use]
    pub(super) fn link(mut self, address: Option<String>) -> Self {
        let address = address.filter(|_| self.level != Level::None);
        if let Some(address) = address.filter(|address| is_plain(address)) {
            self.paragraph(vec![format!("[Reference]({address})")]);
        }
        self
    }

    /// Adds a list of what is sent: names of Rust with what the service says of each.
    #[must_use]
    pub(super) fn arguments(mut self, arguments: &[(String, &Annotations)]) -> Self {
        let mut list = Vec::new();
        for (name, annotations) in arguments {
            let said = annotations
                .string(DESCRIPTION)
                .filter(|_| self.level == Level::Full);
            let Some(said) = said else { continue };
            let text = text::paragraphs(said).join(" ");
            let mut lines = text::wrap(&format!("{}: {text}", code(name))).into_iter();
            list.extend(lines.next().map(|line| format!("- {line}")));
            list.extend(lines.map(|line| format!("  {line}")));
        }
        self.paragraph(list);
        self
    }

    /// The finished text.
    pub(super) fn finish(self) -> Docs {
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
pub(super) fn property_facts(annotations: &Annotations) -> Vec<&'static str> {
    let mut facts = Vec::new();
    if annotations.bool(COMPUTED).unwrap_or(false) {
        facts.push("Computed by the service.");
    }
    if annotations.bool(IMMUTABLE).unwrap_or(false) {
        facts.push("Set on creation, then fixed.");
    }
    let access = annotations.get(PERMISSIONS).and_then(|a| a.value.as_ref());
    let access = access.map(Expression::enum_names).unwrap_or_default();
    match access.as_slice() {
        ["Read"] => facts.push("It can be read, not written."),
        ["Write"] => facts.push("It can be written, not read."),
        ["None"] => facts.push("It can be neither read nor written."),
        _ => {}
    }
    facts
}

/// A text of the service within a sentence of our own.
pub(super) fn text_of(text: &str) -> String {
    text::paragraphs(text).join(" ")
}

/// A name of the service as code in a sentence of our own.
pub(super) fn code(name: &str) -> String {
    format!("`{}`", one_line(&name.replace('`', "")))
}

/// A text of the service as one line without control characters and marks that turn its direction.
pub(crate) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(text::plain).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line per scheme: `Application permissions: `A`, `B`.`
pub(crate) fn permissions(annotations: &Annotations) -> Vec<String> {
    let direct = annotations.get(PERMISSIONS).and_then(|a| a.value.as_ref());
    let restrictions = annotations.get(RESTRICTIONS).and_then(|a| a.value.as_ref());
    let nested = restrictions.and_then(|record| record.property("Permissions"));
    let entries = direct.or(nested).map(Expression::items).unwrap_or_default();
    entries.iter().filter_map(permission).collect()
}

/// `Application permissions: `A`, `B`.`
pub(super) fn permission(entry: &Expression) -> Option<String> {
    let scheme = entry.property("SchemeName").and_then(Expression::as_str)?;
    let scopes = entry
        .property("Scopes")
        .map(Expression::items)
        .unwrap_or_default();
    let names = scopes
        .iter()
        .filter_map(|s| s.property("Scope").and_then(Expression::as_str));
    let names: Vec<String> = names.map(code).collect();
    (!names.is_empty()).then(|| format!("{scheme} permissions: {}.", names.join(", ")))
}

/// A link from a template holds names of the metadata: nothing in it may end it.
fn is_plain(address: &str) -> bool {
    address
        .chars()
        .all(|c| c.is_ascii_graphic() && !"()<>[]\\\"`".contains(c))
}
