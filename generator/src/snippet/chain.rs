//! The chain of calls: a segment at a time goes in, the calls that lead there come out.

use crate::model::OperationKind;
use crate::plan::{BuilderPlan, ClientPlan, MethodBody, MethodPlan};

use super::arguments;
use super::body::Values;
use super::index::{Home, Index};
use super::path::{self, Segment};
use super::{Reply, Request, SnippetError};

/// Where a chain has come to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    Root(&'p ClientPlan),
    Resource(Home<'p>, &'p BuilderPlan),
    Stream,
    Operation(OperationKind),
}

/// Calls so far.
pub(super) struct Chain<'p> {
    pub(super) index: &'p Index<'p>,
    pub(super) place: Place<'p>,
    pub(super) reply: Reply,
    code: String,
}

impl<'p> Chain<'p> {
    pub(super) fn start(index: &'p Index<'p>) -> Result<Self, SnippetError> {
        let client = index.plan.client.as_ref().ok_or(SnippetError::NoClient)?;
        Ok(Self {
            index,
            place: Place::Root(client),
            reply: Reply::Nothing,
            code: "client".to_owned(),
        })
    }

    pub(super) fn into_code(self) -> String {
        self.code
    }

    /// Adds a call.
    pub(super) fn call(&mut self, name: &str, arguments: &str) {
        for part in [".", name, "(", arguments, ")"] {
            self.code.push_str(part);
        }
    }

    pub(super) fn methods(&self) -> &'p [MethodPlan] {
        match self.place {
            Place::Root(client) => &client.methods,
            Place::Resource(_, builder) => &builder.methods,
            Place::Stream | Place::Operation(_) => &[],
        }
    }

    pub(super) fn home(&self) -> Option<Home<'p>> {
        match self.place {
            Place::Resource(home, _) => Some(home),
            Place::Root(_) | Place::Stream | Place::Operation(_) => None,
        }
    }

    /// Follows one segment.
    ///
    /// # Errors
    /// Nothing at this place has that name.
    pub(super) fn follow(
        &mut self,
        number: usize,
        segment: &Segment,
        request: &Request,
        values: &mut Values<'p>,
    ) -> Result<(), SnippetError> {
        if self.navigate(segment, values) || self.stream(segment) {
            return Ok(());
        }
        if let Some(method) = arguments::operation(self.methods(), segment, request) {
            let kind = arguments::call(self, method, segment, request, values)?;
            self.place = Place::Operation(kind);
            return Ok(());
        }
        if self.key(&segment.text, values) {
            return Ok(());
        }
        Err(SnippetError::Segment {
            number: number + 1,
            segment: segment.text.clone(),
            possible: self.possible(),
        })
    }

    fn navigate(&mut self, segment: &Segment, values: &mut Values<'p>) -> bool {
        let steps = || {
            self.methods()
                .iter()
                .filter_map(|method| match &method.body {
                    MethodBody::Navigate { segment, builder }
                    | MethodBody::Cast { segment, builder } => Some((method, segment, builder)),
                    _ => None,
                })
        };
        let exact = steps().find(|(_, name, _)| **name == segment.name);
        // A cast may be qualified by an alias of the namespace.
        let cast = |method: &MethodPlan, name: &str| {
            let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_lowercase();
            matches!(method.body, MethodBody::Cast { .. })
                && segment.name.contains('.')
                && last(name) == last(&segment.name)
        };
        let found = exact
            .or_else(|| steps().find(|(_, name, _)| name.eq_ignore_ascii_case(&segment.name)))
            .or_else(|| steps().find(|(method, name, _)| cast(method, name)));
        let Some((method, _, builder)) = found else {
            return false;
        };
        let Some((home, builder)) = self.index.builder(builder, self.home()) else {
            return false;
        };
        self.call(method.name.as_str(), "");
        self.place = Place::Resource(home, builder);
        match &segment.parentheses {
            Some(predicate) if !predicate.is_empty() => self.key(predicate, values),
            _ => true,
        }
    }

    fn stream(&mut self, segment: &Segment) -> bool {
        let found = self.methods().iter().find(|method| {
            matches!(&method.body, MethodBody::Media { segment: name } if *name == segment.name)
        });
        let Some(method) = found else { return false };
        self.call(method.name.as_str(), "");
        self.place = Place::Stream;
        true
    }

    /// Takes a text as the key of one item: a segment, or a predicate.
    fn key(&mut self, text: &str, values: &mut Values<'p>) -> bool {
        let given = path::parts(text);
        for method in self.methods() {
            let MethodBody::Key { parts, builder, .. } = &method.body else {
                continue;
            };
            let literals: Option<Vec<String>> = match (parts.as_slice(), given.as_slice()) {
                ([_], [(None, literal)]) => Some(vec![path::unquoted(literal)]),
                // A key as a segment may hold commas and equals signs of its own.
                ([_], _) => Some(vec![text.to_owned()]),
                (parts, given) => parts
                    .iter()
                    .map(|part| {
                        let named = |(name, _): &&(Option<String>, String)| {
                            name.as_deref() == Some(part.wire.as_str())
                        };
                        given
                            .iter()
                            .find(named)
                            .map(|(_, literal)| path::unquoted(literal))
                    })
                    .collect(),
            };
            let Some(literals) = literals else { continue };
            let Some((home, item)) = self.index.builder(builder, self.home()) else {
                continue;
            };
            let arguments: Vec<String> = parts
                .iter()
                .zip(&literals)
                .map(|(part, literal)| arguments::key(part, literal, self.home(), values))
                .collect();
            self.call(method.name.as_str(), &arguments.join(", "));
            self.place = Place::Resource(home, item);
            return true;
        }
        false
    }

    /// What can follow here.
    fn possible(&self) -> Vec<String> {
        let mut possible: Vec<String> = self
            .methods()
            .iter()
            .filter_map(|method| match &method.body {
                MethodBody::Navigate { segment, .. }
                | MethodBody::Cast { segment, .. }
                | MethodBody::Media { segment }
                | MethodBody::Operation { segment, .. } => Some(segment.clone()),
                MethodBody::Key { parts, .. } => {
                    let names: Vec<&str> = parts.iter().map(|part| part.wire.as_str()).collect();
                    Some(format!("{{{}}}", names.join(",")))
                }
                _ => None,
            })
            .collect();
        possible.sort();
        possible.dedup();
        possible
    }
}
