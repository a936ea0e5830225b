//! Bodies: JSON, forms, parts, text, bytes (OpenAPI 3.1.1, sections 4.8.13 to 4.8.15).

use super::Lowering;
use super::media::{Media, is_range, media};
use super::parameters::style;
use crate::api::http::{Body, BodyKind, FormField, Part, PartKind, Style};
use crate::api::{Field, Rest, Scalar, TypeKind, Value};
use crate::openapi::context::Spot;
use crate::openapi::schema::Name;

/// The media type that a body is sent as. A range of them says what a service takes; what is sent is one of it.
fn sent_as<'k>(key: &'k str, kind: &BodyKind) -> Option<&'k str> {
    match kind {
        _ if !is_range(key) => Some(key),
        BodyKind::Json(_) => Some("application/json"),
        BodyKind::Text => Some("text/plain"),
        BodyKind::Form(..) | BodyKind::Multipart(..) => Some(key),
        BodyKind::Bytes => None,
    }
}

impl<'t> Lowering<'_, 't> {
    /// The bodies of an operation.
    pub(super) fn bodies(&mut self, operation: Spot<'t>, name: &Name<'_>) -> Vec<Body> {
        let cx = self.cx;
        let body = operation.get("requestBody");
        let Some(body) = body.and_then(|body| cx.followed(body)) else {
            return Vec::new();
        };
        let required = cx.flag(body, "required") == Some(true);
        let docs = cx.words(body, "description");
        let name = name.inner("request");
        let mut bodies = Vec::new();
        for (member, media_type) in cx.named(body, "content") {
            let key = member.name.as_ref();
            let Some(media_type) = cx.followed(media_type) else {
                continue;
            };
            // Bodies of several kinds are several types.
            let word = match media(key) {
                Media::Form if !bodies.is_empty() => "form",
                Media::Multipart if !bodies.is_empty() => "parts",
                _ => "",
            };
            let inner = name.inner(word);
            let name = if word.is_empty() { &name } else { &inner };
            let kind = self.body(key, media_type, name);
            bodies.push(Body {
                sent_as: sent_as(key, &kind).map(str::to_owned),
                media_type: key.to_owned(),
                kind,
                required,
                docs: docs.clone(),
            });
        }
        bodies
    }

    fn body(&mut self, key: &str, media_type: Spot<'t>, name: &Name<'_>) -> BodyKind {
        let schema = media_type.get("schema");
        let kind = media(key);
        if matches!(
            kind,
            Media::Text | Media::Bytes | Media::Events | Media::JsonLines
        ) {
            return match kind {
                Media::Bytes => BodyKind::Bytes,
                _ => BodyKind::Text,
            };
        }
        let value = match schema {
            Some(schema) => self.schemas.read(schema, name),
            None if kind == Media::Any => return BodyKind::Bytes,
            None => Value::Scalar(Scalar::Any),
        };
        match kind {
            Media::Form => {
                let fields = self.form(&value, media_type);
                BodyKind::Form(value, fields)
            }
            Media::Multipart => {
                let parts = self.parts(&value, media_type);
                BodyKind::Multipart(value, parts)
            }
            Media::Any if self.is_stream(&value) => BodyKind::Bytes,
            Media::Any if self.is_text(&value) => BodyKind::Text,
            _ => BodyKind::Json(value),
        }
    }

    /// Whether a value is content of any size.
    pub(super) fn is_stream(&self, value: &Value) -> bool {
        matches!(self.plain(value), Value::Scalar(Scalar::Stream))
    }

    /// Whether a value is text: where any media type is allowed, services write and read it as it is, not as JSON.
    pub(super) fn is_text(&self, value: &Value) -> bool {
        matches!(self.plain(value), Value::Scalar(Scalar::Text))
    }

    /// A value without null and without the names that aliases give it.
    pub(super) fn plain<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut value = value;
        // Aliases of each other would go on for ever.
        for _ in 0..64 {
            value = match value {
                Value::Nullable(inner) => inner,
                Value::Named(id) => match self.schemas.ty(*id).map(|ty| &ty.kind) {
                    Some(TypeKind::Alias(inner)) => inner,
                    _ => return value,
                },
                _ => return value,
            };
        }
        value
    }

    /// The members of an object, those of what it derives from first; of alternatives, the members of all, which may be missing.
    pub(super) fn members_of(&self, value: &Value) -> Vec<Field> {
        let mut all = Vec::new();
        self.add_members(value, &mut all, 0);
        all
    }

    fn add_members(&self, value: &Value, all: &mut Vec<Field>, depth: usize) {
        let Value::Named(id) = self.plain(value) else {
            return;
        };
        let Some(ty) = self.schemas.ty(*id).filter(|_| depth < 64) else {
            return;
        };
        match &ty.kind {
            TypeKind::Struct { base, fields, .. } => {
                if let Some(base) = base {
                    self.add_members(&Value::Named(*base), all, depth + 1);
                }
                for field in fields {
                    if all.iter().all(|own| own.name != field.name) {
                        all.push(field.clone());
                    }
                }
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    let mut inner = Vec::new();
                    self.add_members(&variant.value, &mut inner, depth + 1);
                    inner.retain(|field| all.iter().all(|own| own.name != field.name));
                    all.extend(inner.into_iter().map(|field| Field {
                        required: false,
                        ..field
                    }));
                }
            }
            TypeKind::Enum { .. } | TypeKind::Alias(_) => {}
        }
    }

    fn form(&self, value: &Value, media_type: Spot<'t>) -> Vec<FormField> {
        let cx = self.cx;
        let encoding = cx.object(media_type, "encoding");
        let fields = self.members_of(value).into_iter().map(|field| {
            let said = encoding.and_then(|encoding| encoding.get(&field.name));
            let text = |name| said.and_then(|said| cx.text(said, name));
            let flag = |name| said.and_then(|said| cx.flag(said, name));
            FormField {
                style: text("style").and_then(style),
                explode: flag("explode"),
                allow_reserved: flag("allowReserved") == Some(true),
                content: text("contentType").map(str::to_owned),
                name: field.name,
                value: field.value,
                required: field.required,
            }
        });
        fields.collect()
    }

    fn parts(&self, value: &Value, media_type: Spot<'t>) -> Vec<Part> {
        let cx = self.cx;
        let encoding = cx.object(media_type, "encoding");
        let fields = self.members_of(value).into_iter().map(|field| {
            let said = encoding.and_then(|encoding| encoding.get(&field.name));
            let content = said.and_then(|said| cx.text(said, "contentType"));
            let (kind, many) = self.part_kind(&field.value, content);
            let style = said.and_then(|said| style(cx.text(said, "style")?));
            let explode = said.and_then(|said| cx.flag(said, "explode"));
            // Files, texts and numbers are one part whatever the style.
            let takes_style = content.is_none()
                && match self.plain(&field.value) {
                    Value::Scalar(_) => false,
                    Value::List(_) => kind != PartKind::File,
                    Value::Named(_) => kind == PartKind::Json,
                    Value::Map(_) | Value::Nullable(_) => true,
                };
            Part {
                style: style
                    .filter(|_| takes_style)
                    .map(|style| (style, explode.unwrap_or(style == Style::Form))),
                kind,
                many,
                content: content.map(str::to_owned),
                name: Some(field.name),
                value: field.value,
                required: field.required,
            }
        });
        let rest = self.rest_of(value).map(|value| {
            let (kind, many) = self.part_kind(value, None);
            Part {
                name: None,
                value: value.clone(),
                kind,
                many,
                required: false,
                content: None,
                style: None,
            }
        });
        fields.chain(rest).collect()
    }

    /// The type of the members that an object has beside those with names, as it or the nearest of its bases says it.
    fn rest_of<'v>(&'v self, value: &'v Value) -> Option<&'v Value> {
        let mut id = match self.plain(value) {
            Value::Map(value) => return Some(value),
            Value::Named(id) => *id,
            _ => return None,
        };
        // Bases of each other would go on for ever.
        for _ in 0..64 {
            let TypeKind::Struct { base, more, .. } = &self.schemas.ty(id)?.kind else {
                return None;
            };
            if let Some(Rest::Typed(value)) = more.as_ref().map(|more| &more.rest) {
                return Some(value);
            }
            id = (*base)?;
        }
        None
    }

    /// What a part is by its value, where its media type does not say otherwise; whether each item of it is a part.
    fn part_kind(&self, value: &Value, content: Option<&str>) -> (PartKind, bool) {
        let plain = self.plain(value);
        if let Value::List(item) = plain {
            let (kind, _) = self.part_kind(item, content);
            return (kind, true);
        }
        let said = content.map(|content| {
            let mut kinds = content.split(',').map(media);
            kinds.next().unwrap_or(Media::Bytes)
        });
        let kind = match (plain, said) {
            (Value::Scalar(Scalar::Stream), _)
            | (Value::Scalar(Scalar::Any), Some(Media::Bytes)) => PartKind::File,
            (Value::Scalar(Scalar::Any), _) => PartKind::Json,
            (Value::Scalar(_), said) if said != Some(Media::Json) => PartKind::Text,
            (Value::Named(id), _) => match self.schemas.ty(*id).map(|ty| &ty.kind) {
                Some(TypeKind::Enum { .. }) if said != Some(Media::Json) => PartKind::Text,
                _ => PartKind::Json,
            },
            _ => PartKind::Json,
        };
        (kind, false)
    }
}
