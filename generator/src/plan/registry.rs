//! The names of all types, their files and their request builders, decided before anything refers to them.
//!
//! In goes the model and the configuration; out comes a [`Registry`], or every clash of names.

use std::collections::HashMap;

use super::settings::Settings;
use crate::api::TypeId;
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::model::{
    DefinitionId, EnumId, Model, NamespaceId, OperationId, StructuredId, StructuredKind, TypeRef,
};

use super::callable::Callable;
use super::names::{ModuleName, TypeName};
use super::reach::Reach;
use super::scope::Scope;
use super::{composition, deprecation, modules, overloads};
use crate::odata::lower::hierarchies::Hierarchies;
use crate::odata::lower::{is_required, values};

/// What was decided of one type.
#[derive(Clone, Debug)]
pub(super) struct TypeNames {
    /// The type in the graph of the service.
    pub(super) ty: TypeId,
    pub(super) namespace: ModuleName,
    pub(super) file: ModuleName,
    pub(super) name: TypeName,
    pub(super) deprecated: bool,
    /// The enum over the type and all that derives from it.
    pub(super) any: Option<TypeName>,
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
    /// Builders of operations with setters, in the file of the type that they are bound to; else, by the name of the
    /// import, in that of the client.
    operations: HashMap<OperationId, TypeName>,
    imports: HashMap<(String, OperationId), TypeName>,
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

    pub(super) fn operation(&self, callable: Callable<'_>) -> Option<&TypeName> {
        match callable.import() {
            Some(import) => self.imports.get(&(import.to_owned(), callable.id)),
            None => self.operations.get(&callable.id),
        }
    }
}

/// A type of any kind, while names are given.
struct Candidate<'m> {
    id: TypeRef,
    ty: TypeId,
    namespace: NamespaceId,
    csdl: &'m str,
    position: &'m Position,
    deprecated: bool,
}

/// The names of one module while they are given: a module may take in several namespaces.
#[derive(Default)]
struct Names<'m> {
    types: Scope<'m>,
    files: Scope<'m>,
}

type Modules<'m> = HashMap<ModuleName, Names<'m>>;

/// Decides all names.
pub(super) fn build(
    model: &Model,
    config: &Settings,
    reach: &Reach,
    families: &Hierarchies,
) -> Result<Registry, Diagnostics> {
    let mut registry = Registry {
        namespaces: modules::modules(model, config),
        ..Registry::default()
    };
    let mut modules = Modules::default();
    let mut errors = Vec::new();
    for candidate in candidates(model) {
        let names = name_type(
            model,
            config,
            &registry,
            &candidate,
            &mut modules,
            &mut errors,
        );
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
    name_enums(model, families, &mut registry, &mut modules);
    name_builders(model, reach, &mut registry, &mut modules);
    name_operation_builders(model, reach, &mut registry, &mut modules);
    Ok(registry)
}

fn candidates(model: &Model) -> impl Iterator<Item = Candidate<'_>> {
    macro_rules! of {
        ($arena:ident, $id:ident, $variant:ident, $number:expr) => {
            model.$arena.iter().zip(0..).map(|(ty, id)| Candidate {
                id: TypeRef::$variant($id(id)),
                ty: $number($id(id)),
                namespace: ty.namespace,
                csdl: &ty.name,
                position: &ty.position,
                deprecated: deprecation::of(&ty.annotations).is_some(),
            })
        };
    }
    of!(structured, StructuredId, Structured, values::structured)
        .chain(of!(enums, EnumId, Enum, |id| values::enumeration(
            model, id
        )))
        .chain(of!(definitions, DefinitionId, Definition, |id| {
            values::definition(model, id)
        }))
}

fn name_type<'m>(
    model: &Model,
    config: &Settings,
    registry: &Registry,
    candidate: &Candidate<'m>,
    modules: &mut Modules<'m>,
    errors: &mut Vec<Diagnostic>,
) -> TypeNames {
    let qualified = model.qualified(candidate.namespace, candidate.csdl);
    let given = config
        .rename
        .get(&qualified)
        .and_then(|name| TypeName::given(name));
    let name = given.unwrap_or_else(|| TypeName::new(&[candidate.csdl]));
    let file = ModuleName::new(&[name.as_str()]);
    let namespace = registry.namespaces[candidate.namespace.index()].clone();
    let Names { types, files } = modules.entry(namespace.clone()).or_default();
    let claim = |scope: &mut Scope<'m>, name: &str| {
        scope.claim(name, candidate.csdl, candidate.position, || {
            qualified.clone()
        })
    };
    let claimed = claim(types, name.as_str()).and_then(|()| claim(files, file.as_str()));
    // Of two types that would have one name, one may be left out.
    errors.extend(claimed.err().filter(|_| is_kept(model, candidate.id)));
    TypeNames {
        ty: candidate.ty,
        namespace,
        file,
        name,
        deprecated: candidate.deprecated,
        any: None,
        single: None,
        collection: None,
    }
}

/// Whether the generated crate has something of the type.
fn is_kept(model: &Model, ty: TypeRef) -> bool {
    let surface = &model.surface;
    match ty {
        TypeRef::Structured(id) => {
            let resource = [false, true].map(|many| surface.has_resource((id, many)));
            surface.has_model(id) || resource.contains(&true)
        }
        TypeRef::Enum(id) => surface.has_enum(id),
        TypeRef::Definition(id) => surface.has_definition(id),
        TypeRef::Primitive(_) => true,
    }
}

/// Names the enums over families, after all types have their names.
fn name_enums(
    model: &Model,
    families: &Hierarchies,
    registry: &mut Registry,
    modules: &mut Modules<'_>,
) {
    for (id, _) in model.structured_types().filter(|(id, _)| families.has(*id)) {
        let names = &mut registry.structured[id.index()];
        let scope = &mut modules.entry(names.namespace.clone()).or_default().types;
        let plain = TypeName::new(&["any", names.name.as_str()]);
        let worded = plain.with_suffix("Variant");
        let numbered = (2..).map(|n| worded.numbered(n));
        let candidates = [plain, worded.clone()].into_iter().chain(numbered);
        names.any = scope.first_free(candidates, TypeName::as_str);
    }
}

/// Names the builders of resources, after all types have their names.
fn name_builders(model: &Model, reach: &Reach, registry: &mut Registry, modules: &mut Modules<'_>) {
    for (id, ty) in model.structured_types() {
        let names = &mut registry.structured[id.index()];
        let scope = &mut modules.entry(names.namespace.clone()).or_default().types;
        let offered = |many| model.surface.has_resource((id, many));
        if (ty.kind == StructuredKind::Entity || reach.is_resource(id)) && offered(false) {
            names.single = Some(free_builder(&names.name, "", scope, None));
        }
        if reach.is_collection(id) && offered(true) {
            let name = names.name.with_suffix("Collection");
            names.collection = Some(free_builder(&name, "", scope, None));
        }
    }
}

/// Names the builders of operations: each stands in the file of the type that it is bound to.
fn name_operation_builders(
    model: &Model,
    reach: &Reach,
    registry: &mut Registry,
    modules: &mut Modules<'_>,
) {
    let bound = model.operations_by_binding();
    for (id, _) in model.structured_types() {
        let namespace = registry.structured[id.index()].namespace.clone();
        // A file imports types of its module, so that its own builders keep clear of their names.
        let types = &modules.entry(namespace).or_default().types;
        let mut file = Scope::default();
        for (collection, word) in [(false, "Item"), (true, "Collection")] {
            let operations = bound.get(&(id, collection)).into_iter().flatten();
            let callables: Vec<Callable<'_>> = operations
                .map(|operation| Callable::bound(model, *operation))
                .collect();
            let named = name_operations(model, reach, &callables, |name| {
                free_builder(name, word, &mut file, Some(types))
            });
            let named = named
                .into_iter()
                .map(|(callable, name)| (callable.id, name));
            registry.operations.extend(named);
        }
    }
    let mut client = Scope::default();
    let imports = Callable::imports(model);
    let named = name_operations(model, reach, &imports, |name| {
        free_builder(name, "Import", &mut client, None)
    });
    let named = named
        .into_iter()
        .filter_map(|(callable, name)| Some(((callable.import()?.to_owned(), callable.id), name)));
    registry.imports.extend(named);
}

/// The names of the builders that some of the operations have.
fn name_operations<'m>(
    model: &'m Model,
    reach: &Reach,
    callables: &[Callable<'m>],
    mut name: impl FnMut(&TypeName) -> TypeName,
) -> Vec<(Callable<'m>, TypeName)> {
    let mut named = Vec::new();
    for (callable, stem) in callables.iter().zip(overloads::stems(model, callables)) {
        let plain = &model[callable.id];
        let leads_on = composition::composed(model, reach, plain).is_some();
        // What must be given is an argument: without setters, the runtime's type does.
        let is_set = |parameter| !is_required(plain.kind, parameter);
        if leads_on || plain.parameters.iter().any(is_set) {
            let parts: Vec<&str> = stem.iter().map(String::as_str).collect();
            named.push((*callable, name(&TypeName::new(&parts))));
        }
    }
    named
}

/// `…RequestBuilder`; where that is taken, here or outside, with a word and then with a number before it.
fn free_builder(
    name: &TypeName,
    word: &str,
    scope: &mut Scope<'_>,
    outside: Option<&Scope<'_>>,
) -> TypeName {
    let builder = |name: TypeName| name.with_suffix("RequestBuilder");
    let worded = name.with_suffix(word);
    let numbered = (2..).map(|n| builder(worded.numbered(n)));
    let mut candidates = [builder(name.clone()), builder(worded.clone())]
        .into_iter()
        .chain(numbered);
    let taken = |name: &str| scope.is_taken(name) || outside.is_some_and(|o| o.is_taken(name));
    let free = candidates
        .find(|name| !taken(name.as_str()))
        .unwrap_or(worded);
    scope.take(free.as_str());
    free
}
