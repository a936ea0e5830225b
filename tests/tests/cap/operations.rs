//! Actions and functions, bound and unbound, with parameters of all types.

use depot::models::DepotOrigin;
use odata_client::{Binary, Date, Guid};

use super::{depot, find, shelf};

#[tokio::test]
async fn parameters_of_an_action_come_back_as_they_were_sent() {
    let Some(depot) = depot() else { return };
    let id: Guid = "0f8fad5b-d9cb-469f-a165-70867728950e".parse().unwrap();
    let origin = DepotOrigin {
        place: Some("Ur".to_owned()),
        year: Some(-2000),
        ..DepotOrigin::default()
    };
    let echo = depot
        .echo(["a".to_owned(), "b".to_owned()])
        .text("a'b \"c\" ä/%")
        .flag(false)
        .small(255)
        .whole(i32::MIN)
        .big(-5)
        .exact("1.2500".parse().unwrap())
        .rough(0.1)
        .day(Date::constant(2024, 2, 29))
        .time("10:11:12".parse().unwrap())
        .moment("2024-02-29T10:11:12Z".parse().unwrap())
        .instant("2024-02-29T10:11:12.123Z".parse().unwrap())
        .id(id)
        .bytes(Binary::from(vec![0, 255, 7]))
        .state("lent")
        .origin(origin.clone())
        .await
        .unwrap();
    assert_eq!(echo.text.as_deref(), Some("a'b \"c\" ä/%"));
    assert_eq!(echo.flag, Some(false));
    assert_eq!(echo.small, Some(255));
    assert_eq!(echo.whole, Some(i32::MIN));
    assert_eq!(echo.big, Some(-5));
    assert_eq!(echo.exact.map(|exact| exact.to_f64()), Some(1.25));
    assert_eq!(echo.rough, Some(0.1));
    assert_eq!(echo.day, Some(Date::constant(2024, 2, 29)));
    assert_eq!(echo.time, Some("10:11:12".parse().unwrap()));
    assert_eq!(echo.moment, Some("2024-02-29T10:11:12Z".parse().unwrap()));
    assert_eq!(
        echo.instant,
        Some("2024-02-29T10:11:12.123Z".parse().unwrap())
    );
    assert_eq!(echo.id, Some(id));
    assert_eq!(echo.bytes, Some(Binary::from(vec![0, 255, 7])));
    assert_eq!(echo.state.as_deref(), Some("lent"));
    assert_eq!(
        echo.list,
        Some(vec![Some("a".to_owned()), Some("b".to_owned())])
    );
    assert_eq!(echo.origin, Some(origin));
}

#[tokio::test]
async fn parameters_of_a_function_come_back_as_they_were_sent() {
    let Some(depot) = depot() else { return };
    let id: Guid = "0f8fad5b-d9cb-469f-a165-70867728950e".parse().unwrap();
    let echo = depot
        .recall()
        .text("a'b c/ä&?#+%2B")
        .flag(true)
        .small(0)
        .whole(-1)
        .big(9_007_199_254_740_993)
        .exact("1.25".parse().unwrap())
        .rough(-0.1)
        .day(Date::constant(2024, 2, 29))
        .time("10:11:12".parse().unwrap())
        .moment("2024-02-29T10:11:12Z".parse().unwrap())
        .instant("2024-02-29T10:11:12.123Z".parse().unwrap())
        .id(id)
        .bytes(Binary::from(vec![1, 2, 3]))
        .state("lent")
        .await
        .unwrap();
    assert_eq!(echo.text.as_deref(), Some("a'b c/ä&?#+%2B"));
    assert_eq!(echo.flag, Some(true));
    assert_eq!((echo.small, echo.whole), (Some(0), Some(-1)));
    assert_eq!(echo.big, Some(9_007_199_254_740_993));
    assert_eq!(echo.exact.map(|exact| exact.to_f64()), Some(1.25));
    assert_eq!(echo.rough, Some(-0.1));
    assert_eq!(echo.day, Some(Date::constant(2024, 2, 29)));
    assert_eq!(echo.time, Some("10:11:12".parse().unwrap()));
    assert_eq!(echo.moment, Some("2024-02-29T10:11:12Z".parse().unwrap()));
    assert_eq!(
        echo.instant,
        Some("2024-02-29T10:11:12.123Z".parse().unwrap())
    );
    assert_eq!(echo.id, Some(id));
    assert_eq!(echo.bytes, Some(Binary::from(vec![1, 2, 3])));
    assert_eq!(echo.state.as_deref(), Some("lent"));
}

#[tokio::test]
async fn a_list_goes_into_a_function() {
    let Some(depot) = depot() else { return };
    assert_eq!(depot.total().numbers([1, -2, 40]).await.unwrap(), Some(39));
}

#[tokio::test]
async fn an_action_without_parameters_is_carried_out() {
    let Some(depot) = depot() else { return };
    let first = depot.ring().await.unwrap().unwrap();
    let second = depot.ring().await.unwrap().unwrap();
    assert!(second > first);
}

#[tokio::test]
async fn operations_are_bound_to_an_entity() {
    let Some(depot) = depot() else { return };
    shelf(&depot, "bound", &[]).await;
    let sent = depot::models::Finds {
        found: Some(Date::constant(1990, 1, 1)),
        grade: Some(77),
        ..find("bound")
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
    let other = depot
        .finds()
        .create(&sent)
        .await
        .unwrap()
        .into_entity()
        .unwrap()
        .id;
    let find = depot.finds().by_id(id);
    let moved = find.move_().hall("bound").number(1).await.unwrap();
    assert_eq!(
        (moved.shelf_hall.as_deref(), moved.shelf_number),
        (Some("bound"), Some(1))
    );
    assert_eq!(
        find.shelf().get().await.unwrap().hall.as_deref(),
        Some("bound")
    );
    let age = find.age().at(Date::constant(2024, 1, 1));
    assert_eq!(age.await.unwrap(), Some(34));
    let similar = find.similar().await.unwrap();
    assert_eq!(
        similar.value.iter().map(|find| find.id).collect::<Vec<_>>(),
        [other]
    );
    find.forget().await.unwrap();
}

#[tokio::test]
async fn a_function_gives_entities() {
    let Some(depot) = depot() else { return };
    shelf(&depot, "empty", &[]).await;
    shelf(&depot, "full", &["a"]).await;
    let empty = depot.empty_shelves().await.unwrap();
    let halls: Vec<_> = empty
        .value
        .iter()
        .filter_map(|shelf| shelf.hall.as_deref())
        .collect();
    assert!(
        halls.contains(&"empty") && !halls.contains(&"full"),
        "{halls:?}"
    );
}
