//! `csdlgen diff`: small pairs of descriptions, and the real steps of Graph's v1.0, counted by other code.

use std::collections::BTreeMap;

use csdlgen::config::Crate;
use csdlgen::diff::{Change, Class, Comparison, Kind, Scope, Version, compare, render};
use csdlgen::pipeline::Source;
use csdlgen::select::Pattern;
use tests::generate::document;
use tests::service;

mod diff_census;

fn source(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn compared(old: &str, new: &str) -> Comparison {
    within(old, new, None)
}

fn within(old: &str, new: &str, path: Option<&str>) -> Comparison {
    let config = Crate::new("client").unwrap();
    let (old, new) = (source("old.csdl", old), source("new.csdl", new));
    let scope = path.map(|path| Scope::new(path, &old, &new, &config).unwrap());
    let read = |source: &Source| {
        Version::read(source, &config)
            .unwrap_or_else(|e| panic!("{e}"))
            .0
    };
    compare(&read(&old), &read(&new), scope.as_ref())
}

/// A comparison of two schemas.
fn schemas(old: &str, new: &str) -> Comparison {
    compared(&document(old), &document(new))
}

fn lines(comparison: &Comparison) -> String {
    let line = |change: &Change| {
        let rust = change
            .rust
            .iter()
            .map(|touched| touched.item.as_str())
            .collect::<Vec<_>>();
        format!(
            "{} {} {} {}",
            change.class.word(),
            change.kind.word(),
            change.subject,
            rust.join(" ")
        )
    };
    comparison
        .changes
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn entity(members: &str) -> String {
    format!(
        "<EntityType Name=\"thing\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>{members}</EntityType>\
         <EntityContainer Name=\"service\"><EntitySet Name=\"things\" EntityType=\"test.thing\"/></EntityContainer>"
    )
}

#[test]
fn the_same_is_no_change() {
    let text = entity("<Property Name=\"a\" Type=\"Edm.String\"/>");
    let comparison = schemas(&text, &text);
    assert_eq!(lines(&comparison), "");
    assert_eq!(comparison.gravest(), None);
}

#[test]
fn a_type_that_moves_between_namespaces_is_shown_as_moved() {
    let two = |first: &str, second: &str| {
        format!(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
             <Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{first}</Schema>\
             <Schema Namespace=\"a.b\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{second}</Schema>\
             </edmx:DataServices></edmx:Edmx>"
        )
    };
    let moved =
        "<ComplexType Name=\"place\"><Property Name=\"street\" Type=\"Edm.String\"/></ComplexType>";
    let user = |ty: &str| {
        format!("<ComplexType Name=\"user\"><Property Name=\"home\" Type=\"{ty}\"/></ComplexType>")
    };
    let old = two(&format!("{moved}{}", user("a.place")), "");
    let new = two(&user("a.b.place"), moved);
    let comparison = compared(&old, &new);
    // Once, not for all that mentions it.
    assert_eq!(lines(&comparison), "breaking moved a.b.place b::Place");
    let [change] = comparison.changes.as_slice() else {
        panic!()
    };
    assert_eq!(change.old.as_deref(), Some("a.place"));
    assert_eq!(change.rust[0].was.as_deref(), Some("models::Place"));
}

#[test]
fn a_renamed_property_is_shown_as_renamed() {
    let comparison = schemas(
        &entity("<Property Name=\"displayName\" Type=\"Edm.String\"/>"),
        &entity("<Property Name=\"displayNames\" Type=\"Edm.String\"/>"),
    );
    assert_eq!(
        lines(&comparison),
        "breaking renamed test.thing/displayNames models::Thing::display_names"
    );
    // Nothing near: one is gone, another is new.
    let comparison = schemas(
        &entity("<Property Name=\"colour\" Type=\"Edm.String\"/>"),
        &entity("<Property Name=\"weight\" Type=\"Edm.String\"/>"),
    );
    assert_eq!(
        lines(&comparison),
        "breaking removed test.thing/colour models::Thing::colour\n\
         additive added test.thing/weight models::Thing::weight"
    );
}

#[test]
fn a_removed_enum_member_breaks_and_an_added_one_adds() {
    let members = |members: &str| format!("<EnumType Name=\"tone\">{members}</EnumType>");
    let comparison = schemas(
        &members("<Member Name=\"high\" Value=\"0\"/><Member Name=\"low\" Value=\"1\"/>"),
        &members("<Member Name=\"high\" Value=\"0\"/><Member Name=\"middle\" Value=\"2\"/>"),
    );
    assert_eq!(
        lines(&comparison),
        "breaking removed test.tone/low models::Tone::Low\n\
         additive added test.tone/middle models::Tone::Middle"
    );
}

#[test]
fn nullability_is_documentation_and_types_break() {
    let comparison = schemas(
        &entity(
            "<Property Name=\"a\" Type=\"Edm.String\"/><Property Name=\"b\" Type=\"Edm.String\"/>\
             <Property Name=\"c\" Type=\"Edm.String\" MaxLength=\"10\"/>",
        ),
        &entity(
            "<Property Name=\"a\" Type=\"Edm.String\" Nullable=\"false\"/>\
             <Property Name=\"b\" Type=\"Edm.Int32\"/><Property Name=\"c\" Type=\"Edm.String\" MaxLength=\"20\"/>",
        ),
    );
    assert_eq!(
        lines(&comparison),
        "breaking type test.thing/b models::Thing::b\n\
         docs nullability test.thing/a models::Thing::a\n\
         docs trait test.thing/c models::Thing::c"
    );
}

fn action(parameters: &str) -> String {
    entity("")
        + &format!(
            "<Action Name=\"go\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"test.thing\"/>{parameters}</Action>"
        )
}

#[test]
fn parameters_break_where_they_must_be_sent() {
    let a = "<Parameter Name=\"a\" Type=\"Edm.String\" Nullable=\"false\"/>";
    let optional = "<Parameter Name=\"b\" Type=\"Edm.Int32\"/>";
    let required = "<Parameter Name=\"b\" Type=\"Edm.Int32\" Nullable=\"false\"/>";
    let of = |old: &str, new: &str| {
        let comparison = schemas(&action(old), &action(new));
        let mut kinds: Vec<_> = comparison
            .changes
            .iter()
            .map(|change| (change.class, change.kind))
            .collect();
        kinds.sort();
        kinds
    };
    // With the first parameter to be set, the action gets a builder of its own.
    assert_eq!(
        of(a, &format!("{a}{optional}")),
        [
            (Class::Additive, Kind::Added),
            (Class::Additive, Kind::Rust)
        ]
    );
    assert_eq!(
        of(a, &format!("{a}{required}")),
        [(Class::Breaking, Kind::Added)]
    );
    assert_eq!(
        of(&format!("{a}{required}"), a),
        [(Class::Breaking, Kind::Removed)]
    );
    assert_eq!(
        of(&format!("{a}{optional}"), &format!("{a}{required}")),
        [
            (Class::Breaking, Kind::Nullability),
            (Class::Breaking, Kind::Rust)
        ]
    );
    // The order of arguments is the metadata's.
    assert_eq!(
        of(&format!("{a}{required}"), &format!("{required}{a}")),
        [(Class::Breaking, Kind::Rust)]
    );
}

#[test]
fn an_overload_that_renames_another_breaks() {
    let function = |parameters: &str| {
        format!(
            "<Function Name=\"find\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Collection(test.thing)\"/>\
             {parameters}<ReturnType Type=\"Edm.String\"/></Function>"
        )
    };
    let with = |name: &str| function(&format!("<Parameter Name=\"{name}\" Type=\"Edm.String\"/>"));
    let comparison = schemas(
        &(entity("") + &with("a")),
        &(entity("") + &with("a") + &with("b")),
    );
    let text = lines(&comparison);
    assert!(text.contains("breaking rust test.thing"), "{text}");
    assert!(
        text.contains("additive added test.find(Collection(test.thing); b)"),
        "{text}"
    );
}

#[test]
fn deprecations_tell_their_dates() {
    let deprecated = |date: &str| {
        format!(
            "<Property Name=\"a\" Type=\"Edm.String\"><Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection><Record>\
             <PropertyValue Property=\"Kind\"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>\
             <PropertyValue Property=\"Date\" Date=\"2026-01-02\"/><PropertyValue Property=\"RemovalDate\" Date=\"{date}\"/>\
             </Record></Collection></Annotation></Property>"
        )
    };
    let plain = entity("<Property Name=\"a\" Type=\"Edm.String\"/>");
    let comparison = schemas(&plain, &entity(&deprecated("2027-03-04")));
    let [change] = comparison.changes.as_slice() else {
        panic!("{comparison:?}")
    };
    assert_eq!(
        (change.class, change.kind),
        (Class::Additive, Kind::Deprecation)
    );
    assert_eq!(
        change.new.as_deref(),
        Some("deprecated on 2026-01-02, removal on 2027-03-04")
    );
    let later = schemas(
        &entity(&deprecated("2027-03-04")),
        &entity(&deprecated("2028-03-04")),
    );
    assert_eq!(
        lines(&later),
        "docs deprecation test.thing/a models::Thing::a"
    );
}

#[test]
fn capabilities_that_take_a_verb_away_break() {
    let limits = |deletable: bool| {
        format!(
            "<Annotation Term=\"Org.OData.Capabilities.V1.DeleteRestrictions\"><Record>\
             <PropertyValue Property=\"Deletable\" Bool=\"{deletable}\"/></Record></Annotation>"
        )
    };
    let service = |annotation: &str| {
        entity("").replace(
            "EntityType=\"test.thing\"/>",
            &format!("EntityType=\"test.thing\">{annotation}</EntitySet>"),
        )
    };
    let comparison = schemas(&service(""), &service(&limits(false)));
    let text = lines(&comparison);
    assert!(text.contains("docs capability /things"), "{text}");
    assert!(
        text.contains("breaking rust test.thing requests::ThingRequestBuilder::delete"),
        "{text}"
    );
    assert_eq!(comparison.gravest(), Some(Class::Breaking));
}

#[test]
fn annotations_of_longer_paths_are_told_with_the_path() {
    let annotated = |annotations: &str| {
        entity("<NavigationProperty Name=\"parts\" Type=\"Collection(test.thing)\" ContainsTarget=\"true\"/>")
            .replace("<EntityContainer", &format!("{annotations}<EntityContainer"))
    };
    let targeted = |target: &str, value: &str| {
        format!(
            "<Annotations Target=\"{target}\"><Annotation Term=\"test.note\" String=\"{value}\"/></Annotations>"
        )
    };
    let of_set = |value: &str| targeted("test.service/things/parts", value);
    let of_type = |value: &str| targeted("test.thing/parts/parts", value);
    for (old, new, expected) in [
        (of_set("a"), of_set("b"), "docs annotation /things/parts "),
        (String::new(), of_set("b"), "docs annotation /things/parts "),
        (of_set("a"), String::new(), "docs annotation /things/parts "),
        (
            of_type("a"),
            of_type("b"),
            "docs annotation test.thing/parts/parts ",
        ),
        (of_type("a") + &of_set("a"), of_type("a") + &of_set("a"), ""),
    ] {
        let comparison = schemas(&annotated(&old), &annotated(&new));
        let found = lines(&comparison);
        assert!(
            found.starts_with(expected) && found.lines().count() <= 1,
            "{found}"
        );
        assert_eq!(found.is_empty(), expected.is_empty(), "{found}");
    }
}

#[test]
fn a_property_that_a_base_declares_now_is_moved() {
    let old = "<ComplexType Name=\"base\"/><ComplexType Name=\"one\" BaseType=\"test.base\">\
        <Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>";
    let new = "<ComplexType Name=\"base\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>\
        <ComplexType Name=\"one\" BaseType=\"test.base\"/>";
    let comparison = schemas(old, new);
    assert_eq!(
        comparison.gravest(),
        Some(Class::Additive),
        "{comparison:?}"
    );
    assert!(
        lines(&comparison).contains("moved test.base/p"),
        "{comparison:?}"
    );
    let back = schemas(new, old);
    let text = lines(&back);
    assert!(
        text.contains("breaking removed test.base/p models::Base::p"),
        "{text}"
    );
}

#[test]
fn a_path_limits_the_comparison() {
    let service = |extra: &str| {
        format!(
            "<ComplexType Name=\"lone\">{extra}</ComplexType><EntityType Name=\"part\"><Key><PropertyRef Name=\"id\"/>\
             </Key><Property Name=\"id\" Type=\"Edm.String\"/>{extra}</EntityType>"
        ) + &entity(&format!(
            "{extra}<NavigationProperty Name=\"parts\" Type=\"Collection(test.part)\" ContainsTarget=\"true\"/>"
        ))
    };
    let (old, new) = (
        document(&service("")),
        document(&service("<Property Name=\"x\" Type=\"Edm.String\"/>")),
    );
    let subjects = |path: &str| {
        let comparison = within(&old, &new, Some(path));
        comparison
            .changes
            .into_iter()
            .map(|change| change.subject)
            .collect::<Vec<_>>()
    };
    assert_eq!(subjects("test.lone"), ["test.lone/x"]);
    assert_eq!(subjects("part"), ["test.part/x"]);
    assert_eq!(subjects("test").len(), 3);
    assert_eq!(subjects("test.thing/x"), ["test.thing/x"]);
    assert_eq!(subjects("/things"), ["test.part/x", "test.thing/x"]);
    assert_eq!(subjects("tes"), [""; 0]);
}

#[test]
fn what_a_selection_leaves_out_changes_nothing() {
    let service = |extra: &str| {
        let lone = format!("<ComplexType Name=\"lone\">{extra}</ComplexType>");
        document(&(lone + &entity(extra)))
    };
    let mut config = Crate::new("client").unwrap();
    config.selection.include = vec![Pattern::parse("/things").unwrap()];
    let read = |text: &str| Version::read(&source("a.csdl", text), &config).unwrap().0;
    let old = read(&service(""));
    let new = read(&service("<Property Name=\"x\" Type=\"Edm.String\"/>"));
    let text = lines(&compare(&old, &new, None));
    assert_eq!(text, "additive added test.thing/x models::Thing::x");
}

#[test]
fn reports_escape_what_metadata_holds() {
    let hostile =
        "&lt;script&gt;alert(1)&lt;/script&gt;&#x202E;`|[x](y) &amp;lt;&#10;## &quot;onload=&quot;";
    let annotated = |text: &str| {
        entity(&format!(
            "<Property Name=\"a\" Type=\"Edm.String\"><Annotation Term=\"test.&lt;b&gt;x\" String=\"{text}\"/></Property>"
        ))
    };
    let comparison = schemas(&annotated("plain"), &annotated(hostile));
    assert_eq!(comparison.changes.len(), 1, "{comparison:?}");
    let page = render::html(&comparison).unwrap();
    assert!(
        !page.contains("<script>alert") && !page.contains("<b>x"),
        "{page}"
    );
    assert_eq!(page.matches("<script>").count(), 1);
    for text in [
        page,
        render::text(&comparison),
        render::markdown(&comparison),
    ] {
        assert!(!text.contains('\u{202e}'), "{text}");
        assert!(!text.contains("\n## "), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&render::json(&comparison)).unwrap();
    assert!(
        json["changes"][0]["new"]
            .as_str()
            .unwrap()
            .contains("<script>")
    );
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let comparison = schemas(
        &entity(""),
        &entity("<Property Name=\"a\" Type=\"Edm.String\"/>"),
    );
    let page = render::html(&comparison).unwrap();
    for outside in ["http:", "https:", "src=", "@import", "url(", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    // All is there before any script runs, and what needs one is hidden.
    let before_script = page.split("<script>").next().unwrap();
    assert!(
        before_script.contains("models::<wbr>Thing::<wbr>a"),
        "{before_script}"
    );
    assert!(
        before_script.contains("class=\"filter\" role=\"search\"")
            && before_script.contains(" hidden>")
    );
}

#[test]
fn reports_read_well() {
    let comparison = schemas(
        &entity(
            "<Property Name=\"gone\" Type=\"Edm.String\"/><Property Name=\"b\" Type=\"Edm.String\"/>",
        ),
        &entity(
            "<Property Name=\"b\" Type=\"Edm.Int64\"/><Property Name=\"when\" Type=\"Edm.Date\"/>",
        ),
    );
    insta::assert_snapshot!("text", render::text(&comparison));
    insta::assert_snapshot!("markdown", render::markdown(&comparison));
    insta::assert_snapshot!("json", render::json(&comparison));
}

/// How many changes there are of each class, kind and element.
fn table(comparison: &Comparison) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for change in &comparison.changes {
        let Change {
            class,
            kind,
            element,
            ..
        } = change;
        let row = format!("{} {} {element}", class.word(), kind.word());
        *counts.entry(row).or_default() += 1;
    }
    let rows = counts.iter().map(|(row, count)| format!("{count:5} {row}"));
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_real_steps_of_graph_agree_with_a_count_of_names() {
    let Some(path) = service::graph() else { return };
    let new = std::fs::read_to_string(&path).unwrap();
    let now = diff_census::census(&new);
    for step in ["2025-08-19", "2026-04-22"] {
        let path = path
            .with_file_name("history")
            .join(format!("v1.0-{step}.csdl"));
        if !path.is_file() {
            println!("{} is not there: this step is not checked", path.display());
            continue;
        }
        let old = std::fs::read_to_string(path).unwrap();
        let comparison = compared(&old, &new);
        diff_census::agrees(&comparison, &diff_census::census(&old), &now);
        let breaking = comparison.of(Class::Breaking).map(|change| {
            let more = change.rust.len() + change.more - 1;
            let (kind, subject) = (change.kind.word(), &change.subject);
            format!("{kind} {subject}: {} and {more} more", change.rust[0].item)
        });
        let breaking = breaking.collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!(
            format!("graph_{step}"),
            format!("{}\n\n{breaking}", table(&comparison))
        );
    }
}
