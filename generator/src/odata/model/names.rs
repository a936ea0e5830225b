//! What is called how: namespaces, aliases, and the names of types, terms and operations.
//!
//! What comes in: the document, then declarations one by one. What goes out: ids for qualified names, and
//! suggestions for names that are unknown (OData CSDL XML 4.01, sections 4.1 to 4.3 and 5.1).

mod suggest;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::annotations;
use super::primitive;
use super::report::Report;
use super::types::{Model, Namespace, NamespaceId, OperationId, TermId, TypeRef};
use crate::csdl::{Document, Reference, Schema};
use crate::odata::known;

pub(super) use suggest::Kind;

/// A place that names are written in: the schema, whose own alias comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scope(pub(super) usize);

/// What a qualified name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookup<T> {
    /// Something in the document.
    Found(T),
    /// A namespace that an `edmx:Include` declares and that is not at hand.
    External,
    /// Nothing.
    Missing,
}

/// What a schema is called.
struct Own<'d> {
    id: NamespaceId,
    name: &'d str,
    alias: Option<&'d str>,
    /// The number of the file that it was read from: aliases hold within one file.
    file: usize,
}

/// The index.
pub(super) struct Names<'d> {
    /// Each schema of the document.
    schemas: Vec<Own<'d>>,
    namespaces: HashMap<&'d str, NamespaceId>,
    /// The files of the schemas; that of the document itself is the first.
    files: Vec<&'d str>,
    /// Namespaces that a file declares.
    own: HashSet<(usize, &'d str)>,
    /// Aliases of schemas and includes of a file, to full namespaces.
    aliases: HashMap<(usize, &'d str), &'d str>,
    /// Namespaces that a file includes, and from where.
    included: HashMap<(usize, &'d str), &'d Reference>,
    pub(super) types: HashMap<(NamespaceId, &'d str), TypeRef>,
    pub(super) terms: HashMap<(NamespaceId, &'d str), TermId>,
    pub(super) operations: HashMap<(NamespaceId, &'d str), Vec<OperationId>>,
    /// Names of everything, for suggestions.
    declared: Vec<(Kind, String)>,
    searches: Cell<u32>,
}

impl<'d> Names<'d> {
    /// Namespaces and aliases; puts the namespaces into the model.
    pub(super) fn new(document: &'d Document, model: &mut Model, report: &mut Report) -> Self {
        let mut names = Self {
            schemas: Vec::new(),
            namespaces: HashMap::new(),
            files: Vec::new(),
            own: HashSet::new(),
            aliases: HashMap::new(),
            included: HashMap::new(),
            types: HashMap::new(),
            terms: HashMap::new(),
            operations: HashMap::new(),
            declared: Vec::new(),
            searches: Cell::new(0),
        };
        for schema in &document.schemas {
            names.schema(schema, model, report);
        }
        for reference in &document.references {
            names.reference(reference);
        }
        for (index, schema) in document.schemas.iter().enumerate() {
            let annotations = annotations::convert(&names, Scope(index), &schema.annotations, None);
            let id = names.namespace(Scope(index));
            if let Some(namespace) = model.namespaces.get_mut(id.index()) {
                namespace.annotations.0.extend(annotations.0);
            }
        }
        names
    }

    fn reference(&mut self, reference: &'d Reference) {
        let file = self.file(&reference.position.file);
        for include in &reference.includes {
            self.included
                .entry((file, &include.namespace))
                .or_insert(reference);
            if let Some(alias) = &include.alias {
                let key = (file, alias.as_str());
                self.aliases.entry(key).or_insert(&include.namespace);
            }
        }
    }

    /// The number of a file.
    fn file(&mut self, name: &'d str) -> usize {
        let known = self.files.iter().position(|file| *file == name);
        known.unwrap_or_else(|| {
            self.files.push(name);
            self.files.len() - 1
        })
    }

    fn schema(&mut self, schema: &'d Schema, model: &mut Model, report: &mut Report) {
        let next = NamespaceId(id(model.namespaces.len()));
        let id = *self.namespaces.entry(&schema.namespace).or_insert(next);
        let alias = schema.alias.as_deref();
        let file = self.file(&schema.position.file);
        self.own.insert((file, &schema.namespace));
        self.schemas.push(Own {
            id,
            name: &schema.namespace,
            alias,
            file,
        });
        if id == next {
            model.namespaces.push(Namespace {
                name: schema.namespace.clone(),
                alias: schema.alias.clone(),
                version_of: None,
                annotations: super::types::Annotations::default(),
                position: schema.position.clone(),
            });
        } else {
            let message = format!("there are several schemas `{}`", schema.namespace);
            report.warning(&schema.position, message, "they are taken for one");
        }
        let Some(alias) = &schema.alias else { return };
        let key = (file, alias.as_str());
        let first = *self.aliases.entry(key).or_insert(&schema.namespace);
        if first != schema.namespace {
            let message = format!("the alias `{alias}` is taken by `{first}`");
            report.warning(
                &schema.position,
                message,
                "it is used within its own schema only",
            );
        }
    }

    /// The namespace of a schema of the document.
    pub(super) fn namespace(&self, scope: Scope) -> NamespaceId {
        self.schemas
            .get(scope.0)
            .map_or(NamespaceId(0), |own| own.id)
    }

    /// The name of the namespace of a schema of the document.
    pub(super) fn own_name(&self, scope: Scope) -> &'d str {
        self.schemas.get(scope.0).map_or("", |own| own.name)
    }

    /// The namespace that a prefix means: an alias resolved, anything else as it is.
    pub(super) fn full_namespace<'n>(&self, scope: Scope, prefix: &'n str) -> &'n str
    where
        'd: 'n,
    {
        let Some(own) = self.schemas.get(scope.0) else {
            return prefix;
        };
        if own.alias == Some(prefix) {
            return own.name;
        }
        let key = (own.file, prefix);
        if self.own.contains(&key) {
            return prefix;
        }
        self.aliases.get(&key).copied().unwrap_or(prefix)
    }

    /// Whether a namespace is there.
    pub(super) fn has_namespace(&self, namespace: &str) -> bool {
        self.namespaces.contains_key(namespace)
    }

    /// Whether a schema is one of the document itself, not of one that it refers to.
    pub(super) fn is_main(&self, scope: Scope) -> bool {
        self.schemas.get(scope.0).is_none_or(|own| own.file == 0)
    }

    /// What to do about a name of a referenced document that is not at hand; `otherwise` is what becomes of what
    /// names it.
    pub(super) fn missing_reference(
        &self,
        scope: Scope,
        qualified: &str,
        otherwise: &str,
    ) -> String {
        let prefix = qualified.rsplit_once('.').map_or("", |(prefix, _)| prefix);
        let file = self.schemas.get(scope.0).map_or(0, |own| own.file);
        let key = (file, self.full_namespace(scope, prefix));
        match self.included.get(&key) {
            Some(reference) => format!(
                "{otherwise}name the folder that holds `{}` (`edmx:Reference` at {}) with --references",
                reference.uri.escape_debug(),
                reference.position
            ),
            None => format!("{otherwise}name the folder that holds it with --references"),
        }
    }

    /// The namespace of a prefix, where the document has it.
    pub(super) fn find_namespace(&self, scope: Scope, prefix: &str) -> Lookup<NamespaceId> {
        let full = self.full_namespace(scope, prefix);
        if let Some(id) = self.namespaces.get(full) {
            return Lookup::Found(*id);
        }
        let file = self.schemas.get(scope.0).map_or(0, |own| own.file);
        if self.included.contains_key(&(file, full)) || known::is_vocabulary(full) {
            Lookup::External
        } else {
            Lookup::Missing
        }
    }

    /// Looks a qualified name up in one of the maps.
    pub(super) fn find<T: Clone>(
        &self,
        map: &HashMap<(NamespaceId, &'d str), T>,
        scope: Scope,
        qualified: &str,
    ) -> Lookup<T> {
        match self.key(scope, qualified) {
            Lookup::Found(key) => map
                .get(&key)
                .map_or(Lookup::Missing, |found| Lookup::Found(found.clone())),
            Lookup::External => Lookup::External,
            Lookup::Missing => Lookup::Missing,
        }
    }

    /// Namespace and name of a qualified name.
    pub(super) fn key<'n>(
        &self,
        scope: Scope,
        qualified: &'n str,
    ) -> Lookup<(NamespaceId, &'n str)> {
        let Some((prefix, name)) = qualified.rsplit_once('.') else {
            return Lookup::Missing;
        };
        match self.find_namespace(scope, prefix) {
            Lookup::Found(namespace) => Lookup::Found((namespace, name)),
            Lookup::External => Lookup::External,
            Lookup::Missing => Lookup::Missing,
        }
    }

    /// The type of a qualified name.
    pub(super) fn find_type(&self, scope: Scope, qualified: &str) -> Lookup<TypeRef> {
        if let Some(name) = qualified.strip_prefix("Edm.") {
            return match primitive::primitive(name) {
                Some(primitive) => Lookup::Found(TypeRef::Primitive(primitive)),
                None => Lookup::Missing,
            };
        }
        self.find(&self.types, scope, qualified)
    }

    /// Remembers a name for suggestions.
    pub(super) fn declare(&mut self, kind: Kind, namespace: &str, name: &str) {
        self.declared.push((kind, format!("{namespace}.{name}")));
    }
}

/// An index of an arena as the number of an id. Arenas hold less than 2³² items, since each item takes
/// more than one byte of a document of limited length.
pub(super) fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
