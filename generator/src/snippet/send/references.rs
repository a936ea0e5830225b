//! A request of references: of a collection, or of one.

use serde_json::Value;

use super::place::kind_of;
use super::{Options, impossible};
use crate::snippet::chain::Chain;
use crate::snippet::{Body, Reply, Request, SnippetError};

/// References: of a collection, or one.
pub(super) fn references<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    collection: bool,
    key: Option<&str>,
) -> Result<Options<'p>, SnippetError> {
    let id = || match &request.body {
        Body::Json(body) => entity_id(body).ok_or("JSON"),
        body => Err(kind_of(body)),
    };
    let id = || {
        id().map(|id| format!("{id:?}"))
            .map_err(|found| SnippetError::Body {
                found,
                expected: "an object with `@odata.id` alone",
            })
    };
    match (request.method.as_str(), collection, key) {
        ("GET", true, None) => {
            chain.call("list", "");
            chain.reply = Reply::Page;
            return Ok(Options::of_many(None));
        }
        ("GET", false, _) => {
            chain.call("get", "");
            chain.reply = Reply::Reference;
        }
        ("POST", true, None) => chain.call("add", &id()?),
        ("PUT", false, _) => chain.call("set", &id()?),
        ("DELETE", true, Some(key)) => chain.call("remove", &format!("{key:?}")),
        ("DELETE", false, _) => chain.call("remove", ""),
        ("DELETE", true, None) => {
            let target = request.query.iter().find(|(name, _)| name == "$id");
            let target = target.ok_or_else(|| impossible(request, &["GET", "POST"]))?;
            chain.call("remove_id", &format!("{:?}", target.1));
        }
        (_, true, _) => return Err(impossible(request, &["GET", "POST", "DELETE"])),
        (_, false, _) => return Err(impossible(request, &["GET", "PUT", "DELETE"])),
    }
    Ok(Options::default())
}

/// The id that a body of a reference holds, if it holds nothing else.
fn entity_id(body: &Value) -> Option<&str> {
    let object = body.as_object().filter(|object| object.len() == 1)?;
    object.get("@odata.id")?.as_str()
}
