//! csdlgen: reads an OData service description (CSDL) and writes a typed Rust crate.
//!
//! - On the command line: `csdlgen generate`, see the repository's README.
//! - In a build script: [`Builder`].
//! - In a program: the stages, each of which takes a type and gives a type. The functions named here and the
//!   types that go between them are what other programs can build on; [`pipeline::run`] is all of them in a row.
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`csdl::read`] | the bytes of a description | a [`Document`](csdl::Document): every element with its place |
//! | [`references::complete`] | a document | the document with what it needs of those that it refers to |
//! | [`model::resolve`] | a document | a [`Model`](model::Model): names resolved |
//! | [`fixup::apply`] | a model and an overlay | the model corrected, and conventions of the service: [`Described`](fixup::Described) |
//! | [`ServiceGraph::new`] | a model, or one with conventions | a [`ServiceGraph`]: the model with the graph of its paths |
//! | [`select::select`] | a service | [what of it is wanted](select::Kept) |
//! | [`plan::plan`] | a service, what of it is wanted, settings | a [`Plan`](plan::Plan): every Rust decision |
//! | [`emit::emit`] | a plan | the [files](output::File) of a crate |
//! | [`output::write()`] | files | a folder in which only what changed was written |
//!
//! A stage gives its result with warnings, or all the errors that it found, each with its place and a remedy.
//!
//! ```
//! use csdlgen::config::{Crate, KeyStyle};
//! use csdlgen::select::Pattern;
//! use csdlgen::{ServiceGraph, csdl, emit, model, output, plan, select};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let metadata = br#"
//! <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
//!   <Schema Namespace="library" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//!     <EntityType Name="book">
//!       <Key><PropertyRef Name="id"/></Key>
//!       <Property Name="id" Type="Edm.String" Nullable="false"/>
//!       <Property Name="title" Type="Edm.String"/>
//!     </EntityType>
//!     <EntityContainer Name="library"><EntitySet Name="books" EntityType="library.book"/></EntityContainer>
//!   </Schema>
//! </edmx:DataServices></edmx:Edmx>"#;
//!
//! let mut options = Crate::new("library")?;
//! options.key_style = KeyStyle::Segment;
//! options.selection.include = vec![Pattern::parse("/books/*#GET")?];
//!
//! let document = csdl::read("library.csdl", metadata)?.document;
//! let model = model::resolve(&document)?.model;
//! let service = ServiceGraph::new(model, options.any_limit);
//! let kept = select::select(&service, &options.selection)?;
//! let plan = plan::plan(&service, &kept, &options.plan_settings(), "library.csdl")?.plan;
//! let files = emit::emit(&plan)?;
//!
//! let folder = tempfile::tempdir()?;
//! let written = output::write(folder.path(), &files)?;
//! assert_eq!(written.written, files.len());
//! let book = std::fs::read_to_string(folder.path().join("src/models/book.rs"))?;
//! assert!(book.contains("pub struct Book"));
//! # Ok(())
//! # }
//! ```

mod api;
mod bounded;
pub mod builder;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
#[cfg(feature = "cli")]
pub mod diff;
pub mod emit;
#[cfg(feature = "cli")]
pub mod explore;
#[cfg(feature = "cli")]
pub mod fetch;
mod file;
mod json;
mod limits;
mod odata;
pub mod openapi;
pub mod outline;
pub mod output;
pub mod pipeline;
mod place;
pub mod plan;
#[cfg(feature = "cli")]
pub mod reduce;
pub mod select;
pub mod snippet;
#[cfg(feature = "cli")]
mod starter;
mod text;
#[cfg(feature = "cli")]
pub mod update;

pub use builder::{BuildError, Builder};
pub use odata::lower::ServiceGraph;
pub use odata::{csdl, fixup, model, references};

/// The version of this generator; also of the runtime that generated crates ask for by default.
pub const GENERATOR_VERSION: &str = env!("CARGO_PKG_VERSION");
