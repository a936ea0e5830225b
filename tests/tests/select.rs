//! Selection: patterns go in, and what is generated is what they select, what that needs, and no more.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use csdlgen::config::{Config, Crate, KeyStyle, OperationNames};
use csdlgen::diagnostic::Diagnostics;
use csdlgen::model::{ChildKind, Model, StructuredId};
use csdlgen::outline::outline;
use csdlgen::plan::{Item, Plan};
use csdlgen::select::{Pattern, UnselectedNavigation};
use csdlgen::{ServiceGraph, csdl, emit, model, plan, select};
use proptest::prelude::*;
use tests::references::dangling;
use tests::service::repository;

fn config(include: &[&str], exclude: &[&str]) -> Crate {
    let mut config = Crate::new("part").unwrap();
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect()
    };
    config.selection.include = patterns(include);
    config.selection.exclude = patterns(exclude);
    config
}

fn read(path: &Path) -> Model {
    let read = csdl::read("test.csdl", &std::fs::read(path).unwrap()).unwrap();
    model::resolve(&read.document).unwrap().model
}

fn library() -> Model {
    read(&repository().join("tests/fixtures/select.csdl"))
}

fn communications() -> Model {
    read(&repository().join("metadata/communications.csdl"))
}

fn part(model: &Model, config: &Crate) -> Result<Plan, Diagnostics> {
    let service = ServiceGraph::new(model.clone(), config.any_limit);
    let kept = select::select(&service, &config.selection)?;
    Ok(plan::plan(&service, &kept, &config.plan_settings(), "test.csdl")?.plan)
}

fn item(item: &Item) -> Option<&str> {
    match item {
        Item::Structured(plan) => Some(plan.name.as_str()),
        Item::Enum(plan) => Some(plan.name.as_str()),
        Item::Union(plan) => Some(plan.name.as_str()),
        Item::Alias(plan) => Some(plan.name.as_str()),
        Item::Resource => None,
    }
}

/// The types in one line, then a line for each builder with its methods.
fn brief(plan: &Plan) -> String {
    let files = || plan.namespaces.iter().flat_map(|n| &n.files);
    let types: BTreeSet<&str> = files().filter_map(|file| item(&file.item)).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let mut text = format!("types: {}\n", types.join(" "));
    let client = plan.client.iter().map(|client| ("Client", &client.methods));
    let builders = files().flat_map(|file| &file.builders);
    let builders = builders.map(|builder| (builder.name.as_str(), &builder.methods));
    for (name, methods) in client.chain(builders) {
        let methods: Vec<&str> = methods.iter().map(|method| method.name.as_str()).collect();
        let name = name.trim_end_matches("RequestBuilder");
        writeln!(text, "{name}: {}", methods.join(" ")).unwrap();
    }
    text
}

/// What is selected from the small library.
fn selected(include: &[&str], exclude: &[&str]) -> String {
    let plan =
        part(&library(), &config(include, exclude)).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(dangling(&plan), Vec::<String>::new());
    brief(&plan)
}

fn all(cases: &[(&[&str], &[&str])]) -> String {
    let mut text = String::new();
    for (include, exclude) in cases {
        writeln!(
            text,
            "{include:?} without {exclude:?}\n{}",
            selected(include, exclude)
        )
        .unwrap();
    }
    text
}

#[test]
fn selects_what_the_patterns_say() {
    insta::assert_snapshot!(all(&[
        (&["/shelves"], &[]),
        (&["/shelves/*"], &[]),
        (&["/shelves/{id}#GET,DELETE"], &[]),
        (&["/desk/books#GET"], &[]),
        (&["/desk/**/notes/*"], &[]),
        (&["**/lend"], &[]),
        (&["**/library.lend#POST"], &[]),
        (&["/desk/books/*/lend#GET"], &[]),
        (&["/desk/books/delta"], &[]),
        (&["/desk/books/*/$value", "/desk/books/*/cover"], &[]),
        (&["/close"], &[]),
        (&["/desk/books/*/*"], &[]),
        (&["library.unused"], &[]),
    ]));
}

#[test]
fn wildcards_end_at_what_is_referred_to() {
    // Authors and readers can be read where books are, but are gone beyond only if they are named.
    insta::assert_snapshot!(all(&[
        (&["/shelves/**"], &[]),
        (&["/shelves/*/books/*/author/**"], &[]),
        (
            &["/desk/books/*/author/library.writer/books/*/readers"],
            &[]
        ),
    ]));
}

#[test]
fn derived_types_come_where_they_are_contained() {
    // Notes are contained: warnings come. Persons are: in `people`, not as authors. Sizes are complex: always.
    let types = |include: &[&str]| {
        let text = selected(include, &[]);
        let first = text.lines().next().unwrap_or_default();
        first
            .split_whitespace()
            .skip(1)
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    let books = types(&["/desk/books/**"]);
    assert!(books.contains("Note") && books.contains("Warning") && books.contains("Level"));
    assert!(books.contains("Person") && !books.contains("Writer") && !books.contains("Prize"));
    let people = types(&["/people/*#GET"]);
    assert!(people.contains("Writer") && people.contains("Member") && people.contains("Prize"));
    assert!(!people.contains("Book"));
    let author = types(&["/desk/books/*/author"]);
    assert!(author.contains("Person") && author.contains("Address") && !author.contains("Writer"));
    assert!(types(&["/desk#GET"]).contains("Metric"));
    // A type can be asked for.
    assert!(types(&["/desk/books/*/author", "library.writer"]).contains("Prize"));
    // Nothing is read where a method of none is selected.
    assert_eq!(types(&["/people/*#DELETE"]), BTreeSet::new());
}

#[test]
fn excludes_paths_and_methods() {
    insta::assert_snapshot!(all(&[
        (&["/desk/**"], &["**/books/**"]),
        (
            &["/desk/**"],
            &[
                "**/notes/**",
                "**/author",
                "**/readers/**",
                "**/lend",
                "**#DELETE,PATCH,PUT"
            ]
        ),
        (&[], &["/shelves/**", "/desk/**"]),
        // One builder serves `/desk/books` and `/shelves/*/books`.
        (
            &["/desk/books#GET", "/shelves/*/books"],
            &["/shelves/*/books#GET"]
        ),
    ]));
}

#[test]
fn navigation_to_what_is_left_out_is_untyped_or_omitted() {
    let mut options = config(&["/desk/books"], &[]);
    let book = |options: &Crate| {
        let plan = part(&library(), options).unwrap();
        assert_eq!(dangling(&plan), Vec::<String>::new());
        let files = emit::emit(&plan).unwrap();
        let text = outline(&files).unwrap();
        let book = text.split("struct models::Book\n").nth(1).unwrap();
        let fields = book.lines().take_while(|line| line.starts_with(' '));
        fields.collect::<Vec<_>>().join("\n")
    };
    let untyped = book(&options);
    options.selection.unselected_navigation = UnselectedNavigation::Omit;
    let omitted = book(&options);
    insta::assert_snapshot!(format!("untyped:\n{untyped}\nomitted:\n{omitted}"));
}

#[test]
fn one_operation_needs_little() {
    let options = config(&["/communications/calls/*/updateRecordingStatus"], &[]);
    let plan = part(&communications(), &options).unwrap();
    let files = emit::emit(&plan).unwrap();
    insta::assert_snapshot!(outline(&files).unwrap());
}

#[test]
fn patterns_that_select_nothing_are_errors_with_suggestions() {
    let text = r#"
[crates.library]
metadata = "select.csdl"
out = "library"
include = [
    "/shelves/*/boks/**",
    "/Shelves",
    "/desk/books/author",
    "/desk#POST",
    "/desk/books/*/id",
    "**/lendd",
    "library.boook",
    "/desk/notes/**",
    "/people/**",
]
exclude = ["/people/**", "/desk/*/publisher", "library.book"]
"#;
    let config = Config::parse("csdlgen.toml", text, Path::new("")).unwrap();
    let errors = part(&library(), &config.targets[0].options).unwrap_err();
    insta::assert_snapshot!(errors);
}

#[test]
fn texts_that_are_no_patterns_are_errors_with_places() {
    let text = "[crates.library]\nmetadata = \"a\"\nout = \"b\"\ninclude = [\n  \"shelves\",\n  \"/a//b\",\n  \
                \"/a#FETCH\",\n  \"/a/b('c')\",\n  \"/a/b*\",\n  \"/a/\\u001b[31m\",\n  \"/a#\",\n  \"\",\n  \"/\",\n]\n";
    let errors = Config::parse("csdlgen.toml", text, Path::new("")).unwrap_err();
    insta::assert_snapshot!(errors);
}

#[test]
fn without_patterns_all_is_selected() {
    let model = communications();
    let options = config(&[], &[]);
    let service = ServiceGraph::new(model.clone(), options.any_limit);
    let kept = select::select(&service, &options.selection).unwrap();
    assert!(kept.is_everything());
    let whole = brief(&part(&model, &options).unwrap());
    assert!(whole.lines().count() > 50);
}

#[test]
fn all_paths_are_everything() {
    // But for what no path leads to: the enumeration that nothing is of.
    let whole = brief(&part(&library(), &config(&[], &[])).unwrap());
    let all = brief(&part(&library(), &config(&["/**"], &[])).unwrap());
    assert_eq!(all, whole.replace(" Unused", ""));
}

#[test]
fn names_do_not_depend_on_what_is_selected() {
    let model = library();
    let whole = part(&model, &config(&[], &[])).unwrap();
    let files = whole.namespaces.iter().flat_map(|n| &n.files);
    let builders = files.flat_map(|file| &file.builders);
    let known: BTreeSet<(&str, &str)> = builders
        .flat_map(|builder| {
            let methods = builder.methods.iter();
            methods.map(|method| (builder.name.as_str(), method.name.as_str()))
        })
        .collect();
    // Of the two overloads and of the action and the function of one name, just one is there.
    for pattern in [
        "/desk/books/*/lend#GET",
        "/shelves/**",
        "/desk/books/delta",
        "/desk/books/*/library.readers",
    ] {
        let plan = part(&model, &config(&[pattern], &[])).unwrap();
        let files = plan.namespaces.iter().flat_map(|n| &n.files);
        for builder in files.flat_map(|file| &file.builders) {
            for method in &builder.methods {
                let name = (builder.name.as_str(), method.name.as_str());
                assert!(known.contains(&name), "{pattern}: {name:?}");
            }
        }
    }
}

/// The entity sets and singletons of Graph's v1.0.
fn resources(model: &Model) -> Vec<String> {
    let children = model.container.iter().flat_map(|c| &c.children);
    let resources = children.filter(|child| {
        matches!(
            child.kind,
            ChildKind::EntitySet(_) | ChildKind::Singleton(_)
        )
    });
    resources
        .map(|child| format!("/{}/**", child.name))
        .collect()
}

#[test]
fn each_resource_of_graph_alone_refers_to_nothing_that_is_left_out() {
    let Some(path) = tests::service::graph() else {
        return;
    };
    let model = read(&path);
    let patterns = resources(&model);
    assert!(patterns.len() > 60);
    let halves = patterns.chunks(patterns.len().div_ceil(2));
    let sizes: Vec<(&str, usize)> = std::thread::scope(|scope| {
        let threads: Vec<_> = halves
            .map(|patterns| {
                scope.spawn(|| {
                    patterns
                        .iter()
                        .map(|p| planned(&model, p))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    // Nothing of `users` comes with what only refers to them.
    let size = |pattern: &str| sizes.iter().find(|(p, _)| *p == pattern).unwrap().1;
    assert!(size("/subscriptions/**") < 5);
    assert!(size("/drives/**") < size("/users/**") / 2);
}

/// The number of types.
fn planned<'p>(model: &Model, pattern: &'p str) -> (&'p str, usize) {
    let plan = part(model, &config(&[pattern], &[])).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(dangling(&plan), Vec::<String>::new(), "{pattern}");
    let files = plan.namespaces.iter().flat_map(|n| &n.files);
    let types = files.filter(|file| item(&file.item).is_some()).count();
    (pattern, types)
}

/// A path of the service, with wildcards for some segments: `choices` decide.
fn walked(model: &Model, choices: &[u8]) -> String {
    let child = &model.container.as_ref().unwrap().children[0];
    let (mut id, mut collection): (StructuredId, bool) = match child.kind {
        ChildKind::EntitySet(id) => (id, true),
        ChildKind::Singleton(id) => (id, false),
        _ => panic!("the first child is not a resource"),
    };
    let mut path = format!("/{}", child.name);
    for choice in choices {
        let n = usize::from(*choice);
        let name = if collection {
            collection = false;
            "*".to_owned()
        } else {
            let steps: Vec<_> = model
                .all_navigation(id)
                .filter(|n| n.target.is_some())
                .collect();
            let Some(step) = steps.get(n % steps.len().max(1)) else {
                break;
            };
            (id, collection) = (step.target.unwrap(), step.collection);
            step.name.clone()
        };
        let name = match n / 16 {
            0 => "*".to_owned(),
            1 => "**".to_owned(),
            _ => name,
        };
        write!(path, "/{name}").unwrap();
    }
    let ends = ["", "/**", "#GET", "/*", "#PATCH", "#DELETE"];
    let n = choices
        .iter()
        .map(|choice| usize::from(*choice))
        .sum::<usize>();
    format!("{path}{}", ends[n % ends.len()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_selection_holds_together(
        include in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..6), 1..4),
        exclude in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..5), 0..2),
        omit: bool,
    ) {
        let model = communications();
        let texts = |walks: &[Vec<u8>]| -> Vec<String> { walks.iter().map(|walk| walked(&model, walk)).collect() };
        let (include, exclude) = (texts(&include), texts(&exclude));
        let strs = |texts: &[String]| -> Vec<Pattern> { texts.iter().map(|text| Pattern::parse(text).unwrap()).collect() };
        let mut options = config(&[], &[]);
        options.selection.include = strs(&include);
        options.selection.exclude = strs(&exclude);
        if omit {
            options.selection.unselected_navigation = UnselectedNavigation::Omit;
        }
        match part(&model, &options) {
            // A method that nothing there takes, or an exclusion of nothing or of all: said, not generated.
            Err(errors) => prop_assert!(errors.0.iter().all(|error| error.remedy.is_some()), "{errors}"),
            Ok(plan) => {
                prop_assert_eq!(dangling(&plan), Vec::<String>::new());
                let files = emit::emit(&plan).unwrap();
                for file in files.iter().filter(|file| file.path.as_str().starts_with("src/")) {
                    prop_assert!(syn::parse_file(&file.contents).is_ok());
                }
            }
        }
    }
}
