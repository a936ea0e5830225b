//! Durations as text.

use super::*;

#[test]
fn normal_forms_round_trip() {
    for text in [
        "PT0S",
        "P1D",
        "PT1H",
        "PT0.5S",
        "-P1DT2H3M4.000000001S",
        "P10675199DT2H48M5.4775807S",
        "P1Y",
        "P2M",
        "P1Y2M3DT4H",
        "PT1M",
        "-P1M",
    ] {
        assert_eq!(text.parse::<Duration>().unwrap().to_string(), text);
    }
}

#[test]
fn other_forms_are_kept_where_each_part_is_below_the_next() {
    for text in [
        "PT36H",
        "PT60M",
        "P0D",
        "PT90S",
        "P12M",
        "PT5.50S",
        "PT1H0M",
        "P1DT0.000S",
    ] {
        let read: Duration = text.parse().unwrap();
        assert_eq!(read.to_string(), text);
        let same = Duration {
            written: Written::default(),
            ..read
        };
        assert_eq!((same, same.to_string().parse()), (read, Ok(read)));
    }
    for (text, usual) in [
        ("P2W", "P14D"),
        ("P1DT24H", "P2D"),
        ("PT01H", "PT1H"),
        ("-PT0S", "PT0S"),
        ("P7DT0H60M", "P7DT1H"),
        ("PT0.12345678901S", "PT0.123456789S"),
    ] {
        assert_eq!(text.parse::<Duration>().unwrap().to_string(), usual);
    }
    assert_eq!("+PT60M".parse::<Duration>().unwrap().to_string(), "PT60M");
}

#[test]
fn refuses_what_is_not_one() {
    for text in [
        "",
        "P",
        "PT",
        "P1",
        "1D",
        "P1DT",
        "PD",
        "PT1D",
        "P1S",
        "PT1.5H",
        "PT1.S",
        "P-1D",
        "PT1M1H",
        "P1D1D",
        "P99999999999999999999D",
        "P9223372036854775807D",
        "PäD",
    ] {
        assert!(text.parse::<Duration>().is_err(), "{text}");
    }
}
