//! A snapshot of the graph for each construct of schemas.

use super::graph;
use super::print::print;

/// Schemas as they stand in a document of 3.1.
fn schemas(text: &str) -> String {
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\ncomponents:\n  schemas:\n{text}"
    );
    printed(&document)
}

pub(super) fn printed(document: &str) -> String {
    let (api, warnings) = graph(document);
    print(&api) + &warnings.join("\n")
}

#[test]
fn scalars() {
    insta::assert_snapshot!(schemas(
        "
    A:
      type: object
      description: All scalars.
      properties:
        text: {type: string, description: Some text.}
        moment: {type: string, format: date-time}
        day: {type: string, format: date}
        time: {type: string, format: time}
        span: {type: string, format: duration}
        id: {type: string, format: uuid}
        bytes: {type: string, format: byte}
        base64: {type: string, contentEncoding: base64}
        file: {type: string, format: binary}
        odd: {type: string, format: hostname}
        small: {type: integer, format: int32}
        large: {type: integer, format: int64}
        whole: {type: integer}
        unsigned: {type: integer, format: uint8}
        single: {type: number, format: float}
        double: {type: number}
        exact: {type: number, format: decimal}
        flag: {type: boolean, default: false}
        any: {}
        everything: true
        nothing: false
        old: {type: string, deprecated: true, readOnly: true}
        secret: {type: string, writeOnly: true}
      required: [text, unsigned, secret]
    Id: {type: string, format: uuid, description: An id.}
"
    ));
}

#[test]
fn what_may_be_null() {
    insta::assert_snapshot!(printed(
        "
openapi: 3.0.3
info: {title: a, version: '1'}
components:
  schemas:
    Node:
      type: object
      nullable: true
      properties: {a: {type: string, nullable: true}}
    A:
      properties:
        beside: {$ref: '#/components/schemas/Node', nullable: true}
        node: {$ref: '#/components/schemas/Node'}
        composed: {nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}
        listed: {type: string, enum: [a, null, b]}
        any: {anyOf: [{type: integer}, {type: 'null'}]}
        types: {type: [string, 'null']}
        items: {type: array, items: {type: string, nullable: true}}
        only: {type: 'null'}
    B: {type: object, properties: {b: {type: integer}}}
"
    ));
}

#[test]
fn enumerations() {
    insta::assert_snapshot!(schemas(
        "
    Text: {type: string, enum: [a, '', b, a], x-enum-varnames: [First, Empty, Second], x-enum-descriptions: [One.]}
    Number: {type: integer, enum: [1, 2, 123456789012345678901234567890]}
    Mixed: {enum: [auto, 1, 1.5, true, null]}
    Flags: {type: boolean, enum: [true]}
    Unquoted: {type: string, enum: [1, true, 2020-01-02]}
    Objects: {enum: [{a: 1}, [2]]}
    Titled:
      type: integer
      oneOf:
        - {const: 1, title: ONE, description: The first.}
        - {const: 2, title: TWO}
    Open:
      anyOf: [{type: string}, {type: string, enum: [x, y]}]
    OpenNamed:
      anyOf: [{type: string}, {$ref: '#/components/schemas/Text'}]
    A:
      properties:
        kind: {const: a}
        always: {type: string, enum: [a]}
        maybe: {type: string, enum: [a]}
        ascending: {type: string, enum: [asc, desc]}
        descending: {type: string, enum: [asc, desc], description: Other words.}
      required: [kind, always]
"
    ));
}

#[test]
fn maps_and_lists() {
    insta::assert_snapshot!(schemas(
        "
    Free: {type: object}
    Closed: {type: object, additionalProperties: false}
    Map: {type: object, additionalProperties: {type: integer}}
    Nested: {additionalProperties: {type: array, items: {properties: {a: {type: string}}}}}
    Patterns: {type: object, patternProperties: {'^x': {type: string}, '^y': {type: integer}}, additionalProperties: false}
    Both: {properties: {a: {type: string}}, additionalProperties: {type: boolean}}
    Tuple: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
    Same: {type: array, prefixItems: [{type: string}, {type: string}]}
    Old: {type: array, items: [{type: boolean}, {type: string}]}
    Any: {type: array}
"
    ));
}

#[test]
fn composition() {
    insta::assert_snapshot!(schemas(
        "
    Base: {type: object, properties: {id: {type: integer}, kind: {type: string}}, required: [id]}
    Alone: {allOf: [{$ref: '#/components/schemas/Base'}], description: The same.}
    Merged:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - {type: object, properties: {kind: {type: string, enum: [a, b]}, own: {type: boolean}}, required: [own, kind]}
    Conflict:
      allOf: [{type: string}, {type: integer}]
    Recursive:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - {properties: {children: {type: array, items: {$ref: '#/components/schemas/Recursive'}}}}
    Endless:
      properties:
        inner: {allOf: [{$ref: '#/components/schemas/Endless'}, {properties: {more: {type: string}}}]}
    Self: {allOf: [{$ref: '#/components/schemas/Self'}, {properties: {a: {type: string}}}]}
    Beside: {$ref: '#/components/schemas/Base', properties: {beside: {type: string}}}
    Sometimes: {type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {properties: {b: {type: string}}}}
"
    ));
}

#[test]
fn families() {
    insta::assert_snapshot!(schemas(
        "
    Pet:
      type: object
      properties: {kind: {type: string}, name: {type: string}}
      required: [kind]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', d: Dog, gone: Gone}}
    Cat:
      allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {kind: {const: cat}, lives: {type: integer}}}]
    Dog:
      allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: boolean}}}]
    Puppy:
      allOf: [{$ref: '#/components/schemas/Dog'}, {properties: {age: {type: integer}}}]
    Lonely: {properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Owner: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
"
    ));
}

#[test]
fn unions() {
    insta::assert_snapshot!(schemas(
        "
    Cat: {type: object, properties: {type: {type: string, enum: [cat]}, lives: {type: integer}}, required: [type]}
    Dog: {type: object, properties: {type: {type: string, enum: [dog]}, bark: {type: boolean}}, required: [type, bark]}
    Told: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: type}}
    Mapped: {anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: type, mapping: {c: '#/components/schemas/Cat', d: Dog}}}
    Expandable: {anyOf: [{type: string}, {$ref: '#/components/schemas/Cat'}, {type: 'null'}]}
    Kinds: {type: [string, integer, array, object], items: {type: string}, properties: {a: {type: string}}}
    Numbers: {oneOf: [{type: integer}, {type: number}]}
    Dates: {anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
    One: {oneOf: [{$ref: '#/components/schemas/Cat'}]}
    Order:
      oneOf:
        - {title: Loose, type: object, properties: {a: {type: string}}}
        - {title: Strict, type: object, properties: {a: {type: string}, b: {type: string}}, required: [a, b]}
        - false
    Required: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
    Beside:
      type: object
      properties: {id: {type: string}}
      oneOf:
        - {title: Left, properties: {left: {type: string}}, required: [left]}
        - {title: Right, properties: {right: {type: string}}, required: [right]}
    Groups:
      oneOf: [{properties: {a: {type: string}}, required: [a]}, {properties: {b: {type: string}}, required: [b]}]
      anyOf: [{properties: {c: {type: string}}}, {properties: {d: {type: string}}}]
    Truth: {anyOf: [{type: boolean, enum: [false]}, {$ref: '#/components/schemas/Cat'}]}
    Animal:
      properties: {type: {type: string}}
      discriminator: {propertyName: type}
      oneOf: [{$ref: '#/components/schemas/Bird'}]
    Bird: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {wings: {type: integer}}}]}
    Open: {anyOf: [{type: string}, {}]}
    Inline:
      discriminator: {propertyName: event}
      oneOf: [{properties: {event: {const: a}}, required: [event]}, {properties: {event: {const: b}, n: {type: integer}}, required: [event]}]
    Maybe: {properties: {list: {anyOf: [{type: array, items: {properties: {z: {type: string}}}}, {type: 'null'}]}}}
    Texts: {anyOf: [{type: array, items: {type: string}}, {type: string}, {type: array, items: {type: integer}}]}
"
    ));
}

#[test]
fn equal_schemas_are_one_type() {
    insta::assert_snapshot!(schemas(
        "
    A:
      properties:
        first: {type: object, description: One., properties: {x: {type: string, description: Left.}, y: {type: integer, description: Same.}}}
        second: {type: object, description: Other., properties: {y: {type: integer, description: Same.}, x: {type: string, description: Right.}}}
        third: {type: object, properties: {x: {type: string}}}
    B:
      type: array
      items: {type: object, properties: {x: {type: string}}}
    Deep: {$ref: '#/components/schemas/A/properties/third'}
"
    ));
}
