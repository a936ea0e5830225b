//! The plan of what is called: request builders of resources and operations, their methods and arguments.

use crate::api::{EdgeId, NodeId, Verb};

use crate::plan::names::{ArgumentName, MethodName, TypeName};

use super::{Deprecation, Docs, ItemType, TypePath};

/// A request builder of a resource: `pub struct Name(odata_client::Resource)`.
#[derive(Clone, Debug)]
pub struct BuilderPlan {
    /// Name, such as `CallRequestBuilder`.
    pub name: TypeName,
    /// Whether it is of a collection.
    pub collection: bool,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Methods, in order: verbs, key access, media, navigation, operations.
    pub methods: Vec<MethodPlan>,
    /// The places that it is for; in OData one.
    pub(crate) nodes: Vec<NodeId>,
}

/// A method of a request builder or of the client.
#[derive(Clone, Debug)]
pub struct MethodPlan {
    /// Name.
    pub name: MethodName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What it does.
    pub body: MethodBody,
    /// What of the service it is; `None` for what only Rust has, such as a method that sets a header.
    pub(crate) part: Option<Part>,
}

/// What of the graph of a service a method is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// A request to a place.
    Request(NodeId, Verb),
    /// A step from a place.
    Step(EdgeId),
}

/// What a method does.
#[derive(Clone, Debug)]
pub enum MethodBody {
    /// `GET` of an entity: `odata_client::Get<Model>`.
    Get(TypePath),
    /// `GET` of a collection: `odata_client::List<Model>`.
    List(TypePath),
    /// `POST` to a collection: `odata_client::Create<Model>`.
    Create(TypePath),
    /// `POST` to a collection of any of a family: `odata_client::Create<Any…>`, of what can be made into it.
    CreateAny(TypePath),
    /// `POST` of content to a collection of media entities: `odata_client::request::CreateMedia<Model>`.
    CreateMedia(TypePath),
    /// `PATCH`: `odata_client::Update<Model>`.
    Update(TypePath),
    /// `PATCH` of any of a family.
    UpdateAny(TypePath),
    /// `PUT`: `odata_client::Update<Model>`.
    Replace(TypePath),
    /// `PUT` of any of a family.
    ReplaceAny(TypePath),
    /// `DELETE`: `odata_client::Delete`.
    Delete,
    /// Key access on a collection.
    Key {
        /// As segments (`/id`): names that other segments in the key's place have, which a key cannot be.
        /// `None` in parentheses (`('id')`).
        beside: Option<Vec<String>>,
        /// Parts of the key.
        parts: Vec<Argument>,
        /// Builder of one item.
        builder: TypePath,
    },
    /// Access by an alternate key: always `(name=value)`.
    AlternateKey {
        /// Parts of the key.
        parts: Vec<Argument>,
        /// Builder of one item.
        builder: TypePath,
    },
    /// `odata_client::request::Count`: how many items a collection has.
    Count,
    /// `References` of `odata_client::reference`, or its `Reference`: the `$ref` of a navigation property that
    /// contains nothing.
    References {
        /// Segment on the wire.
        segment: String,
        /// What they refer to.
        to: Referred,
    },
    /// This resource addressed by a path of its own.
    ByPath {
        /// What stands before the path.
        opening: String,
        /// What stands after it where a segment follows.
        closing: String,
        /// Builder of what is there.
        builder: TypePath,
    },
    /// This builder with a header that all requests from it on carry.
    Header {
        /// Name on the wire.
        header: String,
        /// Builder that the method stands on.
        builder: TypePath,
    },
    /// A further segment: entity set, singleton, navigation property.
    Navigate {
        /// Segment on the wire.
        segment: String,
        /// Builder of what is there.
        builder: TypePath,
    },
    /// The same resources as a derived type, by a segment with its qualified name (OData URL Conventions
    /// 4.01, section 4.11).
    Cast {
        /// Segment on the wire.
        segment: String,
        /// Builder of what is there.
        builder: TypePath,
    },
    /// `odata_client::request::Media`: the stream at a further segment (a stream property, or `$value`).
    Media {
        /// Segment on the wire.
        segment: String,
    },
    /// An action or function.
    Operation {
        /// Action or function.
        kind: CallKind,
        /// Segment on the wire, qualified or not as configured.
        segment: String,
        /// What must be sent.
        arguments: Vec<Argument>,
        /// What comes back.
        returns: ReturnPlan,
        /// The type that the methods for optional parameters come with, where there are any.
        parameters: Option<TypePath>,
    },
}

/// How an operation is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallKind {
    /// By `POST`, with parameters in the body.
    Action,
    /// By `GET`, with parameters in the path.
    Function,
}

/// What the `$ref` of a navigation property refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referred {
    /// One entity.
    One,
    /// Many, each told by its key as a segment.
    ManyBySegment,
    /// Many, each told by its key in parentheses.
    ManyByParentheses,
    /// Many with a key of several parts, which are told by their ids alone.
    ManyById,
}

impl Referred {
    /// Whether it refers to many.
    #[must_use]
    pub fn is_collection(self) -> bool {
        self != Self::One
    }
}

/// An argument of a method, or what a setter takes.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Rust name.
    pub name: ArgumentName,
    /// Name on the wire.
    pub wire: String,
    /// How it is taken.
    pub ty: ArgumentType,
}

/// How an argument is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentType {
    /// `impl Into<String>`.
    IntoString,
    /// `impl Into<Vec<T>>`.
    IntoVec(ItemType),
    /// `T` by value.
    Value(ItemType),
    /// `impl Into<T>`: any of a family.
    IntoAny(ItemType),
    /// `impl IntoIterator<Item: Into<T>>`: many of a family.
    IntoManyOfAny(ItemType),
}

/// What comes back from an operation: a marker of `odata_client::returns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnPlan {
    /// `Nothing`.
    Nothing,
    /// `One<Model>`: an entity or complex value as the body itself.
    One(TypePath),
    /// `Single<T>`: a primitive, enum or untyped value in `value`.
    Single(ItemType),
    /// `Many<T>`: a collection in `value`.
    Many(ItemType),
    /// `Media`: a stream.
    Media,
}

/// The optional parameters of an operation: `pub enum Name {}`, and the methods of `Invocation<Returns, Name>`.
#[derive(Clone, Debug)]
pub struct ParametersPlan {
    /// Name, such as `UpdateRecordingStatusParameters`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What comes back.
    pub returns: ReturnPlan,
    /// What may be sent.
    pub setters: Vec<SetterPlan>,
    /// Where a composable function leads on to.
    pub then: Option<TypePath>,
    /// The steps that it is for: one for each place that the operation can be called on.
    pub(crate) edges: Vec<EdgeId>,
}

/// A method that sets an optional parameter.
#[derive(Clone, Debug)]
pub struct SetterPlan {
    /// Name.
    pub name: MethodName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What it takes.
    pub argument: Argument,
}
