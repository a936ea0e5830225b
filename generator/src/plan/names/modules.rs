//! Modules: the namespaces of a service go in, the module of each comes out.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::Diagnostic;
use crate::model::{Model, NamespaceId};
use crate::plan::settings::Settings;

use crate::plan::names::ModuleName;
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;

/// One module per namespace: `models` for the main one, and what distinguishes its name from that one's for another.
pub(in crate::plan) fn modules(
    model: &Model,
    config: &Settings,
) -> (Vec<ModuleName>, Vec<Diagnostic>) {
    // Types that stand for all their versions are in the module of the namespace that the versions are of, and so is what
    // goes with them.
    let names = model.namespaces.iter();
    let names = names.map(|namespace| namespace.version_of.as_ref().unwrap_or(&namespace.name));
    let names: Vec<&str> = names.map(String::as_str).collect();
    let main = main_namespace(model).and_then(|id| names.get(id.index()).copied());
    let mut taken = Scope::reserving(owned::MODULES.iter().copied());
    let mut modules: BTreeMap<usize, ModuleName> = BTreeMap::new();
    let mut known: HashMap<&str, ModuleName> = HashMap::new();
    let mut warnings = Vec::new();
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
        if let Some(module) = known.get(name) {
            modules.insert(at, module.clone());
            continue;
        }
        let mut module = ModuleName::new(&words(name, main));
        let usual = module.clone();
        while !taken.take(module.as_str()) {
            module = module.escaped();
        }
        known.insert(name, module.clone());
        let mut before = modules.iter();
        if let Some((first, _)) = before.find(|(_, name)| **name == usual) {
            warnings.extend(moved(model, (at, &module), (*first, &usual)));
        }
        modules.insert(at, module);
    }
    (modules.into_values().collect(), warnings)
}

/// The module of the request builders of a namespace, by that of its types: those of the main one stand in `requests`
/// itself.
pub(crate) fn requests(namespace: &ModuleName) -> Vec<ModuleName> {
    let root = ModuleName::new(&[owned::REQUESTS_MODULE]);
    if namespace.as_str() == owned::MODELS_MODULE {
        vec![root]
    } else {
        vec![root, namespace.clone()]
    }
}

/// That a namespace has another module than it would have alone.
fn moved(
    model: &Model,
    (at, module): (usize, &ModuleName),
    (first, usual): (usize, &ModuleName),
) -> Option<Diagnostic> {
    let (namespace, first) = (model.namespaces.get(at)?, model.namespaces.get(first)?);
    let message = format!(
        "the module of namespace {:?} becomes `{module}`, because that of {:?} ({}) is called `{usual}`",
        namespace.name, first.name, first.position
    );
    let remedy = format!(
        "to choose the name, give it in csdlgen.toml, under `modules`: \"{}\" = \"…\"",
        namespace.name
    );
    Some(Diagnostic::warning(namespace.position.clone(), message).with_remedy(remedy))
}

/// The main namespace: that of the container, where types are declared in it too; without a container, the first. How many
/// others there are does not matter, so that one more renames nothing.
fn main_namespace(model: &Model) -> Option<NamespaceId> {
    let Some(container) = &model.container else {
        return (!model.namespaces.is_empty()).then_some(NamespaceId(0));
    };
    let id = container.namespace;
    let structured = model.structured.iter().map(|ty| ty.namespace);
    let enums = model.enums.iter().map(|ty| ty.namespace);
    let definitions = model.definitions.iter().map(|ty| ty.namespace);
    let mut all = structured.chain(enums).chain(definitions);
    all.any(|namespace| namespace == id).then_some(id)
}

/// The words of a namespace's module: what distinguishes its name from that of the main namespace.
fn words<'n>(name: &'n str, main: Option<&str>) -> Vec<&'n str> {
    let parts: Vec<&str> = name.split('.').collect();
    let Some(main) = main else { return parts };
    if main == name {
        return vec![owned::MODELS_MODULE];
    }
    let shared = main.split('.').zip(&parts);
    let shared = shared.take_while(|(main, part)| main == *part).count();
    match parts.get(shared..) {
        Some(rest) if !rest.is_empty() => rest.to_vec(),
        _ => parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_main_namespace_has_too_is_left_out() {
        let main = Some("microsoft.graph");
        assert_eq!(words("microsoft.graph", main), ["models"]);
        assert_eq!(words("microsoft.graph.callRecords", main), ["callRecords"]);
        assert_eq!(words("microsoft.graphs", main), ["graphs"]);
        assert_eq!(words("microsoft", main), ["microsoft"]);
        assert_eq!(words("a.b", main), ["a", "b"]);
        assert_eq!(words("a.b", None), ["a", "b"]);
    }
}
