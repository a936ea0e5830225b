//! serde's traits, behind the feature `serde`: what its formats read and write is what the reader and the writer do.

use odata_client::Flags;
use serde_json::json;

use crate::model::{Call, Direction, Mode};
use crate::polymorphic::{AnyShape, Circle, written};
use crate::values::{full, read};

#[test]
fn serde_formats_give_the_same() {
    let call: Call = serde_json::from_value(full()).unwrap();
    assert_eq!(call, read(&full()).unwrap());
    let mut expected = full();
    expected["price"] = json!("12.5"); // through serde a decimal is a string, to stay exact
    assert_eq!(serde_json::to_value(&call).unwrap(), expected);
    let error = serde_json::from_value::<Call>(json!({"inner": {"muted": 3}})).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("at `inner.muted`: expected true or false, found 3")
    );
}

#[test]
fn enumerations_are_texts_in_serde_formats() {
    assert_eq!(
        serde_json::to_string(&Direction::Outgoing).unwrap(),
        r#""outgoing""#
    );
    assert_eq!(
        serde_json::from_str::<Direction>("7").unwrap().to_string(),
        "7"
    );
    let flags: Flags<Mode> = serde_json::from_str(r#""VIDEO,holo""#).unwrap();
    assert_eq!(flags.to_string(), "video,holo");
    assert_eq!(serde_json::to_string(&flags).unwrap(), r#""video,holo""#);
}

#[test]
fn polymorphic_values_keep_their_type_in_serde_formats() {
    let any = AnyShape::from(&Circle {
        radius: Some(1),
        ..Circle::default()
    });
    assert_eq!(serde_json::to_value(&any).unwrap(), written(&any));
    assert_eq!(
        serde_json::from_value::<AnyShape>(written(&any)).unwrap(),
        any
    );
}
