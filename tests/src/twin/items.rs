//! The items of a twin. In: plans of types. Out: one file of Rust with serde's derives.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

use csdlgen::plan::names::{ModuleName, TypeName};
use csdlgen::plan::{
    AliasPlan, AnyPlan, EnumPlan, ItemType, Shape, StructPlan, TypePath, UnionPlan, ValueType,
};

/// The items of one file, while they are written.
pub(super) struct Items {
    /// The crate that has the value types.
    runtime: &'static str,
    text: String,
    /// What they define.
    pub(super) defined: BTreeSet<String>,
    /// The bare names that they mention.
    mentioned: BTreeSet<String>,
}

impl Items {
    /// Of nothing yet.
    pub(super) fn new(runtime: &'static str) -> Self {
        Self {
            runtime,
            text: String::new(),
            defined: BTreeSet::new(),
            mentioned: BTreeSet::new(),
        }
    }

    /// The file: imports and items.
    pub(super) fn finish(self) -> String {
        let imports: Vec<&str> = self
            .mentioned
            .difference(&self.defined)
            .map(String::as_str)
            .collect();
        if imports.is_empty() {
            return self.text;
        }
        format!("use super::{{{}}};\n\n{}", imports.join(", "), self.text)
    }

    /// A struct, with a map for what is not declared where that is kept.
    pub(super) fn structure(&mut self, plan: &StructPlan, kept: bool) {
        self.begin(
            "Clone, Default, Debug, PartialEq",
            "",
            "struct",
            plan.name.as_str(),
        );
        for field in &plan.fields {
            let ty = self.value(&field.ty);
            let options = format!(
                "rename = {:?}, skip_serializing_if = \"Option::is_none\"",
                field.wire
            );
            self.member(&options, format!("pub {}: Option<{ty}>", field.name));
        }
        if let Some(rest) = &plan.rest {
            let ty = self.item(&rest.ty);
            self.member("flatten", format!("pub {}: {ty}", rest.name));
        } else if kept {
            let rest = "serde_json::Map<String, serde_json::Value>";
            self.member("flatten", format!("pub {}: {rest}", plan.extra));
        }
        self.text.push_str("}\n");
    }

    /// A type of which serde's derive makes nothing better than JSON.
    pub(super) fn json(&mut self, name: &TypeName) {
        self.defined.insert(name.to_string());
        let _ = writeln!(self.text, "pub type {name} = serde_json::Value;");
    }

    /// An enum of several shapes: the one that a member tells, or else the first that fits.
    pub(super) fn union(&mut self, plan: &UnionPlan) {
        let (tag, mapping) = match &plan.discriminator {
            Some((property, mapping)) => (format!("tag = {property:?}"), mapping.as_slice()),
            None => ("untagged".to_owned(), Default::default()),
        };
        let tag = format!("#[serde({tag})]\n");
        self.begin("Clone, Debug, PartialEq", &tag, "enum", plan.name.as_str());
        let told = |number: &usize| {
            let mapped = mapping.iter().filter(move |(_, mapped)| mapped == number);
            mapped.map(|(text, _)| text).collect::<Vec<_>>()
        };
        for (number, variant) in plan.variants.iter().enumerate() {
            let ty = self.value(&variant.ty);
            let texts = told(&number);
            if texts.is_empty() && plan.discriminator.is_some() {
                continue;
            }
            let names = texts.iter().enumerate();
            let names = names.map(|(at, text)| {
                let word = if at == 0 { "rename" } else { "alias" };
                format!("{word} = {text:?}")
            });
            let options = names.collect::<Vec<_>>().join(", ");
            let inner = if ty.starts_with("Box<") {
                ty
            } else {
                format!("Box<{ty}>")
            };
            self.member(&options, format!("{}({inner})", variant.name));
        }
        self.member("untagged", format!("{}(serde_json::Value)", plan.other));
        self.text.push_str("}\n");
    }

    /// An enum of the members, and the text of a member that is not known.
    pub(super) fn enumeration(&mut self, plan: &EnumPlan) {
        self.begin(
            "Clone, Debug, PartialEq, Eq, Hash",
            "",
            "enum",
            plan.name.as_str(),
        );
        for variant in &plan.variants {
            self.member(&format!("rename = {:?}", variant.wire), &variant.name);
        }
        self.member("untagged", format!("{}(String)", plan.unrecognized));
        self.text.push_str("}\n");
    }

    /// Another name.
    pub(super) fn alias(&mut self, plan: &AliasPlan) {
        let ty = self.item(&plan.ty);
        self.defined.insert(plan.name.to_string());
        // Writing into a string does not fail.
        let _ = writeln!(self.text, "pub type {} = {ty};", plan.name);
    }

    /// An enum whose variant `@odata.type` chooses. Without one it is the type itself, which stands last since
    /// serde tries untagged variants after the others.
    pub(super) fn family(&mut self, plan: &AnyPlan) {
        let Some((base, derived)) = plan.variants.split_first() else {
            return;
        };
        let tag = "#[serde(tag = \"@odata.type\")]\n";
        self.text.push('\n');
        self.begin("Clone, Debug, PartialEq", tag, "enum", plan.name.as_str());
        for variant in derived {
            let ty = self.path(&variant.ty);
            let name = format!("rename = {:?}", format!("#{}", variant.wire));
            self.member(&name, format!("{}(Box<{ty}>)", variant.name));
        }
        let ty = self.path(&base.ty);
        self.member("untagged", format!("{}(Box<{ty}>)", base.name));
        self.text.push_str("}\n");
    }

    /// The type itself in the enum's place.
    pub(super) fn flat_family(&mut self, plan: &AnyPlan) {
        let Some(base) = plan.variants.first() else {
            return;
        };
        let ty = self.path(&base.ty);
        self.defined.insert(plan.name.to_string());
        let _ = writeln!(self.text, "\npub type {} = Box<{ty}>;", plan.name);
    }

    fn begin(&mut self, derives: &str, attribute: &str, kind: &str, name: &str) {
        self.defined.insert(name.to_owned());
        let _ = writeln!(
            self.text,
            "#[derive({derives}, serde::Serialize, serde::Deserialize)]\n{attribute}pub {kind} {name} {{"
        );
    }

    fn member(&mut self, options: &str, member: impl Display) {
        let _ = writeln!(self.text, "    #[serde({options})]\n    {member},");
    }

    fn value(&mut self, ty: &ValueType) -> String {
        let item = self.item(&ty.item);
        match ty.shape {
            Shape::One => item,
            Shape::Boxed => format!("Box<{item}>"),
            Shape::Many => format!("Vec<{item}>"),
            Shape::ManyNullable => format!("Vec<Option<{item}>>"),
        }
    }

    fn item(&mut self, ty: &ItemType) -> String {
        match ty {
            ItemType::Prelude(name) => (*name).to_owned(),
            ItemType::Runtime("Json") | ItemType::Either(..) => "serde_json::Value".to_owned(),
            ItemType::Runtime(name) => format!("{}::{name}", self.runtime),
            ItemType::Generated(ty) => self.path(ty),
            ItemType::Flags(_) => "String".to_owned(),
            ItemType::List(item) => format!("Vec<{}>", self.item(item)),
            ItemType::Nullable(item) => format!("Option<{}>", self.item(item)),
            ItemType::Boxed(item) => format!("Box<{}>", self.item(item)),
            ItemType::Map(item) => {
                format!("std::collections::HashMap<String, {}>", self.item(item))
            }
        }
    }

    fn path(&mut self, path: &TypePath) -> String {
        let name = path.name.to_string();
        if path.modules.is_empty() {
            self.mentioned.insert(name.clone());
            return name;
        }
        let modules: Vec<&str> = path.modules.iter().map(ModuleName::as_str).collect();
        format!("crate::{}::{name}", modules.join("::"))
    }
}
