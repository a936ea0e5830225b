//! Writes into a channel of a team: `post_to_channel TEAM-ID CHANNEL-ID TEXT`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::{ChatMessage, ItemBody};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let team = graph.teams().by_id(argument(1, "the id of a team")?);
    let channel = team.channels().by_id(argument(2, "the id of a channel")?);
    let message = ChatMessage {
        body: Some(ItemBody {
            content: Some(argument(3, "the text")?),
            ..ItemBody::default()
        }),
        ..ChatMessage::default()
    };
    let sent = channel.messages().create(&message).await?.into_entity()?;
    println!("{}", sent.id.unwrap_or_default());
    Ok(())
}
