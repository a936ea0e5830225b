//! Writes a message into a channel of a team: `teams_message TEAM-ID CHANNEL-ID TEXT`.

use graph_examples::graph::GraphClient;
use graph_examples::graph::models::{BodyType, ChatMessage, ChatMessageImportance, ItemBody};
use graph_examples::{Outcome, argument, client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = GraphClient::from(client()?);
    let team = argument(1, "the id of a team")?;
    let channel = argument(2, "the id of one of its channels")?;
    let text = argument(3, "the text")?;

    let message = ChatMessage {
        importance: Some(ChatMessageImportance::High),
        body: Some(ItemBody {
            content: Some(text),
            content_type: Some(BodyType::Text),
            ..ItemBody::default()
        }),
        ..ChatMessage::default()
    };
    let messages = graph
        .teams()
        .by_id(team)
        .channels()
        .by_id(channel)
        .messages();
    let sent = messages.create(&message).await?.into_entity()?;
    println!("{}", sent.web_url.or(sent.id).unwrap_or_default());
    Ok(())
}
