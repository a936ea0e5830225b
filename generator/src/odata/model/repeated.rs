//! Annotations that an element has twice.
//!
//! What comes in: the model with all annotations on their targets. What goes out: each term once for each qualifier.
//! Where two of them contradict, a warning names both places, and nothing of what they contradict in is claimed: an
//! element may have a term once for each qualifier (OData CSDL XML 4.01, section 14.2), and nothing tells which of
//! the two holds.

use std::collections::{HashMap, HashSet};

use super::Resolver;
use super::report::Report;
use super::types::{Annotation, Annotations};
use crate::csdl::{Expression, Record};
use crate::diagnostic::Position;
use crate::odata::terms;

/// Leaves each annotation once.
pub(super) fn settle(resolver: &mut Resolver<'_>) {
    let mut warnings = Warnings {
        report: &mut resolver.report,
        said: HashSet::new(),
    };
    resolver
        .model
        .each_annotations(|annotations| settle_element(annotations, &mut warnings));
}

/// Annotations of all overloads of an operation stand on each of them: the same pair is told once.
struct Warnings<'r> {
    report: &'r mut Report,
    said: HashSet<Position>,
}

impl Warnings<'_> {
    fn add(&mut self, first: &Annotation, second: &Annotation, outcome: &Outcome) {
        if !self.said.insert(second.position.clone()) {
            return;
        }
        let (how, remedy) = match outcome {
            Outcome::Same => return,
            Outcome::FirstText => (
                "other words".to_owned(),
                "the first is taken; remove one of the two",
            ),
            Outcome::Disputed(properties) => {
                let names = properties.iter().map(|name| format!("`{name}`"));
                let names = names.collect::<Vec<_>>().join(", ");
                (
                    format!("another value of {names}"),
                    "neither value is taken; remove one of the two, or set it in an overlay",
                )
            }
            Outcome::Contradiction => (
                "another value".to_owned(),
                "neither is taken; remove one of the two, or set it in an overlay",
            ),
        };
        let message = format!(
            "`{}` annotates the same element with {how} at {}",
            second.term, first.position
        );
        self.report.warning(&second.position, message, remedy);
    }
}

/// How the second of two annotations relates to the first.
enum Outcome {
    /// It says nothing else.
    Same,
    /// It is another text.
    FirstText,
    /// Some properties of the two records contradict.
    Disputed(Vec<String>),
    /// It contradicts.
    Contradiction,
}

/// What is known of the annotations with one term and qualifier.
#[derive(Default)]
struct Claim {
    contradicted: bool,
    disputed: HashSet<String>,
}

fn settle_element(annotations: &mut Annotations, warnings: &mut Warnings<'_>) {
    for annotation in &mut annotations.0 {
        // Documents nest to a limited depth, and so does this.
        settle_element(&mut annotation.annotations, warnings);
    }
    let firsts = firsts(&annotations.0);
    if firsts.iter().enumerate().all(|(at, first)| at == *first) {
        return;
    }
    let mut claims: HashMap<usize, Claim> = HashMap::new();
    let mut kept: Vec<Option<Annotation>> = Vec::with_capacity(annotations.0.len());
    for (annotation, first) in std::mem::take(&mut annotations.0).into_iter().zip(firsts) {
        match kept.get_mut(first) {
            None => kept.push(Some(annotation)),
            Some(known) => {
                if let Some(known) = known {
                    let outcome = unite(known, &annotation, claims.entry(first).or_default());
                    warnings.add(known, &annotation, &outcome);
                }
                kept.push(None);
            }
        }
    }
    for (at, claim) in claims {
        let Some(slot) = kept.get_mut(at) else {
            continue;
        };
        if claim.contradicted {
            *slot = None;
        } else if let Some(Expression::Record(record)) =
            slot.as_mut().and_then(|it| it.value.as_mut())
        {
            record
                .properties
                .retain(|property| !claim.disputed.contains(&property.property));
        }
    }
    annotations.0 = kept.into_iter().flatten().collect();
}

/// For each annotation, the number of the first with its term and qualifier.
fn firsts(annotations: &[Annotation]) -> Vec<usize> {
    if annotations.len() < 2 {
        return (0..annotations.len()).collect();
    }
    let mut known: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    let numbered = annotations.iter().enumerate();
    numbered
        .map(|(at, it)| {
            *known
                .entry((&it.term, it.qualifier.as_deref()))
                .or_insert(at)
        })
        .collect()
}

/// Adds to the first annotation what the second says besides.
fn unite(first: &mut Annotation, second: &Annotation, claim: &mut Claim) -> Outcome {
    let same = match (&first.value, &second.value) {
        (Some(first), Some(second)) => first.is_same(second),
        (first, second) => first.is_none() && second.is_none(),
    };
    if same {
        return Outcome::Same;
    }
    // Of two texts the first is as good as the second.
    if terms::TEXTS.contains(&first.term.as_str()) {
        return Outcome::FirstText;
    }
    if let (Some(Expression::Record(first)), Some(Expression::Record(second))) =
        (&mut first.value, &second.value)
    {
        return unite_records(first, second, claim);
    }
    claim.contradicted = true;
    Outcome::Contradiction
}

fn unite_records(first: &mut Record, second: &Record, claim: &mut Claim) -> Outcome {
    let known = first.properties.iter();
    let known: HashMap<&str, _> = known.map(|it| (it.property.as_str(), it)).collect();
    let (mut disputed, mut new) = (Vec::new(), Vec::new());
    for property in &second.properties {
        match known.get(property.property.as_str()) {
            None => new.push(property.clone()),
            Some(known) if known.is_same(property) => {}
            Some(_) => disputed.push(property.property.clone()),
        }
    }
    first.properties.extend(new);
    if disputed.is_empty() {
        return Outcome::Same;
    }
    claim.disputed.extend(disputed.iter().cloned());
    Outcome::Disputed(disputed)
}
