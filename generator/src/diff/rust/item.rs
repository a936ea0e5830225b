//! Public items of a version, and the keys of those that are types.

use std::collections::{BTreeMap, HashMap};

use crate::diff::http::Places;
use crate::diff::names::Names;
use crate::diff::rust::types::requests_of;
use crate::plan::{BuilderPlan, Item, Plan};

/// Before the key of a type in signatures: the enum over what derives from it.
pub(in crate::diff) const FAMILY: &str = "enum:";

/// The role of an enum over derived types.
pub(in crate::diff) const ANY: &str = "any";

/// Where an item comes from, and what it is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) struct Slot {
    pub(in crate::diff) origin: String,
    pub(in crate::diff) role: String,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) enum Part {
    Type,
    Builder,
    Method,
    Argument,
    Field,
    Variant,
    Setter,
}

/// A public item.
#[derive(Clone, Debug)]
pub(in crate::diff) struct RustItem {
    pub(in crate::diff) part: Part,
    /// As a user writes it: `models::Call::state`.
    pub(in crate::diff) path: String,
    /// What changes for the user when it does: nothing of an argument, as it has no name where it is used.
    pub(in crate::diff) name: String,
    /// Types, with types of the service as keys.
    pub(in crate::diff) signature: String,
    /// Types as Rust.
    pub(in crate::diff) shown: String,
    /// The key of the type whose file it is in.
    pub(in crate::diff) owner: String,
    /// Of a method: its arguments' names in order.
    pub(in crate::diff) order: Vec<String>,
}

/// All items of a version.
pub(in crate::diff) type Surface = BTreeMap<Slot, RustItem>;

/// Rust paths → keys, for signatures.
pub(super) fn keys(plan: &Plan, names: &Names) -> HashMap<String, String> {
    let mut keys = HashMap::new();
    for namespace in &plan.namespaces {
        for file in &namespace.files {
            let key = names.key(&file.wire);
            let mut put = |name: &str, key: String| {
                keys.insert(format!("{}::{name}", namespace.module), key);
            };
            if let Some(name) = item_name(&file.item) {
                put(name, key.clone());
            }
            if let Some(family) = &file.family {
                put(family.name.as_str(), format!("{FAMILY}{key}"));
            }
            if let Some(any) = &file.any {
                put(any.name.as_str(), format!("{FAMILY}{key}"));
            }
            for builder in &file.builders {
                let path = format!(
                    "{}::{}",
                    requests_of(namespace.module.as_str()),
                    builder.name
                );
                keys.insert(path, format!("{} {key}", many(builder)));
            }
        }
    }
    if let Some(http) = plan.http.as_deref() {
        keys.extend(super::http::keys(http, &Places::new(&plan.api)));
    }
    keys
}

pub(super) fn item_name(item: &Item) -> Option<&str> {
    match item {
        Item::Structured(plan) => Some(plan.name.as_str()),
        Item::Enum(plan) => Some(plan.name.as_str()),
        Item::Union(plan) => Some(plan.name.as_str()),
        Item::Alias(plan) => Some(plan.name.as_str()),
        Item::Resource => None,
    }
}

pub(super) fn many(builder: &BuilderPlan) -> &'static str {
    if builder.collection { "many" } else { "one" }
}
