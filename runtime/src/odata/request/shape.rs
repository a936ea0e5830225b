//! What a reply of success is all the same: an error, or null. In: what was read. Out: whether it is that.

use crate::value::{Json, View, Visit};

/// Whether an object is an error and nothing else (OData JSON Format 4.01, section 21.1), although its status
/// says success: some services answer so, and a model would keep it as an undeclared property.
pub(super) fn is_error(view: &View<'_>) -> bool {
    let mut own = 0;
    let mut error = None;
    match view {
        View::Json(Json::Object(object)) => {
            for (name, value) in object.iter().filter(|(name, _)| !name.contains('@')) {
                own += 1;
                error = error.or((name == "error").then_some(value));
            }
        }
        View::Model(model) => {
            error = model.extra().get("error");
            if error.is_none() {
                return false;
            }
            let others = model.extra().iter();
            own += others.filter(|(name, _)| !name.contains('@')).count();
            // Nothing that is declared may be set: `@odata.type` is not a property.
            let count = &mut |name: &str, _, _| own += usize::from(!name.contains('@'));
            model.each(&mut Visit::new(count));
        }
        _ => return false,
    }
    own == 1 && error.is_some_and(tells_error)
}

/// Whether it has what the error of a service has.
fn tells_error(error: &Json) -> bool {
    error.get("code").is_some() && error.get("message").is_some()
}

/// Whether an object says that it is null, as services of OData 4.0 do.
pub(super) fn is_null(view: &View<'_>) -> bool {
    let null = match view {
        View::Json(json) => json.get("@odata.null"),
        View::Model(model) => model.extra().get("@odata.null"),
        _ => None,
    };
    null == Some(&Json::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn errors_and_nulls_are_told_from_values() {
        let error = json!({"@odata.context": "c", "error": {"code": "a", "message": "b"}});
        assert!(is_error(&View::Json(&error)));
        for value in [
            json!({"error": {"code": "a", "message": "b"}, "id": "1"}),
            json!({"error": {"code": "a"}}),
            json!({"error": "a"}),
            json!({"id": "1"}),
            json!([]),
            json!(null),
        ] {
            assert!(!is_error(&View::Json(&value)), "{value}");
            assert!(!is_null(&View::Json(&value)), "{value}");
        }
        assert!(is_null(&View::Json(&json!({"@odata.null": true}))));
    }
}
