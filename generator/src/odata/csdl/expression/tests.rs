use super::*;
use crate::diagnostic::Position;

#[test]
fn helpers_give_what_fits_and_nothing_else() {
    let record = Expression::Record(Record {
        ty: None,
        properties: vec![PropertyValue {
            property: "Name".into(),
            value: Some(Expression::String("x".into())),
            annotations: Vec::new(),
            position: Position {
                file: "t".into(),
                line: 1,
                column: 1,
            },
        }],
        annotations: Vec::new(),
        position: Position {
            file: "t".into(),
            line: 1,
            column: 1,
        },
    });
    assert_eq!(
        record.property("Name").and_then(Expression::as_str),
        Some("x")
    );
    assert_eq!(record.property("Other"), None);
    assert_eq!(record.as_bool(), None);
    assert!(record.items().is_empty());
    let collection = Expression::Collection(vec![Expression::Bool(true), Expression::Int(4)]);
    assert_eq!(
        collection.items().first().and_then(Expression::as_bool),
        Some(true)
    );
    assert_eq!(
        collection.items().last().and_then(Expression::as_int),
        Some(4)
    );
}

#[test]
fn members_of_enumerations_are_named_alike_from_both_formats() {
    let xml = Expression::EnumMember(vec!["a.Sides/Left".into(), "a.Sides/Right".into()]);
    let json = Expression::String("Left, Right".into());
    assert_eq!(xml.enum_names(), ["Left", "Right"]);
    assert_eq!(json.enum_names(), ["Left", "Right"]);
    assert!(Expression::Int(1).enum_names().is_empty());
}
