//! Patterns, words, and names for what the service names.

use std::collections::BTreeMap;

use toml::Spanned;

use super::super::raw::{RawFeatures, Text};
use super::Reader;
use crate::select::{Feature, Features, Pattern};
use crate::text::check::{self, Invalid};

impl Reader<'_> {
    /// Keywords, and slugs of categories.
    pub(super) fn words(&mut self, raw: Vec<Text>) -> Vec<String> {
        raw.into_iter()
            .map(|word| self.take(word, check::keyword))
            .collect()
    }

    pub(super) fn patterns(&mut self, raw: Vec<Text>) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for text in raw {
            match Pattern::parse(text.get_ref()) {
                Ok(pattern) => patterns.push(pattern.at(self.position(&text.span()))),
                Err(invalid) => self.refuse(&text.span(), invalid),
            }
        }
        patterns
    }

    pub(super) fn features(&mut self, raw: Spanned<RawFeatures>) -> Features {
        let span = raw.span();
        let table = match raw.into_inner() {
            RawFeatures::Table(table) => table,
            RawFeatures::Found(word) if word == "by-segment" => return Features::BySegment,
            RawFeatures::Found(word) => {
                let invalid = Invalid::new(
                    format!("{word:?} is not a way to find features"),
                    "write \"by-segment\", or a table of features, each with a list of patterns",
                );
                self.refuse(&span, invalid);
                return Features::None;
            }
        };
        let (mut always, mut features) = (Vec::new(), Vec::new());
        for (name, patterns) in table {
            let patterns = self.patterns(patterns);
            if name.get_ref() == Features::ALWAYS {
                always = patterns;
                continue;
            }
            let name = self.take(name, check::feature_name);
            features.push(Feature { name, patterns });
        }
        Features::Named { always, features }
    }

    /// Two namespaces may share a module; whether their names then clash is the plan's to say.
    pub(super) fn modules(&mut self, raw: BTreeMap<Text, Text>) -> BTreeMap<String, String> {
        raw.into_iter()
            .map(|(key, value)| {
                (
                    self.take(key, check::namespace),
                    self.take(value, check::module_name),
                )
            })
            .collect()
    }

    pub(super) fn polymorphic(&mut self, raw: BTreeMap<Text, bool>) -> BTreeMap<String, bool> {
        raw.into_iter()
            .map(|(key, value)| (self.take(key, check::namespace), value))
            .collect()
    }

    pub(super) fn rename(&mut self, raw: BTreeMap<Text, Text>) -> BTreeMap<String, String> {
        raw.into_iter()
            .map(|(key, value)| {
                (
                    self.take(key, check::renamed),
                    self.take(value, check::name),
                )
            })
            .collect()
    }
}
