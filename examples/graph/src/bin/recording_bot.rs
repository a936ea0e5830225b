//! Tells a call's participants that it is recorded, and waits until the service has done so: `recording_bot CALL-ID`.

use std::time::Duration;

use graph_examples::calls::GraphClient;
use graph_examples::calls::models::{CommsOperation, RecordingStatus};
use graph_examples::calls::requests::CallRequestBuilder;
use graph_examples::{Outcome, argument, client};
use odata_client::operation::Poller;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = GraphClient::from(client()?);
    let id = argument(1, "the id of a call that the bot is in")?;
    let call = graph.communications().calls().by_id(&id);

    set(&graph, &id, &call, RecordingStatus::Recording).await?;
    // Here the bot keeps what it hears. A bot that says that it records, and does not, says so:
    set(&graph, &id, &call, RecordingStatus::NotRecording).await
}

/// Sets the status, and waits for the end of the operation that the service answers.
async fn set(
    graph: &GraphClient,
    id: &str,
    call: &CallRequestBuilder,
    status: RecordingStatus,
) -> Outcome {
    let said = format!("{status:?}");
    let operation = call
        .update_recording_status(status)
        .client_context("bot")
        .await?;
    let operation = operation.id.ok_or("the service names no operation")?;

    // The operation is at the call: its status is asked for until it is not `running` any more.
    let base = graph.client().base_url();
    let monitor = format!("{base}/communications/calls/{id}/operations/{operation}");
    let finished = Poller::resume(graph.client(), &monitor)
        .documents::<CommsOperation>()
        .interval(Duration::from_secs(1))
        .time_limit(Duration::from_secs(60))
        .await?;
    let ended = finished
        .document
        .status
        .ok_or("the operation has no status")?;
    println!("{said}: {ended:?}");
    Ok(())
}
