//! Create, read, query, update, delete, pages; values of all types; relations.

use odata_client::query::Filter;
use odata_client::{Binary, Date, Error, Flags};
use weather::WeatherClient;
use weather::models::{Hazards, Office, Place, Reading, Sky, Station};
use weather::requests::StationRequestBuilder;

use super::{guid, reading, station, weather};

#[tokio::test]
async fn values_of_all_types_come_back_as_they_were_sent() {
    let Some(weather) = weather() else { return };
    let sent = Reading {
        code: Some("O'Hara & 1/2 ä%".to_owned()),
        number: Some(-1),
        id: Some(guid()),
        at: Some("2024-02-29T10:11:12.125Z".parse().unwrap()),
        due: Some("10:11:12.5".parse().unwrap()),
        took: Some("PT1M30S".parse().unwrap()),
        rain: Some("1234567890123456.789".parse().unwrap()),
        counter: Some(9_007_199_254_740_993),
        ratio: Some(0.1),
        wet: Some(false),
        raw: Some(Binary::from(vec![0, 255, 7])),
        sky: Some(Sky::Fog),
        hazards: Some(
            [Hazards::Ice, Hazards::Flood]
                .into_iter()
                .collect::<Flags<_>>(),
        ),
        height: Some("2.50".parse().unwrap()),
        tags: Some(vec!["a".to_owned(), "b,c".to_owned()]),
        ..Reading::default()
    };
    let created = weather.readings().create(&sent).await.unwrap();
    let created = created.into_entity().unwrap();
    assert_eq!(bare(created), sent);
    let resource = reading(&weather, "O'Hara & 1/2 ä%", -1);
    let read: Reading = resource.get().await.unwrap();
    assert_eq!(bare(read), sent);
    resource.delete().await.unwrap();
}

/// Without annotations, which differ from reply to reply.
fn bare(mut reading: Reading) -> Reading {
    reading.extra = odata_client::Extra::default();
    reading
}

#[tokio::test]
async fn a_key_with_odd_characters_stays_one_segment() {
    let Some(weather) = weather() else { return };
    let code = "ä'/2 a+b%2F";
    station(&weather, code, 0).await;
    let builder = weather.stations().by_code(code);
    assert_eq!(builder.get().await.unwrap().code.as_deref(), Some(code));
    builder.delete().await.unwrap();
    let error = builder.get().await.unwrap_err();
    assert!(
        matches!(error, Error::Service(_)) && error.is_not_found(),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_set_is_changed_and_what_is_cleared_is_null() {
    let Some(weather) = weather() else { return };
    let place = Place {
        town: Some("Ur".to_owned()),
        height: Some("7.5".parse().unwrap()),
        ..Place::default()
    };
    let sent = Station {
        code: Some("updated".to_owned()),
        name: Some("before".to_owned()),
        opened: Some(Date::constant(2024, 2, 29)),
        place: Some(place),
        ..Station::default()
    };
    weather.stations().create(&sent).await.unwrap();
    let builder = weather.stations().by_code("updated");
    let changes = Station {
        name: Some("after".to_owned()),
        ..Station::default()
    };
    builder
        .update(&changes)
        .clear(Station::OPENED)
        .await
        .unwrap();
    let read = builder.get().await.unwrap();
    assert_eq!(read.name.as_deref(), Some("after"));
    assert_eq!(read.opened, None);
    assert_eq!(read.place, sent.place);
}

#[tokio::test]
async fn all_items_below_a_key_come_in_pages() {
    let Some(weather) = weather() else { return };
    station(&weather, "paged", 7).await;
    let readings = weather.stations().by_code("paged").readings();
    let mut pages = readings.list().order_by(Reading::NUMBER).pages();
    let mut sizes = Vec::new();
    let mut numbers = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.value.len());
        numbers.extend(page.value.into_iter().filter_map(|reading| reading.number));
    }
    assert_eq!(sizes, [3, 3, 1]);
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(readings.count().await.unwrap(), 7);
    let page = readings.list().page_size(2).await.unwrap();
    assert_eq!(page.value.len(), 2);
}

#[tokio::test]
async fn queries_are_read_as_they_are_meant() {
    let Some(weather) = weather() else { return };
    let seeds = || Reading::CODE.eq("seed");
    for (filter, expected) in [
        (seeds(), vec![1, 2, 3, 4]),
        (
            seeds().and(Reading::COUNTER.gt(1).and(Reading::COUNTER.le(3)).not()),
            vec![1, 4],
        ),
        (
            Reading::CODE
                .starts_with("see")
                .and(Reading::NUMBER.in_([2])),
            vec![2],
        ),
        (
            Reading::CODE
                .starts_with("see")
                .and(Reading::NUMBER.in_([2, 4])),
            vec![2, 4],
        ),
    ] {
        assert_eq!(found(&weather, filter).await, expected);
    }
}

#[tokio::test]
async fn members_of_enumerations_are_found() {
    let Some(weather) = weather() else { return };
    let seeds = || Reading::CODE.eq("seed");
    for (filter, expected) in [
        (seeds().and(Reading::SKY.eq(Sky::Fog)), vec![2, 3]),
        (seeds().and(Reading::SKY.in_([Sky::Fog])), vec![2, 3]),
        (
            seeds().and(Reading::SKY.in_([Sky::Clear, Sky::Clouds])),
            vec![1, 4],
        ),
        (seeds().and(Reading::SKY.eq(Sky::Fog).not()), vec![1, 4]),
        (
            seeds().and(Reading::HAZARDS.has(Flags::from(Hazards::Flood))),
            vec![2, 4],
        ),
    ] {
        assert_eq!(found(&weather, filter).await, expected);
    }
}

/// The numbers of the readings that a filter selects, in order.
async fn found(weather: &WeatherClient, filter: Filter<Reading>) -> Vec<i32> {
    let list = weather
        .readings()
        .list()
        .filter(filter)
        .order_by(Reading::NUMBER);
    let mut items = list.items();
    let mut numbers = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        numbers.push(item.number.unwrap());
    }
    numbers
}

#[tokio::test]
async fn children_are_made_with_their_parent_and_read_with_it() {
    let Some(weather) = weather() else { return };
    station(&weather, "deep", 2).await;
    let builder = weather.stations().by_code("deep");
    let read = builder
        .get()
        .expand(Station::READINGS.select(Reading::NUMBER))
        .await
        .unwrap();
    let numbers: Vec<_> = read
        .readings
        .unwrap()
        .iter()
        .map(|reading| reading.number)
        .collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
}

#[tokio::test]
async fn the_singleton_is_read_and_changed() {
    let Some(weather) = weather() else { return };
    let office = weather.office();
    assert_eq!(
        office.get().await.unwrap().name.as_deref(),
        Some("Head office")
    );
    let changes = Office {
        place: Some(Place {
            town: Some("Ur".to_owned()),
            ..Place::default()
        }),
        ..Office::default()
    };
    office.update(&changes).await.unwrap();
    let read = office.get().await.unwrap();
    assert_eq!(read.name.as_deref(), Some("Head office"));
    assert_eq!(read.place, changes.place);
}

#[tokio::test]
async fn relations_are_added_and_removed() {
    let Some(weather) = weather() else { return };
    station(&weather, "related", 0).await;
    for number in [71, 72] {
        let instrument = weather::models::Instrument {
            number: Some(number),
            ..Default::default()
        };
        weather.instruments().create(&instrument).await.unwrap();
    }
    let builder = weather.stations().by_code("related");
    let references = builder.instruments_references();
    for number in [71, 72] {
        references
            .add(&*format!("Instruments({number})"))
            .await
            .unwrap();
    }
    let list = builder.instruments().list().await.unwrap();
    let numbers: Vec<_> = list
        .value
        .iter()
        .filter_map(|instrument| instrument.number)
        .collect();
    assert_eq!(numbers, [71, 72]);
    references.remove_id("Instruments(71)").await.unwrap();
    assert_eq!(builder.instruments().count().await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_made_without_a_reply_is_found_where_the_service_says() {
    let Some(weather) = weather() else { return };
    let station = Station {
        code: Some("silent & 1".to_owned()),
        ..Station::default()
    };
    let create = weather.stations().create(&station);
    let create = create.header("Prefer", "return=minimal");
    let created = create
        .header("Prefer", "odata.maxpagesize=2")
        .await
        .unwrap();
    assert!(created.entity().is_none());
    let made = StationRequestBuilder(created.resource().unwrap());
    assert_eq!(made.get().await.unwrap().code, station.code);
}

#[tokio::test]
async fn preferences_add_up() {
    let Some(weather) = weather() else { return };
    station(&weather, "preferred", 3).await;
    let readings = weather.stations().by_code("preferred").readings();
    let list = readings.list().header("Prefer", "omit-values=nulls");
    let reply = list.page_size(2).send_raw().await.unwrap();
    let applied = reply.header("Preference-Applied").unwrap();
    assert!(applied.contains("maxpagesize=2"), "{applied}");
    assert!(applied.contains("omit-values=nulls"), "{applied}");
}

#[tokio::test]
async fn the_version_of_the_service_is_spoken() {
    let Some(weather) = weather() else { return };
    let reply = weather.office().get().send_raw().await.unwrap();
    assert_eq!(reply.header("OData-Version"), Some("4.0"));
}

#[tokio::test]
async fn one_property_is_read_set_and_cleared_by_its_address() {
    let Some(weather) = weather() else { return };
    station(&weather, "single", 0).await;
    let builder = weather.stations().by_code("single");
    let name = builder.0.property::<String>("Name");
    assert_eq!(name.get().await.unwrap().as_deref(), Some("Station single"));
    assert_eq!(name.raw().get().await.unwrap(), "Station single");
    name.set(&"ä \"x\"".to_owned()).await.unwrap();
    assert_eq!(
        builder.get().await.unwrap().name.as_deref(),
        Some("ä \"x\"")
    );
    name.clear().await.unwrap();
    assert_eq!(name.get().await.unwrap(), None);
    let codes = builder.0.property::<Vec<String>>("Codes");
    codes
        .set(&vec!["a".to_owned(), "b".to_owned()])
        .await
        .unwrap();
    assert_eq!(
        builder.get().await.unwrap().codes.map(|codes| codes.len()),
        Some(2)
    );
}

#[tokio::test]
async fn what_is_replaced_loses_what_is_not_sent() {
    let Some(weather) = weather() else { return };
    station(&weather, "replaced", 0).await;
    let builder = weather.stations().by_code("replaced");
    let new = Station {
        opened: Some(Date::constant(2024, 2, 29)),
        ..Station::default()
    };
    builder.0.replace(&new).await.unwrap();
    let read = builder.get().await.unwrap();
    assert_eq!((read.name, read.opened), (None, new.opened));
    assert_eq!(read.code.as_deref(), Some("replaced"));
}
