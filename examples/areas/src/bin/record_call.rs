//! Tells a call's participants that it is recorded: `record_call CALL-ID`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::RecordingStatus;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let call = graph
        .communications()
        .calls()
        .by_id(argument(1, "the id of a call")?);
    let operation = call
        .update_recording_status(RecordingStatus::Recording)
        .await?;
    println!("{:?}", operation.status);
    Ok(())
}
