//! One snapshot per construct of OpenAPI: a small document goes in, the files that it becomes come out.

use std::path::Path;

use csdlgen::config::Crate;
use csdlgen::diagnostic::Diagnostics;
use csdlgen::fixup::Overlay;
use csdlgen::pipeline::{self, Generated, Source};
use tests::generate::by_path;

/// The files of a document of OpenAPI 3.1, one after the other. `contents` is what follows `info`.
fn files(contents: &str, paths: &[&str]) -> String {
    let config = Crate::new("example").unwrap();
    written(generated(contents, &config), paths)
}

fn generated(contents: &str, config: &Crate) -> Result<Generated, Diagnostics> {
    let document = format!("openapi: 3.1.0\ninfo: {{title: Example, version: '1'}}\n{contents}");
    let source = Source {
        name: "test.yaml".to_owned(),
        bytes: document.into_bytes(),
    };
    pipeline::run(&source, config)
}

fn written(generated: Result<Generated, Diagnostics>, paths: &[&str]) -> String {
    let generated = generated.unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(generated.warnings, []);
    let files = by_path(generated);
    let texts = paths.iter().map(|path| match files.get(*path) {
        Some(text) => format!("// {path}\n{text}"),
        None => panic!("{path} is not among {:?}", files.keys().collect::<Vec<_>>()),
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The type that a schema `Item` becomes.
fn item(schemas: &str) -> String {
    files(
        &format!("components:\n  schemas:\n{schemas}"),
        &["src/models/item.rs"],
    )
}

/// What the operations of the path `/items` become.
fn items(operations: &str) -> String {
    files(
        &format!("paths:\n  /items:\n{operations}"),
        &["src/requests/items.rs"],
    )
}

#[test]
fn object() {
    insta::assert_snapshot!(item(
        "
    Item:
      description: Something that is sold.
      required: [id, price]
      properties:
        id: {type: string, readOnly: true}
        price: {type: number, description: In the currency of the shop.}
        note: {type: [string, 'null'], deprecated: true}
        made: {type: string, format: date-time}
        parts: {type: array, items: {$ref: '#/components/schemas/Item'}}
        whole: {$ref: '#/components/schemas/Item'}
"
    ));
}

#[test]
fn typed_map_beside_fields() {
    insta::assert_snapshot!(item(
        "
    Item:
      properties: {id: {type: string}}
      additionalProperties: {type: integer}
"
    ));
}

#[test]
fn composition() {
    insta::assert_snapshot!(item(
        "
    Item:
      allOf:
        - {$ref: '#/components/schemas/Named'}
        - {required: [name], properties: {size: {type: integer}}}
    Named:
      properties: {name: {type: string}}
"
    ));
}

#[test]
fn enumerations() {
    insta::assert_snapshot!(item(
        "
    Item:
      enum: [first, second-hand, 3, true]
      description: What an item may be.
"
    ));
}

#[test]
fn union_by_discriminator() {
    insta::assert_snapshot!(item(
        "
    Item:
      oneOf: [{$ref: '#/components/schemas/Book'}, {$ref: '#/components/schemas/Disc'}]
      discriminator: {propertyName: kind, mapping: {book: Book}}
    Book:
      required: [kind]
      properties: {kind: {type: string}, pages: {type: integer}}
    Disc:
      required: [kind]
      properties: {kind: {type: string}, tracks: {type: integer}}
"
    ));
}

#[test]
fn union_by_members() {
    insta::assert_snapshot!(item(
        "
    Item:
      anyOf:
        - {$ref: '#/components/schemas/Book'}
        - {$ref: '#/components/schemas/Disc'}
        - {type: string}
    Book:
      required: [pages]
      properties: {pages: {type: integer}}
    Disc:
      required: [tracks]
      properties: {tracks: {type: integer}}
"
    ));
}

#[test]
fn family() {
    insta::assert_snapshot!(files(
        "components:
  schemas:
    Item:
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind}
    Book:
      allOf: [{$ref: '#/components/schemas/Item'}, {properties: {pages: {type: integer}}}]
    Order:
      properties: {bought: {$ref: '#/components/schemas/Item'}}
",
        &[
            "src/models/item.rs",
            "src/models/book.rs",
            "src/models/order.rs"
        ]
    ));
}

#[test]
fn parameters() {
    insta::assert_snapshot!(items(
        "
    get:
      operationId: listItems
      parameters:
        - {name: shop, in: query, required: true, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: pipes, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
        - {name: price, in: query, style: deepObject, schema: {properties: {from: {type: number}}}}
        - {name: where, in: query, content: {application/json: {schema: {properties: {a: {type: string}}}}}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      responses: {'204': {description: Nothing.}}
"
    ));
}

#[test]
fn parameters_in_paths() {
    insta::assert_snapshot!(files(
        "paths:
  /shops/{owner}/{shop}/items/{id}.json:
    get:
      parameters:
        - {name: owner, in: path, required: true, schema: {type: string}}
        - {name: shop, in: path, required: true, schema: {type: integer}}
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
      responses: {'204': {description: Nothing.}}
",
        &[
            "src/requests/shops.rs",
            "src/requests/shops_item_item_items.rs"
        ]
    ));
}

#[test]
fn bodies() {
    insta::assert_snapshot!(items(
        "
    post:
      operationId: createItem
      requestBody:
        required: true
        content:
          application/json: {schema: {properties: {name: {type: string}}}}
          application/x-www-form-urlencoded: {schema: {properties: {name: {type: string}}}}
          multipart/form-data:
            schema:
              required: [photo]
              properties:
                photo: {type: string, contentMediaType: image/png}
                sound: {type: string, contentEncoding: binary}
                about: {properties: {name: {type: string}}}
                link: {properties: {open: {type: boolean}}}
              additionalProperties: {type: string}
            encoding: {link: {style: deepObject, explode: true}}
          text/plain: {schema: {type: string}}
          image/*: {}
      responses: {'204': {description: Nothing.}}
"
    ));
}

#[test]
fn parts_of_any_name_that_a_base_declares() {
    let file = files(
        "
paths:
  /items:
    post:
      operationId: createItem
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: '#/components/schemas/Derived'}}
      responses: {'204': {description: Nothing.}}
components:
  schemas:
    Base:
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind}
      additionalProperties: {type: integer}
    Derived:
      allOf: [{$ref: '#/components/schemas/Base'}, {properties: {name: {type: string}}}]
",
        &["src/requests/items.rs"],
    );
    assert!(file.contains("parts: &service_client::Map<i64>"), "{file}");
}

#[test]
fn bodies_of_ranges_of_media_types() {
    let file = items(
        "
    post:
      operationId: createItem
      requestBody: {required: true, content: {'*/*': {schema: {properties: {name: {type: string}}}}}}
      responses: {'200': {description: Its name., content: {'*/*': {schema: {type: string}}}}}
    put:
      operationId: renameItem
      requestBody: {required: true, content: {'*/*': {schema: {type: string}}}}
      responses: {'204': {description: Nothing.}}
    patch:
      operationId: describeItem
      requestBody: {required: true, content: {'text/*': {schema: {type: string}}}}
      responses: {'204': {description: Nothing.}}
",
    );
    // No range is sent as the type of a body.
    for wrong in ["json_as", ".text(\"*", ".text(\"text/*"] {
        assert!(!file.contains(wrong), "{wrong}");
    }
    insta::assert_snapshot!(file);
}

#[test]
fn replies_by_status_and_errors() {
    insta::assert_snapshot!(items(
        "
    get:
      operationId: readItem
      responses:
        '200':
          description: The item.
          headers: {X-Age: {schema: {type: integer}}}
          content: {application/json: {schema: {properties: {name: {type: string}}}}}
        '202':
          description: It is still being made.
          content: {application/json: {schema: {properties: {ticket: {type: string}}}}}
        default:
          description: What went wrong.
          content: {application/problem+json: {schema: {properties: {title: {type: string}}}}}
"
    ));
}

#[test]
fn streams() {
    insta::assert_snapshot!(items(
        "
    get:
      operationId: watchItems
      responses:
        '200':
          description: Items, as they come.
          content:
            application/json: {schema: {properties: {name: {type: string}}}}
            text/event-stream: {schema: {properties: {name: {type: string}}}}
    put:
      operationId: exportItems
      responses:
        '200':
          description: All.
          content: {application/x-ndjson: {schema: {properties: {name: {type: string}}}}}
    patch:
      operationId: downloadItems
      responses:
        '200':
          description: All.
          content: {application/zip: {}}
"
    ));
}

#[test]
fn pages() {
    insta::assert_snapshot!(items(
        "
    get:
      operationId: listItems
      parameters: [{name: page_token, in: query, schema: {type: string}}]
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                properties:
                  items: {type: array, items: {properties: {name: {type: string}}}}
                  next_page_token: {type: string}
"
    ));
}

/// Two operations of which a document does not say how their pages follow each other.
const SEARCHES: &str = "paths:
  /items:
    get:
      operationId: listItems
      parameters: [{name: from, in: query, schema: {type: string}}]
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                properties:
                  found: {type: object, properties: {items: {type: array, items: {type: string}}}}
                  then: {type: string}
    post:
      operationId: findItems
      responses: {'204': {description: Nothing.}}
";

fn with_overlay(overlay: &str) -> Result<Generated, Diagnostics> {
    let mut config = Crate::new("example").unwrap();
    config.overlay = Some(Overlay::parse("overlay.toml", overlay, false)?);
    generated(SEARCHES, &config)
}

#[test]
fn pages_of_the_overlay() {
    let overlay = r#"
        [[paging]]
        operation = "listItems"
        by = "token"
        pointer = "/then"
        parameter = "from"
        items = "/found/items"
        reason = "The document does not say it."
    "#;
    let generated = with_overlay(overlay);
    insta::assert_snapshot!(written(generated, &["src/requests/items.rs"]));
}

#[test]
fn entries_of_the_overlay_that_do_not_fit_are_refused() {
    let entries = [
        r#"operation = "listThings", by = "link-header""#,
        r#"operation = "listItems", by = "link-header""#,
        r#"operation = "listItems", by = "link-header", items = "/then""#,
        r#"operation = "listItems", by = "page", parameter = "page", items = "/found/items""#,
        r#"operation = "listItems", by = "token", parameter = "from""#,
        r#"operation = "listItems", by = "next-link", pointer = "then""#,
        r#"operation = "listItems", by = "link-header", first = 1"#,
        r#"operation = "listItems", by = "offset""#,
        r#"operation = "findItems", by = "link-header""#,
    ];
    let mut overlays: Vec<String> = entries
        .iter()
        .map(|entry| format!("paging = [{{{entry}, reason = \"r\"}}]"))
        .collect();
    overlays.push("json = [{type = \"a.b\", reason = \"r\"}]".to_owned());
    let none = r#"{operation = "listItems", by = "none", reason = "r"}"#;
    overlays.push(format!("paging = [{none}, {none}]"));
    let errors = overlays.iter().map(|overlay| match with_overlay(overlay) {
        Ok(_) => panic!("accepted: {overlay}"),
        Err(errors) => errors.to_string(),
    });
    insta::assert_snapshot!(errors.collect::<Vec<_>>().join("\n"));
}

#[test]
fn security_and_servers() {
    insta::assert_snapshot!(files(
        "servers:
  - url: https://{region}.shop.example/v1
    description: In production.
    variables: {region: {default: eu, enum: [eu, us]}}
  - {url: 'https://test.shop.example', description: For tests.}
security: [{token: []}, {key: [], app: []}]
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: query, name: key}
    app: {type: apiKey, in: header, name: X-App}
paths:
  /open:
    get: {security: [], responses: {'204': {description: Nothing.}}}
  /closed:
    servers: [{url: 'https://vault.example'}]
    get: {responses: {'204': {description: Nothing.}}}
",
        &["src/client.rs", "src/requests/closed.rs"]
    ));
}

#[test]
fn the_verb_query() {
    let text = files(
        "paths:
  /items:
    query: {operationId: queryItems, responses: {'204': {description: Nothing.}}}
",
        &["src/requests/items.rs"],
    );
    insta::assert_snapshot!(text);
}

#[test]
fn additional_operations() {
    let text = files(
        "paths:
  /items:
    get: {operationId: listItems, responses: {'204': {description: Nothing.}}}
    additionalOperations:
      COPY: {operationId: copyItems, responses: {'204': {description: Nothing.}}}
      VERSION-CONTROL: {operationId: controlItems, responses: {'204': {description: Nothing.}}}
",
        &["src/requests/items.rs"],
    );
    insta::assert_snapshot!(text);
}

#[test]
fn additional_operations_that_cannot_be_sent_are_warned_of() {
    let operations = "paths:
  /items:
    get: {operationId: listItems, responses: {'204': {description: Nothing.}}}
    additionalOperations:
      GET: {operationId: getItems}
      copy: {operationId: copyItems}
      MOVE: true
";
    let config = Crate::new("example").unwrap();
    let generated = generated(operations, &config).unwrap();
    let warnings: Vec<String> = generated.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"));
}

#[test]
fn hostile_descriptions_stay_text() {
    insta::assert_snapshot!(item(
        r#"
    Item:
      description: "\"quoted\" \\ */ // `code` ``` [link](x) <b> #[test] fn x() {}\n\n# no heading\n    no code"
      properties:
        "fn": {type: string, description: "*/ fn injected() {} /*"}
        "a\"b": {type: string}
"#
    ));
}

/// Names become identifiers and paths of files, or stay text; none becomes code or leads out of the folder.
#[test]
fn hostile_names_are_neither_code_nor_paths() {
    let hostile = [
        "../../etc/passwd",
        "x { } fn injected() { } struct y",
        "x*/ fn injected() { } /*",
        "x\\\"; fn injected() { } //",
        "x\\r\\nfn injected() { }",
        "crate",
        "CON",
        "r#type",
        "\\u202Eother",
    ];
    let mut schemas = Vec::new();
    let mut paths = Vec::new();
    for (at, name) in hostile.iter().enumerate() {
        schemas.push(format!(
            "    \"{name}\": {{required: [\"{name}\"], properties: {{\"{name}\": {{enum: [\"{name}\"], default: \"{name}\"}}}}}}\n"
        ));
        paths.push(format!(
            "  \"/p{at}/{name}/{{{name}}}\":\n    get:\n      operationId: \"{name}\"\n      parameters:\n        \
             - {{name: \"{name}\", in: query, schema: {{type: string}}}}\n      responses: {{\"200\": {{description: \"{name}\", \
             content: {{\"{name}\": {{}}, application/json: {{schema: {{type: integer}}}}}}}}}}\n"
        ));
    }
    let (schemas, paths) = (schemas.concat(), paths.concat());
    let servers = "servers: [{url: 'https://a.example/\"; fn injected() { }'}]\n";
    let contents = format!("{servers}paths:\n{paths}components:\n  schemas:\n{schemas}");
    let config = Crate::new("example").unwrap();
    let files = match generated(&contents, &config) {
        Ok(generated) => by_path(generated),
        Err(errors) => panic!("{errors}"),
    };
    for (path, text) in &files {
        let parts: Vec<&str> = path.split('/').collect();
        let plain = |part: &&str| {
            part.chars()
                .all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
        };
        assert!(
            parts.iter().all(|part| *part != ".." && plain(part)),
            "{path}"
        );
        if Path::new(path).extension().is_some_and(|it| it == "rs") {
            let tokens: proc_macro2::TokenStream = text.parse().unwrap();
            assert!(!has_identifier(tokens, "injected"), "{path}:\n{text}");
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

fn has_identifier(tokens: proc_macro2::TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Group(group) => has_identifier(group.stream(), name),
        _ => false,
    })
}
