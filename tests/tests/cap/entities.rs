//! Create, read, query, update, delete; values of all types; relations.

use depot::models::{Finds, House, Loans, Notes};
use odata_client::{Binary, Date, Error};

use super::{depot, find, note, noted, texts};

#[tokio::test]
async fn values_of_all_types_come_back_as_they_were_sent() {
    let Some(depot) = depot() else { return };
    let sent = Finds {
        title: Some("Bowl \"x\" & 'y' ä/b".to_owned()),
        state: Some("lent".to_owned()),
        found: Some(Date::constant(2024, 2, 29)),
        opens: Some("10:11:12".parse().unwrap()),
        seen: Some("2024-02-29T10:11:12Z".parse().unwrap()),
        scanned: Some("2024-02-29T10:11:12.123Z".parse().unwrap()),
        weight: Some("12.3400".parse().unwrap()),
        grade: Some(-7),
        rank: Some(255),
        share: Some(0.1),
        fragile: Some(true),
        mark: Some(Binary::from(vec![0, 255, 7])),
        tags: Some(vec![Some("a".to_owned()), Some("b,c".to_owned())]),
        origin_place: Some("Ur".to_owned()),
        origin_year: Some(-2000),
        ..Finds::default()
    };
    let created = depot.finds().create(&sent).await.unwrap();
    let created = created.into_entity().unwrap();
    let id = created.id.unwrap();
    let read = depot.finds().by_id(id).get().await.unwrap();
    assert_eq!(bare(created), bare(read.clone()));
    assert_eq!(
        bare(read),
        Finds {
            id: Some(id),
            ..sent
        }
    );
    depot.finds().by_id(id).delete().await.unwrap();
}

/// Without annotations, which differ from reply to reply.
fn bare(mut find: Finds) -> Finds {
    find.extra = odata_client::Extra::default();
    find
}

#[tokio::test]
async fn a_key_of_two_parts_and_odd_characters_arrives_as_it_is() {
    let Some(depot) = depot() else { return };
    let hall = "ä'/2 a+b";
    let shelf = depot::models::Shelves {
        hall: Some(hall.to_owned()),
        number: Some(-1),
        label: Some("odd".to_owned()),
        ..Default::default()
    };
    depot.shelves().create(&shelf).await.unwrap();
    let builder = depot.shelves().by_hall_and_number(hall, -1);
    let read = builder.get().await.unwrap();
    assert_eq!(read.hall.as_deref(), Some(hall));
    assert_eq!(read.label.as_deref(), Some("odd"));
    builder.delete().await.unwrap();
    assert!(builder.get().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn what_is_set_is_changed_and_what_is_cleared_is_null() {
    let Some(depot) = depot() else { return };
    let sent = Finds {
        grade: Some(1),
        fragile: Some(true),
        ..find("updated")
    };
    let id = depot
        .finds()
        .create(&sent)
        .await
        .unwrap()
        .into_entity()
        .unwrap()
        .id
        .unwrap();
    let builder = depot.finds().by_id(id);
    let changes = Finds {
        grade: Some(2),
        ..Finds::default()
    };
    let update = builder.update(&changes).clear(Finds::FRAGILE);
    let answer = update.await.unwrap().into_entity().unwrap();
    assert_eq!((answer.grade, answer.fragile), (Some(2), None));
    let read = builder.get().await.unwrap();
    assert_eq!((read.grade, read.fragile), (Some(2), None));
    assert_eq!(read.title.as_deref(), Some("updated"));
}

#[tokio::test]
async fn children_are_made_with_their_parent_and_read_with_it() {
    let Some(depot) = depot() else { return };
    let sent = Finds {
        notes: Some(vec![note("b"), note("a")]),
        loan: Some(Box::new(Loans {
            to: Some("Town hall".to_owned()),
            ..Loans::default()
        })),
        ..find("deep")
    };
    let created = depot.finds().create(&sent).await.unwrap();
    let created = created.into_entity().unwrap();
    let id = created.id.unwrap();
    assert_eq!(created.notes.map(|notes| notes.len()), Some(2));
    let builder = depot.finds().by_id(id);
    let get = builder
        .get()
        .expand((Finds::NOTES.order_by(Notes::TEXT), Finds::LOAN));
    let read = get.await.unwrap();
    let notes = read.notes.unwrap();
    let read_texts: Vec<_> = notes
        .iter()
        .filter_map(|note| note.text.as_deref())
        .collect();
    assert_eq!(read_texts, ["a", "b"]);
    assert_eq!(read.loan.unwrap().to.as_deref(), Some("Town hall"));
    assert_eq!(builder.loan().get().await.unwrap().find_id, Some(id));
}

#[tokio::test]
async fn a_child_is_added_below_its_parent() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "parent", &["a"]).await;
    let notes = depot.finds().by_id(id).notes();
    let created = notes.create(&note("b")).await.unwrap();
    let created = created.into_entity().unwrap();
    assert_eq!(created.find_id, Some(id));
    assert_eq!(texts(&depot, id).await, ["a", "b"]);
    assert_eq!(notes.count().await.unwrap(), 2);
}

#[tokio::test]
async fn queries_are_read_as_they_are_meant() {
    let Some(depot) = depot() else { return };
    for (grade, state) in [(901, "stored"), (902, "lent"), (903, "lost")] {
        let sent = Finds {
            grade: Some(grade),
            state: Some(state.to_owned()),
            ..find("query's")
        };
        depot.finds().create(&sent).await.unwrap();
    }
    let mine = || Finds::TITLE.eq("query's").and(Finds::GRADE.gt(900));
    for (filter, expected) in [
        (mine(), vec![901, 902, 903]),
        (mine().and(Finds::STATE.eq("lent")), vec![902]),
        (mine().and(Finds::STATE.in_(["lent"])), vec![902]),
        (
            mine().and(Finds::STATE.in_(["lent", "lost"])),
            vec![902, 903],
        ),
        (mine().and(Finds::STATE.starts_with("l").not()), vec![901]),
        (
            mine().and(
                Finds::STATE
                    .starts_with("l")
                    .and(Finds::GRADE.eq(903))
                    .not(),
            ),
            vec![901, 902],
        ),
        (
            mine().and(Finds::STATE.contains("o").or(Finds::GRADE.le(902))),
            vec![901, 902, 903],
        ),
    ] {
        let text = filter.text();
        let list = depot
            .finds()
            .list()
            .filter(filter)
            .order_by(Finds::GRADE)
            .select((Finds::GRADE, Finds::TITLE));
        let mut items = list.items();
        let mut grades = Vec::new();
        while let Some(item) = items.try_next().await.unwrap() {
            grades.push(item.grade.unwrap());
        }
        assert_eq!(grades, expected, "{text}");
    }
    let count = depot.finds().count().filter(mine()).await.unwrap();
    assert_eq!(count, 3);
}

#[tokio::test]
async fn a_lambda_is_read_as_it_is_meant() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "lambda", &["first lambda", "second"]).await;
    noted(&depot, "lambda", &["third"]).await;
    let filter = Finds::TITLE
        .eq("lambda")
        .and(Finds::NOTES.any(|note| note.at(Notes::TEXT).starts_with("first")));
    let page = depot.finds().list().filter(filter).await.unwrap();
    let ids: Vec<_> = page.value.iter().map(|find| find.id.unwrap()).collect();
    assert_eq!(ids, [id]);
}

#[tokio::test]
async fn the_singleton_is_read_and_changed() {
    let Some(depot) = depot() else { return };
    let house = depot.house();
    let read = house.get().await.unwrap();
    assert_eq!(read.name.as_deref(), Some("The old granary"));
    let changes = House {
        opens: Some("09:30:00".parse().unwrap()),
        ..House::default()
    };
    house.update(&changes).await.unwrap();
    let read = house.get().await.unwrap();
    assert_eq!(read.opens, changes.opens);
    assert_eq!(read.name.as_deref(), Some("The old granary"));
}

#[tokio::test]
async fn an_error_has_the_codes_and_words_of_the_service() {
    let Some(depot) = depot() else { return };
    let error = depot
        .finds()
        .by_id(odata_client::Guid::default())
        .get()
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Service(_)) && error.is_not_found(),
        "{error}"
    );
    assert_eq!(error.code(), Some("404"));
    let error = depot.fail().code(1).await.unwrap_err();
    let service = error.service().unwrap();
    assert_eq!(service.code.as_deref(), Some("MULTIPLE_ERRORS"));
    let codes: Vec<_> = service
        .details
        .iter()
        .filter_map(|detail| detail.code.as_deref())
        .collect();
    assert_eq!(codes, ["FIRST", "SECOND"]);
}
