//! Tells Microsoft Graph that a call is being recorded: `GRAPH_TOKEN=… recording CALL-ID --real`; in place of `--real`, the
//! root of a mock.

mod graph {
    include!(concat!(env!("OUT_DIR"), "/graph.rs"));
}

use std::error::Error;

use graph::GraphClient;
use graph::models::RecordingStatus;
use odata_client::StaticToken;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let call = arguments.next().ok_or("name a call by its id")?;
    let token = StaticToken::new(std::env::var("GRAPH_TOKEN")?);
    let mut builder = GraphClient::builder().credential(token);
    let root = arguments.next();
    let root = root.ok_or("give --real to call Microsoft Graph, or the root of a mock")?;
    if root != "--real" {
        builder = builder.base_url(root);
    }
    let client = GraphClient::from(builder.build()?);

    let call = client.communications().calls().by_id(call);
    let operation = call
        .update_recording_status(RecordingStatus::Recording)
        .client_context("an-example")
        .await?;

    let status = operation.status.ok_or("the service says no status")?;
    println!("{}: {status:?}", operation.id.unwrap_or_default());
    Ok(())
}
