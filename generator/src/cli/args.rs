//! What the command takes: its subcommands, and the options that several of them have. Each subcommand has its own
//! arguments in its own file.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::config::{Docs, KeyStyle, OperationNames, ServiceSettings};
use crate::csdl::{BadLimit, Limit};
use crate::select::UnselectedNavigation;
use crate::text::check;

/// Reads an OData service description (CSDL) and writes a typed Rust crate.
#[derive(Debug, Parser)]
#[command(name = "csdlgen", version, propagate_version = true)]
pub(super) struct Arguments {
    /// Whether text is coloured; auto: on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: clap::ColorChoice,

    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write crates from service descriptions.
    ///
    /// Without --metadata, every crate in csdlgen.toml is written, or those named with --crate. With
    /// --metadata and --out, one crate is written and no csdlgen.toml is needed; together with --config or
    /// --crate, these and the options under "How the crate is made" take the place of what the file says
    /// about one crate.
    ///
    /// Only files whose contents change are written, all of them or none. Files that csdlgen wrote earlier
    /// and that the crate no longer has are removed; files that it did not write are never touched.
    Generate(Generate),
    /// Print the Rust that sends an HTTP request through the generated crate.
    ///
    /// The request is given as METHOD and URL with --header and --body, or as the text of an HTTP request in
    /// --file or on standard input. Where the metadata does not know the path, the message says which segment
    /// failed and what is possible there.
    Snippet(super::snippet::Arguments),
    /// Show the tree of resources, with what can be sent to each and the operations on it.
    ///
    /// The tree begins at the root of the service, at a path, or at the resource of a type given by its full name.
    /// A key in a path can be any text. What has been unfolded above is not unfolded again.
    Show(super::show::Show),
    /// Find types, properties, operations and resources by words of their names and descriptions.
    ///
    /// The best come first: the name itself, its beginning, words of it, words of the description. Each comes with
    /// the shortest path to it and the Rust expression that reaches it.
    Search(super::search::Search),
    /// Explain a path, a type, a property or an operation: what it is in Rust, what is sent, who may call it.
    Explain(super::explain::Explain),
    /// Print the public surface of a generated crate, to be committed and reviewed as a difference.
    ///
    /// There is a line for each public module and type, by its shortest path, and below it one for each field, variant,
    /// constant, method and trait, sorted. Documentation and bodies are left out. What the crate has more is a line
    /// more, and a changed signature is a changed line. It is read from the files of the crate, which must be there.
    Outline(super::outline::Arguments),
    /// Reduce a service description to what a selection needs of it, to be committed in its place.
    ///
    /// The result is one document in CSDL XML, with what it needs of the documents that the description refers to.
    /// With the same settings, generating from it gives the same crate as from the whole; that is tried before it is
    /// written. An overlay for the whole needs --partial, or `partial = true`, with the result.
    Reduce(super::reduce::Arguments),
    /// Print a script with which a shell completes the arguments of this command.
    Completions(super::completions::Completions),
    /// Print the man page, or write one for each command into a folder.
    Man(super::completions::Man),
    /// Compare two versions of a service description, as the users of the generated crate feel it.
    ///
    /// Every change is classed: breaking (code that compiled may no longer), additive, or docs; and names the Rust
    /// items that it touches.
    Diff(super::diff::Arguments),
    /// Fetch newer metadata, show what changes, and generate crates anew.
    ///
    /// Every crate of csdlgen.toml that has a `source` is updated, or those named with --crate. What changes is
    /// written to the crate's CHANGELOG.md too, above what is there. Metadata, crate and changelog are all written
    /// or none of them; without network, or where the answer is no metadata, everything stays as it is.
    Update(super::update::Arguments),
}

/// The arguments of `csdlgen generate`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Exit codes: 0 done, 1 difference or failure, 2 wrong usage.

Examples:
  csdlgen generate
  csdlgen generate --check
  csdlgen generate --metadata 'https://graph.microsoft.com/v1.0/$metadata' --out graph \\
      --crate-name graph --key-style segment --operations unqualified")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct Generate {
    /// The file that says what to generate [default: csdlgen.toml]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Only this crate of the file, by the name of its table; can be given several times
    #[arg(long = "crate", value_name = "NAME")]
    pub(super) crates: Vec<String>,

    /// Write nothing; list the files that differ and end with 1 if there are any
    #[arg(long)]
    pub(super) check: bool,

    /// Do nothing for crates of which csdlgen.lock proves that nothing would change: same metadata, settings and
    /// version of csdlgen, all files as they were written. Released versions do so without being told; so does one
    /// in development for crates that this very program wrote
    #[arg(long, conflicts_with = "check")]
    pub(super) trust_lock: bool,

    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Show every warning, and how long each step took
    #[arg(short, long)]
    pub(super) verbose: bool,

    #[command(flatten)]
    pub(super) how: How,
}

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
    /// The Rust name of something of the service description, such as demo.order/VATCode=tax_code; can be given several
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
