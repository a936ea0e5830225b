//! Expressions that read a property of what a request gives: in go the types and names of properties, out comes what
//! is written behind the request, such as `.await?.body.as_ref().and_then(|body| body.content.as_ref())`.

use crate::api::NodeId;
use crate::model::{StructuredId, TypeRef};
use crate::plan::{AnyPlan, FieldPlan, Item, MethodBody, ReturnPlan, Shape};

use super::map::{Map, Step};
use super::routes::read;

/// What an expression gives.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// What is written behind the request.
    pub(super) code: String,
    form: Form,
    /// What a closure calls it.
    name: String,
}

/// How a value is held.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// As it is.
    Whole,
    /// In an `Option` that is a field.
    Field(Shape),
    /// In an `Option`, by reference.
    Borrowed(Shape),
    /// By reference, as each item of an iterator.
    Each(Shape),
}

impl Value {
    /// What reading a resource gives; `None` where it cannot be read, or is a collection.
    pub(super) fn reply(map: &Map<'_>, node: NodeId) -> Option<Self> {
        (read(map, node) == ".get()").then(|| Self::whole(".await?", Form::Whole))
    }

    /// What an operation returns, where that has properties.
    pub(super) fn returned(map: &Map<'_>, step: &Step<'_>) -> Option<Self> {
        let MethodBody::Operation { returns, .. } = &step.method.body else {
            return None;
        };
        let structured = step.operation.and_then(|id| map.model[id].returns.as_ref());
        structured?;
        match returns {
            ReturnPlan::One(_) => Some(Self::whole(".await?", Form::Whole)),
            ReturnPlan::Many(_) => {
                Some(Self::whole(".await?.value.iter()", Form::Each(Shape::One)))
            }
            ReturnPlan::Nothing | ReturnPlan::Single(_) | ReturnPlan::Media => None,
        }
    }

    fn whole(code: &str, form: Form) -> Self {
        Self {
            code: code.to_owned(),
            form,
            name: "one".to_owned(),
        }
    }

    /// A property of the value, which is of this type; `None` where its struct has no such field.
    pub(super) fn property(&self, map: &Map<'_>, ty: StructuredId, wire: &str) -> Option<Self> {
        let file = map.file(TypeRef::Structured(ty))?.file;
        let Item::Structured(plan) = &file.item else {
            return None;
        };
        let field = plan.fields.iter().find(|field| field.wire == wire)?;
        let reader = match file.polymorphic() {
            Some(any) => format!("{}()", accessor(any, field)?),
            None => field.name.as_str().to_owned(),
        };
        let shape = field.ty.shape;
        let (code, form) = match self.form {
            Form::Whole if file.polymorphic().is_some() => {
                (format!(".{reader}"), Form::Borrowed(shape))
            }
            Form::Whole => (format!(".{reader}"), Form::Field(shape)),
            form => self.inside(form, &reader, file.polymorphic().is_some(), shape),
        };
        let many = matches!(shape, Shape::Many | Shape::ManyNullable);
        Some(Self {
            code: format!("{}{code}", self.code),
            form,
            name: if many { "one" } else { field.name.as_str() }.to_owned(),
        })
    }

    /// What reads a property of a value that is inside something.
    fn inside(&self, form: Form, reader: &str, method: bool, shape: Shape) -> (String, Form) {
        let name = &self.name;
        let by_reference = if method { "" } else { ".as_ref()" };
        let inner = format!("|{name}| {name}.{reader}{by_reference}");
        let nulls = |shape| match shape {
            Shape::ManyNullable => ".flatten()",
            _ => "",
        };
        match form {
            Form::Field(Shape::One | Shape::Boxed) => (
                format!(".as_ref().and_then({inner})"),
                Form::Borrowed(shape),
            ),
            Form::Borrowed(Shape::One | Shape::Boxed) | Form::Whole => {
                (format!(".and_then({inner})"), Form::Borrowed(shape))
            }
            Form::Field(many) => {
                let items = format!(".iter().flatten(){}", nulls(many));
                (format!("{items}.filter_map({inner})"), Form::Each(shape))
            }
            Form::Borrowed(many) => {
                let items = format!(".into_iter().flatten(){}", nulls(many));
                (format!("{items}.filter_map({inner})"), Form::Each(shape))
            }
            Form::Each(Shape::One | Shape::Boxed) => {
                (format!(".filter_map({inner})"), Form::Each(shape))
            }
            Form::Each(many) => {
                let items = format!(".flatten(){}", nulls(many));
                (format!("{items}.filter_map({inner})"), Form::Each(shape))
            }
        }
    }
}

/// The method that reads a field, whichever type of a family a value is of.
fn accessor<'p>(any: &'p AnyPlan, field: &FieldPlan) -> Option<&'p str> {
    let mut accessors = any.accessors.iter();
    let found = accessors.find(|accessor| {
        let base = accessor.arms.first();
        base.is_some_and(|base| base.field == field.name)
    });
    found.map(|accessor| accessor.name.as_str())
}
