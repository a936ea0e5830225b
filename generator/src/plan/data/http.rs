//! The plan of a service that is described in the terms of HTTP: its client, request builders along its paths, and a
//! table for each operation.
//!
//! A builder has the client and the values of the path's parameters; all else stands in the tables of the operations.

mod operation;

// What the graph of the service says as it is to be printed.
pub(crate) use crate::api::http::{FormField, Server, Status, Style, Written};
pub(crate) use crate::api::paging::{Paging, PagingKind};
pub(crate) use crate::api::service::SchemeKind;
pub(crate) use crate::api::{Constant, Place, Tests, Verb};
pub use operation::{
    CallPlan, ChoicePlan, ChoiceValue, ChoiceVariantPlan, FormTable, HttpOperationPlan, HttpReturn,
    HttpSetterPlan, OperationTable,
};
pub(crate) use operation::{ParameterRow, ReplyKind, ReplyRow};

use crate::plan::names::{ArgumentName, ConstantName, MethodName, ModuleName, TypeName};

use crate::plan::example::{ExamplePlan, SignInPlan};

use super::{Deprecation, Docs, ItemType, Part, TypePath};
use crate::api::Gate;

/// What a service in the terms of HTTP has beside its models.
#[derive(Clone, Debug)]
pub struct HttpPlan {
    /// The client.
    pub client: HttpClientPlan,
    /// Files of the module of requests, sorted by module name.
    pub files: Vec<RequestsFile>,
}

/// The client: a struct around the runtime's client.
#[derive(Clone, Debug)]
pub struct HttpClientPlan {
    /// Name, such as `PetstoreClient`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// Where the service is, where that is one address; `None`: the user says.
    pub base_url: Option<String>,
    /// The places where it is, with their variables; empty where `base_url` is all.
    pub servers: Vec<ServerPlan>,
    /// Hosts of servers that only some operations have.
    pub hosts: Vec<String>,
    /// How requests show who sends them, as far as the runtime writes it.
    pub schemes: Vec<SchemePlan>,
    /// Functions that make it.
    pub constructors: Vec<ConstructorPlan>,
    /// The methods at the root of all paths.
    pub methods: Vec<PathMethodPlan>,
    /// The operations at the root of all paths.
    pub operations: Vec<HttpOperationPlan>,
    /// The first lines of a program that uses it.
    pub example: ExamplePlan,
    /// How a program signs in, where the description says so.
    pub(crate) sign_in: Option<SignInPlan>,
    /// The first request, as Rust, and its path.
    pub start: Option<(String, String)>,
}

/// A place where a service is: a constant of the client's file.
#[derive(Clone, Debug)]
pub struct ServerPlan {
    /// The constant.
    pub constant: ConstantName,
    /// Documentation.
    pub docs: Docs,
    pub(crate) server: Server,
}

/// A way to show who sends a request: a static of the client's file.
#[derive(Clone, Debug)]
pub struct SchemePlan {
    /// The static.
    pub constant: ConstantName,
    /// Name in the description.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// Whether all requests that ask for it may be off.
    pub is_optional: bool,
    pub(crate) kind: SchemeKind,
}

/// A function that makes a client.
#[derive(Clone, Debug)]
pub struct ConstructorPlan {
    /// Name.
    pub name: MethodName,
    /// Documentation.
    pub docs: Docs,
    /// What it shows.
    pub shows: Shows,
}

/// What a client shows of who sends its requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing.
    Nothing,
    /// A token.
    Credential,
    /// A name and a password.
    Basic,
    /// A key, of this scheme.
    Key(String),
}

/// A file of requests: the builder of a place, and the operations that it sends.
#[derive(Clone, Debug)]
pub struct RequestsFile {
    /// File stem and module name.
    pub module: ModuleName,
    /// When it is there.
    pub gate: Gate,
    /// The builder.
    pub builder: PathBuilderPlan,
    /// The operations.
    pub operations: Vec<HttpOperationPlan>,
}

/// A request builder of a path.
#[derive(Clone, Debug)]
pub struct PathBuilderPlan {
    /// Name, such as `ReposItemIssuesRequestBuilder`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// Methods, in order: verbs, then what leads on.
    pub methods: Vec<PathMethodPlan>,
}

/// A method of a builder of a path.
#[derive(Clone, Debug)]
pub struct PathMethodPlan {
    /// Name.
    pub name: MethodName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What must be on for it, beside what its file needs.
    pub gate: Gate,
    /// What it does.
    pub body: PathMethodBody,
    /// The step or the request of the service that it is.
    pub(crate) part: Part,
}

/// What a method of a builder of a path does.
#[derive(Clone, Debug)]
pub enum PathMethodBody {
    /// It leads on: by these values, to this builder.
    Step {
        /// Values for the path.
        arguments: Vec<SentPlan>,
        /// Builder of what is there.
        builder: TypePath,
    },
    /// It begins a request.
    Call(CallMethodPlan),
}

/// How a request begins.
#[derive(Clone, Debug)]
pub struct CallMethodPlan {
    /// The constant with the table of its operation.
    pub table: ConstantName,
    /// What must be sent.
    pub arguments: Vec<SentPlan>,
    /// The struct with its setters, which is defined in the same file; `None`: there are no setters.
    pub call: Option<TypeName>,
    /// What comes back.
    pub returns: HttpReturn,
}

/// A value that is sent: an argument of a method, or what a setter takes.
#[derive(Clone, Debug)]
pub struct SentPlan {
    /// Name of the argument.
    pub name: ArgumentName,
    /// Where the value belongs.
    pub slot: Slot,
    /// How it is taken.
    pub taken: Taken,
}

/// Where a value of a request belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A parameter, by its name.
    Parameter(String),
    /// A parameter whose name stands in two places.
    ParameterIn(PlaceName, String),
    /// A part of a multipart body: its name, and its media type where that is not the usual one.
    Part(String, Option<String>),
    /// A part of a multipart body that is written as a form writes it: its name, the style, and whether each item or member
    /// stands apart.
    StyledPart(String, StyleName, bool),
    /// Parts of a multipart body, of any names.
    Parts,
    /// A file of a multipart body.
    File(String),
    /// Files of a multipart body, with the names of their parts.
    NamedFiles,
    /// The body, as JSON of this media type; `None` for the usual one.
    Json(Option<String>),
    /// The body, as the form that this constant says.
    Form(ConstantName),
    /// The body, as text of a media type.
    Text(String),
    /// The body, as bytes of a media type.
    Bytes(String),
    /// The body, as bytes of a media type that the caller gives, within this range.
    BytesOf(String),
}

/// How a value is written, as a variant of the runtime's enumeration.
pub type StyleName = &'static str;

/// Where a parameter stands, as a variant of the runtime's enumeration.
pub type PlaceName = &'static str;

/// How a value is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// `impl Into<String>`.
    IntoString,
    /// `impl Into<Vec<T>>`.
    IntoVec(ItemType),
    /// `T` by value: what is small.
    Value(ItemType),
    /// `&T`.
    Reference(ItemType),
    /// A file.
    File,
    /// Files.
    Files,
    /// Files with the names of their parts.
    NamedFiles,
    /// Content of any length: `impl Into<Body>`.
    Content,
}

impl Taken {
    /// Whether it is files, each put into the call by itself.
    pub(crate) fn is_many_files(&self) -> bool {
        matches!(self, Self::Files | Self::NamedFiles)
    }
}
