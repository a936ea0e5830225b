//! Asks for notifications of new messages: `subscribe URL 2026-12-01T10:00:00Z`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::Subscription;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let subscription = Subscription {
        change_type: Some("created".to_owned()),
        notification_url: Some(argument(1, "an address that takes notifications")?),
        resource: Some("/me/messages".to_owned()),
        expiration_date_time: Some(argument(2, "until when")?.parse()?),
        ..Subscription::default()
    };
    let created = graph
        .subscriptions()
        .create(&subscription)
        .await?
        .into_entity()?;
    println!("{}", created.id.unwrap_or_default());
    Ok(())
}
