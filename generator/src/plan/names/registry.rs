//! The names of all types, their files and their request builders, decided before anything refers to them, over the
//! whole of the service: what is selected does not matter.
//!
//! In goes the model and the configuration; out comes a [`Registry`], or every clash of names that were given.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{DefinitionId, EnumId, Model, OperationId, StructuredId, StructuredKind};
use crate::plan::settings::Settings;

use crate::odata::lower::hierarchies::Hierarchies;
use crate::odata::lower::offered::Offered;
use crate::odata::lower::{is_required, resources};
use crate::plan::methods::callable::Callable;
use crate::plan::methods::composition;
use crate::plan::names::modules;
use crate::plan::names::overloads;
use crate::plan::names::owned::MODELS_MODULE;
use crate::plan::names::renames::Renames;
use crate::plan::names::scope::Scope;
use crate::plan::names::type_names::{self, Modules, TypeNames};
use crate::plan::names::{ModuleName, TypeName};
use crate::plan::reach::Reach;

/// All names of types and builders.
#[derive(Debug, Default)]
pub(in crate::plan) struct Registry {
    pub(in crate::plan) namespaces: Vec<ModuleName>,
    structured: Vec<TypeNames>,
    enums: Vec<TypeNames>,
    definitions: Vec<TypeNames>,
    /// Types of the optional parameters of operations, in the file of the type that they are bound to; else, by the name of the
    /// import, in that of the client.
    operations: HashMap<OperationId, TypeName>,
    imports: HashMap<(String, OperationId), TypeName>,
}

impl Registry {
    pub(in crate::plan) fn structured(&self, id: StructuredId) -> &TypeNames {
        &self.structured[id.index()]
    }

    pub(in crate::plan) fn enumeration(&self, id: EnumId) -> &TypeNames {
        &self.enums[id.index()]
    }

    pub(in crate::plan) fn definition(&self, id: DefinitionId) -> &TypeNames {
        &self.definitions[id.index()]
    }

    pub(in crate::plan) fn operation(&self, callable: Callable<'_>) -> Option<&TypeName> {
        match callable.import() {
            Some(import) => self.imports.get(&(import.to_owned(), callable.id)),
            None => self.operations.get(&callable.id),
        }
    }
}

/// Decides all names, with warnings.
///
/// # Errors
/// Two types of a module were given one name.
pub(in crate::plan) fn build(
    model: &Model,
    config: &Settings,
    renames: &Renames,
    reach: &Reach,
    families: &Hierarchies,
    offered: &Offered<'_>,
) -> Result<(Registry, Vec<Diagnostic>), Diagnostics> {
    let (namespaces, mut warnings) = modules::modules(model, config);
    let (types, told) = type_names::types(model, renames, offered, &namespaces)?;
    warnings.extend(told);
    let mut registry = Registry {
        namespaces,
        structured: types.structured,
        enums: types.enums,
        definitions: types.definitions,
        ..Registry::default()
    };
    let mut modules = types.taken;
    name_enums(model, families, &mut registry, &mut modules);
    name_builders(model, reach, offered, &mut registry, &mut modules);
    name_operation_builders(model, renames, reach, offered, &mut registry, &mut modules);
    Ok((registry, warnings))
}

/// Names the enums over families, after all types have their names.
fn name_enums(
    model: &Model,
    families: &Hierarchies,
    registry: &mut Registry,
    modules: &mut Modules,
) {
    for (id, _) in model
        .structured_types()
        .filter(|(id, _)| families.has_enum(*id))
    {
        let names = &mut registry.structured[id.index()];
        let scope = modules.entry(names.namespace.clone()).or_default();
        let plain = TypeName::new(&["any", names.name.as_str()]);
        let worded = plain.with_suffix("Variant");
        let numbered = (2..).map(|n| worded.numbered(n));
        let candidates = [plain, worded.clone()].into_iter().chain(numbered);
        names.any = scope.first_free(candidates, TypeName::as_str);
    }
}

/// Names the builders of resources, after all types have their names.
fn name_builders(
    model: &Model,
    reach: &Reach,
    offered: &Offered<'_>,
    registry: &mut Registry,
    modules: &mut Modules,
) {
    for (id, ty) in model.structured_types() {
        let names = &mut registry.structured[id.index()];
        let scope = modules.entry(names.namespace.clone()).or_default();
        // Names do not depend on what is selected.
        if ty.kind == StructuredKind::Entity || reach.is_resource(id) {
            let name = free_builder(&names.name, scope);
            names.single = offered.has_resource((id, false)).then_some(name);
        }
        if reach.is_collection(id) {
            let name = names.name.with_suffix("Collection");
            let name = free_builder(&name, scope);
            names.collection = offered.has_resource((id, true)).then_some(name);
        }
    }
}

/// Names the types of optional parameters by the type that an operation is bound to: they stand beside each other in the
/// module of requests.
fn name_operation_builders(
    model: &Model,
    renames: &Renames,
    reach: &Reach,
    offered: &Offered<'_>,
    registry: &mut Registry,
    modules: &mut Modules,
) {
    let bound = model.operations_by_binding();
    for (id, _) in model.structured_types() {
        let bound_to = registry.structured[id.index()].clone();
        let scope = modules.entry(bound_to.namespace).or_default();
        for (collection, word) in [(false, "Item"), (true, "Collection")] {
            let operations = bound.get(&(id, collection)).into_iter().flatten();
            let callables: Vec<Callable<'_>> = operations
                .map(|operation| Callable::bound(model, renames, *operation))
                .collect();
            let named = name_operations(model, reach, offered, &callables, |name| {
                let name = bound_to.name.with_suffix(name.as_str());
                free_suffixed(&name, PARAMETERS, word, scope)
            });
            let named = named
                .into_iter()
                .map(|(callable, name)| (callable.id, name));
            registry.operations.extend(named);
        }
    }
    // Those of the client stand beside the main namespace's.
    let main = ModuleName::new(&[MODELS_MODULE]);
    let scope = modules.entry(main).or_default();
    let imports = Callable::imports(model, renames);
    let named = name_operations(model, reach, offered, &imports, |name| {
        free_suffixed(name, PARAMETERS, "Import", scope)
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
    offered: &Offered<'_>,
    callables: &[Callable<'m>],
    mut name: impl FnMut(&TypeName) -> TypeName,
) -> Vec<(Callable<'m>, TypeName)> {
    let mut named = Vec::new();
    for (callable, stem) in callables.iter().zip(overloads::stems(model, callables)) {
        let plain = &model[callable.id];
        // What must be given is an argument: without setters, the runtime's type does.
        let is_set = |parameter| !is_required(plain.kind, parameter);
        let has_setters = plain.parameters.iter().any(is_set);
        if has_setters || resources::composed(model, reach.resources(), plain).is_some() {
            let parts: Vec<&str> = stem.iter().map(String::as_str).collect();
            let name = name(&TypeName::new(&parts));
            if has_setters || composition::composed(model, reach, offered, plain).is_some() {
                named.push((*callable, name));
            }
        }
    }
    named
}

/// What follows the name of an operation in that of its optional parameters.
const PARAMETERS: &str = "Parameters";

/// `…RequestBuilder`; where that is taken, with a number before it.
fn free_builder(name: &TypeName, scope: &mut Scope) -> TypeName {
    free_suffixed(name, "RequestBuilder", "", scope)
}

/// The name with a suffix; where that is taken, with a word and then with a number before it.
fn free_suffixed(name: &TypeName, suffix: &str, word: &str, scope: &mut Scope) -> TypeName {
    let builder = |name: TypeName| name.with_suffix(suffix);
    let worded = name.with_suffix(word);
    let numbered = (2..).map(|n| builder(worded.numbered(n)));
    let mut candidates = [builder(name.clone()), builder(worded.clone())]
        .into_iter()
        .chain(numbered);
    let free = candidates
        .find(|name| !scope.is_taken(name.as_str()))
        .unwrap_or(worded);
    scope.take(free.as_str());
    free
}
