//! Capabilities: annotations of the vocabulary `Org.OData.Capabilities.V1` go in, one typed value comes
//! out, with the sentences that say it in documentation.
//!
//! What they decide about methods is in `ways`.

use std::collections::BTreeMap;

use crate::csdl::Expression;
use crate::model::Annotations;

use super::docs::{code, permission, text_of};

const VOCABULARY: &str = "Org.OData.Capabilities.V1.";

/// What is allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    Read,
    ReadByKey,
    Insert,
    Update,
    Delete,
    Upsert,
    Reference,
    ByKey,
    ChangeTracking,
    Select,
    Expand,
    Filter,
    Search,
    Sort,
    Count,
    Top,
    Skip,
    SkipToken,
}

/// A fact, the term that says it, the property of the term's record (none: the value itself), and how it
/// is called in documentation.
const FACTS: &[(Fact, &str, &str, &str)] = &[
    (Fact::Read, "ReadRestrictions", "Readable", "reading"),
    (
        Fact::ReadByKey,
        "ReadRestrictions",
        "ReadByKeyRestrictions",
        "reading by key",
    ),
    (Fact::Insert, "InsertRestrictions", "Insertable", "creating"),
    (Fact::Update, "UpdateRestrictions", "Updatable", "updating"),
    (Fact::Delete, "DeleteRestrictions", "Deletable", "deleting"),
    (
        Fact::Upsert,
        "UpdateRestrictions",
        "Upsertable",
        "creating by an update (upsert)",
    ),
    (
        Fact::Upsert,
        "UpdateRestrictions",
        "UpsertSupported",
        "creating by an update (upsert)",
    ),
    (
        Fact::Upsert,
        "InsertRestrictions",
        "UpsertSupported",
        "creating by an update (upsert)",
    ),
    (
        Fact::Reference,
        "NavigationRestrictions",
        "Referenceable",
        "references (`$ref`)",
    ),
    (Fact::ByKey, "IndexableByKey", "", "access by key"),
    (
        Fact::ChangeTracking,
        "ChangeTracking",
        "Supported",
        "tracking changes (`delta`)",
    ),
    (Fact::Select, "SelectSupport", "Supported", "`$select`"),
    (
        Fact::Select,
        "SelectRestrictions",
        "Selectable",
        "`$select`",
    ),
    (
        Fact::Expand,
        "ExpandRestrictions",
        "Expandable",
        "`$expand`",
    ),
    (
        Fact::Expand,
        "NavigationRestrictions",
        "Expandable",
        "`$expand`",
    ),
    (
        Fact::Filter,
        "FilterRestrictions",
        "Filterable",
        "`$filter`",
    ),
    (
        Fact::Search,
        "SearchRestrictions",
        "Searchable",
        "`$search`",
    ),
    (Fact::Sort, "SortRestrictions", "Sortable", "`$orderby`"),
    (Fact::Count, "CountRestrictions", "Countable", "`$count`"),
    (Fact::Top, "TopSupported", "", "`$top`"),
    (Fact::Skip, "SkipSupported", "", "`$skip`"),
    (Fact::SkipToken, "SkipTokenSupported", "", "`$skiptoken`"),
];

/// Facts that hold only where they are said.
const NEWS: &[Fact] = &[Fact::Upsert, Fact::ChangeTracking, Fact::SkipToken];

/// Terms with `Description`, `Permissions` and `CustomHeaders`, and what they are about.
const VERBS: &[(&str, &str)] = &[
    ("ReadRestrictions", "read"),
    ("InsertRestrictions", "create"),
    ("UpdateRestrictions", "update"),
    ("DeleteRestrictions", "delete"),
];

/// Lists of properties that an option does not take, and how that is said.
const EXCEPT: &[(&str, &str, &str)] = &[
    ("ExpandRestrictions", "NonExpandableProperties", "`$expand`"),
    ("FilterRestrictions", "NonFilterableProperties", "`$filter`"),
    ("SortRestrictions", "NonSortableProperties", "`$orderby`"),
    ("CountRestrictions", "NonCountableProperties", "`$count`"),
    ("InsertRestrictions", "NonInsertableProperties", "creating"),
    ("UpdateRestrictions", "NonUpdatableProperties", "updating"),
];

/// How an update is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UpdateMethod {
    Patch,
    Put,
}

/// What annotations say of one resource, or of the way to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Capabilities {
    facts: BTreeMap<Fact, bool>,
    update: Option<UpdateMethod>,
    /// Sentences of our own about what is more than yes or no.
    details: Vec<String>,
    /// Sentences that hold texts of the service.
    told: Vec<String>,
}

/// Where restrictions stand: as annotations, or as properties of a record (`RestrictedProperties`).
#[derive(Clone, Copy)]
enum Source<'a> {
    Annotations(&'a Annotations),
    Record(&'a Expression),
}

impl<'a> Source<'a> {
    fn term(self, name: &str) -> Option<Term<'a>> {
        match self {
            Self::Annotations(annotations) => {
                let term = format!("{VOCABULARY}{name}");
                // A qualifier where none belongs is taken for none, unless there is one without.
                let found = annotations
                    .get(&term)
                    .or_else(|| annotations.0.iter().find(|a| a.term == term))?;
                Some(Term(found.value.as_ref()))
            }
            Self::Record(record) => {
                let properties = &record.as_record()?.properties;
                let found = properties
                    .iter()
                    .find(|property| property.property == name)?;
                Some(Term(found.value.as_ref()))
            }
        }
    }
}

/// The value of a term; none means the default, which is true for all that are Boolean.
#[derive(Clone, Copy)]
struct Term<'a>(Option<&'a Expression>);

impl<'a> Term<'a> {
    fn property(self, name: &str) -> Option<&'a Expression> {
        self.0?.property(name)
    }

    fn fact(self, property: &str) -> Option<bool> {
        match property {
            "" => self.0.map_or(Some(true), Expression::as_bool),
            "ReadByKeyRestrictions" => self.property(property)?.property("Readable")?.as_bool(),
            _ => self.property(property)?.as_bool(),
        }
    }
}

impl Capabilities {
    /// What annotations say.
    pub(super) fn of(annotations: &Annotations) -> Self {
        Self::read(Source::Annotations(annotations))
    }

    /// What `NavigationRestrictions` on an owner say of its navigation properties: path and restrictions.
    pub(super) fn restricted(annotations: &Annotations) -> Vec<(String, Self)> {
        let term = Source::Annotations(annotations).term("NavigationRestrictions");
        let records = term.and_then(|term| term.property("RestrictedProperties"));
        let records = records.map(Expression::items).unwrap_or_default();
        records
            .iter()
            .filter_map(|record| {
                let path = record.property("NavigationProperty")?;
                let path = path.as_path().or_else(|| path.as_str())?;
                Some((path.to_owned(), Self::read(Source::Record(record))))
            })
            .collect()
    }

    fn read(source: Source<'_>) -> Self {
        let mut read = Self::default();
        for (fact, term, property, _) in FACTS {
            if let Some(value) = source.term(term).and_then(|term| term.fact(property)) {
                read.facts.entry(*fact).or_insert(value);
            }
        }
        read.update = update_method(source);
        read.details = details(source);
        read.told = told(source);
        read
    }

    /// These, and what `under` says where these say nothing.
    pub(super) fn over(&self, under: &Self) -> Self {
        let mut facts = under.facts.clone();
        facts.extend(&self.facts);
        Self {
            facts,
            update: self.update.or(under.update),
            details: [&*self.details, &*under.details].concat(),
            told: [&*self.told, &*under.told].concat(),
        }
    }

    /// Whether it is said to be allowed or not.
    pub(super) fn says(&self, fact: Fact) -> Option<bool> {
        self.facts.get(&fact).copied()
    }

    /// How an update is sent.
    pub(super) fn update(&self) -> UpdateMethod {
        self.update.unwrap_or(UpdateMethod::Patch)
    }

    /// Sentences of our own. `under` is what would hold without these.
    pub(super) fn sentences(&self, under: &Self) -> Vec<String> {
        let list = |wanted: bool| -> Vec<&str> {
            let mut words = Vec::new();
            for (fact, _, _, word) in FACTS {
                let new = match (self.says(*fact), under.says(*fact)) {
                    (Some(true), None) => NEWS.contains(fact),
                    (now, before) => now != before,
                };
                if self.says(*fact) == Some(wanted) && new && !words.contains(word) {
                    words.push(*word);
                }
            }
            words
        };
        let mut sentences = Vec::new();
        for (wanted, start) in [(false, "Not supported here"), (true, "Supported here")] {
            let words = list(wanted);
            if !words.is_empty() {
                sentences.push(format!("{start}: {}.", words.join(", ")));
            }
        }
        if self.update == Some(UpdateMethod::Put) {
            sentences.push("Updated by `PUT`, not `PATCH`.".to_owned());
        }
        sentences.extend(self.details.iter().cloned());
        sentences
    }

    /// Sentences that hold texts of the service, not yet escaped.
    pub(super) fn told(&self) -> &[String] {
        &self.told
    }
}

fn update_method(source: Source<'_>) -> Option<UpdateMethod> {
    let method = source
        .term("UpdateRestrictions")?
        .property("UpdateMethod")?;
    let member = method.enum_members().first()?;
    let (_, name) = member.rsplit_once('/')?;
    match name {
        "PUT" => Some(UpdateMethod::Put),
        "PATCH" => Some(UpdateMethod::Patch),
        _ => None,
    }
}

fn details(source: Source<'_>) -> Vec<String> {
    let mut details = Vec::new();
    for (term, property, what) in EXCEPT {
        let list = source.term(term).and_then(|term| term.property(property));
        let names = names(list.map(Expression::items).unwrap_or_default());
        if !names.is_empty() {
            details.push(format!("Not for {what}: {}.", names.join(", ")));
        }
    }
    let filter = source.term("FilterRestrictions");
    let required = filter.and_then(|term| term.property("RequiredProperties"));
    let required = names(required.map(Expression::items).unwrap_or_default());
    if !required.is_empty() {
        details.push(format!("A `$filter` must name {}.", required.join(", ")));
    }
    let expressions = filter.and_then(|term| term.property("FilterExpressionRestrictions"));
    for entry in expressions.map(Expression::items).unwrap_or_default() {
        let property = entry.property("Property").and_then(name);
        let allowed = entry
            .property("AllowedExpressions")
            .and_then(Expression::as_str);
        if let (Some(property), Some(allowed)) = (property, allowed) {
            details.push(format!(
                "Only for `$filter` of {property}: {}.",
                code(allowed)
            ));
        }
    }
    let navigation = source.term("NavigationRestrictions");
    let kind = navigation.and_then(|term| term.property("Navigability"));
    let kind = kind.and_then(|kind| kind.enum_members().first());
    match kind
        .and_then(|kind| kind.rsplit_once('/'))
        .map(|(_, name)| name)
    {
        Some("Single") => details.push("Paths lead one step further, not more.".to_owned()),
        Some("None") => details.push("Paths lead no further.".to_owned()),
        _ => {}
    }
    details
}

fn told(source: Source<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let navigation = source.term("NavigationRestrictions");
    told.extend(navigation.and_then(|term| description(term.0?)));
    for (name, verb) in VERBS {
        let Some(Term(Some(record))) = source.term(name) else {
            continue;
        };
        let by_key = record.property("ReadByKeyRestrictions");
        for part in std::iter::once(record).chain(by_key) {
            told.extend(description(part).map(|text| format!("To {verb}: {text}")));
            let entries = part.property("Permissions").map(Expression::items);
            let permissions = entries.unwrap_or_default().iter().filter_map(permission);
            told.extend(permissions.map(|line| format!("To {verb}: {line}")));
            let headers = part.property("CustomHeaders").map(Expression::items);
            told.extend(
                headers
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|h| header(h, verb)),
            );
        }
    }
    told
}

fn description(record: &Expression) -> Option<String> {
    let terms = ["Description", "LongDescription"];
    let texts: Vec<String> = terms
        .iter()
        .filter_map(|term| record.property(term).and_then(Expression::as_str))
        .map(text_of)
        .collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// `To read, send the header `ConsistencyLevel`, such as `eventual`: …`
fn header(entry: &Expression, verb: &str) -> Option<String> {
    let name = entry.property("Name").and_then(Expression::as_str)?;
    let required = entry.property("Required").and_then(Expression::as_bool);
    let word = if required == Some(true) {
        "must"
    } else {
        "may"
    };
    let mut line = format!("To {verb}, the header {} {word} be sent", code(name));
    let examples = entry.property("ExampleValues").map(Expression::items);
    let examples = examples.unwrap_or_default().iter();
    let values: Vec<String> = examples
        .filter_map(|example| example.property("Value").and_then(Expression::as_str))
        .map(code)
        .collect();
    if !values.is_empty() {
        line.push_str(", such as ");
        line.push_str(&values.join(", "));
    }
    match entry.property("Description").and_then(Expression::as_str) {
        Some(text) => line.push_str(&format!(": {}", text_of(text))),
        None => line.push('.'),
    }
    Some(line)
}

fn name(path: &Expression) -> Option<String> {
    path.as_path().or_else(|| path.as_str()).map(code)
}

fn names(paths: &[Expression]) -> Vec<String> {
    paths.iter().filter_map(name).collect()
}
