//! Values without their types. In: a field. Out: texts, lists and objects of them.

use crate::value::{Json, PropertyRole, View, items, present, write_view};

/// A value as it goes into text. Null is nothing.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::call) enum Written {
    Nothing,
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Written {
    pub(in crate::call) fn of_view(view: &View<'_>) -> Self {
        match view {
            View::Null => Self::Nothing,
            View::Str(text) | View::RawJson(text, Json::Number(_)) => {
                Self::Text((*text).to_owned())
            }
            View::Enum { text, .. } => Self::Text(text.clone().into_owned()),
            View::Json(value) | View::RawJson(_, value) => Self::of_json(value),
            View::List(list) => Self::List(items(*list).map(|item| Self::of_view(&item)).collect()),
            View::Model(model) => {
                let mut members = Vec::new();
                present(*model, |name, view, role| {
                    if role != Some(PropertyRole::ReadOnly) {
                        members.push((name.to_owned(), Self::of_view(&view)));
                    }
                });
                Self::Object(members)
            }
            scalar => {
                let mut json = Vec::new();
                write_view(scalar, &mut json);
                let text = String::from_utf8_lossy(&json);
                // Dates, numbers and the like have nothing that JSON escapes.
                Self::Text(text.trim_matches('"').to_owned())
            }
        }
    }

    fn of_json(value: &Json) -> Self {
        match value {
            Json::Null => Self::Nothing,
            Json::String(text) => Self::Text(text.clone()),
            Json::Bool(_) | Json::Number(_) => Self::Text(value.to_string()),
            Json::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            Json::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::of_json(value)))
                    .collect(),
            ),
        }
    }

    /// Whether nothing would be written.
    pub(in crate::call) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(_) => false,
            Self::List(items) => items.iter().all(Self::is_empty),
            Self::Object(members) => members.iter().all(|(_, value)| value.is_empty()),
        }
    }

    /// Whether names and texts can say it: a text, a list of texts, or an object of these.
    pub(in crate::call) fn is_flat(&self) -> bool {
        let texts = |items: &[Self]| {
            let mut items = items.iter();
            items.all(|item| matches!(item, Self::Nothing | Self::Text(_)))
        };
        match self {
            Self::Nothing | Self::Text(_) => true,
            Self::List(items) => texts(items),
            Self::Object(members) => members.iter().all(|(_, value)| match value {
                Self::Nothing | Self::Text(_) => true,
                Self::List(items) => texts(items),
                Self::Object(_) => false,
            }),
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
