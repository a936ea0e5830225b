//! The widest and the deepest types of Graph on the stack of a thread that asks for no other: reading, writing,
//! cloning, comparing, printing and dropping them in a debug build. Run by `.ci/parts`.

use std::fmt::{Debug, Write as _};
use std::thread;

use graph::models::{AgentUser, DriveItem, Message, User};
use graph::odata_client::{Field, from_json, to_json};
use json::{chain, drive_tree, event_messages, users};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How deep a JSON text may be for `serde_json`.
const DEPTH: usize = 127;

const STACK: usize = 2 << 20;

/// What values take where they lie on the stack, and a little. A user has 41 texts and 53 lists, which alone are more
/// than two kilobytes. A file holds eight identity sets, with those of the item that it may stand for: plain
/// structs, which lie there with all that they hold.
const LIMITS: [(&str, usize, usize); 3] = [
    ("User", size_of::<User>(), 3840),
    ("AgentUser", size_of::<AgentUser>(), 3840),
    ("DriveItem", size_of::<DriveItem>(), 5120),
];

#[test]
fn values_are_small() {
    for (name, size, limit) in LIMITS {
        println!("{name} takes {size} bytes");
        assert!(size <= limit, "{name} takes {size} bytes");
    }
}

/// Does all that can be done with a value.
fn use_up<T>(json: &Value)
where
    T: Field + Clone + PartialEq + Debug + Serialize + DeserializeOwned + 'static,
{
    let text = serde_json::to_vec(json).unwrap();
    let thread = thread::Builder::new().stack_size(STACK);
    let used = thread.spawn(move || {
        let value: T = from_json(&text).unwrap();
        let through_serde: T = serde_json::from_slice(&text).unwrap();
        assert!(value == through_serde);
        let copy = value.clone();
        assert!(copy == value);
        let mut printed = String::new();
        write!(printed, "{value:?}").unwrap();
        write!(printed, "{copy:#?}").unwrap();
        assert!(!printed.is_empty());
        let written: Value = serde_json::from_slice(&to_json(&value)).unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), written);
        let again: T = from_json(&serde_json::to_vec(&written).unwrap()).unwrap();
        assert!(again == value);
        drop(value);
    });
    used.unwrap().join().unwrap();
}

#[test]
fn the_widest_type_needs_no_more_stack_than_a_thread_has() {
    use_up::<User>(&users()["value"][0]);
    use_up::<Vec<User>>(&users()["value"]);
    use_up::<Vec<Message>>(&event_messages()["value"]);
}

#[test]
fn the_deepest_type_needs_no_more_stack_than_a_thread_has() {
    // An object and a list for each level.
    use_up::<DriveItem>(&chain(DEPTH.div_ceil(2)));
    use_up::<DriveItem>(&drive_tree(40));
    // One type in the other and back, behind pointers.
    let there_and_back = (0..DEPTH / 2).fold(
        json!({ "id": "0" }),
        |below, _| json!({ "listItem": { "driveItem": below } }),
    );
    use_up::<DriveItem>(&there_and_back);
    // Users know managers, who are users.
    let managers = (1..DEPTH).fold(
        json!({ "id": "0" }),
        |below, _| json!({ "@odata.type": "#microsoft.graph.user", "manager": below }),
    );
    use_up::<User>(&managers);
}
