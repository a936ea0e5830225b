//! Arguments → what something is in Rust, on standard output.

use clap::Args;

use super::Failure;
use super::service::Service;
use crate::explore;

/// The arguments of `csdlgen explain`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Exit codes: 0 done, 1 nothing has that name or a failure, 2 wrong usage.

Examples:
  csdlgen explain /communications/calls/57dab8b1/updateRecordingStatus
  csdlgen explain microsoft.graph.call
  csdlgen explain call/state
  csdlgen explain updateRecordingStatus --format json")]
pub(super) struct Explain {
    /// A path, a type, `type/property`, or an operation
    #[arg(value_name = "PATH")]
    what: String,

    #[command(flatten)]
    service: Service,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Explain) -> Result<(), Failure> {
    let explanations = arguments.service.explorer()?.explain(&arguments.what)?;
    arguments
        .service
        .print(&explanations, |all| explore::render_explanations(all))
}
