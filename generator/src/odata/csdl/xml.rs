//! From text to a tree of elements.
//!
//! What comes in: the text of a document. What goes out: its root [`Element`], or the first breach of
//! well-formedness with its place. No DTDs, no entities but the predefined ones, and limits on depth,
//! number and lengths, so that no input costs more than its size (XML 1.0; Namespaces in XML 1.0).

use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

mod element;

pub(super) use element::{Element, Namespace};

use super::limits::{Limit, Limits};
use super::place::Locator;
use super::xml_error as error;
use crate::diagnostic::Diagnostic;

const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";
const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";

/// Reads a document.
pub(super) fn parse(file: &Arc<str>, text: &str, limits: &Limits) -> Result<Element, Diagnostic> {
    error::check_characters(file, text)?;
    if let Some(error) = error::not_xml(file, text) {
        return Err(error);
    }
    Tree {
        file,
        limits,
        count: 0,
        locator: Locator::new(text),
        open: Vec::new(),
        root: None,
    }
    .read(text)
}

/// The tree while it grows.
struct Tree<'t> {
    file: &'t Arc<str>,
    limits: &'t Limits,
    /// How many elements there are so far.
    count: usize,
    locator: Locator<'t>,
    /// Elements whose end has not come, outermost first.
    open: Vec<Element>,
    root: Option<Element>,
}

impl<'t> Tree<'t> {
    fn read(mut self, text: &'t str) -> Result<Element, Diagnostic> {
        let mut reader = NsReader::from_str(text);
        loop {
            let start = offset(reader.buffer_position());
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(cause) => {
                    let at = offset(reader.error_position()).max(start);
                    return Err(self.fail(at, error::describe(&cause)));
                }
            };
            match event {
                Event::Start(tag) => {
                    let element = self.element(&reader, &tag, start)?;
                    self.open(element, start)?;
                }
                Event::Empty(tag) => {
                    let element = self.element(&reader, &tag, start)?;
                    self.open(element, start)?;
                    self.close();
                }
                Event::End(_) => self.close(),
                Event::Text(part) if part.contains("]]>") => {
                    let at = part.find("]]>").unwrap_or_default();
                    let message = "`]]>` in text, where `>` must be `&gt;`";
                    return Err(self.fail(start.saturating_add(at), message));
                }
                Event::Text(part) => self.text(&part.xml10_content(), start)?,
                Event::CData(part) => self.text(&part.xml10_content(), start)?,
                Event::GeneralRef(reference) => self.reference(&reference, start)?,
                Event::DocType(_) => {
                    let place = self.locator.at(start).in_file(self.file);
                    return Err(error::doctype(place));
                }
                Event::Decl(_) if start > 0 => {
                    return Err(
                        self.fail(start, "the XML declaration is not at the very beginning")
                    );
                }
                Event::Comment(part) => {
                    if let Some(at) = error::double_hyphen(&part) {
                        return Err(self.fail(start.saturating_add(at), "`--` in a comment"));
                    }
                }
                Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return self.finish(start),
            }
        }
    }

    fn finish(mut self, end: usize) -> Result<Element, Diagnostic> {
        if let Some(element) = self.open.last() {
            let message = format!(
                "the document ends inside `{}`, which begins at line {}, column {}",
                element.name, element.place.line, element.place.column
            );
            return Err(self
                .fail(end, message)
                .with_remedy("fetch it again: it may be cut off"));
        }
        match self.root.take() {
            Some(root) => Ok(root),
            None => Err(self.fail(end, "the document has no element")),
        }
    }

    /// The element of a start tag.
    fn element(
        &mut self,
        reader: &NsReader<&[u8]>,
        tag: &BytesStart<'_>,
        start: usize,
    ) -> Result<Element, Diagnostic> {
        let (namespace, name) = reader.resolver().resolve_element(tag.name());
        let namespace = match namespace {
            ResolveResult::Bound(namespace) if namespace.0 == EDM => Namespace::Edm,
            ResolveResult::Bound(namespace) if namespace.0 == EDMX => Namespace::Edmx,
            ResolveResult::Bound(namespace) => Namespace::Foreign(namespace.0.into()),
            ResolveResult::Unbound => Namespace::None,
            ResolveResult::Unknown(prefix) => {
                return Err(self.fail(start, format!("the prefix `{prefix}` is not declared")));
            }
        };
        let name = name.into_inner();
        if !error::is_name(name) {
            return Err(self.fail(start, format!("`{name}` is not a valid element name")));
        }
        let place = self.locator.at(start);
        let attributes = self.attributes(tag, start)?;
        Ok(Element {
            name: name.into(),
            namespace,
            attributes,
            children: Vec::new(),
            text: String::new(),
            place,
        })
    }

    fn attributes(
        &mut self,
        tag: &BytesStart<'_>,
        start: usize,
    ) -> Result<Vec<(Box<str>, String)>, Diagnostic> {
        if let Some(at) = error::unparted(tag.attributes_raw()) {
            let opening = tag.name().0.len().saturating_add(1);
            let at = start.saturating_add(opening).saturating_add(at);
            return Err(self.fail(at, "no white space between two attributes"));
        }
        let mut attributes = Vec::new();
        for (count, attribute) in tag.attributes().enumerate() {
            let attribute = attribute.map_err(|cause| {
                let (at, message) = error::describe_attribute(&cause);
                self.fail(start.saturating_add(1).saturating_add(at), message)
            })?;
            let key = attribute.key.0;
            // The check for duplicates compares each with each.
            if count >= self.limits.get(Limit::Attributes) {
                return Err(self.limit(
                    start,
                    Limit::Attributes,
                    "an element with too many attributes",
                ));
            }
            if !error::is_name(key) {
                return Err(self.fail(start, format!("`{key}` is not a valid attribute name")));
            }
            if attribute.value.contains('<') {
                return Err(self.fail(start, format!("`<` in the value of the attribute `{key}`")));
            }
            if attribute.value.len() > self.limits.get(Limit::Value) {
                let what = format!("the attribute `{key}` is too long, in bytes");
                return Err(self.limit(start, Limit::Value, &what));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|cause| self.fail(start, error::describe(&cause)))?;
            error::check_references(&value).map_err(|message| self.fail(start, message))?;
            if !key.contains(':') && key != "xmlns" {
                attributes.push((key.into(), value.into_owned()));
            }
        }
        Ok(attributes)
    }

    fn open(&mut self, element: Element, start: usize) -> Result<(), Diagnostic> {
        if self.open.len() >= self.limits.get(Limit::Depth) {
            return Err(self.limit(start, Limit::Depth, "elements nest too deep"));
        }
        self.count = self.count.saturating_add(1);
        if self.count > self.limits.get(Limit::Elements) {
            return Err(self.limit(start, Limit::Elements, "the document has too many elements"));
        }
        if self.open.is_empty() {
            if self.root.is_some() {
                return Err(self.fail(start, "a second root element"));
            }
            if element.name.eq_ignore_ascii_case("html") {
                return Err(error::html(element.place.in_file(self.file)));
            }
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, part: &str, start: usize) -> Result<(), Diagnostic> {
        let Some(element) = self.open.last_mut() else {
            return match part.find(|c: char| !c.is_ascii_whitespace()) {
                None => Ok(()),
                Some(at) => {
                    Err(self.fail(start.saturating_add(at), "text outside the root element"))
                }
            };
        };
        // White space between children is layout.
        if !element.children.is_empty() && part.trim_ascii().is_empty() {
            return Ok(());
        }
        if element.text.len().saturating_add(part.len()) > self.limits.get(Limit::Value) {
            let what = format!("the text of `{}` is too long, in bytes", element.name);
            return Err(self.limit(start, Limit::Value, &what));
        }
        element.text.push_str(part);
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, start: usize) -> Result<(), Diagnostic> {
        let name: &str = reference;
        match reference.resolve_char_ref() {
            Err(cause) => Err(self.fail(start, error::describe(&cause))),
            Ok(Some(character)) => {
                let text = String::from(character);
                error::check_references(&text).map_err(|message| self.fail(start, message))?;
                self.text(&text, start)
            }
            Ok(None) => match resolve_predefined_entity(name) {
                Some(text) => self.text(text, start),
                None => Err(self.fail(start, error::unknown_entity(name))),
            },
        }
    }

    fn limit(&mut self, at: usize, limit: Limit, what: &str) -> Diagnostic {
        let position = self.locator.at(at).in_file(self.file);
        self.limits.exceeded(limit, position, what)
    }

    fn fail(&mut self, at: usize, message: impl AsRef<str>) -> Diagnostic {
        error::ill_formed(self.locator.at(at).in_file(self.file), message.as_ref())
    }
}

/// An offset of the reader in the text.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
