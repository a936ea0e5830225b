//! Values of any JSON: in declared properties, in lists, by themselves; and names that are not text.

use odata_client::{
    Batch, Decimal, Extra, Field, Json, Model, Page, Resource,
    codegen::{Place, Visit},
    from_json, returns, to_json,
};
use proptest::prelude::*;
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, with_headers};

const LONG: &str = "0.1000000000000000055511151231257827";
const LARGE: &str = "12345678901234567890123";

/// An entity with untyped properties.
#[derive(Clone, Default)]
struct Sheet {
    id: Option<i32>,
    cell: Option<Json>,
    cells: Option<Vec<Json>>,
    gaps: Option<Vec<Option<Json>>>,
    parts: Option<Vec<Sheet>>,
    extra: Extra,
}

impl Model for Sheet {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "id" => &mut self.id,
            "cell" => &mut self.cell,
            "cells" => &mut self.cells,
            "gaps" => &mut self.gaps,
            "parts" => &mut self.parts,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.read_only("id", self.id.view());
        visit.property("cell", self.cell.view());
        visit.property("cells", self.cells.view());
        visit.property("gaps", self.gaps.view());
        visit.property("parts", self.parts.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}

odata_client::codegen::model!(Sheet, "sample.sheet");

fn sheet() -> String {
    format!(
        r#"{{"id":1,"cell":{{"x":{LONG},"n":[{LARGE},1.10]}},"cells":[{LONG},"a",{LARGE}],"gaps":[null,1E400],"parts":[{{"cell":{LARGE}}},{{"cell":"\ud83d"}},{{"cell":1.5}}]}}"#
    )
}

#[test]
fn digits_of_declared_untyped_values_are_written_back_as_they_came() {
    let text = sheet();
    let sheet: Sheet = from_json(text.as_bytes()).unwrap();
    assert_eq!(
        sheet.cell,
        Some(json!({"x": 0.1, "n": [12_345_678_901_234_567_890_123_f64, 1.1]}))
    );
    assert_eq!(sheet.cells.as_ref().unwrap()[1], json!("a"));
    assert_eq!(sheet.gaps, Some(vec![None, Some(json!("1E400"))]));
    assert_eq!(String::from_utf8(to_json(&sheet)).unwrap(), text);
    assert_eq!(
        sheet.extra.raw("gaps"),
        Some("[null,1E400]"),
        "the text beside the value"
    );
    let parts = sheet.parts.as_ref().unwrap();
    let exact = parts[0].extra.read::<Decimal>("cell").unwrap();
    assert_eq!(exact.as_str(), LARGE);
    assert_eq!(parts[2].extra.raw("cell"), None);
    // Only the text is in the extra part.
    assert!(sheet.extra.is_empty() && sheet.extra.get("cell").is_none());

    let other: Sheet =
        from_json(text.replace(LARGE, "12345678901234567890124").as_bytes()).unwrap();
    assert_eq!(other.cell, sheet.cell);
    assert!(other != sheet && sheet == sheet.clone());
}

#[test]
fn a_changed_untyped_value_is_written_as_it_is() {
    let mut sheet: Sheet = from_json(sheet().as_bytes()).unwrap();
    sheet.cell = Some(json!(0.1));
    sheet.gaps.as_mut().unwrap().push(None);
    sheet.cells = None;
    sheet.parts = None;
    assert_eq!(
        to_json(&sheet),
        br#"{"id":1,"cell":0.1,"gaps":[null,"1E400",null]}"#
    );
    sheet.extra.clear("cell");
    sheet.cell = None;
    let written = to_json(&sheet);
    assert_eq!(
        written,
        br#"{"id":1,"gaps":[null,"1E400",null],"cell":null}"#
    );
}

#[tokio::test]
async fn updates_send_untyped_values_exactly_and_without_what_only_replies_have() {
    let text = format!(
        r#"{{"id":1,"cell":{{"x":{LONG},"@odata.etag":"e","at@odata.navigationLink":"n","at":{{"y":1}}}},"cells":[{LARGE}],"open":{{"p":1.10,"@odata.editLink":"e"}}}}"#
    );
    let json = [("content-type", "application/json")];
    let script = Script::new([
        with_headers(200, &json, text),
        with_headers(204, &[], ""),
        with_headers(204, &[], ""),
    ]);
    let one = script.users().segment("1");
    let before = one.get::<Sheet>().await.unwrap();
    one.update(&before).await.unwrap();
    let mut after = before.clone();
    after.cells.as_mut().unwrap().push(json!(1));
    assert!(one.update(&before).changed_from(&before).is_empty());
    one.update(&after).changed_from(&before).await.unwrap();
    let whole =
        format!(r#"{{"id":1,"cell":{{"x":{LONG}}},"cells":[{LARGE}],"open":{{"p":1.10}}}}"#);
    assert_eq!(
        script.bodies()[1..],
        [
            whole,
            r#"{"cells":[1.2345678901234568e22,1]}"#.replace("e22", "e+22")
        ]
    );
}

#[tokio::test]
async fn untyped_replies_have_the_nearest_value_and_their_text() {
    let list = format!(r#"{{"value":[{LARGE},{{"x":1.10}}]}}"#);
    let json = [("content-type", "application/json")];
    let script = Script::new([
        with_headers(200, &json, list),
        with_headers(200, &json, format!(r#"{{"value":{LARGE}}}"#)),
        with_headers(200, &json, format!(r#"{{"x":{LONG},"n\ud83d":1}}"#)),
        with_headers(200, &json, format!(r#"{{"x":{LONG}}}"#)),
    ]);
    let users = script.users();
    let page = users.list::<Json>().await.unwrap();
    assert_eq!(page.value[1], json!({"x": 1.1}));
    let text = format!(r#"[{LARGE},{{"x":1.10}}]"#);
    assert_eq!(page.extra.raw("value"), Some(&*text));
    let single = users.function::<returns::Single<Json>>("f").await.unwrap();
    assert_eq!(single, Some(json!(12_345_678_901_234_567_890_123_f64)));
    let alone = users.get::<Json>().await.unwrap();
    assert_eq!(alone, json!({"x": 0.1, "n\u{fffd}": 1}));
    let raw = users.get::<Json>().send_raw().await.unwrap();
    assert!(raw.body().starts_with(br#"{"x":0.1000000000000000055"#));
}

#[tokio::test]
async fn parts_of_batches_keep_digits_too() {
    let body = format!(
        r#"{{"responses":[{{"id":"1","status":200,"headers":{{"content-type":"application/json"}},"body":{{"cell":{LARGE}}}}}]}}"#
    );
    let script = Script::new([with_headers(
        200,
        &[("content-type", "application/json")],
        body,
    )]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let get = batch.add(Resource::root(&client).segment("sheets").get::<Sheet>());
    let sheet = batch.send().await.unwrap().take(get).unwrap();
    assert_eq!(sheet.extra.raw("cell"), Some(LARGE));
}

#[test]
fn half_a_surrogate_pair_in_a_name_costs_that_name_only() {
    let text = r#"{"id":"a","o\ud83d":[1],"inner":{"\ude00":2,"rank":2,"x":{"\ud83d":1}},"targets":[{"n\ud83d":0,"id":"b"}],"raw":{"k\ud83d":"v"}}"#;
    let call: Call = from_json(text.as_bytes()).unwrap();
    assert_eq!(call.id.as_deref(), Some("a"));
    assert_eq!(call.extra.get("o\u{fffd}"), Some(&json!([1])));
    let inner = call.inner.as_ref().unwrap();
    assert_eq!((inner.rank, inner.extra.len()), (Some(2), 2));
    assert_eq!(call.targets.as_ref().unwrap()[0].id.as_deref(), Some("b"));
    assert_eq!(call.raw, Some(json!({"k\u{fffd}": "v"})));
    let written = String::from_utf8(to_json(&call)).unwrap();
    for part in [r#""raw":{"k\ud83d":"v"}"#, r#""x":{"\ud83d":1}"#] {
        assert!(written.contains(part), "{written}");
    }

    let mut page = Page::<Call>::default();
    let text = br#"{"@a\ud83d":1,"value":[{"id":"a","\ud83d":"\ud83d"}]}"#;
    odata_client::codegen::read_model(text, &mut page).unwrap();
    assert_eq!(page.value[0].id.as_deref(), Some("a"));
    assert!(from_json::<Call>(br#"{"id":1,"\ud83d":2}"#).is_err());
    assert!(from_json::<Call>(b"{\"id\":\"a\",\"\\ud83d\":2,\"\x01\":1}").is_err());
}

#[tokio::test]
async fn half_a_surrogate_pair_does_not_hide_a_services_error() {
    let body = r#"{"error":{"code":"bad","message":"no \ud83d here"}}"#;
    let script = Script::new([with_headers(
        400,
        &[("content-type", "application/json")],
        body,
    )]);
    let error = script.users().get::<Call>().await.unwrap_err();
    assert_eq!(error.code(), Some("bad"));
    assert!(error.to_string().contains("no \u{fffd} here"), "{error}");
}

/// JSON of any shape, with numbers and texts that a value may not hold.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "0",
        "-7",
        "9007199254740993",
        "18446744073709551615",
        LARGE,
        "1.5",
        "1.10",
        "-0.0",
        LONG,
        "1e5",
        "-2.50E-7",
        "1E400",
        "true",
        "null",
        "\"a\"",
        "\"\"",
        r#""\ud83d""#,
        r#""x\ude00y\ud83d""#,
        r#""1.10""#,
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let name = prop::sample::select(vec!["a", "b c", r"\ud83d", "1.10", "@odata.type"]);
        let members = prop::collection::vec((name, inner.clone()), 0..4).prop_map(|members| {
            let members = members.iter().enumerate();
            let members = members.map(|(at, (name, value))| format!(r#""{at}{name}":{value}"#));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        });
        let items = prop::collection::vec(inner, 0..4);
        prop_oneof![
            members,
            items.prop_map(|items| format!("[{}]", items.join(",")))
        ]
    })
}

proptest! {
    /// Whatever comes in a declared or undeclared property of any JSON is written as it came, and read as the same again.
    #[test]
    fn any_json_is_written_back_to_the_letter(
        cell in any_json().prop_filter("a null is absent", |json| json != "null"),
        cells in prop::collection::vec(any_json(), 0..4),
        open in any_json().prop_filter("a null is absent", |json| json != "null"),
    ) {
        let cells = cells.join(",");
        let text = format!(
            r#"{{"cell":{cell},"cells":[{cells}],"parts":[{{"cell":{cell}}}],"open":{open}}}"#
        );
        let sheet: Sheet = from_json(text.as_bytes()).unwrap();
        prop_assert_eq!(String::from_utf8(to_json(&sheet)).unwrap(), text);
        let again: Sheet = from_json(&to_json(&sheet)).unwrap();
        prop_assert!(again == sheet);
        // Any JSON by itself is what the field has.
        prop_assert_eq!(from_json::<Json>(cell.as_bytes()).unwrap(), sheet.cell.unwrap());
    }
}
