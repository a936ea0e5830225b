//! Adds a user to a group: `add_group_member GROUP-ID USER-ID`.

use graph_areas::{Outcome, argument, graph};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let group = graph.groups().by_id(argument(1, "the id of a group")?);
    let user = graph.users().by_id(argument(2, "the id of a user")?);
    group.members_references().add(&user.0).await?;
    println!("added");
    Ok(())
}
