//! Values: JSON or the literal of a URL, with the type that it should have, go in; the Rust expression comes out.

use serde_json::Value;

use crate::api::path;
use crate::plan::{EnumPlan, Home, Item, ItemType, TypePath};

use super::body::Values;
use super::forms;
use super::json::json;

impl<'p> Values<'p> {
    /// A `Vec`; all or nothing.
    pub(super) fn list(&mut self, at: &str, item: &'p ItemType, items: &[Value]) -> Option<String> {
        let noted = self.noted();
        let codes: Option<Vec<String>> = items
            .iter()
            .enumerate()
            .map(|(number, value)| self.item(&format!("{at}[{number}]"), item, value))
            .collect();
        if codes.is_none() {
            self.forget(noted);
        }
        Some(format!("Vec::from([{}])", codes?.join(", ")))
    }

    /// A `Vec` of options; all or nothing.
    pub(super) fn list_with_nulls(
        &mut self,
        at: &str,
        item: &'p ItemType,
        items: &[Value],
    ) -> Option<String> {
        let noted = self.noted();
        let mut codes = Vec::new();
        for (number, value) in items.iter().enumerate() {
            if value.is_null() {
                codes.push("None".to_owned());
                continue;
            }
            let Some(code) = self.item(&format!("{at}[{number}]"), item, value) else {
                self.forget(noted);
                return None;
            };
            codes.push(format!("Some({code})"));
        }
        Some(format!("Vec::from([{}])", codes.join(", ")))
    }

    /// One value.
    pub(super) fn item(&mut self, at: &str, item: &'p ItemType, value: &Value) -> Option<String> {
        match item {
            ItemType::Prelude(name) => prelude(name, value),
            ItemType::Runtime("Json") => Some(json(value)),
            ItemType::Runtime(name) => runtime(name, value),
            ItemType::Flags(path) => self.flags(path, value),
            ItemType::Generated(path) => self.generated(at, path, value),
            // Types of OData's plan are not among these: they have a shape.
            ItemType::List(_)
            | ItemType::Map(_)
            | ItemType::Nullable(_)
            | ItemType::Boxed(_)
            | ItemType::Either(..) => None,
        }
    }

    /// One value from a literal of a URL (OData URL Conventions 4.01, section 5.1.1.6.1).
    pub(super) fn literal(
        &mut self,
        at: &str,
        item: &'p ItemType,
        literal: &str,
    ) -> Option<String> {
        let text = Value::String(path::literal_text(literal));
        self.item(at, item, &text)
            .or_else(|| self.item(at, item, &path::literal_value(literal)))
    }

    /// A member of an enumeration.
    pub(super) fn variant(&self, home: Home<'_>, plan: &EnumPlan, text: &str) -> String {
        let name = self.name_in(home, plan.name.as_str());
        let exact = plan.variants.iter().find(|variant| variant.wire == text);
        let found = exact.or_else(|| {
            let mut variants = plan.variants.iter();
            variants.find(|variant| variant.wire.eq_ignore_ascii_case(text))
        });
        match found {
            Some(variant) => format!("{name}::{}", variant.name),
            None => format!("{name}::{}({text:?}.to_owned())", plan.unrecognized),
        }
    }

    fn flags(&self, path: &TypePath, value: &Value) -> Option<String> {
        let home = self.index.item_at(path)?;
        let Item::Enum(plan) = &home.file.item else {
            return None;
        };
        let members = value.as_str()?.split(',').map(str::trim);
        let members = members.filter(|member| !member.is_empty());
        let members: Vec<String> = members.map(|m| self.variant(home, plan, m)).collect();
        Some(format!(
            "odata_client::Flags::from_iter([{}])",
            members.join(", ")
        ))
    }
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

/// A floating-point number, or one of the words for what JSON has no number for (OData JSON Format 4.01, section 7.1).
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
        (true, "Binary") => Some(format!("odata_client::Binary::from_base64({text:?})?")),
        (true, _) => Some(format!("{text:?}.parse()?")),
    }
}
