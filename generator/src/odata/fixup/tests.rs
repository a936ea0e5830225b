//! Overlays: good entries change the model, bad ones say where, what and what to do.

mod capabilities;
mod descriptions;

use super::{Described, Overlay, apply};
use crate::model::{Model, Primitive, StructuredId, TypeRef};

const METADATA: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="ns" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="item"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="size" Type="Edm.Int32"/><Property Name="any" Type="ns.blob"/></EntityType>
  <EntityType Name="file" BaseType="ns.item"/>
  <ComplexType Name="blob"/>
  <EnumType Name="state"><Member Name="a" Value="4"/></EnumType>
  <Action Name="copy" IsBound="true"><Parameter Name="it" Type="ns.item"/><Parameter Name="name" Type="Edm.String" Nullable="false"/>
    <Parameter Name="blobs" Type="Collection(ns.blob)"/><ReturnType Type="ns.blob"/></Action>
</Schema></edmx:DataServices></edmx:Edmx>"#;

fn model() -> Model {
    let read = crate::csdl::read("m.csdl", METADATA.as_bytes()).unwrap();
    crate::model::resolve(&read.document).unwrap().model
}

fn applied(overlay: &str, partial: bool) -> Result<Model, String> {
    described(overlay, partial).map(|service| service.model)
}

fn described(overlay: &str, partial: bool) -> Result<Described, String> {
    let overlay = Overlay::parse("o.toml", overlay, partial).map_err(|e| e.to_string())?;
    apply(model(), &overlay).map_err(|e| e.to_string())
}

const ITEM: StructuredId = StructuredId(0);
const FILE: StructuredId = StructuredId(1);
const ANY: TypeRef = TypeRef::Primitive(Primitive::Any);

#[test]
fn properties_navigation_and_members_are_corrected_and_added() {
    let model = applied(
        r#"
        [[property]]
        type = "ns.item"
        name = "size"
        is = "Edm.Int64"
        nullable = false
        reason = "r"
        [[property]]
        type = "ns.file"
        name = "more"
        is = "Collection(ns.state)"
        add = true
        reason = "r"
        [[navigation]]
        type = "ns.item"
        name = "parent"
        is = "ns.item"
        contained = true
        reason = "r"
        [[member]]
        enum = "ns.state"
        name = "b"
        reason = "r"
        "#,
        false,
    )
    .unwrap();
    let size = model
        .all_properties(FILE)
        .find(|p| p.name == "size")
        .unwrap();
    assert_eq!(size.ty.item, TypeRef::Primitive(Primitive::Int64));
    assert!(!size.ty.nullable);
    let more = model
        .all_properties(FILE)
        .find(|p| p.name == "more")
        .unwrap();
    assert!(more.ty.collection && matches!(more.ty.item, TypeRef::Enum(_)));
    let parent = model.all_navigation(FILE).next().unwrap();
    assert!(parent.contains_target && parent.target == Some(ITEM));
    let members = &model.enums[0].members;
    assert_eq!((members[1].name.as_str(), members[1].value), ("b", 5));
}

#[test]
fn operations_are_corrected_and_added() {
    let Described { model, conventions } = described(
        r#"
        [[parameter]]
        operation = "ns.copy"
        bound_to = "ns.item"
        name = "name"
        optional = true
        reason = "r"
        [[operation]]
        kind = "function"
        name = "ns.find"
        bound_to = "Collection(ns.item)"
        parameters = [{ name = "q", is = "Edm.String", nullable = false }]
        returns = "Collection(ns.file)"
        composable = true
        reason = "r"
        [[upload]]
        operation = "ns.find"
        reason = "it may follow in the same file"
        "#,
        false,
    )
    .unwrap();
    let optional = "Org.OData.Core.V1.OptionalParameter";
    let parameter = &model.operations[0].parameters[0];
    assert!(parameter.annotations.get(optional).is_some());
    let find = &model.operations[1];
    assert!(find.is_composable && find.parameters[0].name == "q");
    assert!(find.returns.as_ref().unwrap().collection);
    assert_eq!(conventions.uploads.len(), 1);
}

#[test]
fn a_type_that_is_any_json_is_replaced_wherever_it_stands() {
    let model = applied("[[json]]\ntype = \"ns.blob\"\nreason = \"r\"", false).unwrap();
    let any = model
        .all_properties(ITEM)
        .find(|p| p.name == "any")
        .unwrap();
    assert_eq!(any.ty.item, ANY);
    let copy = &model.operations[0];
    assert_eq!(copy.parameters[1].ty.item, ANY);
    assert_eq!(copy.returns.as_ref().unwrap().item, ANY);
    assert!(
        model
            .structured
            .iter()
            .any(|ty| ty.is_json && ty.name == "blob")
    );
}

#[test]
fn streams_reach_derived_types() {
    let model = applied("[[stream]]\ntype = \"ns.item\"\nreason = \"r\"", false).unwrap();
    assert!(model[ITEM].has_stream && model[FILE].has_stream);
}

#[test]
fn an_absent_target_is_an_error_unless_the_metadata_is_a_part() {
    let overlay = "\n[[json]]\ntype = \"ns.blop\"\nreason = \"r\"";
    let error = applied(overlay, false).unwrap_err();
    assert!(
        error.starts_with("o.toml:2:1: error: the metadata has no type `ns.blop`"),
        "{error}"
    );
    assert!(error.contains("help: did you mean `ns.blob`?"), "{error}");
    assert!(applied(overlay, true).is_ok());
}

#[test]
fn what_a_present_type_lacks_is_an_error_in_a_part_too() {
    let overlay =
        "[[property]]\ntype = \"ns.item\"\nname = \"siez\"\nnullable = false\nreason = \"r\"";
    let error = applied(overlay, true).unwrap_err();
    assert!(
        error.starts_with("o.toml:1:1: error: `ns.item` declares no property `siez`"),
        "{error}"
    );
}

#[test]
fn what_is_so_already_is_an_error() {
    for (entry, message) in [
        (
            "[[property]]\ntype=\"ns.item\"\nname=\"size\"\nis=\"Edm.Int32\"",
            "is so already",
        ),
        (
            "[[property]]\ntype=\"ns.item\"\nname=\"id\"\nis=\"Edm.Int32\"\nadd=true",
            "has `id` already",
        ),
        (
            "[[navigation]]\ntype=\"ns.file\"\nname=\"size\"\nis=\"ns.item\"",
            "has `size` already",
        ),
        (
            "[[member]]\nenum=\"ns.state\"\nname=\"a\"",
            "has `a` already",
        ),
        (
            "[[operation]]\nkind=\"action\"\nname=\"ns.copy\"\nbound_to=\"ns.item\"\nparameters=[{name=\"name\",is=\"Edm.String\"},{name=\"blobs\",is=\"ns.blob\"}]",
            "is there already",
        ),
    ] {
        let error = applied(&format!("{entry}\nreason=\"r\""), false).unwrap_err();
        assert!(
            error.contains(message) && error.contains("help: "),
            "{error}"
        );
    }
}

#[test]
fn entries_that_do_not_fit_are_errors() {
    for (entry, message) in [
        ("[[json]]\ntype=\"ns.item\"", "is an entity type"),
        ("[[stream]]\ntype=\"ns.blob\"", "is a complex type"),
        (
            "[[path]]\ntype=\"ns.blob\"\ntemplate=\":/{path}:\"",
            "is a complex type",
        ),
        (
            "[[path]]\ntype=\"ns.item\"\ntemplate=\":/{p}:\"",
            "is not `{path}` between delimiters",
        ),
        (
            "[[path]]\ntype=\"ns.item\"\ntemplate=\"?{path}\"",
            "is not `{path}` between delimiters",
        ),
        (
            "[[header]]\ntype=\"ns.item\"\nname=\"A b\"\nmethod=\"a\"",
            "is not the name of a header",
        ),
        (
            "[[header]]\ntype=\"ns.item\"\nname=\"A\"\nmethod=\"1\"",
            "cannot be the name of a method",
        ),
        (
            "[[property]]\ntype=\"ns.item\"\nname=\"size\"",
            "changes nothing",
        ),
        (
            "[[property]]\ntype=\"ns.item\"\nname=\"size\"\nis=\"Edm.Nope\"",
            "is not a primitive type",
        ),
        (
            "[[property]]\ntype=\"ns.item\"\nname=\"size\"\nis=\"Collection(\"",
            "is not the name of a type",
        ),
        (
            "[[navigation]]\ntype=\"ns.item\"\nname=\"x\"\nis=\"ns.blob\"",
            "is not an entity type",
        ),
        (
            "[[parameter]]\noperation=\"ns.copy\"\nname=\"x\"\noptional=true",
            "has a parameter `x`",
        ),
        (
            "[[operation]]\nkind=\"function\"\nname=\"ns.f\"\nbound_to=\"ns.item\"",
            "returns nothing",
        ),
        (
            "[[operation]]\nkind=\"action\"\nname=\"other.f\"\nbound_to=\"ns.item\"",
            "is in no namespace",
        ),
        (
            "[[operation]]\nkind=\"action\"\nname=\"ns.f\"\nbound_to=\"ns.state\"",
            "is not a resource",
        ),
    ] {
        let error = applied(&format!("{entry}\nreason=\"r\""), false).unwrap_err();
        assert!(error.contains(message), "{entry}: {error}");
        assert!(error.starts_with("o.toml:1:1: error: "), "{error}");
    }
}

#[test]
fn all_faults_are_told_in_the_order_of_the_file() {
    let error = applied(
        "[[json]]\ntype = \"ns.x\"\nreason = \"r\"\n[[member]]\nenum = \"ns.y\"\nname = \"z\"\nreason = \"r\"",
        false,
    )
    .unwrap_err();
    let (first, second) = (
        error.find("o.toml:1:1").unwrap(),
        error.find("o.toml:4:1").unwrap(),
    );
    assert!(first < second, "{error}");
}

#[test]
fn an_entry_needs_a_reason_and_knows_its_keys() {
    let error = applied("\n\n[[stream]]\ntype = \"ns.item\"", false).unwrap_err();
    assert!(
        error.starts_with("o.toml:3:1: error: the entry for ns.item has no reason"),
        "{error}"
    );
    let error = applied("[[stream]]\ntype = \"ns.item\"\nreason = \" \"", false).unwrap_err();
    assert!(error.contains("has no reason"), "{error}");
    let error = applied("[[stream]]\ntype = \"ns.item\"\nreasons = \"r\"", false).unwrap_err();
    assert!(
        error.starts_with("o.toml:3:1: error: unknown field `reasons`"),
        "{error}"
    );
    let error = applied("[[streams]]\ntype = \"ns.item\"", false).unwrap_err();
    assert!(
        error.starts_with("o.toml:1:3: error: unknown field `streams`"),
        "{error}"
    );
}
