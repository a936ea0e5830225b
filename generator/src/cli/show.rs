//! Arguments → a tree of resources on standard output.

use clap::Args;

use super::Failure;
use super::browse;
use super::service::Service;
use crate::explore;

/// Levels of a tree that is printed, unless the user says how many.
const PRINTED: usize = 1;
/// Levels of places that are filtered on a terminal.
const BROWSED: usize = 3;

/// The arguments of `csdlgen show`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Exit codes: 0 done, 1 the path leads nowhere or a failure, 2 wrong usage.

Examples:
  csdlgen show
  csdlgen show /communications/calls --depth 2
  csdlgen show --metadata 'https://graph.microsoft.com/v1.0/$metadata' --key-style segment /me")]
pub(super) struct Show {
    /// Where the tree begins: a path, or the full name of a type [default: the root of the service]
    #[arg(default_value = "/")]
    path: String,

    /// How many levels are shown; a key is not counted
    ///
    /// [default: 1; on a terminal, where the places can be filtered, 3]
    #[arg(long, value_name = "LEVELS")]
    depth: Option<usize>,

    /// Print the tree, on a terminal too; otherwise places are filtered and chosen there, to see their Rust
    #[arg(long)]
    plain: bool,

    #[command(flatten)]
    service: Service,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Show) -> Result<(), Failure> {
    let explorer = arguments.service.explorer()?;
    if arguments.service.is_browsed(arguments.plain) {
        let tree = explorer.show(&arguments.path, arguments.depth.unwrap_or(BROWSED))?;
        let question = format!("Below {}:", tree.root.path);
        return browse::browse(&explorer, &question, &browse::places(&tree));
    }
    let tree = explorer.show(&arguments.path, arguments.depth.unwrap_or(PRINTED))?;
    arguments.service.print(&tree, explore::render_tree)
}
