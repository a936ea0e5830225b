//! Every constant and dynamic expression, as attribute and as element.

use super::{clean, document};
use crate::csdl::{Expression, Operator, PathKind};

/// The values of annotations, in their order.
fn values(annotations: &str) -> Vec<Option<Expression>> {
    let annotations = clean(&document(annotations)).schemas.remove(0).annotations;
    annotations
        .into_iter()
        .map(|annotation| annotation.value)
        .collect()
}

fn element(xml: &str) -> Expression {
    let mut values = values(&format!("<Annotation Term=\"a.b\">{xml}</Annotation>"));
    values.remove(0).expect("there is a value")
}

#[test]
fn constants() {
    let path = |kind| {
        move |path: &str| Expression::Path {
            kind,
            path: path.into(),
        }
    };
    let constants = [
        ("Binary", "T0RhdGE", Expression::Binary("T0RhdGE".into())),
        ("Bool", "true", Expression::Bool(true)),
        ("Date", "2000-01-01", Expression::Date("2000-01-01".into())),
        (
            "DateTimeOffset",
            "2000-01-01T16:00:00.000Z",
            Expression::DateTimeOffset("2000-01-01T16:00:00.000Z".into()),
        ),
        ("Decimal", "3.14", Expression::Decimal("3.14".into())),
        ("Duration", "P7D", Expression::Duration("P7D".into())),
        (
            "EnumMember",
            "n.E/A n.E/B",
            Expression::EnumMember(vec!["n.E/A".into(), "n.E/B".into()]),
        ),
        ("Float", "-INF", Expression::Float(f64::NEG_INFINITY)),
        ("Float", "2.5e3", Expression::Float(2500.0)),
        (
            "Guid",
            "21EC2020-3AEA-1069-A2DD-08002B30309D",
            Expression::Guid("21EC2020-3AEA-1069-A2DD-08002B30309D".into()),
        ),
        ("Int", "-42", Expression::Int(-42)),
        ("String", "text", Expression::String("text".into())),
        (
            "TimeOfDay",
            "21:45:00",
            Expression::TimeOfDay("21:45:00".into()),
        ),
        ("Path", "a/b", path(PathKind::Value)("a/b")),
        (
            "AnnotationPath",
            "a/@b.c",
            path(PathKind::Annotation)("a/@b.c"),
        ),
        (
            "ModelElementPath",
            "n.a/b",
            path(PathKind::ModelElement)("n.a/b"),
        ),
        (
            "NavigationPropertyPath",
            "a",
            path(PathKind::NavigationProperty)("a"),
        ),
        ("PropertyPath", "a", path(PathKind::Property)("a")),
    ];
    for (name, text, expected) in constants {
        let attribute = values(&format!("<Annotation Term=\"a.b\" {name}=\"{text}\"/>")).remove(0);
        assert_eq!(attribute.as_ref(), Some(&expected), "{name}");
        assert_eq!(
            element(&format!("<{name}>{text}</{name}>")),
            expected,
            "{name}"
        );
    }
    assert_eq!(values("<Annotation Term=\"a.b\"/>"), [None]);
}

#[test]
fn operators() {
    let two = [
        ("And", Operator::And),
        ("Or", Operator::Or),
        ("Eq", Operator::Eq),
        ("Ne", Operator::Ne),
        ("Gt", Operator::Gt),
        ("Ge", Operator::Ge),
        ("Lt", Operator::Lt),
        ("Le", Operator::Le),
        ("Has", Operator::Has),
        ("In", Operator::In),
        ("Add", Operator::Add),
        ("Sub", Operator::Sub),
        ("Mul", Operator::Mul),
        ("Div", Operator::Div),
        ("DivBy", Operator::DivBy),
        ("Mod", Operator::Mod),
    ];
    for (name, operator) in two {
        let operands = vec![Expression::Int(1), Expression::Null];
        let found = element(&format!("<{name}><Int>1</Int><Null/></{name}>"));
        assert_eq!(found, Expression::Operation { operator, operands });
    }
    for (name, operator) in [("Not", Operator::Not), ("Neg", Operator::Neg)] {
        let operands = vec![Expression::Int(1)];
        let found = element(&format!("<{name}><Int>1</Int></{name}>"));
        assert_eq!(found, Expression::Operation { operator, operands });
    }
}

#[test]
fn dynamic_expressions() {
    let one = || Box::new(Expression::Int(1));
    assert!(matches!(
        element("<UrlRef><String>u</String></UrlRef>"),
        Expression::UrlRef(_)
    ));
    assert!(matches!(
        values("<Annotation Term=\"a.b\" UrlRef=\"u\"/>").remove(0),
        Some(Expression::UrlRef(url)) if url.as_str() == Some("u")
    ));
    assert_eq!(
        element("<If><Null/><Int>1</Int></If>"),
        Expression::If {
            condition: Box::new(Expression::Null),
            then: one(),
            otherwise: None
        }
    );
    assert_eq!(
        element("<LabeledElement Name=\"l\"><Int>1</Int></LabeledElement>"),
        Expression::Labeled {
            name: "l".into(),
            value: one()
        }
    );
    assert_eq!(
        element("<LabeledElementReference>n.l</LabeledElementReference>"),
        Expression::LabeledReference("n.l".into())
    );
    assert_eq!(
        element("<Apply Function=\"odata.concat\"><Int>1</Int><Null/></Apply>"),
        Expression::Apply {
            function: "odata.concat".into(),
            arguments: vec![Expression::Int(1), Expression::Null],
        }
    );
    for (name, is) in [("Cast", false), ("IsOf", true)] {
        let found = element(&format!(
            "<{name} Type=\"Edm.Decimal\" Scale=\"2\"><Int>1</Int></{name}>"
        ));
        let Expression::OfType {
            test,
            ty,
            facets,
            operand,
        } = found
        else {
            panic!("{found:?}")
        };
        assert_eq!(
            (test, ty.as_str(), facets.scale.as_deref()),
            (is, "Edm.Decimal", Some("2"))
        );
        assert_eq!(operand, one());
    }
}

#[test]
fn records_and_collections() {
    let value = element(
        "<Collection><Record Type=\"n.r\"><PropertyValue Property=\"a\" Bool=\"false\"/>\
         <PropertyValue Property=\"b\"><Collection><String>x</String></Collection>\
         <Annotation Term=\"n.t\"/></PropertyValue><PropertyValue Property=\"c\"/>\
         <Annotation Term=\"n.u\"/></Record></Collection>",
    );
    let record = &value.items()[0];
    assert_eq!(
        record.property("a").and_then(Expression::as_bool),
        Some(false)
    );
    assert_eq!(
        record.property("b").map(|value| value.items().len()),
        Some(1)
    );
    assert_eq!(record.property("c"), None);
    let record = record.as_record().expect("a record");
    assert_eq!(
        (record.ty.as_deref(), record.annotations.len()),
        (Some("n.r"), 1)
    );
    assert_eq!(record.properties[1].annotations[0].term, "n.t");
}

#[test]
fn annotations_nest_and_have_qualifiers() {
    let document = clean(&document(
        "<Annotations Target=\"n.a\" Qualifier=\"q\"><Annotation Term=\"a.b\" Qualifier=\"r\" String=\"s\">\
         <Annotation Term=\"a.c\"/></Annotation></Annotations>",
    ));
    let targeted = &document.schemas[0].targeted[0];
    assert_eq!(
        (targeted.target.as_str(), targeted.qualifier.as_deref()),
        ("n.a", Some("q"))
    );
    let annotation = &targeted.annotations[0];
    assert_eq!(annotation.qualifier.as_deref(), Some("r"));
    assert_eq!(annotation.annotations[0].term, "a.c");
}
