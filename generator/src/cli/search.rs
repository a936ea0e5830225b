//! Arguments → what has a word in it, on standard output.

use clap::Args;

use super::Failure;
use super::browse;
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

    /// Print what is found, on a terminal too; otherwise it is filtered and chosen there, to see its Rust
    #[arg(long)]
    plain: bool,

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
    let explorer = arguments.service.explorer()?;
    let found = explorer.search(&words, &options);
    if found.total > 0 && arguments.service.is_browsed(arguments.plain) {
        let question = format!("{} found:", found.total);
        return browse::browse(&explorer, &question, &browse::hits(&found.hits));
    }
    arguments.service.print(&found, explore::render_found)?;
    if found.total == 0 {
        return Err(Failure::NothingFound(words));
    }
    Ok(())
}
