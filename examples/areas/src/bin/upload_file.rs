//! Puts a small text into a file of the user's drive: `upload_file NAME TEXT`.

use graph_areas::{Outcome, argument, graph};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let name = argument(1, "the name of the file")?;
    let text = argument(2, "the text")?;
    let file = graph.me().drive().root().by_path(format!("/{name}"));
    file.content().put(text, "text/plain").await?;
    let item = file.get().select(["name", "size"]).await?;
    println!(
        "{}: {} bytes",
        item.name.unwrap_or_default(),
        item.size.unwrap_or_default()
    );
    Ok(())
}
