//! Paging: what is asked for, what comes, and where it ends.

use futures_core::Stream;
use odata_client::{Error, Invocation, Items, Json, Pages, Resource, returns};
use proptest::prelude::*;
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply};
use crate::server::{calls, client, json_reply, server};

fn page(ids: &[i32], next: Option<&str>) -> odata_client::http::Response<odata_client::Bytes> {
    reply(200, &body(ids, next))
}

fn body(ids: &[i32], next: Option<&str>) -> Json {
    let items: Vec<Json> = ids.iter().map(|id| json!({"id": id.to_string()})).collect();
    match next {
        Some(next) => json!({"value": items, "@odata.nextLink": next}),
        None => json!({"value": items}),
    }
}

async fn rest(mut items: Items<Call>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(call) = items.try_next().await.unwrap() {
        ids.push(call.id.unwrap());
    }
    ids
}

const ODD: &str =
    "https://example.org/v1.0/%75sers?$skiptoken=X'4453%2f'&$filter=a%20eq+%27b%27&c=%C3%A4";

#[tokio::test]
async fn next_links_are_followed_to_the_letter() {
    let script = Script::new([page(&[1, 2], Some(ODD)), page(&[3], None)]);
    let items = script
        .users()
        .list::<Call>()
        .filter("a eq 'b'")
        .top(2)
        .items();
    assert_eq!(rest(items).await, ["1", "2", "3"]);
    assert_eq!(
        script.urls(),
        [
            "https://example.org/v1.0/users?$filter=a%20eq%20'b'&$top=2",
            ODD
        ]
    );
    assert_eq!(script.headers("authorization"), ["Bearer secret-token"; 2]);
}

#[tokio::test]
async fn headers_and_page_size_go_with_every_page() {
    let script = Script::new([
        page(&[1], Some("https://example.org/v1.0/users?$skip=1")),
        page(&[], None),
    ]);
    let list = script.users().list::<Call>().page_size(25);
    let list = list
        .header("ConsistencyLevel", "eventual")
        .header("Prefer", "return=minimal");
    assert_eq!(rest(list.items()).await, ["1"]);
    assert_eq!(script.headers("consistencylevel"), ["eventual"; 2]);
    assert_eq!(
        script.headers("prefer"),
        ["return=minimal, odata.maxpagesize=25"; 2]
    );
    assert_eq!(script.headers("accept"), ["application/json"; 2]);
}

#[tokio::test]
async fn a_page_size_goes_with_a_single_page_and_beside_a_default_preference() {
    let script = Script::new([page(&[1], None)]);
    let client = script
        .builder()
        .default_header("Prefer", "a=b")
        .build()
        .unwrap();
    Resource::root(&client)
        .list::<Call>()
        .page_size(7)
        .await
        .unwrap();
    assert_eq!(script.headers("prefer"), ["a=b, odata.maxpagesize=7"]);
}

#[tokio::test]
async fn empty_pages_are_passed_and_the_last_page_ends_it() {
    let link = |page: i32| format!("https://example.org/v1.0/users?page={page}");
    let script = Script::new([
        page(&[], Some(&link(1))),
        page(&[1], Some(&link(2))),
        page(&[], Some(&link(3))),
        page(&[], Some(&link(4))),
        page(&[2], Some("")),
    ]);
    let mut items = script.users().list::<Call>().items();
    let mut ids = Vec::new();
    while let Some(call) = items.try_next().await.unwrap() {
        ids.push(call.id.unwrap());
    }
    assert_eq!(ids, ["1", "2"]);
    assert_eq!((items.next_link(), items.delta_link()), (None, None));
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(script.urls().len(), 5);
}

#[tokio::test]
async fn pages_give_links_and_counts_and_can_be_resumed() {
    let link = "https://example.org/v1.0/users?$skiptoken=2";
    let mut first = body(&[1], Some(link));
    first["@odata.count"] = json!(2);
    let script = Script::new([reply(200, &first)]);
    let mut pages = script.users().list::<Call>().count(true).pages();
    assert_eq!(pages.next_link(), None);
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!((page.count, page.value.len()), (Some(2), 1));
    let saved = pages.next_link().unwrap().to_owned();
    drop(pages);

    let script = Script::new([
        self::page(&[2], None),
        self::page(&[2], None),
        self::page(&[2], None),
    ]);
    let resumed = script
        .users()
        .list::<Call>()
        .filter("x")
        .header("X-A", "b")
        .resume(&saved);
    assert_eq!(rest(resumed.items()).await, ["2"]);
    assert_eq!(rest(Items::resume(&script.client(), &saved)).await, ["2"]);
    let mut pages = Pages::<Call>::resume(&script.client(), &saved);
    assert_eq!(pages.try_next().await.unwrap().unwrap().value.len(), 1);
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(script.urls(), [link; 3]);
    assert_eq!(script.headers("x-a"), ["b", "", ""]);
}

#[tokio::test]
async fn the_count_is_that_of_the_first_page() {
    let mut first = body(&[1, 2], Some("https://example.org/v1.0/users?p=2"));
    first["@odata.count"] = json!(3);
    let script = Script::new([reply(200, &first), page(&[3], None)]);
    let mut items = script.users().list::<Call>().count(true).items();
    assert_eq!(items.count(), None);
    items.try_next().await.unwrap();
    assert_eq!((items.count(), items.remaining()), (Some(3), 1));
    assert_eq!(rest(items).await, ["2", "3"]);
    assert!(script.urls()[0].ends_with("?$count=true"));
}

#[tokio::test]
async fn operations_that_answer_lists_page_with_get() {
    let link = "https://example.org/v1.0/next";
    let script = Script::new([page(&[1], Some(link)), page(&[2], None), page(&[3], None)]);
    let action: Invocation<returns::Many<Call>> = script.users().action("find");
    let action = action.parameter("name", &"a".to_owned());
    let action = action.header("Content-Type", "application/json;odata.metadata=full");
    let again = action.clone().resume(link).page_size(1);
    assert_eq!(rest(action.items()).await, ["1", "2"]);
    assert_eq!(again.await.unwrap().value.len(), 1);
    assert_eq!(script.methods(), ["POST", "GET", "GET"]);
    assert_eq!(
        script.headers("content-type"),
        ["application/json;odata.metadata=full", "", ""]
    );
    assert_eq!(script.urls()[1..], [link; 2]);
}

#[tokio::test]
async fn relative_links_are_seen_from_the_service() {
    let script = Script::new([
        page(&[1], Some("users?$skip=1")),
        page(&[2], Some("/v1.0/users?$skip=2")),
        page(&[3], None),
    ]);
    assert_eq!(rest(script.users().list().items()).await, ["1", "2", "3"]);
    let expected = [
        "https://example.org/v1.0/users?$skip=1",
        "https://example.org/v1.0/users?$skip=2",
    ];
    assert_eq!(script.urls()[1..], expected);
}

#[tokio::test]
async fn a_link_twice_in_a_row_is_an_error_after_its_page() {
    let link = "https://example.org/v1.0/users?$skip=1";
    let script = Script::new([page(&[1], Some(link)), page(&[2], Some(link))]);
    let mut items = script.users().list::<Call>().items();
    for id in ["1", "2"] {
        assert_eq!(items.try_next().await.unwrap().unwrap().id.unwrap(), id);
    }
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::LinkCircle), "{error:?}");
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(script.urls().len(), 2);
}

#[tokio::test]
async fn links_to_other_hosts_are_refused_and_see_nothing() {
    let other = server(json_reply(200, &body(&[2], None))).await;
    let next = format!("{}/v1.0/communications/calls?$skip=1", other.uri());
    let service = server(json_reply(200, &body(&[1], Some(&next)))).await;
    let mut items = calls(&service).list::<Call>().items();
    assert_eq!(
        items.try_next().await.unwrap().unwrap().id.as_deref(),
        Some("1")
    );
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert_eq!(items.next_link(), Some(next.as_str()));
    assert!(items.try_next().await.unwrap().is_none());

    let error = Items::<Call>::resume(&client(&service), &next)
        .try_next()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert_eq!(other.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn links_that_lead_elsewhere_in_disguise_are_refused() {
    for link in [
        "https://evil.org\\@example.org/x",
        "http://example.org/x",
        "https://example.org:444/x",
        "https://a:b@example.org/x",
        "ftp://example.org/x",
        "https://",
    ] {
        let script = Script::new([page(&[1], Some(link))]);
        let mut items = script.users().list::<Call>().items();
        items.try_next().await.unwrap();
        assert!(items.try_next().await.is_err(), "{link}");
        assert_eq!(script.urls().len(), 1, "{link}");
    }
}

#[tokio::test]
async fn a_failed_page_ends_the_stream_and_its_link_stays() {
    let link = "https://example.org/v1.0/users?$skip=1";
    let gone = json!({"error": {"code": "gone", "message": "m"}});
    let script = Script::new([page(&[1], Some(link)), reply(410, &gone), page(&[2], None)]);
    let mut items = script.users().list::<Call>().items();
    items.try_next().await.unwrap();
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error:?}");
    assert!(items.try_next().await.unwrap().is_none());
    let link = items.next_link().unwrap().to_owned();
    assert_eq!(rest(Items::resume(&script.client(), &link)).await, ["2"]);
}

#[tokio::test]
async fn streams_can_be_sent_moved_and_dropped() {
    fn check<S: Stream + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let slow = json_reply(200, &body(&[1], None)).set_delay(std::time::Duration::from_secs(60));
    let server = server(slow).await;
    let mut items = check(calls(&server).list::<Call>().items());
    let _ = check(calls(&server).list::<Call>().pages());
    let _ = check(calls(&server).list::<Call>().changes());
    // Polled once and dropped: the request is given up, so the test ends at once.
    let first = std::future::poll_fn(|context| {
        std::task::Poll::Ready(
            std::pin::Pin::new(&mut items)
                .poll_next(context)
                .is_pending(),
        )
    });
    assert!(first.await);
    drop(items);
}

proptest! {
    #[test]
    fn any_split_into_pages_gives_all_items_in_order(sizes in proptest::collection::vec(0_usize..9, 1..20)) {
        let link = |page: usize| format!("https://example.org/v1.0/users?page={page}");
        let mut expected = Vec::new();
        let mut replies = Vec::new();
        for (index, size) in sizes.iter().enumerate() {
            let from = i32::try_from(expected.len()).unwrap();
            let ids: Vec<i32> = (from..).take(*size).collect();
            expected.extend(ids.iter().map(ToString::to_string));
            let next = (index + 1 < sizes.len()).then(|| link(index + 1));
            replies.push(page(&ids, next.as_deref()));
        }
        let script = Script::new(replies);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let given = runtime.block_on(rest(script.users().list().items()));
        prop_assert_eq!(given, expected);
        prop_assert_eq!(script.urls().len(), sizes.len());
    }
}
