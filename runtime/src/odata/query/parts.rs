//! Lists in queries: what `$select`, `$expand` and `$orderby` take. In: properties and texts, one, in an
//! array, or mixed in a tuple. Out: the text with commas.

use std::fmt;
use std::marker::PhantomData;

use super::kind::{Comparable, Expandable};
use super::{Expanded, Expression, Inherits, Property};

/// The list of `$select`.
#[derive(Debug)]
pub enum Select {}

/// The list of `$expand`.
#[derive(Debug)]
pub enum Expand {}

/// The list of `$orderby`.
#[derive(Debug)]
pub enum OrderBy {}

/// One entry of a list `C` in a query for a `T`: a property of `T`, or a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entry of `{C}` in a query for `{T}`",
    note = "use a constant of `{T}`, or the name as a string",
    note = "a constant of a derived type is seen from its base: `CONSTANT.seen_from::<Base>()`"
)]
pub trait QueryItem<C, T> {
    /// As it stands in the query, not yet percent-encoded.
    fn text(&self) -> Expression;
}

/// Entries of a list `C` in a query for a `T`: one, an array, a vector or a slice of one type, or a tuple
/// of several types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list for `{C}` in a query for `{T}`",
    note = "use constants of `{T}`: in an array where they are of one kind, else in a tuple; or strings",
    note = "a constant of a derived type is seen from its base: `CONSTANT.seen_from::<Base>()`"
)]
pub trait QueryItems<C, T> {
    /// As they stand in the query, not yet percent-encoded. Without entries, the request does without the
    /// option.
    fn text(self) -> Expression;
}

impl<C, T, S: AsRef<str>> QueryItem<C, T> for S {
    fn text(&self) -> Expression {
        self.as_ref().into()
    }
}

impl<T: Inherits<O>, O, K> QueryItem<Select, T> for Property<O, K> {
    fn text(&self) -> Expression {
        self.listed()
    }
}

impl<T: Inherits<O>, O, K: Expandable> QueryItem<Expand, T> for Property<O, K> {
    fn text(&self) -> Expression {
        self.listed()
    }
}

impl<T: Inherits<O>, O, K: Expandable> QueryItem<Expand, T> for Expanded<O, K> {
    fn text(&self) -> Expression {
        self.expression()
    }
}

impl<T: Inherits<O>, O, K: Comparable> QueryItem<OrderBy, T> for Property<O, K> {
    fn text(&self) -> Expression {
        self.path().into()
    }
}

impl<T: Inherits<O>, O> QueryItem<OrderBy, T> for Order<O> {
    fn text(&self) -> Expression {
        self.text.as_str().into()
    }
}

/// A property to sort by, with its direction.
#[derive(Debug)]
#[must_use = "it does nothing until a request takes it"]
pub struct Order<O> {
    text: String,
    mark: PhantomData<fn() -> O>,
}

impl<O, K: Comparable> Property<O, K> {
    /// The smallest first.
    pub fn asc(&self) -> Order<O> {
        self.order("asc")
    }

    /// The greatest first.
    pub fn desc(&self) -> Order<O> {
        self.order("desc")
    }

    fn order(&self, direction: &str) -> Order<O> {
        Order {
            text: format!("{} {direction}", self.path()),
            mark: PhantomData,
        }
    }
}

impl<O> Clone for Order<O> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            mark: PhantomData,
        }
    }
}

impl<O> fmt::Display for Order<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn joined<C, T, P: QueryItem<C, T>>(parts: &[P]) -> Expression {
    Expression::joined(parts.iter().map(QueryItem::text), ",")
}

macro_rules! one {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<C, T, $($generics)*> QueryItems<C, T> for $type
        where
            Self: QueryItem<C, T>,
        {
            fn text(self) -> Expression {
                QueryItem::text(&self)
            }
        }
    )*};
}

one! {
    [] &str;
    [] String;
    [] &String;
    [O, K] Property<O, K>;
    [O, K] Expanded<O, K>;
    [O] Order<O>;
}

macro_rules! many {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<C, T, P: QueryItem<C, T>, $($generics)*> QueryItems<C, T> for $type {
            fn text(self) -> Expression {
                joined(&self[..])
            }
        }
    )*};
}

many! {
    [const N: usize] [P; N];
    [const N: usize] &[P; N];
    [] &[P];
    [] Vec<P>;
    [] &Vec<P>;
}

macro_rules! tuples {
    ($($first:ident $($name:ident)*;)*) => {$(
        impl<C, T, $first: QueryItem<C, T>, $($name: QueryItem<C, T>),*> QueryItems<C, T> for ($first, $($name,)*) {
            #[expect(non_snake_case, reason = "the names of the types serve for the values too")]
            fn text(self) -> Expression {
                let ($first, $($name,)*) = self;
                Expression::joined([$first.text(), $($name.text()),*], ",")
            }
        }
    )*};
}

tuples! {
    P1;
    P1 P2;
    P1 P2 P3;
    P1 P2 P3 P4;
    P1 P2 P3 P4 P5;
    P1 P2 P3 P4 P5 P6;
    P1 P2 P3 P4 P5 P6 P7;
    P1 P2 P3 P4 P5 P6 P7 P8;
    P1 P2 P3 P4 P5 P6 P7 P8 P9;
    P1 P2 P3 P4 P5 P6 P7 P8 P9 P10;
    P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11;
    P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12;
}
