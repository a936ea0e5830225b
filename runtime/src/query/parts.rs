//! Lists in queries: what `$select`, `$expand` and `$orderby` take. In: properties and texts, one, in an
//! array, or mixed in a tuple. Out: the text with commas.

use std::fmt;
use std::marker::PhantomData;

use super::kind::{Equal, Expandable};
use super::{Expanded, Inherits, Property};

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
    message = "`{Self}` is no entry of `{C}` in a query for `{T}`",
    note = "use a constant of `{T}`, or the name as a string"
)]
pub trait Part<C, T> {
    /// As it stands in the query, not yet percent-encoded.
    fn text(&self) -> String;
}

/// Entries of a list `C` in a query for a `T`: one, an array, a vector or a slice of one type, or a tuple
/// of several types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list for `{C}` in a query for `{T}`",
    note = "use constants of `{T}`: in an array where they are of one kind, else in a tuple; or strings"
)]
pub trait Parts<C, T> {
    /// As they stand in the query, not yet percent-encoded.
    fn text(self) -> String;
}

impl<C, T, S: AsRef<str>> Part<C, T> for S {
    fn text(&self) -> String {
        self.as_ref().to_owned()
    }
}

impl<T: Inherits<O>, O, K> Part<Select, T> for Property<O, K> {
    fn text(&self) -> String {
        self.path().to_owned()
    }
}

impl<T: Inherits<O>, O, K: Expandable> Part<Expand, T> for Property<O, K> {
    fn text(&self) -> String {
        self.path().to_owned()
    }
}

impl<T: Inherits<O>, O, K: Expandable> Part<Expand, T> for Expanded<O, K> {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl<T: Inherits<O>, O, K: Equal> Part<OrderBy, T> for Property<O, K> {
    fn text(&self) -> String {
        self.path().to_owned()
    }
}

impl<T: Inherits<O>, O> Part<OrderBy, T> for Order<O> {
    fn text(&self) -> String {
        self.text.clone()
    }
}

/// A property to sort by, with its direction.
#[derive(Debug)]
#[must_use = "it does nothing until a request takes it"]
pub struct Order<O> {
    text: String,
    mark: PhantomData<fn() -> O>,
}

impl<O, K: Equal> Property<O, K> {
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

fn joined<C, T, P: Part<C, T>>(parts: &[P]) -> String {
    let texts: Vec<String> = parts.iter().map(Part::text).collect();
    texts.join(",")
}

macro_rules! one {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<C, T, $($generics)*> Parts<C, T> for $type
        where
            Self: Part<C, T>,
        {
            fn text(self) -> String {
                Part::text(&self)
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
        impl<C, T, P: Part<C, T>, $($generics)*> Parts<C, T> for $type {
            fn text(self) -> String {
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
        impl<C, T, $first: Part<C, T>, $($name: Part<C, T>),*> Parts<C, T> for ($first, $($name,)*) {
            #[expect(non_snake_case, reason = "the names of the types serve for the values too")]
            fn text(self) -> String {
                let ($first, $($name,)*) = self;
                [$first.text(), $($name.text()),*].join(",")
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
