//! Names as one document has them → names as the reduced document has them.
//!
//! Aliases hold within one file (OData CSDL XML 4.01, sections 4.2 and 5.1.2). The reduced document is one file, with
//! schemas of several: names that begin with an alias that does not hold there get the full namespace.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::csdl::{Document, Schema};
use crate::odata::known;

/// What aliases mean.
pub(super) struct Aliases<'d> {
    main: &'d str,
    /// By file and alias, the namespace.
    meant: HashMap<(&'d str, &'d str), &'d str>,
    /// Namespaces of schemas of the document.
    present: HashSet<&'d str>,
    /// Aliases of includes of the document itself for which there is a schema now.
    resolved: HashSet<&'d str>,
}

impl<'d> Aliases<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let main: &str = &document.name;
        let mut meant = HashMap::new();
        let present: HashSet<&str> = document
            .schemas
            .iter()
            .map(|schema| schema.namespace.as_str())
            .collect();
        for schema in &document.schemas {
            if let Some(alias) = &schema.alias {
                let key = (&*schema.position.file, alias.as_str());
                meant.entry(key).or_insert(schema.namespace.as_str());
            }
        }
        let mut resolved = HashSet::new();
        for reference in &document.references {
            for include in &reference.includes {
                let Some(alias) = &include.alias else {
                    continue;
                };
                let file: &Arc<str> = &reference.position.file;
                let key = (&**file, alias.as_str());
                meant.entry(key).or_insert(include.namespace.as_str());
                if &**file == main && present.contains(include.namespace.as_str()) {
                    resolved.insert(alias.as_str());
                }
            }
        }
        Self {
            main,
            meant,
            present,
            resolved,
        }
    }

    /// Whether the document has a schema of this namespace.
    pub(super) fn is_present(&self, namespace: &str) -> bool {
        self.present.contains(namespace)
    }

    /// Whether names of a schema stay as they are written.
    pub(super) fn holds_all(&self, schema: &Schema) -> bool {
        &*schema.position.file == self.main && self.resolved.is_empty()
    }

    /// A qualified name with its full namespace.
    pub(super) fn full(&self, schema: &Schema, name: &str) -> String {
        let Some((prefix, short)) = name.rsplit_once('.') else {
            return name.to_owned();
        };
        if schema.alias.as_deref() == Some(prefix) {
            return format!("{}.{short}", schema.namespace);
        }
        match self.meant.get(&(&*schema.position.file, prefix)) {
            Some(namespace) => format!("{namespace}.{short}"),
            None if self.present.contains(prefix) => name.to_owned(),
            // As documents have them that do not say what they mean.
            None => match known::by_alias(prefix) {
                Some(namespace) => format!("{namespace}.{short}"),
                None => name.to_owned(),
            },
        }
    }

    /// A name, or a text with names in it, as the reduced document has it.
    pub(super) fn written(&self, schema: &Schema, text: &str) -> String {
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            written.push_str(&self.one(schema, name));
            let next = after.find(is_of_name).unwrap_or(after.len());
            let (between, after) = after.split_at(next);
            written.push_str(between);
            rest = after;
        }
        written
    }

    fn one(&self, schema: &Schema, name: &str) -> String {
        let prefix = name.rsplit_once('.').map(|(prefix, _)| prefix);
        let Some(prefix) = prefix else {
            return name.to_owned();
        };
        // The alias of a schema holds within it, whatever others mean by it.
        let own = schema.alias.as_deref() == Some(prefix);
        let is_main = &*schema.position.file == self.main;
        if own || (is_main && !self.resolved.contains(prefix)) {
            return name.to_owned();
        }
        self.full(schema, name)
    }
}
