//! The chain of calls: a segment at a time goes in, the calls that lead there come out.

use crate::plan::CallKind;
use crate::plan::{BuilderPlan, ClientPlan, MethodBody, MethodPlan, ReturnPlan, TypePath};

use super::arguments;
use super::body::Values;
use super::index::{Home, Index};
use super::{Reply, Request, SnippetError};
use crate::api::path::{self, Segment};

/// Where a chain has come to.
#[derive(Clone, Debug)]
pub(super) enum Place<'p> {
    Root(&'p ClientPlan),
    Resource(Home<'p>, &'p BuilderPlan),
    Stream,
    Operation(CallKind),
    /// How many items a collection has.
    Count,
    /// References that a navigation property holds, or one of them by its key.
    References {
        collection: bool,
        key: Option<String>,
    },
    /// A structural property of a structured type: no builder leads there.
    Property(Home<'p>, &'p TypePath),
    /// Any other structural property, or its raw value.
    Value,
}

/// Calls so far.
#[derive(Clone)]
pub(super) struct Chain<'p> {
    pub(super) index: &'p Index<'p>,
    pub(super) place: Place<'p>,
    pub(super) reply: Reply,
    /// Where the composable function leads on to that was called last.
    pub(super) then: Option<(Home<'p>, &'p BuilderPlan)>,
    /// What the operation returns that was called last.
    pub(super) returns: Option<(&'p ReturnPlan, Option<Home<'p>>)>,
    /// Whether the path goes around the builders.
    pub(super) around: bool,
    /// Whether a call gives the content type of the body.
    pub(super) tells_content_type: bool,
    code: String,
}

impl<'p> Chain<'p> {
    pub(super) fn start(index: &'p Index<'p>) -> Result<Self, SnippetError> {
        let client = index.plan.client.as_ref().ok_or(SnippetError::NoClient)?;
        Ok(Self {
            index,
            place: Place::Root(client),
            reply: Reply::Nothing,
            then: None,
            returns: None,
            around: false,
            tells_content_type: false,
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

    /// Goes the way by the runtime's resource, segment by segment.
    pub(super) fn go_around<'s>(&mut self, segments: impl IntoIterator<Item = &'s Segment>) {
        self.around = true;
        "odata_client::Resource::root(client.client())".clone_into(&mut self.code);
        for segment in segments {
            self.call("segment", &format!("{:?}", segment.text));
        }
    }

    pub(super) fn methods(&self) -> &'p [MethodPlan] {
        match self.place {
            Place::Root(client) => &client.methods,
            Place::Resource(_, builder) => &builder.methods,
            _ => &[],
        }
    }

    pub(super) fn home(&self) -> Option<Home<'p>> {
        match self.place {
            Place::Resource(home, _) | Place::Property(home, _) => Some(home),
            _ => None,
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
        self.go_on();
        if self.navigate(segment, values)? || self.stream(segment) {
            return Ok(());
        }
        let before = request.segments.get(..number).unwrap_or_default();
        if self.count(before, segment) {
            return Ok(());
        }
        let last = number + 1 == request.segments.len();
        if let Some(method) = arguments::operation(self.methods(), segment, request, last) {
            let kind = match arguments::call(self, method, segment, request, values) {
                Err(SnippetError::Missing { parameter, .. }) if last => {
                    let around = arguments::around(self, method, request, &parameter, values);
                    around.ok_or_else(|| SnippetError::Missing {
                        operation: segment.name.clone(),
                        parameter,
                    })?
                }
                called => called?,
            };
            self.place = Place::Operation(kind);
            return Ok(());
        }
        if self.property(segment) {
            let followed = request.segments.iter().take(number + 1);
            self.go_around(followed);
            return Ok(());
        }
        if self.key(&segment.text, false, values)? {
            return Ok(());
        }
        Err(SnippetError::Segment {
            number: number + 1,
            segment: segment.text.clone(),
            possible: self.possible(),
        })
    }

    /// Goes on from what a composable function returns.
    pub(super) fn go_on(&mut self) -> bool {
        let Some((home, builder)) = self.then.take() else {
            return false;
        };
        self.call("then", "");
        self.returns = None;
        self.place = Place::Resource(home, builder);
        true
    }

    /// A segment or a key on its own, without arguments.
    ///
    /// # Errors
    /// What stands there for a key is no value of its type.
    pub(super) fn step(
        &mut self,
        segment: &Segment,
        values: &mut Values<'p>,
    ) -> Result<bool, SnippetError> {
        self.go_on();
        Ok(self.navigate(segment, values)? || self.key(&segment.text, false, values)?)
    }

    /// The annotations may know less of what can be counted than the service does.
    fn count(&mut self, before: &[Segment], segment: &Segment) -> bool {
        if segment.text != "$count" || !self.is_collection() {
            return false;
        }
        let mut methods = self.methods().iter();
        let method = methods.find(|method| matches!(method.body, MethodBody::Count));
        if method.is_none() {
            self.go_around(before);
        }
        self.call(method.map_or("count", |method| method.name.as_str()), "");
        self.place = Place::Count;
        true
    }

    /// A further segment, with a key in parentheses where there is one.
    ///
    /// # Errors
    /// What stands there for a key is no value of its type.
    pub(super) fn navigate(
        &mut self,
        segment: &Segment,
        values: &mut Values<'p>,
    ) -> Result<bool, SnippetError> {
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
            return Ok(false);
        };
        let Some((home, builder)) = self.index.builder(builder, self.home()) else {
            return Ok(false);
        };
        let before = self.clone();
        self.call(method.name.as_str(), "");
        self.place = Place::Resource(home, builder);
        match &segment.parentheses {
            Some(predicate) if !predicate.is_empty() => {
                let found =
                    self.alternate_key(predicate, values)? || self.key(predicate, true, values)?;
                if !found {
                    *self = before;
                }
                Ok(found)
            }
            _ => Ok(true),
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

    /// An alternate key is always in parentheses, with names (OData Core vocabulary, `AlternateKeys`).
    fn alternate_key(&mut self, text: &str, values: &mut Values<'p>) -> Result<bool, SnippetError> {
        let given = path::parts(text);
        let named = |wire: &str| {
            let part = given.iter().find(|(name, _)| name.as_deref() == Some(wire));
            part.map(|(_, literal)| path::unquoted(literal))
        };
        let found = self.methods().iter().find_map(|method| match &method.body {
            MethodBody::AlternateKey { parts, builder } if parts.len() == given.len() => {
                let literals = parts.iter().map(|part| Some((part, named(&part.wire)?)));
                Some((method, literals.collect::<Option<Vec<_>>>()?, builder))
            }
            _ => None,
        });
        let Some((method, parts, builder)) = found else {
            return Ok(false);
        };
        let Some((home, item)) = self.index.builder(builder, self.home()) else {
            return Ok(false);
        };
        let arguments: Result<Vec<String>, _> = parts
            .iter()
            .map(|(part, literal)| arguments::key(part, literal, self.home(), values))
            .collect();
        self.call(method.name.as_str(), &arguments?.join(", "));
        self.place = Place::Resource(home, item);
        Ok(true)
    }

    /// Takes a text as the key of one item: a segment, or a predicate, in which parts may have names (OData URL
    /// Conventions 4.01, section 4.3).
    fn key(
        &mut self,
        text: &str,
        predicate: bool,
        values: &mut Values<'p>,
    ) -> Result<bool, SnippetError> {
        if text.starts_with('$') {
            return Ok(false);
        }
        let given = path::parts(text);
        for method in self.methods() {
            let MethodBody::Key { parts, builder, .. } = &method.body else {
                continue;
            };
            let literals: Option<Vec<String>> = match (parts.as_slice(), given.as_slice()) {
                ([_], [(None, literal)]) => Some(vec![path::unquoted(literal)]),
                ([part], [(Some(name), literal)]) if predicate => {
                    let own = name.eq_ignore_ascii_case(&part.wire);
                    own.then(|| vec![path::unquoted(literal)])
                }
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
            let arguments: Result<Vec<String>, _> = parts
                .iter()
                .zip(&literals)
                .map(|(part, literal)| arguments::key(part, literal, self.home(), values))
                .collect();
            self.call(method.name.as_str(), &arguments?.join(", "));
            self.place = Place::Resource(home, item);
            return Ok(true);
        }
        Ok(false)
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
                MethodBody::References { segment, .. } => Some(format!("{segment}/$ref")),
                MethodBody::Count => Some("$count".to_owned()),
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
