//! Operations: the table of each, and what its calls are.

use super::{FormField, Paging, Place, SentPlan, Server, Status, Verb, Written};
use crate::plan::data::{Deprecation, Docs, ItemType, ValueType};
use crate::plan::names::{ConstantName, MethodName, TypeName, VariantName};

/// An operation: its table, and what its calls are.
#[derive(Clone, Debug)]
pub struct HttpOperationPlan {
    /// Its name in the description.
    pub id: String,
    /// The constant with its table.
    pub constant: ConstantName,
    /// The table.
    pub table: OperationTable,
    /// The constants of its forms.
    pub forms: Vec<FormTable>,
    /// Structs of its calls that have setters.
    pub calls: Vec<CallPlan>,
    /// Enums over what comes back.
    pub choices: Vec<ChoicePlan>,
}

/// A struct of a call with its setters.
#[derive(Clone, Debug)]
pub struct CallPlan {
    /// Name, such as `ListPets`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What comes back.
    pub returns: HttpReturn,
    /// What may be set.
    pub setters: Vec<HttpSetterPlan>,
}

/// A setter of a call.
#[derive(Clone, Debug)]
pub struct HttpSetterPlan {
    /// Name.
    pub name: MethodName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What it takes.
    pub sent: SentPlan,
}

/// What the runtime is told of an operation: static data.
#[derive(Clone, Debug)]
pub struct OperationTable {
    /// Path below the server, with `{name}` for each value.
    pub template: String,
    pub(crate) verb: Verb,
    pub(crate) parameters: Vec<ParameterRow>,
    pub(crate) replies: Vec<ReplyRow>,
    /// Media types of errors.
    pub(crate) errors: Vec<String>,
    pub(crate) paging: Option<Paging>,
    /// Alternatives, each of statics of schemes; `None`: the description has no schemes at all.
    pub(crate) security: Option<Vec<Vec<ConstantName>>>,
    /// Servers of its own.
    pub(crate) servers: Vec<Server>,
    /// The data of the event that ends a stream.
    pub(crate) end: Option<String>,
}

impl OperationTable {
    /// The method of HTTP, such as `GET`.
    pub fn method(&self) -> &'static str {
        self.verb.name()
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterRow {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) written: Written,
    /// A list that may not be empty.
    pub(crate) required_list: bool,
}

/// How a form is written: what is not the usual.
#[derive(Clone, Debug)]
pub struct FormTable {
    /// The constant.
    pub constant: ConstantName,
    /// Media type, where it is not the usual one.
    pub media_type: Option<String>,
    pub(crate) fields: Vec<FormField>,
}

/// A content that may come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReplyRow {
    pub(crate) status: Status,
    /// Empty for no content.
    pub(crate) media_type: String,
    pub(crate) kind: ReplyKind,
}

/// What a content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReplyKind {
    None,
    Json,
    Text,
    Bytes,
    Events,
    Lines,
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpReturn {
    /// Nothing.
    Nothing,
    /// A value from JSON.
    Body(ItemType),
    /// A value from JSON, or nothing.
    Optional(ItemType),
    /// A page, and what an item is.
    Paged(ItemType, ItemType),
    /// Text.
    Text,
    /// Bytes of any length.
    Bytes,
    /// Events with a value each.
    Events(ItemType),
    /// Events with text.
    TextEvents,
    /// A line of JSON each.
    Lines(ItemType),
    /// Where a redirection leads.
    Location,
    /// An enum over what comes back, in the same file.
    Choice(TypeName),
}

/// An enum over what comes back by status.
#[derive(Clone, Debug)]
pub struct ChoicePlan {
    /// Name, such as `CreatePetReply`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// Variants.
    pub variants: Vec<ChoiceVariantPlan>,
}

/// What comes back with a status.
#[derive(Clone, Debug)]
pub struct ChoiceVariantPlan {
    /// Name, such as `Created`.
    pub name: VariantName,
    /// Documentation.
    pub docs: Docs,
    /// Numbers among the replies of the table.
    pub replies: Vec<usize>,
    /// What it holds.
    pub holds: ChoiceValue,
}

/// What a variant by status holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceValue {
    /// Nothing.
    Nothing,
    /// A value from JSON.
    Json(ValueType),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}
