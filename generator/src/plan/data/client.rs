//! The client: how it is made, what it presets, and the methods at the root of all paths.

use crate::plan::example::{ExamplePlan, SignInPlan};
use crate::plan::methods::constructors::Constructors;
use crate::plan::names::{MethodName, TypeName};

use super::{Docs, MethodPlan, ParametersPlan};

/// The client: a struct around `odata_client::Client` in `src/client.rs`.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Name, such as `GraphClient`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// Root of the service, such as `https://graph.microsoft.com/v1.0`; `None`: the user gives it.
    pub base_url: Option<String>,
    /// Scopes for which tokens are asked.
    pub scopes: Vec<String>,
    /// The enumeration of the places where the service is; `None` if there is just one.
    pub clouds: Option<CloudsPlan>,
    /// What its builders preset of how to speak to the service.
    pub settings: Vec<SettingPlan>,
    /// How it is made.
    pub constructors: Constructors,
    /// The first lines of a program that uses it.
    pub example: ExamplePlan,
    /// Where a user begins.
    pub start: Option<StartPlan>,
    /// How a program signs in, where the issuer of tokens is known.
    pub(crate) sign_in: Option<SignInPlan>,
    /// Entity sets, singletons and imports.
    pub methods: Vec<MethodPlan>,
    /// Builders of imported operations that have setters.
    pub operations: Vec<ParametersPlan>,
}

/// The first request of a client.
#[derive(Clone, Debug)]
pub struct StartPlan {
    /// What leads to the resource, as Rust: `client.me().messages()`.
    pub call: String,
    /// The resource's path below the root.
    pub path: String,
    /// The method that reads it, where it can be read.
    pub read: Option<MethodName>,
}

/// A call of the runtime's `ClientBuilder`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingPlan {
    /// The method that is called.
    pub method: &'static str,
    /// Its argument.
    pub value: SettingValue,
}

/// The argument of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// `true` or `false`.
    Flag(bool),
    /// A variant of an enumeration in the runtime's module `settings`.
    Variant {
        /// The enumeration.
        of: &'static str,
        /// The variant.
        name: &'static str,
    },
}

/// The enumeration of the places where a service is, in `src/client.rs`.
#[derive(Clone, Debug)]
pub struct CloudsPlan {
    /// Name, such as `Cloud`.
    pub name: TypeName,
    /// One variant per place.
    pub clouds: Vec<CloudPlan>,
}

/// One place where a service is.
#[derive(Clone, Debug)]
pub struct CloudPlan {
    /// Name of the variant.
    pub variant: TypeName,
    /// Root of the service there.
    pub base_url: String,
    /// Scopes for which tokens are asked there.
    pub scopes: Vec<String>,
}
