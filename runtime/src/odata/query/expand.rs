//! Expansions with options of their own. In: a navigation property and options. Out: the text
//! `friends($select=id;$top=3)` (OData URL Conventions 4.01, section 5.1.3).

use std::fmt;
use std::marker::PhantomData;

use super::kind::{Collection, Expandable, Link};
use super::{Expand, Expression, IntoFilter, OrderBy, Property, QueryItems, Select};
use crate::error::InvalidRequest;

/// A navigation property of `O` to be expanded, with options.
#[must_use = "it does nothing until a request takes it"]
pub struct Expanded<O, K> {
    path: Expression,
    options: Vec<(&'static str, Expression)>,
    mark: PhantomData<fn() -> (O, K)>,
}

impl<O, K: Expandable> Expanded<O, K> {
    fn set(mut self, name: &'static str, value: impl Into<Expression>) -> Self {
        let value = value.into();
        match self.options.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.options.push((name, value)),
        }
        self
    }

    /// Only these properties of what is expanded. In place of an earlier choice.
    pub fn select(self, names: impl QueryItems<Select, K::Target>) -> Self {
        self.set("$select", names.text())
    }

    /// What is expanded, expanded in turn. In place of an earlier choice.
    pub fn expand(self, names: impl QueryItems<Expand, K::Target>) -> Self {
        self.set("$expand", names.text())
    }

    /// The same property of what is expanded too, this many levels deep in all: 1 or more. 0 is an error when
    /// sent.
    pub fn levels(self, levels: u32) -> Self {
        match levels {
            0 => self.set("$levels", Expression::refused(InvalidRequest::Levels)),
            _ => self.set("$levels", levels.to_string()),
        }
    }

    /// The same property of what is expanded too, as deep as it goes.
    pub fn all_levels(self) -> Self {
        self.set("$levels", "max")
    }
}

impl<O, T> Expanded<O, Collection<Link<T>>> {
    /// Only items for which this holds.
    pub fn filter(self, filter: impl IntoFilter<T>) -> Self {
        self.set("$filter", filter.into_filter().into_expression())
    }

    /// Sorted by these. In place of an earlier choice.
    pub fn order_by(self, names: impl QueryItems<OrderBy, T>) -> Self {
        self.set("$orderby", names.text())
    }

    /// At most this many items.
    pub fn top(self, count: u32) -> Self {
        self.set("$top", count.to_string())
    }

    /// Skips this many items at the start.
    pub fn skip(self, count: u32) -> Self {
        self.set("$skip", count.to_string())
    }

    /// Whether the reply says how many items there are in all.
    pub fn count(self, count: bool) -> Self {
        self.set("$count", count.to_string())
    }

    /// Only items that match. A text that would end the expansion's options, such as one with `;` or with `)` outside of
    /// double quotes, is an error when sent.
    pub fn search(self, search: impl AsRef<str>) -> Self {
        let search = search.as_ref();
        if stays_within(search) {
            return self.set("$search", search);
        }
        let problem = InvalidRequest::NestedSearch(search.to_owned());
        self.set("$search", Expression::refused(problem))
    }
}

/// Whether a text to search for ends where it ends and not before: a service decodes the options before it takes them
/// apart. In phrases, a backslash stands before a double quote for some services (OData URL Conventions 4.01, section
/// 5.1.8), and for itself by the grammar (OData ABNF `searchPhrase`): the text stays within its place for both.
fn stays_within(search: &str) -> bool {
    is_closed(search, true) && is_closed(search, false)
}

fn is_closed(search: &str, escapes: bool) -> bool {
    let (mut is_phrase, mut is_escaped, mut depth) = (false, false, 0_u32);
    for letter in search.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if is_phrase && escapes => is_escaped = true,
            '"' => is_phrase = !is_phrase,
            _ if is_phrase => {}
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' | ';' => return false,
            _ => {}
        }
    }
    !is_phrase && depth == 0
}

impl<O, K: Expandable> Property<O, K> {
    /// This property to be expanded, with options to follow.
    pub fn expanded(&self) -> Expanded<O, K> {
        Expanded {
            path: self.listed(),
            options: Vec::new(),
            mark: PhantomData,
        }
    }

    /// Expanded, only with these properties of what is there.
    pub fn select(&self, names: impl QueryItems<Select, K::Target>) -> Expanded<O, K> {
        self.expanded().select(names)
    }

    /// Expanded, and what is there in turn.
    pub fn expand(&self, names: impl QueryItems<Expand, K::Target>) -> Expanded<O, K> {
        self.expanded().expand(names)
    }

    /// Expanded this many levels deep: 1 or more. 0 is an error when sent.
    pub fn levels(&self, levels: u32) -> Expanded<O, K> {
        self.expanded().levels(levels)
    }
}

impl<O, T> Property<O, Collection<Link<T>>> {
    /// Expanded, only with items for which this holds.
    pub fn filter(&self, filter: impl IntoFilter<T>) -> Expanded<O, Collection<Link<T>>> {
        self.expanded().filter(filter)
    }

    /// Expanded, sorted by these.
    pub fn order_by(&self, names: impl QueryItems<OrderBy, T>) -> Expanded<O, Collection<Link<T>>> {
        self.expanded().order_by(names)
    }

    /// Expanded, with at most this many items.
    pub fn top(&self, count: u32) -> Expanded<O, Collection<Link<T>>> {
        self.expanded().top(count)
    }
}

impl<O, K> Clone for Expanded<O, K> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            options: self.options.clone(),
            mark: PhantomData,
        }
    }
}

impl<O, K> Expanded<O, K> {
    /// The property with its options in parentheses; without those that say nothing.
    pub(super) fn expression(&self) -> Expression {
        let options = self.options.iter().filter(|(_, value)| !value.is_empty());
        let options = options.map(|(name, value)| {
            let name = Expression::from(format!("{name}="));
            name.then(value.clone())
        });
        let options = Expression::joined(options, ";");
        let path = self.path.clone();
        if options.is_empty() {
            return path;
        }
        path.then("(").then(options).then(")")
    }
}

impl<O, K> fmt::Display for Expanded<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expression().fmt(f)
    }
}

impl<O, K> fmt::Debug for Expanded<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expanded({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::stays_within;

    #[test]
    fn texts_to_search_for_stay_within_whether_backslashes_escape_or_not() {
        for within in [
            "a b",
            r#""a; b)""#,
            r#""say \"hi\"""#,
            r#"(a OR "b")"#,
            r#""a\\""#,
        ] {
            assert!(stays_within(within), "{within}");
        }
        for without in ["a;b", "a)", "(a", r#""a"#, r#""a\""#, r#""a\";b"""#] {
            assert!(!stays_within(without), "{without}");
        }
    }
}
