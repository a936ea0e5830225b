//! What the command takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::config::{Docs, KeyStyle, OperationNames};

/// Reads an OData service description (CSDL) and writes a typed Rust crate.
#[derive(Debug, Parser)]
#[command(name = "csdlgen", version, propagate_version = true)]
pub(super) struct Arguments {
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

    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Show every warning, and how long each step took
    #[arg(short, long)]
    pub(super) verbose: bool,

    #[command(flatten)]
    pub(super) how: How,
}

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "How the crate is made")]
pub(super) struct How {
    /// The service description: a file, or an http or https address
    #[arg(long, value_name = "FILE-or-URL")]
    pub(super) metadata: Option<String>,

    /// The folder of the crate
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

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
}

impl How {
    /// Whether any option is given.
    pub(super) fn is_any(&self) -> bool {
        let Self {
            metadata,
            out,
            crate_name,
            runtime,
            key_style,
            operations,
            docs,
        } = self;
        let texts = [metadata, crate_name, runtime]
            .iter()
            .any(|option| option.is_some());
        texts || out.is_some() || key_style.is_some() || operations.is_some() || docs.is_some()
    }
}
