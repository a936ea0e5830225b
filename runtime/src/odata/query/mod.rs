//! Typed queries. In: property constants of generated code, and values to compare with. Out: the texts
//! of `$select`, `$expand`, `$orderby` and `$filter` (OData URL Conventions 4.01, section 5.1).
//!
//! A property knows whose it is and what kind of value it has, so that a comparison that makes no sense,
//! or a property of another type, does not compile. A plain string is taken everywhere too.
//!
//! ```
//! # use odata_client::{Extra, Model, codegen::{Place, Visit}};
//! # #[derive(Clone, Default)]
//! # pub struct Person { pub extra: Extra }
//! # impl Model for Person {
//! #     fn slot(&mut self, _: &str) -> Place<'_> {
//! #         Place::Extra(&mut self.extra)
//! #     }
//! #     fn each<'a>(&'a self, _: &mut Visit<'_, 'a>) {}
//! #     fn extra(&self) -> &Extra {
//! #         &self.extra
//! #     }
//! # }
//! # odata_client::codegen::model!(Person, "sample.person");
//! impl Person {
//!     odata_client::codegen::property!(NAME, "displayName", text);
//!     odata_client::codegen::property!(AGE, "age", number);
//!     odata_client::codegen::property!(TAGS, "tags", collection text);
//!     odata_client::codegen::property!(FRIENDS, "friends", collection link Person);
//! }
//!
//! # fn main() -> odata_client::Result<()> {
//! # let client = odata_client::Client::builder("https://example.org").build()?;
//! let people = odata_client::Resource::root(&client).segment("people").list::<Person>()
//!     .select((Person::NAME, Person::AGE)) // an array where all are of one kind
//!     .expand(Person::FRIENDS.select([Person::NAME]).top(3))
//!     .filter(Person::NAME.starts_with("O'").and(Person::AGE.ge(18)) | Person::TAGS.any(|tag| tag.eq("x")))
//!     .order_by(Person::AGE.desc());
//! # Ok(())
//! # }
//! ```

mod compare;
mod expand;
mod expression;
mod filter;
mod inherits;
pub mod kind;
mod lambda;
mod parts;
mod property;

pub use compare::{Literal, Operand};
pub use expand::Expanded;
pub use expression::Expression;
pub use filter::{Filter, IntoFilter};
pub use inherits::Inherits;
pub use lambda::Item;
pub use parts::{Expand, Order, OrderBy, QueryItem, QueryItems, Select};
pub use property::{Property, PropertyName};
