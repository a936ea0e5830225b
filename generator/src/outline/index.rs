//! Modules by path, and items by every path that leads to them.

use std::collections::{HashMap, HashSet};

use super::declared::{Export, Module};

/// Where everything is.
pub(super) struct Index<'m> {
    modules: HashMap<&'m [String], &'m Module>,
    /// Types and values, by path.
    items: HashSet<Vec<&'m str>>,
    /// What is exported under a name, by the path that it gets.
    named: HashMap<Vec<&'m str>, &'m Export>,
}

impl<'m> Index<'m> {
    pub(super) fn new(all: &'m [Module]) -> Self {
        let mut index = Self {
            modules: HashMap::new(),
            items: HashSet::new(),
            named: HashMap::new(),
        };
        for module in all {
            index.modules.insert(&module.path, module);
            let path = |name: &'m str| -> Vec<&'m str> {
                let path = module.path.iter().map(String::as_str);
                path.chain([name]).collect()
            };
            let types = module.types.iter().map(|ty| ty.name.as_str());
            let values = module.values.iter().map(|value| value.name.as_str());
            index.items.extend(types.chain(values).map(path));
            let exports = module
                .exports
                .iter()
                .filter(|it| it.is_local && it.name != "*");
            index
                .named
                .extend(exports.map(|export| (path(&export.name), export)));
        }
        index
    }

    pub(super) fn module(&self, path: &[String]) -> Option<&'m Module> {
        self.modules.get(path).copied()
    }

    /// How many modules there are.
    pub(super) fn len(&self) -> usize {
        self.modules.len()
    }

    /// Where an item or module is declared, whatever path it is named by. A circle of exports leads nowhere.
    pub(super) fn declared(&self, path: &[String]) -> Option<Vec<String>> {
        let mut seen = HashSet::new();
        let mut waiting = vec![path.to_vec()];
        while let Some(path) = waiting.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let key: Vec<&str> = path.iter().map(String::as_str).collect();
            if self.items.contains(&key) || self.modules.contains_key(path.as_slice()) {
                return Some(path);
            }
            if let Some(export) = self.named.get(&key) {
                waiting.push(export.from.clone());
                continue;
            }
            let Some((name, module)) = path.split_last() else {
                continue;
            };
            match self.modules.get(module) {
                Some(module) => {
                    let all = module.exports.iter();
                    for export in all.filter(|it| it.is_local && it.name == "*") {
                        waiting.push([export.from.as_slice(), std::slice::from_ref(name)].concat());
                    }
                }
                // A module that is named by what another exports.
                None => {
                    if let Some(module) = self.module_alias(module) {
                        waiting.push([module.as_slice(), std::slice::from_ref(name)].concat());
                    }
                }
            }
        }
        None
    }

    fn module_alias(&self, path: &[String]) -> Option<Vec<String>> {
        let key: Vec<&str> = path.iter().map(String::as_str).collect();
        let export = self.named.get(&key)?;
        self.modules
            .contains_key(export.from.as_slice())
            .then(|| export.from.clone())
    }
}
