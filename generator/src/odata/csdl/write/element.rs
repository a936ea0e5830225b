//! Elements → text.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::super::document::Facets;
use crate::diagnostic::Position;

/// An element that is to be written.
pub(super) struct Element<'d> {
    name: &'static str,
    attributes: Vec<(&'static str, Cow<'d, str>)>,
    content: Content<'d>,
    position: Option<&'d Position>,
}

enum Content<'d> {
    Children(Vec<Element<'d>>),
    Text(Cow<'d, str>),
}

impl<'d> Element<'d> {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Content::Children(Vec::new()),
            position: None,
        }
    }

    /// An element with nothing but text in it.
    pub(super) fn text(name: &'static str, text: impl Into<Cow<'d, str>>) -> Self {
        Self {
            content: Content::Text(text.into()),
            ..Self::new(name)
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<Cow<'d, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    pub(super) fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value.to_string()),
            None => self,
        }
    }

    /// An attribute that is false where it is not given.
    pub(super) fn with_flag(self, name: &'static str, value: bool) -> Self {
        if value { self.with(name, "true") } else { self }
    }

    pub(super) fn with_facets(self, facets: &Facets) -> Self {
        self.with_some("MaxLength", facets.max_length)
            .with_some("Precision", facets.precision)
            .with_some("Scale", facets.scale.as_ref())
            .with_some("SRID", facets.srid.as_ref())
            .with_some("Unicode", facets.unicode)
    }

    pub(super) fn at(mut self, position: &'d Position) -> Self {
        self.position = Some(position);
        self
    }

    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = Self>) {
        if let Content::Children(children) = &mut self.content {
            children.extend(more);
        }
    }

    /// Puts the children into the order of their places: those without one first, those of other files last.
    pub(super) fn sort(&mut self) {
        let file = self.position.map(|position| &position.file);
        if let Content::Children(children) = &mut self.content {
            children.sort_by_key(|child| {
                let elsewhere = child.position.is_some_and(|at| Some(&at.file) != file);
                // Of other files, the order in which they were read is kept.
                let place = child.position.filter(|_| !elsewhere);
                (elsewhere, place.map(|at| (at.line, at.column)))
            });
        }
    }
}

/// The text of an element, with declaration and comment before it.
pub(super) fn text(root: &Element<'_>, comment: &[String]) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Nothing refuses to be written into memory.
    let _ = write(&mut writer, root, comment);
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

type Memory = Writer<Vec<u8>>;

fn write(writer: &mut Memory, root: &Element<'_>, comment: &[String]) -> std::io::Result<()> {
    let declaration = BytesDecl::new("1.0", Some("utf-8"), None);
    writer.write_event(Event::Decl(declaration))?;
    if !comment.is_empty() {
        let text = comment.join("\n     ");
        // Neither may stand in a comment (XML 1.0, section 2.5).
        let text = legal(&text).replace("--", "- -");
        let text = text.trim_end_matches('-');
        let comment = BytesText::from_escaped(format!(" {text} "));
        writer.write_event(Event::Comment(comment))?;
    }
    element(writer, root)
}

/// Documents nest to a limited depth, and so does this.
fn element(writer: &mut Memory, element: &Element<'_>) -> std::io::Result<()> {
    let mut start = BytesStart::new(element.name);
    for (name, value) in &element.attributes {
        start.push_attribute((*name, legal(value).as_ref()));
    }
    match &element.content {
        Content::Children(children) if children.is_empty() => {
            writer.write_event(Event::Empty(start))
        }
        Content::Children(children) => {
            writer.write_event(Event::Start(start))?;
            for child in children {
                self::element(writer, child)?;
            }
            writer.write_event(Event::End(BytesEnd::new(element.name)))
        }
        Content::Text(text) => {
            writer.write_event(Event::Start(start))?;
            writer.write_event(Event::Text(BytesText::new(&legal(text))))?;
            writer.write_event(Event::End(BytesEnd::new(element.name)))
        }
    }
}

/// A text without the characters that no XML document can have (XML 1.0, section 2.2); CSDL JSON can.
fn legal(text: &str) -> Cow<'_, str> {
    let is_legal =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.chars().all(is_legal) {
        return Cow::Borrowed(text);
    }
    let replaced = text
        .chars()
        .map(|c| if is_legal(c) { c } else { '\u{fffd}' });
    Cow::Owned(replaced.collect())
}
