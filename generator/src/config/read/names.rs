//! Patterns, words, and names for what the service names.

use std::collections::BTreeMap;

use super::super::raw::Text;
use super::Reader;
use crate::select::Pattern;
use crate::text::check;

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
