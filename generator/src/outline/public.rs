//! What modules declare → what of it users can name, each by its shortest path.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::declared::{Export, Impl, Marks, Member, Module, Type, Value};
use super::index::Index;

/// The public surface: lines by their path.
#[derive(Debug, Default)]
pub(super) struct Surface<'m> {
    /// Public modules, by path, with the constants and functions in them and what they take from other crates.
    pub(super) modules: BTreeMap<String, (Marks, Vec<Member>)>,
    /// Public types, by path.
    pub(super) types: BTreeMap<String, (Marks, &'m Type, Vec<Member>)>,
    /// The shortest public path of each item, by the path at which it is declared.
    pub(super) names: HashMap<String, String>,
}

/// Finds it.
pub(super) fn find<'m>(modules: &'m [Module], index: &Index<'m>) -> Surface<'m> {
    let mut finder = Finder {
        index,
        surface: Surface::default(),
        visited: HashSet::new(),
    };
    // By length, so that the first path to an item is the shortest.
    let mut waiting = VecDeque::from([Visit {
        module: Vec::new(),
        path: Vec::new(),
        marks: Marks::default(),
    }]);
    while let Some(visit) = waiting.pop_front() {
        waiting.extend(finder.visit(&visit));
    }
    let mut surface = finder.surface;
    attach(&mut surface, modules, index);
    surface
}

/// Adds what `impl` blocks and macros say, wherever they stand.
fn attach(surface: &mut Surface<'_>, modules: &[Module], index: &Index<'_>) {
    let inline = inline_marks(modules);
    for module in modules {
        let around = inline.get(&module.path);
        for implementation in &module.impls {
            let Impl {
                target,
                argument,
                members,
            } = implementation;
            let declared = |path: &Vec<String>| index.declared(path).map(|path| path.join("::"));
            let declared = declared(target).or_else(|| argument.as_ref().and_then(declared));
            let name = declared.and_then(|path| surface.names.get(&path));
            if let Some((_, _, lines)) = name.and_then(|name| surface.types.get_mut(name)) {
                lines.extend(members.iter().map(|member| Member {
                    marks: around.map_or_else(|| member.marks.clone(), |it| member.marks.with(it)),
                    ..member.clone()
                }));
            }
        }
    }
}

/// Modules within a file, each with its attributes: they hold for what an `impl` block in it says too. A file is left out
/// with what it declares.
fn inline_marks(modules: &[Module]) -> HashMap<Vec<String>, &Marks> {
    let children = modules.iter().flat_map(|module| {
        let inline = module.children.iter().filter(|child| child.inline);
        inline.map(|child| {
            let path = module.path.iter().chain([&child.name]);
            (path.cloned().collect(), &child.marks)
        })
    });
    children.collect()
}

/// A module at a path that users can write.
#[derive(Clone, Debug)]
struct Visit {
    module: Vec<String>,
    path: Vec<String>,
    marks: Marks,
}

struct Finder<'f, 'm> {
    index: &'f Index<'m>,
    surface: Surface<'m>,
    visited: HashSet<(Vec<String>, Vec<String>)>,
}

impl<'m> Finder<'_, 'm> {
    fn visit(&mut self, visit: &Visit) -> Vec<Visit> {
        let key = (visit.module.clone(), visit.path.clone());
        let Some(module) = self.index.module(&visit.module) else {
            return Vec::new();
        };
        // A module that exports one around itself could be gone through forever.
        if visit.path.len() > self.index.len() || !self.visited.insert(key) {
            return Vec::new();
        }
        let lines = self.surface.modules.entry(visit.path.join("::"));
        lines.or_insert_with(|| (visit.marks.clone(), Vec::new()));
        let mut next = Vec::new();
        self.items(module, visit, None);
        for child in module.children.iter().filter(|child| child.is_public) {
            next.push(visit.child(&module.path, &child.name, &child.name, &child.marks));
        }
        for export in &module.exports {
            next.extend(self.export(export, visit));
        }
        next
    }

    /// The items of a module, or that of one name under another.
    fn items(&mut self, module: &'m Module, visit: &Visit, only: Option<(&str, &str)>) {
        let named = |own: &str| match only {
            Some((name, new)) => (own == name).then(|| new.to_owned()),
            None => Some(own.to_owned()),
        };
        for ty in module.types.iter().filter(|ty| ty.is_public) {
            if let Some(name) = named(&ty.name) {
                self.ty(module, ty, visit, &name);
            }
        }
        for value in module.values.iter().filter(|value| value.is_public) {
            if let Some(name) = named(&value.name) {
                self.value(module, value, visit, &name);
            }
        }
    }

    fn ty(&mut self, module: &Module, ty: &'m Type, visit: &Visit, name: &str) {
        let declared = joined(&module.path, &ty.name);
        let path = joined(&visit.path, name);
        if let std::collections::hash_map::Entry::Vacant(entry) = self.surface.names.entry(declared)
        {
            entry.insert(path.clone());
            let marks = ty.marks.with(&visit.marks);
            let members = ty.members.clone();
            self.surface.types.insert(path, (marks, ty, members));
        }
    }

    fn value(&mut self, module: &Module, value: &Value, visit: &Visit, name: &str) {
        let declared = format!("{}()", joined(&module.path, &value.name));
        if self.surface.names.contains_key(&declared) {
            return;
        }
        self.surface
            .names
            .insert(declared, joined(&visit.path, name));
        let mut member = value.member.clone();
        if name != value.name {
            let (old, new) = (format!(" {}", value.name), format!(" {name}"));
            member.text = member.text.replacen(&old, &new, 1);
            name.clone_into(&mut member.name);
        }
        member.marks = member.marks.with(&visit.marks);
        let lines = self.surface.modules.get_mut(&visit.path.join("::"));
        if let Some((_, lines)) = lines {
            lines.push(member);
        }
    }

    fn export(&mut self, export: &Export, visit: &Visit) -> Option<Visit> {
        if !export.is_local {
            let lines = self.surface.modules.get_mut(&visit.path.join("::"));
            if let Some((_, lines)) = lines {
                lines.push(foreign(export));
            }
            return None;
        }
        let here = Visit {
            marks: visit.marks.with(&export.marks),
            ..visit.clone()
        };
        if export.name == "*" {
            let module = self.index.module(&export.from)?;
            self.items(module, &here, None);
            for inner in &module.exports {
                let marks = inner.marks.with(&export.marks);
                let inner = Export {
                    marks,
                    from: inner.from.clone(),
                    name: inner.name.clone(),
                    ..*inner
                };
                // Names of names: the module cannot export itself by way of itself.
                if inner.is_local && inner.name != "*" {
                    self.export(&inner, visit);
                }
            }
            return None;
        }
        let from = self.index.declared(&export.from)?;
        if self.index.module(&from).is_some() {
            return Some(
                visit
                    .child(&[], &from.join("::"), &export.name, &export.marks)
                    .at(from),
            );
        }
        let (name, module) = from.split_last()?;
        let module = self.index.module(module)?;
        self.items(module, &here, Some((name, &export.name)));
        None
    }
}

impl Visit {
    fn child(&self, module: &[String], child: &str, name: &str, marks: &Marks) -> Self {
        let mut inner = module.to_vec();
        inner.push(child.to_owned());
        let mut path = self.path.clone();
        path.push(name.to_owned());
        Self {
            module: inner,
            path,
            marks: self.marks.with(marks),
        }
    }

    fn at(self, module: Vec<String>) -> Self {
        Self { module, ..self }
    }
}

/// A line for what comes from another crate.
fn foreign(export: &Export) -> Member {
    let from = export.from.join("::");
    let renamed = export.from.last() != Some(&export.name);
    let text = match export.name.as_str() {
        "*" => format!("use {from}::*"),
        name if renamed => format!("use {from} as {name}"),
        _ => format!("use {from}"),
    };
    Member {
        kind: super::declared::Kind::Trait,
        name: export.name.clone(),
        marks: export.marks.clone(),
        text,
    }
}

fn joined(path: &[String], name: &str) -> String {
    let mut text = path.join("::");
    if !text.is_empty() {
        text.push_str("::");
    }
    text + name
}
