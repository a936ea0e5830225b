//! Keeps up with changes of users: `sync_users FILE`. The file keeps the link to ask for what has changed since the last
//! run; without it, all users come.

use std::path::Path;

use graph_examples::graph::GraphClient;
use graph_examples::{Outcome, argument, client};
use odata_client::{Change, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = GraphClient::from(client()?);
    let file = argument(1, "the file that keeps the link")?;
    let file = Path::new(&file);
    let saved = std::fs::read_to_string(file).ok();

    match sync(&graph, saved.as_deref(), file).await {
        // The service does not know the link any more: begin anew.
        Err(error) if matches!(error.downcast_ref(), Some(Error::Resync(_))) => {
            println!("all users again");
            sync(&graph, None, file).await
        }
        outcome => outcome,
    }
}

async fn sync(graph: &GraphClient, saved: Option<&str>, file: &Path) -> Outcome {
    let delta = graph.users().delta();
    let delta = match saved {
        Some(link) => delta.resume(link),
        None => delta,
    };
    let mut changes = delta.changes();
    while let Some(change) = changes.try_next().await? {
        match change {
            Change::Updated(user) => {
                let name = user.display_name.unwrap_or_default();
                println!("+ {} {name}", user.id.unwrap_or_default());
            }
            Change::Removed(gone) => println!("- {}", gone.id.unwrap_or_default()),
            _ => {}
        }
    }
    // Only now: if the program ends before, the changes come again.
    if let Some(link) = changes.delta_link() {
        std::fs::write(file, link)?;
    }
    Ok(())
}
