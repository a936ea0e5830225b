//! Values: JSON with the type that it should have goes in, the Rust expression for it comes out. What has no literal is read
//! from JSON, which any type can be.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::plan::{
    Home, Index, Item, ItemType, Shape, StructPlan, Taken, Target, TypePath, UnionPlan, ValueType,
};
use crate::snippet::Untyped;

use super::is_file;

/// The runtime, as generated crates give it on.
const RUNTIME: &str = "service_client";

/// Writes expressions.
pub(super) struct Values<'p> {
    index: &'p Index<'p>,
    krate: String,
    /// What is sent though no type declares it.
    pub(super) untyped: Vec<Untyped>,
}

impl<'p> Values<'p> {
    pub(super) fn new(index: &'p Index<'p>, krate: &str) -> Self {
        Self {
            index,
            krate: krate.to_owned(),
            untyped: Vec::new(),
        }
    }

    /// The expression for an argument.
    pub(super) fn taken(&mut self, taken: &Taken, value: &Value) -> String {
        match (taken, value) {
            (Taken::IntoString | Taken::Content, Value::String(text)) => format!("{text:?}"),
            (Taken::IntoString | Taken::Content, value) => format!("{:?}", value.to_string()),
            (Taken::IntoVec(item), Value::Array(items)) => {
                let items = items.iter().map(|it| self.written("", item, it));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            (Taken::IntoVec(item), value) => format!("[{}]", self.written("", item, value)),
            (Taken::Value(item), value) => self.written("", item, value),
            (Taken::Reference(item), value) => format!("&{}", self.written("", item, value)),
            (taken, value) => {
                debug_assert!(is_file(taken), "all others are written");
                self.read(value)
            }
        }
    }

    /// The expression for a value; where it has none of its own, it is read from JSON.
    fn written(&mut self, at: &str, item: &ItemType, value: &Value) -> String {
        self.item(at, item, value)
            .unwrap_or_else(|| self.read(value))
    }

    fn read(&self, value: &Value) -> String {
        let Self { krate, .. } = self;
        format!(
            "{krate}::{RUNTIME}::from_json({:?}.as_bytes())?",
            value.to_string()
        )
    }

    fn value(&mut self, at: &str, ty: &ValueType, value: &Value) -> String {
        let found = match (ty.shape, value) {
            (Shape::One, value) => self.item(at, &ty.item, value),
            (Shape::Boxed, value) => self
                .item(at, &ty.item, value)
                .map(|it| format!("Box::new({it})")),
            (Shape::Many, Value::Array(items)) => self.list(at, &ty.item, items),
            (Shape::Many | Shape::ManyNullable, _) => None,
        };
        found.unwrap_or_else(|| self.read(value))
    }

    fn list(&mut self, at: &str, item: &ItemType, items: &[Value]) -> Option<String> {
        let items = items.iter().enumerate();
        let items: Option<Vec<String>> = items
            .map(|(number, value)| self.item(&format!("{at}[{number}]"), item, value))
            .collect();
        Some(format!("vec![{}]", items?.join(", ")))
    }

    /// The literal of a value, where it has one.
    fn item(&mut self, at: &str, item: &ItemType, value: &Value) -> Option<String> {
        match (item, value) {
            (ItemType::Prelude("String"), Value::String(text)) => {
                Some(format!("{text:?}.to_owned()"))
            }
            (ItemType::Prelude("bool"), Value::Bool(value)) => Some(value.to_string()),
            (ItemType::Prelude("f32" | "f64"), Value::Number(number)) => {
                let text = number.to_string();
                let whole = !text.contains(['.', 'e', 'E']);
                Some(if whole { format!("{text}.0") } else { text })
            }
            (ItemType::Prelude(name), Value::Number(number)) if name.starts_with(['i', 'u']) => {
                (number.is_i64() || number.is_u64()).then(|| number.to_string())
            }
            (ItemType::Generated(path), value) => self.generated(at, path, value),
            (ItemType::List(inner), Value::Array(items)) => self.list(at, inner, items),
            (ItemType::Nullable(_), Value::Null) => Some("None".to_owned()),
            (ItemType::Nullable(inner), value) => {
                Some(format!("Some({})", self.item(at, inner, value)?))
            }
            (ItemType::Boxed(inner), value) => {
                Some(format!("Box::new({})", self.item(at, inner, value)?))
            }
            (ItemType::Either(first, second), value) => {
                let (name, inner) = match self.item(at, first, value) {
                    Some(inner) => ("First", inner),
                    None => ("Second", self.item(at, second, value)?),
                };
                Some(format!(
                    "{}::{RUNTIME}::Either::{name}({inner})",
                    self.krate
                ))
            }
            _ => None,
        }
    }

    fn generated(&mut self, at: &str, path: &TypePath, value: &Value) -> Option<String> {
        let home = self.index.item_at(path)?;
        if let Target::Any(_) = path.target {
            return self.union(at, home, home.file.family.as_ref()?, value);
        }
        match (&home.file.item, value) {
            (Item::Structured(plan), Value::Object(members)) => {
                self.object(at, home, plan, members)
            }
            (Item::Enum(plan), Value::String(text)) if !plan.is_json => {
                let variant = plan.variants.iter().find(|it| it.wire == *text)?;
                Some(format!(
                    "{}::{}",
                    self.name(home, plan.name.as_str()),
                    variant.name
                ))
            }
            (Item::Alias(plan), value) => self.item(at, &plan.ty, value),
            (Item::Union(plan), value) => self.union(at, home, plan, value),
            _ => None,
        }
    }

    /// A generated type, as it is written outside its crate.
    fn name(&self, home: Home<'_>, name: &str) -> String {
        format!("{}::{}::{name}", self.krate, home.namespace.module)
    }

    fn object(
        &mut self,
        at: &str,
        home: Home<'_>,
        plan: &StructPlan,
        members: &Map<String, Value>,
    ) -> Option<String> {
        let mut code = format!("{} {{ ", self.name(home, plan.name.as_str()));
        let mut rest = Vec::new();
        for (wire, value) in members {
            let at = if at.is_empty() {
                wire.clone()
            } else {
                format!("{at}.{wire}")
            };
            let Some(field) = plan.fields.iter().find(|it| it.wire == *wire) else {
                let item = match plan.rest.as_ref().map(|rest| &rest.ty) {
                    Some(ItemType::Map(item)) => self.item(&at, item, value),
                    _ => None,
                };
                if let Some(value) = item {
                    rest.push(format!("({wire:?}, {value})"));
                    continue;
                }
                // Read from JSON, it stays beside the fields.
                let reason = "the description does not declare it".to_owned();
                self.untyped.push(Untyped { path: at, reason });
                return None;
            };
            if !value.is_null() {
                let value = self.value(&at, &field.ty, value);
                let _ = write!(code, "{}: Some({value}), ", field.name);
            }
        }
        if let Some(plan) = plan.rest.as_ref().filter(|_| !rest.is_empty()) {
            let (name, rest) = (&plan.name, rest.join(", "));
            let _ = write!(code, "{name}: [{rest}].into_iter().collect(), ");
        }
        Some(code + "..Default::default() }")
    }

    /// A value of a shape that its discriminator tells.
    fn union(
        &mut self,
        at: &str,
        home: Home<'_>,
        plan: &UnionPlan,
        value: &Value,
    ) -> Option<String> {
        let (property, mapping) = plan.discriminator.as_ref()?;
        let said = value.get(property)?.as_str()?;
        let (_, number) = mapping.iter().find(|(text, _)| text == said)?;
        let variant = plan.variants.get(*number)?;
        let inner = self.value(at, &variant.ty, value);
        Some(format!(
            "{}::{}({inner})",
            self.name(home, plan.name.as_str()),
            variant.name
        ))
    }
}
