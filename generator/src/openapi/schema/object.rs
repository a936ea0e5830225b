//! Objects: structs with the fields that a schema names, maps where it names none.

use std::collections::HashSet;

use super::merge::{Bases, Merged};
use super::types::is_usual;
use super::value::Shape;
use super::variants::Candidate;
use super::{Name, Part, Schemas};
use crate::api::{
    Access, Constant, Discriminator, Docs, Field, FieldMore, Member, Rest, Scalar, StructMore,
    TypeKind, Value,
};
use crate::limits::Limit;
use crate::openapi::context::Spot;
use crate::openapi::read::{Kind, Node};

impl<'t> Schemas<'_, 't> {
    /// An object.
    pub(super) fn object(&mut self, merged: &Merged<'t>, name: &Name<'_>) -> Shape {
        let discriminator = self.family(merged);
        let rest = self.rest(merged, name);
        let has_fields = !merged.fields.is_empty();
        if !has_fields && merged.base.is_none() && discriminator.is_none() && rest != Rest::Closed {
            return Shape::Value(Value::Map(Box::new(match rest {
                Rest::Typed(value) => value,
                _ => Value::Scalar(Scalar::Any),
            })));
        }
        let base = merged.base.and_then(|base| self.types.declared(base));
        let fields = self.fields(merged, name);
        let more = (!is_usual(&rest) || discriminator.is_some()).then(|| {
            Box::new(StructMore {
                rest,
                discriminator,
            })
        });
        Shape::Kind(TypeKind::Struct {
            identity: false,
            base,
            fields,
            more,
        })
    }

    fn fields(&mut self, merged: &Merged<'t>, name: &Name<'_>) -> Vec<Field> {
        if merged.fields.len() > self.cx.limits.get(Limit::Members) {
            let what = "a schema has too many properties";
            self.cx
                .exceeded(Limit::Members, merged.parts.first().copied(), what);
            return Vec::new();
        }
        let inherited = match merged.base {
            Some(base) => self.merge(&[Part::whole(base)], Bases::Merged),
            None => Merged::default(),
        };
        let inherited: HashSet<&str> = inherited.fields.iter().map(|(name, _)| *name).collect();
        let mut fields = Vec::with_capacity(merged.fields.len());
        for (own, spots) in &merged.fields {
            let first = spots.first().copied();
            first.inspect(|spot| self.cx.check_name(*spot, own));
            let never = spots.iter().any(|spot| spot.node.is(false));
            if !never && !inherited.contains(own) {
                fields.push(self.field(own, spots, merged.required.contains(own), name));
            }
        }
        fields
    }

    fn field(
        &mut self,
        own: &'t str,
        spots: &[Spot<'t>],
        required: bool,
        name: &Name<'_>,
    ) -> Field {
        let parts: Vec<_> = spots.iter().copied().map(Part::whole).collect();
        let only = self.only_value(&parts, required);
        let value = match &only {
            Some((value, _)) => value.clone(),
            None => self.value(&parts, &name.inner(own)),
        };
        let flag = |name| {
            spots
                .iter()
                .any(|spot| self.cx.flag(*spot, name) == Some(true))
        };
        let access = match (flag("readOnly"), flag("writeOnly")) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            _ => Access::Both,
        };
        let docs = spots.iter().map(|spot| self.cx.docs(*spot));
        let docs = docs.into_iter().find(|docs| *docs != Docs::default());
        let more = FieldMore {
            docs,
            default: default(spots.iter().copied()),
            constant: only.map(|(_, constant)| constant),
        };
        Field {
            name: own.to_owned(),
            value,
            required,
            access,
            deprecated: flag("deprecated"),
            more: (more != FieldMore::default()).then(|| Box::new(more)),
        }
    }

    /// The one value that a field has: a constant, or the only value of a list where the field is always there.
    fn only_value(&mut self, parts: &[Part<'t>], required: bool) -> Option<(Value, String)> {
        let merged = self.merge(parts, Bases::Merged);
        let constant = match merged.constant {
            Some(node) => constant(node)?,
            None if required && merged.groups.is_empty() => {
                let mut members = self.members(&merged)?.into_iter();
                match (members.next(), members.next()) {
                    (Some(Member { value, .. }), None) if !merged.nullable => value,
                    _ => return None,
                }
            }
            None => return None,
        };
        let nulls = parts.iter().any(|part| self.is_nullable(part.spot));
        let value = Value::Scalar(scalar_of(&constant));
        let json = match constant {
            Constant::Text(text) => serde_json::Value::from(text).to_string(),
            Constant::Integer(number) | Constant::Number(number) => number,
            Constant::Boolean(value) => value.to_string(),
        };
        (!nulls).then_some((value, json))
    }

    /// What an object may hold beside its fields.
    fn rest(&mut self, merged: &Merged<'t>, name: &Name<'_>) -> Rest {
        let schemas = merged.additional.iter().chain(&merged.patterns).copied();
        let (closed, typed): (Vec<_>, Vec<_>) = schemas
            .filter(|spot| !spot.node.is(true))
            .partition(|spot| spot.node.is(false));
        let typed: Vec<_> = typed
            .into_iter()
            .filter(|spot| !self.cx.keywords(*spot).is_empty())
            .collect();
        let name = name.inner("value");
        match typed.as_slice() {
            [] if closed.is_empty() => Rest::Json,
            [] if merged.patterns.is_empty() => Rest::Closed,
            [] => Rest::Json,
            [one] => Rest::Typed(self.value(&[Part::whole(*one)], &name)),
            many => {
                let candidates = many.iter().enumerate().map(|(at, spot)| Candidate {
                    name: Some(format!("value {}", at + 1)),
                    parts: vec![Part::whole(*spot)],
                });
                let candidates = candidates.collect();
                Rest::Typed(self.alternatives(candidates, None, &name))
            }
        }
    }

    /// What tells the types from each other that derive from an object.
    fn family(&mut self, merged: &Merged<'t>) -> Option<Discriminator> {
        let spot = merged.discriminator?;
        let root = merged.parts.first().copied()?;
        let derived = self.families.derived(root);
        if derived.is_empty() || merged.base.is_some() {
            return None;
        }
        let mut all = Vec::new();
        for (name, spot) in derived {
            let id = self.types.declare(spot, name.to_owned());
            all.push((Some(name.to_owned()), spot, id));
        }
        let own = self.types.declared(root);
        if let Some(id) = own {
            let name = self.types.get(id).map(|ty| ty.name.clone());
            all.push((name, root, id));
        }
        self.discriminator(spot, &all)
    }
}

/// A constant that is not null, a list or an object.
pub(super) fn constant(node: &Node<'_>) -> Option<Constant> {
    Some(match &node.kind {
        Kind::Text(text) => Constant::Text(text.to_string()),
        Kind::Number(number) if number.contains(['.', 'e', 'E']) => {
            Constant::Number(number.to_string())
        }
        Kind::Number(number) => Constant::Integer(number.to_string()),
        Kind::Bool(value) => Constant::Boolean(*value),
        Kind::Null | Kind::List(_) | Kind::Object(_) => return None,
    })
}

/// The scalar of a constant.
pub(super) fn scalar_of(constant: &Constant) -> Scalar {
    match constant {
        Constant::Text(_) => Scalar::Text,
        Constant::Integer(_) => Scalar::Integer(64),
        Constant::Number(_) => Scalar::Float(64),
        Constant::Boolean(_) => Scalar::Boolean,
    }
}

/// The first default of several schemas, as JSON.
pub(crate) fn default<'t>(spots: impl Iterator<Item = Spot<'t>>) -> Option<String> {
    let mut found = spots.filter_map(|spot| spot.get("default"));
    let found = found.find(|spot| !matches!(spot.node.kind, Kind::Null))?;
    Some(found.node.to_json())
}
