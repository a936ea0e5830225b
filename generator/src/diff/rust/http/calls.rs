//! Calls and what they give → items: the method that begins a request with its arguments, the setters of its struct, the enum
//! over what comes back.

use crate::diff::http::member;
use crate::plan::names::owned::REQUESTS_MODULE;
use crate::plan::{
    CallMethodPlan, CallPlan, ChoicePlan, ChoiceValue, HttpOperationPlan, HttpReturn, SentPlan,
    Slot, Taken,
};

use super::super::types::{empty, wrap};
use super::super::{Home, Lister, Part, RustItem};
use super::{home_of, plain};

impl<'a> Lister<'a> {
    /// A method that begins a request, `origin`, with all that belongs to its call.
    pub(super) fn request(
        &mut self,
        home: &Home<'a>,
        origin: &str,
        (name, call): (&str, &'a CallMethodPlan),
        operation: &'a HttpOperationPlan,
    ) {
        for sent in &call.arguments {
            self.sent(home, origin, name, sent);
        }
        let given = self.given(&call.returns);
        let ty = call.call.as_ref().map_or("Call", |call| call.as_str());
        let types = wrap(&format!("{ty} that gives "), given, "");
        let role = format!("call {name}");
        self.inner(Part::Method, origin, &role, home, name, types);
        // What was added last is the method.
        if let Some((_, item)) = self.items.last_mut() {
            let order = call.arguments.iter().map(|sent| wire(sent).to_owned());
            item.order = order.collect();
        }
        let mut calls = operation.calls.iter();
        if let Some(plan) = calls.find(|it| Some(&it.name) == call.call.as_ref()) {
            self.call(home, origin, name, plan);
        }
        for choice in &operation.choices {
            self.choice(home, origin, choice);
        }
    }

    fn sent(&mut self, home: &Home<'a>, origin: &str, method: &str, sent: &SentPlan) {
        let (signature, shown) = self.taken(&sent.taken);
        let item = RustItem {
            part: Part::Argument,
            path: format!("{}::{method}({})", home.path, sent.name),
            name: String::new(),
            signature,
            shown,
            owner: home.key.clone(),
            order: Vec::new(),
        };
        let role = format!("argument {method} of {}", home.key);
        self.add(&member(origin, wire(sent)), role, item);
    }

    fn call(&mut self, home: &Home<'a>, origin: &str, method: &str, plan: &CallPlan) {
        let inside = beside(home, plan.name.as_str());
        let role = format!("type of {method}");
        self.whole(Part::Type, origin, role, inside.path.clone(), &home.key);
        let role = format!("setter of {method}");
        for setter in &plan.setters {
            let types = self.taken(&setter.sent.taken);
            let origin = member(origin, wire(&setter.sent));
            let name = setter.name.as_str();
            self.inner(Part::Setter, &origin, &role, &inside, name, types);
        }
    }

    fn choice(&mut self, home: &Home<'a>, origin: &str, choice: &ChoicePlan) {
        let inside = beside(home, choice.name.as_str());
        let role = format!("replies {}", choice.name);
        self.whole(Part::Type, origin, role, inside.path.clone(), &home.key);
        for variant in &choice.variants {
            let types = match &variant.holds {
                ChoiceValue::Nothing => empty(),
                ChoiceValue::Json(ty) => self.value(REQUESTS_MODULE, ty),
                ChoiceValue::Text => plain("String"),
                ChoiceValue::Bytes => plain("Vec<u8>"),
            };
            let role = format!("reply {} of {}", variant.name, choice.name);
            let name = variant.name.as_str();
            self.inner(Part::Variant, origin, &role, &inside, name, types);
        }
    }

    /// How a value is taken, in keys and as Rust.
    pub(super) fn taken(&self, taken: &Taken) -> (String, String) {
        match taken {
            Taken::IntoString => plain("impl Into<String>"),
            Taken::IntoVec(item) => wrap("impl Into<Vec<", self.item(REQUESTS_MODULE, item), ">>"),
            Taken::Value(item) => self.item(REQUESTS_MODULE, item),
            Taken::Reference(item) => wrap("&", self.item(REQUESTS_MODULE, item), ""),
            Taken::File => plain("File"),
            Taken::Files => plain("impl IntoIterator<Item = File>"),
            Taken::NamedFiles => plain("impl IntoIterator<Item = (String, File)>"),
            Taken::Content => plain("impl Into<Body>"),
        }
    }

    /// What awaiting a call gives.
    fn given(&self, returns: &HttpReturn) -> (String, String) {
        let item = |item| self.item(REQUESTS_MODULE, item);
        match returns {
            HttpReturn::Nothing => plain("()"),
            HttpReturn::Body(body) => item(body),
            HttpReturn::Optional(body) => wrap("Option<", item(body), ">"),
            HttpReturn::Paged(page, one) => {
                let one = item(one);
                let (key, shown) = item(page);
                (
                    format!("{key}, by {}", one.0),
                    format!("{shown}, by {}", one.1),
                )
            }
            HttpReturn::Text => plain("String"),
            HttpReturn::Bytes => plain("Bytes"),
            HttpReturn::Events(data) => wrap("EventStream<", item(data), ">"),
            HttpReturn::TextEvents => plain("EventStream<String>"),
            HttpReturn::Lines(line) => wrap("JsonLines<", item(line), ">"),
            HttpReturn::Location => plain("where a redirection leads"),
            HttpReturn::Choice(name) => plain(name.as_str()),
        }
    }
}

/// What stands in the file of a builder beside it.
fn beside(home: &Home<'_>, name: &str) -> Home<'static> {
    let path = format!("{REQUESTS_MODULE}::{name}");
    home_of(REQUESTS_MODULE, path, home.key.clone())
}

/// What a value is called in the description.
fn wire(sent: &SentPlan) -> &str {
    match &sent.slot {
        Slot::Parameter(name)
        | Slot::ParameterIn(_, name)
        | Slot::Part(name, _)
        | Slot::StyledPart(name, ..)
        | Slot::File(name) => name,
        Slot::Parts | Slot::NamedFiles => "*",
        Slot::Json(_) | Slot::Form(_) | Slot::Text(_) | Slot::Bytes(_) | Slot::BytesOf(_) => "body",
    }
}
