//! Modules: the namespaces of a service go in, the module of each comes out.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::plan::settings::Settings;

use crate::plan::names::ModuleName;
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;

/// One module per namespace: what distinguishes it from the namespace that all share, or `models` for that
/// namespace itself.
pub(in crate::plan) fn modules(
    model: &Model,
    config: &Settings,
) -> (Vec<ModuleName>, Vec<Diagnostic>) {
    // Types that stand for all their versions are in the module of the namespace that the versions are of, and so is what
    // goes with them.
    let names = model.namespaces.iter();
    let names = names.map(|namespace| namespace.version_of.as_ref().unwrap_or(&namespace.name));
    let names: Vec<&str> = names.map(String::as_str).collect();
    let prefix = common_prefix(&names);
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
        let rest = name.get(prefix..).unwrap_or_default();
        let mut module = match rest.trim_start_matches('.') {
            "" => ModuleName::new(&[owned::MODELS_MODULE]),
            rest => ModuleName::new(&rest.split('.').collect::<Vec<_>>()),
        };
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
