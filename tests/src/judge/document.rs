//! A document in OpenAPI as plain JSON: references followed, operations found.

use serde_json::{Map, Value as Json};

use super::Failed;

/// References that are followed in a row.
const HOPS: usize = 32;

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    root: Json,
}

/// An operation of a document.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'d> {
    document: &'d Document,
    item: &'d Json,
    own: &'d Json,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// It is not JSON.
    pub fn new(bytes: &[u8]) -> Result<Self, Failed> {
        let root = serde_json::from_slice(bytes).map_err(Failed::new)?;
        Ok(Self { root })
    }

    /// What a value is, references followed.
    pub fn resolved<'d>(&'d self, mut value: &'d Json) -> &'d Json {
        for _ in 0..HOPS {
            let reference = value["$ref"].as_str();
            let target = reference.and_then(|it| it.strip_prefix('#'));
            match target.and_then(|pointer| self.root.pointer(&decoded(pointer))) {
                Some(found) => value = found,
                None => break,
            }
        }
        value
    }

    /// The operation of a path and a method, such as `/pets/{petId}` and `GET`.
    pub fn operation(&self, path: &str, method: &str) -> Option<Operation<'_>> {
        let item = self.resolved(self.root["paths"].get(path)?);
        let method = method.to_lowercase();
        let more = item["additionalOperations"].as_object();
        let more =
            more.and_then(|more| more.iter().find(|(name, _)| name.to_lowercase() == method));
        let operation = item.get(&method).or(more.map(|(_, it)| it))?;
        Some(Operation {
            document: self,
            item,
            own: operation,
        })
    }

    /// The names of the security schemes that take a key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let schemes = self.root["components"]["securitySchemes"].as_object();
        let schemes = schemes.into_iter().flatten();
        schemes
            .filter(|(_, scheme)| self.resolved(scheme)["type"] == "apiKey")
            .map(|(name, _)| name.as_str())
    }

    /// The URLs of all servers: of the document, of its paths and of their operations.
    pub fn servers(&self) -> Vec<&str> {
        let items = self.root["paths"].as_object().into_iter().flatten();
        let operations = items.flat_map(|(_, item)| {
            let operations = item.as_object().into_iter().flatten();
            operations.map(|(_, it)| it).chain([item])
        });
        let lists = operations.chain([&self.root]).map(|it| it.get("servers"));
        let servers = lists.flatten().filter_map(Json::as_array).flatten();
        let mut urls: Vec<&str> = servers.filter_map(|it| it["url"].as_str()).collect();
        urls.sort_unstable();
        urls.dedup();
        urls
    }
}

impl<'d> Operation<'d> {
    /// A parameter by its name, and its place where the name stands in several.
    pub fn parameter(&self, name: &str, place: Option<&str>) -> Option<&'d Json> {
        // An operation's own parameters replace those of its path.
        let lists = [self.own, self.item].map(|it| it["parameters"].as_array());
        let all = lists.into_iter().flatten().flatten();
        let mut all = all.map(|it| self.document.resolved(it));
        all.find(|it| it["name"] == name && place.is_none_or(|place| it["in"] == place))
    }

    /// The schema of a body's content whose media type begins so, or is a range with it, with its encodings.
    pub fn body(&self, media_type: &str) -> Option<&'d Json> {
        let body = self.document.resolved(&self.own["requestBody"]);
        let content = body["content"].as_object()?;
        let find = |fits: &dyn Fn(&str) -> bool| {
            let mut all = content.iter();
            all.find_map(|(key, it)| fits(key).then_some(it))
        };
        let main = media_type.split('/').next().unwrap_or_default();
        let range = format!("{main}/*");
        content
            .get(media_type)
            .or_else(|| find(&|key| key.starts_with(media_type)))
            .or_else(|| find(&|key| key == range || key == "*/*"))
    }

    /// All contents of replies, by status and media type.
    pub fn replies(&self) -> impl Iterator<Item = (&'d str, &'d str, &'d Json)> {
        let replies = self.own["responses"].as_object();
        let document = self.document;
        replies.into_iter().flatten().flat_map(move |(status, it)| {
            let contents = document.resolved(it)["content"].as_object();
            let contents = contents.into_iter().flatten();
            contents.map(move |(media, content)| (status.as_str(), media.as_str(), content))
        })
    }

    /// The document that it stands in.
    pub fn document(&self) -> &'d Document {
        self.document
    }
}

/// The schema of a parameter, or of the content that it is written in.
pub fn schema_of(parameter: &Json) -> Option<&Json> {
    let content = || {
        parameter["content"]
            .as_object()?
            .values()
            .next()?
            .get("schema")
    };
    parameter.get("schema").or_else(content)
}

/// The members of an object; those of anything else: nothing.
pub fn members(value: &Json) -> impl Iterator<Item = (&String, &Json)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

/// A pointer in a fragment of a URL.
fn decoded(pointer: &str) -> String {
    percent_encoding::percent_decode_str(pointer)
        .decode_utf8_lossy()
        .into_owned()
}
