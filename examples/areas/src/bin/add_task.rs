//! Writes a task into a list: `add_task LIST-ID TITLE`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::TodoTask;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let list = graph
        .me()
        .todo()
        .lists()
        .by_id(argument(1, "the id of a list")?);
    let task = TodoTask {
        title: Some(argument(2, "what is to be done")?),
        ..TodoTask::default()
    };
    let task = list.tasks().create(&task).await?.into_entity()?;
    println!("{}", task.id.unwrap_or_default());
    Ok(())
}
