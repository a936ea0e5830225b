//! How URLs are written, byte by byte: by the standard's grammar, and in the forms that a service takes.

use odata_client::query::Expanded;
use odata_client::{
    Binary, Client, ClientBuilder, Error, Flags, List, RawResponse, Resource,
    error::InvalidRequest,
    request::ResponseFuture,
    returns,
    settings::{EnumLiterals, ODataVersion},
};

use crate::model::Call;
use crate::query::{Access, Address, Person, Thing};
use crate::server::{Mirror, Nobody};

fn sent(request: ResponseFuture<RawResponse>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let reply = runtime.unwrap().block_on(request).unwrap();
    let url = reply.json::<Call>().unwrap().id.unwrap();
    url.strip_prefix("https://example.org/").unwrap().to_owned()
}

fn refused(request: ResponseFuture<RawResponse>) -> InvalidRequest {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    match runtime.unwrap().block_on(request) {
        Err(Error::InvalidRequest(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

fn root(settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Resource {
    let builder = settings(Client::builder("https://example.org").transport(Mirror));
    Resource::root(&builder.build().unwrap())
}

fn people() -> List<Person> {
    root(|builder| builder).segment("people").list()
}

#[test]
fn options_of_expansions_keep_their_equals_signs() {
    let friends = Person::FRIENDS
        .select((Thing::ID, Person::NAME))
        .filter(Person::NAME.eq("a=b&c;d/e?f"))
        .order_by(Person::NAME.desc());
    assert_eq!(
        sent(people().expand(friends).send_raw()),
        "people?$expand=friends($select=id,displayName;$filter=displayName%20eq%20'a=b%26c;d%2Fe%3Ff';\
         $orderby=displayName%20desc)"
    );
    let custom = people().query("a=b", "c=d").send_raw();
    assert_eq!(sent(custom), "people?a%3Db=c=d");
}

#[test]
fn empty_lists_leave_their_option_out() {
    let none: [&str; 0] = [];
    let list = people()
        .select([Person::NAME])
        .select(none)
        .expand(Vec::<String>::new())
        .order_by("")
        .filter("")
        .search("");
    assert_eq!(sent(list.send_raw()), "people");
    let friends = Person::FRIENDS.select(none).order_by(none).top(1);
    assert_eq!(
        sent(people().expand(friends).send_raw()),
        "people?$expand=friends($top=1)"
    );
    let friends = Person::FRIENDS.select(none);
    assert_eq!(
        sent(people().expand(friends).send_raw()),
        "people?$expand=friends"
    );
    assert_eq!(
        sent(people().select(["", "a"]).send_raw()),
        "people?$select=a"
    );
}

#[test]
fn enumerations_and_in_are_written_as_the_service_takes_them() {
    let list = |root: Resource| {
        let of_both =
            Person::ACCESS.in_([Access::Read, Access::Write]) & Person::TAGS.is_not_empty();
        let friends = Person::FRIENDS.filter(Person::RIGHTS.has(Access::Write));
        let list = root.segment("people").list::<Person>();
        list.filter(of_both).expand(friends).send_raw()
    };
    assert_eq!(
        sent(list(root(
            |builder| builder.odata_version(ODataVersion::V4_01)
        ))),
        "people?$filter=access%20in%20(sample.access'read',sample.access'write')%20and%20tags/any()\
         &$expand=friends($filter=rights%20has%20sample.access'write')"
    );
    assert_eq!(
        sent(list(root(|builder| builder
            .in_operator(true)
            .enum_literals(EnumLiterals::Short)))),
        "people?$filter=access%20in%20('read','write')%20and%20tags/any()\
         &$expand=friends($filter=rights%20has%20'write')"
    );
    assert_eq!(
        sent(list(root(|builder| builder))),
        "people?$filter=(access%20eq%20sample.access'read'%20or%20access%20eq%20sample.access'write')\
         %20and%20tags/any()&$expand=friends($filter=rights%20has%20sample.access'write')"
    );
}

#[test]
fn a_count_takes_filters_as_lists_do() {
    let people = root(|builder| builder.in_operator(true)).segment("people");
    let count = people
        .count()
        .filter(Person::AGE.in_([1, 2]) & Person::ACCESS.eq(Access::Read));
    assert_eq!(
        sent(count.send_raw()),
        "people/$count?$filter=age%20in%20(1,2)%20and%20access%20eq%20sample.access'read'"
    );
    let count = people.count().filter("a eq 1").search("");
    assert_eq!(sent(count.send_raw()), "people/$count?$filter=a%20eq%201");
}

#[test]
fn enumerations_in_paths_are_written_as_the_service_takes_them() {
    let path = |root: Resource| {
        let one = root
            .segment("doors")
            .key_parentheses(&[("", &Access::Read)]);
        let function = one.function::<returns::Raw>("ns.open");
        let function =
            function.parameter("rights", &Flags::from_iter([Access::Read, Access::Write]));
        sent(
            function
                .parameter("none", &Flags::<Access>::new())
                .send_raw(),
        )
    };
    assert_eq!(
        path(root(|builder| builder)),
        "doors(sample.access'read')/ns.open(rights=sample.access'read,write',none=sample.access'0')"
    );
    assert_eq!(
        path(root(|builder| builder.enum_literals(EnumLiterals::Short))),
        "doors('read')/ns.open(rights='read,write',none='0')"
    );
    let segment = root(|builder| builder).segment("doors");
    let segment = segment.key_segment(&[&Access::Read]).get::<Person>();
    assert_eq!(sent(segment.send_raw()), "doors/read");
}

#[test]
fn binary_has_no_padding_and_dates_have_four_digits() {
    let day = odata_client::Date::constant(-44, 3, 15);
    let filter = Person::PHOTO_HASH.eq(Binary::from(vec![0xfb])) & Person::BORN.gt(day);
    assert_eq!(
        sent(people().filter(filter).send_raw()),
        "people?$filter=photoHash%20eq%20binary'-w'%20and%20born%20gt%20-0044-03-15"
    );
}

#[test]
fn keys_that_read_as_other_segments_are_refused() {
    let people = root(|builder| builder.transport(Nobody)).segment("people");
    for key in [
        "$each",
        "$count",
        "$filter(x eq 1)",
        "$value",
        "sample.person",
        "delta",
    ] {
        let key = key.to_owned();
        let item = people.key_segment_beside(&["sample.person", "delta"], &[&key]);
        let problem = refused(item.get::<Person>().send_raw());
        assert_eq!(problem, InvalidRequest::ReservedKey(key));
    }
    let item = |key: &str| {
        root(|builder| builder)
            .segment("people")
            .key_segment(&[&key.to_owned()])
    };
    assert_eq!(sent(item("$5").get::<Person>().send_raw()), "people/%245");
    assert_eq!(
        sent(item("sample.person").get::<Person>().send_raw()),
        "people/sample.person"
    );
    let other = root(|builder| builder).segment("people");
    let other = other.key_parentheses(&[("", &"$count".to_owned())]);
    assert_eq!(sent(other.get::<Person>().send_raw()), "people('%24count')");
}

#[test]
fn texts_to_search_for_stay_within_their_expansion() {
    for search in [
        "a (b OR c)",
        "\"a;b) \\\"c\\\" (\"",
        "O'Neil",
        "NOT \"\\\\\" x",
        "",
    ] {
        let friends = Person::FRIENDS.expanded().search(search).top(1);
        let list = people().expand(friends);
        let expected = match search {
            "" => "friends($top=1)".to_owned(),
            _ => format!("friends($search={search};$top=1)"),
        };
        let sent = sent(list.send_raw());
        let sent = percent_encoding::percent_decode_str(&sent)
            .decode_utf8()
            .unwrap();
        assert_eq!(sent, format!("people?$expand={expected}"));
    }
}

#[test]
fn what_no_list_can_hold_is_refused() {
    let people = || {
        root(|builder| builder.transport(Nobody))
            .segment("people")
            .list::<Person>()
    };
    let expanded: [Expanded<Person, _>; 2] = [
        Person::BOSS.levels(0),
        Person::BOSS.expand(Person::BOSS.expanded().levels(0)),
    ];
    for expanded in expanded {
        assert_eq!(
            refused(people().expand(expanded).send_raw()),
            InvalidRequest::Levels
        );
    }
    for search in [
        "a;$top=1",
        "a)",
        "(a",
        "\"a",
        "\"a\\\"",
        "a\" b",
        "\"a\";",
        ")(",
        "\"a;b) \\\" (\"",
    ] {
        let friends = Person::FRIENDS.expanded().search(search);
        assert_eq!(
            refused(people().expand(friends).send_raw()),
            InvalidRequest::NestedSearch(search.to_owned())
        );
    }
    let path = |text: &str| InvalidRequest::EvaluatedPath(text.to_owned());
    assert_eq!(
        refused(people().expand(Person::BOSS / Person::BOSS).send_raw()),
        path("boss/boss")
    );
    assert_eq!(
        refused(people().select(Person::BOSS / Person::NAME).send_raw()),
        path("boss/displayName")
    );
    assert_eq!(
        refused(people().select(Person::TAGS.count()).send_raw()),
        path("tags/$count")
    );
    let people = root(|builder| builder).segment("people").list::<Person>();
    let people = people.select(Person::ADDRESS / Address::CITY);
    assert_eq!(
        sent(people.order_by(Person::TAGS.count().desc()).send_raw()),
        "people?$select=address/city&$orderby=tags/$count%20desc"
    );
}
