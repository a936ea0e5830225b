//! A generated crate: its package, modules and files.

use std::sync::Arc;

use crate::api::{Api, Areas, TypeId};
use crate::plan::names::{ModuleName, TypeName};
use crate::plan::package::FeaturePlan;
use crate::plan::settings::Runtime;

use super::{
    AliasPlan, AnyPlan, BuilderPlan, ClientPlan, EnumPlan, HttpPlan, ParametersPlan, StructPlan,
    UnionPlan,
};

/// A whole generated crate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What stands in `Cargo.toml` and the headers.
    pub package: Package,
    /// The client: the root of all paths. `None` where the input has no entity container.
    pub client: Option<ClientPlan>,
    /// The client and the requests of a service that is described in the terms of HTTP.
    pub http: Option<Box<HttpPlan>>,
    /// One public module per namespace that has types, sorted by module name.
    pub namespaces: Vec<NamespacePlan>,
    /// What of it is behind cargo features.
    pub areas: Areas,
    /// The service: what the ids in the plan are of.
    pub(crate) api: Arc<Api>,
}

/// The generated package.
#[derive(Clone, Debug)]
pub struct Package {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// `edition`.
    pub edition: &'static str,
    /// `rust-version`.
    pub rust_version: &'static str,
    /// `description` of the package.
    pub description: String,
    /// `license`, where configured.
    pub license: Option<String>,
    /// The text of the licence, where configured.
    pub license_text: Option<String>,
    /// `license-file`: where the text is, if the licence has no name. Cargo takes one of the two.
    pub license_file: Option<&'static str>,
    /// `repository`, where configured.
    pub repository: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `categories`.
    pub categories: Vec<String>,
    /// Cargo features.
    pub features: Vec<FeaturePlan>,
    /// What the features for parts of the service bring; empty where there are none.
    pub areas: Vec<AreaPlan>,
    /// Where the runtime crate comes from.
    pub runtime: Runtime,
    /// The crate of the runtime, as code calls it.
    pub runtime_crate: &'static str,
    /// The metadata as it stands in headers: a file name or a URL.
    pub source: String,
    /// Documentation of the crate root.
    pub docs: Docs,
    /// `#![recursion_limit]` of the crate, where the compiler's own may not do.
    pub recursion_limit: Option<usize>,
}

/// What a feature for a part of the service brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaPlan {
    /// Its name; `None` for what is there without any.
    pub name: Option<String>,
    /// The patterns that select it.
    pub patterns: Vec<String>,
    /// The types that are compiled with it alone.
    pub types: usize,
    /// The fields, constants, variants and methods that are compiled with it alone, in hundredths of all, rounded up.
    pub share: usize,
}

/// Documentation: Markdown lines, already escaped, without the comment marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

impl Docs {
    /// Adds others, as a paragraph of their own.
    pub(crate) fn extend(&mut self, others: Self) {
        if !self.0.is_empty() && !others.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(others.0);
    }
}

/// `#[deprecated]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// For `note`, plain text. There is no `since`: it wants a version of the generated crate.
    pub note: String,
}

/// One namespace: `src/<module>/mod.rs` and a file per type.
#[derive(Clone, Debug)]
pub struct NamespacePlan {
    /// Module name.
    pub module: ModuleName,
    /// The namespace, such as `microsoft.graph`.
    pub namespace: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// Files, sorted by module name.
    pub files: Vec<FilePlan>,
}

/// One type's file: its item, its request builders, the builders of its operations.
///
/// The module of the namespace gives on the item, and `requests` the request builders and types of optional parameters; the
/// file itself is private.
#[derive(Clone, Debug)]
pub struct FilePlan {
    /// File stem and module name.
    pub module: ModuleName,
    /// The type.
    pub(crate) ty: TypeId,
    /// Full name of the type.
    pub wire: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// The type is deprecated, so that its own file mentions deprecated names throughout.
    pub deprecated: bool,
    /// Names for `use super::{…}`, sorted.
    pub imports: Vec<TypeName>,
    /// Request builders for `use crate::requests::{…}`, sorted.
    pub request_imports: Vec<TypeName>,
    /// The module from which users reach the request builders of the namespace.
    pub requests: Vec<ModuleName>,
    /// The type.
    pub item: Item,
    /// The enum over the type and all that derives from it, as a member of values tells them apart.
    pub family: Option<UnionPlan>,
    /// The enum over the type and all that derives from it, where there is one.
    pub any: Option<AnyPlan>,
    /// Request builders of the type: single, collection.
    pub builders: Vec<BuilderPlan>,
    /// The optional parameters of operations.
    pub operations: Vec<ParametersPlan>,
}

#[cfg(feature = "cli")]
impl FilePlan {
    /// The enum that values declared as the type are read into.
    pub(crate) fn polymorphic(&self) -> Option<&AnyPlan> {
        let any = self.any.as_ref();
        any.filter(|any| any.reading == super::Reading::Always)
    }
}

/// What a type becomes.
#[derive(Clone, Debug)]
pub enum Item {
    /// A struct.
    Structured(StructPlan),
    /// An enum.
    Enum(EnumPlan),
    /// An enum over several shapes.
    Union(UnionPlan),
    /// A type alias.
    Alias(AliasPlan),
    /// Nothing: no request that is selected sends or reads a value of the type, though paths lead through it.
    Resource,
}
