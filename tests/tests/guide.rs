//! The guide in `docs`, and the other documents: chapters are there, links lead somewhere, code is compiled, and what
//! is said of csdlgen's files is read by csdlgen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use csdlgen::config::{Config, Location};
use csdlgen::fixup::Overlay;
use csdlgen::pipeline::{self, Source};
use tests::service::repository;

/// Where files of the repository are on the web.
const REPOSITORY: &str = "https://github.com/csdlgen/csdlgen/blob/main/";

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn chapters() -> Vec<PathBuf> {
    let folder = repository().join("docs/src");
    let files = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the guide has its chapters");
    files
}

/// All documents for people: the guide, what lies at the top, and what the packages have.
fn documents() -> Vec<PathBuf> {
    let mut documents = chapters();
    for folder in [
        "",
        "examples",
        "generator",
        "runtime",
        "runtime/odata",
        "sign-in",
        "generated",
        "tests/shop",
        "tests/garden",
    ] {
        let files = std::fs::read_dir(repository().join(folder)).unwrap();
        let files = files.map(|file| file.unwrap().path());
        documents.extend(files.filter(|path| path.extension().is_some_and(|is| is == "md")));
    }
    for name in [
        "README.md",
        "PERFORMANCE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
    ] {
        assert!(documents.contains(&repository().join(name)), "{name}");
    }
    documents
}

/// The targets of the links outside of code.
fn links(text: &str) -> Vec<String> {
    let (mut links, mut code) = (Vec::new(), false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let target = line[at + 2..].split(')').next().unwrap();
            links.push(target.to_owned());
        }
    }
    links
}

/// The blocks of code of a language, with the line at which each begins.
fn blocks(text: &str, language: &str) -> Vec<(usize, String)> {
    let (mut blocks, mut block, mut other) = (Vec::new(), None::<(usize, String)>, false);
    for (number, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut block) {
            (Some(_), Some(_)) => blocks.extend(block.take()),
            (Some(_), None) if other => other = false,
            (Some(info), None) if info.split(',').next() == Some(language) => {
                block = Some((number + 2, String::new()));
            }
            (Some(_), None) => other = true,
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn the_summary_names_every_chapter() {
    let folder = repository().join("docs/src");
    let summary = read(&folder.join("SUMMARY.md"));
    let named: BTreeSet<PathBuf> = links(&summary)
        .iter()
        .map(|link| folder.join(link))
        .collect();
    let mut there: BTreeSet<PathBuf> = chapters().into_iter().collect();
    there.remove(&folder.join("SUMMARY.md"));
    assert_eq!(named, there);
}

#[test]
fn links_lead_somewhere() {
    let mut checked = 0;
    for document in documents() {
        for link in links(&read(&document)) {
            let path = link.split('#').next().unwrap();
            // Pages of the guide link to files outside of it by the repository's address.
            let target = match path.strip_prefix(REPOSITORY) {
                Some(path) => repository().join(path),
                None if path.contains("://") || path.is_empty() => continue,
                None => document.parent().unwrap().join(path),
            };
            assert!(
                target.exists(),
                "{}: {link} leads nowhere",
                document.display()
            );
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} links");
}

/// Every chapter with Rust is among the documentation tests of the examples.
#[test]
fn code_of_the_guide_is_compiled() {
    let tested = ["graph", "services"]
        .map(|name| read(&repository().join(format!("examples/{name}/src/lib.rs"))));
    for chapter in chapters() {
        if blocks(&read(&chapter), "rust").is_empty() {
            continue;
        }
        let name = chapter.file_name().unwrap().to_str().unwrap();
        let include = format!("docs/src/{name}\")]");
        assert!(
            tested.iter().any(|tested| tested.contains(&include)),
            "{name} is in no src/lib.rs of examples/graph and examples/services"
        );
    }
}

/// What the documents show of `csdlgen.toml` and of overlays is what csdlgen takes.
#[test]
fn toml_is_read_by_csdlgen() {
    let (mut configs, mut overlays) = (0, 0);
    for document in documents() {
        for (line, text) in blocks(&read(&document), "toml") {
            let place = format!("{}:{line}", document.display());
            if text.contains("[crates.") {
                // What is left out in one example stands in another.
                let text = text.replace("# ...", "metadata = \"a.csdl\"\nout = \"a\"");
                if let Err(errors) = Config::parse(&place, &text, Path::new("")) {
                    panic!("{errors}");
                }
                configs += 1;
            } else if text.contains("reason =") {
                if let Err(errors) = Overlay::parse(&place, &text, false) {
                    panic!("{errors}");
                }
                overlays += 1;
            }
        }
    }
    assert!(configs >= 4 && overlays >= 1, "{configs} and {overlays}");
}

/// The settings that a chapter shows for a kind of service are those of a crate that comes of its description.
#[test]
fn services_are_generated_from_as_their_chapters_say() {
    let folder = repository().join("examples/services");
    for (chapter, client) in [
        ("sap", "OrdersClient"),
        ("dataverse", "CrmClient"),
        ("cap", "DepotClient"),
        ("redfish", "BmcClient"),
        ("aspnet", "BookshopClient"),
    ] {
        let path = repository().join(format!("docs/src/{chapter}.md"));
        let blocks = blocks(&read(&path), "toml");
        let (line, text) = blocks.first().unwrap();
        let place = format!("{}:{line}", path.display());
        let config = Config::parse(&place, text, &folder);
        let config = config.unwrap_or_else(|errors| panic!("{errors}"));
        let [target] = config.targets.as_slice() else {
            panic!("{place}: one crate")
        };
        let Location::File { path, name } = &target.metadata else {
            panic!("{place}: a file")
        };
        let source = Source {
            name: name.clone(),
            bytes: std::fs::read(path).unwrap(),
        };
        let options = target.load().unwrap();
        let generated = pipeline::run(&source, &options);
        let generated = generated.unwrap_or_else(|errors| panic!("{place}: {errors}"));
        assert_eq!(generated.warnings, [], "{place}");
        let declared = format!("pub struct {client}(");
        let mut files = generated.files.iter();
        assert!(
            files.any(|file| file.contents.contains(&declared)),
            "{place}"
        );
    }
}

/// Every `csdlgen` command that the documents show is one that csdlgen knows, with its options.
#[test]
fn commands_are_known() {
    let csdlgen = csdlgen::cli::command();
    let mut checked = 0;
    for document in documents() {
        for (line, text) in blocks(&read(&document), "sh") {
            let place = format!("{}:{line}", document.display());
            for shown in text.replace("\\\n", " ").lines() {
                if let Some(arguments) = arguments(shown) {
                    check_options(&csdlgen, arguments, &place);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 5, "only {checked} commands");
}

/// What is behind `csdlgen`, installed or run by cargo, without comments and redirections.
fn arguments(shown: &str) -> Option<&str> {
    let shown = shown.split(" #").next()?.split(" > ").next()?.trim();
    let run = "cargo run --release -p csdlgen -- ";
    shown.strip_prefix("csdlgen ").or(shown.strip_prefix(run))
}

fn check_options(csdlgen: &clap::Command, arguments: &str, place: &str) {
    let mut words = arguments.split_whitespace();
    let name = words.next().unwrap();
    let command = csdlgen.find_subcommand(name);
    let command = command.unwrap_or_else(|| panic!("{place}: csdlgen has no command {name}"));
    for word in words.filter_map(|word| word.strip_prefix("--")) {
        let option = word.split('=').next().unwrap();
        let mut known = command.get_arguments().filter_map(clap::Arg::get_long);
        let found = option == "help" || known.any(|known| known == option);
        assert!(found, "{place}: csdlgen {name} has no --{option}");
    }
}
