//! Values of several types: chosen by `@odata.type`, wherever it stands; sent with it.

use odata_client::{
    Extra, Field, Model,
    codegen::{Place, Polymorphic, TypeTag, Visit},
    from_json, to_json,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::model::Call;
use crate::server::{call, json_reply, server};

macro_rules! shape {
    ($type:ident, $name:literal, $($field:ident: $of:ty = $wire:literal),*) => {
        #[derive(Clone, Default)]
        pub(crate) struct $type {
            $(pub $field: Option<$of>,)*
            pub extra: Extra,
        }

        impl Model for $type {
            fn slot(&mut self, name: &str) -> Place<'_> {
                Place::Declared(match name {
                    $($wire => &mut self.$field,)*
                    _ => return Place::Extra(&mut self.extra),
                })
            }

            fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
                $(visit.property($wire, self.$field.view());)*
            }

            fn extra(&self) -> &Extra {
                &self.extra
            }
        }
        odata_client::codegen::model!($type, $name);
    };
}

shape!(Shape, "t.shape", name: String = "name", parts: Vec<AnyShape> = "parts");
shape!(Circle, "t.circle", name: String = "name", parts: Vec<AnyShape> = "parts", radius: i64 = "radius");
shape!(Square, "t.square", name: String = "name", parts: Vec<AnyShape> = "parts", side: f64 = "side", twin: AnyShape = "twin");

#[derive(Clone)]
pub(crate) enum AnyShape {
    Shape(Box<Shape>),
    Circle(Box<Circle>),
    Square(Box<Square>),
}

impl Polymorphic for AnyShape {
    fn of_type(name: &str) -> Option<Self> {
        Some(match name {
            "t.shape" => Self::Shape(Box::default()),
            "t.circle" => Self::Circle(Box::default()),
            "t.square" => Self::Square(Box::default()),
            _ => return None,
        })
    }
    fn model(&self) -> (Option<&'static TypeTag>, &dyn Model) {
        match self {
            Self::Shape(value) => (None, &**value),
            Self::Circle(value) => (Some(&TypeTag("#t.circle")), &**value),
            Self::Square(value) => (Some(&TypeTag("#t.square")), &**value),
        }
    }
    fn model_mut(&mut self) -> &mut dyn Model {
        match self {
            Self::Shape(value) => &mut **value,
            Self::Circle(value) => &mut **value,
            Self::Square(value) => &mut **value,
        }
    }
}

odata_client::codegen::polymorphic!(AnyShape, Shape(Shape), "t.shape");

impl From<Circle> for AnyShape {
    fn from(value: Circle) -> Self {
        Self::Circle(Box::new(value))
    }
}

fn read(value: &Value) -> AnyShape {
    from_json(value.to_string().as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

pub(crate) fn written(shape: &AnyShape) -> Value {
    serde_json::from_slice(&to_json(shape)).unwrap()
}

#[test]
fn the_type_is_found_wherever_it_stands_and_however_it_is_spelt() {
    for value in [
        json!({"@odata.type": "#t.circle", "name": "c", "radius": 2}),
        json!({"@odata.type": "t.circle", "name": "c", "radius": 2}),
        json!({"@type": "#t.circle", "name": "c", "radius": 2}),
        json!({"@odata.context": "x", "name": "c", "@odata.type": "#t.circle", "radius": 2}),
        json!({"radius": 2, "name": "c", "@odata.type": "#t.circle"}),
        json!({"radius": 2, "parts": [{"side": 1.5, "@odata.type": "#t.square"}], "name": "c", "@odata.type": "#t.circle"}),
    ] {
        let shape = read(&value);
        let AnyShape::Circle(circle) = &shape else {
            panic!("{value} became {shape:?}");
        };
        assert_eq!(circle.radius, Some(2), "{value}");
        assert_eq!(circle.name.as_deref(), Some("c"), "{value}");
        assert_eq!(written(&shape), value);
    }
}

#[test]
fn what_is_no_known_type_is_kept_whole() {
    for value in [
        json!({"name": "n"}),
        json!({"@odata.type": "#t.shape", "name": "n"}),
        json!({"@odata.type": "#t.triangle", "name": "n", "corners": [1, {"x": null}], "radius": "2"}),
        json!({"corners": 3, "@odata.type": "#t.triangle"}),
        json!({"@odata.type": 7, "name": "n"}),
    ] {
        let shape = read(&value);
        assert!(
            matches!(shape, AnyShape::Shape(_)),
            "{value} became {shape:?}"
        );
        assert_eq!(written(&shape), value);
    }
}

#[test]
fn a_derived_type_is_sent_with_its_name_and_the_declared_one_without() {
    let circle = Circle {
        radius: Some(1),
        ..Circle::default()
    };
    assert_eq!(
        written(&(&circle).into()),
        json!({"@odata.type": "#t.circle", "radius": 1})
    );
    assert_eq!(to_json(&circle), br#"{"radius":1}"#);
    assert_eq!(to_json(&AnyShape::default()), b"{}");
    let any = AnyShape::from(&circle);
    assert_eq!(AnyShape::from(&any), any);
    assert_eq!(
        format!("{any:?}"),
        r##"AnyShape { @odata.type: "#t.circle", radius: 1 }"##
    );
}

#[test]
fn variants_with_the_same_properties_differ() {
    let square = AnyShape::Square(Box::default());
    assert_ne!(AnyShape::Circle(Box::default()), square);
    assert_ne!(AnyShape::default(), square);
    let told = |mut shape: AnyShape| {
        let extra = shape.extra_mut().unwrap();
        extra.insert("@odata.type", "#t.triangle");
        shape
    };
    assert_ne!(told(AnyShape::default()), told(square.clone()));
    assert_eq!(told(square.clone()), told(square));
}

#[test]
fn errors_name_the_path_even_of_what_stood_before_the_type() {
    let text = r##"{"parts":[{"radius":"wide","name":"x","@odata.type":"#t.circle"}]}"##;
    let error = from_json::<AnyShape>(text.as_bytes())
        .unwrap_err()
        .to_string();
    assert!(error.contains("parts[0].radius"), "{error}");
    let error = from_json::<AnyShape>(b"[]").unwrap_err().to_string();
    assert!(error.contains("an object"), "{error}");
}

#[test]
fn deep_nesting_is_refused_not_followed_to_the_end_of_the_stack() {
    let depth = 100_000;
    let text = format!(
        "{}{}",
        r#"{"name":"x","parts":["#.repeat(depth),
        "]}".repeat(depth)
    );
    assert!(from_json::<AnyShape>(text.as_bytes()).is_err());
}

#[test]
fn types_told_last_at_every_level_are_read_in_reasonable_time() {
    let depth = 50;
    let open = r#"{"name":"x","parts":["#.repeat(depth);
    let close = r#"],"@odata.type":"t.circle"}"#.repeat(depth);
    let start = std::time::Instant::now();
    let shape: AnyShape = from_json(format!("{open}{close}").as_bytes()).unwrap();
    assert!(matches!(shape, AnyShape::Circle(_)));
    // Twice the work for each level would be more than the age of the universe.
    assert!(start.elapsed().as_secs() < 20);
}

fn shapes() -> impl Strategy<Value = AnyShape> {
    let leaf = (0..3, any::<Option<String>>(), any::<i64>(), -1e9..1e9_f64);
    let leaf = leaf.prop_map(|(kind, name, radius, side)| match kind {
        0 => AnyShape::Shape(Box::new(Shape {
            name,
            extra: [("@odata.type", "#t.unknown")].into_iter().collect(),
            ..Shape::default()
        })),
        1 => AnyShape::Circle(Box::new(Circle {
            name,
            radius: Some(radius),
            ..Circle::default()
        })),
        _ => AnyShape::Square(Box::new(Square {
            name,
            side: Some(side),
            ..Square::default()
        })),
    });
    leaf.prop_recursive(4, 32, 4, |inner| {
        (prop::collection::vec(inner.clone(), 0..4), inner).prop_map(|(parts, twin)| {
            AnyShape::Square(Box::new(Square {
                parts: Some(parts),
                twin: Some(twin),
                ..Square::default()
            }))
        })
    })
}

proptest! {
    #[test]
    fn any_variant_written_and_read_back_is_equal(shape in shapes(), at in any::<prop::sample::Index>()) {
        let back: AnyShape = from_json(&to_json(&shape)).unwrap();
        prop_assert_eq!(&back, &shape);
        // And with the type anywhere among the properties.
        let Value::Object(mut object) = written(&shape) else { unreachable!() };
        if let Some(name) = object.shift_remove("@odata.type") {
            object.shift_insert(at.index(object.len() + 1), "@odata.type".to_owned(), name);
        }
        prop_assert_eq!(&read(&Value::Object(object)), &shape);
    }
}

#[tokio::test]
async fn replies_of_every_verb_are_told_apart() {
    let body = json!({"name": "c", "@odata.type": "#t.circle", "radius": 3});
    let server = server(json_reply(200, &body)).await;
    let resource = call(&server);
    let sent = AnyShape::default();
    for shape in [
        resource.get::<AnyShape>().await.unwrap(),
        resource.create(&sent).await.unwrap().into_entity().unwrap(),
        resource.update(&sent).await.unwrap().into_entity().unwrap(),
        resource
            .action::<odata_client::returns::One<AnyShape>>("grow")
            .await
            .unwrap(),
    ] {
        assert!(matches!(shape, AnyShape::Circle(_)), "{shape:?}");
    }
}

#[tokio::test]
async fn an_update_clears_what_it_is_told_to_and_no_more() {
    let reply = json!({"id": "1", "rank": null, "open": null, "kept": {"x": 1}});
    let server = server(json_reply(200, &reply)).await;
    let read = call(&server).get::<Call>().await.unwrap();
    call(&server).update(&read).send_raw().await.unwrap();
    call(&server)
        .update(&read)
        .clear("rank")
        .clear("id")
        .clear("rank")
        .send_raw()
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    let bodies: Vec<Value> = requests
        .iter()
        .skip(1)
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect();
    // A null of the reply is not sent back, declared or not.
    assert_eq!(bodies[0], json!({"id": "1", "kept": {"x": 1}}));
    assert_eq!(
        bodies[1],
        json!({"id": null, "kept": {"x": 1}, "rank": null})
    );
}
