//! Links of replies: what they are seen from, and what becomes of them.

use odata_client::{Client, Error, Items, Pages, Resource, StaticToken, http, request::LinkPolicy};
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply, with_headers};

const ROOT: &str = "https://example.org/v1.0";

fn parts(script: &Script) -> Resource {
    script.users().segment("1").segment("parts")
}

#[tokio::test]
async fn links_below_a_key_are_seen_from_the_context_url() {
    // What a CAP service answers: the context says where the root is, and the link is seen from there.
    let page = |next: &str| {
        reply(
            200,
            &json!({"@odata.context": "../$metadata#Users/parts", "value": [{"id": "1"}], "@odata.nextLink": next}),
        )
    };
    let last = || {
        reply(
            200,
            &json!({"@odata.context": "../$metadata#Users/parts", "value": []}),
        )
    };
    let script = Script::new([page("Users(1)/parts?$skiptoken=1"), last()]);
    let root = Resource::root(&script.client());
    let mut items = root
        .segment("Users")
        .key_parentheses(&[("", &1)])
        .segment("parts")
        .list::<Call>()
        .items();
    while items.try_next().await.unwrap().is_some() {}
    assert_eq!(
        script.urls(),
        [
            format!("{ROOT}/Users(1)/parts"),
            format!("{ROOT}/Users(1)/parts?$skiptoken=1")
        ]
    );
}

#[tokio::test]
async fn links_are_absolute_in_pages_and_streams() {
    for (context, link, expected) in [
        (
            Some("../../$metadata#c"),
            "users/1/parts?$skip=1",
            format!("{ROOT}/users/1/parts?$skip=1"),
        ),
        (
            Some("https://example.org/v1.0/$metadata#x('a#b')"),
            "next",
            format!("{ROOT}/next"),
        ),
        (
            Some("/v1.0/$metadata"),
            "?$skip=1",
            format!("{ROOT}/$metadata?$skip=1"),
        ),
        (
            Some("#parts"),
            "parts?$skip=1",
            format!("{ROOT}/users/1/parts?$skip=1"),
        ),
        (
            None,
            "parts?$skip=1",
            format!("{ROOT}/users/1/parts?$skip=1"),
        ),
        (None, "/users/1/parts", format!("{ROOT}/users/1/parts")),
        (
            Some("c"),
            "https://example.org/v1.0/%75?a=b'c",
            format!("{ROOT}/%75?a=b'c"),
        ),
    ] {
        for name in ["@odata.context", "@context"] {
            let mut body = json!({"value": [], "@odata.nextLink": link});
            if let Some(context) = context {
                body[name] = json!(context);
            }
            let script = Script::new([reply(200, &body), reply(200, &body)]);
            let page = parts(&script).list::<Call>().await.unwrap();
            assert_eq!(
                page.next_link.as_deref(),
                Some(expected.as_str()),
                "{context:?} {link}"
            );
            let mut pages: Pages<Call> = parts(&script).list().pages();
            let page = pages.try_next().await.unwrap().unwrap();
            assert_eq!(page.next_link.as_deref(), Some(expected.as_str()));
            assert_eq!(pages.next_link(), Some(expected.as_str()));
        }
    }
}

#[tokio::test]
async fn delta_links_are_absolute() {
    let body = json!({"@context": "../../$metadata", "value": [], "@deltaLink": "users/1/parts?$deltatoken=1"});
    let script = Script::new([reply(200, &body), reply(200, &body)]);
    let mut changes = parts(&script).list::<Call>().changes();
    assert!(changes.try_next().await.unwrap().is_none());
    let saved = changes.delta_link().unwrap().to_owned();
    assert_eq!(saved, format!("{ROOT}/users/1/parts?$deltatoken=1"));
    let mut changes = parts(&script).list::<Call>().resume(&saved).changes();
    changes.try_next().await.unwrap();
    assert_eq!(script.urls()[1], saved);
}

#[tokio::test]
async fn after_a_redirect_links_are_seen_from_where_it_led() {
    let moved = with_headers(
        302,
        &[("location", "https://example.org/v1.0/moved/parts")],
        "",
    );
    let page = json!({"value": [], "@odata.nextLink": "parts?$skip=1"});
    let script = Script::new([moved, reply(200, &page)]);
    let page = parts(&script).list::<Call>().await.unwrap();
    let expected = format!("{ROOT}/moved/parts?$skip=1");
    assert_eq!(page.next_link, Some(expected));
}

#[tokio::test]
async fn a_saved_relative_link_is_seen_from_the_root() {
    let script = Script::new([
        reply(200, &json!({"value": []})),
        with_headers(204, &[], ""),
    ]);
    let mut items = Items::<Call>::resume(&script.client(), "users(1)/parts?$skiptoken=1");
    assert!(items.try_next().await.unwrap().is_none());
    let client = script.client();
    client
        .link(http::Method::DELETE, "/users/1", LinkPolicy::AllowedHosts)
        .await
        .unwrap();
    assert_eq!(
        script.urls(),
        [
            format!("{ROOT}/users(1)/parts?$skiptoken=1"),
            format!("{ROOT}/users/1")
        ]
    );
}

#[tokio::test]
async fn http_links_of_a_service_behind_a_proxy_are_followed_by_https_where_that_is_wanted() {
    let next = "http://example.org/v1.0/users?$skip=1";
    let page = || reply(200, &json!({"value": [], "@odata.nextLink": next}));
    let last = || reply(200, &json!({"value": []}));
    let script = Script::new([page()]);
    let mut items = script.users().list::<Call>().items();
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    let shown = error.to_string();
    assert!(shown.contains("http://example.org:80"), "{shown}");

    let moved = || with_headers(301, &[("location", "http://example.org/v1.0/Users")], "");
    let script = Script::new([page(), last(), moved(), last()]);
    let client = script.builder().upgrade_links(true).build().unwrap();
    let users = Resource::root(&client).segment("users");
    assert!(
        users
            .list::<Call>()
            .items()
            .try_next()
            .await
            .unwrap()
            .is_none()
    );
    users.list::<Call>().await.unwrap();
    assert_eq!(
        script.urls(),
        [
            "https://example.org/v1.0/users",
            "https://example.org/v1.0/users?$skip=1",
            "https://example.org/v1.0/users",
            "https://example.org/v1.0/Users",
        ]
    );
    assert_eq!(script.headers("authorization"), ["Bearer secret-token"; 4]);
}

/// A request builder as the generator writes it.
#[derive(Clone, Debug)]
struct CallRequestBuilder(pub Resource);

impl CallRequestBuilder {
    fn get(&self) -> odata_client::Get<Call> {
        self.0.get()
    }

    fn parts(&self) -> Resource {
        self.0.segment("parts")
    }
}

#[tokio::test]
async fn a_url_becomes_a_typed_builder() {
    let one = || reply(200, &json!({"id": "1", "@odata.id": "/v1.0/users/2"}));
    let script = Script::new([
        one(),
        one(),
        reply(200, &json!({"value": []})),
        one(),
        one(),
    ]);
    let client = script.client();
    let first = client
        .resource_at("https://example.org/v1.0/users/1")
        .map(CallRequestBuilder)
        .unwrap();
    let call = first.get().select(["id"]).await.unwrap();
    let id = call.extra.annotation("odata.id").unwrap().as_str().unwrap();
    let second = client.resource_at(id).map(CallRequestBuilder).unwrap();
    second.get().await.unwrap();
    second.parts().list::<Call>().await.unwrap();
    // Another version of the service, on the same host; and a host that is trusted.
    let beta = client
        .resource_at("https://example.org/beta/users/1?$select=id&@a=1")
        .unwrap();
    beta.segment("manager").get::<Call>().await.unwrap();
    let allowed = script
        .builder()
        .allow_host("files.example.org")
        .build()
        .unwrap();
    allowed
        .resource_at("https://files.example.org/f/1")
        .unwrap()
        .get::<Call>()
        .await
        .unwrap();
    assert_eq!(
        script.urls(),
        [
            "https://example.org/v1.0/users/1?$select=id",
            "https://example.org/v1.0/users/2",
            "https://example.org/v1.0/users/2/parts",
            "https://example.org/beta/users/1/manager?@a=1",
            "https://files.example.org/f/1",
        ]
    );
    for elsewhere in [
        "https://elsewhere.example.org/v1.0/users/1",
        "http://example.org/v1.0/users/1",
    ] {
        let error = client.resource_at(elsewhere).unwrap_err();
        assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    }
    let builder = Client::builder("https://example.org").credential(StaticToken::new("x"));
    assert!(builder.build().unwrap().resource_at("").is_err());
}

#[tokio::test]
async fn expanded_collections_are_paged_on_from_their_own_links() {
    let users = json!({"value": [
        {"id": "1", "parts": [{"id": "a"}], "parts@odata.nextLink": "users(1)/parts?$skiptoken=1"},
        {"id": "2", "parts": [], "parts@nextLink": "https://example.org/v1.0/users(2)/parts?$skiptoken=1"},
        {"id": "3", "parts": []},
    ]});
    let rest = |id: &str| {
        let context = "../$metadata#parts";
        reply(
            200,
            &json!({"@odata.context": context, "value": [{"id": id}]}),
        )
    };
    let script = Script::new([reply(200, &users), rest("b"), rest("c")]);
    let page = script
        .users()
        .list::<Call>()
        .expand(["parts"])
        .await
        .unwrap();
    let mut rest = Vec::new();
    for link in page
        .value
        .iter()
        .filter_map(|user| user.extra.next_link("parts"))
    {
        let mut items = Items::<Call>::resume(&script.client(), link);
        while let Some(part) = items.try_next().await.unwrap() {
            rest.push(part.id.unwrap());
        }
    }
    assert_eq!(rest, ["b", "c"]);
    let link = |id: i32| format!("{ROOT}/users({id})/parts?$skiptoken=1");
    assert_eq!(script.urls()[1..], [link(1), link(2)]);
}

#[test]
fn urls_without_a_path_and_such_that_name_their_host_again_stay_on_it() {
    let client = Client::builder("https://svc.example/v1").build().unwrap();
    for (url, path) in [
        ("https://svc.example", "/"),
        ("https://svc.example/s", "/s"),
        ("https://svc.example//svc", "//svc"),
    ] {
        let resource = client.resource_at(url).unwrap();
        assert_eq!(resource.path(), path);
        let id = odata_client::reference::EntityId::from(&resource);
        assert!(id.as_str().starts_with("https://svc.example/"), "{id:?}");
    }
}

#[tokio::test]
async fn links_of_another_host_that_begin_with_a_slash_stay_there() {
    let pages = [
        reply(
            200,
            &json!({"value": [], "@odata.nextLink": "/v2/x?$skiptoken=a"}),
        ),
        reply(200, &json!({"value": []})),
    ];
    let script = Script::new(pages);
    let client = script
        .builder()
        .allow_host("files.example")
        .build()
        .unwrap();
    let files = client.resource_at("https://files.example/v2/x").unwrap();
    let mut items = files.list::<Call>().items();
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(script.urls()[1], "https://files.example/v2/x?$skiptoken=a");
}
