//! Structs, enumerations and aliases.

use insta::assert_snapshot;

use super::fixtures::{
    bare, deprecated, docs, enumeration, far, field, file, name, old, structure,
};
use super::written_type;
use crate::plan::{AliasPlan, Item, ItemType, Shape};

#[test]
fn structs() {
    let fields = vec![
        field("id", Shape::One, ItemType::Prelude("String")),
        field("type", Shape::One, ItemType::Runtime("DateTimeOffset")),
        field(
            "direction",
            Shape::One,
            ItemType::Generated(far("models", "callDirection")),
        ),
        field("modes", Shape::One, ItemType::Flags(bare("modality"))),
        field("inner", Shape::Boxed, ItemType::Generated(bare("call"))),
        field("targets", Shape::Many, ItemType::Generated(bare("target"))),
    ];
    let mut plan = file("call", Item::Structured(structure("call", fields)));
    plan.imports = vec![name("modality"), name("target")];
    assert_snapshot!(written_type(plan));
}

#[test]
fn structs_without_fields() {
    assert_snapshot!(written_type(file(
        "nothing",
        Item::Structured(structure("nothing", Vec::new()))
    )));
}

#[test]
fn structs_with_deprecated_parts() {
    let mut id = field("id", Shape::One, ItemType::Prelude("String"));
    id.deprecated = deprecated();
    let fields = vec![
        id,
        field("was", Shape::One, ItemType::Generated(old("was"))),
        field("is", Shape::One, ItemType::Generated(bare("is"))),
    ];
    let mut plan = file("call", Item::Structured(structure("call", fields)));
    plan.imports = vec![name("is")];
    assert_snapshot!(written_type(plan));
}

#[test]
fn deprecated_structs() {
    let fields = vec![field("was", Shape::One, ItemType::Generated(old("was")))];
    let mut call = structure("call", fields);
    call.deprecated = deprecated();
    let mut plan = file("call", Item::Structured(call));
    plan.deprecated = true;
    assert_snapshot!(written_type(plan));
}

#[test]
fn enums() {
    assert_snapshot!(written_type(file(
        "direction",
        Item::Enum(enumeration(
            "direction",
            &["incoming", "self", "unknownFutureValue"]
        )),
    )));
}

#[test]
fn enums_without_members() {
    assert_snapshot!(written_type(file(
        "empty",
        Item::Enum(enumeration("empty", &[]))
    )));
}

#[test]
fn flags() {
    let mut flags = enumeration("modality", &["audio", "video"]);
    flags.is_flags = true;
    flags.variants[1].deprecated = deprecated();
    assert_snapshot!(written_type(file("modality", Item::Enum(flags))));
}

#[test]
fn aliases() {
    let alias = AliasPlan {
        name: name("weight"),
        wire: "microsoft.graph.weight".to_owned(),
        docs: docs("Type definition `microsoft.graph.weight`."),
        deprecated: deprecated(),
        ty: ItemType::Runtime("Decimal"),
    };
    assert_snapshot!(written_type(file("weight", Item::Alias(alias))));
}
