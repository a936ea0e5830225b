//! What becomes of services that are made by hand.

use std::sync::Arc;

use crate::api::http::{
    Body, BodyKind, Content, ContentKind, HttpParameter, HttpRequest, Reply, SchemeUse, Server,
    Status, Style, Written,
};
use crate::api::service::{Described, Scheme, SchemeKind};
use crate::api::{
    Access, Api, Constant, Docs, Edge, Field, Kept, Key, Kinds, Member, Node, NodeId, Parameter,
    Place, Request, Scalar, Step, Tests, Type, TypeId, TypeKind, Union, Value, Variant, Verb,
};
use crate::config::Crate;
use crate::emit::emit;

fn text() -> Value {
    Value::Scalar(Scalar::Text)
}

fn ty(name: &str, kind: TypeKind) -> Type {
    Type {
        name: name.to_owned(),
        kind,
        docs: None,
        deprecated: false,
    }
}

fn structure(name: &str, fields: Vec<Field>) -> Type {
    ty(
        name,
        TypeKind::Struct {
            identity: false,
            base: None,
            fields,
            more: None,
        },
    )
}

fn field(name: &str, value: Value) -> Field {
    Field::new(name.to_owned(), value)
}

fn reply(status: Status, kind: Option<ContentKind>) -> Reply {
    Reply {
        status,
        contents: kind
            .into_iter()
            .map(|kind| Content {
                media_type: "application/json".to_owned(),
                kind,
            })
            .collect(),
        headers: Vec::new(),
        docs: None,
    }
}

fn request(verb: Verb, http: HttpRequest) -> Request {
    Request {
        verb,
        parameters: Vec::new(),
        body: None,
        reply: None,
        http: Some(Box::new(http)),
    }
}

fn query(name: &str, value: Value, required: bool) -> HttpParameter {
    HttpParameter {
        name: name.to_owned(),
        place: Place::Query,
        written: Written::Styled {
            style: Style::Form,
            explode: true,
            allow_reserved: false,
        },
        value,
        required,
        deprecated: false,
        default: None,
        docs: Docs::default(),
    }
}

fn named(id: u32) -> Value {
    Value::Named(TypeId(id))
}

fn variant(name: &str, value: Value, kinds: Kinds) -> Variant {
    Variant {
        name: name.to_owned(),
        value,
        tests: Tests {
            kinds,
            ..Tests::default()
        },
    }
}

fn types() -> Vec<Type> {
    let mut id = field("id", Value::Scalar(Scalar::Integer(64)));
    id.access = Access::ReadOnly;
    vec![
        structure(
            "Pet",
            vec![
                id,
                field("+1", Value::Scalar(Scalar::Integer(32))),
                field("-1", Value::Nullable(Box::new(text()))),
                field("parent", named(0)),
                field("owner", named(4)),
                field("tags", Value::Map(Box::new(Value::List(Box::new(text()))))),
                field("state", named(2)),
            ],
        ),
        ty("Pets", TypeKind::Alias(Value::List(Box::new(named(0))))),
        ty(
            "Pet state",
            TypeKind::Enum {
                members: vec![
                    Member {
                        value: Constant::Integer("1".to_owned()),
                        more: None,
                    },
                    Member::text("auto"),
                ],
            },
        ),
        structure("Error", vec![field("message", text())]),
        ty(
            "Pet owner",
            TypeKind::Union(Box::new(Union {
                variants: vec![
                    variant("text", text(), Kinds::TEXT),
                    variant("Error", named(3), Kinds::OBJECT),
                ],
                discriminator: None,
            })),
        ),
        ty(
            "Shape",
            TypeKind::Union(Box::new(Union {
                variants: vec![
                    variant("Pet", named(0), Kinds::OBJECT),
                    variant("Error", named(3), Kinds::OBJECT),
                    variant("list", Value::List(Box::new(text())), Kinds::LIST),
                ],
                discriminator: None,
            })),
        ),
    ]
}

fn list_pets() -> Request {
    request(
        Verb::Get,
        HttpRequest {
            id: "listPets".to_owned(),
            template: "/pets".to_owned(),
            docs: Docs {
                summary: Some("List all pets".to_owned()),
                ..Docs::default()
            },
            parameters: vec![
                query("limit", Value::Scalar(Scalar::Integer(32)), false),
                query("query", text(), false),
                query("kind", Value::List(Box::new(text())), true),
            ],
            replies: vec![
                reply(Status::Exact(200), Some(ContentKind::Json(named(1)))),
                reply(Status::Default, Some(ContentKind::Json(named(3)))),
            ],
            security: vec![vec![SchemeUse {
                scheme: 0,
                scopes: Vec::new(),
            }]],
            ..HttpRequest::default()
        },
    )
}

fn create_pet() -> Request {
    request(
        Verb::Post,
        HttpRequest {
            id: "createPet".to_owned(),
            template: "/pets".to_owned(),
            bodies: vec![Body {
                media_type: "application/json".to_owned(),
                sent_as: Some("application/json".to_owned()),
                kind: BodyKind::Json(named(0)),
                required: true,
                docs: None,
            }],
            replies: vec![
                reply(Status::Exact(201), Some(ContentKind::Json(named(0)))),
                reply(Status::Exact(202), Some(ContentKind::Json(named(5)))),
                reply(Status::Exact(204), None),
            ],
            ..HttpRequest::default()
        },
    )
}

fn described() -> Described {
    Described {
        title: "Swagger Petstore API".to_owned(),
        version: "1.0.0".to_owned(),
        servers: vec![Server {
            url: "http://petstore.example/v1".to_owned(),
            ..Server::default()
        }],
        schemes: vec![Scheme {
            name: "key".to_owned(),
            kind: SchemeKind::ApiKey {
                name: "X-Key".to_owned(),
                place: Place::Header,
            },
            docs: None,
        }],
        ..Described::default()
    }
}

/// Pets, with all that is told apart.
fn service() -> Api {
    let mut api = Api {
        types: types(),
        ..Api::default()
    };
    let pets = api.add_node(Node {
        requests: vec![list_pets(), create_pet()],
        ..Node::default()
    });
    let pet = api.add_node(Node {
        requests: vec![request(
            Verb::Delete,
            HttpRequest {
                id: "deletePet".to_owned(),
                template: "/pets/{petId}".to_owned(),
                replies: vec![reply(Status::Exact(204), None)],
                ..HttpRequest::default()
            },
        )],
        ..Node::default()
    });
    api.add_edge(Edge {
        from: NodeId::ROOT,
        to: pets,
        step: Step::Segments(vec!["pets".to_owned()]),
        contained: true,
    });
    api.add_edge(Edge {
        from: pets,
        to: pet,
        step: Step::Key(Key {
            parts: vec![Parameter {
                name: "petId".to_owned(),
                value: text(),
                required: true,
                place: Place::Path,
            }],
            alternate: false,
            apart: true,
        }),
        contained: true,
    });
    api.service = Some(Box::new(described()));
    api
}

#[test]
fn pets() {
    let settings = Crate::new("pets").unwrap().plan_settings();
    let planned = super::plan(
        &Arc::new(service()),
        &Kept::everything(),
        &settings,
        "pets.json",
    );
    assert_eq!(planned.warnings, []);
    let files = emit(&planned.plan).unwrap();
    let shown = files
        .iter()
        .map(|file| format!("==== {}\n{}", file.path, file.contents));
    insta::assert_snapshot!(shown.collect::<String>());
}
