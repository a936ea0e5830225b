//! Snapshots of what calls and keys become: composable functions, downloads, enumerations in URLs, alternate
//! keys, references, counts, and what an overlay adds.

use csdlgen::config::{Crate, KeyStyle};
use csdlgen::fixup::Overlay;
use tests::generate::{by_path, document, generate};

/// The file of a small schema's type.
fn file_with(contents: &str, path: &str, options: impl FnOnce(&mut Crate)) -> String {
    let mut config = Crate::new("example").unwrap();
    options(&mut config);
    let generated =
        generate(&document(contents), &config).unwrap_or_else(|errors| panic!("{errors}"));
    let mut files = by_path(generated);
    files.remove(path).unwrap_or_else(|| panic!("no {path}"))
}

/// The lines from the builders on.
fn builders(file: &str) -> &str {
    file.find("/// Requests to")
        .map_or("", |start| &file[start..])
}

const ITEM: &str = r#"<EntityType Name="item"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>"#;

#[test]
fn composable_functions_lead_on() {
    let csdl = format!(
        r#"{ITEM}
        <EntityType Name="sheet" BaseType="t.item"/>
        <EntityType Name="range" BaseType="t.item"><NavigationProperty Name="format" Type="t.item" ContainsTarget="true"/></EntityType>
        <Function Name="range" IsBound="true" IsComposable="true"><Parameter Name="it" Type="t.sheet"/><Parameter Name="address" Type="Edm.String"/><ReturnType Type="t.range"/></Function>
        <Function Name="used" IsBound="true" IsComposable="true"><Parameter Name="it" Type="t.sheet"/><ReturnType Type="Collection(t.range)"/></Function>
        <Function Name="plain" IsBound="true"><Parameter Name="it" Type="t.sheet"/><ReturnType Type="t.range"/></Function>
        <Function Name="same" IsBound="true" IsComposable="true" EntitySetPath="it"><Parameter Name="it" Type="t.sheet"/><ReturnType Type="t.sheet"/></Function>"#
    );
    let file = file_with(&csdl, "src/models/sheet.rs", |_| {});
    insta::assert_snapshot!(builders(&file));
}

#[test]
fn functions_that_return_nothing_but_a_stream_are_downloads() {
    let csdl = format!(
        r#"{ITEM}<ComplexType Name="report"><Property Name="content" Type="Edm.Stream"/></ComplexType>
        <Function Name="usage" IsBound="true" IsComposable="true"><Parameter Name="it" Type="t.item"/><Parameter Name="period" Type="Edm.String" Nullable="false"/><ReturnType Type="t.report"/></Function>
        <Function Name="raw" IsBound="true"><Parameter Name="it" Type="t.item"/><ReturnType Type="Edm.Stream"/></Function>"#
    );
    let file = file_with(&csdl, "src/models/item.rs", |_| {});
    insta::assert_snapshot!(builders(&file));
}

#[test]
fn enumerations_in_urls_are_parameters_like_others() {
    let csdl = format!(
        r#"{ITEM}<EnumType Name="color"><Member Name="red" Value="0"/></EnumType>
        <Function Name="by" IsBound="true"><Parameter Name="it" Type="t.item"/><Parameter Name="one" Type="t.color"/>
          <Parameter Name="many" Type="Collection(t.color)"/><ReturnType Type="Edm.Boolean"/></Function>
        <Action Name="paint" IsBound="true"><Parameter Name="it" Type="t.item"/><Parameter Name="in" Type="t.color" Nullable="false"/></Action>"#
    );
    let qualified = file_with(&csdl, "src/models/item.rs", |_| {});
    assert!(
        qualified.contains(".parameter(\"one\", &one)"),
        "{qualified}"
    );
    assert!(
        qualified.contains(".parameter_list(\"many\", many)"),
        "{qualified}"
    );
    assert!(qualified.contains(".parameter(\"in\", &in_)") || qualified.contains("\"in\", &r#in"));
}

const KEYED: &str = r#"
    <EntityType Name="base"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Guid" Nullable="false"/>
      <Property Name="tag" Type="Edm.String"/>
      <Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>
        <Record><PropertyValue Property="Name" PropertyPath="tag"/></Record></Collection></PropertyValue></Record></Collection></Annotation>
    </EntityType>
    <EntityType Name="thing" BaseType="t.base"><Property Name="appId" Type="Edm.Guid"/><Property Name="day" Type="Edm.Date"/>
      <Property Name="inner" Type="t.inner"/>
      <Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection>
        <Record><PropertyValue Property="Key"><Collection><Record><PropertyValue Property="Alias" String="appId"/><PropertyValue Property="Name" PropertyPath="appId"/></Record></Collection></PropertyValue></Record>
        <Record><PropertyValue Property="Key"><Collection>
          <Record><PropertyValue Property="Name" PropertyPath="day"/></Record>
          <Record><PropertyValue Property="Alias" String="no"/><PropertyValue Property="Name" PropertyPath="inner/number"/></Record></Collection></PropertyValue></Record>
        <Record><PropertyValue Property="Key"><Collection><Record><PropertyValue Property="Name" PropertyPath="nowhere"/></Record></Collection></PropertyValue></Record>
      </Collection></Annotation>
    </EntityType>
    <ComplexType Name="inner"><Property Name="number" Type="Edm.Int64"/></ComplexType>
    <EntityContainer Name="c"><EntitySet Name="things" EntityType="t.thing">
      <Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>
        <Record><PropertyValue Property="Alias" String="byTag"/><PropertyValue Property="Name" PropertyPath="tag"/></Record></Collection></PropertyValue></Record></Collection></Annotation>
    </EntitySet></EntityContainer>"#;

#[test]
fn alternate_keys_of_the_type_its_base_and_the_set() {
    let file = file_with(KEYED, "src/models/thing.rs", |config| {
        config.key_style = KeyStyle::Segment;
    });
    insta::assert_snapshot!(builders(&file));
}

#[test]
fn references_of_what_is_not_contained() {
    let csdl = format!(
        r#"{ITEM}<EntityType Name="group" BaseType="t.item">
          <NavigationProperty Name="members" Type="Collection(t.item)"/>
          <NavigationProperty Name="manager" Type="t.item"/>
          <NavigationProperty Name="parts" Type="Collection(t.item)" ContainsTarget="true"/>
        </EntityType>"#
    );
    for style in [KeyStyle::Segment, KeyStyle::Parentheses] {
        let file = file_with(&csdl, "src/models/group.rs", |config| {
            config.key_style = style;
        });
        insta::assert_snapshot!(format!("references_{style:?}"), builders(&file));
    }
}

#[test]
fn what_an_overlay_adds() {
    let csdl = format!(
        r#"{ITEM}<ComplexType Name="any"/>
        <EntityType Name="file" BaseType="t.item"><Property Name="value" Type="t.any"/><Property Name="size" Type="Edm.Int32"/>
          <Property Name="settings" Type="t.settings"/>
          <NavigationProperty Name="senders" Type="Collection(t.item)" ContainsTarget="true"/>
          <NavigationProperty Name="children" Type="Collection(t.file)" ContainsTarget="true"/></EntityType>
        <ComplexType Name="settings"><Property Name="zone" Type="Edm.String"/></ComplexType>
        <Action Name="upload" IsBound="true"><Parameter Name="it" Type="t.file"/></Action>"#
    );
    let overlay = r#"
        [[path]]
        type = "test.file"
        template = ":/{path}:"
        reason = "r"
        [[header]]
        type = "test.item"
        name = "Workbook-Session-Id"
        method = "sessionId"
        docs = "Get it from *somewhere*."
        reason = "r"
        [[json]]
        type = "test.any"
        reason = "r"
        [[stream]]
        type = "test.file"
        reason = "r"
        [[upload]]
        operation = "test.upload"
        reason = "r"
        [[property]]
        type = "test.file"
        name = "size"
        is = "Edm.Int64"
        reason = "r"
        [[resource]]
        type = "test.settings"
        reason = "r"
        [[navigation]]
        type = "test.file"
        name = "senders"
        is = "Collection(test.item)"
        contained = false
        reason = "r"
        [[capability]]
        type = "test.file"
        term = "UpdateRestrictions"
        property = "UpdateMethod"
        is = "Org.OData.Capabilities.V1.HttpMethod/PATCH Org.OData.Capabilities.V1.HttpMethod/PUT"
        reason = "r"
        [[capability]]
        type = "test.file"
        term = "CountRestrictions"
        property = "Countable"
        is = false
        reason = "r"
    "#;
    let overlay = Overlay::parse("o.toml", overlay, false).unwrap();
    let mut config = Crate::new("example").unwrap();
    config.overlay = Some(overlay);
    let mut files = by_path(generate(&document(&csdl), &config).unwrap());
    assert!(!files.contains_key("src/models/any.rs"));
    insta::assert_snapshot!(files.remove("src/models/file.rs").unwrap());
}

/// The overlay of this repository fits the whole of the service: no entry is out of date.
#[test]
fn every_entry_of_the_overlay_applies_to_the_whole_of_the_service() {
    let Some(path) = tests::service::graph() else {
        return;
    };
    let file = tests::service::repository().join("metadata/graph.overlay.toml");
    let text = std::fs::read_to_string(file).unwrap();
    let overlay = Overlay::parse("graph.overlay.toml", &text, false).unwrap();
    let read = csdlgen::csdl::read("v1.0.csdl", &std::fs::read(path).unwrap()).unwrap();
    let model = csdlgen::model::resolve(&read.document).unwrap().model;
    let service =
        csdlgen::fixup::apply(model, &overlay).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(service.conventions.paths.len(), 2);
    assert!(service.model.structured.iter().any(|ty| ty.is_json));
}
