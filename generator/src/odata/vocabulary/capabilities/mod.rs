//! Capabilities: annotations of the vocabulary of that name go in, one typed value comes
//! out, with the sentences that say it in documentation.
//!
//! What they decide about methods is in `odata::lower::routes`.

mod facts;
mod said;

pub(crate) use facts::Fact;
use facts::{FACTS, NEWS};

use std::collections::BTreeMap;

use crate::csdl::Expression;
use crate::model::{Annotation, Annotations};
use crate::odata::terms;

/// Whose changes take an ETag, where a navigation property is restricted.
const CONCURRENCY_OF_NAVIGATION: &str = "OptimisticConcurrencyControl";

/// How an update is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UpdateMethod {
    Patch,
    Put,
    /// Either, as the caller chooses.
    Both,
}

/// What annotations say of one resource, or of the way to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capabilities {
    facts: BTreeMap<Fact, bool>,
    update: Option<UpdateMethod>,
    /// Changes take an ETag.
    guarded: bool,
    /// Sentences of our own about what is more than yes or no.
    details: Vec<String>,
    /// Sentences of our own about what a list must be asked with.
    needs: Vec<String>,
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
                let of_term =
                    |a: &&Annotation| a.term.strip_prefix(terms::CAPABILITIES) == Some(name);
                let mut said = annotations.0.iter().filter(of_term);
                let first = said.next()?;
                // A qualifier where none belongs is taken for none, unless there is one without.
                let found = std::iter::once(first)
                    .chain(said)
                    .find(|a| a.qualifier.is_none())
                    .unwrap_or(first);
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

impl Source<'_> {
    fn is_guarded(self) -> bool {
        match self {
            Self::Annotations(annotations) => annotations
                .0
                .iter()
                .any(|said| said.term == terms::OPTIMISTIC_CONCURRENCY),
            Self::Record(_) => {
                let said = self.term(CONCURRENCY_OF_NAVIGATION);
                said.and_then(|term| term.fact("")) == Some(true)
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
    pub(crate) fn of(annotations: &Annotations) -> Self {
        Self::read(Source::Annotations(annotations))
    }

    /// What `NavigationRestrictions` on an owner say of its navigation properties: path and restrictions.
    pub(crate) fn restricted(annotations: &Annotations) -> Vec<(String, Self)> {
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
        read.guarded = source.is_guarded();
        read.details = said::details(source);
        read.needs = said::needs(source);
        read.told = said::told(source);
        read
    }

    /// These, and what `under` says where these say nothing.
    pub(crate) fn over(&self, under: &Self) -> Self {
        let mut facts = under.facts.clone();
        facts.extend(&self.facts);
        Self {
            facts,
            update: self.update.or(under.update),
            guarded: self.guarded || under.guarded,
            details: [&*self.details, &*under.details].concat(),
            needs: if self.needs.is_empty() {
                under.needs.clone()
            } else {
                self.needs.clone()
            },
            told: [&*self.told, &*under.told].concat(),
        }
    }

    /// Whether it is said to be allowed or not.
    pub(crate) fn says(&self, fact: Fact) -> Option<bool> {
        self.facts.get(&fact).copied()
    }

    /// How an update is sent.
    pub(crate) fn update(&self) -> UpdateMethod {
        self.update.unwrap_or(UpdateMethod::Patch)
    }

    /// Whether changes take an ETag, by which the service tells whether anyone else made one.
    pub(crate) fn is_guarded(&self) -> bool {
        self.guarded
    }

    /// Sentences of our own. `under` is what would hold without these.
    pub(crate) fn sentences(&self, under: &Self) -> Vec<String> {
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
        if self.guarded && !under.guarded {
            sentences.push("Changes take the `ETag` (`if_match`).".to_owned());
        }
        sentences.extend(self.needs.iter().chain(&self.details).cloned());
        sentences
    }

    /// What a list must be asked with, in sentences of our own.
    pub(crate) fn needs(&self) -> &[String] {
        &self.needs
    }

    /// Sentences that hold texts of the service, not yet escaped.
    pub(crate) fn told(&self) -> &[String] {
        &self.told
    }
}

/// What annotations say in sentences, with what the service says itself.
#[cfg(feature = "cli")]
pub(crate) fn sentences_of(annotations: &Annotations) -> Vec<String> {
    let said = Capabilities::of(annotations);
    let mut sentences = said.sentences(&Capabilities::default());
    sentences.extend(said.told().iter().cloned());
    sentences
}

fn update_method(source: Source<'_>) -> Option<UpdateMethod> {
    let method = source
        .term("UpdateRestrictions")?
        .property("UpdateMethod")?;
    let names = method.enum_names();
    match (names.contains(&"PATCH"), names.contains(&"PUT")) {
        (true, true) => Some(UpdateMethod::Both),
        (true, false) => Some(UpdateMethod::Patch),
        (false, true) => Some(UpdateMethod::Put),
        (false, false) => None,
    }
}
