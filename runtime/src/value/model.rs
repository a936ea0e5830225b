//! Structured values: entities, complex values, and what the runtime itself reads.

use super::{Extra, Field, Mismatch, Slot, Token};

/// A structured value: it has named properties, and keeps those it does not declare.
///
/// Generated types implement it, and get everything else from [`model!`](crate::model):
///
/// ```
/// use odata_client::{Extra, Field, Model};
///
/// #[derive(Clone, Default)]
/// pub struct Person {
///     pub display_name: Option<String>,
///     pub extra: Extra,
/// }
///
/// impl Model for Person {
///     fn slot(&mut self, name: &str) -> Option<&mut dyn Field> {
///         Some(match name {
///             "displayName" => &mut self.display_name,
///             _ => return None,
///         })
///     }
///     fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Field)) {
///         visit("displayName", &self.display_name);
///     }
///     fn extra(&self) -> &Extra {
///         &self.extra
///     }
///     fn extra_mut(&mut self) -> &mut Extra {
///         &mut self.extra
///     }
/// }
/// odata_client::model!(Person, "sample.person");
///
/// let person: Person = odata_client::from_json(br#"{"displayName": "Ann", "age": 3}"#)?;
/// assert_eq!(person.display_name.as_deref(), Some("Ann"));
/// assert_eq!(odata_client::to_json(&person), br#"{"displayName":"Ann","age":3}"#);
/// # Ok::<(), odata_client::DecodeError>(())
/// ```
pub trait Model {
    /// The field of a declared property, by its exact name in JSON.
    fn slot(&mut self, name: &str) -> Option<&mut dyn Field>;

    /// Visits every declared property, in order.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Field));

    /// What is not declared: open properties, annotations, properties to be cleared.
    fn extra(&self) -> &Extra;

    /// The same, to change it.
    fn extra_mut(&mut self) -> &mut Extra;
}

/// A type with a name in the service's description.
pub trait Named {
    /// The qualified name, such as `microsoft.graph.call`.
    const TYPE_NAME: &'static str;
}

/// [`Field::put`] of every model.
pub(crate) fn put_model<'a>(
    model: &'a mut dyn Model,
    token: Token<'_>,
) -> Result<Slot<'a>, Mismatch> {
    match token {
        Token::Object => Ok(Slot::Model(model)),
        _ => Err(Mismatch {
            expected: "an object",
        }),
    }
}

/// Hands every present property of a model to `visit`, the declared ones first, and the extra ones
/// unless a declared property of that name is present.
pub(crate) fn present<'a>(model: &'a dyn Model, mut visit: impl FnMut(&'a str, super::View<'a>)) {
    let extra = model.extra();
    // Names seldom clash, and a bit per name rules most of them out without a lookup.
    let bits = extra.iter().fold(0, |bits, (name, _)| bits | bit(name));
    let mut shadowed: Vec<&'a str> = Vec::new();
    model.each(&mut |name, field| {
        let view = field.view();
        if !matches!(view, super::View::Null) {
            if bits & bit(name) != 0 && extra.get(name).is_some() {
                shadowed.push(name);
            }
            visit(name, view);
        }
    });
    for (name, value) in extra.iter() {
        if !shadowed.contains(&name) {
            visit(name, super::View::Json(value));
        }
    }
}

/// One of 64 bits, by first letter and length.
fn bit(name: &str) -> u64 {
    let first = name.bytes().next().unwrap_or_default();
    1 << ((usize::from(first) * 31 + name.len()) % 64)
}
