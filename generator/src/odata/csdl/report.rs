//! What the reader has to say, and the attributes of an element while they are taken one by one.
//!
//! What comes in: elements of the tree. What goes out: values of their attributes, and errors and
//! warnings about what is missing, malformed or unknown.

use std::sync::Arc;

use super::checks;
use super::xml::{Element, Namespace};
use crate::diagnostic::{Diagnostic, Position};

/// Errors and warnings so far.
pub(super) struct Report {
    pub(super) file: Arc<str>,
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl Report {
    pub(super) fn new(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn error(&mut self, position: &Position, message: String, remedy: &str) {
        self.errors
            .push(Diagnostic::error(position.clone(), message).with_remedy(remedy));
    }

    pub(super) fn warn(&mut self, position: &Position, message: String, remedy: &str) {
        self.warnings
            .push(Diagnostic::warning(position.clone(), message).with_remedy(remedy));
    }

    /// Makes warnings of the errors since there were `before`, of something that can be left out; whether there
    /// were none of them.
    pub(super) fn pass_over(&mut self, before: usize, outcome: &str) -> bool {
        let harmless = self.errors.split_off(before.min(self.errors.len()));
        let none = harmless.is_empty();
        for error in harmless {
            let remedy = match &error.remedy {
                Some(remedy) => format!("{outcome}; {remedy}"),
                None => outcome.to_owned(),
            };
            self.warnings
                .push(Diagnostic::warning(error.position, error.message).with_remedy(remedy));
        }
        none
    }

    /// The Boolean of a text, with a warning where its letters are not those that it must have; `None` where it is
    /// neither.
    pub(super) fn boolean(&mut self, position: &Position, what: &str, text: &str) -> Option<bool> {
        let value = match text.trim() {
            "true" | "1" => return Some(true),
            "false" | "0" => return Some(false),
            text if text.eq_ignore_ascii_case("true") => true,
            text if text.eq_ignore_ascii_case("false") => false,
            _ => return None,
        };
        let remedy = format!("it is taken for `{value}`; write it so");
        self.warn(position, format!("{what} is `{text}`"), &remedy);
        Some(value)
    }

    /// All errors and all warnings, in the order of the input.
    pub(super) fn finish(mut self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        self.errors.sort_by(|a, b| a.position.cmp(&b.position));
        self.warnings.sort_by(|a, b| a.position.cmp(&b.position));
        (self.errors, self.warnings)
    }

    /// A child that its parent has no place for: foreign ones are passed over in silence.
    pub(super) fn unknown(&mut self, child: &Element, parent: &str) {
        let namespace = match &child.namespace {
            Namespace::Foreign(_) => return,
            Namespace::None => " in no namespace",
            Namespace::Edm | Namespace::Edmx => "",
        };
        let message = format!(
            "unknown element `{}`{namespace} in `{parent}` is ignored",
            child.name
        );
        self.warnings.push(Diagnostic::warning(
            child.place.in_file(&self.file),
            message,
        ));
    }

    /// Begins an element: its attributes, to be taken, and its children.
    pub(super) fn begin(&mut self, element: Element) -> (Fields<'_>, Vec<Element>) {
        let position = element.place.in_file(&self.file);
        let name = element.attributes.iter().find(|(key, _)| **key == *"Name");
        let fields = Fields {
            report: self,
            name: name.map(|(_, name)| name.clone()),
            element: element.name,
            position,
            attributes: element.attributes,
        };
        (fields, element.children)
    }
}

/// The attributes of an element that are not taken yet.
pub(super) struct Fields<'r> {
    report: &'r mut Report,
    element: Box<str>,
    /// The attribute `Name`, for messages, even when it is taken.
    name: Option<String>,
    position: Position,
    attributes: Vec<(Box<str>, String)>,
}

impl Fields<'_> {
    /// Text of an attribute, where given.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let index = self.attributes.iter().position(|(key, _)| **key == *name)?;
        Some(self.attributes.swap_remove(index).1)
    }

    /// Text of an attribute that must be there and must not be empty; empty after an error.
    pub(super) fn required(&mut self, name: &str) -> String {
        match self.text(name) {
            Some(text) if !text.trim().is_empty() => text.trim().to_owned(),
            Some(_) => {
                self.wrong(
                    format!("attribute `{name}` of {} is empty", self.what()),
                    "give it a value",
                );
                String::new()
            }
            None => {
                self.wrong(
                    format!("{} lacks the attribute `{name}`", self.what()),
                    "add it",
                );
                String::new()
            }
        }
    }

    /// The attribute `Name` as a simple identifier.
    pub(super) fn name(&mut self) -> String {
        let name = self.required("Name");
        // That it is missing is said already.
        if !name.is_empty() {
            let what = format!("`Name` of {}", self.what());
            checks::identifier(self.report, &self.position, &what, &name);
        }
        name
    }

    /// A dotted name, such as a namespace.
    pub(super) fn namespace(&mut self, attribute: &str) -> String {
        let name = self.required(attribute);
        if !name.is_empty() {
            let what = format!("the `{attribute}` of {}", self.what());
            checks::namespace(self.report, &self.position, &what, &name);
        }
        name
    }

    /// A Boolean, where given.
    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        let text = self.text(name)?;
        let what = format!("attribute `{name}` of {}", self.what());
        let value = self.report.boolean(&self.position, &what, &text);
        if value.is_none() {
            self.malformed(name, &text, "`true` or `false`");
        }
        value
    }

    /// A number of any integer type, where given.
    pub(super) fn number<N: std::str::FromStr>(&mut self, name: &str) -> Option<N> {
        let text = self.text(name)?;
        let number = text.trim().parse().ok();
        if number.is_none() {
            self.malformed(name, &text, "a whole number in range");
        }
        number
    }

    /// A facet that is a number, where given; `max` means without limit. A malformed one is passed over: it says
    /// nothing that code depends on.
    pub(super) fn facet(&mut self, name: &str) -> Option<u32> {
        let text = self.text(name)?;
        let number = text.trim().parse().ok();
        if number.is_none() && !text.trim().eq_ignore_ascii_case("max") {
            let message = format!("facet `{name}` of {} is `{text}`", self.what());
            let remedy = "it is ignored; it must be a whole number";
            self.report.warn(&self.position, message, remedy);
        }
        number
    }

    /// All attributes whose name a test accepts.
    pub(super) fn take_matching(&mut self, test: fn(&str) -> bool) -> Vec<(Box<str>, String)> {
        self.attributes
            .extract_if(.., |(key, _)| test(key))
            .collect()
    }

    pub(super) fn report(&mut self) -> &mut Report {
        self.report
    }

    pub(super) fn position(&self) -> Position {
        self.position.clone()
    }

    /// Ends the attributes: what is left is unknown.
    pub(super) fn finish(self) -> Position {
        for (name, _) in &self.attributes {
            let message = format!(
                "unknown attribute `{name}` of `{}` is ignored",
                self.element
            );
            self.report
                .warnings
                .push(Diagnostic::warning(self.position.clone(), message));
        }
        self.position
    }

    fn malformed(&mut self, name: &str, text: &str, expected: &str) {
        let message = format!("attribute `{name}` of {} is `{text}`", self.what());
        self.wrong(message, &format!("it must be {expected}"));
    }

    fn wrong(&mut self, message: String, remedy: &str) {
        self.report.error(&self.position, message, remedy);
    }

    /// The element, with its name.
    fn what(&self) -> String {
        match &self.name {
            Some(name) => format!("`{}` `{name}`", self.element),
            None => format!("`{}`", self.element),
        }
    }
}
