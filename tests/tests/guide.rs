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
        "tests/communications",
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

/// The rows of the table of settings: key, options, methods of the builder.
fn settings() -> Vec<[String; 3]> {
    let text = read(&repository().join("docs/src/settings.md"));
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        // `|` stands in no cell.
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        assert_eq!(cells.len(), 5, "{row}");
        [cells[0], cells[1], cells[2]].map(|cell| cell.trim().to_owned())
    })
    .collect()
}

/// What stands in backquotes.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The settings that csdlgen knows, as its error about an unknown one lists them.
fn known_settings(settings: &str) -> BTreeSet<String> {
    let text = format!("[crates.a]\nmetadata = \"a\"\nout = \"a\"\n{settings}");
    let errors = Config::parse("csdlgen.toml", &text, Path::new("")).unwrap_err();
    let message = errors.to_string();
    assert!(message.contains("docs/src/settings.md"), "{message}");
    let (_, expected) = message.split_once("expected ").unwrap();
    let expected = expected.lines().next().unwrap();
    quoted(expected).map(str::to_owned).collect()
}

#[test]
fn the_table_of_settings_has_all_of_them() {
    let rows = settings();
    let keys: BTreeSet<String> = rows
        .iter()
        .flat_map(|[key, ..]| quoted(key))
        .map(str::to_owned)
        .collect();
    assert_eq!(keys, known_settings("nonsense = 1"));
    let text = read(&repository().join("docs/src/settings.md"));
    for inner in [
        "reference = { nonsense = 1 }",
        "runtime = { nonsense = 1 }",
        "clouds = { A = { nonsense = 1 } }",
    ] {
        for name in known_settings(inner) {
            assert!(text.contains(&format!("`{name}`")), "{name} of {inner}");
        }
    }
}

#[test]
fn every_setting_has_an_option() {
    // They are about the run, and not about the crate.
    let others = [
        "config",
        "crate",
        "check",
        "trust-lock",
        "quiet",
        "verbose",
        "color",
        "help",
        "version",
    ];
    let csdlgen = csdlgen::cli::command();
    let generate = csdlgen.find_subcommand("generate").unwrap();
    let known = generate.get_arguments().filter_map(clap::Arg::get_long);
    let known: BTreeSet<&str> = known.filter(|name| !others.contains(name)).collect();
    let rows = settings();
    let mut listed = BTreeSet::new();
    for [key, options, _] in &rows {
        let names = quoted(options).map(|option| {
            let option = option.strip_prefix("--").unwrap();
            option.split(' ').next().unwrap()
        });
        let before = listed.len();
        listed.extend(names);
        assert!(listed.len() > before, "{key} has no option");
    }
    assert_eq!(listed, known);
}

#[test]
fn the_table_of_settings_has_the_methods_of_the_builder() {
    let folder = repository().join("generator/src/builder");
    let mut declared = BTreeSet::new();
    for file in [
        "mod.rs",
        "addresses.rs",
        "names.rs",
        "service.rs",
        "settings.rs",
    ] {
        for line in read(&folder.join(file)).lines() {
            if let Some(rest) = line.strip_prefix("    pub fn ") {
                declared.insert(rest.split('(').next().unwrap().to_owned());
            }
        }
    }
    // They are about the file that is written, or take all settings at once.
    for other in [
        "new",
        "configured",
        "with_options",
        "properties",
        "file_name",
        "emit_rerun_if_changed",
    ] {
        assert!(declared.remove(other), "{other}");
    }
    let rows = settings();
    let methods = rows.iter().flat_map(|[_, _, methods]| quoted(methods));
    let listed: BTreeSet<String> = methods
        .filter(|name| *name != "Builder::new")
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, declared);
}

/// The first command of the README and of the guide makes the crate that the README's code uses.
#[test]
fn the_commands_make_the_crate_that_the_code_uses() {
    let readme = read(&repository().join("README.md"));
    let used: Vec<String> = blocks(&readme, "rust")
        .iter()
        .flat_map(|(_, code)| code.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| {
            Some(
                line.strip_prefix("use msgraph::")?
                    .trim_end_matches(';')
                    .to_owned(),
            )
        })
        .collect();
    assert_eq!(used.len(), 2, "{used:?}");
    for document in ["README.md", "docs/src/generate.md"] {
        let text = read(&repository().join(document));
        let commands: Vec<String> = blocks(&text, "sh")
            .iter()
            .flat_map(|(_, text)| {
                text.replace("\\\n", " ")
                    .lines()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .filter(|line| line.starts_with("csdlgen generate --metadata 'https://graph"))
            .collect();
        let [command] = commands.as_slice() else {
            panic!("{document}: {commands:?}")
        };
        let folder = tempfile::tempdir().unwrap();
        let outline = generated_outline(command, folder.path());
        for path in &used {
            assert!(
                outline.contains(path.as_str()),
                "{document}: {path} is not in the crate:\n{outline}"
            );
        }
        assert!(
            outline.contains("fn update_recording_status("),
            "{document}"
        );
    }
}

/// The outline of the crate that a command makes of this repository's part of Graph.
fn generated_outline(command: &str, folder: &Path) -> String {
    let metadata = repository().join("metadata/communications.csdl");
    let out = folder.join("msgraph");
    let mut words = Vec::new();
    let mut given = command
        .split_whitespace()
        .map(|word| word.trim_matches('\''));
    while let Some(word) = given.next() {
        words.push(word.to_owned());
        let replaced = match word {
            "--metadata" => metadata.display().to_string(),
            // What the overlay says of the rest of Graph has nothing to apply to.
            "--overlay" => {
                words.push(
                    repository()
                        .join("metadata/graph.overlay.toml")
                        .display()
                        .to_string(),
                );
                "--partial".to_owned()
            }
            "--runtime" => repository().join("runtime/odata").display().to_string(),
            "--out" => out.display().to_string(),
            _ => continue,
        };
        given.next().unwrap();
        words.push(replaced);
    }
    words.push("--quiet".to_owned());
    let code = csdlgen::cli::run(words.into_iter().map(Into::into));
    assert_eq!(
        format!("{code:?}"),
        format!("{:?}", std::process::ExitCode::SUCCESS),
        "{command}"
    );
    let package = read(&out.join("Cargo.toml"));
    assert!(package.contains("name = \"msgraph\""), "{package}");
    csdlgen::outline::outline_folder(&out).unwrap()
}
