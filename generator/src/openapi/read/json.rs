//! JSON → tree.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use jsonc_parser::{CollectOptions, ast, parse_to_ast};

use super::tree::{Kind, Member, Node};
use crate::diagnostic::Diagnostic;
use crate::json::{STRICT, error, scan};
use crate::limits::{Limit, Limits};
use crate::place::{Locator, Place};

/// Objects of more members have their names looked up in a set.
const FEW: usize = 16;

/// Reads a document.
pub(super) fn parse<'t>(
    file: &Arc<str>,
    text: &'t str,
    limits: &Limits,
) -> Result<Node<'t>, Diagnostic> {
    scan::check(file, text, limits)?;
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT)
        .map_err(|cause| error::describe_parser(file, text, &cause))?;
    let mut tree = Tree {
        file,
        limits,
        text,
        locator: Locator::new(text),
    };
    match parsed.value {
        Some(value) => tree.value(value),
        None => Err(tree.fail(text.len(), "the document is empty")),
    }
}

/// The tree while it is made, in the order of the text.
struct Tree<'s, 't> {
    file: &'s Arc<str>,
    limits: &'s Limits,
    text: &'t str,
    locator: Locator<'t>,
}

impl<'t> Tree<'_, 't> {
    fn value(&mut self, value: ast::Value<'t>) -> Result<Node<'t>, Diagnostic> {
        let (kind, place) = match value {
            ast::Value::NullKeyword(node) => (Kind::Null, self.locator.at(node.range.start)),
            ast::Value::BooleanLit(node) => {
                (Kind::Bool(node.value), self.locator.at(node.range.start))
            }
            ast::Value::NumberLit(node) => {
                let place = self.locator.at(node.range.start);
                (Kind::Number(Cow::Borrowed(node.value)), place)
            }
            ast::Value::StringLit(node) => {
                let (text, place) = self.string(node)?;
                (Kind::Text(text), place)
            }
            ast::Value::Array(node) => {
                let place = self.locator.at(node.range.start);
                let items = node.elements.into_iter().map(|item| self.value(item));
                (Kind::List(items.collect::<Result<_, _>>()?), place)
            }
            ast::Value::Object(node) => {
                let place = self.locator.at(node.range.start);
                (Kind::Object(self.members(node.properties)?), place)
            }
        };
        Ok(Node { kind, place })
    }

    fn members(
        &mut self,
        properties: Vec<ast::ObjectProp<'t>>,
    ) -> Result<Box<[Member<'t>]>, Diagnostic> {
        let mut members: Vec<Member<'t>> = Vec::with_capacity(properties.len());
        for property in properties {
            let (name, place) = match property.name {
                ast::ObjectPropName::String(literal) => self.string(literal)?,
                ast::ObjectPropName::Word(word) => {
                    (word.value.into(), self.locator.at(word.range.start))
                }
            };
            let value = self.value(property.value)?;
            members.push(Member { name, place, value });
        }
        match repeated(&members) {
            Some(member) => Err(error::duplicate(
                member.place.in_file(self.file),
                &member.name,
            )),
            None => Ok(members.into()),
        }
    }

    /// The text of a string: the parser lets raw control characters pass (RFC 8259, section 7).
    fn string(&mut self, literal: ast::StringLit<'t>) -> Result<(Cow<'t, str>, Place), Diagnostic> {
        let (start, end) = (literal.range.start, literal.range.end);
        let raw = self.text.get(start..end).unwrap_or_default();
        if let Some(at) = raw.bytes().position(|byte| byte < 0x20) {
            let at = start.saturating_add(at);
            return Err(self.fail(at, "a raw control character in a string"));
        }
        let place = self.locator.at(start);
        if literal.value.len() > self.limits.get(Limit::Value) {
            let what = "a value is too long, in bytes";
            let position = place.in_file(self.file);
            return Err(self.limits.exceeded(Limit::Value, position, what));
        }
        Ok((literal.value, place))
    }

    fn fail(&mut self, at: usize, message: &str) -> Diagnostic {
        error::ill_formed(self.locator.at(at).in_file(self.file), message)
    }
}

/// The first member with the name of one before it.
pub(super) fn repeated<'m, 't>(members: &'m [Member<'t>]) -> Option<&'m Member<'t>> {
    if members.len() <= FEW {
        let known = |(at, member): &(usize, &Member<'t>)| {
            let mut before = members.iter().take(*at);
            before.any(|other| other.name == member.name)
        };
        let mut all = members.iter().enumerate();
        return all.find(known).map(|(_, member)| member);
    }
    let mut names = HashSet::with_capacity(members.len());
    let mut all = members.iter();
    all.find(|member| !names.insert(member.name.as_ref()))
}
