//! Types of the plan → texts: in keys, to be compared, and as Rust, to be shown.

use std::fmt::Write as _;

use crate::plan::names::ModuleName;
use crate::plan::names::modules::requests;
use crate::plan::names::owned::REQUESTS_MODULE;
use crate::plan::{
    Argument, ArgumentType, ItemType, ReturnPlan, Shape, Target, TypePath, ValueType,
};

use super::Lister;

/// The module of requests of a namespace, by that of its types.
pub(super) fn requests_of(module: &str) -> String {
    if module == REQUESTS_MODULE {
        return module.to_owned();
    }
    let modules = requests(&ModuleName::new(&[module]));
    let modules: Vec<&str> = modules.iter().map(ModuleName::as_str).collect();
    modules.join("::")
}

impl Lister<'_> {
    /// A path in keys, and as Rust from the crate's root.
    pub(super) fn path(&self, module: &str, path: &TypePath) -> (String, String) {
        let modules = path.modules.iter().map(ModuleName::as_str);
        let in_requests = matches!(path.target, Target::Builder(_) | Target::Call(_));
        let mut shown = if !path.modules.is_empty() || module.is_empty() {
            modules.collect::<Vec<_>>().join("::")
        } else if in_requests {
            requests_of(module)
        } else {
            module.to_owned()
        };
        if !shown.is_empty() {
            shown.push_str("::");
        }
        shown.push_str(path.name.as_str());
        let key = self.keys.get(&shown).cloned();
        (key.unwrap_or_else(|| shown.clone()), shown)
    }

    pub(super) fn item(&self, module: &str, item: &ItemType) -> (String, String) {
        let plain = |text: &str| (text.to_owned(), text.to_owned());
        match item {
            ItemType::Prelude(name) | ItemType::Runtime(name) => plain(name),
            ItemType::Generated(path) => self.path(module, path),
            ItemType::Flags(path) => wrap("Flags<", self.path(module, path), ">"),
            ItemType::List(item) => wrap("Vec<", self.item(module, item), ">"),
            ItemType::Map(item) => wrap("Map<", self.item(module, item), ">"),
            ItemType::Nullable(item) => wrap("Option<", self.item(module, item), ">"),
            ItemType::Boxed(item) => wrap("Box<", self.item(module, item), ">"),
            ItemType::Either(first, second) => {
                let (first, second) = (self.item(module, first), self.item(module, second));
                wrap(
                    "Either<",
                    (
                        format!("{}, {}", first.0, second.0),
                        format!("{}, {}", first.1, second.1),
                    ),
                    ">",
                )
            }
        }
    }

    pub(super) fn value(&self, module: &str, value: &ValueType) -> (String, String) {
        let item = self.item(module, &value.item);
        match value.shape {
            Shape::One => item,
            Shape::Boxed => wrap("Box<", item, ">"),
            Shape::Many => wrap("Vec<", item, ">"),
            Shape::ManyNullable => wrap("Vec<Option<", item, ">>"),
        }
    }

    pub(super) fn argument(&self, module: &str, argument: &Argument) -> (String, String) {
        match &argument.ty {
            ArgumentType::IntoString => (
                "impl Into<String>".to_owned(),
                "impl Into<String>".to_owned(),
            ),
            ArgumentType::IntoVec(item) => wrap("impl Into<Vec<", self.item(module, item), ">>"),
            ArgumentType::Value(item) => self.item(module, item),
            ArgumentType::IntoAny(item) => wrap("impl Into<", self.item(module, item), ">"),
            ArgumentType::IntoManyOfAny(item) => wrap(
                "impl IntoIterator<Item: Into<",
                self.item(module, item),
                ">>",
            ),
        }
    }

    pub(super) fn returned(&self, module: &str, returns: &ReturnPlan) -> (String, String) {
        match returns {
            ReturnPlan::Nothing => ("nothing".to_owned(), "()".to_owned()),
            ReturnPlan::One(model) => wrap("", self.path(module, model), ""),
            ReturnPlan::Single(item) => {
                let (key, shown) = self.item(module, item);
                (format!("value {key}"), shown)
            }
            ReturnPlan::Many(item) => wrap("Vec<", self.item(module, item), ">"),
            ReturnPlan::Media => ("a stream".to_owned(), "a stream".to_owned()),
        }
    }

    pub(super) fn keyed(
        &self,
        module: &str,
        parts: &[Argument],
        builder: &TypePath,
    ) -> (String, String) {
        let (mut signature, mut shown) = (String::new(), String::new());
        for part in parts {
            let (key, rust) = self.argument(module, part);
            let _ = write!(signature, "{} {key}, ", part.wire);
            let _ = write!(shown, "{}: {rust}, ", part.name);
        }
        let (key, rust) = self.path(module, builder);
        (format!("{signature}{key}"), format!("{shown}{rust}"))
    }
}

pub(super) fn empty() -> (String, String) {
    (String::new(), String::new())
}

pub(super) fn wrap(before: &str, (key, shown): (String, String), after: &str) -> (String, String) {
    (
        format!("{before}{key}{after}"),
        format!("{before}{shown}{after}"),
    )
}
