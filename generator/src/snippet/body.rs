//! Bodies: JSON with the type that it should have goes in, the Rust expression for it comes out. What does
//! not fit becomes JSON in `extra`, and is noted.

use serde_json::{Map, Value};

use crate::plan::{
    AnyPlan, AnyVariantPlan, FieldPlan, FieldRole, Item, Plan, Shape, StructPlan, Target, TypePath,
    ValueType,
};
use crate::plan::{Home, Index};

use super::chain::Chain;
use super::extra::extra;
use super::{Snippet, Untyped, forms};

/// The annotation that tells the type of an object.
const TYPE: &str = "@odata.type";

/// The type that a value of `@odata.type` names, with `#` before it or without.
fn named_type(value: &Value) -> Option<&str> {
    let told = value.as_str()?;
    Some(told.strip_prefix('#').unwrap_or(told))
}

/// Whether the runtime takes control information for what only replies have (OData JSON Format 4.01, section 4.6).
fn is_of_replies(name: &str, object: &Map<String, Value>) -> bool {
    let Some((target, term)) = name.split_once('@') else {
        return name.starts_with('#');
    };
    match term.strip_prefix("odata.").unwrap_or(term) {
        "context" | "editLink" | "readLink" | "mediaEditLink" | "mediaReadLink"
        | "navigationLink" | "associationLink" | "nextLink" | "deltaLink" | "metadataEtag"
        | "etag" | "count" | "mediaEtag" => true,
        "id" => !target.is_empty() || object.keys().any(|name| !name.contains('@')),
        "type" | "mediaContentType" => !target.is_empty() && !object.contains_key(target),
        _ => false,
    }
}

/// Expressions for values, and what had no typed place.
pub(super) struct Values<'p> {
    pub(super) index: &'p Index<'p>,
    pub(super) plan: &'p Plan,
    /// The crate as it is written.
    pub(super) krate: String,
    untyped: Vec<Untyped>,
    /// Where `@odata.type` is left out, as it names the declared type.
    implied: Vec<String>,
    /// Whether a navigation property holds something.
    navigation: bool,
    /// Whether there is control information that requests have not.
    of_replies: bool,
    /// Whether a constant of a property stands in an expression.
    constants: bool,
}

impl<'p> Values<'p> {
    pub(super) fn new(plan: &'p Plan, index: &'p Index<'p>, krate: &str) -> Self {
        Self {
            index,
            plan,
            krate: krate.to_owned(),
            untyped: Vec::new(),
            implied: Vec::new(),
            navigation: false,
            of_replies: false,
            constants: false,
        }
    }

    /// The snippet that these values stand in.
    pub(super) fn into_snippet(self, mut chain: Chain<'_>) -> Snippet {
        Snippet {
            reply: chain.reply,
            around: chain.around,
            needs: std::mem::take(&mut chain.needs),
            expression: chain.into_code(),
            untyped: self.untyped,
            implied: self.implied,
            constants: self.constants,
        }
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
        self.implied.clear();
        self.constants = false;
        self.untyped(path, reason);
    }

    /// How many parts have no typed place so far; [`Self::forget`] takes back what was noted since.
    pub(super) fn noted(&self) -> usize {
        self.untyped.len()
    }

    pub(super) fn forget(&mut self, noted: usize) {
        self.untyped.truncate(noted);
    }

    /// What makes an update send all that its model has (see the runtime's `Update`): other entities, and what only
    /// replies have.
    pub(super) fn whole(&self) -> impl Iterator<Item = &'static str> {
        let calls = [
            (self.navigation, "with_navigation"),
            (self.of_replies, "with_annotations"),
        ];
        calls
            .into_iter()
            .filter_map(|(needed, call)| needed.then_some(call))
    }

    /// Notes that constants of properties are used.
    pub(super) fn use_constants(&mut self) {
        self.constants = true;
    }

    /// The model of a body.
    pub(super) fn body(&mut self, path: &TypePath, value: &Map<String, Value>) -> Option<String> {
        let home = self.index.item_at(path)?;
        match (&path.target, &home.file.any, &home.file.item) {
            (Target::Any(_), Some(any), _) => self.any("", any, value),
            (_, _, Item::Structured(plan)) => self.declared("", home, plan, value),
            _ => None,
        }
    }

    /// A value of a struct: itself, or made of one that derives from it, where `@odata.type` says so.
    fn declared(
        &mut self,
        at: &str,
        home: Home<'p>,
        plan: &'p StructPlan,
        value: &Map<String, Value>,
    ) -> Option<String> {
        let any = home.file.any.as_ref();
        let Some(any) = any.filter(|any| derived(any, value).is_some()) else {
            return Some(self.model(at, home, plan, value));
        };
        let model = self.any(at, any, value)?;
        let name = self.name_in(home, plan.name.as_str());
        Some(format!("{name}::from({model})"))
    }

    /// The struct of the type that `@odata.type` names, or of the declared one. The annotation of a derived type is
    /// left out: the enum sends it.
    pub(super) fn any(
        &mut self,
        at: &str,
        any: &'p AnyPlan,
        value: &Map<String, Value>,
    ) -> Option<String> {
        let variant = derived(any, value);
        let mut value = value.clone();
        if variant.is_some() {
            value.shift_remove(TYPE);
        }
        let variant = variant.or_else(|| any.variants.first())?;
        let home = self.index.item_at(&variant.ty)?;
        let Item::Structured(plan) = &home.file.item else {
            return None;
        };
        Some(self.model(at, home, plan, &value))
    }

    pub(super) fn model(
        &mut self,
        at: &str,
        home: Home<'p>,
        plan: &'p StructPlan,
        object: &Map<String, Value>,
    ) -> String {
        let mut fields = Vec::new();
        let mut others = Vec::new();
        for (name, value) in object {
            // Of the declared type a value is without being told (OData JSON Format 4.01, section 4.6.3).
            if name == TYPE && named_type(value) == Some(&plan.wire) {
                self.implied.push(at.to_owned());
                continue;
            }
            let place = if at.is_empty() {
                name.clone()
            } else {
                format!("{at}.{name}")
            };
            let field = plan.fields.iter().find(|field| field.wire == *name);
            if let Some(field) = field
                && let Some(code) = self.field(&place, field, value)
            {
                self.navigation |= field.role == FieldRole::Navigation;
                fields.push(code);
            } else {
                if !plan.is_open || field.is_some() {
                    self.note(&place, name, value, field.is_some());
                }
                others.push((name, value));
            }
        }
        self.of_replies |= others.iter().any(|(name, _)| is_of_replies(name, object));
        if !others.is_empty() {
            let constant = |wire: &str| {
                let mut properties = plan.properties.iter();
                let property = properties.find(|property| property.wire == wire)?;
                let name = format!("{}::{}", plan.name, property.name);
                Some(self.name_in(home, &name))
            };
            let bound = others
                .iter()
                .filter_map(|(name, _)| name.strip_suffix("@odata.bind"));
            let is_constant = bound.into_iter().any(|name| constant(name).is_some());
            fields.push(format!("{}: {}", plan.extra, extra(&others, &constant)));
            self.constants |= is_constant;
        }
        let name = self.name_in(home, plan.name.as_str());
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

    fn field(&mut self, at: &str, field: &'p FieldPlan, value: &Value) -> Option<String> {
        if value.is_null() {
            return None;
        }
        let ValueType { shape, item } = &field.ty;
        let code = match (shape, value) {
            (Shape::Many, Value::Array(items)) => self.list(at, item, items)?,
            (Shape::ManyNullable, Value::Array(items)) => self.list_with_nulls(at, item, items)?,
            (Shape::Many | Shape::ManyNullable, _) => return None,
            (Shape::Boxed, value) => format!("Box::new({})", self.item(at, item, value)?),
            (Shape::One, value) => self.item(at, item, value)?,
        };
        Some(format!("{}: Some({code})", field.name))
    }

    /// One value of a generated type.
    pub(super) fn generated(
        &mut self,
        at: &str,
        path: &'p TypePath,
        value: &Value,
    ) -> Option<String> {
        let home = self.index.item_at(path)?;
        if let (Target::Any(_), Some(any)) = (&path.target, &home.file.any) {
            let model = self.any(at, any, value.as_object()?)?;
            let name = self.name_in(home, any.name.as_str());
            return Some(format!("{name}::from({model})"));
        }
        match (&home.file.item, value) {
            (Item::Structured(plan), Value::Object(value)) => self.declared(at, home, plan, value),
            (Item::Enum(plan), Value::String(text)) => Some(self.variant(home, plan, text)),
            (Item::Alias(plan), value) => self.item(at, &plan.ty, value),
            _ => None,
        }
    }
}

/// The type derived from the declared one that an object is of.
fn derived<'p>(any: &'p AnyPlan, value: &Map<String, Value>) -> Option<&'p AnyVariantPlan> {
    let name = value.get(TYPE).and_then(named_type)?;
    let (_, derived) = any.variants.split_first()?;
    derived.iter().find(|variant| variant.wire == name)
}
