//! Actions and functions, bound and unbound, with parameters of all types.

use odata_client::{Binary, Date, Flags};
use weather::models::{Hazards, Place, Reading, Sky};

use super::{guid, station, weather};

#[tokio::test]
async fn parameters_of_an_action_come_back_as_they_were_sent() {
    let Some(weather) = weather() else { return };
    let place = Place {
        town: Some("Ur".to_owned()),
        ..Place::default()
    };
    let echo = weather
        .echo(["a".to_owned(), "b".to_owned()])
        .text("a'b \"c\" ä/%")
        .flag(false)
        .tiny(255)
        .signed(-128)
        .short(-32_768)
        .whole(i32::MIN)
        .big(i64::MAX)
        .exact("1234567890123456.7890".parse().unwrap())
        .rough(0.1)
        .single(0.5)
        .day(Date::constant(2024, 2, 29))
        .time("10:11:12.5".parse().unwrap())
        .moment("2024-02-29T10:11:12.125Z".parse().unwrap())
        .span("PT1M30S".parse().unwrap())
        .id(guid())
        .bytes(Binary::from(vec![0, 255, 7]))
        .sky(Sky::Fog)
        .hazards(hazards())
        .height("2.50".parse().unwrap())
        .place(place.clone())
        .await
        .unwrap();
    assert_eq!(echo.text.as_deref(), Some("a'b \"c\" ä/%"));
    assert_eq!(
        (echo.flag, echo.tiny, echo.signed),
        (Some(false), Some(255), Some(-128))
    );
    assert_eq!((echo.short, echo.whole), (Some(-32_768), Some(i32::MIN)));
    assert_eq!(echo.big, Some(i64::MAX));
    assert_eq!(echo.exact, Some("1234567890123456.7890".parse().unwrap()));
    assert_eq!((echo.rough, echo.single), (Some(0.1), Some(0.5)));
    assert_eq!(echo.day, Some(Date::constant(2024, 2, 29)));
    assert_eq!(echo.time, Some("10:11:12.5".parse().unwrap()));
    assert_eq!(
        echo.moment,
        Some("2024-02-29T10:11:12.125Z".parse().unwrap())
    );
    assert_eq!(echo.span, Some("PT1M30S".parse().unwrap()));
    assert_eq!(echo.id, Some(guid()));
    assert_eq!(echo.bytes, Some(Binary::from(vec![0, 255, 7])));
    assert_eq!((echo.sky, echo.hazards), (Some(Sky::Fog), Some(hazards())));
    assert_eq!(echo.height, Some("2.50".parse().unwrap()));
    assert_eq!(echo.place, Some(place));
    assert_eq!(echo.list, Some(vec!["a".to_owned(), "b".to_owned()]));
}

fn hazards() -> Flags<Hazards> {
    [Hazards::Ice, Hazards::Flood].into_iter().collect()
}

#[tokio::test]
async fn parameters_of_a_function_come_back_as_they_were_sent() {
    let Some(weather) = weather() else { return };
    let echo = weather
        .recall(
            "a'b c/ä&?#+%2B",
            true,
            0,
            -128,
            -32_768,
            -1,
            i64::MIN,
            // This server takes none with digits after the point, where the type is Edm.Decimal itself.
            "12345678901234567890".parse().unwrap(),
            -0.1,
            0.5,
            Date::constant(2024, 2, 29),
            "10:11:12.5".parse().unwrap(),
            "2024-02-29T10:11:12.125Z".parse().unwrap(),
            "PT1M30S".parse().unwrap(),
            guid(),
            Binary::from(vec![1, 2, 3, 4]),
            Sky::Fog,
            hazards(),
            "2.50".parse().unwrap(),
        )
        .await
        .unwrap();
    assert_eq!(echo.text.as_deref(), Some("a'b c/ä&?#+%2B"));
    assert_eq!(
        (echo.flag, echo.tiny, echo.signed),
        (Some(true), Some(0), Some(-128))
    );
    assert_eq!(
        (echo.short, echo.whole, echo.big),
        (Some(-32_768), Some(-1), Some(i64::MIN))
    );
    assert_eq!(echo.exact, Some("12345678901234567890".parse().unwrap()));
    assert_eq!((echo.rough, echo.single), (Some(-0.1), Some(0.5)));
    assert_eq!(echo.day, Some(Date::constant(2024, 2, 29)));
    assert_eq!(echo.time, Some("10:11:12.5".parse().unwrap()));
    assert_eq!(
        echo.moment,
        Some("2024-02-29T10:11:12.125Z".parse().unwrap())
    );
    assert_eq!(echo.span, Some("PT1M30S".parse().unwrap()));
    assert_eq!(echo.id, Some(guid()));
    assert_eq!(echo.bytes, Some(Binary::from(vec![1, 2, 3, 4])));
    assert_eq!((echo.sky, echo.hazards), (Some(Sky::Fog), Some(hazards())));
    assert_eq!(echo.height.map(|height| height.to_f64()), Some(2.5));
}

#[tokio::test]
async fn operations_are_bound_to_an_entity_and_to_a_collection() {
    let Some(weather) = weather() else { return };
    station(&weather, "bound", 5).await;
    let builder = weather.stations().by_code("bound");
    let renamed = builder.rename("Bound \"1\"").await.unwrap();
    assert_eq!(renamed.name.as_deref(), Some("Bound \"1\""));
    let mut numbers = Vec::new();
    let mut items = builder.latest(2).items();
    while let Some(reading) = items.try_next().await.unwrap() {
        numbers.push(reading.number.unwrap());
    }
    assert_eq!(numbers, [2, 3, 4, 5]);
    let names = ["Bound \"1\"".to_owned(), "no, 'such' station".to_owned()];
    assert_eq!(weather.stations().named(names).await.unwrap(), Some(1));
    builder.close().await.unwrap();
    assert_eq!(builder.get().await.unwrap().name.as_deref(), Some("closed"));
}

#[tokio::test]
async fn a_function_gives_an_entity() {
    let Some(weather) = weather() else { return };
    let reading = Reading {
        code: Some("wettest".to_owned()),
        number: Some(1),
        rain: Some("9999999999999999.5".parse().unwrap()),
        ..Reading::default()
    };
    weather.readings().create(&reading).await.unwrap();
    let wettest = weather.wettest().await.unwrap();
    assert_eq!(wettest.code.as_deref(), Some("wettest"));
    assert_eq!(wettest.rain, reading.rain);
}

#[tokio::test]
async fn an_error_has_the_code_and_words_of_the_service() {
    let Some(weather) = weather() else { return };
    let error = weather.fail().await.unwrap_err();
    let service = error.service().unwrap();
    assert_eq!(service.status.as_u16(), 409);
    assert_eq!(service.code.as_deref(), Some("Alarm"));
    assert_eq!(service.message.as_deref(), Some("The alarm failed"));
}
