//! Arguments → a tree of resources on standard output.

use clap::Args;

use super::Failure;
use super::service::Service;
use crate::explore;

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
    #[arg(long, value_name = "LEVELS", default_value = "1")]
    depth: usize,

    #[command(flatten)]
    service: Service,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Show) -> Result<(), Failure> {
    let explorer = arguments.service.explorer()?;
    let tree = explorer.show(&arguments.path, arguments.depth)?;
    arguments.service.print(&tree, explore::render_tree)
}
