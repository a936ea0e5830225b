//! The object-safe trait of everything that a property can hold. In: tokens of a reader.
//! Out: a [`View`] for a writer.

use super::{DynPolymorphic, DynUnion, Json, Model, View};

/// One piece of input, as a reader hands it to a field.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Token<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 signed bits.
    Int(i64),
    /// A whole number above `i64::MAX`.
    UInt(u64),
    /// Any other number.
    Float(f64),
    /// A string, its escapes resolved.
    Str(&'a str),
    /// An object begins: the field answers what to read it into.
    Object,
    /// A list begins: the field empties itself and answers [`Slot::List`].
    Array,
    /// To a list only: another item follows. The list answers [`Slot::Item`].
    Item,
    /// To a list only: the item begun last was null and its type has no null; take it away.
    DropItem,
    /// Is a number's text wanted in place of a rounded [`Float`](Self::Float)? The field answers
    /// [`Slot::Digits`], or refuses; in either case the value itself comes next.
    Digits,
}

impl Token<'_> {
    fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// How many items a list of `length` keeps when it takes this.
    fn kept(&self, length: usize) -> Result<usize, Mismatch> {
        match self {
            Self::Null | Self::Array => Ok(0),
            Self::DropItem => Ok(length.saturating_sub(1)),
            _ => Err(Mismatch { expected: "a list" }),
        }
    }
}

/// What a field answers to a [`Token`]: nothing more to read, or what to read next and into what.
#[non_exhaustive]
pub enum Slot<'a> {
    /// The token was the whole value.
    Done,
    /// Read the properties of the object into this model.
    Model(&'a mut dyn Model),
    /// Read the properties of the object into this value, which becomes the type that `@odata.type`
    /// names, wherever among them that stands.
    Polymorphic(&'a mut dyn DynPolymorphic),
    /// Send [`Token::Item`] to this list before each item.
    List(&'a mut dyn Field),
    /// Read the item into this field.
    Item(&'a mut dyn Field),
    /// Read whatever comes into this value.
    Json(&'a mut Json),
    /// Read the value into this union, which is of the type that the value turns out to be.
    Union(&'a mut dyn DynUnion),
    /// To [`Token::Digits`]: send numbers as [`Token::Str`]. To [`Token::Float`]: the value was taken, but
    /// its digits may have been rounded on the way.
    Digits,
}

/// A token did not fit the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What would have fitted, such as "a string".
    pub expected: &'static str,
}

/// What a property, a parameter or a list item can hold.
///
/// It has two methods only, since each costs compile time once for every generated type. The
/// runtime implements it for the primitive types, `Option`, `Box`, `Vec`, [`Flags`](super::Flags)
/// and [`Json`]; the macros [`model!`](crate::model) and [`enumeration!`](crate::enumeration) for
/// generated types.
///
/// A list of `T` drops items that are null; a list of `Option<T>` keeps them.
pub trait Field {
    /// A value to be overwritten by [`put`](Field::put).
    fn empty() -> Self
    where
        Self: Sized;

    /// Takes one token of the input.
    ///
    /// # Errors
    /// A [`Mismatch`] with what was expected, if the token does not fit.
    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch>;

    /// What the field holds, for writing, comparing and printing.
    fn view(&self) -> View<'_>;
}

impl<T: Field> Field for Option<T> {
    fn empty() -> Self {
        None
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        // Plain matches and one assignment, here and below: each closure and helper, and each place where an
        // earlier value is dropped, is instantiated for every type.
        *self = if token.is_null() {
            None
        } else {
            Some(T::empty())
        };
        match self {
            Some(value) => value.put(token),
            None => Ok(Slot::Done),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Null,
        }
    }
}

impl<T: Field> Field for Box<T> {
    fn empty() -> Self {
        Box::new(T::empty())
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        (**self).put(token)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: Field> Field for Vec<T> {
    fn empty() -> Self {
        Vec::new()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        if let Token::Item = token {
            self.push(T::empty());
            return match self.last_mut() {
                Some(item) => Ok(Slot::Item(item)),
                None => Ok(Slot::Done),
            };
        }
        self.truncate(token.kept(self.len())?);
        match token {
            Token::Array => Ok(Slot::List(self)),
            _ => Ok(Slot::Done),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}
