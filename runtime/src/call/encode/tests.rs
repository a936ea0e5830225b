mod read_back;
mod standard;

use super::*;
use crate::call::operation::{In, Parameter, Style};
use crate::value::{Field, Json};

fn red_green() -> Json {
    serde_json::json!(["blue", "black", "brown"])
}

fn rgb() -> Json {
    serde_json::json!({"R": 100, "G": 200, "B": 150})
}

fn query(parameter: Parameter, value: &Json) -> String {
    query_of(parameter, value, CallSettings::default()).unwrap()
}

fn query_of(
    parameter: Parameter,
    value: &Json,
    settings: CallSettings,
) -> Result<String, InvalidRequest> {
    let pairs = query_pairs(&parameter, parameter.name, &value.view(), settings)?;
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}

fn path(parameter: Parameter, value: &Json) -> Result<String, InvalidRequest> {
    let template = format!("/a/{{{}}}/b", parameter.name);
    let path = fill_template(&template, &[parameter], &[PathValue::new(value)])?;
    let path = path
        .strip_prefix("/a/")
        .and_then(|path| path.strip_suffix("/b"));
    Ok(path.unwrap().to_owned())
}

#[test]
fn null_and_nothing_are_left_out_and_required_nothing_is_refused() {
    for value in ["null", "[]", "{}", "[null]", r#"{"a":null}"#, r#"{"a":[]}"#] {
        let value: Json = serde_json::from_str(value).unwrap();
        let view = value.view();
        for style in [Style::Form, Style::PipeDelimited, Style::DeepObject] {
            for explode in [true, false] {
                let parameter = Parameter::query("v").style(style).exploded(explode);
                assert_eq!(query(parameter, &value), "");
                let refused = query_of(parameter.required(), &value, CallSettings::default());
                assert_eq!(refused, Err(InvalidRequest::EmptyParameter("v".to_owned())));
            }
        }
        assert_eq!(header_text(&Parameter::header("v"), &view), Ok(None));
        assert_eq!(cookie_pairs(&Parameter::cookie("v"), &view), Ok(vec![]));
        assert!(header_text(&Parameter::header("v").required(), &view).is_err());
        assert!(path(Parameter::path("v"), &value).is_err());
    }
    // An empty text is a value, and so is an empty list as JSON.
    assert_eq!(
        query(Parameter::query("v").required(), &Json::from("")),
        "v="
    );
    assert_eq!(
        query(Parameter::query("v").json(), &serde_json::json!([])),
        "v=%5B%5D"
    );
    assert_eq!(query(Parameter::query("v").json(), &Json::Null), "");
    let items = serde_json::json!(["a", null, "b"]);
    assert_eq!(query(Parameter::query("v"), &items), "v=a&v=b");
}

#[test]
fn what_nobody_reads_back_is_refused() {
    let is_refused = |parameter: Parameter, value: Json| match parameter.place {
        In::Query => query_of(parameter, &value, CallSettings::default()).is_err(),
        In::Path => path(parameter, &value).is_err(),
        In::Header => header_text(&parameter, &value.view()).is_err(),
        In::Cookie => cookie_pairs(&parameter, &value.view()).is_err(),
    };
    let list = |item: &str| serde_json::json!([item, "x"]);
    let joined = Parameter::query("v").exploded(false);
    assert!(is_refused(joined, list("a,b")));
    assert!(is_refused(joined.style(Style::SpaceDelimited), list("a b")));
    assert!(is_refused(joined.style(Style::PipeDelimited), list("a|b")));
    assert!(!is_refused(
        joined.style(Style::PipeDelimited),
        list("a,b c")
    ));
    assert!(!is_refused(Parameter::query("v"), list("a,b")));
    assert!(!is_refused(joined, Json::from("a,b")));
    for parameter in [
        Parameter::path("v"),
        Parameter::header("v"),
        Parameter::cookie("v").exploded(false),
    ] {
        assert!(is_refused(parameter, list("a,b")), "{parameter:?}");
    }
    assert!(is_refused(
        Parameter::path("v").style(Style::Label).exploded(true),
        list("a.b")
    ));
    assert!(is_refused(
        Parameter::path("v").style(Style::Matrix).exploded(true),
        list("a;b")
    ));
    assert!(is_refused(Parameter::header("v"), Json::from(" a")));
    // Nesting.
    let nested = serde_json::json!([["a"]]);
    for parameter in [
        joined,
        Parameter::query("v"),
        Parameter::path("v"),
        Parameter::header("v"),
        Parameter::cookie("v"),
    ] {
        assert!(is_refused(parameter, nested.clone()), "{parameter:?}");
    }
    assert!(is_refused(
        Parameter::query("v"),
        serde_json::json!({"a": {"b": 1}})
    ));
    assert_eq!(
        query(Parameter::query("v"), &serde_json::json!({"a": ["b", "c"]})),
        "a=b&a=c"
    );
}

#[test]
fn deep_objects_nest_as_the_settings_say() {
    let value = serde_json::json!({"city": "a b", "lines": ["x", {"y": [true]}], "none": null});
    let deep = Parameter::query("address").style(Style::DeepObject);
    assert_eq!(
        query(deep, &value),
        "address%5Bcity%5D=a%20b&address%5Blines%5D%5B0%5D=x&address%5Blines%5D%5B1%5D%5By%5D%5B0%5D=true"
    );
    let raw = |list_form| {
        let settings = CallSettings {
            raw_brackets: true,
            list_form,
        };
        query_of(deep, &value, settings).unwrap()
    };
    assert_eq!(
        raw(ListForm::Indexed),
        "address[city]=a%20b&address[lines][0]=x&address[lines][1][y][0]=true"
    );
    assert_eq!(
        raw(ListForm::Brackets),
        "address[city]=a%20b&address[lines][]=x&address[lines][][y][]=true"
    );
    assert_eq!(
        raw(ListForm::Repeated),
        "address[city]=a%20b&address[lines]=x&address[lines][y]=true"
    );
}

#[test]
fn reserved_characters_stay_as_far_as_they_can() {
    let text = Json::from("/?:@!$'()*,;&+#[]= %20%2 ä");
    let parameter = Parameter::query("v");
    assert_eq!(
        query(parameter, &text),
        "v=%2F%3F%3A%40%21%24%27%28%29%2A%2C%3B%26%2B%23%5B%5D%3D%20%2520%252%20%C3%A4"
    );
    assert_eq!(
        query(parameter.reserved(), &text),
        "v=/?:@!$'()*,;%26%2B%23%5B%5D%3D%20%20%252%20%C3%A4"
    );
}

#[test]
fn json_in_headers_is_ascii_and_cookies_are_hardly_escaped() {
    let value = serde_json::json!({"a": "ä😀"});
    let header = header_text(&Parameter::header("v").json(), &value.view());
    assert_eq!(header.unwrap().unwrap(), r#"{"a":"\u00e4\ud83d\ude00"}"#);
    let cookie = cookie_pairs(
        &Parameter::cookie("v"),
        &Json::from("a b;%,\"100%25é/=").view(),
    );
    assert_eq!(cookie.unwrap(), ["v=a%20b%3B%%2C%22100%2525%C3%A9/="]);
}

#[test]
fn templates_are_filled_and_lead_nowhere_else() {
    let fill = |template: &str, values: &[&str]| {
        let values: Vec<_> = values
            .iter()
            .map(|value| PathValue::new(&Json::from(*value)))
            .collect();
        fill_template(template, &[], &values)
    };
    assert_eq!(fill("/x/{sid}.json", &["a/b"]).unwrap(), "/x/a%2Fb.json");
    assert_eq!(
        fill("/x/{id}:cancel", &["ä?#"]).unwrap(),
        "/x/%C3%A4%3F%23:cancel"
    );
    assert_eq!(fill("/{a}/{b}", &["1", "2"]).unwrap(), "/1/2");
    assert_eq!(
        fill("/a b/{c}|%20%2?x=[1]#frag", &["d"]).unwrap(),
        "/a%20b/d%7C%20%252?x=%5B1%5D"
    );
    for (template, value) in [
        ("/{a}/x", ".."),
        ("/{a}/x", "."),
        ("/{a}/x", ""),
        ("/.{a}/x", "."),
    ] {
        assert!(fill(template, &[value]).is_err(), "{template} {value:?}");
    }
    assert_eq!(fill("/{a}/x", &["..."]).unwrap(), "/.../x");
    assert!(fill("/{a}/{b}", &["1"]).is_err());
}
