//! What is written is read back as it was.

use proptest::prelude::*;

use super::*;

/// Reads a query as servers do: split, then decoded.
fn decoded(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = percent_encoding::percent_decode_str(text);
        text.decode_utf8().unwrap().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (decode(name), decode(value))
        })
        .collect()
}

proptest! {
    #[test]
    fn lists_are_read_back(items in prop::collection::vec(".{1,8}", 1..5), reserved: bool) {
        let value = Json::from(items.clone());
        // Where reserved characters stay, so do triples.
        prop_assume!(!reserved || !items.iter().any(|item| item.contains('%')));
        let named = |parameter: Parameter| if reserved { parameter.reserved() } else { parameter };
        let exploded = query(named(Parameter::query("v w")), &value);
        let expected: Vec<_> = items.iter().map(|item| ("v w".to_owned(), item.clone())).collect();
        prop_assert_eq!(decoded(&exploded), expected);
        for (style, separator, between) in [(Style::Form, ',', ","), (Style::SpaceDelimited, ' ', "%20"), (Style::PipeDelimited, '|', "%7C")] {
            let parameter = Parameter::query("v").style(style).exploded(false);
            match query_of(parameter, &value, CallSettings::default()) {
                Ok(text) => {
                    let raw = text.strip_prefix("v=").unwrap().split(between);
                    let read: Vec<_> = raw.map(|item| percent_encoding::percent_decode_str(item).decode_utf8().unwrap().into_owned()).collect();
                    prop_assert_eq!(&read, &items);
                }
                Err(_) => prop_assert!(items.iter().any(|item| item.contains(separator))),
            }
        }
        prop_assert!(exploded.is_ascii() && !exploded.contains(['+', ' ', '#']));
    }

    #[test]
    fn deep_objects_are_read_back(names in prop::collection::btree_set("[a-z]{1,3}", 1..4), text in ".{0,8}", depth in 1_usize..4) {
        let mut value = Json::from(text.clone());
        let mut expected = String::new();
        for name in names.iter().take(depth).collect::<Vec<_>>().into_iter().rev() {
            value = serde_json::json!({name: value});
            expected = format!("[{name}]{expected}");
        }
        let query = query(Parameter::query("v").style(Style::DeepObject), &value);
        prop_assert_eq!(decoded(&query), [(format!("v{expected}"), text)]);
    }

    #[test]
    fn texts_in_paths_are_one_segment(text in ".{1,12}") {
        prop_assume!(text != "." && text != "..");
        let written = path(Parameter::path("v"), &Json::from(text.clone())).unwrap();
        prop_assert!(!written.contains(['/', '?', '#']));
        let read: Vec<u8> = percent_encoding::percent_decode_str(&written).collect();
        prop_assert_eq!(read, text.into_bytes());
    }

    #[test]
    fn cookies_are_read_back(text in "[^%\r\n]{0,12}") {
        let pairs = cookie_pairs(&Parameter::cookie("v"), &Json::from(text.clone()).view()).unwrap();
        prop_assert_eq!(pairs.len(), 1);
        let value = pairs[0].strip_prefix("v=").unwrap();
        prop_assert!(value.is_ascii() && !value.contains([' ', '"', ',', ';', '\\']));
        let read: Vec<u8> = percent_encoding::percent_decode_str(value).collect();
        prop_assert_eq!(read, text.into_bytes());
    }
}
