//! Every setting that has an option, as the file and as the options say it.

use std::path::Path;

use clap::Parser as _;

use super::{Arguments, Command, select};
use crate::config::Config;
use crate::select::{Features, Pattern};

const FILE: &str = r#"
[crates.one]
metadata = "one.csdl"
source = "https://h/$metadata"
out = "out"
outline = "outline"
overlay = { path = "o.toml", partial = true }
described_by = "words.csdl"
reduce = { descriptions = "drop" }
references = { folder = "docs", fetch = true, files = { "http://h/a?b=c" = "a.xml" } }
name = "one"
version = "1.2.3"
runtime = { path = "run" }
key_style = "segment"
operations = "unqualified"
telemetry = true
docs = "links"
base_url = "https://h/v1"
scopes = ["a", "b"]
issuer = "https://i"
start = "/me"
client = "One"
reference = { type = "https://r/{type}", operation = "https://r/{type}/{operation}" }
description = "Words of it"
license = "MIT"
license_file = "LICENCE"
repository = "https://r"
keywords = ["k", "l"]
categories = ["api-bindings"]
include = ["/a"]
exclude = ["/b"]
unselected_navigation = "omit"
any_limit = 7
type_versions = "separate"
polymorphic = { "n.a" = true, "n.b" = false }
limits = { depth = 150 }
modules = { "n" = "models" }
rename = { "n.a" = "Other" }
[crates.one.clouds.Far]
base_url = "https://far"
scopes = ["f", "g"]
[crates.one.features]
always = ["/a"]
mail = ["/c", "/d"]
"#;

const OPTIONS: &[&str] = &[
    "--metadata=one.csdl",
    "--source=https://h/$metadata",
    "--out=out",
    "--outline=outline",
    "--overlay=o.toml",
    "--partial",
    "--described-by=words.csdl",
    "--reduce=descriptions=drop",
    "--references=docs",
    "--fetch-references",
    "--reference-file=http://h/a?b=c=a.xml",
    "--crate-name=one",
    "--crate-version=1.2.3",
    "--runtime=run",
    "--key-style=segment",
    "--operations=unqualified",
    "--telemetry",
    "--docs=links",
    "--base-url=https://h/v1",
    "--scope=a",
    "--scope=b",
    "--client=One",
    "--issuer=https://i",
    "--start=/me",
    "--type-link=https://r/{type}",
    "--operation-link=https://r/{type}/{operation}",
    "--description=Words of it",
    "--license=MIT",
    "--license-file=LICENCE",
    "--repository=https://r",
    "--keyword=k",
    "--keyword=l",
    "--category=api-bindings",
    "--include=/a",
    "--exclude=/b",
    "--unselected-navigation=omit",
    "--any-limit=7",
    "--type-versions=separate",
    "--polymorphic=n.a",
    "--polymorphic=n.b=false",
    "--max=depth=150",
    "--module=n=models",
    "--rename=n.a=Other",
    "--cloud=Far=https://far",
    "--cloud-scope=Far=f",
    "--cloud-scope=Far=g",
    "--feature=always=/a",
    "--feature=mail=/c",
    "--feature=mail=/d",
];

#[test]
fn options_say_what_the_file_says() {
    let config = Config::parse("csdlgen.toml", FILE, Path::new("")).unwrap();
    let [mut written] = config.targets.try_into().unwrap();

    let words = ["csdlgen", "generate"]
        .into_iter()
        .chain(OPTIONS.iter().copied());
    let Command::Generate(arguments) = Arguments::try_parse_from(words).unwrap().command else {
        panic!("no `generate`")
    };
    let [given] = select::targets(&arguments).unwrap().try_into().unwrap();
    // Only the file has places.
    if let Some(folder) = &mut written.runtime {
        folder.position = None;
    }
    let selection = &mut written.options.selection;
    let Features::Named { always, features } = &mut selection.features else {
        panic!("no features")
    };
    let groups = [&mut selection.include, &mut selection.exclude, always];
    let groups = groups
        .into_iter()
        .chain(features.iter_mut().map(|feature| &mut feature.patterns));
    for pattern in groups.flatten() {
        *pattern = Pattern::parse(&pattern.to_string()).unwrap();
    }
    assert_eq!(given, written);
}
