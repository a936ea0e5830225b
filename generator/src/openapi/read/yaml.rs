//! YAML → tree.
//!
//! What is read is what JSON has: a mapping's keys are texts, aliases are copies of what they name, and `<<` merges as YAML
//! 1.1 says, which tools for OpenAPI go on to do. Copies count as values of their own: a document that asks for billions by
//! a few lines is refused.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use super::json::repeated;
use super::scalar;
use super::tree::{Kind, Member, Node};
use crate::diagnostic::{Diagnostic, Position};
use crate::json::error;
use crate::limits::{Limit, Limits};
use crate::place::Place;

/// Reads a document.
pub(super) fn parse<'t>(
    file: &Arc<str>,
    text: &'t str,
    limits: &Limits,
) -> Result<Node<'t>, Diagnostic> {
    let mut reader = Reader {
        file,
        limits,
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        values: 0,
    };
    reader.document()
}

struct Reader<'s, 't> {
    file: &'s Arc<str>,
    limits: &'s Limits,
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Node<'t>>,
    /// How many values there are so far.
    values: usize,
}

impl<'t> Reader<'_, 't> {
    fn document(&mut self) -> Result<Node<'t>, Diagnostic> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::StreamEnd => break,
                Event::DocumentStart(_) if root.is_some() => {
                    let message = "the file has a second document";
                    return Err(Diagnostic::error(self.position(span), message)
                        .with_remedy("keep one document in a file"));
                }
                Event::DocumentStart(_) => {
                    let (event, span) = self.next()?;
                    root = Some(self.value(event, span, 0)?);
                }
                _ => return Err(self.ill_formed(span, "this belongs to no document")),
            }
        }
        root.ok_or_else(|| {
            Diagnostic::error(None, format!("{} is empty", self.file))
                .with_remedy("fetch it again: it may be cut off")
        })
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Diagnostic> {
        match self.parser.next_event() {
            Some(Ok(found)) => Ok(found),
            Some(Err(cause)) => {
                let span = Span::empty(*cause.marker());
                Err(self.ill_formed(span, cause.info()))
            }
            None => Err(self.ill_formed(Span::default(), "the document ends too early")),
        }
    }

    fn value(
        &mut self,
        event: Event<'t>,
        span: Span,
        depth: usize,
    ) -> Result<Node<'t>, Diagnostic> {
        self.count(1, span)?;
        if depth > self.limits.get(Limit::Depth) {
            let what = "values nest too deep";
            return Err(self
                .limits
                .exceeded(Limit::Depth, self.position(span), what));
        }
        let (kind, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                (self.scalar(text, style, tag.as_deref(), span)?, anchor)
            }
            Event::SequenceStart(anchor, _) => (Kind::List(self.items(depth)?), anchor),
            Event::MappingStart(anchor, _) => (Kind::Object(self.members(depth)?), anchor),
            Event::Alias(anchor) => return self.alias(anchor, span, depth),
            _ => return Err(self.ill_formed(span, "a value is due here")),
        };
        let place = place(span);
        let node = Node { kind, place };
        if anchor > 0 {
            self.count(node.count(), span)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn items(&mut self, depth: usize) -> Result<Box<[Node<'t>]>, Diagnostic> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items.into()),
                (event, span) => items.push(self.value(event, span, depth.saturating_add(1))?),
            }
        }
    }

    fn members(&mut self, depth: usize) -> Result<Box<[Member<'t>]>, Diagnostic> {
        let mut members = Vec::new();
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let (name, is_merge) = match event {
                Event::MappingEnd => break,
                Event::Scalar(text, style, _, _) => {
                    let is_merge = text == "<<" && style == ScalarStyle::Plain;
                    (text, is_merge)
                }
                _ => {
                    let message = "a name that is not a text";
                    return Err(self.ill_formed(span, message));
                }
            };
            let place = place(span);
            let (event, span) = self.next()?;
            let value = self.value(event, span, depth.saturating_add(1))?;
            if is_merge && matches!(value.kind, Kind::Object(_) | Kind::List(_)) {
                merged.push(value);
            } else {
                members.push(Member { name, place, value });
            }
        }
        if let Some(member) = repeated(&members) {
            let position = member.place.in_file(self.file);
            return Err(error::duplicate(position, &member.name));
        }
        if !merged.is_empty() {
            let mut names = members.iter().map(|member| member.name.clone()).collect();
            for value in merged {
                merge(&mut members, &mut names, value);
            }
        }
        Ok(members.into())
    }

    /// A copy of what an alias names.
    fn alias(&mut self, anchor: usize, span: Span, depth: usize) -> Result<Node<'t>, Diagnostic> {
        let Some(node) = self.anchors.get(&anchor) else {
            let message = "an alias of a value that it is part of, or that is not there";
            return Err(self.ill_formed(span, message));
        };
        let mut node = node.clone();
        node.place = place(span);
        self.count(node.count(), span)?;
        if depth.saturating_add(node.depth()) > self.limits.get(Limit::Depth) {
            let what = "values nest too deep";
            return Err(self
                .limits
                .exceeded(Limit::Depth, self.position(span), what));
        }
        Ok(node)
    }

    fn scalar(
        &self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<Kind<'t>, Diagnostic> {
        if text.len() > self.limits.get(Limit::Value) {
            let what = "a value is too long, in bytes";
            return Err(self
                .limits
                .exceeded(Limit::Value, self.position(span), what));
        }
        let core = tag.filter(|tag| tag.is_yaml_core_schema());
        Ok(match core.map(|tag| tag.suffix.as_str()) {
            Some("str") => Kind::Text(text),
            Some("int" | "float" | "bool" | "null") => scalar::plain(text),
            _ if style == ScalarStyle::Plain => scalar::plain(text),
            _ => Kind::Text(text),
        })
    }

    /// Counts values, those of copies too.
    fn count(&mut self, values: usize, span: Span) -> Result<(), Diagnostic> {
        self.values = self.values.saturating_add(values);
        if self.values > self.limits.get(Limit::Elements) {
            let what = "the document has too many values, those of aliases with them";
            return Err(self
                .limits
                .exceeded(Limit::Elements, self.position(span), what));
        }
        Ok(())
    }

    fn position(&self, span: Span) -> Position {
        place(span).in_file(self.file)
    }

    fn ill_formed(&self, span: Span, message: &str) -> Diagnostic {
        Diagnostic::error(
            self.position(span),
            format!("not well-formed YAML: {message}"),
        )
        .with_remedy("fetch the document again, or correct it at this place")
    }
}

/// Adds the members of what is merged that are not there yet.
fn merge<'t>(members: &mut Vec<Member<'t>>, names: &mut HashSet<Cow<'t, str>>, value: Node<'t>) {
    match value.kind {
        Kind::Object(more) => {
            let new = more.into_iter();
            members.extend(new.filter(|member| names.insert(member.name.clone())));
        }
        Kind::List(values) => {
            let values = values.into_iter();
            values.for_each(|value| merge(members, names, value));
        }
        _ => {}
    }
}

fn place(span: Span) -> Place {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place {
        line: small(span.start.line()),
        column: small(span.start.col().saturating_add(1)),
    }
}
