//! Values of derived types that were read into the struct of their base. In: such a value. Out: a value of its own type;
//! and the other way round, so that a derived value can stand where the base is declared.

use super::model::extra_mut;
use super::polymorphic::{SHORT_TYPE, TYPE, named_type, of_type};
use super::write::{write_text, write_view};
use super::{
    Extra, Json, Model, Place, Polymorphic, PropertyRole, TypeTag, View, Visit, read_model,
};
use crate::error::DecodeError;

/// The value by the type that its `@odata.type` tells; `None` where it tells none, or one that is not known.
///
/// # Errors
/// If a property that only the derived type declares does not fit it.
pub(crate) fn derived<P: Polymorphic>(base: &dyn Model) -> Result<Option<P>, DecodeError> {
    let Some(name) = told_type(base) else {
        return Ok(None);
    };
    let Some(mut value) = of_type::<P>(name) else {
        return Ok(None);
    };
    let tag = value.model().0;
    match fill_derived(value.model_mut(), base, tag) {
        Ok(()) => Ok(Some(value)),
        Err(error) => Err(error),
    }
}

/// The qualified name of the type that a value tells.
fn told_type(value: &dyn Model) -> Option<&str> {
    let extra = value.extra();
    let told = extra.get(TYPE).or_else(|| extra.get(SHORT_TYPE));
    told.and_then(Json::as_str).map(named_type)
}

/// Gives an empty value of the derived type what the base has.
fn fill_derived(
    model: &mut dyn Model,
    base: &dyn Model,
    tag: Option<&'static TypeTag>,
) -> Result<(), DecodeError> {
    let (json, extra) = taken_apart(base, model);
    if let Some(place) = extra_mut(model) {
        *place = extra;
    }
    read_model(&json, model)?;
    // The variant tells its type itself.
    if let (Some(TypeTag(tag)), Some(extra)) = (tag, extra_mut(model))
        && extra.get(TYPE).and_then(Json::as_str) == Some(tag)
    {
        extra.remove(TYPE);
    }
    Ok(())
}

/// The properties of a value that another type declares, as an object; and what is left undeclared.
fn taken_apart(base: &dyn Model, to: &mut dyn Model) -> (Vec<u8>, Extra) {
    let mut object = Object::new();
    let mut rest = base.extra().clone();
    base.each(&mut Visit::new(&mut |name, view, _| {
        object.push(name, &base.extra().exact(name, view));
    }));
    for (name, view) in base.extra().views() {
        // A null clears a property, which a declared one cannot say.
        let is_null = matches!(view, View::Json(Json::Null));
        if !is_null && !name.contains('@') && matches!(to.slot(name), Place::Declared(_)) {
            object.push(name, &view);
            rest.remove(name);
        }
    }
    (object.finish(), rest)
}

/// A value of a derived type as one of its base: what only the derived type declares is undeclared, and `@odata.type` tells
/// the type.
pub(crate) fn into_base<B: Model + Default>(value: &dyn Model, tag: &'static str) -> B {
    let mut base = B::default();
    fill_base(&mut base, value, tag);
    base
}

/// Gives an empty base what a value of the derived type has.
fn fill_base(base: &mut dyn Model, value: &dyn Model, tag: &'static str) {
    let mut extra = value.extra().clone();
    if extra.get(TYPE).is_none() && extra.get(SHORT_TYPE).is_none() {
        extra.insert(TYPE, tag);
    }
    if let Some(place) = extra_mut(base) {
        *place = extra;
    }
    value.each(&mut Visit::new(&mut |name, view, role| {
        let view = value.extra().exact(name, view);
        let mut object = Object::new();
        object.push(name, &view);
        let is_read = read_model(&object.finish(), base).is_ok();
        let is_declared = matches!(base.slot(name), Place::Declared(_));
        let Some(extra) = extra_mut(base).filter(|_| !is_read || !is_declared) else {
            return;
        };
        if !is_read {
            let mut json = Vec::new();
            write_view(&view, &mut json);
            // It was written just now.
            let json = String::from_utf8_lossy(&json);
            extra.keep(name.to_owned(), &json).unwrap_or_default();
        }
        if role != PropertyRole::Structural {
            extra.set_role(name, role);
        }
    }));
}

/// An object that is written property by property.
struct Object(Vec<u8>);

impl Object {
    fn new() -> Self {
        Self(vec![b'{'])
    }

    fn push(&mut self, name: &str, view: &View<'_>) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        write_text(name, &mut self.0);
        self.0.push(b':');
        write_view(view, &mut self.0);
    }

    fn finish(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
}
