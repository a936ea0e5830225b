//! Which properties a type declares. In: an empty value of the type, and a path of names. Out: whether it leads to a declared
//! property.

use super::{Field, Model, Named, Place, Slot, Token};

/// What a type declares, for code that is compiled once and not for every type.
#[derive(Clone, Copy)]
pub(crate) struct Declaration {
    pub(crate) type_name: &'static str,
    /// Whether a path leads to a declared property.
    pub(crate) has: fn(&str) -> bool,
}

impl Declaration {
    pub(crate) const fn by<T: Field + Named>() -> Self {
        Self {
            type_name: T::TYPE_NAME,
            has: has::<T>,
        }
    }
}

fn has<T: Field>(path: &str) -> bool {
    is_declared(&mut T::empty(), path)
}

/// Whether a path of names, with `/` between, leads to a declared property of what `field` takes. What is
/// declared as any JSON has any property. A segment may name a derived type. `field` is filled with empty
/// values on the way.
fn is_declared(field: &mut dyn Field, path: &str) -> bool {
    match field.put(Token::Object) {
        Ok(Slot::Model(model)) => declares(model, path),
        Ok(Slot::Polymorphic(variant)) => match path.split_once('/') {
            Some((name, rest)) if name.contains('.') => {
                variant.become_type(name) && declares(variant, rest)
            }
            _ => declares(variant, path),
        },
        Ok(Slot::Json(_)) => true,
        _ => false,
    }
}

fn declares(model: &mut dyn Model, path: &str) -> bool {
    let (name, rest) = match path.split_once('/') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    match (model.slot(name), rest) {
        (Place::Declared(_), None) => true,
        (Place::Declared(field), Some(rest)) => is_declared(field, rest),
        (Place::Extra(_), _) => false,
    }
}
