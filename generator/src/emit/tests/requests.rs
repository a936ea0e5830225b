//! Request builders, operations and the client.

use insta::assert_snapshot;

use super::fixtures::{
    argument, bare, builder, call, deprecated, enumeration, file, method, name, navigate, old,
    operation, plan, setter, structure,
};
use super::{written, written_type};
use crate::plan::CallKind::{Action, Function};
use crate::plan::methods::constructors::constructors;
use crate::plan::{ArgumentType, FilePlan, Item, ItemType, MethodBody, ReturnPlan};

fn call_file() -> FilePlan {
    file("call", Item::Structured(structure("call", Vec::new())))
}

#[test]
fn builders_of_one() {
    let text = ReturnPlan::Single(ItemType::Prelude("String"));
    let methods = vec![
        method("get", MethodBody::Get(bare("call"))),
        method("update", MethodBody::Update(bare("call"))),
        method("delete", MethodBody::Delete),
        method(
            "content",
            MethodBody::Media {
                segment: "$value".to_owned(),
            },
        ),
        navigate("participants", "participantCollectionRequestBuilder"),
        call(Action, "answer", Vec::new(), ReturnPlan::Nothing, None),
        call(
            Function,
            "delta",
            Vec::new(),
            ReturnPlan::Many(ItemType::Generated(bare("call"))),
            None,
        ),
        call(Function, "link", Vec::new(), text, None),
        call(
            Action,
            "record",
            vec![
                argument(
                    "status",
                    ArgumentType::Value(ItemType::Generated(bare("status"))),
                ),
                argument("type", ArgumentType::IntoString),
                argument(
                    "targets",
                    ArgumentType::IntoVec(ItemType::Generated(bare("target"))),
                ),
            ],
            ReturnPlan::One(bare("recording")),
            Some(bare("recordParameters")),
        ),
    ];
    let mut plan = call_file();
    plan.imports = [
        "participantCollectionRequestBuilder",
        "recording",
        "status",
        "target",
    ]
    .map(name)
    .to_vec();
    plan.builders = vec![builder("callRequestBuilder", methods)];
    plan.operations = vec![operation(
        "recordParameters",
        ReturnPlan::One(bare("recording")),
        vec![
            setter("clientContext", ArgumentType::IntoString),
            setter("count", ArgumentType::Value(ItemType::Prelude("i32"))),
            setter("add", ArgumentType::IntoVec(ItemType::Runtime("Guid"))),
        ],
    )];
    assert_snapshot!(written_type(plan));
}

#[test]
fn builders_of_many() {
    let beside = || vec!["ns.call".to_owned(), "delta".to_owned()];
    let key = |segments: bool, parts| MethodBody::Key {
        beside: segments.then(beside),
        parts,
        builder: bare("callRequestBuilder"),
    };
    let id = || argument("id", ArgumentType::IntoString);
    let number = || argument("number", ArgumentType::Value(ItemType::Prelude("i64")));
    let methods = vec![
        method("list", MethodBody::List(bare("call"))),
        method("create", MethodBody::Create(bare("call"))),
        method("by_id", key(true, vec![id()])),
        method("by_id_and_number", key(true, vec![id(), number()])),
        method("at", key(false, vec![id()])),
        method("at_both", key(false, vec![id(), number()])),
    ];
    let mut plan = call_file();
    plan.builders = vec![
        builder("callRequestBuilder", Vec::new()),
        builder("callCollectionRequestBuilder", methods),
    ];
    assert_snapshot!(written_type(plan));
}

#[test]
fn deprecated_requests() {
    let arguments = vec![argument(
        "was",
        ArgumentType::Value(ItemType::Generated(old("was"))),
    )];
    let builder_path = Some(old("sendParameters"));
    let mut send = call(
        Action,
        "send",
        arguments,
        ReturnPlan::One(old("was")),
        builder_path,
    );
    send.deprecated = deprecated();
    let mut send_builder = operation(
        "sendParameters",
        ReturnPlan::One(old("was")),
        vec![setter(
            "more",
            ArgumentType::IntoVec(ItemType::Generated(old("was"))),
        )],
    );
    send_builder.deprecated = deprecated();
    let get = call(
        Function,
        "get",
        Vec::new(),
        ReturnPlan::Many(ItemType::Generated(old("was"))),
        None,
    );
    let mut plan = call_file();
    plan.builders = vec![builder("callRequestBuilder", vec![get, send])];
    plan.operations = vec![send_builder];
    assert_snapshot!(written_type(plan));
}

#[test]
fn many_arguments_are_allowed_where_they_are() {
    let one = |number: usize| {
        argument(
            &format!("a{number}"),
            ArgumentType::Value(ItemType::Prelude("bool")),
        )
    };
    let with = |count| {
        let arguments = (0..count).map(one).collect();
        let mut plan = call_file();
        let method = call(
            Action,
            "send",
            arguments,
            ReturnPlan::Nothing,
            Some(bare("sendParameters")),
        );
        plan.builders = vec![builder("callRequestBuilder", vec![method])];
        plan.operations = vec![operation("sendParameters", ReturnPlan::Nothing, Vec::new())];
        written_type(plan)
    };
    assert!(!with(6).contains("too_many_arguments"));
    assert!(with(7).contains("too_many_arguments"));
}

#[test]
fn client_of_a_known_service() {
    let mut plan = plan(Vec::new());
    let client = plan.client.as_mut().unwrap();
    client.methods.push(call(
        Action,
        "reset",
        vec![argument(
            "seed",
            ArgumentType::Value(ItemType::Prelude("i32")),
        )],
        ReturnPlan::Nothing,
        Some(bare("resetParameters")),
    ));
    client.operations.push(operation(
        "resetParameters",
        ReturnPlan::Nothing,
        Vec::new(),
    ));
    assert_snapshot!(written(&plan, "src/client.rs"));
}

#[test]
fn client_of_a_service_that_the_user_names() {
    let mut plan = plan(vec![file(
        "direction",
        Item::Enum(enumeration("direction", &[])),
    )]);
    let client = plan.client.as_mut().unwrap();
    client.base_url = None;
    client.constructors = constructors(None, false);
    client.scopes.clear();
    client.methods.clear();
    assert_snapshot!(written(&plan, "src/client.rs"));
}
