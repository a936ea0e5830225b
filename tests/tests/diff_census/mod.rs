//! What changes between two descriptions, by sets of names that are taken from the XML by this code alone.

use std::collections::{BTreeMap, BTreeSet};

use csdlgen::diff::{Class, Comparison, ElementKind, Kind};
use quick_xml::events::{BytesStart, Event};

/// What one description declares.
#[derive(Default)]
pub struct Census {
    /// Full names.
    types: BTreeSet<String>,
    /// `type/property` → type and nullability.
    properties: BTreeMap<String, (String, bool)>,
    /// `type/member` of enumerations.
    members: BTreeSet<String>,
    /// `Kind name(binding; parameters)`.
    operations: BTreeSet<String>,
    /// Entity sets, singletons and imports.
    children: BTreeSet<String>,
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let found = start
        .attributes()
        .flatten()
        .find(|a| a.key.as_ref() == name);
    found.map(|a| a.value.into_owned()).unwrap_or_default()
}

/// Aliases with the namespaces that they stand for; they can be used before they are declared.
fn aliases(xml: &str) -> Vec<(String, String)> {
    let mut aliases = Vec::new();
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.local_name().as_ref() == "Schema" => {
                let alias = attribute(&start, "Alias");
                if !alias.is_empty() {
                    aliases.push((format!("{alias}."), attribute(&start, "Namespace")));
                }
            }
            Event::Eof => return aliases,
            _ => {}
        }
    }
}

/// A type's name without aliases.
fn full(name: &str, aliases: &[(String, String)]) -> String {
    let item = name.trim_start_matches("Collection(");
    let collection = &name[..name.len() - item.len()];
    for (alias, namespace) in aliases {
        if let Some(rest) = item.strip_prefix(alias.as_str()) {
            return format!("{collection}{namespace}.{rest}");
        }
    }
    name.to_owned()
}

/// Takes the names from the XML.
pub fn census(xml: &str) -> Census {
    let aliases = aliases(xml);
    let mut counter = Counter::default();
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => counter.start(&start, &aliases),
            Event::Empty(start) => {
                counter.start(&start, &aliases);
                counter.end(start.local_name().as_ref());
            }
            Event::End(end) => counter.end(end.local_name().as_ref()),
            Event::Eof => return counter.census,
            _ => {}
        }
    }
}

#[derive(Default)]
struct Counter {
    census: Census,
    namespace: String,
    owner: String,
    /// An operation that has begun: its name, the binding type, and names of parameters.
    operation: Option<(String, Vec<String>)>,
}

impl Counter {
    fn start(&mut self, start: &BytesStart<'_>, aliases: &[(String, String)]) {
        let name = attribute(start, "Name");
        let ty = full(&attribute(start, "Type"), aliases);
        match start.local_name().as_ref() {
            "Schema" => self.namespace = attribute(start, "Namespace"),
            "EntityType" | "ComplexType" | "EnumType" | "TypeDefinition" => {
                self.owner = format!("{}.{name}", self.namespace);
                self.census.types.insert(self.owner.clone());
            }
            "Property" | "NavigationProperty" => {
                let many = ty.starts_with("Collection(");
                let nullable = many || attribute(start, "Nullable") != "false";
                let name = format!("{}/{name}", self.owner);
                self.census.properties.insert(name, (ty, nullable));
            }
            "Member" => drop(self.census.members.insert(format!("{}/{name}", self.owner))),
            "EntitySet" | "Singleton" | "ActionImport" | "FunctionImport" => {
                self.census.children.insert(format!("/{name}"));
            }
            kind @ ("Action" | "Function") => {
                self.operation = Some((format!("{kind} {}.{name}", self.namespace), Vec::new()));
            }
            "Parameter" => {
                if let Some((_, parameters)) = &mut self.operation {
                    // All of Graph's operations are bound: the first parameter is the binding one.
                    parameters.push(if parameters.is_empty() { ty } else { name });
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if !matches!(name, "Action" | "Function") {
            return;
        }
        if let Some((name, parameters)) = self.operation.take() {
            let (binding, rest) = parameters.split_first().unwrap();
            let mut rest = rest.to_vec();
            rest.sort();
            let text = format!("{name}({binding}; {})", rest.join(", "));
            self.census.operations.insert(text);
        }
    }
}

fn is_type(kind: ElementKind) -> bool {
    use ElementKind::{ComplexType, EntityType, EnumType, TypeDefinition};
    matches!(kind, EntityType | ComplexType | EnumType | TypeDefinition)
}

fn is_property(kind: ElementKind) -> bool {
    matches!(kind, ElementKind::Property | ElementKind::Navigation)
}

fn is_child(kind: ElementKind) -> bool {
    use ElementKind::{ActionImport, EntitySet, FunctionImport, Singleton};
    matches!(kind, EntitySet | Singleton | ActionImport | FunctionImport)
}

/// What a comparison says is gone, and what has come, of some elements.
fn told(comparison: &Comparison, of: impl Fn(ElementKind) -> bool) -> [BTreeSet<String>; 2] {
    let mut told = [BTreeSet::new(), BTreeSet::new()];
    for change in comparison
        .changes
        .iter()
        .filter(|change| of(change.element))
    {
        let subject = change.subject.clone();
        match change.kind {
            Kind::Removed => drop(told[0].insert(subject)),
            Kind::Added => drop(told[1].insert(subject)),
            Kind::Renamed | Kind::Moved => {
                told[0].extend(change.old.clone());
                told[1].insert(subject);
            }
            _ => {}
        }
    }
    told
}

fn told_moved(comparison: &Comparison, subject: &str) -> bool {
    let mut changes = comparison.changes.iter();
    changes.any(|change| change.kind == Kind::Moved && change.subject == subject)
}

fn only<'a>(
    names: impl IntoIterator<Item = &'a String>,
    others: &BTreeSet<&String>,
) -> BTreeSet<String> {
    names
        .into_iter()
        .filter(|name| !others.contains(name))
        .cloned()
        .collect()
}

/// Asserts that names that are only in one of the two are told as such, and no others; with their classes.
pub fn agrees(comparison: &Comparison, old: &Census, new: &Census) {
    let differ = |of: fn(&Census) -> Vec<&String>| {
        let (olds, news) = (of(old), of(new));
        let (o, n): (BTreeSet<_>, BTreeSet<_>) = (
            olds.iter().copied().collect(),
            news.iter().copied().collect(),
        );
        [only(olds, &n), only(news, &o)]
    };
    // Members of types that come or go do so with them.
    let shared = |name: &String| {
        let owner = name.split('/').next().unwrap();
        old.types.contains(owner) && new.types.contains(owner)
    };
    let of_shared =
        |sets: [BTreeSet<String>; 2]| sets.map(|set| set.into_iter().filter(shared).collect());
    assert_eq!(
        told(comparison, is_type),
        differ(|c| c.types.iter().collect()),
        "types"
    );
    let properties = differ(|c| c.properties.keys().collect());
    // A property can move to a base that is new itself.
    let [gone, come] = told(comparison, is_property);
    let into_new = |name: &String| !shared(name) && told_moved(comparison, name);
    let come = come.into_iter().filter(|name| !into_new(name)).collect();
    assert_eq!([gone, come], of_shared(properties), "properties");
    let members = differ(|c| c.members.iter().collect());
    let told_members = told(comparison, |kind| kind == ElementKind::Member);
    assert_eq!(told_members, of_shared(members), "members");
    assert_eq!(
        told(comparison, is_child),
        differ(|c| c.children.iter().collect()),
        "children"
    );
    operations(comparison, old, new);
    facts(comparison, old, new);
    classes(comparison);
}

/// An overload whose parameters change is another name in the XML, and the same operation in the comparison.
fn operations(comparison: &Comparison, old: &Census, new: &Census) {
    let is_operation = |kind| matches!(kind, ElementKind::Action | ElementKind::Function);
    let [gone, come] = told(comparison, is_operation);
    let changed: BTreeSet<&str> = comparison
        .changes
        .iter()
        .filter(|change| change.element == ElementKind::Parameter)
        .filter(|change| matches!(change.kind, Kind::Added | Kind::Removed | Kind::Renamed))
        .filter_map(|change| Some(change.subject.rsplit_once('/')?.0))
        .collect();
    let removed = old.operations.difference(&new.operations).count();
    let added = new.operations.difference(&old.operations).count();
    assert_eq!(
        gone.len() + changed.len(),
        removed,
        "operations that are gone: {gone:?} {changed:?}"
    );
    assert_eq!(
        come.len() + changed.len(),
        added,
        "operations that have come"
    );
}

/// Types and nullability of properties that both have.
fn facts(comparison: &Comparison, old: &Census, new: &Census) {
    let (mut types, mut nulls) = (BTreeSet::new(), BTreeSet::new());
    for (name, (ty, nullable)) in &old.properties {
        if let Some((new_type, new_nullable)) = new.properties.get(name) {
            if ty != new_type {
                types.insert(name.clone());
            }
            if nullable != new_nullable
                && !ty.starts_with("Collection(")
                && !new_type.starts_with("Collection(")
            {
                nulls.insert(name.clone());
            }
        }
    }
    let named = |kind: Kind| -> BTreeSet<String> {
        let changes = comparison
            .changes
            .iter()
            .filter(|change| is_property(change.element));
        changes
            .filter(|change| change.kind == kind)
            .map(|change| change.subject.clone())
            .collect()
    };
    assert_eq!(named(Kind::Type), types, "types of properties");
    assert_eq!(named(Kind::Nullability), nulls, "nullability of properties");
}

/// What is gone breaks, what is new adds, what may be null is documentation.
fn classes(comparison: &Comparison) {
    for change in &comparison.changes {
        let class = match change.kind {
            Kind::Removed => Class::Breaking,
            Kind::Added if change.element != ElementKind::Parameter => Class::Additive,
            Kind::Nullability if is_property(change.element) => Class::Docs,
            _ => continue,
        };
        assert_eq!(change.class, class, "{change:?}");
    }
}
