//! Requests through a generated crate to a service on SAP CAP, a server of other people's making. The service is
//! in `servers/cap`, the crate in `servers/cap/client`. In: the service's address in `DEPOT_URL`; `.ci/servers`
//! starts it and sets that. Without it, each test says so in one line and passes.

// `cfg(test)` tells Clippy that a fault may fail the test right there.
#[cfg(test)]
mod batches;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod entities;
#[cfg(test)]
mod media;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod writes;

use depot::DepotClient;
use depot::models::{Finds, Notes, Shelves};
use odata_client::Guid;

/// A client of the service, if there is one.
fn depot() -> Option<DepotClient> {
    let Ok(url) = std::env::var("DEPOT_URL") else {
        println!("DEPOT_URL is not set: nothing is asked of SAP CAP; see .ci/servers");
        return None;
    };
    Some(DepotClient::anonymous(&url).unwrap())
}

/// A shelf with a number of finds, each with a title; only one test has the hall.
async fn shelf(depot: &DepotClient, hall: &str, titles: &[&str]) -> Shelves {
    let finds = titles.iter().map(|title| find(title)).collect();
    let shelf = Shelves {
        hall: Some(hall.to_owned()),
        number: Some(1),
        finds: None,
        ..Shelves::default()
    };
    let created = depot.shelves().create(&shelf).await.unwrap();
    let created = created.into_entity().unwrap();
    let finds: Vec<Finds> = finds;
    let builder = depot.shelves().by_hall_and_number(hall, 1).finds();
    for find in &finds {
        builder.create(find).await.unwrap();
    }
    created
}

fn find(title: &str) -> Finds {
    Finds {
        title: Some(title.to_owned()),
        ..Finds::default()
    }
}

fn note(text: &str) -> Notes {
    Notes {
        text: Some(text.to_owned()),
        ..Notes::default()
    }
}

/// A find with notes, made by one request.
async fn noted(depot: &DepotClient, title: &str, notes: &[&str]) -> Guid {
    let find = Finds {
        notes: Some(notes.iter().map(|text| note(text)).collect()),
        ..find(title)
    };
    depot
        .finds()
        .create(&find)
        .await
        .unwrap()
        .into_entity()
        .unwrap()
        .id
        .unwrap()
}

/// The texts of a find's notes, in order.
async fn texts(depot: &DepotClient, find: Guid) -> Vec<String> {
    let notes = depot.finds().by_id(find).notes();
    let mut notes = notes.list().items();
    let mut texts = Vec::new();
    while let Some(note) = notes.try_next().await.unwrap() {
        texts.push(note.text.unwrap());
    }
    texts.sort();
    texts
}
