//! Which types something of a service is made of.

use super::http::{BodyKind, ContentKind, HttpRequest};
use super::{Node, Request, Rest, Step, Type, TypeId, TypeKind, Value};

impl Value {
    /// Shows the types in it.
    pub(crate) fn each_type(&self, show: &mut dyn FnMut(TypeId)) {
        match self {
            Self::Scalar(_) => {}
            Self::Named(ty) => show(*ty),
            Self::List(value) | Self::Map(value) | Self::Nullable(value) => value.each_type(show),
        }
    }
}

impl Type {
    /// Shows the types that values of it hold, apart from what they inherit.
    pub(crate) fn each_type(&self, show: &mut dyn FnMut(TypeId)) {
        match &self.kind {
            TypeKind::Struct { fields, more, .. } => {
                for field in fields {
                    field.value.each_type(show);
                }
                if let Some(Rest::Typed(value)) = more.as_ref().map(|more| &more.rest) {
                    value.each_type(show);
                }
            }
            TypeKind::Enum { .. } => {}
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    variant.value.each_type(show);
                }
            }
            TypeKind::Alias(value) => value.each_type(show),
        }
    }
}

impl Step {
    /// Shows the types of what stands in it.
    pub(crate) fn each_type(&self, show: &mut dyn FnMut(TypeId)) {
        let parameters = match self {
            Self::Call { parameters, .. } => parameters,
            Self::Key(key) => &key.parts,
            _ => return,
        };
        for parameter in parameters {
            parameter.value.each_type(show);
        }
    }
}

impl Node {
    /// Shows the types of what is sent there and comes back.
    pub(crate) fn each_type(&self, show: &mut dyn FnMut(TypeId)) {
        for request in &self.requests {
            request.each_type(show);
        }
    }
}

impl Request {
    /// Shows the types of what is sent and comes back.
    pub(crate) fn each_type(&self, show: &mut dyn FnMut(TypeId)) {
        let parameters = self.parameters.iter().map(|parameter| &parameter.value);
        for value in parameters.chain(&self.body).chain(&self.reply) {
            value.each_type(show);
        }
        if let Some(http) = &self.http {
            http.each_type(show);
        }
    }
}

impl HttpRequest {
    fn each_type(&self, show: &mut dyn FnMut(TypeId)) {
        for parameter in &self.parameters {
            parameter.value.each_type(show);
        }
        for body in &self.bodies {
            match &body.kind {
                BodyKind::Json(value)
                | BodyKind::Form(value, _)
                | BodyKind::Multipart(value, _) => {
                    value.each_type(show);
                }
                BodyKind::Text | BodyKind::Bytes => {}
            }
        }
        for reply in &self.replies {
            for header in &reply.headers {
                header.value.each_type(show);
            }
            for content in &reply.contents {
                match &content.kind {
                    ContentKind::Json(value)
                    | ContentKind::Events(value)
                    | ContentKind::JsonLines(value) => value.each_type(show),
                    ContentKind::Text | ContentKind::Bytes => {}
                }
            }
        }
    }
}
