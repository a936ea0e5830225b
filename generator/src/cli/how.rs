//! Options about one crate, which several subcommands have.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::package::{Connection, Package};
use crate::config::{Docs, KeyStyle, OperationNames, Reduction, ServiceSettings, Treatment};
use crate::csdl::{BadLimit, Limit};
use crate::model::TypeVersions;
use crate::select::{Features, UnselectedNavigation};
use crate::text::check::{self, Invalid};

/// What of the service is generated.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "What of the service is generated")]
pub(super) struct What {
    /// Only these paths and what they need, such as '/users/*/messages/**' or '/me#GET'; can be given several
    /// times
    ///
    /// `*` is a name or a key, `**` any number of them; an operation is the last segment of its path. Given
    /// here, patterns take the place of all those in the file.
    #[arg(long, value_name = "PATTERN")]
    pub(super) include: Vec<String>,

    /// But not these paths; can be given several times
    #[arg(long, value_name = "PATTERN")]
    pub(super) exclude: Vec<String>,

    /// What becomes of navigation properties to types that are left out [default: untyped]
    #[arg(long, value_name = "HOW")]
    pub(super) unselected_navigation: Option<UnselectedNavigation>,

    /// A cargo feature for each of the segments that paths begin with
    #[arg(long, conflicts_with = "features")]
    pub(super) features_by_segment: bool,

    /// A cargo feature with what it needs, such as 'mail=/users/*/messages/**'; can be given several times
    ///
    /// Several patterns may be given for one name; `always` is what is there without any feature. Given here, they
    /// take the place of all those in the file.
    #[arg(long = "feature", value_name = "NAME=PATTERN", value_parser = feature)]
    pub(super) features: Vec<(String, String)>,
}

fn feature(text: &str) -> Result<(String, String), String> {
    let name = |name: &str| match name {
        Features::ALWAYS => Ok(()),
        name => check::feature_name(name),
    };
    pair(text, name, |_| Ok(()))
}

/// Where the documents are that the service description refers to.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Referenced {
    /// The folder of the documents that the service description refers to; those that it needs are read
    #[arg(long, value_name = "DIR")]
    pub(super) references: Option<PathBuf>,

    /// Which file of that folder has the document of an address; can be given several times
    #[arg(long = "reference-file", value_name = "URI=FILE", value_parser = reference_file)]
    pub(super) reference_files: Vec<(String, String)>,

    /// Fetch referenced documents that are needed and not in the folder, from their http or https addresses
    #[arg(long)]
    pub(super) fetch_references: bool,
}

/// How much the service description may have of everything.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Limited {
    /// Take service descriptions that have more of something than usual, such as depth=200; can be given several
    /// times
    ///
    /// The limits are document (bytes), depth, elements, attributes (of an element), value (bytes), name
    /// (characters), types, operations, members (of a type), bases (above each other), fields and methods (of all
    /// types).
    #[arg(long = "max", value_name = "NAME=NUMBER", value_parser = limit)]
    pub(super) max: Vec<(Limit, usize)>,
}

fn limit(text: &str) -> Result<(Limit, usize), BadLimit> {
    let (name, number) = text
        .split_once('=')
        .ok_or_else(|| BadLimit::Form(text.to_owned()))?;
    let limit: Limit = name.parse()?;
    let number = number.parse().map_err(|_| BadLimit::Number(limit))?;
    Ok((limit, number))
}

fn reference_file(text: &str) -> Result<(String, String), String> {
    // An address may have `=` in its query, the name of a file hardly.
    let (address, file) = text.rsplit_once('=').ok_or_else(|| no_pair(text))?;
    Ok((address.to_owned(), file.to_owned()))
}

/// What types become, and what is called otherwise than by the conventions of Rust.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The Rust name of something of the service description, such as `demo.order/VATCode=tax_code`; can be given several
    /// times
    ///
    /// OLD is the full name of a type or operation, or, behind a slash, a property of a type, a member of an
    /// enumeration, or a child of the entity container. A property's field and method both have the name.
    #[arg(long = "rename", value_name = "OLD=NEW", value_parser = rename)]
    pub(super) rename: Vec<(String, String)>,

    /// The Rust module of a namespace, such as demo.sales=models; can be given several times
    #[arg(long = "module", value_name = "NAMESPACE=MODULE", value_parser = module)]
    pub(super) modules: Vec<(String, String)>,

    /// Whether values declared as a type are read into an enum over it and all that derives from it, such as
    /// demo.person or demo.person=false; can be given several times
    #[arg(long = "polymorphic", value_name = "TYPE[=BOOL]", value_parser = polymorphic)]
    pub(super) polymorphic: Vec<(String, bool)>,

    /// No enum over the types derived from a type where there are more than these [default: 200]
    #[arg(long, value_name = "NUMBER")]
    pub(super) any_limit: Option<usize>,

    /// What becomes of types that the description has once for each of its versions [default: newest]
    #[arg(long, value_name = "HOW")]
    pub(super) type_versions: Option<TypeVersions>,
}

fn rename(text: &str) -> Result<(String, String), String> {
    pair(text, check::renamed, check::name)
}

fn module(text: &str) -> Result<(String, String), String> {
    pair(text, check::namespace, check::module_name)
}

fn polymorphic(text: &str) -> Result<(String, bool), String> {
    let (name, is) = match text.split_once('=') {
        None | Some((_, "true")) => (text.trim_end_matches("=true"), true),
        Some((name, "false")) => (name, false),
        Some(_) => {
            let message = format!("invalid value {text:?}");
            return Err(told(Invalid::new(
                message,
                "write TYPE, TYPE=true or TYPE=false",
            )));
        }
    };
    check::namespace(name).map_err(told)?;
    Ok((name.to_owned(), is))
}

/// What `--reduce` names of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Reduced {
    Annotations,
    Descriptions,
}

impl Reduced {
    /// All that is given, as one setting.
    pub(super) fn together(given: &[(Self, Treatment)]) -> Reduction {
        let mut reduction = Reduction::default();
        for (what, how) in given {
            match what {
                Self::Annotations => reduction.annotations = *how,
                Self::Descriptions => reduction.descriptions = *how,
            }
        }
        reduction
    }
}

fn reduced(text: &str) -> Result<(Reduced, Treatment), String> {
    let (what, how) = text.split_once('=').ok_or_else(|| no_pair(text))?;
    Ok((
        Reduced::from_str(what, false)?,
        Treatment::from_str(how, false)?,
    ))
}

/// A value that a check accepts.
pub(super) fn checked<C>(
    check: C,
) -> impl Fn(&str) -> Result<String, String> + Clone + Send + Sync + 'static
where
    C: Fn(&str) -> Result<(), Invalid> + Clone + Send + Sync + 'static,
{
    move |text| {
        check(text).map_err(told)?;
        Ok(text.to_owned())
    }
}

/// `NAME=VALUE`, each accepted by a check.
pub(super) fn pair(
    text: &str,
    name: impl Fn(&str) -> Result<(), Invalid>,
    value: impl Fn(&str) -> Result<(), Invalid>,
) -> Result<(String, String), String> {
    let (before, after) = text.split_once('=').ok_or_else(|| no_pair(text))?;
    name(before).map_err(told)?;
    value(after).map_err(told)?;
    Ok((before.to_owned(), after.to_owned()))
}

fn no_pair(text: &str) -> String {
    told(Invalid::new(
        format!("{text:?} has no `=`"),
        "write NAME=VALUE",
    ))
}

/// Why a value is refused, and what would be accepted.
pub(super) fn told(invalid: Invalid) -> String {
    let Invalid { message, remedy } = invalid;
    format!("{message}\n  help: {remedy}")
}

#[derive(Args, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "How the crate is made")]
pub(super) struct How {
    /// The service description: a file, or an http or https address
    #[arg(long, value_name = "FILE-or-URL")]
    pub(super) metadata: Option<String>,

    /// The address that `csdlgen update` asks for a newer service description
    #[arg(long, value_name = "URL", value_parser = checked(source))]
    pub(super) source: Option<String>,

    /// Corrections of the service description, and what it has no words for: a file in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Option<PathBuf>,

    /// The service description is a part of what the overlay is for: pass over entries for what it lacks
    #[arg(long, requires = "overlay")]
    pub(super) partial: bool,

    /// A document in CSDL whose descriptions come before those of the service description
    #[arg(long, value_name = "FILE")]
    pub(super) described_by: Option<PathBuf>,

    /// What `csdlgen update` keeps of the newer service description, as `descriptions=drop`; can be given several times
    ///
    /// `annotations` or `descriptions`, and `keep` or `drop`. Given here, what is not named is kept.
    #[arg(long, value_name = "WHAT=HOW", value_parser = reduced)]
    pub(super) reduce: Vec<(Reduced, Treatment)>,

    /// The folder of the crate
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

    /// A file for the outline of the crate, as `csdlgen outline` prints it
    #[arg(long, value_name = "FILE")]
    pub(super) outline: Option<PathBuf>,

    /// The name of the crate [default: the name of its folder]
    #[arg(long, value_name = "NAME")]
    pub(super) crate_name: Option<String>,

    /// The runtime crate: a folder (relative to the current one), or a version requirement
    #[arg(long, value_name = "PATH-or-VERSION")]
    pub(super) runtime: Option<String>,

    /// How a key is written into a path [default: parentheses]
    #[arg(long, value_name = "STYLE")]
    pub(super) key_style: Option<KeyStyle>,

    /// How bound operations are named in a path [default: qualified]
    #[arg(long, value_name = "NAMES")]
    pub(super) operations: Option<OperationNames>,

    /// How much documentation is written into the crate [default: full]
    #[arg(long, value_name = "HOW-MUCH")]
    pub(super) docs: Option<Docs>,

    #[command(flatten)]
    pub(super) named: Named,

    #[command(flatten)]
    pub(super) referenced: Referenced,

    #[command(flatten)]
    pub(super) limited: Limited,

    #[command(flatten)]
    pub(super) client: Connection,

    #[command(flatten)]
    pub(super) service: ServiceSettings,

    #[command(flatten)]
    pub(super) package: Package,

    #[command(flatten)]
    pub(super) what: What,
}

fn source(text: &str) -> Result<(), Invalid> {
    check::url(text, "the source")
}
