//! Adds a contact: `add_contact GIVEN-NAME SURNAME`.

use graph_areas::{Outcome, argument, graph};
use msgraph::models::Contact;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let contact = Contact {
        given_name: Some(argument(1, "the given name")?),
        surname: Some(argument(2, "the surname")?),
        ..Contact::default()
    };
    let contact = graph
        .me()
        .contacts()
        .create(&contact)
        .await?
        .into_entity()?;
    println!("{}", contact.id.unwrap_or_default());
    Ok(())
}
