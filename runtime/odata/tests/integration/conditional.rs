//! Conditional requests: what is sent, and what their errors say.

use odata_client::{Bytes, Resource, http, returns};

use crate::model::Call;
use crate::script::Script;

fn reply(status: u16) -> http::Response<Bytes> {
    let reply = http::Response::builder().status(status);
    reply.body(Bytes::new()).unwrap()
}

const TAG: &str = "W/\"JzEt'\\\"";

#[tokio::test]
async fn every_kind_of_request_takes_an_etag_as_it_came() {
    let script = Script::new(std::iter::repeat_with(|| reply(204)).take(8));
    let user = script.users().key_segment(&[&"1".to_owned()]);
    let call = Call::default();
    user.update(&call).if_match(TAG).await.unwrap();
    user.replace(&call).if_match(TAG).await.unwrap();
    user.delete().if_match("*").await.unwrap();
    user.media()
        .put("x", "text/plain")
        .if_match(TAG)
        .await
        .unwrap();
    user.media().delete().if_match(TAG).await.unwrap();
    let action = user.action::<returns::Nothing>("act");
    action.if_match("\"a\"").if_match(TAG).await.unwrap();
    user.update(&call).if_none_match("*").await.unwrap();
    let raw = user.request::<returns::Raw>(http::Method::PUT);
    raw.if_match(TAG).await.unwrap();
    assert_eq!(
        script.headers("if-match"),
        [TAG, TAG, "*", TAG, TAG, TAG, "", TAG]
    );
    assert_eq!(script.headers("if-none-match")[6], "*");
}

#[tokio::test]
async fn nothing_new_is_an_error_of_its_own() {
    let script = Script::new(std::iter::repeat_with(|| reply(304)).take(4));
    let user: Resource = script.users();
    let mut errors = vec![
        user.get::<Call>().if_none_match(TAG).await.unwrap_err(),
        user.list::<Call>().if_none_match(TAG).await.unwrap_err(),
        user.media().get().if_none_match(TAG).await.unwrap_err(),
    ];
    let stream = user.media().get().if_none_match(TAG).stream().await;
    errors.extend(stream.err());
    assert_eq!(errors.len(), 4);
    for error in errors {
        assert!(error.is_not_modified(), "{error}");
        assert!(!error.is_precondition_failed() && !error.is_precondition_required());
        let text = error.to_string();
        assert!(text.contains("go on with what was read"), "{text}");
    }
    assert_eq!(script.headers("if-none-match"), [TAG; 4]);
}

#[tokio::test]
async fn conditions_that_fail_or_lack_say_what_to_do() {
    let script = Script::new([reply(412), reply(428)]);
    let user = script.users();
    let error = user
        .update(&Call::default())
        .if_match(TAG)
        .await
        .unwrap_err();
    assert!(error.is_precondition_failed());
    assert!(error.to_string().contains("its new ETag"), "{error}");
    let error = user.delete().await.unwrap_err();
    assert!(error.is_precondition_required());
    assert!(error.to_string().contains("`if_match`"), "{error}");
}
