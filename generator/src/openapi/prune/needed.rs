//! What of a document is kept: what is wanted, and what that refers to.

use std::collections::{HashMap, HashSet};

use super::Wanted;
use crate::openapi::lower::VERBS;
use crate::openapi::read::{Kind, Member, Node};
use crate::openapi::resolve;

/// What is kept, by the names of the document.
pub(super) struct Needed<'t> {
    pub(super) root: &'t Node<'t>,
    /// Paths of which something is kept.
    pub(super) paths: HashSet<&'t str>,
    /// Operations by path and the name of their member.
    pub(super) operations: HashSet<(&'t str, &'t str)>,
    /// Components by section and name.
    pub(super) components: HashSet<(&'t str, &'t str)>,
    pub(super) webhooks: HashSet<&'t str>,
    /// Other members of the document that are referred to.
    pub(super) members: HashSet<&'t str>,
    /// Schemas that have another in their `allOf`, by the name of that.
    below: HashMap<&'t str, Vec<&'t str>>,
    work: Vec<&'t Node<'t>>,
}

impl<'t> Needed<'t> {
    pub(super) fn new(root: &'t Node<'t>, wanted: &Wanted) -> Self {
        let mut needed = Self {
            root,
            paths: HashSet::new(),
            operations: HashSet::new(),
            components: HashSet::new(),
            webhooks: HashSet::new(),
            members: HashSet::new(),
            below: below(root),
            work: Vec::new(),
        };
        needed.wanted(wanted);
        // What is said of the service as a whole.
        for (name, _) in section(root, "securitySchemes") {
            needed.component("securitySchemes", name);
        }
        while let Some(node) = needed.work.pop() {
            needed.scan(node);
        }
        needed
    }

    fn wanted(&mut self, wanted: &Wanted) {
        for member in entries(self.root, "paths") {
            let template = format!("/{}", member.name.strip_prefix('/').unwrap_or(&member.name));
            let verbs = wanted.operations.iter();
            let verbs = verbs.filter(|(own, _)| *own == template);
            for (_, verb) in verbs {
                self.operation_of(member, verb.name());
            }
        }
        let schemas = section(self.root, "schemas");
        for (name, _) in schemas.filter(|(name, _)| wanted.schemas.contains(*name)) {
            self.component("schemas", name);
        }
        for word in ["webhooks", "x-webhooks"] {
            let hooks = entries(self.root, word).iter();
            let hooks = hooks.filter(|hook| wanted.webhooks.contains(hook.name.as_ref()));
            hooks.for_each(|hook| self.webhook(hook));
        }
    }

    /// An operation by its verb; where the path is a reference, all that this leads to.
    fn operation_of(&mut self, path: &'t Member<'t>, verb: &str) {
        let item = &path.value;
        if item.get("$ref").is_some() {
            self.path(path);
        }
        let own = item.members().iter();
        let more = entries(item, "additionalOperations").iter();
        let mut all = own.chain(more);
        let found = all.find(|it| it.name.eq_ignore_ascii_case(verb));
        if let Some(operation) = found {
            self.operation(path, operation);
        }
    }

    fn path(&mut self, path: &'t Member<'t>) {
        if self.paths.insert(&path.name) {
            let members = path.value.members().iter();
            let common = members.filter(|it| !is_operation(&it.name));
            self.work.extend(common.map(|it| &it.value));
            // A path that is a reference has it among its own members.
            if let Some(reference) = path.value.get("$ref").and_then(Node::text) {
                self.refer(reference);
            }
        }
    }

    fn operation(&mut self, path: &'t Member<'t>, operation: &'t Member<'t>) {
        self.path(path);
        if self
            .operations
            .insert((path.name.as_ref(), operation.name.as_ref()))
        {
            self.work.push(&operation.value);
        }
    }

    fn webhook(&mut self, hook: &'t Member<'t>) {
        if self.webhooks.insert(&hook.name) {
            self.work.push(&hook.value);
        }
    }

    fn component(&mut self, in_section: &str, name: &str) {
        let mut components = entries(self.root, "components").iter();
        let Some(found) = components.find(|it| it.name == in_section) else {
            return;
        };
        let mut members = found.value.members().iter();
        let Some(member) = members.find(|it| it.name == name) else {
            return;
        };
        if !self
            .components
            .insert((found.name.as_ref(), member.name.as_ref()))
        {
            return;
        }
        self.work.push(&member.value);
        let has = |word| member.value.get(word).is_some();
        if found.name == "schemas" && has("discriminator") && !has("oneOf") && !has("anyOf") {
            self.derived(&member.name);
        }
    }

    /// Values of a schema with a discriminator may be of all that derive from it.
    fn derived(&mut self, base: &str) {
        let mut work = self.below.remove(base).unwrap_or_default();
        while let Some(name) = work.pop() {
            self.component("schemas", name);
            work.extend(self.below.remove(name).unwrap_or_default());
        }
    }

    fn scan(&mut self, node: &'t Node<'t>) {
        self.work.extend(node.items());
        for member in node.members() {
            match (member.name.as_ref(), &member.value.kind) {
                ("$ref" | "$dynamicRef", Kind::Text(reference)) => self.refer(reference),
                ("discriminator", Kind::Object(_)) => self.mapping(&member.value),
                _ => self.work.push(&member.value),
            }
        }
    }

    /// What a discriminator names: references, or names of schemas.
    fn mapping(&mut self, discriminator: &'t Node<'t>) {
        for member in entries(discriminator, "mapping") {
            if let Some(target) = member.value.text() {
                self.component("schemas", target);
                self.refer(target);
            }
        }
        if let Some(target) = discriminator.get("defaultMapping").and_then(Node::text) {
            self.component("schemas", target);
            self.refer(target);
        }
    }

    /// What a reference leads to in this document.
    fn refer(&mut self, reference: &'t str) {
        let Some(fragment) = reference.strip_prefix('#') else {
            return;
        };
        let Some(pointer) = fragment.strip_prefix('/') else {
            self.anchor(fragment);
            return;
        };
        let words = resolve::pointer_words(pointer);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let named = |all: &'t [Member<'t>], name: &str| all.iter().find(|it| it.name == name);
        match words.as_slice() {
            ["components", section, name, ..] => self.component(section, name),
            ["paths", path, inner @ ..] => {
                let Some(path) = named(entries(self.root, "paths"), path) else {
                    return;
                };
                self.path(path);
                let operation = match inner {
                    ["additionalOperations", name, ..] => {
                        named(entries(&path.value, "additionalOperations"), name)
                    }
                    [name, ..] if is_operation(name) => named(path.value.members(), name),
                    _ => None,
                };
                if let Some(operation) = operation {
                    self.operation(path, operation);
                }
            }
            [word @ ("webhooks" | "x-webhooks"), name, ..] => {
                if let Some(hook) = named(entries(self.root, word), name) {
                    self.webhook(hook);
                }
            }
            [word, ..] => {
                if let Some(member) = named(self.root.members(), word)
                    && self.members.insert(&member.name)
                {
                    self.work.push(&member.value);
                }
            }
            [] => {}
        }
    }

    /// The schemas that have an anchor of this name.
    fn anchor(&mut self, name: &str) {
        let schemas: Vec<_> = section(self.root, "schemas").collect();
        for (schema, node) in schemas {
            if has_anchor(node, name) {
                self.component("schemas", schema);
            }
        }
    }
}

/// Whether a member of a path item is an operation, or holds some.
pub(super) fn is_operation(name: &str) -> bool {
    name == "additionalOperations" || VERBS.iter().any(|(verb, _)| *verb == name)
}

/// The members of a member that is an object.
pub(super) fn entries<'t>(node: &'t Node<'t>, name: &str) -> &'t [Member<'t>] {
    node.get(name).map(Node::members).unwrap_or_default()
}

fn section<'t>(
    root: &'t Node<'t>,
    name: &str,
) -> impl Iterator<Item = (&'t str, &'t Node<'t>)> + use<'t> {
    let components = root.get("components");
    let members = components.map(|components| entries(components, name));
    let members = members.unwrap_or_default().iter();
    members.map(|member| (member.name.as_ref(), &member.value))
}

fn below<'t>(root: &'t Node<'t>) -> HashMap<&'t str, Vec<&'t str>> {
    let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, schema) in section(root, "schemas") {
        let parts = schema.get("allOf").map(Node::items).unwrap_or_default();
        for part in parts {
            let reference = part.get("$ref").and_then(Node::text);
            let base = reference.and_then(|it| it.strip_prefix("#/components/schemas/"));
            if let Some(base) = base {
                below.entry(base).or_default().push(name);
            }
        }
    }
    below
}

fn has_anchor(node: &Node<'_>, name: &str) -> bool {
    let mut work = vec![node];
    while let Some(node) = work.pop() {
        for member in node.members() {
            let is_anchor = matches!(member.name.as_ref(), "$anchor" | "$dynamicAnchor");
            if is_anchor && member.value.text() == Some(name) {
                return true;
            }
            work.push(&member.value);
        }
        work.extend(node.items());
    }
    false
}
