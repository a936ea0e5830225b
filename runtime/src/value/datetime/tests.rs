use super::*;

fn parse(text: &str) -> DateTimeOffset {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} must be read"))
}

#[test]
fn extremes_and_fractions_round_trip() {
    for text in [
        "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z",
        "2026-02-28T23:59:59.123456789012+05:45",
        "1969-12-31T23:59:59.000000000001-03:30",
        "-0044-03-15T12:00:00Z",
    ] {
        assert_eq!(parse(text).to_string(), text);
    }
    assert_eq!(parse("9999-12-31T23:59:59.9999999Z").timestamp(), None);
    assert_eq!(
        parse("2026-01-01t10:00z").to_string(),
        "2026-01-01T10:00:00Z"
    );
}

#[test]
fn the_usual_form_is_read_as_any_other() {
    for text in [
        "2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00.5Z",
        "2026-03-01T10:00:60.000000000001Z",
        "0000-02-29T23:59:59.9999999Z",
        "9999-12-31T00:00:00.123456789012Z",
    ] {
        let (usual, any) = (
            DateTimeOffset::read_usual(text.as_bytes()).unwrap(),
            DateTimeOffset::read_any(text).unwrap(),
        );
        assert_eq!(usual, any, "{text}");
        assert_eq!(usual.text(), any.text());
    }
    for text in [
        "2026-03-01T10:00:00+00:00",
        "2026-03-01T10:00:00.Z",
        "2026-03-01T10:00:00.1234567890123Z",
        "2026-13-01T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T10:00:61Z",
        "2026-03-01T10:00:00.1x3Z",
        "2026-03-0AT10:00:00Z",
        "2026-03-01t10:00:00Z",
        "-026-03-01T10:00:00Z",
        "2026-03-01T10:00Z",
    ] {
        assert!(
            DateTimeOffset::read_usual(text.as_bytes()).is_none(),
            "{text}"
        );
    }
}

#[test]
fn order_goes_by_the_instant() {
    assert_eq!(
        parse("2026-01-01T10:00:00+02:00"),
        parse("2026-01-01T08:00:00Z")
    );
    assert!(parse("2026-01-01T00:00:00+14:00") < parse("2025-12-31T23:00:00Z"));
    assert!(parse("2026-01-01T00:00:00.0000000001Z") > parse("2026-01-01T00:00:00Z"));
}

#[test]
fn agrees_with_jiff_about_instants() {
    for seconds in [
        -62_135_596_800,
        -1,
        0,
        951_782_400,
        4_102_444_799,
        253_370_764_800,
    ] {
        let timestamp = Timestamp::from_second(seconds).unwrap();
        let value = DateTimeOffset::from(timestamp);
        assert_eq!(value.timestamp(), Some(timestamp));
        assert_eq!(value.to_string(), timestamp.to_string());
    }
}

#[test]
fn is_written_as_it_was_read() {
    for text in [
        "2018-10-08T00:00:00.000Z",
        "2020-02-06T01:49:21.3524945+00:00",
        "2018-10-04T00:58:45.340-03:30",
    ] {
        assert_eq!(text.parse::<DateTimeOffset>().unwrap().to_string(), text);
    }
}

#[test]
fn refuses_what_is_not_one() {
    for text in [
        "",
        "T",
        "2026-01-01",
        "2026-01-01T10:00:00",
        "2026-13-01T10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-01-01T10:00:00+1",
        "2026-01-01T10:00:00+25:00",
        "2026-01-01T10:00:00.Z",
        "2026-01-01T10:00:61Z",
        "2026-01-01T10:00:00Zx",
        "2026-01-+1T10:00:00Z",
        "ä-ä-äTä:äZ",
    ] {
        assert!(text.parse::<DateTimeOffset>().is_err(), "{text}");
    }
}
