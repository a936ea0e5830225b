//! A schema as it is written: its keywords, each in the form that it must have (JSON Schema 2020-12; OpenAPI 3.0.4,
//! section 4.7.24).
//!
//! What 3.0 says otherwise is brought to what 3.1 says: `nullable`, and texts with `format: byte`.

use crate::api::Kinds;
use crate::openapi::context::{Context, Spot};
use crate::openapi::read::{Kind, Member, Node};

/// The keywords of a schema that say what values are. Those that only check values are not read.
#[derive(Clone)]
pub(crate) struct Keywords<'t> {
    pub(crate) spot: Spot<'t>,
    pub(crate) reference: Option<&'t str>,
    pub(crate) kinds: Option<Kinds>,
    pub(crate) nullable: bool,
    pub(crate) format: Option<&'t str>,
    pub(crate) encoding: Option<&'t str>,
    /// The media type of what a text holds.
    pub(crate) media: Option<&'t str>,
    pub(crate) values: Option<&'t [Node<'t>]>,
    pub(crate) constant: Option<&'t Node<'t>>,
    pub(crate) properties: &'t [Member<'t>],
    pub(crate) required: &'t [Node<'t>],
    pub(crate) additional: Option<&'t Node<'t>>,
    pub(crate) patterns: &'t [Member<'t>],
    pub(crate) items: Option<&'t Node<'t>>,
    pub(crate) prefix: &'t [Node<'t>],
    pub(crate) all_of: &'t [Node<'t>],
    pub(crate) one_of: &'t [Node<'t>],
    pub(crate) any_of: &'t [Node<'t>],
    /// Schemas that hold for some values only: `then`, `else`, those of `dependentSchemas`.
    pub(crate) some: Vec<&'t Node<'t>>,
    pub(crate) discriminator: Option<Spot<'t>>,
    /// Whether a keyword says something of lists or objects without `type`.
    implied: Kinds,
}

impl<'t> Keywords<'t> {
    fn none(spot: Spot<'t>) -> Self {
        Self {
            spot,
            reference: None,
            kinds: None,
            nullable: false,
            format: None,
            encoding: None,
            media: None,
            values: None,
            constant: None,
            properties: &[],
            required: &[],
            additional: None,
            patterns: &[],
            items: None,
            prefix: &[],
            all_of: &[],
            one_of: &[],
            any_of: &[],
            some: Vec::new(),
            discriminator: None,
            implied: Kinds::NONE,
        }
    }

    /// Whether it says what values are, beside `$ref` and `allOf`; a kind alone does not.
    pub(crate) fn is_structural(&self) -> bool {
        self.format.is_some()
            || self.values.is_some()
            || self.constant.is_some()
            || !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional.is_some_and(|node| !node.is(true))
            || !self.patterns.is_empty()
            || self.items.is_some()
            || !self.prefix.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || !self.some.is_empty()
            || self.discriminator.is_some()
    }

    /// Whether it says nothing of what values are.
    pub(crate) fn is_empty(&self) -> bool {
        self.reference.is_none()
            && self.all_of.is_empty()
            && self.kinds.is_none()
            && !self.is_structural()
    }

    /// The kinds of JSON that values have: those that `type` says, else those that other keywords are about.
    pub(crate) fn kinds(&self) -> Option<Kinds> {
        self.kinds
            .or_else(|| (!self.implied.is_empty()).then_some(self.implied))
    }
}

impl<'t> Context<'t> {
    /// The keywords of a schema. `true` and `false` have none.
    pub(crate) fn keywords(&self, spot: Spot<'t>) -> Keywords<'t> {
        let mut found = Keywords::none(spot);
        match spot.node.kind {
            Kind::Object(_) | Kind::Bool(_) => {}
            _ => {
                let message = format!("a schema is {} and must be an object", spot.node.describe());
                self.warn(
                    spot,
                    message,
                    "it is taken for a schema of anything; correct it",
                );
            }
        }
        for member in spot.node.members() {
            self.keyword(&mut found, member);
        }
        if found.reference.is_some() && !self.siblings {
            let (reference, nullable) = (found.reference, found.nullable);
            found = Keywords::none(spot);
            found.reference = reference;
            found.nullable = nullable;
        }
        found
    }

    fn keyword(&self, found: &mut Keywords<'t>, member: &'t Member<'t>) {
        let (spot, name, node) = (found.spot, member.name.as_ref(), &member.value);
        let list = |name| {
            let list = self.list(spot, name);
            list.map_or(&[][..], |list| list.node.items())
        };
        match name {
            "$ref" | "$dynamicRef" => found.reference = self.text(spot, name),
            "type" => (found.kinds, found.nullable) = self.types(spot.with(node), found.nullable),
            "nullable" => found.nullable |= self.flag(spot, name) == Some(true),
            "format" => found.format = self.text(spot, name),
            "contentEncoding" => found.encoding = self.text(spot, name),
            "contentMediaType" => found.media = self.text(spot, name),
            "enum" => found.values = self.list(spot, name).map(|list| list.node.items()),
            "const" => found.constant = Some(node),
            "properties" => {
                let object = self.object(spot, name);
                found.properties = object.map_or(&[], |object| object.node.members());
                found.implied = found.implied.or(Kinds::OBJECT);
            }
            // In 3.0's ancestors `required` was a Boolean of a property.
            "required" if matches!(node.kind, Kind::Bool(_)) => {}
            "required" => found.required = list(name),
            "additionalProperties" | "unevaluatedProperties" => {
                if found.additional.is_none() || name == "additionalProperties" {
                    found.additional = Some(node);
                }
                if !matches!(node.kind, Kind::Bool(_)) {
                    found.implied = found.implied.or(Kinds::OBJECT);
                }
            }
            "patternProperties" => {
                let object = self.object(spot, name);
                found.patterns = object.map_or(&[], |object| object.node.members());
                found.implied = found.implied.or(Kinds::OBJECT);
            }
            "items" => {
                found.items = Some(node);
                found.implied = found.implied.or(Kinds::LIST);
            }
            "prefixItems" => {
                found.prefix = list(name);
                found.implied = found.implied.or(Kinds::LIST);
            }
            "allOf" => found.all_of = list(name),
            "oneOf" => found.one_of = list(name),
            "anyOf" => found.any_of = list(name),
            "then" | "else" => found.some.push(node),
            "dependentSchemas" => {
                let schemas = self.named(spot, name);
                found.some.extend(schemas.map(|(_, schema)| schema.node));
            }
            "discriminator" => found.discriminator = self.object(spot, name),
            _ => {}
        }
    }

    /// `type`: a word or several; whether null is one.
    fn types(&self, spot: Spot<'t>, nullable: bool) -> (Option<Kinds>, bool) {
        let words: &[Node<'t>] = match &spot.node.kind {
            Kind::List(words) => words,
            _ => std::slice::from_ref(spot.node),
        };
        let mut kinds = Kinds::NONE;
        let mut null = false;
        for word in words {
            kinds = kinds.or(match (&word.kind, word.text()) {
                (Kind::Null, _) | (_, Some("null")) => {
                    null = true;
                    Kinds::NONE
                }
                (_, Some("string" | "file")) => Kinds::TEXT,
                (_, Some("integer")) => Kinds::INTEGER,
                (_, Some("number")) => Kinds::NUMBER,
                (_, Some("boolean")) => Kinds::BOOLEAN,
                (_, Some("array")) => Kinds::LIST,
                (_, Some("object")) => Kinds::OBJECT,
                (_, Some("any")) => Kinds::ALL,
                _ => {
                    let message = "a type that JSON Schema does not have";
                    let remedy = "it is passed over; use string, integer, number, boolean, array, object or null";
                    self.warn(spot.with(word), message, remedy);
                    Kinds::NONE
                }
            });
        }
        let only_null = kinds.is_empty() && null;
        let kinds = match kinds.is_empty() {
            true if only_null => Some(Kinds::NULL),
            true => None,
            false => Some(kinds),
        };
        (kinds, nullable || (null && !only_null))
    }
}
