//! What the command takes: its subcommands, and the options that several of them have. Each subcommand has its own
//! arguments in its own file.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(super) use super::how::{How, Limited, Named, Referenced, What};

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
    /// Make a package with a client of a service and a program that sends a first request.
    ///
    /// On a terminal, what the options do not say is asked for: the service, what of it is needed, the folder. The package
    /// has a csdlgen.toml, the service description reduced to what was chosen, the client, and src/main.rs. Nothing that is
    /// there is overwritten.
    New(super::new::Arguments),
    /// Write crates from service descriptions.
    ///
    /// Without --metadata, every crate in csdlgen.toml is written, or those named with --crate. With
    /// --metadata and --out, one crate is written and no csdlgen.toml is needed; together with --config or
    /// --crate, these and the options under "How the crate is made" take the place of what the file says
    /// about one crate.
    ///
    /// Only files whose contents change are written, all of them or none. Files that csdlgen wrote earlier
    /// and that the crate no longer has are removed; files that it did not write are never touched.
    Generate(Box<Generate>),
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
    /// Explain a path, a type, a property or an operation: what it is in Rust, what is sent, the permissions that it needs.
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
    /// Compare two versions of a service description, by its effect on users of the generated crate.
    ///
    /// Every change is classed: breaking (code that compiled may no longer), additive, or docs; and names the Rust
    /// items that it touches.
    Diff(super::diff::Arguments),
    /// Fetch newer metadata, show what changes, and generate crates anew.
    ///
    /// Every crate of csdlgen.toml that has a `source` is updated, or those named with --crate. What changes is
    /// written to the crate's CHANGELOG.md too, above what is there. Metadata, crate and changelog are all written
    /// or none of them; without network, or where the answer is not metadata, everything stays as it is.
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
