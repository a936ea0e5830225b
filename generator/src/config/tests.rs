//! Every setting read once; every mistake told with its place.

mod licence;

use std::path::Path;

use super::{
    Config, Crate, Docs, KeyStyle, Location, ODataVersion, OperationNames, Runtime, ServiceSettings,
};

const FULL: &str = r#"
[crates.msgraph]
metadata = "metadata/communications.csdl"
source = "https://example.org/$metadata"
out = "generated"
outline = "generated/outline.txt"
reduce = { descriptions = "drop" }
described_by = "words.csdl"
name = "msgraph-communications"
version = "0.2.0"
runtime = { path = "../runtime", version = "0.1.0" }
key_style = "segment"
operations = "unqualified"
docs = "links"
any_limit = 50
type_versions = "separate"
base_url = "https://graph.microsoft.com/v1.0"
scopes = ["https://graph.microsoft.com/.default"]
client = "GraphClient"
reference = { type = "https://example.org/{type}", operation = "https://example.org/{type}-{operation}" }
description = "Calls"
license = "MIT"
license_file = "LICENSE"
repository = "https://example.org/repository"
keywords = ["odata", "msgraph"]
categories = ["web-programming::http-client"]

[crates.msgraph.modules]
"microsoft.graph" = "models"

[crates.msgraph.rename]
"microsoft.graph.call" = "PhoneCall"
"microsoft.graph.call/type" = "kind"
"#;

fn parse(text: &str) -> Result<Config, String> {
    Config::parse("csdlgen.toml", text, Path::new("folder")).map_err(|error| error.to_string())
}

fn one(settings: &str) -> Result<Config, String> {
    parse(&format!(
        "[crates.a]\nmetadata = \"a.csdl\"\nout = \"a\"\n{settings}"
    ))
}

#[test]
fn reads_every_setting() {
    insta::assert_debug_snapshot!(parse(FULL).unwrap());
}

#[test]
fn reads_clouds() {
    let cloud = "[crates.a.clouds.China]\nbase_url = \"https://graph.example.cn/v1.0\"\n\
                 scopes = [\"https://graph.example.cn/.default\"]\n";
    let config = one(cloud).unwrap();
    let clouds = &config.targets[0].options.clouds;
    assert_eq!(clouds.len(), 1);
    assert_eq!(clouds[0].name, "China");
    assert_eq!(clouds[0].base_url, "https://graph.example.cn/v1.0");
    assert_eq!(clouds[0].scopes, ["https://graph.example.cn/.default"]);
    for bad in [
        "[crates.a.clouds.china]\nbase_url = \"https://a.cn\"",
        "[crates.a.clouds.China]\nbase_url = \"a.cn\"",
        "[crates.a.clouds.China]\nscopes = []",
        "[crates.a.clouds.China]\nbase_url = \"https://a.cn\"\nscopes = [\"a b\"]",
    ] {
        assert!(one(bad).is_err(), "{bad}");
    }
}

#[test]
fn has_defaults() {
    let config = one("").unwrap();
    let target = &config.targets[0];
    assert_eq!(target.options, Crate::new("a").unwrap());
    assert_eq!(target.out, Path::new("folder/a"));
    assert_eq!(target.metadata.name(), "a.csdl");
    assert_eq!(target.options.key_style, KeyStyle::Parentheses);
    assert_eq!(target.options.operations, OperationNames::Qualified);
    assert_eq!(target.options.docs, Docs::Full);
    assert_eq!(
        target.options.runtime.version.as_deref(),
        Some(crate::GENERATOR_VERSION)
    );
}

#[test]
fn keys_say_how_to_speak_to_the_service() {
    let read = |text: &str| one(text).map(|config| config.targets[0].options.service.clone());
    assert_eq!(read("").unwrap(), ServiceSettings::default());
    let all = "odata_version = \"4.01\"\nieee754_compatible = true\nbatch_format = \"multipart\"\n\
               telemetry = true\nupgrade_links = false\nempty_action_body = true\n\
               enum_literals = \"short\"\nin_operator = true";
    let all = read(all).unwrap();
    let texts = all.named().map(|(_, text)| text.unwrap());
    assert_eq!(
        texts,
        [
            "4.01",
            "true",
            "multipart",
            "true",
            "false",
            "true",
            "short",
            "true"
        ]
    );
    let over = ServiceSettings {
        telemetry: Some(false),
        ..ServiceSettings::default()
    };
    assert_eq!(over.or(&all).telemetry, Some(false));
    assert_eq!(over.or(&all).odata_version, Some(ODataVersion::V4_01));
    for bad in [
        "odata_version = \"3.0\"",
        "odata_version = 4.01",
        "batch_format = \"xml\"",
        "telemetry = \"yes\"",
        "enum_literals = \"long\"",
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn tells_a_runtime_version_from_a_path() {
    let runtime = |text: &str| one(text).unwrap().targets[0].options.runtime.clone();
    assert_eq!(
        runtime(r#"runtime = "0.3""#),
        Runtime::version("0.3").unwrap()
    );
    assert_eq!(
        runtime(r#"runtime = "../r""#),
        Runtime::path("../../r").unwrap()
    );
    let absolute = std::env::temp_dir()
        .join("r")
        .display()
        .to_string()
        .replace('\\', "/");
    assert_eq!(
        runtime(&format!("runtime = \"{absolute}\"")).path,
        Some(absolute)
    );
    let both = runtime(r#"runtime = { path = "../r", version = "1" }"#);
    assert_eq!(
        (both.path.as_deref(), both.version.as_deref()),
        (Some("../../r"), Some("1"))
    );
}

#[test]
fn tells_a_url_from_a_path() {
    let config = parse("[crates.a]\nmetadata = \"https://h/$metadata\"\nout = \"a\"").unwrap();
    assert_eq!(
        config.targets[0].metadata,
        Location::Url("https://h/$metadata".to_owned())
    );
}

#[test]
fn fills_link_templates() {
    let reference = parse(FULL).unwrap().targets[0].options.reference.clone();
    assert_eq!(
        reference.type_link("call").unwrap(),
        "https://example.org/call"
    );
    assert_eq!(
        reference.operation_link("call", "mute").unwrap(),
        "https://example.org/call-mute"
    );
}

#[test]
fn says_where_the_text_is_wrong() {
    insta::assert_snapshot!(
        [
            parse("[crates.a\n"),
            parse(""),
            parse("[crate.a]\n"),
            parse("[crates.a]\nout = \"a\"\n"),
            one("colour = \"red\""),
            one("docs = \"some\""),
            one("version = 1"),
            one("runtime = 1"),
            one("runtime = { git = \"x\" }"),
            one("reference = { entity = \"x\" }"),
        ]
        .map(|result| result.unwrap_err())
        .join("\n---\n")
    );
}

#[test]
fn tells_all_that_is_wrong_at_once() {
    let text = r#"
[crates."1x"]
metadata = "ftp://host/x"
source = "metadata.csdl"
out = ""
version = "one"
runtime = { version = "?" }
base_url = "https://host/?a=b"
scopes = ["two words"]
client = "graphClient"
reference = { type = "https://h/{typ}", operation = "h/{type}" }
description = "two\nlines"
license = ""
repository = "here"
keywords = ["two words"]
categories = ["\"]\n"]
[crates."1x".modules]
"microsoft graph" = "Models"
[crates."1x".rename]
"call" = "fn"
"microsoft.graph.call/type" = "type"
"#;
    insta::assert_snapshot!(parse(text).unwrap_err());
}

#[test]
fn counts_columns_in_characters() {
    let error = one("scopes = [\"ä\", \"b c\"]").unwrap_err();
    assert!(
        error.contains("csdlgen.toml:4:11: error: \"ä\" is not a scope"),
        "{error}"
    );
    assert!(
        error.contains("csdlgen.toml:4:16: error: \"b c\" is not a scope"),
        "{error}"
    );
}

#[test]
fn refuses_one_folder_for_two_crates() {
    let text =
        "[crates.a]\nmetadata = \"m\"\nout = \"x\"\n[crates.b]\nmetadata = \"m\"\nout = \"y/../x\"";
    let error = parse(text).unwrap_err();
    assert!(
        error.starts_with("csdlgen.toml:6:7: error: crates \"a\" and \"b\""),
        "{error}"
    );
}

#[test]
fn names_the_file_that_cannot_be_read() {
    let error = Config::read(Path::new("no/such/csdlgen.toml"))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("error: cannot read no/such/csdlgen.toml: "),
        "{error}"
    );
}

#[test]
fn refuses_names_that_are_no_package() {
    for name in ["", "a b", "fn", "con", "ü", "-a", "test"] {
        assert!(Crate::new(name).is_err(), "{name:?} was taken");
    }
}
