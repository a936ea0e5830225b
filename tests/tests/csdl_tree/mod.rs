//! CSDL as a plain tree, for tests that must not lean on the generator's own reader.
//!
//! In: the text of a document. Out: its elements, and over them the little that the tests ask for:
//! types and operations by qualified name, what a type reaches, annotations by target.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// One XML element, without regard to prefixes.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Node>,
    text: String,
}

impl Node {
    fn start(tag: &BytesStart<'_>) -> Self {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        Self {
            name: tag.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    /// The value of an attribute.
    pub(crate) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The child elements of one name.
    pub(crate) fn kids<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Everything about the element except annotations, as text that can be compared.
    pub(crate) fn structure(&self) -> String {
        let mut out = String::new();
        self.write(0, &|child| child.name != "Annotation", &mut out);
        out
    }

    fn write(&self, depth: usize, keep: &dyn Fn(&Self) -> bool, out: &mut String) {
        let indent = "  ".repeat(depth);
        let text = self.text.trim();
        writeln!(out, "{indent}{} {:?} {text}", self.name, self.attributes).unwrap();
        for child in self.children.iter().filter(|child| keep(child)) {
            child.write(depth + 1, keep, out);
        }
    }
}

/// Reads a document; a fault in it fails the test.
pub(crate) fn parse(text: &str) -> Node {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => open.push(Node::start(&tag)),
            Event::Empty(tag) => open.last_mut().unwrap().children.push(Node::start(&tag)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(text.as_ref()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.remove(0)
}

/// A document with its names resolved.
pub(crate) struct Service {
    pub(crate) root: Node,
    aliases: HashMap<String, String>,
}

impl Service {
    pub(crate) fn new(root: Node) -> Self {
        let mut service = Self {
            root,
            aliases: HashMap::new(),
        };
        let aliases = service.schemas().filter_map(|schema| {
            Some((
                schema.attr("Alias")?.to_owned(),
                schema.attr("Namespace")?.to_owned(),
            ))
        });
        service.aliases = aliases.collect();
        service
    }

    pub(crate) fn schemas(&self) -> impl Iterator<Item = &Node> {
        let documents = self
            .root
            .kids("Edmx")
            .flat_map(|edmx| edmx.kids("DataServices"));
        documents.flat_map(|services| services.kids("Schema"))
    }

    /// A type name with its namespace instead of an alias; `Collection(…)` stays around it.
    fn qualified(&self, name: &str) -> String {
        if let Some(item) = item_of_collection(name) {
            return format!("Collection({})", self.qualified(item));
        }
        let (namespace, short) = name.rsplit_once('.').unwrap_or(("", name));
        let namespace = self
            .aliases
            .get(namespace)
            .map_or(namespace, String::as_str);
        format!("{namespace}.{short}")
    }

    /// The qualified name of the type that an attribute names, without `Collection(…)`.
    fn named(&self, node: &Node, attribute: &str) -> Option<String> {
        let name = self.qualified(node.attr(attribute)?);
        Some(item_of_collection(&name).unwrap_or(&name).to_owned())
    }

    /// Types by qualified name and operations by name and parameter types, in document order.
    pub(crate) fn items(&self) -> Vec<(String, &Node)> {
        let mut items = Vec::new();
        for schema in self.schemas() {
            let namespace = schema.attr("Namespace").unwrap();
            for node in &schema.children {
                let name = format!("{namespace}.{}", node.attr("Name").unwrap_or_default());
                match node.name.as_str() {
                    "EntityType" | "ComplexType" | "EnumType" => items.push((name, node)),
                    "Action" | "Function" => {
                        let types = node.kids("Parameter").filter_map(|part| part.attr("Type"));
                        let types: Vec<String> = types.map(|name| self.qualified(name)).collect();
                        items.push((format!("{name}({})", types.join(",")), node));
                    }
                    _ => {}
                }
            }
        }
        items
    }

    /// The items that are types.
    pub(crate) fn types(&self) -> HashMap<String, &Node> {
        self.items()
            .into_iter()
            .filter(|(_, node)| node.name.ends_with("Type"))
            .collect()
    }

    /// Types that are named but neither declared nor of `Edm`.
    pub(crate) fn undeclared(&self) -> Vec<String> {
        let types = self.types();
        let mut names = Vec::new();
        for (_, node) in self.items() {
            names.extend(self.named(node, "BaseType"));
            names.extend(
                node.children
                    .iter()
                    .filter_map(|part| self.named(part, "Type")),
            );
        }
        names.retain(|name| !name.starts_with("Edm.") && !types.contains_key(name));
        names
    }

    /// The types and operations that a type reaches, by the rule in the embedded document's head.
    pub(crate) fn reach(&self, from: &str) -> HashSet<String> {
        let types = self.types();
        let mut next: HashMap<String, Vec<String>> = HashMap::new();
        let mut bound: HashMap<String, Vec<(String, Vec<String>)>> = HashMap::new();
        for (name, node) in self.items() {
            let parts = node
                .children
                .iter()
                .filter_map(|part| self.named(part, "Type"));
            let mut parts: Vec<String> = parts.collect();
            if types.contains_key(&name) {
                if let Some(base) = self.named(node, "BaseType") {
                    if !is_too_wide(&base) {
                        next.entry(base.clone()).or_default().push(name.clone());
                    }
                    parts.push(base);
                }
                next.entry(name).or_default().extend(parts);
            } else if let (Some("true"), Some(to)) = (node.attr("IsBound"), parts.first()) {
                bound.entry(to.clone()).or_default().push((name, parts));
            }
        }
        let mut reached = HashSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(name) = open.pop() {
            if !types.contains_key(&name) || !reached.insert(name.clone()) {
                continue;
            }
            open.extend(next.remove(&name).unwrap_or_default());
            if name != "microsoft.graph.entity" {
                for (operation, parts) in bound.remove(&name).unwrap_or_default() {
                    reached.insert(operation);
                    open.extend(parts);
                }
            }
        }
        reached
    }

    /// Every annotation other than a description, as `target|annotation`, be it written within its
    /// target or in a block of its own. Texts within it are left out.
    pub(crate) fn facts(&self) -> Vec<String> {
        let mut facts = Vec::new();
        for (name, node) in self.items() {
            collect(&name, node, &mut facts);
            for part in &node.children {
                if let Some(short) = part.attr("Name") {
                    collect(&format!("{name}/{short}"), part, &mut facts);
                }
            }
        }
        for block in self.schemas().flat_map(|schema| schema.kids("Annotations")) {
            let target = block.attr("Target").unwrap();
            collect(&self.target(target), block, &mut facts);
        }
        facts
    }

    /// A target as [`Service::items`] names it.
    fn target(&self, target: &str) -> String {
        let target = target.replace(", ", ",");
        if target.contains('(') {
            return target;
        }
        let (item, rest) = target
            .split_once('/')
            .map_or((&*target, None), |(a, b)| (a, Some(b)));
        let item = self.qualified(item);
        rest.map_or(item.clone(), |rest| format!("{item}/{rest}"))
    }
}

fn item_of_collection(name: &str) -> Option<&str> {
    name.strip_prefix("Collection(")?.strip_suffix(')')
}

/// Types that most of Graph derives from: being derived from one of these is no reason to be in.
fn is_too_wide(name: &str) -> bool {
    let short = name.strip_prefix("microsoft.graph.").unwrap_or_default();
    matches!(short, "entity" | "identity" | "identitySet")
}

fn collect(target: &str, node: &Node, facts: &mut Vec<String>) {
    let is_text =
        |part: &Node| part.attr("String").is_some() && part.attr("Property") == Some("Description");
    for annotation in node.kids("Annotation") {
        if !annotation
            .attr("Term")
            .unwrap_or_default()
            .ends_with("Description")
        {
            let mut fact = format!("{target}|");
            annotation.write(0, &|part| !is_text(part), &mut fact);
            facts.push(fact);
        }
    }
}
