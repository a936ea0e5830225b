//! What annotations forbid, no builder offers; what they say besides stands in the documentation.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use csdlgen::config::{Crate, Runtime};
use tests::compile::cargo;
use tests::generate::{by_path, document, generate};
use tests::service::repository;

fn library() -> BTreeMap<String, String> {
    let path = repository().join("tests/fixtures/library.csdl");
    let document = std::fs::read_to_string(path).unwrap();
    let mut config = Crate::new("library").unwrap();
    config.runtime = Runtime::path(repository().join("runtime/odata").to_string_lossy()).unwrap();
    by_path(generate(&document, &config).unwrap_or_else(|errors| panic!("{errors}")))
}

/// From the first builder on.
fn builders(name: &str) -> String {
    let file = library().remove(&format!("src/models/{name}.rs")).unwrap();
    let start = file.find("/// Requests to").unwrap();
    file[start..].to_owned()
}

#[test]
fn notes_stand_at_navigation() {
    insta::assert_snapshot!(builders("book"));
}

#[test]
fn a_verb_that_every_way_forbids_is_left_out() {
    let chapter = builders("chapter");
    assert!(!chapter.contains("pub fn create") && !chapter.contains("pub fn delete"));
    assert!(chapter.contains("pub fn update") && chapter.contains("pub fn list"));
    insta::assert_snapshot!(builders("loan"));
}

#[test]
fn a_verb_that_one_way_allows_stays() {
    assert!(builders("note").contains("pub fn create"));
    insta::assert_snapshot!(builders("archive"));
}

#[test]
fn updates_are_sent_by_the_method_that_is_said() {
    insta::assert_snapshot!(builders("cover"));
}

#[test]
fn the_client_says_what_holds_from_there() {
    insta::assert_snapshot!(library()["src/client.rs"]);
}

#[test]
fn access_to_a_property_stands_in_its_documentation() {
    let book = &library()["src/models/book.rs"];
    assert!(book.contains("/// Property `pages`. It can be read, not written."));
}

#[test]
fn annotations_on_a_base_hold_for_what_is_derived() {
    let csdl = r#"
      <EntityType Name="base"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
        <Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation>
      </EntityType>
      <EntityType Name="derived" BaseType="t.base"/>
      <EntityContainer Name="c"><Singleton Name="one" Type="t.derived"/></EntityContainer>"#;
    let config = Crate::new("example").unwrap();
    let files = by_path(generate(&document(csdl), &config).unwrap());
    assert!(!files["src/models/derived.rs"].contains("pub fn delete"));
}

#[test]
fn changes_that_take_an_etag_say_so() {
    let csdl = r#"
      <EntityType Name="book"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
      <EntityType Name="shelf"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
        <NavigationProperty Name="boxes" Type="Collection(t.pack)" ContainsTarget="true"/>
        <Annotation Term="Org.OData.Capabilities.V1.NavigationRestrictions"><Record>
          <PropertyValue Property="RestrictedProperties"><Collection><Record>
            <PropertyValue Property="NavigationProperty" NavigationPropertyPath="boxes"/>
            <PropertyValue Property="OptimisticConcurrencyControl" Bool="true"/>
          </Record></Collection></PropertyValue></Record></Annotation>
      </EntityType>
      <EntityType Name="pack"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
      <EntityContainer Name="c">
        <EntitySet Name="books" EntityType="t.book">
          <Annotation Term="Org.OData.Core.V1.OptimisticConcurrency"><Collection/></Annotation>
        </EntitySet>
        <EntitySet Name="shelves" EntityType="t.shelf"/>
      </EntityContainer>"#;
    let config = Crate::new("example").unwrap();
    let files = by_path(generate(&document(csdl), &config).unwrap());
    // Lines are wrapped, and what they say is not.
    let text = |file: &str| files[file].replace("\n    ///", "");
    let said = "Give its `ETag` with `if_match`: the service may refuse to change anything without";
    for (file, place) in [("book", "`books`"), ("pack", "`shelf/boxes`")] {
        let text = text(&format!("src/models/{file}.rs"));
        let expected = format!("{said}, in {place}.");
        assert_eq!(
            text.matches(&expected).count(),
            2,
            "update and delete: {text}"
        );
    }
    assert!(!text("src/models/shelf.rs").contains(said));
    assert!(text("src/client.rs").contains("Changes take the `ETag` (`if_match`)."));
}

/// A program that uses the generated crate, checked by the compiler.
fn check(program: &str, name: &str) -> Output {
    let temporary = env!("CARGO_TARGET_TMPDIR");
    let folder = Path::new(temporary).join("library");
    for (path, contents) in library() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
    }
    let manifest = folder.join("Cargo.toml");
    let contents = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, format!("{contents}\n[workspace]\n")).unwrap();
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let examples = folder.join("examples");
    std::fs::create_dir_all(&examples).unwrap();
    let body =
        format!("fn main() {{}}\npub fn uses(client: &library::LibraryClient) {{ {program} }}\n");
    std::fs::write(examples.join(format!("{name}.rs")), body).unwrap();
    cargo(
        temporary,
        &folder,
        &["check", "-q", "--no-default-features", "--example", name],
    )
}

#[test]
fn a_forbidden_verb_does_not_compile() {
    let allowed = check(
        "let _ = client.books().by_id(\"1\").chapters().by_id(\"2\").get();",
        "allowed",
    );
    assert!(
        allowed.status.success(),
        "{}",
        String::from_utf8_lossy(&allowed.stderr)
    );
    let forbidden = check(
        "let _ = client.books().by_id(\"1\").chapters().by_id(\"2\").delete();",
        "forbidden",
    );
    let said = String::from_utf8_lossy(&forbidden.stderr);
    assert!(!forbidden.status.success());
    assert!(
        said.contains("error[E0599]: no method named `delete`"),
        "{said}"
    );
}
