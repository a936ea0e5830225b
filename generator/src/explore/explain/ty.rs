//! Types and their members: a type goes in, its items, fields and what is said of it come out.

use crate::model::{StructuredId, StructuredKind, TypeRef};
use crate::odata::vocabulary::permissions;
use crate::plan::names::ModuleName;
use crate::plan::{Docs, Home, Item};
use crate::text::one_line;

use super::super::explanation::{Explanation, Field, RustItem};
use super::super::resolve::item_name;
use super::super::routes::Routes;
use super::super::rust;
use super::{Explain, reference, said};

impl Explain<'_> {
    /// A type, with the way to it.
    pub(super) fn ty(&self, routes: &Routes<'_>, ty: TypeRef) -> Explanation {
        let map = self.map;
        let route = routes.ty(ty);
        let node = match ty {
            TypeRef::Structured(id) => map.node(id, false).or_else(|| map.node(id, true)),
            _ => None,
        };
        let verbs = node.map(|node| map.verbs(node)).unwrap_or_default();
        let example = route.as_ref().filter(|_| verbs.contains(&"GET"));
        let example = example.and_then(|route| self.example("GET", route, None));
        let route = route.map(|route| (route.shown().to_owned(), route.rust));
        let (path, rust) = route.unzip();
        Explanation {
            path,
            rust,
            verbs,
            example,
            ..self.base(ty)
        }
    }

    /// Items, fields and what is said of a type, without a way to it.
    pub(super) fn base(&self, ty: TypeRef) -> Explanation {
        let model = self.map.model;
        let full = rust::type_name(model, ty);
        let (kind, annotations) = match ty {
            TypeRef::Structured(id) => (
                match model[id].kind {
                    StructuredKind::Entity => "entity type",
                    StructuredKind::Complex => "complex type",
                },
                &model[id].annotations,
            ),
            TypeRef::Enum(id) => ("enumeration", &model[id].annotations),
            TypeRef::Definition(id) => ("type definition", &model[id].annotations),
            TypeRef::Primitive(_) => return Explanation::default(),
        };
        let home = self.map.file(ty);
        let (items, fields) = home
            .map(|home| (self.items(home), fields(&home.file.item)))
            .unwrap_or_default();
        Explanation {
            name: one_line(&full),
            kind: kind.to_owned(),
            items,
            fields,
            needs: self.map.needs_of(ty),
            reference: home
                .and_then(|home| item_docs(&home.file.item))
                .and_then(reference),
            permissions: permissions(annotations),
            ..said(annotations)
        }
    }

    fn items(&self, Home { namespace, file }: Home<'_>) -> Vec<RustItem> {
        let module = namespace.module.as_str();
        let item = |kind, name: &str| RustItem {
            kind,
            path: self.path(&[module, name]),
        };
        let kind = match &file.item {
            Item::Structured(_) => "struct",
            Item::Enum(_) | Item::Union(_) => "enum",
            Item::Alias(_) | Item::Resource => "type",
        };
        let own = item_name(&file.item).map(|name| item(kind, name));
        let any = file.any.as_ref().map(|any| item("enum", any.name.as_str()));
        let builders = file.builders.iter();
        let builders = builders.map(|builder| {
            let mut names: Vec<&str> = file.requests.iter().map(ModuleName::as_str).collect();
            names.push(builder.name.as_str());
            RustItem {
                kind: "builder",
                path: self.path(&names),
            }
        });
        own.into_iter().chain(any).chain(builders).collect()
    }

    /// A property of a type or a member of an enumeration, with the way to it.
    pub(super) fn member(
        &self,
        routes: &Routes<'_>,
        ty: TypeRef,
        name: &str,
    ) -> Option<Explanation> {
        match ty {
            TypeRef::Structured(id) => {
                let mut navigation = self.map.model.all_navigation(id);
                let route = if navigation.any(|p| p.name == name) {
                    routes.navigation(id, name)
                } else {
                    routes.property(id, name)
                };
                let route = route.map(|route| (route.shown().to_owned(), route.rust));
                self.property(id, name, route.unzip())
            }
            TypeRef::Enum(id) => {
                let mut members = self.map.model[id].members.iter();
                let member = members.find(|member| member.name == name)?;
                let wire = one_line(name);
                let mut base = self.base(ty);
                base.fields.retain(|field| field.wire == wire);
                Some(Explanation {
                    name: format!("{}/{wire}", base.name),
                    kind: "member".to_owned(),
                    fields: base.fields,
                    items: base.items,
                    needs: base.needs,
                    ..said(&member.annotations)
                })
            }
            _ => None,
        }
    }

    /// A property, with its path and the expression that reads it.
    pub(super) fn property(
        &self,
        ty: StructuredId,
        name: &str,
        (path, rust): (Option<String>, Option<String>),
    ) -> Option<Explanation> {
        let model = self.map.model;
        let structural = model.all_properties(ty).find(|p| p.name == name);
        let navigation = model.all_navigation(ty).find(|p| p.name == name);
        let annotations = structural
            .map(|p| &p.annotations)
            .or_else(|| navigation.map(|p| &p.annotations))?;
        let kind = if structural.is_some() {
            "property"
        } else {
            "navigation property"
        };
        let wire = one_line(name);
        let mut base = self.base(TypeRef::Structured(ty));
        base.fields.retain(|field| field.wire == wire);
        base.items.retain(|item| item.kind == "struct");
        let mut needs = base.needs;
        if let Some(target) = navigation.and_then(|property| property.target) {
            needs.add(self.map.needs_of(TypeRef::Structured(target)));
        }
        Some(Explanation {
            name: format!("{}/{wire}", base.name),
            kind: kind.to_owned(),
            path,
            rust,
            fields: base.fields,
            items: base.items,
            needs,
            ..said(annotations)
        })
    }
}

pub(in crate::explore) fn fields(item: &Item) -> Vec<Field> {
    match item {
        Item::Structured(plan) => {
            let fields = plan.fields.iter().map(|field| Field {
                name: field.name.as_str().to_owned(),
                wire: one_line(&field.wire),
                ty: Some(format!("Option<{}>", rust::value(&field.ty))),
                deprecated: field.deprecated.is_some(),
            });
            let rest = plan.rest.iter().map(|rest| Field {
                name: rest.name.as_str().to_owned(),
                wire: "*".to_owned(),
                ty: Some(rust::item(&rest.ty)),
                deprecated: false,
            });
            fields.chain(rest).collect()
        }
        Item::Enum(plan) => {
            let variants = plan.variants.iter().map(|variant| Field {
                name: variant.name.as_str().to_owned(),
                wire: one_line(&variant.wire),
                ty: None,
                deprecated: variant.deprecated.is_some(),
            });
            variants.collect()
        }
        Item::Union(plan) => {
            let variants = plan.variants.iter().map(|variant| Field {
                name: variant.name.as_str().to_owned(),
                wire: variant.name.as_str().to_owned(),
                ty: Some(rust::value(&variant.ty)),
                deprecated: false,
            });
            variants.collect()
        }
        Item::Alias(_) | Item::Resource => Vec::new(),
    }
}

fn item_docs(item: &Item) -> Option<&Docs> {
    match item {
        Item::Structured(plan) => Some(&plan.docs),
        Item::Enum(plan) => Some(&plan.docs),
        Item::Union(plan) => Some(&plan.docs),
        Item::Alias(plan) => Some(&plan.docs),
        Item::Resource => None,
    }
}
