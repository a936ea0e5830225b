//! Documents that ask for too much, or are not what they seem.

use std::fmt::Write;
use std::fs;

use super::{graph, refused};
use crate::openapi::{Settings, is_openapi, read};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\n";

#[test]
fn what_is_no_openapi_3_is_refused_in_words() {
    insta::assert_snapshot!(
        [
            "",
            "a",
            "[1, 2]",
            "{\"openapi\": \"3.0.0\", ",
            "{\"openapi\": \"3.0.0\"} x",
            "{\"openapi\": 1, \"openapi\": 2}",
            "swagger: '2.0'\ninfo: {}",
            "openapi: 4.0.0",
            "openapi: 2.0.0",
            "info: {}",
            "openapi: 3.0.0",
            "openapi: 3.0.0\nopenapi: 3.0.0",
            "openapi: 3.0.0\n---\nopenapi: 3.0.0",
            "openapi: 3.0.0\npaths:\n\t/a: {}",
            "openapi: 3.0.0\n? [a]\n: b",
            "openapi: *a",
            "openapi: {",
        ]
        .map(|text| format!("{text:?}\n{}\n", refused(text)))
        .join("\n")
    );
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let said = |bytes: &[u8]| {
        let errors = read("a.yaml", bytes, &Settings::default()).unwrap_err();
        errors.to_string()
    };
    let broken = said(b"openapi: 3.0.0\ninfo: \xff");
    assert!(
        broken.starts_with("a.yaml:2:7: error: the document is not valid UTF-8"),
        "{broken}"
    );
    let broken = said(b"\xff\xfeo\x00\x00\xd8");
    assert!(broken.contains("UTF-16LE"), "{broken}");
    let marked = format!("\u{feff}{HEAD}paths: {{}}");
    assert!(read("a.yaml", marked.as_bytes(), &Settings::default()).is_ok());
    let wide: Vec<u8> = format!("\u{feff}{HEAD}paths: {{}}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(read("a.yaml", &wide, &Settings::default()).is_ok());
}

#[test]
fn aliases_that_expand_to_billions_are_refused() {
    let mut text = format!("{HEAD}x-0: &a0 [a, a, a, a, a, a, a, a, a, a]\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        let list = vec![below; 10].join(", ");
        writeln!(text, "x-{level}: &a{level} [{list}]").unwrap();
    }
    let said = refused(&text);
    assert!(said.contains("the limit `elements` is 2000000"), "{said}");
}

#[test]
fn aliases_and_merges_are_copies() {
    let (api, _) = graph(&format!(
        "{HEAD}x-base: &base {{type: object, properties: &p {{a: {{type: string}}}}}}\ncomponents:\n  schemas:\n    \
         A: *base\n    B: {{<<: *base, description: Own.}}\n    C: {{properties: {{<<: [*p, *p], b: {{type: string}}}}}}\n"
    ));
    insta::assert_snapshot!(super::print::print(&api));
}

#[test]
fn values_that_nest_too_deep_are_refused() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("{\"a\":", "}")] {
        let text = format!("{{\"x\": {}1{}}}", open.repeat(5000), close.repeat(5000));
        let said = refused(&text);
        assert!(
            said.contains("depth") || said.contains("recursion"),
            "{said}"
        );
        let said = refused(&format!(
            "{HEAD}x: {}1{}",
            open.repeat(5000),
            close.repeat(5000)
        ));
        assert!(
            said.contains("depth") || said.contains("well-formed"),
            "{said}"
        );
    }
    let mut block = String::new();
    for level in 0..300 {
        writeln!(block, "{}a:", " ".repeat(level)).unwrap();
    }
    let said = refused(&format!("{HEAD}x:\n{block}"));
    assert!(said.contains("the limit `depth` is 100"), "{said}");
}

#[test]
fn references_that_lead_in_circles_end() {
    let (api, warnings) = graph(&format!(
        "{HEAD}paths:\n  /a:\n    get:\n      parameters: [{{$ref: '#/components/parameters/A'}}]\n      responses: {{'200': {{$ref: \
         '#/components/responses/gone'}}}}\ncomponents:\n  parameters: {{A: {{$ref: '#/components/parameters/B'}}, B: {{$ref: \
         '#/components/parameters/A'}}}}\n  schemas: {{A: {{$ref: '#/components/schemas/B'}}, B: {{$ref: \
         '#/components/schemas/A'}}, C: {{allOf: [{{$ref: '#/components/schemas/D'}}]}}, D: {{oneOf: [{{$ref: \
         '#/components/schemas/C'}}, {{type: 'null'}}]}}, E: {{properties: {{e: {{$ref: '#/components/schemas/A/$ref'}}}}}}}}\n"
    ));
    insta::assert_snapshot!(super::print::print(&api) + &warnings.join("\n"));
}

#[test]
fn composition_of_composition_ends() {
    // Each is composed of the next, twice; each has a field in which another composition begins.
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for level in 0..30 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", (level + 1) % 30);
        writeln!(
            text,
            "    S{level}: {{anyOf: [{next}, {next}], allOf: [{next}, {next}, {{properties: {{p{level}: {{allOf: [{next}, \
             {{properties: {{q: {{type: string}}}}}}]}}}}}}]}}"
        )
        .unwrap();
    }
    let result = read("a.yaml", text.as_bytes(), &Settings::default());
    assert!(result.is_ok() || result.unwrap_err().to_string().contains("the limit"));
}

#[test]
fn too_many_of_anything_is_refused() {
    let mut settings = Settings::default();
    let mut said = |name: &str, most: usize, text: &str| {
        settings.limits = crate::limits::Limits::default()
            .with(name.parse().unwrap(), most)
            .unwrap();
        let errors = read("a.yaml", text.as_bytes(), &settings).unwrap_err();
        assert!(
            errors
                .to_string()
                .contains(&format!("the limit `{name}` is {most}")),
            "{errors}"
        );
    };
    let properties = "{properties: {a: {}, b: {}, c: {}}}";
    let schemas = format!("{HEAD}components: {{schemas: {{A: {properties}, B: {properties}}}}}");
    said("types", 1, &schemas);
    said("fields", 3, &schemas);
    said("members", 2, &schemas);
    said(
        "members",
        2,
        &format!("{HEAD}components: {{schemas: {{A: {{enum: [a, b, c]}}}}}}"),
    );
    said(
        "name",
        3,
        &format!("{HEAD}components: {{schemas: {{Long: {{type: string}}}}}}"),
    );
    said(
        "name",
        3,
        &format!("{HEAD}components: {{schemas: {{A: {{properties: {{long: {{}}}}}}}}}}"),
    );
    said("document", 10, &schemas);
    said("elements", 5, &schemas);
    said("value", 4, &schemas);
    let operation = "{get: {responses: {}}, put: {responses: {}}}";
    said(
        "operations",
        1,
        &format!("{HEAD}paths: {{/a: {operation}}}"),
    );
    let chain = (0..20).map(|at| {
        format!(
            "S{at}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}, {{properties: {{a: {{}}}}}}]}}",
            at + 1
        )
    });
    let chain = chain.collect::<Vec<_>>().join(", ");
    said(
        "bases",
        10,
        &format!("{HEAD}components: {{schemas: {{{chain}}}}}"),
    );
}

#[test]
fn what_is_of_the_wrong_type_is_warned_of_with_its_place() {
    let (_, warnings) = graph(
        "openapi: 3.0.0\ninfo: {title: [a]}\ntags: {a: b}\nservers: [{}, {url: 'https://{x}'}]\npaths:\n  a:\n    get:\n      \
         deprecated: 1\n      parameters: [{name: p, in: query, schema: 12}, {in: query}, {name: q}]\n      responses: []\n  \
         x-more: {}\ncomponents:\n  schemas:\n    A: {type: strong, properties: [], required: true, enum: 1, nullable: perhaps}\n    \
         B: 12\n",
    );
    insta::assert_snapshot!(warnings.join("\n"));
}

#[test]
fn numbers_of_any_size_are_kept() {
    let large = "123456789012345678901234567890";
    for text in [
        format!(
            "{HEAD}components: {{schemas: {{A: {{type: integer, maximum: {large}, default: {large}, enum: [{large}]}}}}}}"
        ),
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"a\"}}, \"components\": {{\"schemas\": {{\"A\": {{\"enum\": [{large}, 1e400]}}}}}}}}"
        ),
    ] {
        let (api, _) = graph(&text);
        assert!(super::print::print(&api).contains(large), "{text}");
    }
}

#[test]
fn no_file_outside_of_the_folder_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("in");
    fs::create_dir_all(inside.join("sub")).unwrap();
    fs::write(folder.path().join("secret.yaml"), "A: {type: string}").unwrap();
    fs::write(
        inside.join("sub/a.yaml"),
        "A: {properties: {b: {$ref: '../b.json#/B'}, a: {$ref: '#/A'}}}",
    )
    .unwrap();
    fs::write(inside.join("b.json"), "{\"B\": {\"type\": \"integer\"}}").unwrap();
    let settings = Settings {
        folder: Some(&inside),
        ..Settings::default()
    };
    let document = |reference: &str| {
        format!(
            "{HEAD}components: {{schemas: {{X: {{properties: {{x: {{$ref: '{reference}'}}}}}}}}}}"
        )
    };
    let good = read("a.yaml", document("./sub/a.yaml#/A").as_bytes(), &settings).unwrap();
    assert_eq!(good.files, ["sub/a.yaml", "b.json"]);
    insta::assert_snapshot!(super::print::print(&good.api));
    for reference in [
        "../secret.yaml#/A",
        "/etc/passwd",
        "https://example.org/a.yaml",
        "sub/../../secret.yaml",
        "none.yaml",
    ] {
        let read = read("a.yaml", document(reference).as_bytes(), &settings).unwrap();
        assert_eq!(read.files, Vec::<String>::new());
        assert!(
            read.warnings[0].message.contains("is not known"),
            "{:?}",
            read.warnings
        );
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path().join("secret.yaml"), inside.join("link.yaml"))
            .unwrap();
        let errors = read("a.yaml", document("link.yaml#/A").as_bytes(), &settings).unwrap_err();
        assert!(errors.to_string().contains("leads out of it"), "{errors}");
    }
}

#[test]
fn openapi_is_told_from_other_descriptions() {
    for (text, expected) in [
        ("openapi: 3.0.0", true),
        ("# about\n---\n\"openapi\" : 3.1.0\n", true),
        ("swagger: '2.0'", true),
        ("{\"info\": {}, \"openapi\" : \"3.0.0\"}", true),
        ("\u{feff}{\"openapi\":\"3.0.0\"}", true),
        ("{\"$Version\": \"4.01\", \"a\": \"openapi\"}", false),
        ("<edmx:Edmx/>", false),
        ("  openapi: inner", false),
        ("", false),
    ] {
        assert_eq!(is_openapi(text.as_bytes()), expected, "{text:?}");
    }
}
