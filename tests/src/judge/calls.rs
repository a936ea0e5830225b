//! The cases. In: the plan of a crate and the document. Out: for each method that begins a request, the Rust that sends it with
//! all its arguments and setters.

use std::collections::HashMap;
use std::fmt::Write as _;

use csdlgen::plan::{
    CallMethodPlan, HttpOperationPlan, HttpPlan, HttpReturn, ItemType, PathMethodBody,
    PathMethodPlan, RequestsFile, SentPlan, Slot, Taken,
};
use quote::ToTokens as _;
use serde_json::{Value as Json, json};

use super::document::{Document, Operation, schema_of};
use super::values;

/// A request.
#[derive(Clone, Debug)]
pub struct Case {
    /// Method, path and operation, as people name it.
    pub name: String,
    /// The Rust that makes the call.
    pub expression: String,
    /// How its reply is read: a function of the program.
    pub read: &'static str,
    /// The body, where that is JSON.
    pub body: Option<Json>,
}

/// What is not made into a case, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub String);

/// Makes all cases.
pub fn cases(plan: &HttpPlan, document: &Document) -> (Vec<Case>, Vec<Missing>) {
    let builders = plan
        .files
        .iter()
        .map(|file| (file.builder.name.as_str(), file));
    let mut walk = Walk {
        document,
        builders: builders.collect(),
        cases: Vec::new(),
        missing: Vec::new(),
    };
    let mut steps = Vec::new();
    walk.place(&plan.client.methods, &plan.client.operations, &mut steps);
    (walk.cases, walk.missing)
}

struct Walk<'p> {
    document: &'p Document,
    builders: HashMap<&'p str, &'p RequestsFile>,
    cases: Vec<Case>,
    missing: Vec<Missing>,
}

/// A method that leads on, with its arguments.
type Step<'p> = (&'p str, &'p [SentPlan]);

impl<'p> Walk<'p> {
    fn place(
        &mut self,
        methods: &'p [PathMethodPlan],
        operations: &'p [HttpOperationPlan],
        steps: &mut Vec<Step<'p>>,
    ) {
        for method in methods {
            match &method.body {
                PathMethodBody::Step { arguments, builder } => {
                    // The places of paths are a tree: each builder is taken once.
                    if let Some(file) = self.builders.remove(builder.name.as_str()) {
                        steps.push((method.name.as_str(), arguments));
                        self.place(&file.builder.methods, &file.operations, steps);
                        steps.pop();
                    }
                }
                PathMethodBody::Call(call) => {
                    let operation = operations.iter().find(|it| it.constant == call.table);
                    if let Some(operation) = operation {
                        self.call(steps, method.name.as_str(), call, operation);
                    }
                }
            }
        }
    }

    fn call(
        &mut self,
        steps: &[Step<'_>],
        method: &str,
        call: &CallMethodPlan,
        plan: &HttpOperationPlan,
    ) {
        let table = &plan.table;
        let name = format!("{} {} {method}", table.method(), table.template);
        let Some(operation) = self.document.operation(&table.template, table.method()) else {
            self.missing
                .push(Missing(format!("{name}: the document does not have it")));
            return;
        };
        let setters = plan
            .calls
            .iter()
            .find(|it| Some(&it.name) == call.call.as_ref());
        let setters = setters.into_iter().flat_map(|it| &it.setters);
        let mut making = Making {
            operation,
            plan,
            body: None,
        };
        let made = making.expression(
            steps,
            (method, &call.arguments),
            setters.map(|it| (it.name.as_str(), &it.sent)),
        );
        match made {
            Ok(expression) => self.cases.push(Case {
                name,
                expression,
                read: reader(&call.returns),
                body: making.body,
            }),
            Err(why) => self.missing.push(Missing(format!("{name}: {why}"))),
        }
    }
}

/// The function of the program that reads what a call gives.
fn reader(returns: &HttpReturn) -> &'static str {
    match returns {
        HttpReturn::Events(_) | HttpReturn::TextEvents => "events",
        HttpReturn::Lines(_) => "lines",
        _ => "value",
    }
}

struct Making<'d> {
    operation: Operation<'d>,
    plan: &'d HttpOperationPlan,
    body: Option<Json>,
}

impl Making<'_> {
    fn expression<'s>(
        &mut self,
        steps: &[Step<'_>],
        (method, arguments): Step<'_>,
        setters: impl Iterator<Item = (&'s str, &'s SentPlan)>,
    ) -> Result<String, String> {
        let mut code = "client".to_owned();
        for (step, arguments) in steps.iter().copied().chain([(method, arguments)]) {
            let values: Result<Vec<String>, String> =
                arguments.iter().map(|it| self.value(it)).collect();
            let _ = write!(code, "\n.{step}({})", values?.join(", "));
        }
        let mut sent_as = None;
        for (setter, sent) in setters {
            // Of bodies of several media types, the first is sent.
            let body = body(&sent.slot);
            if body.is_some() && *sent_as.get_or_insert(body) != body {
                continue;
            }
            let value = self.value(sent)?;
            let _ = write!(code, "\n.{setter}({value})");
        }
        Ok(code)
    }

    fn value(&mut self, sent: &SentPlan) -> Result<String, String> {
        let text = match &sent.slot {
            Slot::Text(_) => return Ok("\"text\"".to_owned()),
            Slot::Bytes(_) => return Ok("\"bytes\"".to_owned()),
            Slot::BytesOf(range) => return Ok(format!("{:?}, \"bytes\"", type_within(range))),
            Slot::File(_) if sent.taken == Taken::Files => return Ok(format!("[{FILE}]")),
            Slot::File(_) => return Ok(FILE.to_owned()),
            Slot::Parameter(name) => self.parameter(name, None)?,
            Slot::ParameterIn(place, name) => self.parameter(name, Some(&place.to_lowercase()))?,
            Slot::Part(name, _) | Slot::StyledPart(name, ..) => self.part(name)?,
            Slot::Parts => self.other_parts()?,
            Slot::NamedFiles => return Ok(format!("[(\"key\".to_owned(), {FILE})]")),
            Slot::Json(media) => {
                let value = self.content(media.as_deref().unwrap_or("application/json"))?;
                self.body = Some(value.clone());
                value
            }
            Slot::Form(constant) => {
                let form = self.plan.forms.iter().find(|it| it.constant == *constant);
                let media = form.and_then(|form| form.media_type.as_deref());
                self.content(media.unwrap_or("application/x-www-form-urlencoded"))?
            }
        };
        Ok(match &sent.taken {
            Taken::IntoString => match &text {
                Json::String(text) => format!("{text:?}"),
                other => format!("{:?}", other.to_string()),
            },
            Taken::IntoVec(item) => {
                format!("given::<Vec<{}>>({:?})?", type_text(item), text.to_string())
            }
            Taken::Reference(_) => format!("&given({:?})?", text.to_string()),
            Taken::Value(_) => format!("given({:?})?", text.to_string()),
            Taken::File => FILE.to_owned(),
            Taken::Files | Taken::NamedFiles => format!("[{FILE}]"),
            Taken::Content => "\"bytes\"".to_owned(),
        })
    }

    fn parameter(&self, name: &str, place: Option<&str>) -> Result<Json, String> {
        let parameter = self.operation.parameter(name, place);
        let parameter = parameter.ok_or_else(|| format!("no parameter {name:?}"))?;
        let schema = schema_of(parameter).unwrap_or(&Json::Null);
        Ok(values::value(self.operation.document(), schema))
    }

    fn content(&self, media_type: &str) -> Result<Json, String> {
        let content = self.operation.body(media_type);
        let content = content.ok_or_else(|| format!("no body of {media_type}"))?;
        let schema = content.get("schema").unwrap_or(&Json::Null);
        Ok(values::value(self.operation.document(), schema))
    }

    /// The schema of a body of parts.
    fn parts(&self) -> Result<&Json, String> {
        let content = self.operation.body("multipart/");
        let content = content.ok_or("no multipart body")?;
        Ok(content.get("schema").unwrap_or(&Json::Null))
    }

    /// A part of a name that the schema does not have.
    fn other_parts(&self) -> Result<Json, String> {
        let document = self.operation.document();
        let schema = &document.resolved(self.parts()?)["additionalProperties"];
        Ok(json!({ "key": values::value(document, schema) }))
    }

    fn part(&self, name: &str) -> Result<Json, String> {
        let all = values::properties(self.operation.document(), self.parts()?);
        let found = all.into_iter().find(|(own, _)| own == name);
        let (_, schema) = found.ok_or_else(|| format!("no part {name:?}"))?;
        Ok(values::value(self.operation.document(), &schema))
    }
}

/// What a body is that has a value; `None` of what belongs to no body.
fn body(slot: &Slot) -> Option<&'static str> {
    match slot {
        Slot::Parameter(_) | Slot::ParameterIn(..) => None,
        Slot::Part(..) | Slot::StyledPart(..) | Slot::Parts | Slot::File(_) | Slot::NamedFiles => {
            Some("parts")
        }
        Slot::Json(_) => Some("json"),
        Slot::Form(_) => Some("form"),
        Slot::Text(_) => Some("text"),
        Slot::Bytes(_) | Slot::BytesOf(_) => Some("bytes"),
    }
}

/// A file, as Rust.
const FILE: &str = "File::new(\"file.bin\", \"content\")";

/// A media type within a range such as `image/*`.
fn type_within(range: &str) -> String {
    match range {
        "*/*" => "application/octet-stream".to_owned(),
        _ => range.replace('*', "png"),
    }
}

/// A type as it is written outside the generated crate.
pub fn type_text(item: &ItemType) -> String {
    item.to_token_stream()
        .to_string()
        .replace("crate ::", "client ::")
        .replace("odata_client ::", "client :: service_client ::")
}
