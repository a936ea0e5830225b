//! Values from the outside: reading, writing, comparing and printing a generated model.

use odata_client::{
    Field, Flags, Json, Model,
    codegen::{Named, Place, Visit},
    error::DecodeError,
    from_json, to_json,
};
use proptest::prelude::*;
use serde_json::json;

use crate::model::{Call, Direction, Mode, Nameless};

pub(crate) fn read(json: &Json) -> Result<Call, DecodeError> {
    from_json(json.to_string().as_bytes())
}

fn written(call: &Call) -> Json {
    serde_json::from_slice(&to_json(call)).unwrap()
}

pub(crate) fn full() -> Json {
    json!({
        "id": "57d", "direction": "incoming", "modes": "audio,video",
        "created": "9999-12-31T23:59:59.9999999Z", "day": "2026-02-28", "time": "08:30:00",
        "length": "PT1H30M", "tenantId": "7e2dbdd1-4f5d-4f0e-a4b1-2d3cdb6e5a10", "muted": false,
        "size": 9_007_199_254_740_993_i64, "rank": -3, "level": 255, "score": 0.5, "ratio": 0.25,
        "price": 12.5, "photo": "+/8=", "raw": {"any": [1, null, {"x": "y"}]}, "tags": ["a", "b"],
        "gaps": [1, null, 2], "inner": {"id": "inner", "inner": {"id": "innermost"}},
        "targets": [{"id": "t1", "open": true}, {}],
        "@odata.type": "#sample.call", "undeclared": {"deep": [1.5]}
    })
}

#[test]
fn everything_is_read_and_written_back() {
    let call = read(&full()).unwrap();
    assert_eq!(call.direction, Some(Direction::Incoming));
    assert_eq!(
        call.modes,
        Some([Mode::Video, Mode::Audio].into_iter().collect())
    );
    assert_eq!(call.size, Some(9_007_199_254_740_993));
    assert_eq!(call.photo.as_deref(), Some([0xfb, 0xff].as_slice()));
    assert_eq!(call.gaps, Some(vec![Some(1), None, Some(2)]));
    assert_eq!(
        call.extra.annotation("odata.type"),
        Some(&json!("#sample.call"))
    );
    assert_eq!(written(&call), full());
    assert_eq!(Call::TYPE_NAME, "sample.call");
}

#[test]
fn order_of_properties_is_kept_after_the_type() {
    let text = br##"{"@odata.type":"#x","id":"1","rank":2,"b":1,"a":2}"##;
    assert_eq!(to_json(&from_json::<Call>(text).unwrap()), text);
    let later = br##"{"id":"1","rank":2,"@odata.type":"#x","b":1,"a":2}"##;
    assert_eq!(to_json(&from_json::<Call>(later).unwrap()), text);
}

#[test]
fn what_is_present_is_shown_in_the_order_of_declaration() {
    let call = read(&json!({"targets": [], "rank": 0, "raw": null, "open": 1, "id": ""})).unwrap();
    let mut names = Vec::new();
    call.each(&mut Visit::new(&mut |name, _, _| names.push(name)));
    assert_eq!(names, ["id", "rank", "targets"]);
}

#[test]
fn one_value_in_different_properties_is_a_difference() {
    let calls = [
        json!({}),
        json!({"size": 3}),
        json!({"rank": 3}),
        json!({"size": 3, "rank": 3}),
        json!({"inner": {}}),
        json!({"inner": {"rank": 3}}),
    ]
    .map(|call| read(&call).unwrap());
    for (at, one) in calls.iter().enumerate() {
        for (other_at, other) in calls.iter().enumerate() {
            assert_eq!(one == other, at == other_at, "{one:?} and {other:?}");
        }
    }
}

#[test]
fn nulls_are_absent_and_cleared_ones_are_sent() {
    let mut call =
        read(&json!({"id": null, "tags": null, "raw": null, "inner": null, "open": null})).unwrap();
    assert_eq!(call, Call::default());
    call.extra.clear("id");
    assert_eq!(to_json(&call), br#"{"id":null}"#);
    call.id = Some("set".to_owned());
    assert_eq!(
        to_json(&call),
        br#"{"id":"set"}"#,
        "a field that is set wins"
    );
    let tags = read(&json!({"tags": ["a", null, "b"]})).unwrap().tags;
    assert_eq!(tags, Some(vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn numbers_and_strings_that_services_send_are_taken() {
    let call = read(&json!({
        "size": "12", "score": "INF", "ratio": 1, "price": "12345678901234567890.123456789", "rank": 3.0,
        "direction": 1, "modes": "audio, Hologram", "photo": "-_8", "time": "08:00:00.123456789012",
    }))
    .unwrap();
    assert_eq!(call.size, Some(12));
    assert_eq!(call.score, Some(f64::INFINITY));
    assert_eq!(call.rank, Some(3));
    assert_eq!(
        call.direction,
        Some(Direction::Unrecognized("1".to_owned()))
    );
    assert!(
        call.modes
            .as_ref()
            .unwrap()
            .contains(&Mode::Other("Hologram".to_owned()))
    );
    let json = String::from_utf8(to_json(&call)).unwrap();
    assert!(json.contains(r#""score":"INF""#), "{json}");
    assert!(
        json.contains(r#""price":12345678901234567890.123456789"#),
        "{json}"
    );
}

#[test]
fn errors_have_a_path_and_what_was_expected() {
    for (value, path, what) in [
        (
            json!({"targets": [{}, {"inner": {"muted": 1}}]}),
            "targets[1].inner.muted",
            "found 1",
        ),
        (
            json!({"rank": 3_000_000_000_i64}),
            "rank",
            "a whole number of 32 bits",
        ),
        (json!({"level": -1}), "level", "from 0 to 255"),
        (
            json!({"muted": "true"}),
            "muted",
            "expected true or false, found \"true\"",
        ),
        (
            json!({"day": "2026-02-30"}),
            "day",
            "expected a date, found \"2026-02-30\"",
        ),
        (
            json!({"id": {"a": 1}}),
            "id",
            "expected a string, found an object",
        ),
        (json!({"tags": "a"}), "tags", "expected a list, found \"a\""),
        (
            json!({"tags": [["a"]]}),
            "tags[0]",
            "expected a string, found a list",
        ),
        (json!({"gaps": [1, "x"]}), "gaps[1]", "found \"x\""),
        (
            json!({"inner": []}),
            "inner",
            "expected an object, found a list",
        ),
        (json!({"tenantId": "x".repeat(500)}), "tenantId", "xxx\"…"),
        (
            json!({"targets": [null, 3]}),
            "targets[1]",
            "expected an object, found 3",
        ),
    ] {
        let error = read(&value).unwrap_err();
        assert_eq!(error.path(), path);
        assert!(error.to_string().contains(what), "{error}");
        assert!(error.to_string().len() < 200, "{error}");
    }
}

#[test]
fn what_is_not_json_is_an_error() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "3",
        "{\"id\": \"a\"} x",
        "{\"id\" \"a\"}",
        "\u{feff}",
    ] {
        assert!(from_json::<Call>(text.as_bytes()).is_err(), "{text}");
    }
    assert!(from_json::<Call>("\u{feff}{}".as_bytes()).is_ok());
    let error = from_json::<Call>(b"{\"inner\": {\"id\": \"\xff\"}}").unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("inner.id") && error.contains("column"),
        "{error}"
    );
    let deep = "{\"inner\":".repeat(100_000);
    assert!(from_json::<Call>(deep.as_bytes()).is_err());
    let deep = format!("{{\"x\":{}", "[".repeat(100_000));
    assert!(from_json::<Call>(deep.as_bytes()).is_err());
}

#[test]
fn enumerations_are_read_exactly_then_without_case() {
    assert_eq!("incoming".parse(), Ok(Direction::Incoming));
    assert_eq!("OutGoing".parse(), Ok(Direction::Outgoing));
    assert_eq!("x".parse(), Ok(Nameless::Unrecognized("x".to_owned())));
    assert_eq!(
        format!("{} {:?}", Direction::Incoming, Direction::Incoming),
        "incoming incoming"
    );
    assert_eq!(to_json(&Direction::Outgoing), br#""outgoing""#);
    assert_eq!(from_json::<Direction>(b"7").unwrap().to_string(), "7");
    let flags: Flags<Mode> = from_json(br#""VIDEO,holo""#).unwrap();
    assert_eq!(flags.to_string(), "video,holo");
}

#[test]
fn debug_shows_what_is_there() {
    let call = read(&json!({"id": "1", "direction": "incoming", "inner": {"rank": 2}, "x": "y"}));
    let shown = format!("{:?}", call.unwrap());
    let expected = r#"Call { id: "1", direction: incoming, inner: {rank: 2}, x: "y" }"#;
    assert_eq!(shown, expected);
    assert_eq!(format!("{:?}", Call::default()), "Call");
}

#[test]
fn equality_looks_at_fields_and_extra() {
    let base = json!({"id": "1", "targets": [{"rank": 1}], "x": 1});
    let call = read(&base).unwrap();
    assert_eq!(call, read(&base).unwrap());
    for other in [
        json!({"id": "2", "targets": [{"rank": 1}], "x": 1}),
        json!({"id": "1", "targets": [{"rank": 2}], "x": 1}),
        json!({"id": "1", "targets": [], "x": 1}),
        json!({"id": "1", "targets": [{"rank": 1}], "x": 2}),
        json!({"id": "1", "targets": [{"rank": 1}]}),
        json!({"id": "1", "targets": [{"rank": 1}], "x": 1, "rank": 0}),
    ] {
        assert_ne!(call, read(&other).unwrap(), "{other}");
    }
}

#[test]
fn extra_can_be_changed() {
    let mut call = Call::default();
    assert!(call.extra().is_empty());
    call.extra.insert("b", 1);
    call.extra.insert("a", "x");
    assert_eq!(call.extra.insert("b", 2), Some(json!(1)));
    assert_eq!(
        call.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["b", "a"]
    );
    assert_eq!(call.extra.remove("b"), Some(json!(2)));
    assert_eq!((call.extra.remove("b"), call.extra.len()), (None, 1));
}

/// Any JSON, down to a few levels.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>()
            .prop_filter("JSON has no others", |n| n.is_finite())
            .prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

fn any_call() -> impl Strategy<Value = Json> {
    let declared = (
        any::<Option<String>>(),
        prop::option::of(prop_oneof!["incoming", "outgoing", "[a-z]{1,9}"]),
        any::<Option<i64>>(),
        any::<Option<u8>>(),
        prop::option::of(prop::collection::vec(any::<Option<i32>>(), 0..4)),
        prop::option::of(any_json()),
    );
    let open = prop::collection::hash_map("[@a-z.]{8,20}", any_json(), 0..5);
    (declared, open).prop_map(|((id, direction, size, level, gaps, raw), open)| {
        let mut object = json!({
            "id": id, "direction": direction, "size": size, "level": level, "gaps": gaps, "raw": raw,
        });
        let map = object.as_object_mut().unwrap();
        for (name, value) in open {
            if matches!(Call::default().slot(&name), Place::Extra(_)) {
                map.insert(name, value);
            }
        }
        map.retain(|_, value| !value.is_null());
        object
    })
}

proptest! {
    #[test]
    fn any_object_round_trips(object in any_call(), nested in any_call()) {
        let mut object = object;
        object["targets"] = json!([nested, {}]);
        let call = read(&object);
        prop_assert!(call.is_ok(), "{:?}", call);
        let call = call.unwrap();
        prop_assert_eq!(&written(&call), &object);
        #[cfg(feature = "serde")]
        prop_assert_eq!(&serde_json::to_value(&call).unwrap(), &object);
        prop_assert_eq!(&from_json::<Call>(&to_json(&call)).unwrap(), &call);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(call) = from_json::<Call>(&bytes) {
            prop_assert_eq!(from_json::<Call>(&to_json(&call)).unwrap(), call);
        }
    }

    #[test]
    fn any_json_for_any_property_never_panics(value in any_json()) {
        let full = read(&full()).unwrap();
        let mut names = Vec::new();
        full.each(&mut Visit::new(&mut |name, _, _| names.push(name)));
        prop_assert_eq!(names.len(), 21);
        for name in names {
            if let Ok(call) = read(&json!({name: value})) {
                prop_assert_eq!(from_json::<Call>(&to_json(&call)).unwrap(), call);
            }
        }
    }
}

#[test]
fn decimals_keep_every_digit_wherever_they_stand() {
    let text = r#"{"id":"a","price":0.1234567890123456789,"raw":1.5,"tags":["x"],"gaps":[null,2],"inner":{"price":123456789012345678901234567890},"targets":[{"price":-9007199254740993.25},{}],"price2":"1"}"#;
    let call: Call = from_json(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(to_json(&call)).unwrap(), text);
    let error = from_json::<Call>(br#"{"price":0.12345678901234567,"inner":{"price":true}}"#);
    let error = error.unwrap_err().to_string();
    assert!(error.contains("inner.price"), "{error}");
    let call: Call = from_json(br#"{"price":"0.12345678901234567890"}"#).unwrap();
    assert_eq!(to_json(&call), br#"{"price":0.12345678901234567890}"#);
    let call: Call = from_json(br#"{"inner":{"price":0.12345678901234567},"price":null}"#).unwrap();
    assert_eq!(
        to_json(&call),
        br#"{"inner":{"price":0.12345678901234567}}"#
    );
}

proptest! {
    #[test]
    fn any_decimal_is_read_and_written_exactly(number in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?") {
        let text = format!(r#"{{"targets":[{{"price":{number}}}]}}"#);
        let call: Call = from_json(text.as_bytes()).unwrap();
        let targets = call.targets.unwrap_or_default();
        prop_assert_eq!(targets[0].price.clone(), number.parse().ok());
    }
}

#[test]
fn times_without_an_offset_and_dates_are_utc() {
    let midnight = read(&json!({"created": "2026-03-01T00:00:00Z"})).unwrap();
    for text in [
        "2026-03-01",
        "2026-03-01T00:00:00",
        "2026-03-01T00:00",
        "2026-03-01T00:00:00.000",
    ] {
        assert_eq!(
            read(&json!({"created": text})).unwrap().created,
            midnight.created,
            "{text}"
        );
        assert!(
            text.parse::<odata_client::DateTimeOffset>().is_err(),
            "{text}"
        );
    }
    for text in [
        "",
        "Z",
        "T",
        "2026-03-01Z",
        "2026-03",
        "10:00:00",
        "2026-02-30",
        "2026-03-01 00:00",
    ] {
        assert!(read(&json!({"created": text})).is_err(), "{text}");
    }
}

#[test]
fn digits_of_undeclared_numbers_are_written_back_as_they_came() {
    let text = r#"{"id":"a","a":0.1000,"b":12345678901234567890123,"c":1E400,"d":[1.50,{"e":-1.0e-7}],"f":1}"#;
    let mut call: Call = from_json(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(to_json(&call)).unwrap(), text);
    assert_eq!(call.extra.raw("a"), Some("0.1000"));
    assert_eq!(call.extra.get("a"), Some(&json!(0.1)));
    assert_eq!(call.extra.get("c"), Some(&json!("1E400")));
    assert_eq!(call.extra.raw("f"), None);
    let exact = call.extra.read::<odata_client::Decimal>("b").unwrap();
    assert_eq!(exact.as_str(), "12345678901234567890123");
    assert_ne!(
        from_json::<Call>(br#"{"a":0.100}"#).unwrap().extra,
        call.extra
    );
    call.extra
        .write("a", &"2.50".parse::<odata_client::Decimal>().unwrap());
    call.extra.insert("b", 1);
    call.extra.remove("c");
    call.extra.insert_raw("d", " 1e5 ").unwrap();
    assert!(call.extra.insert_raw("g", "x").is_err());
    assert_eq!(
        to_json(&call),
        br#"{"id":"a","a":2.50,"b":1,"d":1e5,"f":1}"#
    );
}

fn read_page<T: Field>(json: &[u8]) -> Result<odata_client::Page<T>, DecodeError> {
    let mut page = odata_client::Page::default();
    odata_client::codegen::read_model(json, &mut page)?;
    Ok(page)
}

#[test]
fn half_a_surrogate_pair_costs_its_own_value_only() {
    let text = r#"{"id":"a\ud83d","tags":["x","\ude00y"],"price":1.10,"raw":{"t":"\ud83d"},"score":1e999,"inner":{"id":"\ud83dz","rank":2,"open":"\ud83d"},"targets":[{"id":"b"},{"id":"\ud83d"}],"open":"o\ud83d!"}"#;
    let call: Call = from_json(text.as_bytes()).unwrap();
    assert_eq!((call.id.as_deref(), call.score), (None, None));
    assert_eq!(call.extra.get("id"), Some(&json!("a\u{fffd}")));
    assert_eq!(call.extra.get("open"), Some(&json!("o\u{fffd}!")));
    let inner = call.inner.as_ref().unwrap();
    assert_eq!(inner.rank, Some(2));
    assert_eq!(call.targets.as_ref().unwrap()[0].id.as_deref(), Some("b"));
    // The same values in another order: what is kept as text stands after what is declared.
    let written = to_json(&call);
    let again: Call = from_json(&written).unwrap();
    assert_eq!(again, call);
    let written = String::from_utf8(written).unwrap();
    for part in [
        r#""id":"a\ud83d""#,
        r#""tags":["x","\ude00y"]"#,
        r#""raw":{"t":"\ud83d"}"#,
        r#""score":1e999"#,
        r#""inner":{"rank":2,"id":"\ud83dz","open":"\ud83d"}"#,
        r#""targets":[{"id":"b"},{"id":"\ud83d"}]"#,
        r#""price":1.10"#,
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    let mut changed = call.clone();
    changed.id = Some("new".to_owned());
    assert!(
        !String::from_utf8(to_json(&changed))
            .unwrap()
            .contains("a\\ud83d")
    );

    // Where there is no property to keep it under, it is as near as can be.
    let page = read_page::<String>(br#"{"value":["a\ud83d","b"]}"#).unwrap();
    assert_eq!(page.value, ["a\u{fffd}", "b"]);
    let page = read_page::<Json>(br#"{"value":[{"x":"\ud83d"},1E400]}"#).unwrap();
    assert_eq!(page.value, [json!({"x": "\u{fffd}"}), json!("1E400")]);
    let page = read_page::<Call>(br#"{"value":[{"id":"\ud83d"},{"id":"b"}]}"#).unwrap();
    assert_eq!(page.value[1].id.as_deref(), Some("b"));
    assert_eq!(
        from_json::<Json>(br#""\ud83d""#).unwrap(),
        json!("\u{fffd}")
    );
    // A wrong kind of value is an error as ever, and so is a link that cannot be followed.
    let error = from_json::<Call>(br#"{"id":"\ud83d","targets":[{"rank":true}]}"#).unwrap_err();
    assert!(error.to_string().contains("targets[0].rank"), "{error}");
    assert!(read_page::<Call>(br#"{"@odata.nextLink":"\ud83d"}"#).is_err());
    assert!(from_json::<String>(br#""\ud83d""#).is_err());
}

/// The limit on nesting holds where values are read by their text too.
#[test]
fn deep_values_that_cannot_be_held_are_refused() {
    let deep = |depth: usize| {
        format!(
            "{}{{\"id\":\"\\ud83d\"}}{}",
            "{\"inner\":".repeat(depth),
            "}".repeat(depth)
        )
    };
    assert!(from_json::<Call>(deep(90).as_bytes()).is_ok());
    assert!(from_json::<Call>(deep(110).as_bytes()).is_err());
    assert!(from_json::<Call>(deep(100_000).as_bytes()).is_err());
}
