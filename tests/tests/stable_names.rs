//! Names stay: neither what is added to a description nor what is selected of it renames anything else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use csdlgen::config::{Crate, KeyStyle, OperationNames};
use csdlgen::model::Model;
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::Planned;
use csdlgen::select::{Pattern, UnselectedNavigation};
use csdlgen::{ServiceGraph, csdl, model, plan, select};
use proptest::prelude::*;
use tests::{generate, naming, service};

const WORDS: [&str; 5] = [
    "vat code",
    "due date",
    "line item",
    "big red box",
    "tax rate",
];

/// A word in one of the ways in which Rust's conventions make it one name.
fn spelled(word: &str, how: usize) -> String {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    let parts = || word.split(' ');
    let pascal: String = parts().map(capital).collect();
    let camel = pascal[..1].to_lowercase() + &pascal[1..];
    let snake = word.replace(' ', "_");
    match how {
        0 => pascal,
        1 => camel,
        2 => snake,
        3 => snake.to_uppercase(),
        4 => format!("_{pascal}"),
        5 => format!("_{camel}"),
        6 => format!("__{pascal}"),
        7 => format!("_{snake}"),
        8 => parts().map(capital).collect::<Vec<_>>().join("_"),
        _ => format!("{}_{snake}", "_".repeat(how)),
    }
}

/// How many ways of a word everything has, in each of which there is one more to come.
const WAYS: usize = 5;

/// Where something is added.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Type(&'static str),
    Property,
    Navigation,
    Inherited,
    InheritedNavigation,
    Member,
    Action,
    Required,
    Optional,
    Set,
    Singleton,
    Import,
    Namespace,
}

const KINDS: [Kind; 16] = [
    Kind::Type("EntityType"),
    Kind::Type("ComplexType"),
    Kind::Type("EnumType"),
    Kind::Type("TypeDefinition"),
    Kind::Property,
    Kind::Navigation,
    Kind::Inherited,
    Kind::InheritedNavigation,
    Kind::Member,
    Kind::Action,
    Kind::Required,
    Kind::Optional,
    Kind::Set,
    Kind::Singleton,
    Kind::Import,
    Kind::Namespace,
];

/// Names of everything of a kind: each word in several ways.
fn all(ways: std::ops::Range<usize>, more: Option<String>) -> Vec<String> {
    let words = WORDS.iter();
    let names = words.flat_map(|word| ways.clone().map(|how| spelled(word, how)));
    // No name twice: one word has one part.
    let mut seen = std::collections::BTreeSet::new();
    let names = names.chain(more);
    names.filter(|name| seen.insert(name.clone())).collect()
}

fn each(names: &[String], element: impl Fn(&str) -> String) -> String {
    names.iter().map(|name| element(name)).collect()
}

/// A service with names of every kind that only case and underscores tell apart, and a further one.
fn service(further: Option<&(Kind, String)>) -> String {
    let more = |kind: Kind| {
        let further = further.filter(|(at, _)| format!("{at:?}") == format!("{kind:?}"));
        further.map(|(_, name)| name.clone())
    };
    let names = |kind: Kind, ways| all(ways, more(kind));
    let property = |name: &str| format!("<Property Name=\"{name}\" Type=\"Edm.String\"/>\n");
    let navigation =
        |name: &str| format!("<NavigationProperty Name=\"{name}\" Type=\"a.Goal\"/>\n");
    let key = "<Key><PropertyRef Name=\"key\"/></Key><Property Name=\"key\" Type=\"Edm.String\" Nullable=\"false\"/>";
    let declared = |kind: &str, name: &str| match kind {
        "EntityType" => format!("<EntityType Name=\"{name}\">{key}</EntityType>\n"),
        "EnumType" => {
            format!("<EnumType Name=\"{name}\"><Member Name=\"m\" Value=\"0\"/></EnumType>\n")
        }
        "TypeDefinition" => {
            format!("<TypeDefinition Name=\"{name}\" UnderlyingType=\"Edm.String\"/>\n")
        }
        kind => {
            format!("<{kind} Name=\"{name}\"><Property Name=\"p\" Type=\"Edm.String\"/></{kind}>\n")
        }
    };
    let mut schema = String::new();
    let kinds = [
        "EntityType",
        "ComplexType",
        "EnumType",
        "TypeDefinition",
        "EntityType",
    ];
    for word in WORDS {
        for (how, kind) in kinds.iter().enumerate() {
            let name = spelled(word, how);
            if how < 3 || name != spelled(word, how - 1) {
                schema += &declared(kind, &format!("{name}T"));
            }
        }
    }
    write!(
        schema,
        "<EntityType Name=\"Base\">{key}\n{}{}</EntityType>\n<EntityType Name=\"Narrow\" BaseType=\"a.Base\">{}{}</EntityType>\n\
         <EntityType Name=\"Goal\">{key}</EntityType>\n<EnumType Name=\"Kinds\">{}</EnumType>\n",
        each(&names(Kind::Property, 0..WAYS), property),
        each(&names(Kind::Navigation, WAYS..8), navigation),
        each(&names(Kind::Inherited, 8..10), property),
        each(&names(Kind::InheritedNavigation, 10..12), navigation),
        each(&names(Kind::Member, 0..WAYS), |name| format!("<Member Name=\"{name}\"/>\n")),
    )
    .unwrap();
    let parameter = |name: &str, nullable: bool| {
        format!("<Parameter Name=\"{name}\" Type=\"Edm.String\" Nullable=\"{nullable}\"/>\n")
    };
    let it = "<Parameter Name=\"it\" Type=\"a.Base\"/>";
    schema += &each(&names(Kind::Action, 0..WAYS), |name| {
        format!("<Action Name=\"do{name}\" IsBound=\"true\">{it}</Action>\n")
    });
    write!(
        schema,
        "<Action Name=\"many\" IsBound=\"true\">{it}{}{}</Action><Action Name=\"go\"/>\n<EntityContainer Name=\"Box\">{}{}{}</EntityContainer>",
        each(&names(Kind::Required, 0..WAYS), |name| parameter(name, false)),
        each(&names(Kind::Optional, 0..WAYS), |name| parameter(&format!("{name}Q"), true)),
        each(&names(Kind::Set, 0..WAYS), |name| format!("<EntitySet Name=\"{name}S\" EntityType=\"a.Base\"/>\n")),
        each(&names(Kind::Singleton, 0..WAYS), |name| format!("<Singleton Name=\"{name}O\" Type=\"a.Base\"/>\n")),
        each(&names(Kind::Import, 0..WAYS), |name| format!("<ActionImport Name=\"{name}I\" Action=\"a.go\"/>\n")),
    )
    .unwrap();
    if let Some((Kind::Type(kind), name)) = &further {
        schema += &declared(kind, &format!("{name}T"));
    }
    let namespaces = each(&names(Kind::Namespace, 0..WAYS), |name| {
        format!(
            "<Schema Namespace=\"a.{name}N\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"c\"/></Schema>\n"
        )
    });
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{schema}</Schema>\n{namespaces}</edmx:DataServices></edmx:Edmx>"
    )
}

fn planned(csdl: &str) -> Planned {
    let source = Source {
        name: "test.csdl".to_owned(),
        bytes: csdl.as_bytes().to_vec(),
    };
    pipeline::plan(&source, &Crate::new("named").unwrap()).unwrap_or_else(|e| panic!("{e}"))
}

/// Names that are not what they were.
fn renamed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let changed = before.iter().filter_map(|(what, name)| {
        let now = after.get(what);
        (now != Some(name)).then(|| format!("{what}: {name} became {now:?}"))
    });
    changed.collect()
}

#[test]
fn two_hundred_names_that_differ_in_case_alone_are_all_told_apart() {
    let planned = planned(&service(None));
    assert!(planned.warnings.len() >= 200, "{}", planned.warnings.len());
    let csdl = service(None);
    let config = Crate::new("named").unwrap();
    let generated = generate::generate(&csdl, &config).unwrap_or_else(|e| panic!("{e}"));
    let mut paths: Vec<String> = generated
        .files
        .iter()
        .map(|file| file.path.to_string().to_lowercase())
        .collect();
    paths.sort();
    paths.dedup();
    assert_eq!(
        paths.len(),
        generated.files.len(),
        "files on disks that fold case"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_further_name_renames_none_of_the_others(
        kind in prop::sample::select(KINDS.to_vec()),
        word in prop::sample::select(WORDS.to_vec()),
        how in 12..14_usize,
    ) {
        let before = naming::names(&planned(&service(None)).plan);
        let after = naming::names(&planned(&service(Some(&(kind, spelled(word, how))))).plan);
        prop_assert!(after.len() > before.len());
        prop_assert_eq!(renamed(&before, &after), Vec::<String>::new());
    }
}

fn options(include: &[&str], exclude: &[&str], navigation: UnselectedNavigation) -> Crate {
    let mut config = Crate::new("part").unwrap();
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
    let patterns = |texts: &[&str]| -> Vec<Pattern> {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect()
    };
    config.selection.include = patterns(include);
    config.selection.exclude = patterns(exclude);
    config.selection.unselected_navigation = navigation;
    config
}

/// The names in what is selected; `None` where that is nothing.
fn selected(model: &Model, config: &Crate) -> Option<BTreeMap<String, String>> {
    let service = ServiceGraph::new(model.clone(), config.any_limit);
    let kept = select::select(&service, &config.selection).ok()?;
    let planned = plan::plan(&service, &kept, &config.plan_settings(), "test.csdl")
        .unwrap_or_else(|e| panic!("{e}"));
    Some(naming::names(&planned.plan))
}

fn read(bytes: &[u8]) -> Model {
    let read = csdl::read("test.csdl", bytes).unwrap();
    model::resolve(&read.document).unwrap().model
}

/// Names of a part that are not those of the whole.
fn other_names(whole: &BTreeMap<String, String>, part: &BTreeMap<String, String>) -> Vec<String> {
    let other = part
        .iter()
        .filter(|(what, name)| whole.get(*what) != Some(name));
    other
        .map(|(what, name)| format!("{what}: {name}, in the whole {:?}", whole.get(what)))
        .collect()
}

const NAVIGATION: [UnselectedNavigation; 2] =
    [UnselectedNavigation::Untyped, UnselectedNavigation::Omit];

#[test]
fn a_selection_of_graph_renames_nothing() {
    let Some(path) = service::graph() else { return };
    let model = read(&std::fs::read(path).unwrap());
    let whole = selected(&model, &options(&[], &[], NAVIGATION[0])).unwrap();
    let selections: [(&[&str], &[&str]); 8] = [
        (&["/users/*/messages/**"], &[]),
        (&["/me#GET", "/users/*/calendar/**"], &[]),
        (&["/groups/**"], &["/groups/*/sites/**"]),
        (&["/drives/*/root/**"], &[]),
        (&["/deviceManagement/**"], &["**#DELETE"]),
        (&["/education/**", "/print/**"], &[]),
        (&["/identityGovernance/**#GET,POST"], &[]),
        (&["/communications/**", "**/delta"], &[]),
    ];
    for (include, exclude) in selections {
        for navigation in NAVIGATION {
            let part = selected(&model, &options(include, exclude, navigation));
            let part = part.unwrap_or_else(|| panic!("{include:?} selects nothing"));
            assert!(part.len() > 100, "{include:?}");
            assert_eq!(
                other_names(&whole, &part),
                Vec::<String>::new(),
                "{include:?}"
            );
        }
    }
}

/// Small services with much that would have one name, by which names are to be had: of children, navigation, casts,
/// operations, streams, keys.
fn crowded(choices: &[usize]) -> String {
    let mut choices = choices.iter().copied().cycle();
    let mut next = |n: usize| choices.next().unwrap_or_default() % n;
    let mut name = |_: &str| spelled(WORDS[next(2)], next(8));
    let mut used = std::collections::BTreeSet::new();
    let mut schema = String::new();
    for ty in ["A", "B", "C"] {
        let base = match ty {
            "A" => String::new(),
            _ => " BaseType=\"a.A\"".to_owned(),
        };
        let key = if base.is_empty() {
            "<Key><PropertyRef Name=\"key\"/></Key><Property Name=\"key\" Type=\"Edm.String\" Nullable=\"false\"/>"
        } else {
            ""
        };
        let mut members = String::new();
        for at in 0..9 {
            let name = name(ty);
            if !used.insert(name.clone()) {
                continue;
            }
            let member = match at % 4 {
                0 => format!("<Property Name=\"{name}\" Type=\"Edm.String\"/>"),
                1 => format!("<Property Name=\"{name}\" Type=\"Edm.Stream\"/>"),
                2 => format!(
                    "<NavigationProperty Name=\"{name}\" Type=\"Collection(a.B)\" ContainsTarget=\"true\"/>"
                ),
                _ => format!("<NavigationProperty Name=\"{name}\" Type=\"a.D\"/>"),
            };
            members.push_str(&member);
        }
        let _ = write!(
            schema,
            "<EntityType Name=\"{ty}\"{base}>{key}{members}</EntityType>"
        );
        for _ in 0..3 {
            let name = name(ty);
            if used.insert(format!("{ty}.{name}")) {
                let _ = write!(
                    schema,
                    "<Action Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"a.{ty}\"/><Parameter Name=\"x\" Type=\"Edm.String\"/></Action>"
                );
            }
        }
    }
    schema += "<EntityType Name=\"D\"><Key><PropertyRef Name=\"key\"/></Key><Property Name=\"key\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType><Action Name=\"go\"/>";
    let mut children = String::new();
    let mut used = std::collections::BTreeSet::new();
    for at in 0..8 {
        let name = name("");
        if used.insert(name.clone()) {
            let child = match at % 3 {
                0 => format!("<EntitySet Name=\"{name}\" EntityType=\"a.A\"/>"),
                1 => format!("<Singleton Name=\"{name}\" Type=\"a.B\"/>"),
                _ => format!("<ActionImport Name=\"{name}\" Action=\"a.go\"/>"),
            };
            children.push_str(&child);
        }
    }
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{schema}\
         <EntityContainer Name=\"c\">{children}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// Patterns that select parts of any service.
fn patterns(model: &Model) -> Vec<String> {
    let children = model.container.iter().flat_map(|it| &it.children);
    let first = children.map(|child| format!("/{}/**", child.name));
    let navigation = model.structured.iter().flat_map(|ty| &ty.navigation);
    let second = navigation.map(|property| format!("**/{}", property.name));
    let operations = model.operations.iter();
    let third = operations.map(|operation| format!("**/{}", operation.name));
    let methods = ["/*#GET", "/*/*#GET", "**#GET"].map(str::to_owned);
    first.chain(second).chain(third).chain(methods).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_selection_of_any_service_renames_nothing(choices in prop::collection::vec(0..1000_usize, 40..80)) {
        let model = read(crowded(&choices).as_bytes());
        let whole = selected(&model, &options(&[], &[], NAVIGATION[0])).unwrap();
        for pattern in patterns(&model) {
            for navigation in NAVIGATION {
                if let Some(part) = selected(&model, &options(&[&pattern], &[], navigation)) {
                    prop_assert_eq!(other_names(&whole, &part), Vec::<String>::new(), "{}", pattern);
                }
            }
        }
    }
}
