//! Where the reading of a document is: a value with the file that it stands in, and what is to be said about it.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::read::{Kind, Member, Node};
use crate::diagnostic::{Diagnostic, Diagnostics, Position, Severity};
use crate::limits::{Limit, Limits};

/// No more errors and warnings than this are told of.
const MOST: usize = 1000;

/// A file that was read.
pub(crate) struct File<'t> {
    /// What messages call it.
    pub(crate) name: Arc<str>,
    /// Its path in the folder of references; empty for the document itself.
    pub(crate) path: String,
    pub(crate) root: Node<'t>,
}

/// A value and the file that it stands in, by its number.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'t> {
    pub(crate) file: usize,
    pub(crate) node: &'t Node<'t>,
}

impl<'t> Spot<'t> {
    /// Another value of the same file.
    pub(crate) fn with(self, node: &'t Node<'t>) -> Self {
        Self { node, ..self }
    }

    /// A member's value.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        self.node.get(name).map(|node| self.with(node))
    }

    /// The members of an object, each with its value.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'t Member<'t>, Self)> {
        let members = self.node.members().iter();
        members.map(move |member| (member, self.with(&member.value)))
    }

    /// The items of a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> {
        self.node.items().iter().map(move |node| self.with(node))
    }

    /// What tells it from all other values.
    pub(crate) fn key(self) -> usize {
        std::ptr::from_ref(self.node).addr()
    }
}

/// The files, and what is said about them so far.
pub(crate) struct Context<'t> {
    pub(crate) files: &'t [File<'t>],
    pub(crate) limits: Limits,
    /// Whether what stands beside `$ref` counts (OpenAPI 3.1 and later).
    pub(crate) siblings: bool,
    pub(super) references: RefCell<HashMap<(usize, &'t str), Option<Spot<'t>>>>,
    said: RefCell<Said>,
}

#[derive(Default)]
struct Said {
    diagnostics: Vec<Diagnostic>,
    known: HashSet<(Option<Position>, String)>,
}

impl<'t> Context<'t> {
    pub(crate) fn new(files: &'t [File<'t>], limits: Limits) -> Self {
        Self {
            files,
            limits,
            siblings: true,
            references: RefCell::default(),
            said: RefCell::default(),
        }
    }

    /// The document itself.
    pub(crate) fn root(&self) -> Option<Spot<'t>> {
        let node = &self.files.first()?.root;
        Some(Spot { file: 0, node })
    }

    /// The place of a value.
    pub(crate) fn position(&self, spot: Spot<'t>) -> Option<Position> {
        let file = self.files.get(spot.file)?;
        Some(spot.node.place.in_file(&file.name))
    }

    pub(crate) fn warn(&self, spot: Spot<'t>, message: impl Into<String>, remedy: &str) {
        let warning = Diagnostic::warning(self.position(spot), message);
        self.say(warning.with_remedy(remedy));
    }

    pub(crate) fn error(&self, spot: Spot<'t>, message: impl Into<String>, remedy: &str) {
        let error = Diagnostic::error(self.position(spot), message);
        self.say(error.with_remedy(remedy));
    }

    /// Says once that there is more than allowed of something.
    pub(crate) fn exceeded(&self, limit: Limit, spot: Option<Spot<'t>>, what: &str) {
        let position = spot.and_then(|spot| self.position(spot));
        self.say(self.limits.exceeded(limit, position, what));
    }

    /// Says where a name is too long.
    pub(crate) fn check_name(&self, spot: Spot<'t>, name: &str) {
        let most = self.limits.get(Limit::Name);
        if name.len() > most && name.chars().count() > most {
            self.exceeded(Limit::Name, Some(spot), "a name is too long, in characters");
        }
    }

    pub(crate) fn say(&self, diagnostic: Diagnostic) {
        let mut said = self.said.borrow_mut();
        let key = (diagnostic.position.clone(), diagnostic.message.clone());
        // What is read twice is told once; errors are never left out for warnings.
        let room = said.known.len() < MOST || diagnostic.severity == Severity::Error;
        if room && said.known.insert(key) {
            said.diagnostics.push(diagnostic);
        }
    }

    /// The warnings, in the order of the document.
    ///
    /// # Errors
    /// The errors, if there are any.
    pub(crate) fn finish(&self) -> Result<Vec<Diagnostic>, Diagnostics> {
        let mut all = std::mem::take(&mut self.said.borrow_mut().diagnostics);
        all.sort_by(|one, other| one.position.cmp(&other.position));
        let (errors, warnings): (Vec<_>, _) = all
            .into_iter()
            .partition(|said| said.severity == Severity::Error);
        if errors.is_empty() {
            Ok(warnings)
        } else {
            Err(Diagnostics(errors.into_iter().take(MOST).collect()))
        }
    }
}

/// Members of objects that are to be of some kind. What is of another kind is warned of and passed over, as a client can be
/// made without.
impl<'t> Context<'t> {
    /// A text. Numbers and Booleans are taken for the text that they are written as: YAML makes them of `1.0` and `no`.
    pub(crate) fn text(&self, spot: Spot<'t>, name: &str) -> Option<&'t str> {
        let found = spot.get(name)?;
        match &found.node.kind {
            Kind::Text(text) | Kind::Number(text) => Some(text),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            Kind::Null => None,
            Kind::List(_) | Kind::Object(_) => self.wrong(found, name, "a text"),
        }
    }

    /// A text with something in it.
    pub(crate) fn words(&self, spot: Spot<'t>, name: &str) -> Option<String> {
        let text = self.text(spot, name)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether a Boolean is true; `None` where it is not there.
    pub(crate) fn flag(&self, spot: Spot<'t>, name: &str) -> Option<bool> {
        let found = spot.get(name)?;
        match &found.node.kind {
            Kind::Bool(value) => Some(*value),
            Kind::Null => None,
            Kind::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Kind::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => self.wrong(found, name, "a Boolean"),
        }
    }

    /// An object.
    pub(crate) fn object(&self, spot: Spot<'t>, name: &str) -> Option<Spot<'t>> {
        let found = spot.get(name)?;
        match &found.node.kind {
            Kind::Object(_) => Some(found),
            Kind::Null => None,
            _ => self.wrong(found, name, "an object"),
        }
    }

    /// The members of an object that are no extensions.
    pub(crate) fn named(
        &self,
        spot: Spot<'t>,
        name: &str,
    ) -> impl Iterator<Item = (&'t Member<'t>, Spot<'t>)> + use<'t> {
        let members = self.object(spot, name).into_iter().flat_map(Spot::members);
        members.filter(|(member, _)| !member.name.starts_with("x-"))
    }

    /// A list.
    pub(crate) fn list(&self, spot: Spot<'t>, name: &str) -> Option<Spot<'t>> {
        let found = spot.get(name)?;
        match &found.node.kind {
            Kind::List(_) => Some(found),
            Kind::Null => None,
            _ => self.wrong(found, name, "a list"),
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, spot: Spot<'t>, name: &str) -> Vec<String> {
        let items = self.list(spot, name).into_iter().flat_map(Spot::items);
        let texts = items.filter_map(|item| match &item.node.kind {
            Kind::Text(text) | Kind::Number(text) => Some(text.to_string()),
            _ => self.wrong(item, name, "a list of texts"),
        });
        texts.collect()
    }

    fn wrong<T>(&self, spot: Spot<'t>, name: &str, expected: &str) -> Option<T> {
        let found = spot.node.describe();
        let message = format!("`{name}` is {found} and must be {expected}");
        self.warn(spot, message, "it is passed over; correct the document");
        None
    }
}
