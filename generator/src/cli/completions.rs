//! The arguments that there are → scripts for shells, and man pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Failure;
use super::args::Arguments;
use super::report;

/// The arguments of `csdlgen completions`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  csdlgen completions bash > ~/.local/share/bash-completion/completions/csdlgen
  csdlgen completions zsh > ~/.zfunc/_csdlgen
  csdlgen completions fish > ~/.config/fish/completions/csdlgen.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// The arguments of `csdlgen man`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  csdlgen man | man -l -
  csdlgen man --out ~/.local/share/man/man1")]
pub(super) struct Man {
    /// Write a page for csdlgen and one for each of its commands into this folder [default: one page is printed]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints a script.
#[expect(clippy::unnecessary_wraps, reason = "as all commands")]
pub(super) fn run(arguments: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "csdlgen",
        &mut script,
    );
    report::result(&String::from_utf8_lossy(&script));
    Ok(())
}

/// Prints a page, or writes all of them.
pub(super) fn man(arguments: &Man) -> Result<(), Failure> {
    let Some(folder) = &arguments.out else {
        let mut page = Vec::new();
        let written = clap_mangen::Man::new(Arguments::command()).render(&mut page);
        written.map_err(|source| Failure::Page {
            path: PathBuf::from("the page"),
            source,
        })?;
        report::result(&String::from_utf8_lossy(&page));
        return Ok(());
    };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Arguments::command(), folder));
    written.map_err(|source| Failure::Page {
        path: folder.clone(),
        source,
    })
}
