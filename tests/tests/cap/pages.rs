//! Pages: the service gives two entities at a time, and three at most.

use depot::models::Finds;
use odata_client::Pages;

use super::{depot, noted, shelf, texts};

const TITLES: [&str; 5] = ["a", "b", "c", "d", "e"];

#[tokio::test]
async fn all_items_below_a_key_come() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "paged", &TITLES).await;
    assert_eq!(texts(&depot, id).await, TITLES);
}

#[tokio::test]
async fn all_items_below_a_key_of_two_parts_come_in_order() {
    let Some(depot) = depot() else { return };
    shelf(&depot, "pages", &TITLES).await;
    let finds = depot.shelves().by_hall_and_number("pages", 1).finds();
    let mut pages = finds.list().order_by(Finds::TITLE).count(true).pages();
    let mut sizes = Vec::new();
    let mut titles = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.value.len());
        titles.extend(page.value.into_iter().filter_map(|find| find.title));
    }
    assert_eq!(titles, TITLES);
    assert_eq!(sizes, [2, 2, 1]);
}

#[tokio::test]
async fn a_saved_link_goes_on_where_it_was() {
    let Some(depot) = depot() else { return };
    shelf(&depot, "saved", &TITLES).await;
    let finds = depot.shelves().by_hall_and_number("saved", 1).finds();
    let mut pages = finds.list().order_by(Finds::TITLE).pages();
    pages.try_next().await.unwrap().unwrap();
    let link = pages.next_link().unwrap().to_owned();
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    let mut rest = Pages::<depot::models::Finds>::resume(depot.client(), &link);
    let mut titles = Vec::new();
    while let Some(page) = rest.try_next().await.unwrap() {
        titles.extend(page.value.into_iter().filter_map(|find| find.title));
    }
    assert_eq!(titles, ["c", "d", "e"]);
}

#[tokio::test]
async fn an_empty_page_at_the_end_ends_the_list() {
    let Some(depot) = depot() else { return };
    shelf(&depot, "two", &["a", "b"]).await;
    let finds = depot.shelves().by_hall_and_number("two", 1).finds();
    let mut pages = finds.list().pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.value.len());
    }
    assert_eq!(sizes, [2, 0]);
}
