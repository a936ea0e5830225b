//! Keys, query values and header values, whatever they contain, arrive as they were.

use odata_client::{Client, Model, Resource};
use proptest::prelude::*;
use serde_json::json;

use crate::model::Call;
use crate::server::Mirror;

fn arrived(send: impl Fn(&Resource) -> odata_client::Get<Call>) -> url::Url {
    let client = Client::builder("https://example.org")
        .transport(Mirror)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let call = runtime
        .block_on(send(&Resource::root(&client)).into_future())
        .unwrap();
    assert!(call.extra().annotation("token").is_some());
    call.id.unwrap().parse().unwrap()
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

proptest! {
    #[test]
    fn any_key_arrives(key in any::<String>()) {
        prop_assume!(!matches!(key.as_str(), "" | "." | ".."));
        let url = arrived(|root| root.key_segment(&[&key]).segment("x").get());
        let segments: Vec<String> = url.path_segments().unwrap().map(decode).collect();
        prop_assert_eq!(segments, vec![key.clone(), "x".to_owned()]);

        let url = arrived(|root| root.segment("u").key_parentheses(&[("a", &key), ("b", &1)]).get());
        let path = url.path().to_owned();
        let inner = path.strip_prefix("/u(a='").and_then(|rest| rest.strip_suffix("',b=1)"));
        prop_assert_eq!(decode(inner.unwrap()).replace("''", "'"), key);
    }

    #[test]
    fn any_query_value_arrives(name in any::<String>(), value in any::<String>()) {
        let url = arrived(|root| root.segment("u").get().query(&name, &value).select([&value]));
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        let mut expected = vec![(name, value.clone())];
        if !value.is_empty() {
            expected.push(("$select".to_owned(), value));
        }
        prop_assert_eq!(pairs, expected);
        prop_assert!(url.fragment().is_none());
    }

    #[test]
    fn any_name_arrives_as_one_segment(name in any::<String>()) {
        prop_assume!(!matches!(name.as_str(), "" | "." | ".."));
        let url = arrived(|root| root.segment(&name).segment("x").get());
        let segments: Vec<String> = url.path_segments().unwrap().map(decode).collect();
        prop_assert_eq!(segments, vec![name, "x".to_owned()]);
    }

    #[test]
    fn any_filter_literal_arrives(text in any::<String>()) {
        let filter = format!("name eq '{}'", text.replace('\'', "''"));
        let client = Client::builder("https://example.org").transport(Mirror).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let list = Resource::root(&client).list::<Call>().filter(&filter).send_raw();
        let call: Call = runtime.block_on(list).unwrap().json().unwrap();
        let url: url::Url = call.id.unwrap().parse().unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, vec![("$filter".to_owned(), filter)]);
    }

    #[test]
    fn any_header_value_is_sent_or_refused(value in any::<String>()) {
        let client = Client::builder("https://example.org").transport(Mirror).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let request = Resource::root(&client).get::<Call>().header("authorization", &value);
        let plain = value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'));
        match runtime.block_on(request.into_future()) {
            Ok(call) => {
                prop_assert!(plain);
                prop_assert_eq!(call.extra.annotation("token"), Some(&json!(value)));
            }
            Err(error) => prop_assert!(!plain, "{}", error),
        }
    }
}
