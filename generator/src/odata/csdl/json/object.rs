//! The members of an object while they are taken one by one.
//!
//! What comes in: values of the tree. What goes out: their members by name, with an error where one is
//! missing or of another kind than what it must be, and a warning about each that nothing takes (OData CSDL
//! JSON 4.01, section 2).

use std::collections::BTreeMap;

use super::super::checks;
use super::super::document::Annotation;
use super::super::place::Place;
use super::super::report::Report;
use super::annotations::{self, MAX_LEVELS, Note};
use super::tree::{Kind, Member, Value};
use crate::diagnostic::{Diagnostic, Position};

/// An object that is read: what is not taken yet.
pub(super) struct Object {
    pub(super) position: Position,
    /// For messages: the element with its name.
    what: String,
    /// Members of CSDL itself, `$…`, and control information such as `@type`.
    control: Vec<Member>,
    /// Members that the document names: schemas, properties, members of enumerations and the like.
    named: Vec<Member>,
    /// Annotations by what they are of: a name, or nothing for the object itself.
    notes: BTreeMap<String, Vec<Note>>,
}

impl Object {
    /// Begins an object that stands at a place, usually that of its name; `None` after an error where the
    /// value is something else.
    pub(super) fn begin(
        report: &mut Report,
        what: impl Into<String>,
        place: Place,
        value: Value,
    ) -> Option<Self> {
        let what = what.into();
        let found = value.describe();
        let Kind::Object(members) = value.kind else {
            let position = value.place.in_file(&report.file);
            let message = format!("{what} is {found}, not an object");
            report.error(&position, message, "give it as an object");
            return None;
        };
        let mut object = Self {
            position: place.in_file(&report.file),
            what,
            control: Vec::new(),
            named: Vec::new(),
            notes: BTreeMap::new(),
        };
        for member in members {
            object.sort(report, member);
        }
        Some(object)
    }

    fn sort(&mut self, report: &mut Report, member: Member) {
        match member.name.split_once('@') {
            Some(("", term)) if is_control_information(term) => self.control.push(member),
            Some((_, terms)) if terms.matches('@').count() >= MAX_LEVELS => {
                let position = member.place.in_file(&report.file);
                let message = format!("annotations of annotations go deeper than {MAX_LEVELS}");
                report.error(&position, message, "remove some levels");
            }
            Some((of, terms)) => {
                let note = Note::new(terms, member.place, member.value);
                self.notes.entry(of.to_owned()).or_default().push(note);
            }
            None if member.name.starts_with('$') => self.control.push(member),
            None => self.named.push(member),
        }
    }

    /// Whether it has a member of CSDL itself.
    pub(super) fn has(&self, name: &str) -> bool {
        self.control.iter().any(|member| member.name == name)
    }

    /// A member of CSDL itself, where given.
    pub(super) fn take(&mut self, name: &str) -> Option<Member> {
        let index = self.control.iter().position(|member| member.name == name)?;
        Some(self.control.swap_remove(index))
    }

    /// Members that the document names.
    pub(super) fn named(&mut self) -> Vec<Member> {
        std::mem::take(&mut self.named)
    }

    /// Text, where given.
    pub(super) fn text(&mut self, report: &mut Report, name: &str) -> Option<String> {
        let member = self.take(name)?;
        match member.value.kind {
            Kind::String(text) => Some(text),
            _ => self.wrong_kind(report, &member, "a string"),
        }
    }

    /// Text that must be there and must not be empty; empty after an error.
    pub(super) fn required(&mut self, report: &mut Report, name: &str) -> String {
        if !self.has(name) {
            let message = format!("{} lacks `{name}`", self.what);
            report.error(&self.position, message, "add it");
            return String::new();
        }
        let errors = report.errors.len();
        let text = self.text(report, name).unwrap_or_default();
        if text.trim().is_empty() && report.errors.len() == errors {
            let message = format!("`{name}` of {} is empty", self.what);
            report.error(&self.position, message, "give it a value");
        }
        text.trim().to_owned()
    }

    /// A Boolean, where given.
    pub(super) fn boolean(&mut self, report: &mut Report, name: &str) -> Option<bool> {
        let member = self.take(name)?;
        let value = match &member.value.kind {
            Kind::Bool(value) => Some(*value),
            Kind::String(text) => self.quoted_boolean(report, &member, text),
            _ => None,
        };
        value.or_else(|| self.wrong_kind(report, &member, "`true` or `false`"))
    }

    /// A facet that is a number, where given.
    pub(super) fn facet(&mut self, report: &mut Report, name: &str) -> Option<u32> {
        let member = self.take(name)?;
        let Kind::Number(text) = &member.value.kind else {
            return self.wrong_kind(report, &member, "a number");
        };
        let number = text.parse().ok();
        if number.is_none() {
            let position = member.value.place.in_file(&report.file);
            let message = format!("`{name}` of {} is `{text}`", self.what);
            report.warn(
                &position,
                message,
                "it is ignored; it must be a whole number",
            );
        }
        number
    }

    /// Text that may be given as a number, as it is written.
    pub(super) fn text_or_number(&mut self, report: &mut Report, name: &str) -> Option<String> {
        let member = self.take(name)?;
        match member.value.kind {
            Kind::String(text) | Kind::Number(text) => Some(text),
            _ => self.wrong_kind(report, &member, "a number or a string"),
        }
    }

    /// Any constant, as text.
    pub(super) fn constant(&mut self, report: &mut Report, name: &str) -> Option<String> {
        let member = self.take(name)?;
        match member.value.kind {
            Kind::String(text) | Kind::Number(text) => Some(text),
            Kind::Bool(value) => Some(value.to_string()),
            Kind::Null => None,
            _ => self.wrong_kind(report, &member, "a constant"),
        }
    }

    /// The items of an array; none where it is not given.
    pub(super) fn array(&mut self, report: &mut Report, name: &str) -> Vec<Value> {
        let Some(member) = self.take(name) else {
            return Vec::new();
        };
        match member.value.kind {
            Kind::Array(items) => items,
            _ => self
                .wrong_kind(report, &member, "an array")
                .unwrap_or_default(),
        }
    }

    /// The members of an object whose names are any text, such as URLs; none where it is not given.
    pub(super) fn map(&mut self, report: &mut Report, name: &str) -> Vec<Member> {
        let Some(member) = self.take(name) else {
            return Vec::new();
        };
        if let Kind::Object(members) = member.value.kind {
            return members;
        }
        self.wrong_kind(report, &member, "an object")
            .unwrap_or_default()
    }

    /// Where a member of CSDL itself is, where given.
    pub(super) fn position_of(&self, report: &Report, name: &str) -> Option<Position> {
        let member = self.control.iter().find(|member| member.name == name)?;
        Some(member.place.in_file(&report.file))
    }

    /// An object that stands for a map from paths, where given.
    pub(super) fn object(&mut self, report: &mut Report, name: &str) -> Option<Self> {
        let member = self.take(name)?;
        let what = format!("`{name}` of {}", self.what);
        Self::begin(report, what, member.place, member.value)
    }

    /// A dotted name, such as a namespace.
    pub(super) fn namespace(&mut self, report: &mut Report, name: &str) -> String {
        let namespace = self.required(report, name);
        // That it is missing is said already.
        if !namespace.is_empty() {
            let what = format!("the `{name}` of {}", self.what);
            checks::namespace(report, &self.position, &what, &namespace);
        }
        namespace
    }

    /// The annotations of the object itself.
    pub(super) fn annotations(&mut self, report: &mut Report) -> Vec<Annotation> {
        self.annotations_of(report, "")
    }

    /// The annotations of a member.
    pub(super) fn annotations_of(&mut self, report: &mut Report, name: &str) -> Vec<Annotation> {
        let notes = self.notes.remove(name).unwrap_or_default();
        annotations::annotations(report, notes)
    }

    /// Ends the object: what is left is unknown.
    pub(super) fn finish(self, report: &mut Report) -> Position {
        let members = self.control.iter().chain(&self.named);
        let members = members.map(|member| (member.place, format!("`{}`", member.name)));
        let notes = self.notes.iter().flat_map(|(of, notes)| {
            let name = move |note: &Note| format!("annotation `{of}@{}`", note.terms);
            notes.iter().map(move |note| (note.place, name(note)))
        });
        for (place, name) in members.chain(notes) {
            let position = place.in_file(&report.file);
            let message = format!("unknown {name} in {} is ignored", self.what);
            report.warnings.push(Diagnostic::warning(position, message));
        }
        self.position
    }

    /// A Boolean that is written as a string.
    fn quoted_boolean(&self, report: &mut Report, member: &Member, text: &str) -> Option<bool> {
        let value = text.to_ascii_lowercase().parse().ok()?;
        let position = member.value.place.in_file(&report.file);
        let message = format!("`{}` of {} is the string `{text}`", member.name, self.what);
        let remedy = format!("it is taken for `{value}`; write it without quotes");
        report.warn(&position, message, &remedy);
        Some(value)
    }

    fn wrong_kind<T>(&self, report: &mut Report, member: &Member, expected: &str) -> Option<T> {
        let position = member.value.place.in_file(&report.file);
        let found = member.value.describe();
        let message = format!("`{}` of {} is {found}", member.name, self.what);
        report.error(&position, message, &format!("it must be {expected}"));
        None
    }
}

/// Whether what follows `@` says something of the JSON itself, in place of a term: a term has a namespace, and
/// `odata` is not one.
fn is_control_information(term: &str) -> bool {
    !term.contains(['.', '@']) || term.starts_with("odata.") && !term.contains('@')
}
