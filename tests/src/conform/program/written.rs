//! Replies, written back as JSON.

use odata_client::{Bytes, Field, Page, RawResponse, reference::EntityId, to_json};
use serde_json::{Map, Value, json};

type Written = Result<Value, Box<dyn std::error::Error>>;

/// The reply to be ignored.
pub fn nothing(_: &()) -> Written {
    Ok(Value::Null)
}

/// A model.
pub fn one(value: &impl Field) -> Written {
    Ok(serde_json::from_slice(&to_json(value))?)
}

/// What a write answers; null where that is nothing.
pub fn written<T: Field>(reply: &odata_client::Written<T>) -> Written {
    reply.entity().map_or(Ok(Value::Null), one)
}

/// A page with its annotations.
pub fn page<T: Field>(page: &Page<T>) -> Written {
    let mut object = Map::new();
    object.insert(
        "value".to_owned(),
        serde_json::from_slice(&to_json(&page.value))?,
    );
    let links = [
        ("@odata.nextLink", &page.next_link),
        ("@odata.deltaLink", &page.delta_link),
    ];
    for (name, link) in links {
        if let Some(link) = link {
            object.insert(name.to_owned(), json!(link));
        }
    }
    if let Some(count) = page.count {
        object.insert("@odata.count".to_owned(), json!(count));
    }
    for (name, value) in page.extra.iter() {
        object.insert(name.to_owned(), serde_json::from_slice(&to_json(value))?);
    }
    Ok(Value::Object(object))
}

/// A value that comes as `{"value": …}`, without annotations.
pub fn single<T: Field>(value: &Option<T>) -> Written {
    let value: Value = match value {
        Some(value) => serde_json::from_slice(&to_json(value))?,
        None => Value::Null,
    };
    Ok(json!({ "value": value }))
}

/// A number that comes as text.
pub fn count(count: &i64) -> Written {
    Ok(json!(count))
}

/// Content; as JSON where it is that.
pub fn media(bytes: &Bytes) -> Written {
    Ok(serde_json::from_slice(bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(bytes))))
}

/// A reply as it came.
pub fn raw(reply: &RawResponse) -> Written {
    media(reply.body())
}

/// The id that a reference holds.
pub fn reference(id: &Option<EntityId>) -> Written {
    Ok(json!({ "@odata.id": id.as_ref().map(EntityId::as_str) }))
}
