//! From text to a tree of values.
//!
//! What comes in: the text of a document. What goes out: its root [`Value`], each value and each name with
//! its place and numbers as written; or the first breach of JSON's rules with its place. Depth and
//! number of values are limited before; lengths are here, as for XML. No object may have a name twice (RFC 8259).

use std::collections::HashSet;
use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::{CollectOptions, parse_to_ast};

use super::super::limits::{Limit, Limits};
use super::super::place::{Locator, Place};
use super::super::xml_error::is_control;

use crate::diagnostic::Diagnostic;
use crate::json::{STRICT, error};

/// A value, and where it begins.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    String(String),
    Array(Vec<Value>),
    /// In the order of the input.
    Object(Vec<Member>),
}

/// One member of an object, and where its name begins.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) value: Value,
}

impl Value {
    /// What it is, for messages.
    pub(super) fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "`null`",
            Kind::Bool(_) => "a Boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

/// Reads a document.
pub(super) fn parse(file: &Arc<str>, text: &str, limits: &Limits) -> Result<Value, Diagnostic> {
    let mut tree = Tree {
        file,
        text,
        limits,
        locator: Locator::new(text),
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT)
        .map_err(|cause| tree.ill_formed(&cause))?;
    match parsed.value {
        Some(value) => tree.value(value),
        None => Err(tree.fail(text.len(), "the document is empty")),
    }
}

/// The tree while it is made, in the order of the text.
struct Tree<'t> {
    file: &'t Arc<str>,
    text: &'t str,
    limits: &'t Limits,
    locator: Locator<'t>,
}

impl Tree<'_> {
    fn value(&mut self, value: ast::Value<'_>) -> Result<Value, Diagnostic> {
        let start = start(&value);
        let place = self.locator.at(start);
        let kind = match value {
            ast::Value::NullKeyword(_) => Kind::Null,
            ast::Value::BooleanLit(literal) => Kind::Bool(literal.value),
            ast::Value::NumberLit(literal) => {
                Kind::Number(self.checked(literal.value.into(), start)?)
            }
            ast::Value::StringLit(literal) => Kind::String(self.string(literal)?),
            ast::Value::Array(array) => {
                let items = array.elements.into_iter();
                let items: Result<_, _> = items.map(|item| self.value(item)).collect();
                Kind::Array(items?)
            }
            ast::Value::Object(object) => Kind::Object(self.members(object.properties)?),
        };
        Ok(Value { kind, place })
    }

    fn members(&mut self, properties: Vec<ast::ObjectProp<'_>>) -> Result<Vec<Member>, Diagnostic> {
        let mut names = HashSet::with_capacity(properties.len());
        let mut members = Vec::with_capacity(properties.len());
        for property in properties {
            let start = property.range.start;
            let place = self.locator.at(start);
            let name = match property.name {
                ast::ObjectPropName::String(literal) => self.string(literal)?,
                ast::ObjectPropName::Word(word) => word.value.to_owned(),
            };
            if !names.insert(name.clone()) {
                return Err(error::duplicate(place.in_file(self.file), &name));
            }
            let value = self.value(property.value)?;
            members.push(Member { name, place, value });
        }
        Ok(members)
    }

    /// The text of a string. The parser lets raw control characters pass, and escaped ones are as bad in names
    /// and descriptions as they are in XML.
    fn string(&mut self, literal: ast::StringLit<'_>) -> Result<String, Diagnostic> {
        let (start, end) = (literal.range.start, literal.range.end);
        let raw = self.text.get(start..end).unwrap_or_default();
        if let Some(at) = raw.bytes().position(|byte| byte < 0x20) {
            return Err(self.fail(
                start.saturating_add(at),
                "a raw control character in a string",
            ));
        }
        if literal.value.bytes().any(is_control) {
            let message = "an escaped control character in a string, which CSDL has no use for";
            return Err(self.fail(start, message));
        }
        self.checked(literal.value.into_owned(), start)
    }

    fn checked(&mut self, text: String, start: usize) -> Result<String, Diagnostic> {
        if text.len() > self.limits.get(Limit::Value) {
            let position = self.locator.at(start).in_file(self.file);
            let what = "a value is too long, in bytes";
            return Err(self.limits.exceeded(Limit::Value, position, what));
        }
        Ok(text)
    }

    fn ill_formed(&mut self, cause: &jsonc_parser::errors::ParseError) -> Diagnostic {
        error::describe_parser(self.file, self.text, cause)
    }

    fn fail(&mut self, at: usize, message: &str) -> Diagnostic {
        error::ill_formed(self.locator.at(at).in_file(self.file), message)
    }
}

fn start(value: &ast::Value<'_>) -> usize {
    match value {
        ast::Value::StringLit(node) => node.range.start,
        ast::Value::NumberLit(node) => node.range.start,
        ast::Value::BooleanLit(node) => node.range.start,
        ast::Value::Object(node) => node.range.start,
        ast::Value::Array(node) => node.range.start,
        ast::Value::NullKeyword(node) => node.range.start,
    }
}
