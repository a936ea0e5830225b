//! Paths, operations, parameters, bodies and replies.

use arbitrary::Result;
use serde_json::{Map, Value as Json, json};

use super::document::Making;

/// Media types that are read and sent in a way of their own.
const MEDIA: &[&str] = &[
    "application/json",
    "application/problem+json; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "text/event-stream",
    "application/x-ndjson",
    "image/*",
    "*/*",
    "no media type",
];

impl Making<'_> {
    /// A template, and what is there.
    pub(super) fn path(&mut self) -> Result<(String, Json)> {
        let mut template = String::new();
        let mut parameters = Vec::new();
        for _ in 0..self.choices.below(5)? {
            template.push('/');
            let name = self.choices.name()?;
            match self.choices.below(4)? {
                0 | 1 => template.push_str(&name),
                2 => template.extend(["{", &name, "}"]),
                _ => template.extend(["{", &name, "}:", &self.choices.name()?]),
            }
            if template.ends_with('}') {
                parameters.push(json!({ "name": name, "in": "path", "required": true,
                    "schema": self.schema(3)? }));
            }
        }
        let mut item = self.item()?;
        item["parameters"] = json!(parameters);
        let template = if template.is_empty() {
            "/".to_owned()
        } else {
            template
        };
        Ok((template, item))
    }

    /// Operations by verb.
    pub(super) fn item(&mut self) -> Result<Json> {
        let mut item = Map::new();
        for _ in 0..=self.choices.below(3)? {
            let verb = self.one_of(&["get", "post", "put", "patch", "delete", "head", "query"])?;
            item.insert(verb, self.operation()?);
        }
        Ok(Json::Object(item))
    }

    fn operation(&mut self) -> Result<Json> {
        let mut responses = Map::new();
        for _ in 0..self.choices.below(4)? {
            let status = self.one_of(&["200", "201", "204", "2XX", "404", "4XX", "default"])?;
            responses.insert(status, self.reply()?);
        }
        let mut operation = json!({
            "summary": self.choices.text()?,
            "description": self.choices.text()?,
            "deprecated": self.choices.flag()?,
            "parameters": self.items(3, Self::parameter)?,
            "responses": responses,
        });
        if self.choices.flag()? {
            operation["operationId"] = json!(self.choices.name()?);
        }
        if self.choices.flag()? {
            let required = self.choices.flag()?;
            operation["requestBody"] = json!({ "required": required, "content": self.content()? });
        }
        if self.choices.flag()? {
            operation["security"] = json!(self.items(2, Self::requirement)?);
        }
        Ok(operation)
    }

    fn parameter(&mut self) -> Result<Json> {
        let style = self.one_of(&[
            "form",
            "deepObject",
            "spaceDelimited",
            "pipeDelimited",
            "simple",
        ])?;
        let mut parameter = json!({
            "name": self.choices.name()?,
            "in": self.one_of(&["query", "header", "cookie"])?,
            "required": self.choices.flag()?,
            "description": self.choices.text()?,
        });
        if self.choices.below(4)? == 0 {
            parameter["content"] = json!({ "application/json": { "schema": self.schema(1)? } });
        } else {
            parameter["style"] = json!(style);
            parameter["explode"] = json!(self.choices.flag()?);
            parameter["schema"] = self.schema(1)?;
        }
        Ok(parameter)
    }

    fn content(&mut self) -> Result<Json> {
        let mut content = Map::new();
        for _ in 0..=self.choices.below(3)? {
            let media = self.one_of(MEDIA)?;
            content.insert(media, json!({ "schema": self.schema(1)? }));
        }
        Ok(Json::Object(content))
    }

    fn reply(&mut self) -> Result<Json> {
        let mut reply = json!({ "description": self.choices.text()? });
        if self.choices.flag()? {
            reply["content"] = self.content()?;
        }
        if self.choices.below(3)? == 0 {
            let link = self.one_of(&["Link", "X-Total", "Content-Type"])?;
            reply["headers"] = json!({ link: { "schema": { "type": "string" } } });
        }
        Ok(reply)
    }
}
