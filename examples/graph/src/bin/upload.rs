//! Uploads a file of any size to the user's drive, with a progress bar: `upload FILE [SLICE]`.
//!
//! A slice is a number of units of 320 KiB; 12 unless given. What was interrupted can be gone on with for as long as the
//! service keeps the session.

use std::path::PathBuf;

use graph_examples::graph::GraphClient;
use graph_examples::graph::models::{DriveItem, DriveItemUploadableProperties};
use graph_examples::{Outcome, argument, client};
use indicatif::{ProgressBar, ProgressStyle};
use odata_client::transfer::{TokioReader, UploadSession};

const UNIT: usize = 320 * 1024;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = GraphClient::from(client()?);
    let path = PathBuf::from(argument(1, "a file")?);
    let slice: usize = argument(2, "a number")
        .unwrap_or_else(|_| "12".to_owned())
        .parse()?;
    let name = path
        .file_name()
        .ok_or("the path must end in a file's name")?;
    let name = name.to_string_lossy();
    let file = tokio::fs::File::open(&path).await?;
    let size = file.metadata().await?.len();

    // `by_path` addresses a file that is not there yet.
    let mut properties = DriveItemUploadableProperties::default();
    properties
        .extra
        .insert("@microsoft.graph.conflictBehavior", "replace");
    let target = graph.me().drive().root().by_path(format!("/{name}"));
    let session = target.create_upload_session().item(properties).await?;

    let bar = ProgressBar::new(size).with_style(ProgressStyle::with_template(
        "{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
    )?);
    let shown = bar.clone();
    let mut upload = UploadSession::<DriveItem>::from_reply(graph.client(), &session)?
        .slice_size(slice * UNIT)
        .on_progress(move |progress| shown.set_position(progress.sent));
    let item = upload.upload(TokioReader::new(file)).await?;
    bar.finish_and_clear();

    let size = item.size.unwrap_or_default();
    println!("{}: {size} bytes", item.name.unwrap_or_default());
    Ok(())
}
