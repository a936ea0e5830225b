//! A crate generated from all that is odd compiles without a warning, of rustc, Clippy or rustdoc.

use std::path::{Path, PathBuf};

use csdlgen::config::{Crate, KeyStyle, Runtime};
use csdlgen::diff::{Class, Version, compare};
use csdlgen::pipeline::Source;
use tests::compile::compiles;
use tests::generate::{by_path, document, generate};
use tests::service::repository;

/// Generates into a folder of its own, with the workspace's lock, so that nothing is fetched.
fn crate_from(document: &str, name: &str, options: impl FnOnce(&mut Crate)) -> PathBuf {
    let mut config = Crate::new(name).unwrap();
    config.runtime = Runtime::path(repository().join("runtime/odata").to_string_lossy()).unwrap();
    options(&mut config);
    let generated = generate(document, &config).unwrap_or_else(|errors| panic!("{errors}"));
    let folder = Path::new(TEMPORARY).join(name);
    std::fs::remove_dir_all(&folder).ok();
    for file in &generated.files {
        let path = file.path.below(&folder);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.contents).unwrap();
    }
    // A workspace of its own: the folder lies within this repository's.
    let manifest = folder.join("Cargo.toml");
    let contents = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, format!("{contents}\n[workspace]\n")).unwrap();
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// Clippy, with what is in the crate by default and with all that is in it.
fn clippy(folder: &Path) {
    for features in ["", "properties,serde"] {
        let lint = [
            "clippy",
            "-q",
            "--no-default-features",
            "--features",
            features,
        ];
        compiles(
            TEMPORARY,
            folder,
            &[&lint[..], &["--", "-D", "warnings"]].concat(),
        );
    }
}

#[test]
fn odd_metadata_becomes_a_crate_without_warnings() {
    for (fixture, name, style) in [
        ("odd.csdl", "odd-segments", KeyStyle::Segment),
        ("odd.csdl", "odd-parentheses", KeyStyle::Parentheses),
        ("tolerated.csdl", "tolerated", KeyStyle::Parentheses),
        ("names.csdl", "names", KeyStyle::Parentheses),
    ] {
        let fixture = repository().join("tests/fixtures").join(fixture);
        let document = std::fs::read_to_string(fixture).unwrap();
        let folder = crate_from(&document, name, |config| config.key_style = style);
        clippy(&folder);
        let features = ["--no-default-features", "--features", "properties,serde"];
        compiles(
            TEMPORARY,
            &folder,
            &[&["doc", "-q", "--no-deps"], &features[..]].concat(),
        );
        // Descriptions hold no tests: whatever looks like code in them stays text.
        compiles(
            TEMPORARY,
            &folder,
            &["test", "-q", "--doc", "--no-default-features"],
        );
    }
}

/// An annotation that forbids something.
fn forbidden(term: &str, property: &str) -> String {
    format!(
        "<Annotation Term=\"Org.OData.Capabilities.V1.{term}\"><Record><PropertyValue Property=\"{property}\" Bool=\"false\"/></Record></Annotation>"
    )
}

const EVENT: &str = r#"<EntityType Name="event"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>"#;

/// Services in which there is little to call, and what of them must not be there.
fn quiet() -> Vec<(&'static str, String, &'static [&'static str])> {
    let read = forbidden("ReadRestrictions", "Readable");
    let update = forbidden("UpdateRestrictions", "Updatable");
    let delete = forbidden("DeleteRestrictions", "Deletable");
    let insert = forbidden("InsertRestrictions", "Insertable");
    let count = forbidden("CountRestrictions", "Countable");
    let write_only = format!("{read}{update}{delete}");
    let nothing = format!("{write_only}{insert}{count}");
    let set = |said: &str| {
        format!("<EntitySet Name=\"events\" EntityType=\"t.event\">{said}</EntitySet>")
    };
    let container =
        |children: &str| format!("<EntityContainer Name=\"c\">{children}</EntityContainer>");
    vec![
        (
            "write-only-set",
            format!("{EVENT}{}", container(&set(&write_only))),
            &["EventRequestBuilder", "fn by_id"][..],
        ),
        (
            "set-of-nothing",
            format!("{EVENT}{}", container(&set(&nothing))),
            &["RequestBuilder", "fn events"],
        ),
        (
            "singleton-of-nothing",
            format!(
                "{EVENT}{}",
                container(&format!(
                    "<Singleton Name=\"events\" Type=\"t.event\">{write_only}</Singleton>"
                ))
            ),
            &["RequestBuilder", "fn events"],
        ),
        (
            "ways-to-nothing",
            format!(
                "{EVENT}<ComplexType Name=\"place\"><NavigationProperty Name=\"events\" Type=\"t.event\" ContainsTarget=\"true\"/></ComplexType>\
                 <EntityType Name=\"loud\"><Key><PropertyRef Name=\"at\"/></Key><Property Name=\"at\" Type=\"Edm.String\" Nullable=\"false\"/><Property Name=\"in\" Type=\"t.place\"/></EntityType>\
                 {}<Annotations Target=\"t.place/events\">{write_only}</Annotations>",
                container(&format!(
                    "{}<EntitySet Name=\"louds\" EntityType=\"t.loud\"/>",
                    set(&nothing)
                ))
            ),
            &["EventRequestBuilder", "fn events"],
        ),
        (
            "types-alone",
            format!("{EVENT}<EnumType Name=\"state\"><Member Name=\"on\"/></EnumType>"),
            &[],
        ),
        (
            "container-of-nothing",
            format!("{EVENT}{}", container("")),
            &[],
        ),
        (
            "one-function",
            format!(
                "<Function Name=\"now\"><ReturnType Type=\"Edm.Date\"/></Function>{}",
                container("<FunctionImport Name=\"now\" Function=\"t.now\"/>")
            ),
            &[],
        ),
        (
            "no-key",
            format!(
                "<EntityType Name=\"event\"><Property Name=\"id\" Type=\"Edm.String\"/></EntityType>{}",
                container(&set(&read))
            ),
            &[],
        ),
        (
            "one-enumeration",
            "<EnumType Name=\"state\"><Member Name=\"on\"/></EnumType>".to_owned(),
            &["RequestBuilder"],
        ),
        ("nothing", String::new(), &["RequestBuilder"]),
    ]
}

#[test]
fn what_calls_nothing_is_not_generated() {
    for (name, schema, gone) in quiet() {
        let config = Crate::new(name).unwrap();
        let generated =
            generate(&document(&schema), &config).unwrap_or_else(|e| panic!("{name}: {e}"));
        for (path, contents) in by_path(generated) {
            for gone in gone {
                assert!(!contents.contains(gone), "{name}: {path} has {gone}");
            }
        }
    }
}

#[test]
fn services_with_little_to_call_become_crates_without_warnings() {
    for (name, schema, _) in quiet() {
        let folder = crate_from(&document(&schema), name, |_| {});
        clippy(&folder);
    }
}

/// The same of a service described in OpenAPI.
#[test]
fn odd_documents_become_crates_without_warnings() {
    let fixture = repository().join("tests/fixtures/odd.yaml");
    let document = std::fs::read_to_string(fixture).unwrap();
    let runtime = repository().join("runtime");
    let folder = crate_from(&document, "odd-document", |config| {
        config.runtime = Runtime::path(runtime.to_string_lossy()).unwrap();
    });
    let lint = ["clippy", "-q", "--no-default-features", "--all-targets"];
    compiles(
        TEMPORARY,
        &folder,
        &[&lint[..], &["--", "-D", "warnings"]].concat(),
    );
    // What users are to reach.
    let program = "fn main() {\n    let test = odd_document::OddClient::SERVER_LOCALHOST_8000.url(&[]);\n    \
                   let production = odd_document::OddClient::SERVER_IN_PRODUCTION.url(&[(\"region\", \"us\")]);\n    \
                   println!(\"{test:?} {production:?}\");\n}\n";
    std::fs::create_dir(folder.join("examples")).unwrap();
    std::fs::write(folder.join("examples/servers.rs"), program).unwrap();
    compiles(
        TEMPORARY,
        &folder,
        &["check", "-q", "--no-default-features", "--examples"],
    );
}

/// rustc follows what is dropped with a value from struct to struct, and stops at its limit of recursion (E0320).
#[test]
fn types_that_lead_to_each_other_in_a_long_row_compile() {
    let types = (0..90).map(|number| {
        let next = (number + 1) % 90;
        format!(
            "<EntityType Name=\"t{number}\"><Key><PropertyRef Name=\"id\"/></Key>\
             <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>\
             <NavigationProperty Name=\"next\" Type=\"Collection(row.t{next})\"/></EntityType>"
        )
    });
    let types: String = types.collect();
    let text = format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"row\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{types}\
         <EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"row.t0\"/></EntityContainer></Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    let folder = crate_from(&text, "long-row", |_| {});
    compiles(
        TEMPORARY,
        &folder,
        &["check", "-q", "--no-default-features"],
    );
}

/// A service, and the same after changes that break no program: the first type derived from one that programs use, and a
/// second namespace.
fn grown() -> [String; 2] {
    let schema = |namespace: &str, contents: &str| {
        format!(
            "<Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{contents}</Schema>"
        )
    };
    let service = |derived: &str, other: &str| {
        let person = format!(
            r#"<EntityType Name="person"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
            <Property Name="home" Type="work.people.place"/>
            <NavigationProperty Name="boss" Type="work.people.person"/>
            <NavigationProperty Name="friends" Type="Collection(work.people.person)"/></EntityType>
            <ComplexType Name="place"><Property Name="city" Type="Edm.String"/></ComplexType>
            <ComplexType Name="thing" Abstract="true"><Property Name="name" Type="Edm.String"/></ComplexType>
            <Action Name="greet" IsBound="true"><Parameter Name="it" Type="work.people.person"/>
            <Parameter Name="whom" Type="work.people.person" Nullable="false"/>
            <Parameter Name="others" Type="Collection(work.people.person)" Nullable="false"/>
            <Parameter Name="gift" Type="work.people.thing" Nullable="false"/>
            <ReturnType Type="work.people.person"/></Action>{derived}
            <EntityContainer Name="Service"><EntitySet Name="people" EntityType="work.people.person"/></EntityContainer>"#
        );
        format!(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>{}{other}\
             </edmx:DataServices></edmx:Edmx>",
            schema("work.people", &person)
        )
    };
    let derived = r#"<EntityType Name="manager" BaseType="work.people.person"><Property Name="budget" Type="Edm.Int32"/></EntityType>
        <ComplexType Name="villa" BaseType="work.people.place"><Property Name="rooms" Type="Edm.Int32"/></ComplexType>
        <ComplexType Name="book" BaseType="work.people.thing"/>"#;
    let other = schema("work.rooms", r#"<ComplexType Name="room"/>"#);
    [service("", ""), service(derived, &other)]
}

/// A program that uses what the first version of the service has.
const PROGRAM: &str = r#"
use grown::ServiceClient;
use grown::models::{AnyThing, Person, Place};

pub async fn run(service: &ServiceClient) -> odata_client::Result<Option<String>> {
    let mut person: Person = service.people().by_id("1").get().await?;
    person.home = Some(Place { city: Some("Oslo".to_owned()), ..Default::default() });
    person.boss = Some(Box::new(Person::default()));
    let boxed: Box<Person> = Box::new(person);
    service.people().create(&boxed).await?;
    service.people().by_id("1").update(&Default::default()).await?;
    let friends: Vec<Person> = service.people().list().await?.value;
    let [first, ..] = friends.as_slice() else { return Ok(None) };
    let it = service.people().by_id("1");
    let greeted: Person = it.greet(first.clone(), friends, AnyThing::default()).await?;
    Ok(greeted.home.and_then(|home| home.city))
}

fn main() {}
"#;

/// What a comparison calls additive compiles.
#[test]
fn programs_compile_with_a_service_that_has_grown() {
    let sources = grown().map(|text| Source {
        name: "grown.csdl".to_owned(),
        bytes: text.into_bytes(),
    });
    let config = Crate::new("grown").unwrap();
    let [old, new] = sources.each_ref().map(|source| {
        let read = Version::read(source, &config);
        read.unwrap_or_else(|errors| panic!("{errors}")).0
    });
    let comparison = compare(&old, &new, None);
    let breaking = comparison.changes.iter();
    let breaking = breaking.filter(|change| change.class == Class::Breaking);
    let breaking: Vec<&str> = breaking.map(|change| change.subject.as_str()).collect();
    assert_eq!(breaking, [""; 0]);
    for text in grown() {
        let folder = crate_from(&text, "grown", |_| {});
        std::fs::create_dir(folder.join("examples")).unwrap();
        std::fs::write(folder.join("examples/program.rs"), PROGRAM).unwrap();
        compiles(
            TEMPORARY,
            &folder,
            &["check", "-q", "--no-default-features", "--examples"],
        );
    }
}
