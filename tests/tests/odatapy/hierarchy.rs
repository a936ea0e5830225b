//! Derived types: instruments are thermometers or gauges.

use weather::models::{AnyInstrument, Gauge, Thermometer};

use super::weather;

#[tokio::test]
async fn derived_types_are_made_and_told_apart() {
    let Some(weather) = weather() else { return };
    let thermometer = Thermometer {
        number: Some(1),
        lowest: Some(-40),
        ..Thermometer::default()
    };
    let gauge = Gauge {
        number: Some(2),
        width: Some("2.50".parse().unwrap()),
        ..Gauge::default()
    };
    let instruments = weather.instruments();
    instruments.create(&thermometer.into()).await.unwrap();
    instruments.create(&gauge.clone().into()).await.unwrap();
    let read = instruments.by_number(1).get().await.unwrap();
    match read.derived().unwrap() {
        AnyInstrument::Thermometer(read) => assert_eq!(read.lowest, Some(-40)),
        other => panic!("{other:?}"),
    }
    let gauges = instruments.as_gauge().list().await.unwrap();
    let widths: Vec<_> = gauges
        .value
        .iter()
        .map(|gauge| gauge.width.clone())
        .collect();
    assert!(widths.contains(&gauge.width), "{widths:?}");
    let cast = instruments.by_number(2).as_gauge().get().await.unwrap();
    assert_eq!(cast.width, gauge.width);
    let error = instruments.by_number(1).as_gauge().get().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn what_is_made_below_a_cast_is_of_its_type() {
    let Some(weather) = weather() else { return };
    let instruments = weather.instruments();
    let thermometer = Thermometer {
        number: Some(3),
        lowest: Some(-10),
        ..Thermometer::default()
    };
    let cast = instruments.as_thermometer();
    cast.create(&thermometer).await.unwrap();
    let read = instruments.by_number(3).get().await.unwrap();
    match read.derived().unwrap() {
        AnyInstrument::Thermometer(read) => assert_eq!(read.lowest, Some(-10)),
        other => panic!("{other:?}"),
    }
}
