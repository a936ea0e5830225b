//! Types and the service as a whole → elements.

use crate::api::{Access, Field, Rest, TypeId, TypeKind};
use crate::diff::change::{ElementKind, Kind};
use crate::diff::facts::Fact;

use super::facts::{constant, nullability, said, servers, value, yes};
use super::{Lister, Named, SERVICE};

impl Lister<'_> {
    pub(super) fn service(&mut self) {
        let Some(service) = self.api.service.as_deref() else {
            return;
        };
        let schemes = service
            .schemes
            .iter()
            .map(|it| format!("{}: {:?}", it.name, it.kind));
        let error = service.error.as_ref().map(|error| value(self.api, error));
        let [docs, _] = said(Some(&service.docs), false);
        let facts = vec![
            (Kind::Value, "title", service.title.clone()),
            (Kind::Trait, "servers", servers(&service.servers)),
            (
                Kind::Trait,
                "security schemes",
                schemes.collect::<Vec<_>>().join("; "),
            ),
            (Kind::Trait, "errors", error.unwrap_or_default()),
            docs,
        ];
        let named = Named {
            key: SERVICE.to_owned(),
            name: SERVICE.to_owned(),
            owner: SERVICE.to_owned(),
            parent: None,
        };
        self.add(ElementKind::Service, named, facts);
    }

    pub(super) fn ty(&mut self, id: TypeId) {
        let api = self.api;
        let ty = &api[id];
        let mut facts: Vec<Fact> = said(ty.docs.as_deref(), ty.deprecated).into();
        facts.extend(match &ty.kind {
            TypeKind::Struct { base, more, .. } => {
                let base = base.map(|base| api[base].name.clone());
                let rest = more.as_ref().map(|more| match &more.rest {
                    Rest::Json => String::new(),
                    Rest::Typed(inner) => value(api, inner),
                    Rest::Closed => "nothing".to_owned(),
                });
                [
                    (Kind::Base, "", base.unwrap_or_default()),
                    (Kind::Trait, "other members", rest.unwrap_or_default()),
                ]
            }
            TypeKind::Alias(inner) => {
                let (inner, null) = nullability(inner);
                [
                    (Kind::Type, "", value(api, inner)),
                    (Kind::Nullability, "", null.to_owned()),
                ]
            }
            TypeKind::Union(union) => {
                let names = union.variants.iter().map(|it| it.name.as_str());
                let discriminator = union.discriminator.as_ref();
                let property = discriminator.map(|it| it.property.clone());
                [
                    (
                        Kind::Value,
                        "variants",
                        names.collect::<Vec<_>>().join(", "),
                    ),
                    (Kind::Trait, "discriminator", property.unwrap_or_default()),
                ]
            }
            TypeKind::Enum { .. } => [
                (Kind::Value, "", String::new()),
                (Kind::Trait, "", String::new()),
            ],
        });
        let kind = match &ty.kind {
            TypeKind::Struct { .. } => ElementKind::Object,
            TypeKind::Enum { .. } => ElementKind::EnumType,
            TypeKind::Union(_) => ElementKind::Union,
            TypeKind::Alias(_) => ElementKind::TypeDefinition,
        };
        let named = Named {
            key: ty.name.clone(),
            name: ty.name.clone(),
            owner: ty.name.clone(),
            parent: None,
        };
        self.add(kind, named, facts);
        match &ty.kind {
            TypeKind::Struct { fields, .. } => {
                for field in fields {
                    let facts = self.field(field);
                    self.inner(
                        ElementKind::Property,
                        (&ty.name, &ty.name),
                        &field.name,
                        facts,
                    );
                }
            }
            TypeKind::Enum { members } => {
                for member in members {
                    let name = constant(&member.value);
                    self.inner(ElementKind::Member, (&ty.name, &ty.name), &name, Vec::new());
                }
            }
            TypeKind::Union(_) | TypeKind::Alias(_) => {}
        }
    }

    fn field(&self, field: &Field) -> Vec<Fact> {
        let (inner, null) = nullability(&field.value);
        let more = field.more.as_deref();
        let docs = more.and_then(|more| more.docs.as_ref());
        let of_more = |text: Option<&String>| text.cloned().unwrap_or_default();
        let access = match field.access {
            Access::Both => "",
            Access::ReadOnly => "read-only",
            Access::WriteOnly => "write-only",
        };
        let mut facts = vec![
            (Kind::Type, "", value(self.api, inner)),
            (Kind::Nullability, "", null.to_owned()),
            (Kind::Trait, "presence", yes(field.required, "required")),
            (Kind::Trait, "access", access.to_owned()),
            (
                Kind::Trait,
                "default",
                of_more(more.and_then(|more| more.default.as_ref())),
            ),
            (
                Kind::Value,
                "constant",
                of_more(more.and_then(|more| more.constant.as_ref())),
            ),
        ];
        facts.extend(said(docs, field.deprecated));
        facts
    }
}
