//! Puts an hour into the calendar: `create_event SUBJECT 2026-12-01T10:00 2026-12-01T11:00`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::{DateTimeTimeZone, Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let time = |place, what| -> Result<_, String> {
        Ok(Some(DateTimeTimeZone {
            date_time: Some(argument(place, what)?),
            time_zone: Some("UTC".to_owned()),
            ..DateTimeTimeZone::default()
        }))
    };
    let event = Event {
        subject: Some(argument(1, "the subject")?),
        start: time(2, "when it begins")?,
        end: time(3, "when it ends")?,
        ..Event::default()
    };
    let created = graph.me().events().create(&event).await?.into_entity()?;
    println!("{}", created.web_link.or(created.id).unwrap_or_default());
    Ok(())
}
