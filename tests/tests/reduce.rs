//! Reduced descriptions: the same crate comes of them as of the whole, and they are read as they were written.

use std::path::Path;

use csdlgen::config::{Crate, Docs, KeyStyle, OperationNames};
use csdlgen::output::File;
use csdlgen::pipeline::{self, Source};
use csdlgen::reduce::{Extent, Options, Reduced, Treatment, reduce};
use csdlgen::references::References;
use csdlgen::select::Pattern;
use tests::generate::document;
use tests::service::{graph, repository};

const KEEP: Options = Options {
    annotations: Treatment::Keep,
    descriptions: Treatment::Keep,
};

fn config(include: &[&str], exclude: &[&str]) -> Crate {
    let mut config = Crate::new("part").unwrap();
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect()
    };
    config.selection.include = patterns(include);
    config.selection.exclude = patterns(exclude);
    config
}

fn source(name: &str, text: impl Into<Vec<u8>>) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.into(),
    }
}

fn read(path: &Path) -> Option<Source> {
    let Ok(bytes) = std::fs::read(path) else {
        println!("{} is not there: this test checks nothing", path.display());
        return None;
    };
    Some(source(&path.file_name().unwrap().to_string_lossy(), bytes))
}

fn files(source: &Source, config: &Crate) -> Vec<File> {
    let generated = pipeline::run(source, config).unwrap_or_else(|errors| panic!("{errors}"));
    generated.files
}

/// Reduces, and compares what is generated of both, and of what is reduced twice.
fn same(whole: &Source, config: &Crate, options: Options) -> Reduced {
    let reduced = reduce(whole, config, options).unwrap_or_else(|errors| panic!("{errors}"));
    let small = source(&whole.name, reduced.text.clone());
    let mut compared = config.clone();
    if options.descriptions == Treatment::Drop {
        compared.docs = Docs::None;
    }
    let (expected, found) = (files(whole, &compared), files(&small, &compared));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
    let again = reduce(&small, config, options).unwrap();
    if again.text != reduced.text {
        let mut lines = again.text.lines().zip(reduced.text.lines());
        let first = lines.find(|(again, reduced)| again != reduced);
        panic!("what is reduced is reduced further: {first:?}");
    }
    reduced
}

const SERVICE: &str = r#"
<EntityType Name="root" Abstract="true">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
</EntityType>
<EntityType Name="book" BaseType="t.root">
  <Annotation Term="Org.OData.Core.V1.Description" String="A &lt;book&gt;
  with &quot;lines&quot;"/>
  <Property Name="title" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Description" String="Its name."/></Property>
  <Property Name="state" Type="t.state"/>
  <NavigationProperty Name="author" Type="t.person"/>
  <NavigationProperty Name="pages" Type="Collection(t.page)" ContainsTarget="true"/>
</EntityType>
<EntityType Name="novel" BaseType="t.book"><Property Name="plot" Type="Edm.String"/></EntityType>
<EntityType Name="page" BaseType="t.root"><Property Name="number" Type="Edm.Int32"/></EntityType>
<EntityType Name="person" BaseType="t.root"><Property Name="name" Type="t.fullName"/></EntityType>
<ComplexType Name="fullName"><Property Name="first" Type="Edm.String"/></ComplexType>
<EnumType Name="state"><Member Name="new"/><Member Name="worn"/></EnumType>
<Action Name="lend" IsBound="true">
  <Parameter Name="this" Type="t.book"/><Parameter Name="to" Type="t.person"/>
</Action>
<Function Name="count" IsBound="true">
  <Parameter Name="these" Type="Collection(t.book)"/><ReturnType Type="Edm.Int32"/>
</Function>
<Function Name="age" IsBound="true">
  <Parameter Name="this" Type="t.person"/><ReturnType Type="Edm.Int32"/>
</Function>
<EntityContainer Name="library">
  <EntitySet Name="books" EntityType="t.book">
    <NavigationPropertyBinding Path="author" Target="people"/>
  </EntitySet>
  <EntitySet Name="people" EntityType="t.person"/>
</EntityContainer>
<Annotations Target="t.library/books">
  <Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions">
    <Record><PropertyValue Property="Deletable" Bool="false"/></Record>
  </Annotation>
</Annotations>
<Annotations Target="t.person/name"><Annotation Term="Org.OData.Core.V1.Computed"/></Annotations>
<Annotations Target="t.lend(t.book)"><Annotation Term="Org.OData.Core.V1.Description" String="Lends it."/></Annotations>
"#;

#[test]
fn what_a_selection_needs_is_kept() {
    let whole = source("test.csdl", document(SERVICE));
    let mut config = config(&["/books/*/pages/**", "/books#GET"], &[]);
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
    let reduced = same(&whole, &config, KEEP);
    assert_eq!((reduced.extent, reduced.because), (Extent::Selected, None));
    insta::assert_snapshot!(reduced.text);
}

#[test]
fn descriptions_or_all_annotations_can_be_left_out() {
    let whole = source("test.csdl", document(SERVICE));
    let config = config(&["/books/**"], &[]);
    let descriptions = Options {
        descriptions: Treatment::Drop,
        ..KEEP
    };
    let text = same(&whole, &config, descriptions).text;
    assert!(
        !text.contains("Description") && text.contains("Deletable"),
        "{text}"
    );
    assert!(!text.contains("t.lend(t.book)"), "{text}");
    // Those in records too; what else a record says stays.
    let revised = "<Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection><Record>\
        <PropertyValue Property=\"Version\" String=\"2\"/><PropertyValue Property=\"Description\" String=\"Theirs.\"/>\
        </Record></Collection></Annotation>";
    let revised = SERVICE.replacen(
        "<EntityType Name=\"book\" BaseType=\"t.root\">",
        &format!("<EntityType Name=\"book\" BaseType=\"t.root\">{revised}"),
        1,
    );
    let text = same(
        &source("test.csdl", document(&revised)),
        &config,
        descriptions,
    )
    .text;
    assert!(
        !text.contains("Theirs") && text.contains("Revisions"),
        "{text}"
    );
    let without = Options {
        annotations: Treatment::Drop,
        ..KEEP
    };
    let text = reduce(&whole, &config, without).unwrap().text;
    assert!(!text.contains("Annotation"), "{text}");
    let files = files(&source("test.csdl", text), &config);
    assert!(files.iter().any(|file| file.contents.contains("fn delete")));
}

#[test]
fn documents_that_are_referred_to_become_one() {
    let folder = tempfile::tempdir().unwrap();
    let edmx = |references: &str, schemas: &str| {
        let schemas = schemas.replace(
            "<Schema ",
            "<Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" ",
        );
        format!(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{references}\
             <edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"
        )
    };
    let reference = |uri: &str, include: &str| {
        format!("<edmx:Reference Uri=\"{uri}\"><edmx:Include {include}/></edmx:Reference>")
    };
    // Both documents have an alias `x`, each for something else.
    let parts = edmx(
        &reference("base.xml", "Namespace=\"org.base\" Alias=\"x\""),
        "<Schema Namespace=\"org.parts\" Alias=\"Self\"><EntityType Name=\"Wheel\" BaseType=\"x.Thing\">\
         <Property Name=\"rim\" Type=\"Self.Rim\"/></EntityType>\
         <ComplexType Name=\"Rim\"><Property Name=\"size\" Type=\"Edm.Int32\"/></ComplexType>\
         <Annotations Target=\"Self.Wheel/rim\"><Annotation Term=\"Core.Description\" String=\"Outside.\"/></Annotations></Schema>",
    );
    let base = edmx(
        "",
        "<Schema Namespace=\"org.base\"><EntityType Name=\"Thing\" Abstract=\"true\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.Guid\" Nullable=\"false\"/></EntityType></Schema>",
    );
    std::fs::write(folder.path().join("parts.xml"), parts).unwrap();
    std::fs::write(folder.path().join("base.xml"), base).unwrap();
    let main = edmx(
        &reference("parts.xml", "Namespace=\"org.parts\" Alias=\"x\""),
        "<Schema Namespace=\"org.main\" Alias=\"Self\"><EntityContainer Name=\"C\">\
         <EntitySet Name=\"wheels\" EntityType=\"x.Wheel\"/><EntitySet Name=\"rest\" EntityType=\"x.Wheel\"/>\
         </EntityContainer></Schema>",
    );
    let whole = source("main.xml", main);
    let mut config = config(&["/wheels"], &[]);
    config.references = References::folder(folder.path());
    let reduced = same(&whole, &config, KEEP);
    assert!(!reduced.text.contains("edmx:Reference"), "{}", reduced.text);
    // Without the other documents as well.
    let expected = files(&whole, &config);
    config.references = References::default();
    assert_eq!(files(&source("main.xml", reduced.text), &config), expected);
}

#[test]
fn the_size_of_hierarchies_stays_what_it_is() {
    let derived = |count: usize| -> String {
        let names = 0..count;
        let types = names.map(|n| format!("<EntityType Name=\"d{n}\" BaseType=\"t.book\"/>"));
        types.collect()
    };
    for (count, limit) in [(3, 10), (12, 10), (40, 200), (300, 200)] {
        let whole = document(&format!("{SERVICE}{}", derived(count)));
        let mut config = config(&["/books#GET", "/books/*#GET"], &[]);
        config.any_limit = limit;
        let reduced = same(&source("test.csdl", whole), &config, KEEP);
        assert_eq!(reduced.because, None, "{count} of {limit}");
        let kept = reduced.text.matches("BaseType=\"t.book\"").count();
        assert!(kept <= limit + 2, "{kept}");
    }
}

#[test]
fn selections_of_graph_give_the_same_crates() {
    let Some(whole) = graph().and_then(|path| read(&path)) else {
        return;
    };
    let selections: [(&[&str], &[&str]); 5] = [
        (&["/users/*/messages/**", "/me#GET"], &[]),
        (&["/communications/**"], &["**#DELETE"]),
        (&["/groups/*/members/$ref", "/groups#GET"], &[]),
        (&["/drives/*/items/**"], &["**/analytics/**"]),
        (&["microsoft.graph.subscription", "/subscriptions/**"], &[]),
    ];
    for (include, exclude) in selections {
        let mut config = config(include, exclude);
        config.key_style = KeyStyle::Segment;
        config.operations = OperationNames::Unqualified;
        let reduced = same(&whole, &config, KEEP);
        println!(
            "{include:?}: {} bytes of {}",
            reduced.text.len(),
            whole.bytes.len()
        );
        assert_eq!(reduced.because, None, "{include:?}");
    }
}

#[test]
fn each_resource_of_other_services_gives_the_same_crate() {
    let names = [
        "trippin.xml",
        "northwind.xml",
        "library-aspnet.xml",
        "library-cap.xml",
        "csdl-16.1.json",
    ];
    for name in names {
        let path = repository().join("../shared/odata").join(name);
        let Some(whole) = read(&path) else { continue };
        let wide = Crate::new("part").unwrap();
        same(&whole, &wide, KEEP);
        let children = children(&whole, &wide);
        assert!(!children.is_empty(), "{name}");
        for child in children {
            let pattern = format!("/{child}/**");
            let reduced = same(&whole, &config(&[&pattern], &[]), KEEP);
            assert_ne!(
                reduced.extent,
                Extent::Everything,
                "{name} {child}: {:?}",
                reduced.because
            );
        }
    }
}

fn children(source: &Source, config: &Crate) -> Vec<String> {
    let model = pipeline::Input::read(source, config)
        .unwrap()
        .resolve(config)
        .unwrap()
        .service
        .model;
    let children = model.container.into_iter().flat_map(|it| it.children);
    children.map(|child| child.name).collect()
}
