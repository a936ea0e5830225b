//! Methods of builders → items, each with the element that it comes from.

use crate::model::OperationId;
use crate::plan::{Argument, MethodBody, MethodPlan, Part as PlanPart, Referred};

use super::types::empty;
use super::{Home, Lister, Part, RustItem};

impl<'a> Lister<'a> {
    /// The operation that a method calls.
    fn called(&self, method: &MethodPlan) -> Option<OperationId> {
        match method.part {
            Some(PlanPart::Step(edge)) => self.version.service.lowered.operation(edge),
            _ => None,
        }
    }

    pub(super) fn method(&mut self, home: &Home<'a>, many: &str, method: &'a MethodPlan) {
        let name = method.name.as_str();
        let Some((origin, role, types)) = self.told(home, many, method) else {
            return;
        };
        let role = format!("{role} {many}");
        self.inner(Part::Method, &origin, &role, home, name, types);
        // What was added last is the method.
        if let MethodBody::Operation { arguments, .. } = &method.body
            && let Some((_, item)) = self.items.last_mut()
        {
            item.order = arguments.iter().map(|a| a.wire.clone()).collect();
        }
    }

    /// What a segment behind a place stands for.
    fn below(&self, home: &Home<'a>, segment: &str) -> String {
        let segment = segment.split('/').next().unwrap_or(segment);
        if home.wire.is_empty() {
            format!("/{segment}")
        } else {
            self.property(home.wire, segment)
        }
    }

    /// What a method is for, as what, and the types that it gives; `None` for a call of something unknown.
    fn told(
        &mut self,
        home: &Home<'a>,
        many: &str,
        method: &'a MethodPlan,
    ) -> Option<(String, String, (String, String))> {
        let name = method.name.as_str();
        let (key, module) = (home.key.clone(), home.module);
        let below = |segment: &str| self.below(home, segment);
        Some(match &method.body {
            MethodBody::Operation {
                arguments, returns, ..
            } => {
                let operation = self.called(method)?;
                let origin = self.names.operation(operation).to_owned();
                let types = self.returned(module, returns);
                self.arguments(home, many, (&origin, name), arguments);
                (origin, "call".to_owned(), types)
            }
            MethodBody::Navigate { segment, builder } => (
                below(segment),
                "navigation".to_owned(),
                self.path(module, builder),
            ),
            MethodBody::Media { segment } if segment == "$value" => {
                (key, "media".to_owned(), empty())
            }
            MethodBody::Media { segment } => (below(segment), "media".to_owned(), empty()),
            MethodBody::References { segment, to } => {
                let text = match to {
                    Referred::One => "reference",
                    Referred::ManyBySegment | Referred::ManyByParentheses => "references",
                    Referred::ManyById => "references by id",
                };
                (
                    below(segment),
                    "reference".to_owned(),
                    (text.to_owned(), text.to_owned()),
                )
            }
            MethodBody::Cast { segment, builder } => (
                self.names.key(segment),
                "cast".to_owned(),
                self.path(module, builder),
            ),
            MethodBody::Key { parts, builder, .. } => {
                (key, "key".to_owned(), self.keyed(module, parts, builder))
            }
            MethodBody::AlternateKey { parts, builder } => {
                let wires: Vec<&str> = parts.iter().map(|part| part.wire.as_str()).collect();
                let role = format!("alternate key {}", wires.join(", "));
                (key, role, self.keyed(module, parts, builder))
            }
            MethodBody::ByPath { builder, .. } => {
                (key, "by path".to_owned(), self.path(module, builder))
            }
            MethodBody::Header { header, .. } => (key, format!("header {header}"), empty()),
            MethodBody::Get(model)
            | MethodBody::List(model)
            | MethodBody::Create(model)
            | MethodBody::CreateAny(model)
            | MethodBody::CreateMedia(model)
            | MethodBody::Update(model)
            | MethodBody::UpdateAny(model)
            | MethodBody::Replace(model)
            | MethodBody::ReplaceAny(model) => {
                (key, format!("verb {name}"), self.path(module, model))
            }
            MethodBody::Delete | MethodBody::Count => (key, format!("verb {name}"), empty()),
        })
    }

    fn arguments(
        &mut self,
        home: &Home<'a>,
        many: &str,
        (operation, method): (&str, &str),
        arguments: &[Argument],
    ) {
        for argument in arguments {
            let origin = self.names.key(&format!("{operation}/{}", argument.wire));
            let (signature, shown) = self.argument(home.module, argument);
            let item = RustItem {
                part: Part::Argument,
                path: format!("{}::{method}({})", home.path, argument.name),
                name: String::new(),
                signature,
                shown,
                owner: home.key.clone(),
                order: Vec::new(),
            };
            self.add(&origin, format!("argument {many} of {}", home.key), item);
        }
    }
}
