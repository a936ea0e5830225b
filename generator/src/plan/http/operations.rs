//! Operations: a request goes in; out come the methods that begin it, its table, and the structs with its setters.

mod names;
mod setters;

use crate::api::http::{HttpParameter, HttpRequest};
use crate::api::{Gate, NodeId, Place, Request, Verb};
use crate::plan::docs::{Text, code};
use crate::plan::names::scope::Scope;
use crate::plan::names::{ConstantName, MethodName, TypeName};
use crate::plan::{
    CallMethodPlan, CallPlan, ChoicePlan, FormTable, HttpOperationPlan, HttpReturn, HttpSetterPlan,
    Part, PathMethodBody, PathMethodPlan, SentPlan, Slot,
};

use super::bodies::{self, Way};
use super::refs::Refs;
use super::sent::{self, Large};
use super::{Context, docs, replies, tables};

pub(super) use names::{Operations, names};

/// An operation while it is planned.
struct Planning<'a> {
    context: &'a Context<'a>,
    node: NodeId,
    verb: Verb,
    http: &'a HttpRequest,
    name: TypeName,
    constant: ConstantName,
}

/// Plans an operation and the methods that begin it; `None` for a request of which HTTP's terms are not known.
pub(super) fn plan(
    context: &Context<'_>,
    node: NodeId,
    request: &Request,
    operations: &Operations,
    scope: &mut Scope,
) -> Option<(Vec<PathMethodPlan>, HttpOperationPlan)> {
    let http = request.http.as_deref()?;
    let name = operations.names.get(&http.id)?.clone();
    let planning = Planning {
        context,
        node,
        verb: request.verb,
        http,
        constant: ConstantName::new(&[name.as_str()]),
        name,
    };
    let mut refs = Refs::elsewhere(context);
    let replies = replies::plan(
        context,
        request.verb,
        http,
        &planning.name.with_suffix("Reply"),
        &mut refs,
    );
    let ways = bodies::ways(context, http, &planning.constant, &mut refs);
    let (methods, calls) = planning.methods(&ways, &replies.returns, scope, &mut refs);
    let forms = ways.into_iter().filter_map(|way| way.form);
    let choice = replies.choice.clone();
    let table = tables::table(context, request, http, replies);
    let operation = planning.operation(table, forms.collect(), calls, choice);
    Some((methods, operation))
}

impl Planning<'_> {
    fn operation(
        self,
        table: crate::plan::OperationTable,
        forms: Vec<FormTable>,
        calls: Vec<CallPlan>,
        choice: Option<ChoicePlan>,
    ) -> HttpOperationPlan {
        HttpOperationPlan {
            id: self.http.id.clone(),
            constant: self.constant,
            table,
            forms,
            calls,
            choices: choice.into_iter().collect(),
        }
    }

    /// One method for each way to send a body and each thing that a call can give.
    fn methods(
        &self,
        ways: &[Way],
        returns: &[(Option<&'static str>, HttpReturn)],
        scope: &mut Scope,
        refs: &mut Refs<'_>,
    ) -> (Vec<PathMethodPlan>, Vec<CallPlan>) {
        let optional = !ways.is_empty() && !self.is_body_required();
        let none = [None];
        let some: Vec<Option<&Way>> = ways.iter().map(Some).collect();
        let ways_to_begin: &[Option<&Way>] = if optional || ways.is_empty() {
            &none
        } else {
            &some
        };
        let mut methods = Vec::new();
        let mut calls: Vec<CallPlan> = Vec::new();
        for way in ways_to_begin {
            for (end, given) in returns {
                let setters = self.setters(*way, if optional { ways } else { &[] }, refs);
                let call = (!setters.is_empty()).then(|| self.call_name(*way, *end));
                let label = way.map(|way| way.label.as_str()).unwrap_or_default();
                let name = self.method_name(label, *end, scope);
                methods.push(self.method(name, *way, call.clone(), given, refs));
                if let Some(name) = call
                    && !calls.iter().any(|it| it.name == name)
                {
                    calls.push(self.call(name, given, setters));
                }
            }
        }
        (methods, calls)
    }

    fn is_body_required(&self) -> bool {
        self.http.bodies.iter().any(|body| body.required)
    }

    fn method_name(&self, label: &str, end: Option<&str>, scope: &mut Scope) -> MethodName {
        let verb = self.verb.name().to_lowercase();
        let words = [verb.as_str(), label, end.unwrap_or_default()];
        let words = words.into_iter().filter(|word| !word.is_empty());
        let name = MethodName::new(&words.collect::<Vec<_>>());
        let numbered = (2..).map(|number| name.with_suffix(&number.to_string()));
        let names = std::iter::once(name.clone()).chain(numbered);
        scope
            .first_free(names, |name| name.as_str())
            .unwrap_or_else(|| name.clone())
    }

    /// The struct of a call: ways that take the same setters share it.
    fn call_name(&self, way: Option<&Way>, end: Option<&str>) -> TypeName {
        let parts = way.is_some_and(|way| way.in_parts && !way.label.is_empty());
        let name = if parts {
            self.name.with_suffix("Multipart")
        } else {
            self.name.clone()
        };
        match end {
            Some("events") => name.with_suffix("Events"),
            Some(_) => name.with_suffix("Lines"),
            None => name,
        }
    }

    fn others(&self) -> impl Iterator<Item = &HttpParameter> {
        let all = self.http.parameters.iter();
        all.filter(|parameter| parameter.place != Place::Path)
    }

    fn method(
        &self,
        name: MethodName,
        way: Option<&Way>,
        call: Option<TypeName>,
        given: &HttpReturn,
        refs: &mut Refs<'_>,
    ) -> PathMethodPlan {
        let mut scope = Scope::reserving(["self"]);
        let required = self.others().filter(|parameter| parameter.required);
        let mut arguments: Vec<SentPlan> = required
            .map(|parameter| SentPlan {
                name: sent::argument(&parameter.name, &mut scope),
                slot: self.slot(parameter),
                taken: sent::taken(self.context, &parameter.value, refs, Large::Reference),
            })
            .collect();
        let body = way.into_iter().flat_map(|way| &way.sent);
        for (sent, _) in body.filter(|(_, required)| *required) {
            let mut sent = sent.clone();
            sent.name = sent::argument(sent.name.as_str(), &mut scope);
            arguments.push(sent);
        }
        PathMethodPlan {
            name,
            docs: self.docs(&arguments),
            deprecated: docs::deprecation(self.http.deprecated),
            gate: Gate::default(),
            body: PathMethodBody::Call(CallMethodPlan {
                table: self.constant.clone(),
                arguments,
                call,
                returns: given.clone(),
            }),
            part: Part::Request(self.node, self.verb),
        }
    }

    /// What is said of an operation, and of what must be sent.
    fn docs(&self, arguments: &[SentPlan]) -> crate::plan::Docs {
        let text = docs::said(self.context, Some(&self.http.docs));
        let said = self.others().filter(|parameter| parameter.required);
        let said = said.zip(arguments).filter_map(|(parameter, argument)| {
            let text = parameter
                .docs
                .text
                .as_ref()
                .or(parameter.docs.summary.as_ref())?;
            Some((argument.name.to_string(), text.as_str()))
        });
        let text = text.listed(&said.collect::<Vec<_>>());
        let own = format!(
            "{}, operation {}.",
            code(&format!("{} {}", self.verb.name(), self.http.template)),
            code(&self.http.id)
        );
        docs::linked(text.own(&own), Some(&self.http.docs)).finish()
    }

    fn slot(&self, parameter: &HttpParameter) -> Slot {
        let same = |it: &&HttpParameter| it.name == parameter.name && it.place != Place::Path;
        let many = self.http.parameters.iter().filter(same).count() > 1;
        if many {
            return Slot::ParameterIn(tables::place(parameter.place), parameter.name.clone());
        }
        Slot::Parameter(parameter.name.clone())
    }

    fn call(&self, name: TypeName, given: &HttpReturn, setters: Vec<HttpSetterPlan>) -> CallPlan {
        let own = format!(
            "Request {} of operation {}.",
            code(&format!("{} {}", self.verb.name(), self.http.template)),
            code(&self.http.id)
        );
        CallPlan {
            name,
            docs: Text::at_level(self.context.settings.docs)
                .own(&own)
                .finish(),
            // The methods that give it are.
            deprecated: None,
            returns: given.clone(),
            setters,
        }
    }
}
