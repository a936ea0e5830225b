//! The names of all types, their files and their request builders, decided before anything refers to them.
//!
//! In goes the model and the configuration; out comes a [`Registry`], or every clash of names.

use std::collections::{BTreeMap, HashMap};

use crate::config::Crate;
use crate::diagnostic::Diagnostics;
use crate::model::{
    DefinitionId, EnumId, Model, NamespaceId, OperationId, StructuredId, StructuredKind, TypeRef,
};

use super::names::{ModuleName, TypeName};
use super::scope::Scope;
use super::{deprecation, overloads};

/// Modules of the generated crate that are not namespaces.
const CRATE_MODULES: &[&str] = &["client"];

/// What was decided of one type.
#[derive(Clone, Debug)]
pub(super) struct TypeNames {
    pub(super) namespace: ModuleName,
    pub(super) file: ModuleName,
    pub(super) name: TypeName,
    pub(super) deprecated: bool,
    /// Builder of requests to one such resource.
    pub(super) single: Option<TypeName>,
    /// Builder of requests to a collection of such resources.
    pub(super) collection: Option<TypeName>,
}

/// All names of types and builders.
#[derive(Debug, Default)]
pub(super) struct Registry {
    pub(super) namespaces: Vec<ModuleName>,
    structured: Vec<TypeNames>,
    enums: Vec<TypeNames>,
    definitions: Vec<TypeNames>,
    /// Builders of operations with parameters, in the file of the type that they are bound to.
    operations: HashMap<OperationId, TypeName>,
}

impl Registry {
    pub(super) fn structured(&self, id: StructuredId) -> &TypeNames {
        &self.structured[id.index()]
    }

    pub(super) fn enumeration(&self, id: EnumId) -> &TypeNames {
        &self.enums[id.index()]
    }

    pub(super) fn definition(&self, id: DefinitionId) -> &TypeNames {
        &self.definitions[id.index()]
    }

    pub(super) fn operation(&self, id: OperationId) -> Option<&TypeName> {
        self.operations.get(&id)
    }
}

/// A type of any kind, while names are given.
struct Candidate<'m> {
    id: TypeRef,
    namespace: NamespaceId,
    csdl: &'m str,
    qualified: String,
    position: &'m crate::diagnostic::Position,
    deprecated: bool,
}

/// Decides all names.
pub(super) fn build<'m>(
    model: &'m Model,
    config: &Crate,
    reach: &super::reach::Reach,
) -> Result<Registry, Diagnostics> {
    let mut errors = Vec::new();
    let namespaces = namespace_modules(model, config);
    let mut scopes: Vec<Scope<'m>> = model.namespaces.iter().map(|_| Scope::default()).collect();
    let mut files: Vec<Scope<'m>> = model.namespaces.iter().map(|_| Scope::default()).collect();
    let mut registry = Registry {
        namespaces,
        ..Registry::default()
    };
    for candidate in candidates(model) {
        let at = candidate.namespace.index();
        // Two schemas may be configured into one module: they share its names.
        let home = registry
            .namespaces
            .iter()
            .position(|m| *m == registry.namespaces[at]);
        let home = home.unwrap_or(at);
        let name = config
            .rename
            .get(&candidate.qualified)
            .and_then(|name| TypeName::given(name))
            .unwrap_or_else(|| TypeName::new(&[candidate.csdl]));
        let file = ModuleName::new(&[name.as_str()]);
        let key = || candidate.qualified.clone();
        let claimed = scopes[home]
            .claim(name.as_str(), candidate.csdl, candidate.position, key)
            .and_then(|()| {
                files[home].claim(file.as_str(), candidate.csdl, candidate.position, key)
            });
        errors.extend(claimed.err());
        let names = TypeNames {
            namespace: registry.namespaces[at].clone(),
            file,
            name,
            deprecated: candidate.deprecated,
            single: None,
            collection: None,
        };
        match candidate.id {
            TypeRef::Structured(_) => registry.structured.push(names),
            TypeRef::Enum(_) => registry.enums.push(names),
            TypeRef::Definition(_) => registry.definitions.push(names),
            TypeRef::Primitive(_) => {}
        }
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    name_builders(model, reach, &mut registry, &mut scopes);
    name_operation_builders(model, &mut registry, &scopes);
    Ok(registry)
}

fn candidates(model: &Model) -> impl Iterator<Item = Candidate<'_>> {
    let structured = model.structured.iter().zip(0..).map(|(ty, id)| Candidate {
        id: TypeRef::Structured(StructuredId(id)),
        namespace: ty.namespace,
        csdl: &ty.name,
        qualified: model.qualified(ty.namespace, &ty.name),
        position: &ty.position,
        deprecated: deprecation::of(&ty.annotations).is_some(),
    });
    let enums = model.enums.iter().zip(0..).map(|(ty, id)| Candidate {
        id: TypeRef::Enum(EnumId(id)),
        namespace: ty.namespace,
        csdl: &ty.name,
        qualified: model.qualified(ty.namespace, &ty.name),
        position: &ty.position,
        deprecated: deprecation::of(&ty.annotations).is_some(),
    });
    let definitions = model.definitions.iter().zip(0..).map(|(ty, id)| Candidate {
        id: TypeRef::Definition(DefinitionId(id)),
        namespace: ty.namespace,
        csdl: &ty.name,
        qualified: model.qualified(ty.namespace, &ty.name),
        position: &ty.position,
        deprecated: deprecation::of(&ty.annotations).is_some(),
    });
    structured.chain(enums).chain(definitions)
}

/// One module per namespace: what distinguishes it from the namespace that all share, or `models` for that
/// namespace itself.
fn namespace_modules(model: &Model, config: &Crate) -> Vec<ModuleName> {
    let names: Vec<&str> = model.namespaces.iter().map(|n| n.name.as_str()).collect();
    let prefix = common_prefix(&names);
    let mut taken = Scope::reserving(CRATE_MODULES.iter().copied());
    let mut modules: BTreeMap<usize, ModuleName> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some(given) = config
            .modules
            .get(*name)
            .and_then(|name| ModuleName::given(name))
        {
            taken.take(given.as_str());
            modules.insert(at, given);
        }
    }
    for (at, name) in names.iter().enumerate() {
        if modules.contains_key(&at) {
            continue;
        }
        let mut module = match name.get(prefix..).unwrap_or_default() {
            "" => ModuleName::new(&["models"]),
            rest => ModuleName::new(&rest.split('.').collect::<Vec<_>>()),
        };
        while !taken.take(module.as_str()) {
            module = module.escaped();
        }
        modules.insert(at, module);
    }
    modules.into_values().collect()
}

/// Length of the namespace that all namespaces are or lie in, with its dot.
///
/// A single namespace is shared by itself.
fn common_prefix(names: &[&str]) -> usize {
    let Some(first) = names.iter().min_by_key(|name| name.len()) else {
        return 0;
    };
    let within = |prefix: &str| {
        names.iter().all(|name| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    let mut prefix = *first;
    loop {
        if within(prefix) {
            return prefix.len();
        }
        match prefix.rsplit_once('.') {
            Some((shorter, _)) => prefix = shorter,
            None => return 0,
        }
    }
}

fn name_builders(
    model: &Model,
    reach: &super::reach::Reach,
    registry: &mut Registry,
    scopes: &mut [Scope<'_>],
) {
    for (id, ty) in model.structured_types() {
        let names = &registry.structured[id.index()];
        let at = registry
            .namespaces
            .iter()
            .position(|m| *m == names.namespace);
        let Some(scope) = at.and_then(|at| scopes.get_mut(at)) else {
            continue;
        };
        let mut free = |words: &[&str]| {
            let candidates = words.iter().map(|word| names.name.with_suffix(word));
            scope.first_free(candidates, TypeName::as_str)
        };
        let single = (ty.kind == StructuredKind::Entity || reach.is_resource(id)).then(|| {
            free(&[
                "RequestBuilder",
                "ResourceRequestBuilder",
                "ItemRequestBuilder",
            ])
        });
        let collection = reach.is_collection(id).then(|| {
            free(&[
                "CollectionRequestBuilder",
                "ListRequestBuilder",
                "ItemsRequestBuilder",
            ])
        });
        let names = &mut registry.structured[id.index()];
        names.single = single.flatten();
        names.collection = collection.flatten();
    }
}

fn name_operation_builders(model: &Model, registry: &mut Registry, scopes: &[Scope<'_>]) {
    let bound = model.operations_by_binding();
    for (id, _) in model.structured_types() {
        let names = &registry.structured[id.index()];
        let at = registry
            .namespaces
            .iter()
            .position(|m| *m == names.namespace);
        let Some(types) = at.and_then(|at| scopes.get(at)) else {
            continue;
        };
        let mut file = Scope::default();
        for (collection, word) in [(false, "Item"), (true, "Collection")] {
            let Some(operations) = bound.get(&(id, collection)) else {
                continue;
            };
            let stems = overloads::stems(model, operations);
            for (operation, stem) in operations.iter().zip(stems) {
                if model[*operation].parameters.is_empty() {
                    continue;
                }
                let builder = operation_builder_name(&stem, word, &mut file, types);
                registry.operations.insert(*operation, builder);
            }
        }
    }
    let mut file = Scope::default();
    let imported = model.imported_operations();
    let stems = overloads::stems(model, &imported);
    for (operation, stem) in imported.iter().zip(stems) {
        if !model[*operation].parameters.is_empty() {
            let builder = operation_builder_name(&stem, "Import", &mut file, &Scope::default());
            registry.operations.insert(*operation, builder);
        }
    }
}

/// The builder is named after the operation; a name that is taken gets a word or a number more.
fn operation_builder_name(
    stem: &[String],
    word: &str,
    file: &mut Scope<'_>,
    types: &Scope<'_>,
) -> TypeName {
    let parts: Vec<&str> = stem.iter().map(String::as_str).collect();
    let plain = TypeName::new(&parts);
    let free = |name: &TypeName| !file.is_taken(name.as_str()) && !types.is_taken(name.as_str());
    let worded = plain.with_suffix(word);
    let name = [
        plain.with_suffix("RequestBuilder"),
        worded.with_suffix("RequestBuilder"),
    ]
    .into_iter()
    .chain((2..).map(|n| worded.numbered(n).with_suffix("RequestBuilder")))
    .find(|name| free(name))
    .unwrap_or(plain);
    file.take(name.as_str());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_namespaces_share_is_left_out() {
        let prefix = |names: &[&str]| names[0][..common_prefix(names)].to_owned();
        assert_eq!(
            prefix(&["microsoft.graph", "microsoft.graph.security"]),
            "microsoft.graph"
        );
        assert_eq!(prefix(&["a.b.c", "a.b.d"]), "a.b");
        assert_eq!(prefix(&["a.bc", "a.bd"]), "a");
        assert_eq!(prefix(&["x", "y"]), "");
        assert_eq!(prefix(&["x.y"]), "x.y");
    }
}
