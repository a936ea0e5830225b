//! What the arguments select, and what is said.

mod settings;

use std::path::Path;

use clap::{CommandFactory as _, Parser as _, ValueEnum as _};

use super::args::{Arguments, Command};
use super::{Failure, report, select};
use crate::config::{
    BatchFormat, Docs, EnumLiterals, KeyStyle, Location, ODataVersion, OperationNames,
    ServiceSettings, Target,
};
use crate::diagnostic::Diagnostic;
use crate::output::{Change, Difference};
use crate::references::References;

const FILE: &str = r#"
[crates.one]
metadata = "one.csdl"
out = "one"
key_style = "segment"
[crates.two]
metadata = "two.csdl"
out = "two"
include = ["/kept"]
"#;

fn targets(line: &str) -> Result<Vec<Target>, Failure> {
    let words = ["csdlgen", "generate"]
        .into_iter()
        .chain(line.split_whitespace());
    let Command::Generate(arguments) = Arguments::try_parse_from(words).unwrap().command else {
        panic!("no `generate`")
    };
    select::targets(&arguments)
}

fn with_file(line: &str) -> Result<Vec<Target>, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("csdlgen.toml");
    std::fs::write(&file, FILE).unwrap();
    targets(&format!("--config {} {line}", file.display()))
}

#[test]
fn arguments_are_sound() {
    Arguments::command().debug_assert();
}

#[test]
fn help_tells_all() {
    let mut command = Arguments::command().term_width(100);
    let generate = command.find_subcommand_mut("generate").unwrap();
    insta::assert_snapshot!(generate.render_long_help());
}

#[test]
fn whoever_asks_about_a_service_says_so_alike() {
    let options = [
        "--config",
        "--crate",
        "--metadata",
        "--crate-name",
        "--key-style",
        "--operations",
        "--overlay",
        "--partial",
        "--references",
        "--fetch-references",
        "--max",
        "--include",
        "--exclude",
        "--unselected-navigation",
        "--format",
    ];
    for name in ["show", "search", "explain", "snippet"] {
        let mut command = Arguments::command();
        let help = command
            .find_subcommand_mut(name)
            .unwrap()
            .render_help()
            .to_string();
        let missing = options.iter().filter(|option| !help.contains(*option));
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new(), "{name}");
    }
}

#[test]
fn references_take_the_place_of_those_in_the_file() {
    let [target] = targets("--metadata a.csdl --out x")
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(target.options.references, References::default());
    let [target] = with_file("--crate one --references docs --fetch-references")
        .unwrap()
        .try_into()
        .unwrap();
    let references = target.options.references;
    assert_eq!(references.folder.as_deref(), Some(Path::new("docs")));
    assert!(references.fetch);
}

#[test]
fn needs_no_file() {
    let all = "--metadata a.csdl --out x/y --runtime 0.7 --key-style segment \
               --operations unqualified --docs links";
    let [target] = targets(all).unwrap().try_into().unwrap();
    assert_eq!(target.options.name, "y");
    assert_eq!(target.out, Path::new("x/y"));
    assert_eq!(target.metadata.name(), "a.csdl");
    assert_eq!(target.options.runtime.version.as_deref(), Some("0.7"));
    assert_eq!(target.options.key_style, KeyStyle::Segment);
    assert_eq!(target.options.operations, OperationNames::Unqualified);
    assert_eq!(target.options.docs, Docs::Links);
}

#[test]
fn writes_the_runtime_as_seen_from_the_crate() {
    let [target] = targets("--metadata a --out x/y --runtime r/s")
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(target.options.runtime.path.as_deref(), Some("../../r/s"));
    assert_eq!(target.options.runtime.version, None);
}

#[test]
fn selects_from_the_file() {
    let keys = |line: &str| -> Vec<String> {
        with_file(line)
            .unwrap()
            .into_iter()
            .map(|target| target.key)
            .collect()
    };
    assert_eq!(keys(""), ["one", "two"]);
    assert_eq!(keys("--crate two"), ["two"]);
    assert_eq!(keys("--crate two --crate one"), ["one", "two"]);
}

#[test]
fn options_take_the_place_of_what_the_file_says() {
    let [target] = with_file("--crate one --metadata https://h/$metadata --out z --docs none")
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(
        target.metadata,
        Location::Url("https://h/$metadata".to_owned())
    );
    assert_eq!(target.out, Path::new("z"));
    assert_eq!(
        (target.options.docs, target.options.key_style),
        (Docs::None, KeyStyle::Segment)
    );
    assert_eq!(target.options.name, "one");
}

#[test]
fn options_say_how_to_speak_to_the_service() {
    let service = |line: &str| {
        let [target] = with_file(&format!("--crate one {line}"))
            .unwrap()
            .try_into()
            .unwrap();
        target.options.service
    };
    assert_eq!(service("--docs none"), ServiceSettings::default());
    let set = service("--odata-version 4.01 --telemetry --batch-format multipart");
    let expected = ServiceSettings {
        odata_version: Some(ODataVersion::V4_01),
        batch_format: Some(BatchFormat::Multipart),
        telemetry: Some(true),
        ..ServiceSettings::default()
    };
    assert_eq!(set, expected);
    let off = service(
        "--ieee754-compatible=false --upgrade-links=true --enum-literals short --in-operator",
    );
    assert_eq!(
        (off.ieee754_compatible, off.upgrade_links),
        (Some(false), Some(true))
    );
    assert_eq!(
        (off.enum_literals, off.in_operator),
        (Some(EnumLiterals::Short), Some(true))
    );
}

#[test]
fn patterns_take_the_place_of_the_files() {
    let texts = |line: &str| -> Vec<String> {
        let [target] = with_file(line).unwrap().try_into().unwrap();
        let selection = target.options.selection;
        let patterns = selection.include.iter().chain(&selection.exclude);
        patterns.map(ToString::to_string).collect()
    };
    assert_eq!(
        texts("--crate one --include /a/** --include **/b --exclude /a/c#GET"),
        ["/a/**", "**/b", "/a/c#GET"]
    );
    assert_eq!(texts("--crate two"), ["/kept"]);
    assert_eq!(texts("--crate two --include /other"), ["/other"]);
    assert!(matches!(
        with_file("--crate one --include a"),
        Err(Failure::Usage(message)) if message.starts_with("--include: invalid path pattern \"a\"")
    ));
}

#[test]
fn refuses_what_does_not_fit_together() {
    let usage = |result: Result<Vec<Target>, Failure>| match result {
        Err(Failure::Usage(message)) => message,
        other => panic!("{other:?}"),
    };
    let messages = [
        usage(targets("--metadata a")),
        usage(targets("--metadata ftp://h/a --out x")),
        usage(targets("--metadata https://me:secret@h/a --out x")),
        usage(targets("--metadata a --out fn")),
        usage(targets("--metadata a --out /")),
        usage(with_file("--docs none")),
    ];
    assert!(!messages.concat().contains("secret"));
    insta::assert_snapshot!(messages.join("\n---\n"));
    assert!(usage(with_file("--crate three")).ends_with("no crate \"three\"; it has: one, two"));
}

#[test]
fn shows_the_first_warnings_and_counts_the_rest() {
    let warnings: Vec<_> = (0..23)
        .map(|n| Diagnostic::warning(None, format!("w{n}")))
        .collect();
    let text = report::listed(&warnings, 20);
    assert!(text.starts_with("warning: w0\nwarning: w1\n"));
    assert!(
        text.ends_with("warning: w19\nand 3 warnings more (-v shows all)"),
        "{text}"
    );
    assert_eq!(report::listed(&warnings, usize::MAX).lines().count(), 23);
    assert_eq!(report::listed(&[], 20), "");
}

#[test]
fn lists_differences() {
    let changes = [("a.rs", Change::Missing), ("b.rs", Change::Different)];
    let difference = Difference(
        changes
            .map(|(path, change)| (path.to_owned(), change))
            .into(),
    );
    insta::assert_snapshot!(report::differences(&[("generated".to_owned(), difference)]));
}

#[test]
fn completions_and_man_pages_have_every_command() {
    let mut command = Arguments::command();
    command.build();
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    assert!(names.len() > 8, "{names:?}");
    for shell in clap_complete::Shell::value_variants() {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut Arguments::command(), "csdlgen", &mut script);
        let script = String::from_utf8(script).unwrap();
        for name in &names {
            assert!(script.contains(name), "{name} in {shell}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    clap_mangen::generate_to(Arguments::command(), folder.path()).unwrap();
    let main = std::fs::read_to_string(folder.path().join("csdlgen.1")).unwrap();
    for name in names.iter().filter(|name| *name != "help") {
        assert!(main.contains(&format!("csdlgen\\-{name}(1)")), "{name}");
        let page = folder.path().join(format!("csdlgen-{name}.1"));
        assert!(
            std::fs::read_to_string(page)
                .unwrap()
                .contains(".TH csdlgen-")
        );
    }
}
