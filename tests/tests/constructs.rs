//! One snapshot per kind of construct: a small piece of CSDL goes in, the file that it becomes comes out.

use csdlgen::config::{Crate, Docs, KeyStyle, OperationNames, Reference};
use tests::generate::{by_path, document, generate};

/// The file of a small schema's type, made with the given options.
fn file_with(contents: &str, path: &str, options: impl FnOnce(&mut Crate)) -> String {
    let mut config = Crate::new("example").unwrap();
    options(&mut config);
    let generated =
        generate(&document(contents), &config).unwrap_or_else(|errors| panic!("{errors}"));
    let mut files = by_path(generated);
    let names: Vec<_> = files.keys().cloned().collect();
    files
        .remove(path)
        .unwrap_or_else(|| panic!("{path} is not among {names:?}"))
}

fn file(contents: &str, path: &str) -> String {
    file_with(contents, path, |_| {})
}

/// An entity type that others can stand on.
const ITEM: &str = r#"<EntityType Name="item"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>"#;

#[test]
fn entity_type() {
    let csdl = r#"
      <EntityType Name="item" OpenType="true">
        <Key><PropertyRef Name="id"/></Key>
        <Annotation Term="Org.OData.Core.V1.Description" String="Something to look at."/>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="displayName" Type="Edm.String" MaxLength="80">
          <Annotation Term="Org.OData.Core.V1.Description" String="What people call it."/>
        </Property>
        <Property Name="createdAt" Type="Edm.DateTimeOffset">
          <Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/>
        </Property>
        <Property Name="tags" Type="Collection(Edm.String)"/>
        <NavigationProperty Name="parts" Type="Collection(t.item)" ContainsTarget="true"/>
        <NavigationProperty Name="owner" Type="t.item"/>
      </EntityType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/item.rs"));
}

#[test]
fn primitive_types() {
    let primitives = [
        "Binary",
        "Boolean",
        "Byte",
        "Date",
        "DateTimeOffset",
        "Decimal",
        "Double",
        "Duration",
        "Guid",
        "Int16",
        "Int32",
        "Int64",
        "SByte",
        "Single",
        "String",
        "TimeOfDay",
        "GeographyPoint",
        "Untyped",
        "PrimitiveType",
    ];
    let property = |name: &&str| format!("<Property Name=\"a{name}\" Type=\"Edm.{name}\"/>\n");
    let properties = primitives.iter().map(property).collect::<Vec<_>>().concat();
    let csdl = format!("<ComplexType Name=\"everything\">{properties}</ComplexType>");
    insta::assert_snapshot!(file(&csdl, "src/models/everything.rs"));
}

#[test]
fn complex_type_with_base() {
    let csdl = r#"
      <ComplexType Name="base" Abstract="true"><Property Name="first" Type="Edm.Int32"/></ComplexType>
      <ComplexType Name="derived" BaseType="t.base"><Property Name="second" Type="t.color"/></ComplexType>
      <EnumType Name="color"><Member Name="red" Value="0"/></EnumType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/derived.rs"));
}

#[test]
fn enumeration() {
    let csdl = r#"
      <EnumType Name="state">
        <Annotation Term="Org.OData.Core.V1.Description" String="How far it is."/>
        <Member Name="notStarted" Value="0"><Annotation Term="Org.OData.Core.V1.Description" String="Nothing yet."/></Member>
        <Member Name="Done" Value="1"/>
        <Member Name="unrecognized" Value="2"/>
      </EnumType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/state.rs"));
}

#[test]
fn enumeration_without_members() {
    insta::assert_snapshot!(file(
        r#"<EnumType Name="recordType"/>"#,
        "src/models/record_type.rs"
    ));
}

#[test]
fn members_that_become_one_name() {
    let csdl = r#"
      <EnumType Name="category">
        <Member Name="remoteControl" Value="0"/><Member Name="remote_Control" Value="1"/>
      </EnumType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/category.rs"));
}

#[test]
fn flags() {
    let csdl = r#"
      <EnumType Name="weekday" IsFlags="true"><Member Name="monday" Value="1"/><Member Name="tuesday" Value="2"/></EnumType>
      <ComplexType Name="schedule"><Property Name="days" Type="t.weekday"/></ComplexType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/schedule.rs"));
}

#[test]
fn type_definition() {
    let csdl = r#"
      <TypeDefinition Name="weight" UnderlyingType="Edm.Decimal">
        <Annotation Term="Org.OData.Core.V1.Description" String="In kilograms."/>
      </TypeDefinition>"#;
    insta::assert_snapshot!(file(csdl, "src/models/weight.rs"));
}

#[test]
fn recursive_complex_type() {
    let csdl = r#"
      <ComplexType Name="error">
        <Property Name="inner" Type="t.error"/>
        <Property Name="detail" Type="t.detail"/>
        <Property Name="details" Type="Collection(t.error)"/>
      </ComplexType>
      <ComplexType Name="detail"><Property Name="cause" Type="t.error"/></ComplexType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/error.rs"));
}

#[test]
fn stream_properties_and_media_entities() {
    let csdl = r#"
      <EntityType Name="photo" HasStream="true">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="content" Type="Edm.Stream"/>
        <NavigationProperty Name="copies" Type="Collection(t.photo)" ContainsTarget="true"/>
      </EntityType>"#;
    let photo = file(csdl, "src/models/photo.rs");
    assert!(photo.contains("pub fn create_media("), "{photo}");
    insta::assert_snapshot!(photo);
}

#[test]
fn actions() {
    let csdl = format!(
        r#"{ITEM}
      <EnumType Name="state"><Member Name="on" Value="0"/></EnumType>
      <Action Name="setState" IsBound="true">
        <Annotation Term="Org.OData.Core.V1.Description" String="Sets the state."/>
        <Parameter Name="bindingParameter" Type="t.item"/>
        <Parameter Name="state" Type="t.state" Nullable="false"/>
        <Parameter Name="name" Type="Edm.String" Nullable="false">
          <Annotation Term="Org.OData.Core.V1.Description" String="What it is called."/>
        </Parameter>
        <Parameter Name="note" Type="Edm.String"/>
        <Parameter Name="tags" Type="Collection(Edm.String)"/>
        <ReturnType Type="t.item"/>
      </Action>
      <Action Name="stop" IsBound="true"><Parameter Name="bindingParameter" Type="t.item"/></Action>
      <Action Name="purge" IsBound="true">
        <Parameter Name="bindingParameter" Type="Collection(t.item)"/><ReturnType Type="Edm.Int32"/>
      </Action>"#
    );
    insta::assert_snapshot!(file(&csdl, "src/models/item.rs"));
}

#[test]
fn functions() {
    let csdl = format!(
        r#"{ITEM}
      <Function Name="find" IsBound="true" IsComposable="true">
        <Parameter Name="bindingParameter" Type="Collection(t.item)"/>
        <Parameter Name="after" Type="Edm.Date" Nullable="false"/>
        <Parameter Name="limit" Type="Edm.Int32"><Annotation Term="Org.OData.Core.V1.OptionalParameter"/></Parameter>
        <ReturnType Type="Collection(t.item)"/>
      </Function>
      <Function Name="content" IsBound="true">
        <Parameter Name="bindingParameter" Type="t.item"/><ReturnType Type="Edm.Stream"/>
      </Function>"#
    );
    insta::assert_snapshot!(file(&csdl, "src/models/item.rs"));
}

#[test]
fn overloads_and_an_action_of_a_functions_name() {
    let csdl = format!(
        r#"{ITEM}
      <Function Name="delta" IsBound="true">
        <Parameter Name="bindingParameter" Type="t.item"/><ReturnType Type="Edm.String"/>
      </Function>
      <Function Name="delta" IsBound="true">
        <Parameter Name="bindingParameter" Type="t.item"/><Parameter Name="token" Type="Edm.String"/>
        <ReturnType Type="Edm.String"/>
      </Function>
      <Function Name="report" IsBound="true">
        <Parameter Name="bindingParameter" Type="t.item"/><Parameter Name="period" Type="Edm.String"/>
        <ReturnType Type="Edm.String"/>
      </Function>
      <Function Name="report" IsBound="true">
        <Parameter Name="bindingParameter" Type="t.item"/><Parameter Name="date" Type="Edm.Date"/>
        <ReturnType Type="Edm.String"/>
      </Function>
      <Action Name="browse" IsBound="true"><Parameter Name="bindingParameter" Type="t.item"/></Action>
      <Function Name="browse" IsBound="true">
        <Parameter Name="bindingParameter" Type="t.item"/><ReturnType Type="Edm.String"/>
      </Function>"#
    );
    insta::assert_snapshot!(file(&csdl, "src/models/item.rs"));
}

#[test]
fn keys_of_several_parts() {
    let csdl = r#"
      <EntityType Name="line">
        <Key><PropertyRef Name="order"/><PropertyRef Name="number"/></Key>
        <Property Name="order" Type="Edm.String" Nullable="false"/>
        <Property Name="number" Type="Edm.Int32" Nullable="false"/>
        <NavigationProperty Name="next" Type="Collection(t.line)"/>
      </EntityType>"#;
    insta::assert_snapshot!("keys_in_parentheses", file(csdl, "src/models/line.rs"));
    let segments = file_with(csdl, "src/models/line.rs", |c| {
        c.key_style = KeyStyle::Segment;
    });
    insta::assert_snapshot!("keys_as_segments", segments);
}

#[test]
fn navigation_and_operations_of_complex_types() {
    let csdl = format!(
        r#"{ITEM}
      <ComplexType Name="settings"><NavigationProperty Name="owner" Type="t.item"/></ComplexType>
      <EntityType Name="box" BaseType="t.item"><Property Name="settings" Type="t.settings"/></EntityType>
      <Action Name="reset" IsBound="true"><Parameter Name="bindingParameter" Type="t.settings"/></Action>"#
    );
    insta::assert_snapshot!(file(&csdl, "src/models/settings.rs"));
    let entity = file(&csdl, "src/models/box_.rs");
    assert!(
        entity.contains("pub fn settings(&self) -> SettingsRequestBuilder"),
        "{entity}"
    );
}

#[test]
fn container_with_imports() {
    let csdl = format!(
        r#"{ITEM}
      <Action Name="reset"><Parameter Name="level" Type="Edm.Int32" Nullable="false"/></Action>
      <Function Name="version"><ReturnType Type="Edm.String"/></Function>
      <EntityContainer Name="Service">
        <EntitySet Name="items" EntityType="t.item"/>
        <Singleton Name="first" Type="t.item"/>
        <ActionImport Name="reset" Action="t.reset"/>
        <FunctionImport Name="version" Function="t.version"/>
      </EntityContainer>"#
    );
    insta::assert_snapshot!(file(&csdl, "src/client.rs"));
    let graph = file_with(&csdl, "src/client.rs", |c| {
        c.base_url = Some("https://service.example/v1".to_owned());
        c.scopes = vec!["https://service.example/.default".to_owned()];
        c.client = Some("ExampleClient".to_owned());
    });
    insta::assert_snapshot!("container_with_base_url", graph);
}

#[test]
fn deprecations() {
    let revisions = r#"<Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
        <PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>
        <PropertyValue Property="Description" String="Use &quot;item&quot;."/>
        <PropertyValue Property="Date" Date="2024-04-10"/>
        <PropertyValue Property="RemovalDate" Date="2026-04-10"/></Record></Collection></Annotation>"#;
    let csdl = format!(
        r#"
      <EntityType Name="item"><Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="old" Type="Edm.String">{revisions}</Property>
        <NavigationProperty Name="alerts" Type="Collection(t.alert)"/>
      </EntityType>
      <EntityType Name="alert" BaseType="t.item">{revisions}</EntityType>"#
    );
    insta::assert_snapshot!(
        "deprecated_property_and_target",
        file(&csdl, "src/models/item.rs")
    );
    insta::assert_snapshot!("deprecated_type", file(&csdl, "src/models/alert.rs"));
}

#[test]
fn several_namespaces() {
    let document = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
      <Schema Namespace="a.b" Alias="b" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <ComplexType Name="item"><Property Name="other" Type="self.item"/></ComplexType>
        <EntityContainer Name="Service"/>
      </Schema>
      <Schema Namespace="a.b.other" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <ComplexType Name="item"><Property Name="back" Type="b.item"/></ComplexType>
      </Schema></edmx:DataServices></edmx:Edmx>"#;
    let generated = generate(document, &Crate::new("example").unwrap()).unwrap();
    let files = by_path(generated);
    insta::assert_snapshot!(files["src/models/item.rs"]);
    insta::assert_snapshot!("several_namespaces_root", files["src/lib.rs"]);
    assert!(files["src/other/item.rs"].contains("crate::models::Item"));
}

#[test]
fn levels_of_documentation() {
    let csdl = r#"
      <ComplexType Name="item">
        <Annotation Term="Org.OData.Core.V1.Description" String="Something to look at."/>
        <Property Name="name" Type="Edm.String"/>
      </ComplexType>"#;
    let at = |docs: Docs| {
        file_with(csdl, "src/models/item.rs", |config| {
            config.docs = docs;
            config.reference = Reference {
                type_template: Some("https://docs.example/{type}".to_owned()),
                operation_template: None,
            };
        })
    };
    let full = at(Docs::Full);
    assert!(
        full.contains("/// Something to look at.") && full.contains("(https://docs.example/item)")
    );
    let links = at(Docs::Links);
    assert!(
        !links.contains("/// Something to look at.")
            && links.contains("(https://docs.example/item)")
    );
    let none = at(Docs::None);
    assert!(!none.contains("/// Something to look at.") && !none.contains("https://docs.example"));
}

#[test]
fn operations_are_called_as_configured() {
    let csdl = format!(
        "{ITEM}<Action Name=\"stop\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"t.item\"/></Action>"
    );
    let qualified = file(&csdl, "src/models/item.rs");
    assert!(
        qualified.contains(r#"of_action(&self.0, "test.stop")"#),
        "{qualified}"
    );
    let unqualified = file_with(&csdl, "src/models/item.rs", |config| {
        config.operations = OperationNames::Unqualified;
    });
    assert!(
        unqualified.contains(r#"of_action(&self.0, "stop")"#),
        "{unqualified}"
    );
}

#[test]
fn hostile_descriptions_stay_text() {
    let csdl = r#"
      <ComplexType Name="item">
        <Annotation Term="Org.OData.Core.V1.Description"
          String="&quot;quoted&quot; \ */ // `code` ``` [link](x) &lt;b&gt; #[test] fn x() {}&#10;&#10;# no heading&#10;    no code"/>
        <Property Name="name" Type="Edm.String"/>
      </ComplexType>"#;
    insta::assert_snapshot!(file(csdl, "src/models/item.rs"));
}

#[test]
fn odd_names() {
    let csdl = r#"
      <ComplexType Name="Self"><Property Name="type" Type="t.Option"/></ComplexType>
      <ComplexType Name="Option">
        <Property Name="self" Type="t.String"/><Property Name="fn" Type="t.Self"/><Property Name="extra" Type="Edm.Int32"/>
        <Property Name="Type" Type="Edm.String"/>
      </ComplexType>
      <ComplexType Name="String"><Property Name="value" Type="Edm.String"/></ComplexType>"#;
    let message = generate(&document(csdl), &Crate::new("example").unwrap()).map(|_| ());
    assert!(message.is_ok(), "{message:?}");
    insta::assert_snapshot!(file(csdl, "src/models/option.rs"));
}
