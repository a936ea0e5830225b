//! Parts of values by JSON pointers (RFC 6901). In: a view of a value, and a pointer. Out: the view of the part.

use std::borrow::Cow;

use crate::value::{Json, View, items, present};

/// The names of a pointer.
pub(super) fn names(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let rest = pointer.strip_prefix('/');
    let parts = rest.into_iter().flat_map(|rest| rest.split('/'));
    parts.map(|name| {
        if name.contains('~') {
            name.replace("~1", "/").replace("~0", "~").into()
        } else {
            name.into()
        }
    })
}

/// The part of a value; null where there is none.
pub(super) fn find<'a>(view: &View<'a>, pointer: &str) -> View<'a> {
    names(pointer).fold(view.clone(), |view, name| member(&view, &name))
}

fn member<'a>(view: &View<'a>, name: &str) -> View<'a> {
    match view {
        View::Model(model) => {
            let mut found = View::Null;
            present(*model, |known, view, _| {
                if known == name {
                    found = view;
                }
            });
            found
        }
        View::Json(value) | View::RawJson(_, value) => {
            value.get(name).map_or(View::Null, View::Json)
        }
        _ => View::Null,
    }
}

/// A part that is a text or a number; nothing of an empty text.
pub(super) fn text(view: &View<'_>) -> Option<String> {
    let text = match view {
        View::Str(text) | View::RawJson(text, Json::Number(_)) => (*text).to_owned(),
        View::Enum { text, .. } => text.clone().into_owned(),
        View::Json(Json::String(text)) | View::RawJson(_, Json::String(text)) => text.clone(),
        View::Json(Json::Number(number)) => number.to_string(),
        View::Int(number) | View::Int64(number) => number.to_string(),
        View::Decimal(number) => number.to_string(),
        View::Guid(value) => value.to_string(),
        View::DateTimeOffset(value) => value.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A part that is true or false.
pub(super) fn truth(view: &View<'_>) -> Option<bool> {
    match view {
        View::Bool(value) | View::Json(Json::Bool(value)) => Some(*value),
        _ => None,
    }
}

/// How many items a list has, and its last one; `None`: it is not a list.
pub(super) fn last_item<'a>(view: &View<'a>) -> Option<(usize, Option<View<'a>>)> {
    match view {
        View::List(list) => Some((list.count(), items(*list).last())),
        View::Json(Json::Array(items)) => Some((items.len(), items.last().map(View::Json))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Map};

    #[test]
    fn pointers_lead_through_models_and_json() {
        let json = br#"{"a/b":{"c~d":["x",{"id":7}]},"more":true,"n":null}"#;
        let map: Map<Json> = crate::from_json(json).unwrap();
        let view = map.view();
        let (count, last) = last_item(&find(&view, "/a~1b/c~0d")).unwrap();
        assert_eq!(count, 2);
        assert_eq!(text(&find(&last.unwrap(), "/id")).as_deref(), Some("7"));
        assert_eq!(truth(&find(&view, "/more")), Some(true));
        assert!(last_item(&find(&view, "/x/y")).is_none());
        assert_eq!(text(&find(&view, "/n")), None);
        assert!(matches!(find(&view, ""), View::Model(_)));
    }
}
