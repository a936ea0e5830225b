//! Conditions on the items of a collection. In: a closure from an item to a filter. Out: `any` and `all`
//! (OData URL Conventions 4.01, section 5.1.1.13).

use std::cell::Cell;

use super::kind::Collection;
use super::{Expression, Filter, IntoFilter, Property};

/// Whose properties an item's are, within `any` and `all`: those of an item alone.
#[derive(Debug)]
pub enum Item {}

thread_local! {
    /// How many closures of `any` and `all` are running in this thread, one within the other.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// One level deeper as long as it lives, so that a closure that panics leaves nothing behind.
struct Level(usize);

impl Level {
    fn enter() -> Self {
        let depth = DEPTH.get();
        DEPTH.set(depth + 1);
        Self(depth)
    }

    /// The name of the item at this level.
    fn variable(&self) -> String {
        match self.0 {
            0 => "x".to_owned(),
            1 => "y".to_owned(),
            2 => "z".to_owned(),
            depth => format!("x{depth}"),
        }
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(self.0);
    }
}

impl<O, K> Property<O, Collection<K>> {
    /// The condition holds for one item at least: `tags/any(x:x eq 'a')`.
    pub fn any<F: IntoFilter<Item>>(
        &self,
        condition: impl FnOnce(Property<Item, K>) -> F,
    ) -> Filter<O> {
        self.lambda("any", condition)
    }

    /// The condition holds for every item: `tags/all(x:x eq 'a')`.
    pub fn all<F: IntoFilter<Item>>(
        &self,
        condition: impl FnOnce(Property<Item, K>) -> F,
    ) -> Filter<O> {
        self.lambda("all", condition)
    }

    /// There is an item: `tags/any()`.
    pub fn is_not_empty(&self) -> Filter<O> {
        Filter::primary(format!("{}/any()", self.path()))
    }

    /// There is no item: `not (tags/any())`.
    pub fn any_of_none(&self) -> Filter<O> {
        self.is_not_empty().not()
    }

    fn lambda<F: IntoFilter<Item>>(
        &self,
        word: &str,
        condition: impl FnOnce(Property<Item, K>) -> F,
    ) -> Filter<O> {
        let level = Level::enter();
        let variable = level.variable();
        let condition = condition(Property::named(variable.as_str())).into_filter();
        let start = Expression::from(format!("{}/{word}({variable}:", self.path()));
        Filter::primary(start.then(condition.into_expression()).then(")"))
    }
}
