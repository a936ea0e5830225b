//! Changes: updates, removals, links to be saved, and links that are no longer known.

use odata_client::{
    Change, Changes, Error, Field, Invocation, Json,
    delta::{Reason, Resync},
    returns,
};
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply, with_headers};

type Delta = Invocation<returns::Many<Call>>;

const NEXT: &str = "https://example.org/v1.0/users/delta?$skiptoken=a'b%2F";
const SAVED: &str = "https://example.org/v1.0/users/delta?$deltatoken=c'd%2F";

fn delta(script: &Script) -> Delta {
    script.users().function("delta")
}

async fn all<T: Field>(changes: &mut Changes<T>) -> Vec<Change<T>> {
    let mut all = Vec::new();
    while let Some(change) = changes.try_next().await.unwrap() {
        all.push(change);
    }
    all
}

fn removed<T>(change: &Change<T>) -> (Option<&str>, &Reason) {
    match change {
        Change::Removed(removed) => (removed.id.as_deref(), &removed.reason),
        _ => panic!("an update"),
    }
}

#[tokio::test]
async fn updates_and_removals_come_typed_and_the_delta_link_at_the_end() {
    let script = Script::new([
        reply(
            200,
            &json!({"@odata.nextLink": NEXT, "value": [
                {"id": "1", "direction": "incoming"},
                {"id": "2", "@removed": {"reason": "deleted"}},
            ]}),
        ),
        reply(
            200,
            &json!({"@odata.deltaLink": SAVED, "value": [
                {"id": "3", "@removed": {"reason": "changed"}, "rank": 4},
                {"@odata.context": "https://example.org/$metadata#users/$deletedEntity",
                 "id": "https://example.org/users/4", "reason": "deleted"},
                {"id": "5", "@removed": {"reason": "merged"}},
                {"id": "6", "@removed": {}},
            ]}),
        ),
    ]);
    let mut changes = delta(&script).select(["id"]).changes();
    assert!(
        matches!(changes.try_next().await.unwrap(), Some(Change::Updated(call)) if call.id.as_deref() == Some("1"))
    );
    let change = changes.try_next().await.unwrap().unwrap();
    assert_eq!(removed(&change), (Some("2"), &Reason::Deleted));
    assert_eq!(
        (changes.delta_link(), changes.next_link()),
        (None, Some(NEXT))
    );
    let change = changes.try_next().await.unwrap().unwrap();
    assert_eq!(removed(&change), (Some("3"), &Reason::Changed));
    let Change::Removed(gone) = &change else {
        panic!("{change:?}")
    };
    assert_eq!(gone.extra.get("rank"), Some(&json!(4)));
    // The link would pass over the three that are still to come.
    assert_eq!(changes.delta_link(), None);
    let rest = all(&mut changes).await;
    let rest: Vec<_> = rest.iter().map(removed).collect();
    assert_eq!(
        rest,
        [
            (Some("https://example.org/users/4"), &Reason::Deleted),
            (Some("5"), &Reason::Other("merged".to_owned())),
            (Some("6"), &Reason::Unstated),
        ]
    );
    assert_eq!(
        (changes.delta_link(), changes.next_link()),
        (Some(SAVED), None)
    );
    assert_eq!(
        script.urls(),
        ["https://example.org/v1.0/users/delta()?$select=id", NEXT]
    );
}

#[tokio::test]
async fn a_round_starts_at_a_saved_link() {
    let none = reply(
        200,
        &json!({"value": [], "@odata.deltaLink": "https://example.org/v1.0/later"}),
    );
    let script = Script::new([none.clone(), none]);
    let mut changes = delta(&script)
        .header("Prefer", "return=minimal")
        .resume(SAVED)
        .changes();
    assert!(changes.try_next().await.unwrap().is_none());
    assert_eq!(changes.delta_link(), Some("https://example.org/v1.0/later"));
    let mut changes = Changes::<Call>::resume(&script.client(), SAVED);
    assert!(changes.try_next().await.unwrap().is_none());
    assert_eq!(script.urls(), [SAVED; 2]);
    assert_eq!(script.headers("prefer"), ["return=minimal", ""]);
}

#[tokio::test]
async fn lists_give_changes_too_and_can_begin_from_now() {
    let script = Script::new([reply(200, &json!({"value": [], "@odata.deltaLink": SAVED}))]);
    let mut changes = script.users().list::<Call>().from_now().changes();
    assert!(changes.try_next().await.unwrap().is_none());
    assert_eq!(changes.delta_link(), Some(SAVED));
    assert_eq!(
        script.urls(),
        ["https://example.org/v1.0/users?$deltatoken=latest"]
    );
}

#[tokio::test]
async fn items_of_a_delta_request_keep_removals_as_items() {
    let item = json!({"id": "1", "@removed": {"reason": "deleted"}});
    let script = Script::new([reply(
        200,
        &json!({"value": [item], "@odata.deltaLink": SAVED}),
    )]);
    let mut items = delta(&script).items();
    let call = items.try_next().await.unwrap().unwrap();
    assert_eq!(
        call.extra.get("@removed"),
        Some(&json!({"reason": "deleted"}))
    );
    assert_eq!(items.delta_link(), Some(SAVED));
}

#[tokio::test]
async fn changes_of_members_are_reached() {
    let group = json!({"id": "g", "members@delta": [
        {"@odata.type": "#sample.call", "id": "1", "rank": 7},
        {"@odata.type": "#sample.call", "id": "2", "@removed": {"reason": "deleted"}},
    ]});
    let wrong = json!({"id": "h", "members@delta": [{"id": "1"}, {"id": 2}]});
    let script = Script::new([reply(
        200,
        &json!({"value": [group, wrong], "@odata.deltaLink": SAVED}),
    )]);
    let changes = all(&mut delta(&script).changes()).await;
    let [Change::Updated(group), Change::Updated(wrong)] = &changes[..] else {
        panic!("{changes:?}")
    };
    let members = group.extra.changes::<Call>("members").unwrap();
    assert!(matches!(&members[0], Change::Updated(call) if call.rank == Some(7)));
    assert_eq!(removed(&members[1]), (Some("2"), &Reason::Deleted));
    assert!(group.extra.changes::<Call>("owners").unwrap().is_empty());
    let untyped = group.extra.changes::<Json>("members").unwrap();
    assert_eq!(removed(&untyped[1]), (Some("2"), &Reason::Deleted));
    let error = wrong.extra.changes::<Call>("members").unwrap_err();
    assert_eq!(error.path(), "members@delta[1].id");
}

async fn refused(status: u16, code: &str, location: Option<&str>) -> Resync {
    let body = json!({"error": {"code": code, "message": "m"}}).to_string();
    let mut headers = vec![("content-type", "application/json"), ("request-id", "r-1")];
    headers.extend(location.map(|location| ("location", location)));
    let script = Script::new([with_headers(status, &headers, body)]);
    let error = delta(&script)
        .resume(SAVED)
        .changes()
        .try_next()
        .await
        .unwrap_err();
    assert_eq!(
        (error.request_id(), error.code()),
        (Some("r-1"), Some(code))
    );
    assert!(error.to_string().contains("ask again"), "{error}");
    let Error::Resync(resync) = error else {
        panic!("{error:?}")
    };
    *resync
}

#[tokio::test]
async fn links_no_longer_known_are_an_error_that_says_what_to_do() {
    let resync = refused(410, "resyncRequired", None).await;
    assert_eq!(resync.restart, None);
    assert!(resync.to_string().contains("without the saved link"));
    let resync = refused(
        410,
        "resyncChangesApplyDifferences",
        Some("https://example.org/v1.0/again"),
    )
    .await;
    assert_eq!(
        resync.restart.as_deref(),
        Some("https://example.org/v1.0/again")
    );
    assert!(
        resync
            .to_string()
            .contains("at the link that came with this error")
    );
    assert!(resync.advice().contains("removals"));
    let upload = refused(410, "resyncChangesUploadDifferences", None).await;
    assert_ne!(upload.advice(), resync.advice());
    // The status says it, or the code.
    refused(410, "whatever", None).await;
    refused(400, "syncStateNotFound", None).await;
    refused(400, "ResyncRequired", None).await;
}

#[tokio::test]
async fn other_errors_stay_what_they_are() {
    let body = json!({"error": {"code": "accessDenied", "message": "m"}});
    let inner = json!({"error": {"code": "badRequest", "message": "m",
        "innerError": {"code": "x", "innerError": {"code": "syncStateNotFound"}}}});
    let script = Script::new([reply(403, &body), reply(400, &inner)]);
    let error = delta(&script).changes().try_next().await.unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error:?}");
    let error = delta(&script).changes().try_next().await.unwrap_err();
    assert!(matches!(error, Error::Resync(_)), "{error:?}");
}
