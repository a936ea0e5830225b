//! Filters. In: comparisons, joined by and, or, not. Out: the text of `$filter`, with parentheses where
//! precedence asks for them (OData URL Conventions 4.01, section 5.1.1.18).

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use super::kind::Boolean;
use super::{Expression, Inherits, Property};

/// A condition on a `T`.
///
/// Made by comparisons of a [`Property`]; joined by [`and`](Self::and), [`or`](Self::or) and
/// [`not`](Self::not), or `&`, `|` and `!`.
#[must_use = "a filter does nothing until a request takes it"]
pub struct Filter<T> {
    expression: Expression,
    rank: Rank,
    mark: PhantomData<fn() -> T>,
}

/// What a text is, the loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// `not` and its operand: some parsers take in all that follows, so that it goes into parentheses.
    Not,
    /// Joined by `or`, or not known.
    Or,
    /// Joined by `and`.
    And,
    /// A comparison.
    Comparison,
    /// A call, a Boolean property.
    Primary,
}

impl<T> Filter<T> {
    /// A condition as OData writes it. It is not checked.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into().into(), Rank::Or)
    }

    pub(super) fn comparison(expression: Expression) -> Self {
        Self::new(expression, Rank::Comparison)
    }

    pub(super) fn primary(expression: impl Into<Expression>) -> Self {
        Self::new(expression.into(), Rank::Primary)
    }

    fn new(expression: Expression, rank: Rank) -> Self {
        Self {
            expression,
            rank,
            mark: PhantomData,
        }
    }

    /// The text of `$filter`, not yet percent-encoded, as [`Display`](fmt::Display) gives it; a client may
    /// send other [forms](Expression).
    pub fn text(&self) -> String {
        self.expression.to_string()
    }

    pub(crate) fn into_expression(self) -> Expression {
        self.expression
    }

    /// Both hold.
    pub fn and(self, other: impl IntoFilter<T>) -> Self {
        self.join("and", Rank::And, other.into_filter())
    }

    /// One of them holds, or both.
    pub fn or(self, other: impl IntoFilter<T>) -> Self {
        self.join("or", Rank::Or, other.into_filter())
    }

    /// It does not hold. The operand stands in parentheses, without which some services take `not` for the
    /// name of a function, or for the left side of a comparison alone.
    #[expect(
        clippy::should_implement_trait,
        reason = "`Not` is implemented too; this needs no import"
    )]
    pub fn not(self) -> Self {
        let expression = Expression::from("not (").then(self.expression).then(")");
        Self::new(expression, Rank::Not)
    }

    fn join(self, word: &str, rank: Rank, other: Self) -> Self {
        let (left, right) = (self.within(rank), other.within(rank));
        Self::new(left.then(format!(" {word} ")).then(right), rank)
    }

    /// The text as an operand of something of a rank.
    fn within(self, rank: Rank) -> Expression {
        if self.rank < rank {
            Expression::from("(").then(self.expression).then(")")
        } else {
            self.expression
        }
    }
}

/// What can be a filter of a `T`: a [`Filter`], a Boolean property, or a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on `{T}`",
    note = "compare a property of `{T}`, or give the filter as a string",
    note = "within `any` and `all`, a condition begins at the item: `|item| item.at(CONSTANT).eq(value)`",
    note = "a constant of a derived type is seen from its base: `CONSTANT.seen_from::<Base>()`"
)]
pub trait IntoFilter<T> {
    /// The filter.
    fn into_filter(self) -> Filter<T>;
}

impl<T, S: AsRef<str>> IntoFilter<T> for S {
    fn into_filter(self) -> Filter<T> {
        Filter::raw(self.as_ref())
    }
}

impl<O, T: Inherits<O>> IntoFilter<T> for Filter<O> {
    fn into_filter(self) -> Filter<T> {
        Filter::new(self.expression, self.rank)
    }
}

impl<O, T: Inherits<O>> IntoFilter<T> for Property<O, Boolean> {
    fn into_filter(self) -> Filter<T> {
        Filter::primary(self.path())
    }
}

impl<T, F: IntoFilter<T>> BitAnd<F> for Filter<T> {
    type Output = Self;

    fn bitand(self, other: F) -> Self {
        self.and(other)
    }
}

impl<T, F: IntoFilter<T>> BitOr<F> for Filter<T> {
    type Output = Self;

    fn bitor(self, other: F) -> Self {
        self.or(other)
    }
}

impl<T> Not for Filter<T> {
    type Output = Self;

    fn not(self) -> Self {
        Filter::not(self)
    }
}

impl<O, F: IntoFilter<O>> BitAnd<F> for Property<O, Boolean> {
    type Output = Filter<O>;

    fn bitand(self, other: F) -> Filter<O> {
        IntoFilter::<O>::into_filter(self).and(other)
    }
}

impl<O, F: IntoFilter<O>> BitOr<F> for Property<O, Boolean> {
    type Output = Filter<O>;

    fn bitor(self, other: F) -> Filter<O> {
        IntoFilter::<O>::into_filter(self).or(other)
    }
}

impl<O> Not for Property<O, Boolean> {
    type Output = Filter<O>;

    fn not(self) -> Filter<O> {
        IntoFilter::<O>::into_filter(self).not()
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self::new(self.expression.clone(), self.rank)
    }
}

impl<T> fmt::Debug for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Filter({})", self.expression)
    }
}

impl<T> fmt::Display for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expression.fmt(f)
    }
}
