use super::*;

#[test]
fn better_matches_come_first() {
    let query = Query::new("call").unwrap();
    let names = [
        "Call",
        "callInfo",
        "updateCallStatus",
        "allCalls",
        "theCallback",
        "recall",
    ];
    let found = names.map(|name| query.name(name, "").unwrap());
    assert!(
        found.is_sorted_by(|better, worse| better < worse),
        "{found:?}"
    );
    assert_eq!(found[3], Match::Stems);
    assert_eq!(query.name("user", ""), None);
    let described = |text| query.description(text);
    assert_eq!(described("Starts the calls."), Some(Match::Description));
    assert_eq!(described("Callbacks."), Some(Match::DescriptionPrefix));
    assert_eq!(described("Nothing."), None);
    assert!(Query::new(" ").is_none());
    let status = Query::new("the status of calls").unwrap();
    assert_eq!(status.name("updateCallStatus", ""), Some(Match::Stems));
}

#[test]
fn paths_and_what_is_done_there_have_words() {
    let sent = |verb, to_references| Sent {
        verb,
        to_stream: false,
        to_references,
    };
    let fits = |text: &str, name: &str, path: &str, sent: &[Sent], only_done: bool| {
        let query = Query::new(text).unwrap();
        let may = query.may_be_path(name, false);
        may.then(|| query.path(name, path, sent, only_done))
            .flatten()
    };
    let path = Some(Match::Path);
    assert_eq!(
        fits("delta groups", "delta", "/groups/delta", &[], false),
        path
    );
    let members = "/groups/{id}/members/$ref";
    let add = [sent("POST", true)];
    assert_eq!(
        fits("add member group", "members/$ref", members, &add, true),
        path
    );
    assert_eq!(
        fits("members of groups", "members/$ref", members, &add, true),
        None
    );
    assert_eq!(
        fits(
            "create user",
            "users",
            "/users",
            &[sent("POST", false)],
            false
        ),
        path
    );
    assert_eq!(
        fits(
            "delete user",
            "users",
            "/users",
            &[sent("POST", false)],
            false
        ),
        None
    );
    // The last name has none of the words.
    assert_eq!(
        fits("add group", "owner", "/groups/{id}/owner", &add, false),
        None
    );
}
