//! A snapshot of the graph for each construct of operations.

use super::constructs::printed;

/// Paths as they stand in a document of 3.1.
fn paths(text: &str) -> String {
    let document = format!("openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\npaths:\n{text}");
    printed(&document)
}

#[test]
fn paths_and_parameters() {
    insta::assert_snapshot!(paths(
        "
  /repos/{owner}/{repo}/issues/{number}:
    parameters:
      - {name: owner, in: path, required: true, schema: {type: string}}
      - {name: repo, in: path, required: true, schema: {type: string}}
      - {name: trace, in: header, schema: {type: string}}
    get:
      operationId: getIssue
      summary: Gets an issue.
      parameters:
        - {name: number, in: path, required: true, schema: {type: integer}}
        - {name: trace, in: header, required: true, schema: {type: integer}}
        - {name: Accept, in: header, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: ids, in: query, explode: false, style: pipeDelimited, schema: {type: array, items: {type: integer}}}
        - {name: where, in: query, style: deepObject, explode: true, schema: {type: object, properties: {a: {type: string}}}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
        - {name: raw, in: query, allowReserved: true, schema: {type: string, default: x}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: odd, in: body, schema: {type: string}}
      responses: {'200': {description: ok}}
  /repos/{owner}:
    get: {responses: {default: {description: any}}}
  /files/{name}.json:
    get: {responses: {'2XX': {description: ok}}}
    head: {responses: {'200': {description: ok}}}
  /files/{name}:cancel:
    post: {operationId: getIssue, responses: {'204': {description: ok}}}
  /compare/{base}...{head}:
    get: {responses: {'200': {description: ok}}}
  /slash/:
    get: {responses: {'200': {description: ok}}}
  /slash:
    get: {responses: {'200': {description: ok}}}
    post: {responses: {'200': {description: ok}}}
  /:
    get: {responses: {'200': {description: ok}}}
"
    ));
}

#[test]
fn bodies_and_replies() {
    insta::assert_snapshot!(paths(
        "
  /a:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, properties: {a: {type: string}}}}
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {a: {type: array, items: {type: string}}, b: {type: object, properties: {c: {type: string}}}}, required: [a]}
            encoding: {a: {style: form, explode: false}, b: {style: deepObject, explode: true}}
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}, files: {type: array, items: {type: string, format: binary}}, meta: {type: object, properties: {a: {type: string}}}, n: {type: integer}, kind: {type: string, enum: [x, y]}, list: {type: array, items: {type: string}}, raw: {}}}
            encoding: {file: {contentType: 'image/png, image/jpeg'}, n: {contentType: application/json}, raw: {contentType: application/octet-stream}}
          text/plain: {schema: {type: string}}
          application/octet-stream: {}
          application/xml: {schema: {type: object}}
      responses:
        '200':
          description: ok
          headers: {X-Rate: {required: true, schema: {type: integer}}, Content-Type: {schema: {type: string}}}
          content:
            application/json: {schema: {type: object, properties: {id: {type: string}}}}
            text/csv: {schema: {type: string}}
        '201': {description: made, content: {application/vnd.a+json; charset=utf-8: {schema: {type: array, items: {type: string}}}}}
        '202': {description: nothing}
        4XX: {description: bad, content: {application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}}}
        default: {description: bad, content: {'*/*': {schema: {type: string, format: binary}}}}
        odd: {description: passed over}
  /events:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream: {schema: {type: object, properties: {delta: {type: string}}}}
            application/x-ndjson: {schema: {type: object, properties: {line: {type: string}}}}
  /more:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream: {itemSchema: {type: object, properties: {event: {type: string}, data: {type: string, contentSchema: {type: object, properties: {x: {type: string}}}}}}}
            application/jsonl: {itemSchema: {type: object, properties: {y: {type: string}}}}
            application/json;stream=watch: {schema: {type: object, properties: {z: {type: string}}}}
components:
  schemas:
    Problem: {type: object, properties: {title: {type: string}}}
"
    ));
}

#[test]
fn security_servers_and_hooks() {
    insta::assert_snapshot!(printed(
        "
openapi: 3.1.0
info: {title: a, version: '1'}
servers:
  - {url: 'https://{region}.example.org:{port}/v1/', variables: {region: {default: eu, enum: [eu, us]}, port: {enum: ['443', '80']}, unused: {default: x}}}
  - {url: /v2}
security: [{token: [read]}]
components:
  securitySchemes:
    token: {type: http, scheme: Bearer}
    basic: {type: http, scheme: basic}
    digest: {type: http, scheme: digest}
    key: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: session}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.org/token', scopes: {read: Reads.}}}}
    oidc: {type: openIdConnect, openIdConnectUrl: 'https://example.org/.well-known/openid-configuration'}
    tls: {type: mutualTLS}
    odd: {type: magic}
paths:
  /usual: {get: {responses: {'200': {description: ok}}}}
  /none: {get: {security: [], responses: {'200': {description: ok}}}}
  /both: {get: {security: [{key: [], basic: []}, {}], responses: {'200': {description: ok}}}}
  /odd: {get: {security: [{odd: []}, {query: []}], responses: {'200': {description: ok}}}}
  /elsewhere:
    servers: [{url: 'https://other.example.org'}]
    get: {responses: {'200': {description: ok}}}
  /calls:
    post:
      operationId: subscribe
      callbacks:
        changed:
          '{$request.body#/url}':
            post: {requestBody: {content: {application/json: {schema: {properties: {a: {type: string}}}}}}, responses: {'200': {description: ok}}}
      responses: {'200': {description: ok}}
webhooks:
  made: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}, responses: {'200': {description: ok}}}}
"
    ));
}

/// A `GET` with parameters of a query, a schema of its reply and headers of it.
fn list(query: &str, reply: &str, headers: &str) -> String {
    let parameters = query
        .split_whitespace()
        .map(|name| {
            let (name, ty) = name.split_once(':').unwrap_or((name, "string"));
            let (ty, default) = ty.split_once('=').unwrap_or((ty, ""));
            let default = match default {
                "" => String::new(),
                default => format!(", default: {default}"),
            };
            format!("{{name: {name}, in: query, schema: {{type: {ty}{default}}}}}")
        })
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "{{get: {{parameters: [{parameters}], responses: {{'200': {{description: ok, headers: {{{headers}}}, content: {{application/json: {{schema: {reply}}}}}}}}}}}}}"
    )
}

#[test]
fn paging() {
    let items = "{type: array, items: {type: object, properties: {id: {type: string}}}}";
    let object = |more: &str| format!("{{type: object, properties: {{data: {items}{more}}}}}");
    let text = "{type: string}";
    let cases = [
        list("page:integer", items, "Link: {schema: {type: string}}"),
        list("", &object(", nextLink: {type: string}"), ""),
        list(
            "",
            &object(", next: {type: string, nullable: true}, previous: {type: string}"),
            "",
        ),
        list(
            "offset",
            &object(", next_page: {properties: {offset: {type: string}, uri: {type: string}}}"),
            "",
        ),
        list(
            "starting_after limit:integer",
            &object(", has_more: {type: boolean}"),
            "",
        ),
        list(
            "after",
            &object(", has_more: {type: boolean}, last_id: {type: string}"),
            "",
        ),
        list(
            "continue",
            &object(", metadata: {properties: {continue: {type: string}}}"),
            "",
        ),
        list("pageToken", &object(", nextPageToken: {type: string}"), ""),
        list(
            "cursor",
            &object(&format!(", next_cursor: {text}, previous: {text}")),
            "",
        ),
        list(
            "page_token",
            &object(", next_page: {type: [string, 'null']}"),
            "",
        ),
        list("offset:integer limit:integer", &object(""), ""),
        list("page:integer=1 per_page:integer", items, ""),
        list("page:integer=0 size:integer", items, ""),
        // Which page is the first is not said; nothing goes with `cursor`; two lists.
        list("page:integer size:integer", items, ""),
        list("cursor", &object(""), ""),
        list(
            "page:integer=1 size:integer",
            &format!("{{properties: {{a: {items}, b: {items}}}}}"),
            "",
        ),
    ];
    let text: Vec<String> = (0..)
        .zip(&cases)
        .map(|(at, case)| format!("  /c{at:02}: {case}\n"))
        .collect();
    let printed = paths(&text.concat());
    let told = printed
        .lines()
        .filter(|line| line.starts_with("GET") || line.contains("paged"));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_type_of_most_errors() {
    let operation = |path: &str, replies: &str| {
        format!("  {path}:\n    get: {{responses: {{'200': {{description: ok}}, {replies}}}}}\n")
    };
    let reply = |status: &str, name: &str| {
        format!(
            "{status}: {{description: bad, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}"
        )
    };
    let schemas = "components:\n  schemas: {Broad: {properties: {a: {type: string}}}, Narrow: {properties: {b: {type: string}}}}\n";
    let error = |operations: &[String]| {
        let printed = paths(&(operations.concat() + schemas));
        printed
            .lines()
            .find(|line| line.starts_with("errors"))
            .map(str::to_owned)
    };
    // Both are in each: what a range has rules.
    let both = format!("{}, {}", reply("'429'", "Narrow"), reply("4XX", "Broad"));
    assert_eq!(
        error(&[operation("/a", &both), operation("/b", &both)]).unwrap(),
        "errors: `Broad`"
    );
    // One of five says what its errors are.
    let silent = "default: {description: bad}";
    let few = [
        operation("/a", &reply("'404'", "Narrow")),
        operation("/b", silent),
        operation("/c", silent),
        operation("/d", silent),
        operation("/e", silent),
    ];
    assert_eq!(error(&few), None);
    // Half and half.
    let halves = [
        operation("/a", &reply("'404'", "Narrow")),
        operation("/b", &reply("'404'", "Broad")),
    ];
    assert_eq!(error(&halves), None);
}
