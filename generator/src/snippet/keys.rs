//! Keys: the text of a part of a key goes in, the Rust expression for it comes out.

use crate::plan::{Argument, ArgumentType, ItemType};

use super::SnippetError;
use super::body::Values;

/// The expression for a part of a key.
///
/// # Errors
/// The text is not a value of the part's type: nothing else of a request becomes code than what was read as a value.
pub(super) fn key<'p>(
    part: &'p Argument,
    literal: &str,
    values: &mut Values<'p>,
) -> Result<String, SnippetError> {
    let item = match &part.ty {
        ArgumentType::IntoString => return Ok(format!("{literal:?}")),
        ArgumentType::Value(item)
        | ArgumentType::IntoAny(item)
        | ArgumentType::IntoVec(item)
        | ArgumentType::IntoManyOfAny(item) => item,
    };
    let typed = values.literal(&part.wire, item, literal);
    typed.ok_or_else(|| SnippetError::Key {
        text: literal.to_owned(),
        part: part.wire.clone(),
        ty: type_name(item),
    })
}

fn type_name(item: &ItemType) -> String {
    match item {
        ItemType::Prelude(name) | ItemType::Runtime(name) => (*name).to_owned(),
        ItemType::Generated(path) | ItemType::Flags(path) => path.name.to_string(),
        // No key of OData is one of these.
        ItemType::List(_)
        | ItemType::Map(_)
        | ItemType::Nullable(_)
        | ItemType::Boxed(_)
        | ItemType::Either(..) => String::new(),
    }
}
