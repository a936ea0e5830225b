use super::*;
use crate::{Decimal, Map, from_json, to_json};

#[derive(Clone)]
enum Pet {
    Cat(Box<Map<Decimal>>),
    Dog(Map<Json>),
    Tag(String),
    Other(Json),
}

impl Union for Pet {
    const RULES: &'static Rules = &Rules {
        property: None,
        mapping: &[],
        tests: &[
            Test {
                required: &["lives"],
                ..Test::of(Kinds::OBJECT)
            },
            Test {
                constants: &[("kind", &["\"dog\"", "1"])],
                ..Test::of(Kinds::OBJECT)
            },
            Test {
                values: &["\"x\"", "\"y\""],
                ..Test::of(Kinds::TEXT)
            },
        ],
    };

    fn variant(number: usize) -> Self {
        match number {
            0 => Self::Cat(Field::empty()),
            1 => Self::Dog(Field::empty()),
            2 => Self::Tag(Field::empty()),
            _ => Self::Other(Json::Null),
        }
    }

    fn value(&self) -> (usize, &dyn Field) {
        match self {
            Self::Cat(value) => (0, value),
            Self::Dog(value) => (1, value),
            Self::Tag(value) => (2, value),
            Self::Other(value) => (3, value),
        }
    }

    fn value_mut(&mut self) -> &mut dyn Field {
        match self {
            Self::Cat(value) => value,
            Self::Dog(value) => value,
            Self::Tag(value) => value,
            Self::Other(value) => value,
        }
    }
}
crate::union!(Pet, "Pet");

/// The same types, told by a member.
#[derive(Clone)]
struct Told(Pet);

impl Union for Told {
    const RULES: &'static Rules = &Rules {
        property: Some("kind"),
        mapping: &[("c", 0), ("Cat", 0), ("d", 1)],
        tests: Pet::RULES.tests,
    };

    fn variant(number: usize) -> Self {
        Self(Pet::variant(number))
    }

    fn value(&self) -> (usize, &dyn Field) {
        Union::value(&self.0)
    }

    fn value_mut(&mut self) -> &mut dyn Field {
        Union::value_mut(&mut self.0)
    }
}
crate::union!(Told, "Told");

/// Two shapes that nothing but a member tells apart.
#[derive(Clone)]
enum AllOptional {
    A(Map<Json>),
    B(Map<Json>),
    Other(Json),
}

impl Union for AllOptional {
    const RULES: &'static Rules = &Rules {
        property: Some("kind"),
        mapping: &[("a", 0), ("b", 1)],
        tests: &[Test::of(Kinds::OBJECT), Test::of(Kinds::OBJECT)],
    };

    fn variant(number: usize) -> Self {
        match number {
            0 => Self::A(Field::empty()),
            1 => Self::B(Field::empty()),
            _ => Self::Other(Json::Null),
        }
    }

    fn value(&self) -> (usize, &dyn Field) {
        match self {
            Self::A(value) => (0, value),
            Self::B(value) => (1, value),
            Self::Other(value) => (2, value),
        }
    }

    fn value_mut(&mut self) -> &mut dyn Field {
        match self {
            Self::A(value) | Self::B(value) => value,
            Self::Other(value) => value,
        }
    }
}
crate::union!(AllOptional, "AllOptional");

fn read(json: &str) -> Pet {
    let pet: Pet = from_json(json.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(to_json(&pet)).unwrap(), json);
    pet
}

#[test]
fn required_and_constant_members_kinds_and_values_tell_the_type() {
    assert!(matches!(read(r#"{"lives":9}"#), Pet::Cat(_)));
    assert!(matches!(read(r#"{"kind":"dog"}"#), Pet::Dog(_)));
    assert!(matches!(read(r#"{"kind":1,"name":null}"#), Pet::Dog(_)));
    assert!(matches!(read("\"x\""), Pet::Tag(_)));
    for json in [r#"{"kind":"cow"}"#, "\"z\"", "[1,{}]", "7", "true", "null"] {
        assert!(matches!(read(json), Pet::Other(_)), "{json}");
    }
    // What passes the tests and does not fit is tried as the next.
    assert!(matches!(read(r#"{"lives":"many"}"#), Pet::Dog(_)));
}

#[test]
fn digits_stay_within_unions_and_lists_of_them() {
    let json = br#"[{"lives":9.10},{"lives":12345678901234567890.5}]"#;
    let pets: Vec<Pet> = from_json(json).unwrap();
    assert_eq!(to_json(&pets), json);
    let json = br#"{"a":{"lives":9.10}}"#;
    let pets: Map<Pet> = from_json(json).unwrap();
    assert_eq!(to_json(&pets), json);
}

#[test]
fn a_member_tells_the_type_and_is_written() {
    let told: Told = from_json(br#"{"kind":"d"}"#).unwrap();
    assert!(matches!(told.0, Pet::Dog(_)));
    assert_eq!(to_json(&told), br#"{"kind":"d"}"#);
    let told: Told = from_json(br#"{"kind":"cow","lives":1}"#).unwrap();
    assert!(matches!(told.0, Pet::Other(_)));
    // Without it, the tests.
    let told: Told = from_json(br#"{"lives":1}"#).unwrap();
    assert!(matches!(told.0, Pet::Cat(_)));
    assert_eq!(to_json(&told), br#"{"lives":1}"#);
    let own = Told(Pet::Cat(Box::new(
        [("lives", Decimal::from(1))].into_iter().collect(),
    )));
    assert_eq!(to_json(&own), br#"{"kind":"c","lives":1}"#);
    // Of what several may be, none is a guess.
    let told: Vec<AllOptional> = from_json(br#"[{},{"kind":"b"}]"#).unwrap();
    assert!(matches!(
        told.as_slice(),
        [AllOptional::Other(_), AllOptional::B(_)]
    ));
    assert_eq!(to_json(&told), br#"[{},{"kind":"b"}]"#);
    let told = own;
    assert_eq!(format!("{told:?}"), r#"Told({kind: "c", lives: 1})"#);
    assert_eq!(told, told.clone());
    assert_ne!(told, Told::default());
}

#[derive(Clone, Default)]
struct Bird {
    wings: Option<i64>,
    extra: Extra,
}

impl Model for Bird {
    fn slot(&mut self, name: &str) -> Place<'_> {
        match name {
            "wings" => Place::Declared(&mut self.wings),
            _ => Place::Extra(&mut self.extra),
        }
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("wings", self.wings.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
crate::model!(Bird, "Bird");

#[derive(Clone)]
enum Flier {
    Bird(Box<Bird>),
    Other(Json),
}

impl Union for Flier {
    const RULES: &'static Rules = &Rules {
        property: Some("kind"),
        mapping: &[("bird", 0)],
        tests: &[Test {
            required: &["wings"],
            ..Test::of(Kinds::OBJECT)
        }],
    };

    fn variant(number: usize) -> Self {
        match number {
            0 => Self::Bird(Field::empty()),
            _ => Self::Other(Json::Null),
        }
    }

    fn value(&self) -> (usize, &dyn Field) {
        match self {
            Self::Bird(value) => (0, value),
            Self::Other(value) => (1, value),
        }
    }

    fn value_mut(&mut self) -> &mut dyn Field {
        match self {
            Self::Bird(value) => value,
            Self::Other(value) => value,
        }
    }
}
crate::union!(Flier, "Flier");

#[test]
fn what_came_without_the_member_is_written_without_it() {
    for json in [r#"{"wings":2}"#, r#"{"wings":2,"kind":"bird"}"#] {
        let flier: Flier = from_json(json.as_bytes()).unwrap();
        assert!(matches!(flier, Flier::Bird(_)));
        assert_eq!(to_json(&flier), json.as_bytes());
        assert_eq!(to_json(&flier.clone()), json.as_bytes());
    }
    let own = Flier::Bird(Box::new(Bird {
        wings: Some(2),
        ..Bird::default()
    }));
    assert_eq!(to_json(&own), br#"{"kind":"bird","wings":2}"#);
}
