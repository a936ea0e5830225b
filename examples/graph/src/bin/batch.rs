//! Reads the user, the user's manager and drive with one call of the service: `batch`.

use graph_examples::graph::GraphClient;
use graph_examples::graph::models::{AnyDirectoryObject, User};
use graph_examples::{Outcome, client};
use odata_client::Batch;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = GraphClient::from(client()?);

    // Any requests may stand together; up to 20 go into one call, more are split.
    let mut batch = Batch::new(graph.client());
    let me = batch.add(graph.me().get().select((User::DISPLAY_NAME, User::MAIL)));
    let manager = batch.add(graph.me().manager().get().select("displayName"));
    let drive = batch.add(graph.me().drive().get());
    let mut replies = batch.send().await?;

    // Each reply has the type of its request, and fails alone.
    let me = replies.take(me)?;
    println!("{}", me.display_name.unwrap_or_default());
    match replies.take(manager) {
        // What manages somebody may be another directory object, such as a contact of the organization.
        Ok(AnyDirectoryObject::User(manager)) => {
            println!("manager: {}", manager.display_name.unwrap_or_default());
        }
        Ok(other) => println!("manager: {:?}", other.id()),
        Err(error) if error.is_not_found() => println!("no manager"),
        Err(error) => return Err(error.into()),
    }
    let drive = replies.take(drive)?;
    println!("drive: {}", drive.drive_type.unwrap_or_default());
    Ok(())
}
