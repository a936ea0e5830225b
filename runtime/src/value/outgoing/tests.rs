use super::*;
use crate::value::{Extra, Field, Json, Place, Visit};

#[derive(Default)]
struct Spot {
    shape: Option<Json>,
    extra: Extra,
}

impl Model for Spot {
    fn slot(&mut self, name: &str) -> Place<'_> {
        match name {
            "shape" => Place::Declared(&mut self.shape),
            _ => Place::Extra(&mut self.extra),
        }
    }
    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("shape", self.shape.view());
    }
    fn extra(&self) -> &Extra {
        &self.extra
    }
}

/// Geography and untyped values are replaced by an update: nothing would add the rest.
#[test]
fn values_without_properties_of_their_own_are_sent_whole() {
    let spot = |x: i32| {
        let shape = serde_json::json!({"type": "Point", "coordinates": [x, 2]});
        Outgoing::new(
            &Spot {
                shape: Some(shape),
                ..Spot::default()
            },
            Numbers::default(),
        )
    };
    let sent = Sent {
        navigation: false,
        annotations: false,
    };
    let mut json = Vec::new();
    spot(3).changed_from(&spot(1)).write(sent, &mut json);
    let expected = br#"{"shape":{"type":"Point","coordinates":[3,2]}}"#;
    assert_eq!(json, expected);
    assert!(spot(1).changed_from(&spot(1)).is_empty());
}
