//! Schemas, of all kinds.

use arbitrary::Result;
use serde_json::{Map, Value as Json, json};

use super::document::Making;

/// Schemas within each other.
const DEEPEST: usize = 4;

impl Making<'_> {
    /// A schema, `depth` below that which has a name.
    pub(super) fn schema(&mut self, depth: usize) -> Result<Json> {
        let deepest = depth >= DEEPEST;
        let mut schema = match self.choices.below(if deepest { 8 } else { 15 })? {
            0 | 1 => return self.reference(),
            2 => self.text()?,
            3 => json!({ "type": self.one_of(&["integer", "number"])?,
                "format": self.one_of(&["", "int32", "int64", "uint64", "double", "decimal"])? }),
            4 => json!({ "type": "boolean" }),
            5 => json!({ "enum": self.items(4, Self::constant)? }),
            6 => json!({ "const": self.constant()? }),
            7 => self
                .one_of(&["{}", "true", "false", r#"{"type": "null"}"#])
                .map(|text| serde_json::from_str(&text).unwrap_or_default())?,
            8 => json!({ "type": "array", "items": self.schema(depth + 1)? }),
            9 => json!({ "type": "object", "additionalProperties": self.schema(depth + 1)? }),
            10 => json!({ "allOf": self.items(3, |it| it.schema(depth + 1))? }),
            11 => json!({ "oneOf": self.items(3, |it| it.schema(depth + 1))? }),
            12 => json!({ "anyOf": self.items(3, |it| it.schema(depth + 1))? }),
            _ => self.object(depth)?,
        };
        if let Json::Object(members) = &mut schema {
            self.decorate(members)?;
        }
        Ok(schema)
    }

    fn reference(&mut self) -> Result<Json> {
        let known = self.schemas.clone();
        let name = self.choices.one_of_known(&known)?;
        let name = name.replace('~', "~0").replace('/', "~1");
        Ok(json!({ "$ref": format!("#/components/schemas/{name}") }))
    }

    fn text(&mut self) -> Result<Json> {
        let format = self.one_of(&[
            "",
            "date",
            "date-time",
            "time",
            "duration",
            "uuid",
            "byte",
            "binary",
            "uri",
            "x",
        ])?;
        Ok(json!({ "type": "string", "format": format }))
    }

    fn constant(&mut self) -> Result<Json> {
        Ok(match self.choices.below(6)? {
            0 => json!(self.choices.text()?),
            1 => json!(self.choices.below(300)?),
            2 => json!(-1.5),
            3 => json!(true),
            4 => Json::Null,
            _ => json!(self.choices.name()?),
        })
    }

    fn object(&mut self, depth: usize) -> Result<Json> {
        let properties = self.members(4, |it| it.schema(depth + 1))?;
        let mut required = Vec::new();
        for name in properties.keys() {
            if self.choices.flag()? {
                required.push(name.clone());
            }
        }
        let rest = self.choices.below(4)?;
        let mut schema =
            json!({ "type": "object", "properties": properties, "required": required });
        match rest {
            0 => schema["additionalProperties"] = json!(false),
            1 => schema["additionalProperties"] = self.schema(depth + 1)?,
            _ => {}
        }
        Ok(schema)
    }

    /// What may stand beside everything.
    fn decorate(&mut self, schema: &mut Map<String, Json>) -> Result<()> {
        match self.choices.below(12)? {
            0 => drop(schema.insert("description".to_owned(), json!(self.choices.text()?))),
            1 => drop(schema.insert("nullable".to_owned(), json!(true))),
            2 => drop(schema.insert("readOnly".to_owned(), json!(true))),
            3 => drop(schema.insert("deprecated".to_owned(), json!(true))),
            4 => drop(schema.insert("title".to_owned(), json!(self.choices.text()?))),
            5 => {
                let name = self.choices.name()?;
                let known = self.schemas.clone();
                let target = self.choices.one_of_known(&known)?;
                let mapping = json!({ self.choices.text()?: target });
                let said = json!({ "propertyName": name, "mapping": mapping });
                schema.insert("discriminator".to_owned(), said);
            }
            6 => drop(schema.insert("default".to_owned(), self.constant()?)),
            7 => drop(schema.insert("example".to_owned(), self.constant()?)),
            _ => {}
        }
        Ok(())
    }
}
