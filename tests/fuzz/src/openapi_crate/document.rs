//! The document: its schemas, its paths, who may call, and where.

use arbitrary::Result;
use serde_json::{Map, Value as Json, json};

use super::super::service::Choices;

/// A document.
pub(super) fn document(bytes: &[u8]) -> Option<Json> {
    Making::new(bytes).document().ok()
}

/// Choices that are still to be made, and what has been declared.
pub(super) struct Making<'b> {
    pub(super) choices: Choices<'b>,
    pub(super) schemas: Vec<String>,
    pub(super) schemes: Vec<String>,
}

impl<'b> Making<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            choices: Choices::new(bytes),
            schemas: Vec::new(),
            schemes: Vec::new(),
        }
    }

    pub(super) fn one_of(&mut self, all: &[&str]) -> Result<String> {
        self.choices.one_of(all)
    }

    /// Some members, with the names that are chosen for them.
    pub(super) fn members(
        &mut self,
        most: usize,
        mut make: impl FnMut(&mut Self) -> Result<Json>,
    ) -> Result<Map<String, Json>> {
        let mut members = Map::new();
        for _ in 0..self.choices.below(most + 1)? {
            let name = self.choices.name()?;
            members.insert(name, make(self)?);
        }
        Ok(members)
    }

    /// Some items.
    pub(super) fn items(
        &mut self,
        most: usize,
        mut make: impl FnMut(&mut Self) -> Result<Json>,
    ) -> Result<Vec<Json>> {
        let count = self.choices.below(most + 1)?;
        (0..count).map(|_| make(self)).collect()
    }

    fn document(&mut self) -> Result<Json> {
        let version = self.one_of(&["3.1.0", "3.0.3", "3.2.0"])?;
        let (title, description) = (self.choices.text()?, self.choices.text()?);
        for _ in 0..=self.choices.below(6)? {
            let name = self.choices.name()?;
            self.schemas.push(name);
        }
        for _ in 0..self.choices.below(3)? {
            let name = self.choices.name()?;
            self.schemes.push(name);
        }
        let mut schemas = Map::new();
        for name in self.schemas.clone() {
            schemas.insert(name, self.schema(0)?);
        }
        let mut security = Map::new();
        for name in self.schemes.clone() {
            security.insert(name, self.scheme()?);
        }
        let mut paths = Map::new();
        for _ in 0..self.choices.below(5)? {
            let (template, item) = self.path()?;
            paths.insert(template, item);
        }
        Ok(json!({
            "openapi": version,
            "info": { "title": title, "version": "1", "description": description },
            "servers": self.items(2, Self::server)?,
            "security": self.items(2, Self::requirement)?,
            "components": { "schemas": schemas, "securitySchemes": security },
            "paths": paths,
            "webhooks": self.members(1, Self::item)?,
        }))
    }

    fn server(&mut self) -> Result<Json> {
        let url = self.one_of(&[
            "https://a.example/v1",
            "/relative",
            "https://{region}.a.example",
            "http://[::1]:80/{region}",
            "not a URL",
        ])?;
        Ok(json!({
            "url": url,
            "description": self.choices.text()?,
            "variables": { "region": { "default": self.one_of(&["eu", "", "a/b"])? } },
        }))
    }

    fn scheme(&mut self) -> Result<Json> {
        let name = self.choices.name()?;
        Ok(match self.choices.below(6)? {
            0 => json!({ "type": "http", "scheme": "bearer" }),
            1 => json!({ "type": "http", "scheme": "basic" }),
            2 => json!({ "type": "apiKey", "in": "header", "name": name }),
            3 => json!({ "type": "apiKey", "in": "query", "name": name }),
            4 => json!({ "type": "apiKey", "in": "cookie", "name": name }),
            _ => {
                json!({ "type": "oauth2", "flows": { "implicit": { "authorizationUrl": "https://a.example" } } })
            }
        })
    }

    /// A requirement of some of the schemes; of none, it may be left out.
    pub(super) fn requirement(&mut self) -> Result<Json> {
        let mut requirement = Map::new();
        for name in self.schemes.clone() {
            if self.choices.flag()? {
                requirement.insert(name, json!([]));
            }
        }
        Ok(Json::Object(requirement))
    }
}
