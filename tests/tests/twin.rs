//! The twin of a crate has the types of the plan, under the same names, with serde's derives.

use std::collections::BTreeMap;
use std::path::Path;

use csdlgen::config::Crate;
use csdlgen::pipeline::Source;
use tests::generate::{NAME, by_path, document, generate};
use tests::twin;

const SHAPES: &str = r#"
<EnumType Name="color"><Member Name="red"/><Member Name="dark-blue"/></EnumType>
<EnumType Name="access" IsFlags="true"><Member Name="read" Value="1"/><Member Name="write" Value="2"/></EnumType>
<TypeDefinition Name="weight" UnderlyingType="Edm.Decimal"/>
<ComplexType Name="shape" Abstract="true">
  <Property Name="fillColor" Type="t.color"/>
  <Property Name="access" Type="t.access"/>
  <Property Name="weight" Type="t.weight"/>
  <Property Name="made" Type="Edm.DateTimeOffset"/>
  <Property Name="any" Type="Edm.Untyped"/>
</ComplexType>
<ComplexType Name="circle" BaseType="t.shape"><Property Name="type" Type="Edm.Guid"/></ComplexType>
<EntityType Name="drawing">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/>
  <Property Name="shapes" Type="Collection(t.shape)" Nullable="false"/>
  <NavigationProperty Name="parts" Type="Collection(t.drawing)"/>
  <NavigationProperty Name="parent" Type="t.drawing"/>
</EntityType>
<EntityContainer Name="c"><EntitySet Name="drawings" EntityType="t.drawing"/></EntityContainer>"#;

fn twin_of(contents: &str) -> BTreeMap<String, String> {
    let source = Source {
        name: NAME.to_owned(),
        bytes: document(contents).into_bytes(),
    };
    let options = twin::Options {
        runtime: Path::new("../runtime/odata").to_owned(),
        derived: true,
        kept: true,
    };
    let files = twin::of_source(&source, &Crate::default(), &options).unwrap();
    files
        .into_iter()
        .map(|file| (file.path.to_string(), file.contents))
        .collect()
}

#[test]
fn the_twin_has_serdes_derives() {
    let files = twin_of(SHAPES);
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
    let sources: Vec<String> = sources
        .map(|(path, text)| format!("// {path}\n{text}"))
        .collect();
    insta::assert_snapshot!(sources.join("\n"));
    assert!(files["Cargo.toml"].contains("path = \"../runtime/odata\""));
}

#[test]
fn fields_are_those_of_the_generated_crate() {
    let generated = by_path(generate(&document(SHAPES), &Crate::default()).unwrap());
    let twin = twin_of(SHAPES);
    for (name, count) in [("drawing", 5), ("circle", 7), ("shape", 6)] {
        let path = format!("src/models/{name}.rs");
        let (ours, theirs) = (fields(&generated[&path]), fields(&twin[&path]));
        assert_eq!(ours.len(), count, "{ours:?}");
        assert_eq!(ours, theirs);
    }
}

/// Names and types of a file's public fields; what keeps the rest and sets of flags may differ in type.
fn fields(file: &str) -> Vec<String> {
    let fields = file
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("pub ") && line.ends_with(','));
    let fields = fields.map(|field| match field.split_once(": ") {
        Some((name, ty))
            if name == "pub extra" || ty.contains("access") || ty.contains("Access") =>
        {
            name.to_owned()
        }
        Some((name, "Option<String>,")) if name == "pub access" => name.to_owned(),
        Some((name, ty)) => format!(
            "{name}: {}",
            ty.replace("serde_json::Value", "odata_client::Json")
        ),
        None => field.to_owned(),
    });
    fields.collect()
}
