//! Bodies: JSON with the type that it should have goes in, the Rust expression for it comes out. What does
//! not fit becomes JSON in `extra`, and is noted.

use serde_json::{Map, Value};

use crate::plan::{
    AnyPlan, EnumPlan, FieldPlan, Item, ItemType, Shape, StructPlan, TypePath, ValueType,
};

use super::index::{self, Home, Index};
use super::{Untyped, forms};
use crate::api::path;

/// The annotation that tells the type of an object.
const TYPE: &str = "@odata.type";

/// Expressions for values, and what had no typed place.
pub(super) struct Values<'p> {
    index: &'p Index<'p>,
    krate: String,
    untyped: Vec<Untyped>,
}

impl<'p> Values<'p> {
    pub(super) fn new(index: &'p Index<'p>, krate: &str) -> Self {
        Self {
            index,
            krate: krate.to_owned(),
            untyped: Vec::new(),
        }
    }

    pub(super) fn into_untyped(self) -> Vec<Untyped> {
        self.untyped
    }

    /// Notes that something has no typed place.
    pub(super) fn untyped(&mut self, path: &str, reason: &str) {
        self.untyped.push(Untyped {
            path: path.to_owned(),
            reason: reason.to_owned(),
        });
    }

    /// Notes that something has no typed place, and forgets what was noted of its parts.
    pub(super) fn only(&mut self, path: &str, reason: &str) {
        self.untyped.clear();
        self.untyped(path, reason);
    }

    /// The type that a path leads to, as it is written.
    pub(super) fn type_name(&self, path: &TypePath, home: Option<Home<'p>>) -> Option<String> {
        let module = index::module(path, home)?;
        Some(format!("{}::{module}::{}", self.krate, path.name))
    }

    /// The model of a body.
    pub(super) fn body(
        &mut self,
        path: &TypePath,
        home: Option<Home<'p>>,
        value: &Map<String, Value>,
    ) -> Option<String> {
        if let Some((home, any)) = self.index.any(path, home) {
            return self.any("", home, any, value);
        }
        match self.index.item(path, home)? {
            Item::Structured(plan) => {
                let module = index::module(path, home)?.to_owned();
                Some(self.model("", &module, plan, value))
            }
            Item::Enum(_) | Item::Alias(_) | Item::Resource => None,
        }
    }

    /// The struct of the type that `@odata.type` names, or of the declared one. The annotation is left out
    /// where the enum puts it back as it is.
    fn any(
        &mut self,
        at: &str,
        home: Home<'p>,
        any: &'p AnyPlan,
        value: &Map<String, Value>,
    ) -> Option<String> {
        let (base, derived) = any.variants.split_first()?;
        let told = value.get(TYPE).and_then(Value::as_str).unwrap_or_default();
        let name = told.strip_prefix('#').unwrap_or(told);
        let variant = derived.iter().find(|variant| variant.wire == name);
        let mut value = value.clone();
        if variant.is_some() && told.starts_with('#') {
            value.shift_remove(TYPE);
        }
        let path = &variant.unwrap_or(base).ty;
        let Item::Structured(plan) = self.index.item(path, Some(home))? else {
            return None;
        };
        let module = index::module(path, Some(home))?.to_owned();
        Some(self.model(at, &module, plan, &value))
    }

    fn model(
        &mut self,
        at: &str,
        module: &str,
        plan: &'p StructPlan,
        value: &Map<String, Value>,
    ) -> String {
        let home = self.home_of(module, plan);
        let mut fields = Vec::new();
        let mut extra = Vec::new();
        for (name, value) in value {
            let place = if at.is_empty() {
                name.clone()
            } else {
                format!("{at}.{name}")
            };
            let field = plan.fields.iter().find(|field| field.wire == *name);
            if let Some(code) = field.and_then(|field| self.field(&place, field, home, value)) {
                fields.push(code);
            } else {
                if !plan.is_open || field.is_some() {
                    self.note(&place, name, value, field.is_some());
                }
                extra.push((name, value));
            }
        }
        if !extra.is_empty() {
            let pairs: Vec<String> = extra
                .iter()
                .map(|(name, value)| format!("({name:?}, {})", json(value)))
                .collect();
            fields.push(format!(
                "{}: odata_client::Extra::from_iter([{}])",
                plan.extra,
                pairs.join(", ")
            ));
        }
        let name = format!("{}::{module}::{}", self.krate, plan.name);
        if fields.is_empty() {
            return format!("{name}::default()");
        }
        format!("{name} {{ {}, ..Default::default() }}", fields.join(", "))
    }

    /// Notes what goes to `extra`, apart from control information and declared properties that are set to
    /// null, which have their place there.
    fn note(&mut self, place: &str, name: &str, value: &Value, declared: bool) {
        match (name.contains('@'), declared, value.is_null()) {
            (true, _, _) | (_, true, true) => {}
            (_, true, _) if forms::is_other_form(value) => {
                self.untyped(place, "the declared type would write it in another form");
            }
            (_, true, _) => self.untyped(place, "not of the declared type"),
            (_, false, _) => self.untyped(place, "not declared"),
        }
    }

    /// The file of a struct, which its fields' bare names refer to.
    fn home_of(&self, module: &str, plan: &StructPlan) -> Option<Home<'p>> {
        let namespaces = self.index.plan.namespaces.iter();
        let namespace = namespaces
            .into_iter()
            .find(|n| n.module.as_str() == module)?;
        let file = namespace
            .files
            .iter()
            .find(|file| matches!(&file.item, Item::Structured(own) if own.wire == plan.wire))?;
        Some(Home {
            namespace: &namespace.module,
            file: &file.module,
        })
    }

    fn field(
        &mut self,
        at: &str,
        field: &'p FieldPlan,
        home: Option<Home<'p>>,
        value: &Value,
    ) -> Option<String> {
        if value.is_null() {
            return None;
        }
        let ValueType { shape, item } = &field.ty;
        let code = match (shape, value) {
            (Shape::Many, Value::Array(items)) => self.list(at, item, home, items)?,
            (Shape::ManyNullable, Value::Array(items)) => {
                self.list_with_nulls(at, item, home, items)?
            }
            (Shape::Many | Shape::ManyNullable, _) => return None,
            (Shape::Boxed, value) => format!("Box::new({})", self.item(at, item, home, value)?),
            (Shape::One, value) => self.item(at, item, home, value)?,
        };
        Some(format!("{}: Some({code})", field.name))
    }

    /// A `Vec`; all or nothing.
    pub(super) fn list(
        &mut self,
        at: &str,
        item: &'p ItemType,
        home: Option<Home<'p>>,
        items: &[Value],
    ) -> Option<String> {
        let noted = self.untyped.len();
        let codes: Option<Vec<String>> = items
            .iter()
            .enumerate()
            .map(|(number, value)| self.item(&format!("{at}[{number}]"), item, home, value))
            .collect();
        if codes.is_none() {
            self.untyped.truncate(noted);
        }
        Some(format!("Vec::from([{}])", codes?.join(", ")))
    }

    /// A `Vec` of a family without an item.
    pub(super) fn empty_list(&self, item: &ItemType, home: Option<Home<'p>>) -> Option<String> {
        let ItemType::Generated(path) = item else {
            return None;
        };
        let module = index::module(path, home)?;
        let name = &path.name;
        Some(format!("Vec::<{}::{module}::{name}>::new()", self.krate))
    }

    /// A `Vec` of options; all or nothing.
    fn list_with_nulls(
        &mut self,
        at: &str,
        item: &'p ItemType,
        home: Option<Home<'p>>,
        items: &[Value],
    ) -> Option<String> {
        let noted = self.untyped.len();
        let mut codes = Vec::new();
        for (number, value) in items.iter().enumerate() {
            if value.is_null() {
                codes.push("None".to_owned());
                continue;
            }
            let Some(code) = self.item(&format!("{at}[{number}]"), item, home, value) else {
                self.untyped.truncate(noted);
                return None;
            };
            codes.push(format!("Some({code})"));
        }
        Some(format!("Vec::from([{}])", codes.join(", ")))
    }

    /// One value.
    pub(super) fn item(
        &mut self,
        at: &str,
        item: &'p ItemType,
        home: Option<Home<'p>>,
        value: &Value,
    ) -> Option<String> {
        match item {
            ItemType::Prelude(name) => prelude(name, value),
            ItemType::Runtime("Json") => Some(json(value)),
            ItemType::Runtime(name) => runtime(name, value),
            ItemType::Flags(path) => self.flags(path, home, value),
            ItemType::Generated(path) => self.generated(at, path, home, value),
        }
    }

    /// One value from a literal of a URL (OData URL Conventions 4.01, section 5.1.1.6.1).
    pub(super) fn literal(
        &mut self,
        at: &str,
        item: &'p ItemType,
        home: Option<Home<'p>>,
        literal: &str,
    ) -> Option<String> {
        let text = Value::String(path::literal_text(literal));
        self.item(at, item, home, &text)
            .or_else(|| self.item(at, item, home, &path::literal_value(literal)))
    }

    fn generated(
        &mut self,
        at: &str,
        path: &'p TypePath,
        home: Option<Home<'p>>,
        value: &Value,
    ) -> Option<String> {
        let module = index::module(path, home)?.to_owned();
        if let Some((place, any)) = self.index.any(path, home) {
            let model = self.any(at, place, any, value.as_object()?)?;
            return Some(format!(
                "{}::{module}::{}::from({model})",
                self.krate, any.name
            ));
        }
        match (self.index.item(path, home)?, value) {
            (Item::Structured(plan), Value::Object(value)) => {
                Some(self.model(at, &module, plan, value))
            }
            (Item::Enum(plan), Value::String(text)) => Some(self.variant(&module, plan, text)),
            (Item::Alias(plan), value) => self.item(at, &plan.ty, home, value),
            _ => None,
        }
    }

    fn variant(&self, module: &str, plan: &EnumPlan, text: &str) -> String {
        let name = format!("{}::{module}::{}", self.krate, plan.name);
        let exact = plan.variants.iter().find(|variant| variant.wire == text);
        let found = exact.or_else(|| {
            plan.variants
                .iter()
                .find(|v| v.wire.eq_ignore_ascii_case(text))
        });
        match found {
            Some(variant) => format!("{name}::{}", variant.name),
            None => format!("{name}::{}({text:?}.to_owned())", plan.unrecognized),
        }
    }

    fn flags(&self, path: &TypePath, home: Option<Home<'p>>, value: &Value) -> Option<String> {
        let Item::Enum(plan) = self.index.item(path, home)? else {
            return None;
        };
        let module = index::module(path, home)?;
        let members = value
            .as_str()?
            .split(',')
            .map(str::trim)
            .filter(|member| !member.is_empty());
        let members: Vec<String> = members.map(|m| self.variant(module, plan, m)).collect();
        Some(format!(
            "odata_client::Flags::from_iter([{}])",
            members.join(", ")
        ))
    }
}

/// Any JSON.
pub(super) fn json(value: &Value) -> String {
    let text = value.to_string();
    format!("odata_client::from_json::<odata_client::Json>({text:?}.as_bytes())?")
}

/// A value of a type of the language.
fn prelude(name: &str, value: &Value) -> Option<String> {
    match name {
        "String" => Some(format!("{:?}.to_owned()", value.as_str()?)),
        "bool" => Some(value.as_bool()?.to_string()),
        "f32" | "f64" => float(name, value),
        _ => {
            let number = value.as_i64()?;
            let fits = match name {
                "u8" => u8::try_from(number).is_ok(),
                "i8" => i8::try_from(number).is_ok(),
                "i16" => i16::try_from(number).is_ok(),
                "i32" => i32::try_from(number).is_ok(),
                _ => true,
            };
            fits.then(|| number.to_string())
        }
    }
}

/// A floating-point number, or one of the words for what no number of JSON is (OData JSON Format 4.01, section 7.1).
fn float(name: &str, value: &Value) -> Option<String> {
    let constant = match value.as_str() {
        Some("INF") => "INFINITY",
        Some("-INF") => "NEG_INFINITY",
        Some("NaN") => "NAN",
        Some(_) => return None,
        None => {
            let number = value.as_f64()?;
            // The compiler refuses what is larger than the type holds.
            let fits = name == "f64" || number.abs() <= f64::from(f32::MAX);
            return fits.then(|| format!("{number:?}"));
        }
    };
    Some(format!("{name}::{constant}"))
}

/// A value of a type of the runtime, from its text, where that has the form which the type takes.
fn runtime(name: &str, value: &Value) -> Option<String> {
    if name == "Decimal" && value.is_number() {
        return Some(format!("{:?}.parse()?", value.to_string()));
    }
    let text = value.as_str()?;
    let fits = match name {
        "Date" => forms::is_date(text),
        "DateTimeOffset" => forms::is_instant(text),
        "TimeOfDay" => forms::is_time(text),
        "Guid" => forms::is_guid(text),
        "Duration" => forms::is_duration(text),
        "Decimal" => forms::is_decimal(text),
        "Binary" => forms::is_base64(text),
        _ => false,
    };
    match (fits, name) {
        (false, _) => None,
        (true, "Binary") => Some(format!(
            "odata_client::from_json({:?}.as_bytes())?",
            format!("{text:?}")
        )),
        (true, _) => Some(format!("{text:?}.parse()?")),
    }
}
