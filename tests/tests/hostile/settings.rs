//! The configuration, overlays, and referenced documents.

use std::path::Path;

use csdlgen::config::{Config, Crate};
use csdlgen::csdl::Limit;
use csdlgen::fixup::Overlay;
use csdlgen::references::References;
use tests::generate::{document, generate};

use super::{example, is_plain};

#[test]
fn hostile_settings_are_refused_with_their_place() {
    let parse = |text: &str| {
        let config = Config::parse("csdlgen.toml", text, Path::new("."));
        config
            .map(drop)
            .map_err(|errors| errors.to_string())
            .unwrap_err()
    };
    let head = "[crates.x]\nmetadata = \"x.csdl\"\nout = \"x\"\n";
    for (setting, place) in [
        (
            "rename = { \"a.b\" = \"x; fn main() {}\" }",
            "csdlgen.toml:4:",
        ),
        ("rename = { \"a.b\" = \"../x\" }", "csdlgen.toml:4:"),
        ("modules = { \"a.b\" = \"../../x\" }", "csdlgen.toml:4:"),
        ("modules = { \"a.b\" = \"nul\" }", "csdlgen.toml:4:"),
        ("client = \"X { } impl Y\"", "csdlgen.toml:4:"),
        ("description = \"a\\u001b[31m\"", "csdlgen.toml:4:"),
        ("limits = { depth = 0 }", "csdlgen.toml:4:"),
        ("limits = { depth = 201 }", "csdlgen.toml:4:"),
        ("limits = { width = 5 }", "csdlgen.toml:4:"),
        ("limits = { depth = -5 }", "csdlgen.toml:4:"),
        (
            "limits = { document = 99999999999999999999 }",
            "csdlgen.toml:4:",
        ),
        ("base_url = \"https://x/\\u202e\"", "csdlgen.toml:4:"),
    ] {
        let said = parse(&format!("{head}{setting}\n"));
        assert!(
            said.starts_with(place) && is_plain(&said),
            "{setting}: {said:?}"
        );
    }
    let deep = format!(
        "{head}limits = {}{}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(parse(&deep).starts_with("csdlgen.toml:4:"));
    let dotted = format!("{}x = 1", "a.".repeat(100_000));
    let said = parse(&dotted);
    assert!(said.starts_with("csdlgen.toml:1:"), "{said}");
    let overlay = |text: &str| {
        let read = Overlay::parse("o.toml", text, false);
        read.map(drop)
            .map_err(|errors| errors.to_string())
            .unwrap_err()
    };
    assert!(overlay(&format!("x = {}", "[".repeat(100_000))).starts_with("o.toml:1:"));
    assert!(is_plain(&overlay("\"\\u202e\\u009b\" = 1")));
}

#[test]
fn raised_limits_are_read_from_the_settings() {
    let text =
        "[crates.x]\nmetadata = \"x.csdl\"\nout = \"x\"\nlimits = { depth = 200, name = 1000 }\n";
    let config = Config::parse("csdlgen.toml", text, Path::new(".")).unwrap();
    let limits = config.targets[0].options.limits;
    let raised: Vec<_> = limits.raised().collect();
    assert_eq!(raised, [(Limit::Depth, 200), (Limit::Name, 1000)]);
}

#[test]
fn referenced_documents_have_the_same_limits() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("other.xml"), "<a>".repeat(1_000_000)).unwrap();
    let reference = "<edmx:Reference Uri=\"http://host/other.xml\"><edmx:Include Namespace=\"other\"/></edmx:Reference>\
        <edmx:DataServices>";
    let text = document("<ComplexType Name=\"c\" BaseType=\"other.b\"/>")
        .replace("<edmx:DataServices>", reference);
    let config = Crate {
        references: References::folder(folder.path()),
        ..example()
    };
    let said = generate(&text, &config).unwrap_err().to_string();
    assert!(
        said.contains("other.xml:1:301: error: elements nest too deep"),
        "{said}"
    );
    // Documents that refer to each other, and to themselves, end.
    let mutual = |own: &str, other: &str| {
        document(&format!("<ComplexType Name=\"c\" BaseType=\"{other}.c\"/>"))
            .replace("\"test\"", &format!("\"{own}\""))
            .replace("Alias=\"t\"", "")
            .replace(
                "<edmx:DataServices>",
                &format!(
                    "<edmx:Reference Uri=\"{other}.xml\"><edmx:Include Namespace=\"{other}\"/></edmx:Reference><edmx:DataServices>"
                ),
            )
    };
    for (one, other) in [("a", "b"), ("b", "a"), ("c", "c")] {
        std::fs::write(folder.path().join(format!("{one}.xml")), mutual(one, other)).unwrap();
    }
    for (one, other) in [("x", "a"), ("x", "c")] {
        let config = Crate {
            references: References::folder(folder.path()),
            ..example()
        };
        let said = generate(&mutual(one, other), &config)
            .unwrap_err()
            .to_string();
        assert!(said.contains("derive from each other"), "{said}");
    }
}
