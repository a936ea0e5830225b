//! Reduced descriptions in OpenAPI: the same crate comes of them as of the whole, and they are what they were, but smaller.
#![cfg(test)]

use std::path::Path;

use csdlgen::config::{Crate, Docs};
use csdlgen::output::File;
use csdlgen::pipeline::{self, Source};
use csdlgen::reduce::{Extent, Options, Reduced, Treatment, reduce};
use csdlgen::select::Pattern;

const KEEP: Options = Options {
    annotations: Treatment::Keep,
    descriptions: Treatment::Keep,
};

fn config(include: &[&str], exclude: &[&str]) -> Crate {
    let mut config = Crate::new("part").unwrap();
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect()
    };
    config.selection.include = patterns(include);
    config.selection.exclude = patterns(exclude);
    config
}

fn source(name: &str, text: impl Into<Vec<u8>>) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.into(),
    }
}

fn files(source: &Source, config: &Crate) -> Vec<File> {
    let generated = pipeline::run(source, config).unwrap_or_else(|errors| panic!("{errors}"));
    generated.files
}

/// Reduces, and compares what is generated of both, and of what is reduced twice.
fn same(whole: &Source, config: &Crate, options: Options) -> Reduced {
    let reduced = reduce(whole, config, options).unwrap_or_else(|errors| panic!("{errors}"));
    let small = source(&whole.name, reduced.text.clone());
    let mut compared = config.clone();
    if options.descriptions == Treatment::Drop {
        compared.docs = Docs::None;
    }
    let (expected, found) = (files(whole, &compared), files(&small, &compared));
    let names =
        |files: &[File]| -> Vec<String> { files.iter().map(|it| it.path.to_string()).collect() };
    assert_eq!(names(&found), names(&expected));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(found, expected);
    }
    let again = reduce(&small, config, options).unwrap();
    assert!(
        again.text == reduced.text,
        "what is reduced is reduced further"
    );
    assert!(reduced.text.starts_with(reduced.mark));
    reduced
}

const SERVICE: &str = r#"openapi: 3.1.0
info: {title: Library, version: '1', description: Books.}
x-groups: [{name: all}]
tags:
- {name: books, description: What is read.}
- {name: people}
security: [{key: []}, {way: [look]}]
paths:
  /people:
    get:
      operationId: listPeople
      tags: [people]
      responses:
        '200':
          description: People.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Person'}}
    post:
      operationId: addPerson
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}}
      responses: {'204': {description: Done.}}
  /books/{id}:
    parameters:
    - {$ref: '#/components/parameters/Id'}
    get:
      operationId: readBook
      summary: Reads a book.
      tags: [books]
      x-speed: fast
      responses:
        '200':
          description: A book.
          content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
          links:
            author: {operationId: listPeople}
            self: {operationId: readBook}
        default: {$ref: '#/components/responses/Failed'}
    delete:
      operationId: removeBook
      responses:
        '204': {description: Gone.}
        default: {$ref: '#/components/responses/Failed'}
webhooks:
  bought:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sale'}}}}
      responses: {'204': {description: Done.}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    way: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://sign.test/token', scopes: {look: To look.}}}}
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string}}
    Unused: {name: unused, in: query, schema: {type: string}}
  responses:
    Failed:
      description: It failed.
      content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}
  schemas:
    Person:
      properties:
        name: {type: string, description: "First,\nthen last."}
        state: {enum: [new, worn]}
    Sale: {properties: {price: {type: number, default: 12345678901234567890.5}}}
    Problem: {properties: {code: {type: integer}}}
    Item:
      required: [kind]
      properties:
        kind: {type: string}
        description: {type: string, description: Its words., example: 'yes'}
      discriminator: {propertyName: kind}
    Book:
      allOf:
      - {$ref: '#/components/schemas/Item'}
      - properties: {pages: {type: integer}, written: {$ref: '#/components/schemas/Day'}}
    Day: {type: string, pattern: '^\d+$'}
"#;

#[test]
fn what_is_selected_is_kept_with_what_it_needs() {
    let whole = source("library.yaml", SERVICE);
    let reduced = same(&whole, &config(&["/books/**#GET"], &[]), KEEP);
    assert_eq!(
        (reduced.extent, &reduced.because),
        (Extent::Selected, &None)
    );
    insta::assert_snapshot!(reduced.text);
}

#[test]
fn json_stays_json() {
    let value: serde_json::Value = serde_json::from_str(
        r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {
            "/a": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema":
                {"type": "object", "properties": {"n": {"type": "integer", "maximum": 1e400, "enum": [1, 2]}}}}}}}}},
            "/b": {"get": {"responses": {"204": {"description": "None \" here"}}}}}}"#
            .replace("1e400", "1")
            .as_str(),
    )
    .unwrap();
    let whole = source("t.json", value.to_string());
    let reduced = same(&whole, &config(&["/a"], &[]), KEEP);
    let small: serde_json::Value = serde_json::from_str(&reduced.text).unwrap();
    assert_eq!(small["paths"]["/a"], value["paths"]["/a"]);
    assert_eq!(small["paths"].as_object().unwrap().len(), 1);
    // Numbers of any size stay as they are written.
    let large = whole.bytes.clone();
    let large = String::from_utf8(large)
        .unwrap()
        .replace("\"maximum\":1", "\"maximum\":1e400");
    let reduced = same(&source("t.json", large), &config(&["/a"], &[]), KEEP);
    assert!(
        reduced.text.contains("\"maximum\": 1e400"),
        "{}",
        reduced.text
    );
}

#[test]
fn texts_and_numbers_stay_what_they_are() {
    let texts = [
        "",
        " ",
        "~",
        "null",
        "yes",
        "No",
        "true",
        "1",
        "1.0",
        "0x1F",
        "1e3",
        ".5",
        "2020-01-02",
        "a: b",
        "a #b",
        "- a",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "a\nb",
        "a\n\nb\n",
        "\na",
        " a\n b",
        "a\n",
        "a\n\n",
        "\ta\nb",
        "a\tb",
        "a\r\nb",
        "\u{7}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}a",
        "é",
        "😀",
        "a\\b",
        "?",
        "? a",
        ":",
        "a:",
        "-",
        "---",
        "...",
        "---\na",
        "<<",
        "=",
        "a,b",
        "trailing ",
        "x\n  y\n z",
        "#",
        "\n",
        "\n\n",
        " \n",
    ];
    let properties: serde_json::Map<_, _> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| {
            (
                format!("p{at}{text}"),
                serde_json::json!({ "default": [text, { *text: text }], "enum": [text, "other"] }),
            )
        })
        .collect();
    let numbers = "[0, -0, 1.50, 1e400, 123456789012345678901234567890.5, [[]], {}, null]";
    let components = serde_json::json!({ "schemas": { "All": { "properties": properties } } });
    let members = format!(
        "\"info\": {{\"title\": \"T\", \"version\": \"1\"}},\n\"x-numbers\": {numbers},\n\"components\": {components}"
    );
    let json = format!("{{\"openapi\": \"3.1.0\",\n{members}}}");
    // JSON is YAML, too.
    let yaml = format!(
        "openapi: 3.1.0\n{}\n",
        members.replace("},\n", "}\n").replace("],\n", "]\n")
    );
    let config = config(&[], &[]);
    let json = same(&source("t", json), &config, KEEP);
    let yaml = same(&source("t", yaml), &config, KEEP);
    assert!(yaml.text.starts_with("---\nx-reduced"), "{}", yaml.text);
    for number in ["-0", "1.50", "1e400", "123456789012345678901234567890.5"] {
        assert!(
            json.text.contains(&format!(" {number}")) && yaml.text.contains(&format!(" {number}"))
        );
    }
    // The same crate comes of both.
    let (json, yaml) = (source("t", json.text), source("t", yaml.text));
    assert_eq!(files(&json, &config), files(&yaml, &config));
}

#[test]
fn descriptions_and_extensions_can_be_left_out() {
    let whole = source("library.yaml", SERVICE);
    let drop = |descriptions, annotations| Options {
        annotations,
        descriptions,
    };
    let config = config(&["/books/**#GET"], &[]);
    let text = same(&whole, &config, drop(Treatment::Drop, Treatment::Keep)).text;
    for gone in [
        "Its words.",
        "Reads a book.",
        "What is read.",
        "Books.",
        "To look.",
    ] {
        assert!(!text.contains(gone), "{text}");
    }
    // A property of this name, and what a reply must have.
    assert!(
        text.contains("            description:\n") || text.contains("        description:\n"),
        "{text}"
    );
    assert!(text.contains("description: \"\""), "{text}");
    assert!(text.contains("x-speed"), "{text}");
    let text = reduce(&whole, &config, drop(Treatment::Keep, Treatment::Drop))
        .unwrap()
        .text;
    assert!(
        !text.contains("x-speed") && !text.contains("example"),
        "{text}"
    );
    assert!(text.contains("Its words."), "{text}");
}

#[test]
fn what_decides_names_and_documentation_is_kept() {
    // `state` first stands in a schema that is not selected, which names it; another says something else of its members.
    let inline = |name: &str, docs: &str| {
        format!(
            "    {name}: {{properties: {{box: {{description: {docs}, properties: {{state: {{enum: [new, worn]}}}}}}}}}}\n"
        )
    };
    let document = format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /first:
    get: {{responses: {{'200': {{description: D, content: {{application/json: {{schema: {{$ref: '#/components/schemas/First'}}}}}}}}}}}}
  /last:
    get: {{responses: {{'200': {{description: D, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Last'}}}}}}}}}}}}
components:
  schemas:
{}{}{}{}",
        inline("First", "One."),
        inline("Second", "One."),
        inline("Third", "Another."),
        inline("Last", "One."),
    );
    let reduced = same(&source("t.yaml", document), &config(&["/last"], &[]), KEEP);
    assert_eq!(
        (reduced.extent, &reduced.because),
        (Extent::Selected, &None)
    );
    let schemas = ["First:", "Second:", "Third:", "Last:"];
    let kept = schemas.map(|name| reduced.text.contains(name));
    assert_eq!(kept, [true, false, true, true], "{}", reduced.text);
}

/// As many first segments of each real document are tried.
const SEGMENTS: usize = 3;

#[test]
fn selections_of_real_services_give_the_same_crates() {
    let names = [
        "nexus.json",
        "box.json",
        "discord.json",
        "twilio.json",
        "tictactoe.json",
        "tags-3.2.json",
        "links.json",
        "callback.json",
    ];
    let mut more = Vec::new();
    for name in names {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/openapi");
        let path = folder.join(name);
        let Ok(bytes) = std::fs::read(&path) else {
            println!("{} is not there: this test checks nothing", path.display());
            continue;
        };
        let document: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let paths = document["paths"].as_object().unwrap();
        let mut segments: Vec<&str> = paths
            .keys()
            .filter_map(|path| path.split('/').nth(1))
            .collect();
        segments.dedup();
        segments.retain(|segment| !segment.contains(['{', '.', ':', '#']) && !segment.is_empty());
        let whole = source(name, bytes);
        let step = segments.len().div_ceil(SEGMENTS).max(1);
        for segment in segments.iter().step_by(step) {
            let pattern = format!("/{segment}/**");
            // What is generated of both is compared there.
            let reduced = reduce(&whole, &config(&[&pattern], &[]), KEEP).unwrap();
            println!(
                "{name} {pattern}: {} bytes of {}",
                reduced.text.len(),
                whole.bytes.len()
            );
            let because = reduced.because.into_iter();
            more.extend(because.map(|it| format!("{name} {pattern}: {it}")));
        }
    }
    assert!(
        more.is_empty(),
        "more is kept than is selected:\n{}",
        more.join("\n")
    );
}
