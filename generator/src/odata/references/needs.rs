//! What a schema needs of others.
//!
//! What comes in: a document as written. What goes out: for each schema the namespaces of the names that must be
//! resolved; terms are not among them, as vocabularies are known by name.

use std::collections::{HashMap, HashSet};

use crate::csdl::{Document, Reference, Schema};
use crate::model::split_collection;

/// What names mean in a document (OData CSDL XML 4.01, section 4.3).
pub(super) struct Index<'d> {
    own: HashMap<&'d str, Vec<usize>>,
    aliases: HashMap<&'d str, &'d str>,
    included: HashMap<&'d str, Vec<&'d Reference>>,
}

impl<'d> Index<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut index = Self {
            own: HashMap::new(),
            aliases: HashMap::new(),
            included: HashMap::new(),
        };
        for (at, schema) in document.schemas.iter().enumerate() {
            index.own.entry(&schema.namespace).or_default().push(at);
            index.alias(schema.alias.as_ref(), &schema.namespace);
        }
        for reference in &document.references {
            for include in &reference.includes {
                let from = index.included.entry(&include.namespace).or_default();
                from.push(reference);
                index.alias(include.alias.as_ref(), &include.namespace);
            }
        }
        index
    }

    fn alias(&mut self, alias: Option<&'d String>, namespace: &'d str) {
        if let Some(alias) = alias {
            self.aliases.entry(alias).or_insert(namespace);
        }
    }

    /// The numbers of the document's own schemas of a namespace.
    pub(super) fn own(&self, namespace: &str) -> &[usize] {
        self.own.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// The references that include a namespace.
    pub(super) fn included(&self, namespace: &str) -> &[&'d Reference] {
        self.included.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// The namespaces that a schema names, with or without those that it annotates.
    pub(super) fn needs(&self, schema: &'d Schema, annotated: bool) -> HashSet<&'d str> {
        let mut found = HashSet::new();
        let mut take = |name: &'d str| {
            if let Some((prefix, _)) = name.rsplit_once('.') {
                found.insert(self.full(schema, prefix));
            }
        };
        for ty in &schema.structured {
            ty.base.iter().for_each(|base| take(base));
            let properties = ty.properties.iter().map(|property| &property.ty);
            let navigation = ty.navigation.iter().map(|property| &property.ty);
            properties.chain(navigation).for_each(|ty| take(item(ty)));
        }
        for operation in &schema.operations {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            let returns = operation.returns.iter().map(|returns| &returns.ty);
            parameters.chain(returns).for_each(|ty| take(item(ty)));
        }
        schema.terms.iter().for_each(|term| take(item(&term.ty)));
        for container in &schema.containers {
            container.extends.iter().for_each(|base| take(base));
            let children = container.children.iter();
            children.for_each(|child| take(&child.refers_to));
        }
        for targeted in schema.targeted.iter().filter(|_| annotated) {
            words(&targeted.target).for_each(&mut take);
        }
        found.remove("Edm");
        found
    }

    /// The namespace of what an `Annotations` element names.
    pub(super) fn target<'n>(&'n self, schema: &'n Schema, target: &'n str) -> Option<&'n str> {
        self.namespace_of(schema, words(target).next()?)
    }

    /// The namespace of a qualified name.
    pub(super) fn namespace_of<'n>(&'n self, schema: &'n Schema, name: &'n str) -> Option<&'n str> {
        let (prefix, _) = name.rsplit_once('.')?;
        Some(self.full(schema, prefix))
    }

    /// The namespace that a prefix means: an alias resolved, anything else as it is.
    fn full<'n>(&self, schema: &'n Schema, prefix: &'n str) -> &'n str
    where
        'd: 'n,
    {
        if schema.alias.as_deref() == Some(prefix) {
            return &schema.namespace;
        }
        if self.own.contains_key(prefix) {
            return prefix;
        }
        self.aliases.get(prefix).copied().unwrap_or(prefix)
    }

    /// A text with the aliases of all qualified names in it resolved.
    pub(super) fn resolved(&self, schema: &Schema, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for part in text.split_inclusive(SEPARATORS) {
            let word = part.trim_end_matches(SEPARATORS);
            match word.rsplit_once('.') {
                Some((prefix, name)) => {
                    out.push_str(self.full(schema, prefix));
                    out.push('.');
                    out.push_str(name);
                }
                None => out.push_str(word),
            }
            out.push_str(part.get(word.len()..).unwrap_or_default());
        }
        out
    }
}

/// What stands between names in a target.
const SEPARATORS: [char; 5] = ['(', ')', ',', '/', ' '];

/// The names in a target.
fn words(target: &str) -> impl Iterator<Item = &str> {
    target
        .split(SEPARATORS)
        .filter(|word| !word.is_empty() && *word != "Collection")
}

fn item(ty: &str) -> &str {
    split_collection(ty).map_or(ty, |(name, _)| name)
}
