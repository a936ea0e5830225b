use bytes::Bytes;
use serde_json::{Value, json};

use jiff::SignedDuration;

use super::*;
use crate::error::Result;
use crate::wire::Reply;

const START: Timestamp = Timestamp::constant(1_767_225_600, 0);

fn grant(json: &Value) -> Result<Grant> {
    let reply = http::Response::new(Bytes::from(json.to_string()));
    let reply = Reply::new("login.example".to_owned(), reply, START);
    Grant::read(&reply, &reply.object().unwrap(), START)
}

fn wanted() -> Wanted {
    Wanted {
        scopes: vec!["a".to_owned()],
        claims: None,
        refused: None,
    }
}

fn after(seconds: i64) -> Timestamp {
    START + SignedDuration::from_secs(seconds)
}

fn account(json: &Value) -> Account {
    let mut account = Account::default();
    account.take(&wanted(), grant(json).unwrap(), Vec::new());
    account
}

#[test]
fn answers_are_read_however_they_are_written() {
    for (answer, expires, renew) in [
        (json!({"expires_in": 3600}), Some(3600), Some(3300)),
        (
            json!({"expires_in": "3599", "token_type": "bEARER"}),
            Some(3599),
            Some(3299),
        ),
        (json!({"expires_in": 100}), Some(100), Some(90)),
        (
            json!({"expires_in": 86400, "refresh_in": "43200"}),
            Some(86400),
            Some(43200),
        ),
        (json!({"expires_in": -1}), Some(0), Some(0)),
        (json!({"expires_in": null}), None, None),
        (json!({}), None, None),
    ] {
        let mut answer = answer;
        answer["access_token"] = json!("t");
        let access = grant(&answer).unwrap().access;
        let at = |seconds: Option<i64>| seconds.map(|seconds| START.as_second() + seconds);
        assert_eq!(
            (access.expires, access.renew),
            (at(expires), at(renew)),
            "{answer}"
        );
    }
    let list = grant(&json!({"access_token": "t", "scope": ["a", "b"]})).unwrap();
    assert_eq!(list.scope.as_deref(), Some("a b"));
}

#[test]
fn what_is_no_bearer_token_is_refused_without_being_shown() {
    for answer in [
        json!({}),
        json!({"access_token": ""}),
        json!({"access_token": 5}),
        json!({"access_token": "secret\r\nx: y"}),
        json!({"access_token": "secret", "token_type": "DPoP"}),
    ] {
        let error = grant(&answer).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
}

#[test]
fn a_token_is_renewed_before_it_ends_and_used_until_then() {
    let account = account(&json!({"access_token": "t", "expires_in": 3600}));
    let states = |seconds| {
        let now = after(seconds);
        (
            account.fresh(&wanted(), now).is_some(),
            account.alive(&wanted(), now).is_some(),
        )
    };
    assert_eq!(states(3299), (true, true));
    assert_eq!(states(3300), (false, true));
    assert_eq!(states(3599), (false, true));
    assert_eq!(states(3600), (false, false));
    let endless = super::tests::account(&json!({"access_token": "t"}));
    assert!(endless.fresh(&wanted(), after(1 << 30)).is_some());
}

#[test]
fn a_refused_token_and_one_from_before_a_challenge_are_not_given() {
    let account = account(&json!({"access_token": "t"}));
    let refused = |token: Option<&str>, claims: Option<&str>| Wanted {
        refused: token.map(Secret::new),
        claims: claims.map(str::to_owned),
        ..wanted()
    };
    assert!(account.fresh(&refused(Some("t"), None), START).is_none());
    assert!(account.fresh(&refused(None, Some("{}")), START).is_none());
    // Another task has answered the challenge meanwhile.
    assert!(
        account
            .fresh(&refused(Some("s"), Some("{}")), START)
            .is_some()
    );
}

#[test]
fn the_old_refresh_token_stays_unless_there_is_a_new_one() {
    let mut account = account(&json!({"access_token": "t", "refresh_token": "r1"}));
    account.take(
        &wanted(),
        grant(&json!({"access_token": "u"})).unwrap(),
        Vec::new(),
    );
    assert_eq!(account.refresh_token, Some(Secret::new("r1")));
    let rotated = json!({"access_token": "v", "refresh_token": "r2"});
    account.take(&wanted(), grant(&rotated).unwrap(), Vec::new());
    assert_eq!(account.refresh_token, Some(Secret::new("r2")));
}

#[test]
fn tokens_of_many_scopes_do_not_pile_up() {
    let mut account = Account::default();
    for number in 0..100 {
        let wanted = Wanted {
            scopes: vec![number.to_string()],
            ..wanted()
        };
        let answer = json!({"access_token": "t", "expires_in": 3600 + number});
        account.take(&wanted, grant(&answer).unwrap(), Vec::new());
    }
    assert_eq!(account.access.len(), MOST);
    assert!(account.access.contains_key("99") && !account.access.contains_key("0"));
}
