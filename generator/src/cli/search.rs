//! Arguments → what has a word in it, on standard output.

use clap::Args;

use super::Failure;
use super::service::Service;
use crate::explore::{self, Kind, Options};

/// The arguments of `csdlgen search`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Exit codes: 0 done, 1 nothing found or a failure, 2 wrong usage.

Examples:
  csdlgen search recording
  csdlgen search 'recording status' --kind operation --format json")]
pub(super) struct Search {
    /// What is looked for; of several words, all must be there
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,

    /// At most this many
    #[arg(long, value_name = "COUNT", default_value = "20")]
    limit: usize,

    /// Only these; can be given several times
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<Kind>,

    #[command(flatten)]
    service: Service,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Search) -> Result<(), Failure> {
    let words = arguments.words.join(" ");
    let options = Options {
        limit: arguments.limit,
        kinds: arguments.kinds.clone(),
    };
    let found = arguments.service.explorer()?.search(&words, &options);
    arguments.service.print(&found, explore::render_found)?;
    if found.total == 0 {
        return Err(Failure::NothingFound(words));
    }
    Ok(())
}
