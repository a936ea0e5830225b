//! Plan → what the Rust user sees: every public item with the element that it comes from.
//!
//! An item is found again in the other version by its origin (a key of [`super::names`]) and its role there;
//! then names and signatures are compared. Signatures write the types of the service by their keys, so that a
//! type that has moved does not change all that mentions it.

mod http;
mod item;
mod methods;
mod operations;
mod types;

use std::collections::HashMap;

use crate::model::OperationId;
use crate::plan::names::owned::REQUESTS_MODULE;
use crate::plan::{FilePlan, Item, MethodBody, StructPlan, UnionPlan};

use super::Version;
use super::names::Names;
pub(super) use item::{ANY, FAMILY, Part, RustItem, Slot, Surface};
use item::{item_name, keys, many};
use types::{empty, requests_of};

/// Lists the items of a version.
pub(super) fn surface(version: &Version, names: &Names) -> Surface {
    let mut lister = Lister {
        names,
        version,
        keys: keys(&version.service.plan, names),
        returns: HashMap::new(),
        items: Vec::new(),
    };
    let files = || {
        let namespaces = version.service.plan.namespaces.iter();
        namespaces.flat_map(|n| n.files.iter().map(|file| (n.module.as_str(), file)))
    };
    for (module, file) in files() {
        lister.operation_builders(module, file);
    }
    for (module, file) in files() {
        lister.file(module, file);
    }
    if let Some(client) = &version.service.plan.client {
        let owner = Home {
            module: "",
            path: client.name.to_string(),
            key: String::new(),
            wire: "",
            fields: HashMap::new(),
        };
        for operation in &client.operations {
            let file = format!("{REQUESTS_MODULE}::{}", operation.name);
            lister.operation_builder(&owner, file, operation);
        }
        for method in &client.methods {
            let many = match &method.body {
                MethodBody::Operation { segment, .. } => format!("client as /{segment}"),
                _ => "client".to_owned(),
            };
            lister.method(&owner, &many, method);
        }
    }
    if let Some(http) = version.service.plan.http.as_deref() {
        lister.http(http);
    }
    lister.items.into_iter().collect()
}

/// What items stand in.
struct Home<'a> {
    module: &'a str,
    /// The Rust path of the struct, builder or client.
    path: String,
    /// The key of the type.
    key: String,
    /// The type as its version calls it.
    wire: &'a str,
    /// Fields of the struct → names on the wire.
    fields: HashMap<&'a str, &'a str>,
}

struct Lister<'a> {
    names: &'a Names,
    version: &'a Version,
    keys: HashMap<String, String>,
    /// What comes back from operations with builders of their own.
    returns: HashMap<OperationId, (String, String)>,
    items: Vec<(Slot, RustItem)>,
}

impl<'a> Lister<'a> {
    fn add(&mut self, origin: &str, role: String, item: RustItem) {
        let origin = origin.to_owned();
        self.items.push((Slot { origin, role }, item));
    }

    /// An item named by its whole path.
    fn whole(&mut self, part: Part, origin: &str, role: String, path: String, owner: &str) {
        let item = RustItem {
            part,
            name: path.clone(),
            path,
            signature: String::new(),
            shown: String::new(),
            owner: owner.to_owned(),
            order: Vec::new(),
        };
        self.add(origin, role, item);
    }

    /// An item in another, named by the last part of its path.
    fn inner(
        &mut self,
        part: Part,
        origin: &str,
        role: &str,
        home: &Home<'_>,
        name: &str,
        types: (String, String),
    ) {
        let item = RustItem {
            part,
            path: format!("{}::{name}", home.path),
            name: name.to_owned(),
            signature: types.0,
            shown: types.1,
            owner: home.key.clone(),
            order: Vec::new(),
        };
        self.add(origin, format!("{role} of {}", home.key), item);
    }

    fn file(&mut self, module: &'a str, file: &'a FilePlan) {
        let key = self.names.key(&file.wire);
        let mut fields = HashMap::new();
        if let Some(name) = item_name(&file.item) {
            let path = format!("{module}::{name}");
            self.whole(Part::Type, &key, "type".to_owned(), path.clone(), &key);
            let home = Home {
                module,
                path,
                key: key.clone(),
                wire: &file.wire,
                fields: HashMap::new(),
            };
            match &file.item {
                Item::Structured(plan) => fields = self.fields(&home, plan),
                Item::Enum(plan) => {
                    for variant in &plan.variants {
                        let origin = self.names.key(&format!("{}/{}", plan.wire, variant.wire));
                        let name = variant.name.as_str();
                        self.inner(Part::Variant, &origin, "variant", &home, name, empty());
                    }
                }
                Item::Union(plan) => self.union(&home, plan),
                Item::Alias(plan) => {
                    let types = self.item(module, &plan.ty);
                    self.inner(Part::Type, &key, "what it stands for", &home, "", types);
                }
                Item::Resource => {}
            }
        }
        let mut home = Home {
            module,
            path: String::new(),
            key,
            wire: &file.wire,
            fields,
        };
        self.any(&mut home, file);
        for builder in &file.builders {
            home.path = format!("{}::{}", requests_of(module), builder.name);
            let (origin, role) = (home.key.clone(), format!("builder of {}", many(builder)));
            self.whole(Part::Builder, &origin, role, home.path.clone(), &origin);
            for method in &builder.methods {
                self.method(&home, many(builder), method);
            }
        }
    }

    /// The key of a property, by the type that declares it.
    fn property(&self, wire: &str, property: &str) -> String {
        let declaring = self.version.declaring(wire, property);
        self.names.key(&format!("{declaring}/{property}"))
    }

    fn fields(&mut self, home: &Home<'a>, plan: &'a StructPlan) -> HashMap<&'a str, &'a str> {
        let mut fields = HashMap::new();
        for field in &plan.fields {
            fields.insert(field.name.as_str(), field.wire.as_str());
            let origin = self.property(home.wire, &field.wire);
            let types = self.value(home.module, &field.ty);
            self.inner(
                Part::Field,
                &origin,
                "field",
                home,
                field.name.as_str(),
                types,
            );
        }
        if let Some(rest) = &plan.rest {
            let origin = self.property(home.wire, "*");
            let types = self.item(home.module, &rest.ty);
            let name = rest.name.as_str();
            self.inner(Part::Field, &origin, "field", home, name, types);
        }
        for annotation in &plan.annotations {
            let origin = annotation.wire.clone();
            let types = self.value(home.module, &annotation.ty);
            let name = annotation.getter.as_str();
            self.inner(Part::Method, &origin, "getter", home, name, types);
            let types = self.argument(home.module, &annotation.argument);
            let name = annotation.setter.as_str();
            self.inner(Part::Method, &origin, "setter", home, name, types);
        }
        fields
    }

    fn union(&mut self, home: &Home<'a>, plan: &'a UnionPlan) {
        for variant in &plan.variants {
            let name = variant.name.as_str();
            let origin = self.names.key(&format!("{}/{name}", plan.wire));
            let types = self.value(home.module, &variant.ty);
            self.inner(Part::Variant, &origin, "variant", home, name, types);
        }
    }

    fn any(&mut self, home: &mut Home<'a>, file: &'a FilePlan) {
        let Some(any) = &file.any else { return };
        home.path = format!("{}::{}", home.module, any.name);
        let origin = home.key.clone();
        self.whole(
            Part::Type,
            &origin,
            ANY.to_owned(),
            home.path.clone(),
            &origin,
        );
        for variant in &any.variants {
            let origin = self.names.key(&variant.wire);
            let name = variant.name.as_str();
            self.inner(
                Part::Variant,
                &origin,
                "variant of any",
                home,
                name,
                empty(),
            );
        }
        for accessor in &any.accessors {
            let field = accessor.arms.first().map(|arm| arm.field.as_str());
            let wire = field.and_then(|field| home.fields.get(field).copied());
            let origin = self.property(home.wire, wire.unwrap_or_default());
            let types = self.value(home.module, &accessor.ty);
            let name = accessor.name.as_str();
            self.inner(Part::Method, &origin, "accessor", home, name, types);
        }
    }
}
