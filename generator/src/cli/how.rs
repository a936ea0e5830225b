//! Options about one crate, which several subcommands have.

use std::path::PathBuf;

use clap::Args;

use crate::config::{Docs, KeyStyle, OperationNames, ServiceSettings};
use crate::csdl::{BadLimit, Limit};
use crate::select::UnselectedNavigation;
use crate::text::check;

/// What of the service is generated.
#[derive(Args, Clone, Debug, Default)]
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
}

impl What {
    /// Whether any option is given.
    pub(super) fn is_any(&self) -> bool {
        let patterns = !self.include.is_empty() || !self.exclude.is_empty();
        patterns || self.unselected_navigation.is_some()
    }
}

/// Where the documents are that the service description refers to.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Referenced {
    /// The folder of the documents that the service description refers to; those that it needs are read
    #[arg(long, value_name = "DIR")]
    pub(super) references: Option<PathBuf>,

    /// Fetch referenced documents that are needed and not in the folder, from their http or https addresses
    #[arg(long)]
    pub(super) fetch_references: bool,
}

/// How much the service description may have of everything.
#[derive(Args, Clone, Debug, Default)]
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

/// What is called otherwise than by the conventions of Rust.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Renamed {
    /// The Rust name of something of the service description, such as `demo.order/VATCode=tax_code`; can be given several
    /// times
    ///
    /// OLD is the full name of a type or operation, or, behind a slash, a property of a type, a member of an
    /// enumeration, or a child of the entity container. A property's field and method both have the name.
    #[arg(long = "rename", value_name = "OLD=NEW", value_parser = rename)]
    pub(super) rename: Vec<(String, String)>,
}

fn rename(text: &str) -> Result<(String, String), String> {
    let (old, new) = text
        .split_once('=')
        .ok_or("use OLD=NEW, as in demo.order/VATCode=tax_code")?;
    let checked = check::renamed(old).and_then(|()| check::name(new));
    checked.map_err(|invalid| invalid.to_string())?;
    Ok((old.to_owned(), new.to_owned()))
}

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "How the crate is made")]
pub(super) struct How {
    /// The service description: a file, or an http or https address
    #[arg(long, value_name = "FILE-or-URL")]
    pub(super) metadata: Option<String>,

    /// Corrections of the service description, and what it has no words for: a file in TOML
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Option<PathBuf>,

    /// The service description is a part of what the overlay is for: pass over entries for what it lacks
    #[arg(long, requires = "overlay")]
    pub(super) partial: bool,

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
    pub(super) renamed: Renamed,

    #[command(flatten)]
    pub(super) referenced: Referenced,

    #[command(flatten)]
    pub(super) limited: Limited,

    #[command(flatten)]
    pub(super) service: ServiceSettings,

    #[command(flatten)]
    pub(super) what: What,
}

impl How {
    /// Whether any option is given.
    pub(super) fn is_any(&self) -> bool {
        let Self {
            metadata,
            overlay,
            partial,
            out,
            outline,
            crate_name,
            runtime,
            key_style,
            operations,
            docs,
            service,
            renamed,
            referenced,
            limited,
            what,
        } = self;
        let referenced = referenced.references.is_some() || referenced.fetch_references;
        let texts = [metadata, crate_name, runtime]
            .iter()
            .any(|option| option.is_some());
        let texts = texts || what.is_any() || referenced || !limited.max.is_empty();
        let texts = texts || !renamed.rename.is_empty();
        let texts = texts || *service != ServiceSettings::default();
        let paths = [overlay, out, outline].iter().any(|path| path.is_some()) || *partial;
        texts || paths || key_style.is_some() || operations.is_some() || docs.is_some()
    }
}
