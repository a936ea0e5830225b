//! What generated code needs: traits of values and what their methods take, unions, operations as data, markers of what a
//! [`Call`](crate::Call) answers. By hand, one needs it for a model of one's own.
//!
//! In: a generated type that implements [`Model`](crate::Model), [`Enumeration`](crate::Enumeration) or [`Polymorphic`].
//! Out: by [`model!`](crate::model), [`enumeration!`](crate::enumeration) and [`polymorphic!`](crate::polymorphic),
//! everything else that a value has.

pub use crate::call::{
    Arrived, Body, Bytes, Choice, Events, Form, FormField, In, Kind, Lines, Location, Nothing,
    Operation, Optional, Paged, Paging, Parameter, Path, Replies, Reply, ReplyVariants, Scheme,
    SchemeKind, Server, Status, Style, Text, TextEvents, Variable,
};
pub use crate::value::{
    Aliases, DynPolymorphic, DynUnion, Kinds, List as ListView, Mismatch, Named, Place,
    Polymorphic, PropertyRole, Rules, Slot, Test, Token, TypeTag, Union, View, Visit, read_field,
    read_model, write_view,
};
#[doc(inline)]
pub use crate::{call, derived, enumeration, from_derived, model, polymorphic, union};
#[cfg(feature = "odata")]
#[doc(inline)]
pub use crate::{invocation, property};
