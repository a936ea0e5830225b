//! Options about the client and the package of one crate: what is set in `csdlgen.toml` under the same names.

use std::path::PathBuf;

use clap::Args;

use super::how::{checked, pair, told};
use crate::config::Issuer;
use crate::text::check::{self, Invalid};

/// Where the client finds the service.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "The client")]
pub(super) struct Connection {
    /// The name of the client type [default: made from the entity container's, or the document's title]
    #[arg(long, value_name = "TYPE", value_parser = checked(check::type_name))]
    pub(super) client: Option<String>,

    /// Where the service is unless a client says otherwise [default: the metadata's address without $metadata]
    #[arg(long, value_name = "URL", value_parser = checked(check::base_url))]
    pub(super) base_url: Option<String>,

    /// Who issues the service's tokens: microsoft, or the address of an issuer; the first program in the documentation
    /// of the crate signs in there
    #[arg(long, value_name = "ISSUER", value_parser = issuer)]
    pub(super) issuer: Option<Issuer>,

    /// The path of the resource that this program reads, such as /me [default: the nearest that can be read]
    #[arg(long, value_name = "PATH", value_parser = checked(check::resource))]
    pub(super) start: Option<String>,

    /// A scope that a token is asked for unless a client says otherwise; can be given several times
    #[arg(long = "scope", value_name = "SCOPE", value_parser = checked(check::scope))]
    pub(super) scopes: Vec<String>,

    /// A place where the service is offered as well, such as China=https://graph.example.cn/v1.0; can be given several
    /// times
    #[arg(long = "cloud", value_name = "NAME=URL", value_parser = cloud)]
    pub(super) clouds: Vec<(String, String)>,

    /// A scope that a token is asked for at such a place; can be given several times
    #[arg(long = "cloud-scope", value_name = "NAME=SCOPE", value_parser = cloud_scope)]
    pub(super) cloud_scopes: Vec<(String, String)>,
}

/// An issuer, or why it is invalid.
pub(super) fn issuer(text: &str) -> Result<Issuer, String> {
    Issuer::parse(text).map_err(told)
}

fn cloud(text: &str) -> Result<(String, String), String> {
    pair(text, check::type_name, check::base_url)
}

fn cloud_scope(text: &str) -> Result<(String, String), String> {
    pair(text, check::type_name, check::scope)
}

/// What stands in the `Cargo.toml` of the crate, and its documentation.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "The package, for those who publish it")]
pub(super) struct Package {
    /// The version of the crate [default: 0.1.0]
    #[arg(long, value_name = "VERSION", value_parser = checked(check::version))]
    pub(super) crate_version: Option<String>,

    /// What the crate is, in a line
    #[arg(long, value_name = "TEXT", value_parser = checked(description))]
    pub(super) description: Option<String>,

    /// The licence, as an SPDX expression
    #[arg(long, value_name = "SPDX", value_parser = checked(license))]
    pub(super) license: Option<String>,

    /// A file with the text of the licence, which is copied into the crate
    #[arg(long, value_name = "FILE")]
    pub(super) license_file: Option<PathBuf>,

    /// The address of the crate's repository
    #[arg(long, value_name = "URL", value_parser = checked(repository))]
    pub(super) repository: Option<String>,

    /// A keyword; can be given several times
    #[arg(long = "keyword", value_name = "WORD", value_parser = checked(check::keyword))]
    pub(super) keywords: Vec<String>,

    /// A category of crates.io; can be given several times
    #[arg(long = "category", value_name = "SLUG", value_parser = checked(check::keyword))]
    pub(super) categories: Vec<String>,

    /// The link to a type in the service's reference, with {type} for its name
    #[arg(long, value_name = "URL", value_parser = checked(type_link))]
    pub(super) type_link: Option<String>,

    /// The link to an operation in the service's reference, with {type} and {operation}
    #[arg(long, value_name = "URL", value_parser = checked(operation_link))]
    pub(super) operation_link: Option<String>,
}

fn description(text: &str) -> Result<(), Invalid> {
    check::line(text, "the description")
}

fn license(text: &str) -> Result<(), Invalid> {
    check::line(text, "the licence")
}

fn repository(text: &str) -> Result<(), Invalid> {
    check::url(text, "the repository")
}

fn type_link(text: &str) -> Result<(), Invalid> {
    check::template(text, &["{type}"])
}

fn operation_link(text: &str) -> Result<(), Invalid> {
    check::template(text, &["{type}", "{operation}"])
}
