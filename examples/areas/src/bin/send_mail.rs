//! Sends a mail as the user who is signed in: `send_mail ADDRESS SUBJECT TEXT`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::{BodyType, EmailAddress, ItemBody, Message, Recipient};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let to = Recipient {
        email_address: Some(EmailAddress {
            address: Some(argument(1, "an address")?),
            ..EmailAddress::default()
        }),
        ..Recipient::default()
    };
    let message = Message {
        to_recipients: Some(vec![to]),
        subject: Some(argument(2, "the subject")?),
        body: Some(ItemBody {
            content: Some(argument(3, "the text")?),
            content_type: Some(BodyType::Text),
            ..ItemBody::default()
        }),
        ..Message::default()
    };
    graph
        .me()
        .send_mail(message)
        .save_to_sent_items(true)
        .await?;
    println!("sent");
    Ok(())
}
