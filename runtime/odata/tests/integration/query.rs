//! Typed queries: what property constants make of comparisons, paths, lists and expansions.

use odata_client::query::{Filter, Property, kind};
use odata_client::{
    Client, Enumeration, Extra, Field, Flags, Guid, Model, Resource,
    codegen::{Place, Visit},
};
use proptest::prelude::*;

use crate::model::Call;
use crate::server::Mirror;

/// A base and what is derived from it, as the generator writes them.
macro_rules! models {
    ($($type:ident $name:literal)*) => {$(
        #[derive(Clone, Default)]
        pub(crate) struct $type {
            extra: Extra,
        }
        impl Model for $type {
            fn slot(&mut self, _: &str) -> Place<'_> {
                Place::Extra(&mut self.extra)
            }

            fn each<'a>(&'a self, _: &mut Visit<'_, 'a>) {}

            fn extra(&self) -> &Extra {
                &self.extra
            }
        }
        odata_client::codegen::model!($type, $name);
    )*};
}

models! { Thing "sample.thing" Person "sample.person" Address "sample.address" }
impl odata_client::query::Inherits<Thing> for Person {}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Access {
    Read,
    Write,
    Unrecognized(String),
}

impl Enumeration for Access {
    const MEMBERS: &'static [Self] = &[Self::Read, Self::Write];
    fn as_str(&self) -> &str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Unrecognized(text) => text,
        }
    }
    fn unrecognized(text: String) -> Self {
        Self::Unrecognized(text)
    }
}
odata_client::codegen::enumeration!(Access, "sample.access");

impl Thing {
    odata_client::codegen::property!(ID, "id", text);
}

impl Person {
    odata_client::codegen::property!(NAME, "displayName", text);
    odata_client::codegen::property!(NICK, "nick", text);
    odata_client::codegen::property!(AGE, "age", number);
    odata_client::codegen::property!(ACTIVE, "active", boolean);
    odata_client::codegen::property!(UNIQUE, "unique", guid);
    odata_client::codegen::property!(BORN, "born", date);
    odata_client::codegen::property!(SEEN, "seen", date_time);
    odata_client::codegen::property!(WAKES, "wakes", time_of_day);
    odata_client::codegen::property!(BREAK, "break", duration);
    odata_client::codegen::property!(PHOTO_HASH, "photoHash", binary);
    odata_client::codegen::property!(DATA, "data", any);
    odata_client::codegen::property!(ACCESS, "access", member Access);
    odata_client::codegen::property!(RIGHTS, "rights", flags Access);
    odata_client::codegen::property!(TAGS, "tags", collection text);
    odata_client::codegen::property!(ADDRESS, "address", complex Address);
    odata_client::codegen::property!(ADDRESSES, "addresses", collection complex Address);
    odata_client::codegen::property!(BOSS, "boss", link Person);
    odata_client::codegen::property!(FRIENDS, "friends", collection link Person);
}

impl Address {
    odata_client::codegen::property!(CITY, "city", text);
    odata_client::codegen::property!(LINES, "lines", collection text);
}

#[test]
fn each_kind_has_its_comparisons() {
    let filters: [(Filter<Person>, &str); 20] = [
        (Person::NAME.eq("O'Neil"), "displayName eq 'O''Neil'"),
        (Person::NAME.gt("a"), "displayName gt 'a'"),
        (Person::NAME.eq(Person::NICK), "displayName eq nick"),
        (Person::NAME.in_(["a", "b"]), "displayName in ('a','b')"),
        (Person::NAME.in_(["a"]), "displayName eq 'a'"),
        (Person::NAME.in_(Vec::<String>::new()), "false"),
        (Person::NAME.ends_with("x"), "endswith(displayName,'x')"),
        (Person::NAME.contains("x"), "contains(displayName,'x')"),
        (Person::AGE.ge(18), "age ge 18"),
        (Person::AGE.lt(1.5), "age lt 1.5"),
        (Person::ACTIVE.eq(false), "active eq false"),
        (
            Person::UNIQUE.ne(Guid::nil()),
            "unique ne 00000000-0000-0000-0000-000000000000",
        ),
        (
            Person::BORN.le("2026-01-31".parse::<odata_client::Date>().unwrap()),
            "born le 2026-01-31",
        ),
        (
            Person::WAKES.gt("06:30:00".parse::<odata_client::TimeOfDay>().unwrap()),
            "wakes gt 06:30:00",
        ),
        (
            Person::BREAK.eq("PT1H".parse::<odata_client::Duration>().unwrap()),
            "break eq duration'PT1H'",
        ),
        (
            Person::ACCESS.eq(Access::Read),
            "access eq sample.access'read'",
        ),
        (
            Person::RIGHTS.has(Flags::from_iter([Access::Read, Access::Write])),
            "rights has sample.access'read,write'",
        ),
        (
            Person::RIGHTS.eq(Flags::new()),
            "rights eq sample.access'0'",
        ),
        (Person::BOSS.is_null(), "boss eq null"),
        (Person::DATA.is_not_null(), "data ne null"),
    ];
    for (filter, text) in filters {
        assert_eq!(filter.text(), text);
    }
    let seen = "2026-01-31T08:00:00Z".parse::<odata_client::DateTimeOffset>();
    let seen = Person::SEEN.lt(seen.unwrap());
    assert_eq!(seen.text(), "seen lt 2026-01-31T08:00:00Z");
    let hash = Person::PHOTO_HASH.eq(odata_client::Binary::from(vec![0xfb]));
    assert_eq!(hash.text(), "photoHash eq binary'-w'");
}

#[test]
fn parentheses_stand_where_precedence_asks_for_them() {
    let (a, b, c) = (
        || Person::AGE.eq(1),
        || Person::AGE.eq(2),
        || Person::NAME.starts_with("x"),
    );
    for (filter, text) in [
        (
            a() & b() | c(),
            "age eq 1 and age eq 2 or startswith(displayName,'x')",
        ),
        (
            a() & (b() | c()),
            "age eq 1 and (age eq 2 or startswith(displayName,'x'))",
        ),
        (
            (a() | b()).and(c()),
            "(age eq 1 or age eq 2) and startswith(displayName,'x')",
        ),
        (!a(), "not (age eq 1)"),
        (
            !c() & !(a() | b()),
            "(not (startswith(displayName,'x'))) and (not (age eq 1 or age eq 2))",
        ),
        (a().and(Person::ACTIVE), "age eq 1 and active"),
        (
            Person::ACTIVE & !Person::ACTIVE,
            "active and (not (active))",
        ),
        (Person::ACTIVE | a(), "active or age eq 1"),
        (
            a().and("x eq 1 or y eq 2"),
            "age eq 1 and (x eq 1 or y eq 2)",
        ),
        (a().and(Thing::ID.eq("b")), "age eq 1 and id eq 'b'"),
    ] {
        assert_eq!(filter.to_string(), text);
    }
}

#[test]
fn paths_and_collections() {
    for (filter, text) in [
        (
            (Person::ADDRESS / Address::CITY).eq("x"),
            "address/city eq 'x'",
        ),
        (
            Person::BOSS.at(Person::BOSS).at(Thing::ID).eq("x"),
            "boss/boss/id eq 'x'",
        ),
        (Person::TAGS.any(|tag| tag.eq("x")), "tags/any(x:x eq 'x')"),
        (
            Person::TAGS.all(|tag| tag.ne("x") & tag.ne("y")),
            "tags/all(x:x ne 'x' and x ne 'y')",
        ),
        (Person::TAGS.is_not_empty(), "tags/any()"),
        (Person::TAGS.any_of_none(), "not (tags/any())"),
        (Person::TAGS.count().gt(2), "tags/$count gt 2"),
        (
            Person::FRIENDS.any(|friend| friend.at(Person::NAME).eq("x")),
            "friends/any(x:x/displayName eq 'x')",
        ),
        (
            Person::ADDRESSES.any(|a| (a / Address::LINES).any(|line| line.contains("1"))),
            "addresses/any(x:x/lines/any(y:contains(y,'1')))",
        ),
        (
            Person::FRIENDS.any(|friend| friend.at(Person::ACTIVE)),
            "friends/any(x:x/active)",
        ),
    ] {
        assert_eq!(filter.text(), text);
    }
    let of_base: Filter<Thing> = Person::NAME.seen_from::<Thing>().eq("x");
    assert_eq!(of_base.text(), "sample.person/displayName eq 'x'");
    let open: Property<Person, kind::Number> = Property::named("points");
    assert_eq!(open.ge(3).text(), "points ge 3");
}

fn arrived<T: Field>(
    send: impl FnOnce(odata_client::List<T>) -> odata_client::List<T>,
) -> Vec<(String, String)> {
    let client = Client::builder("https://example.org")
        .transport(Mirror)
        .build();
    let root = Resource::root(&client.unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    // The mirror answers one object with the request's address.
    let reply = runtime
        .unwrap()
        .block_on(send(root.segment("people").list()).send_raw())
        .unwrap();
    let call: Call = odata_client::from_json(reply.body()).unwrap();
    let url: url::Url = call.id.unwrap().parse().unwrap();
    url.query_pairs().into_owned().collect()
}

#[test]
fn lists_take_constants_and_texts() {
    let pairs = arrived::<Person>(|list| {
        list.select([Person::NAME, Person::NICK])
            .expand((Person::BOSS, "other", Person::FRIENDS.top(3)))
            .order_by((Person::AGE.desc(), Person::NAME, "x desc"))
            .filter(Person::ACTIVE)
    });
    let expected = [
        ("$select", "displayName,nick"),
        ("$expand", "boss,other,friends($top=3)"),
        ("$orderby", "age desc,displayName,x desc"),
        ("$filter", "active"),
    ];
    assert_eq!(pairs, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let pairs = arrived::<Person>(|list| {
        list.select((Thing::ID, Person::AGE, "open"))
            .expand(Person::BOSS)
            .order_by(Person::AGE.asc())
            .filter("age gt 1")
    });
    let expected = [
        ("$select", "id,age,open"),
        ("$expand", "boss"),
        ("$orderby", "age asc"),
        ("$filter", "age gt 1"),
    ];
    assert_eq!(pairs, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let names = vec!["a".to_owned(), "b".to_owned()];
    let pairs = arrived::<Person>(|list| list.select(&names).expand("x").order_by(&names[..]));
    let values: Vec<_> = pairs.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["a,b", "x", "a,b"]);
}

#[test]
fn expansions_take_options() {
    let friends = Person::FRIENDS
        .select((Thing::ID, Person::NAME))
        .filter(Person::NAME.starts_with("A;)"))
        .expand(Person::BOSS.expand(Person::BOSS).levels(2))
        .order_by(Person::NAME.desc())
        .search("\"a b\"")
        .skip(1)
        .top(9)
        .top(2)
        .count(true);
    let text = "friends($select=id,displayName;$filter=startswith(displayName,'A;)');\
                $expand=boss($expand=boss;$levels=2);$orderby=displayName desc;$search=\"a b\";\
                $skip=1;$top=2;$count=true)";
    assert_eq!(friends.to_string(), text);
    let all = Person::BOSS.expanded().all_levels();
    assert_eq!(all.to_string(), "boss($levels=max)");
    assert_eq!(Person::BOSS.expanded().to_string(), "boss");
}

proptest! {
    #[test]
    fn any_text_arrives_as_a_literal(text in any::<String>(), other in any::<String>()) {
        let pairs = arrived::<Person>(|list| {
            list.filter(Person::NAME.eq(&text) & Person::TAGS.any(|tag| tag.starts_with(&other)))
        });
        let [(name, value)] = pairs.as_slice() else { panic!("{pairs:?}") };
        prop_assert_eq!(name, "$filter");
        let rest = value.strip_prefix("displayName eq ").unwrap();
        let (first, rest) = literal(rest).unwrap();
        prop_assert_eq!(first, text);
        let (second, rest) = literal(rest.strip_prefix(" and tags/any(x:startswith(x,").unwrap()).unwrap();
        prop_assert_eq!(second, other);
        prop_assert_eq!(rest, "))");
    }
}

/// The text of a literal at the start, as a service reads it (OData ABNF `string`), and what follows.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('\'')?;
    let mut read = String::new();
    loop {
        let end = rest.find('\'')?;
        read.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('\'') {
            Some(more) => {
                read.push('\'');
                rest = more;
            }
            None => return Some((read, rest)),
        }
    }
}

#[test]
fn annotations_are_read_and_written_typed() {
    let mut extra = Extra::default();
    extra.write("@sample.count", &5_i64);
    assert_eq!(extra.read::<i64>("@sample.count"), Some(5));
    assert_eq!(extra.read::<bool>("@sample.count"), None);
    assert_eq!(extra.read::<i64>("@sample.other"), None);
    extra.write("@sample.count", &"x".to_owned());
    assert_eq!(extra.read::<String>("@sample.count").as_deref(), Some("x"));
    assert_eq!(extra.len(), 1);
}
