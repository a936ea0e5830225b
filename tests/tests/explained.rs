//! What `explain` and `snippet` print compiles: for paths, operations and properties of a selection of Graph, and for
//! the documented requests to it, against the crate that is generated for the selection.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use csdlgen::config::{Crate, KeyStyle, OperationNames, Runtime};
use csdlgen::explore::{Branch, Explanation, Explorer};
use csdlgen::pipeline::{Service, Source};
use csdlgen::plan::Item;
use csdlgen::select::Pattern;
use csdlgen::snippet::{Request, Snippets};
use tests::compile::compiles;
use tests::service::{graph, repository};

const SELECTED: &[&str] = &[
    "/me#GET,PATCH",
    "/me/sendMail",
    "/users",
    "/users/*",
    "/users/*/manager/**",
    "/users/*/messages/**",
    "/users/*/mailFolders/**",
    "/users/*/events/**",
    "/users/*/contacts/**",
    "/users/*/todo/**",
    "/groups",
    "/groups/*",
    "/groups/delta",
    "/groups/*/members/**",
    "/groups/*/owners/**",
    "/groups/*/threads/**",
    "/drives/*/root/createUploadSession",
    "/drives/*/items/*#GET",
    "/drives/*/items/*/content",
    "/communications/calls/**",
    "/communications/presences/**",
];

/// Properties of this many of each type: they are all read in one of a few ways.
const OF_A_TYPE: usize = 6;

fn config() -> Crate {
    let mut config = Crate::new("mail").unwrap();
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
    config.runtime = Runtime::path(repository().join("runtime/odata").to_string_lossy()).unwrap();
    let patterns = SELECTED.iter().map(|text| Pattern::parse(text).unwrap());
    config.selection.include = patterns.collect();
    config
}

/// What is compiled: statements, and what they are of.
#[derive(Default)]
struct Cases {
    code: String,
    names: Vec<String>,
}

impl Cases {
    fn add(&mut self, name: &str, statements: &str) {
        let number = self.names.len();
        self.names.push(name.to_owned());
        let _ = write!(
            self.code,
            "pub async fn case_{number}(client: Client) -> Done {{\n{statements}\nOk(())\n}}\n\n"
        );
    }

    /// The expression that reaches something, and the example.
    fn explanation(&mut self, explanation: &Explanation) {
        let texts = explanation.parameters.iter();
        let texts = texts.filter(|parameter| parameter.ty == "impl Into<String>");
        let texts: BTreeSet<&str> = texts.map(|parameter| parameter.name.as_str()).collect();
        if let Some(rust) = &explanation.rust {
            let names = arguments(rust);
            // Keys in Graph are texts called `id`; what else is taken is of a type of its own, as examples show.
            if names
                .iter()
                .all(|name| *name == "id" || texts.contains(name))
            {
                let declared = names.iter().map(|name| format!("let {name} = \"1\";"));
                let declared = declared.collect::<Vec<_>>().join("\n");
                self.add(
                    &format!("Rust of {}", explanation.name),
                    &format!("{declared}\nlet _ = {rust};"),
                );
            }
        }
        // What takes values that nothing stands for is shown with names, as above.
        let rust = explanation.rust.as_deref().unwrap_or_default();
        let named = format!("let reply = {rust}.await?;\n");
        if let Some(example) = explanation.example.as_ref().filter(|text| **text != named) {
            self.add(&format!("example of {}", explanation.name), example);
        }
    }
}

/// The names that stand for arguments in an expression.
fn arguments(rust: &str) -> BTreeSet<&str> {
    let groups = rust.split('(').skip(1);
    let inside = groups.filter_map(|rest| rest.split_once(')'));
    let names = inside.flat_map(|(inside, _)| inside.split(", "));
    let is_name = |name: &&str| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '#'))
    };
    names.filter(is_name).collect()
}

/// The paths of a tree, without those that keys of other types than texts are in.
fn paths<'t>(branch: &'t Branch, all: &mut Vec<&'t str>) {
    all.push(&branch.path);
    for child in &branch.children {
        paths(child, all);
    }
}

fn cases(service: &Service, explorer: &Explorer) -> Cases {
    let mut cases = Cases::default();
    let tree = explorer.show("/", 4).unwrap();
    let mut all = Vec::new();
    paths(&tree.root, &mut all);
    for path in all
        .into_iter()
        .filter(|path| *path != "/" && !path.contains("/{path}"))
    {
        for explanation in explorer.explain(path).unwrap_or_default() {
            cases.explanation(&explanation);
        }
    }
    let files = service.plan.namespaces.iter().flat_map(|it| &it.files);
    for file in files {
        let Item::Structured(plan) = &file.item else {
            continue;
        };
        for field in plan.fields.iter().take(OF_A_TYPE) {
            let name = format!("{}/{}", file.wire, field.wire);
            for explanation in explorer.explain(&name).unwrap_or_default() {
                cases.explanation(&explanation);
            }
        }
    }
    cases
}

/// The documented requests that the selection has builders for.
fn documented(service: &Service, cases: &mut Cases) {
    let file = repository().join("../shared/graph/documented-requests.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!(
            "{} is not there: no documented requests are compiled",
            file.display()
        );
        return;
    };
    let snippets = Snippets::new(&service.plan, "mail");
    for case in tests::conform::cases::read(&text).unwrap() {
        let target = format!("{}?{}", case.path, case.query);
        let request = Request::new(
            &case.method,
            &target,
            None,
            &case.headers,
            case.body.clone(),
        );
        let made = request
            .ok()
            .and_then(|request| snippets.make(&request).ok());
        if let Some(snippet) = made {
            let statement = format!("let _ = {};", snippet.expression);
            cases.add(&format!("snippet of {}", case.id), &statement);
        }
    }
}

/// A workspace of its own: the folder lies within this repository's.
fn write(folder: &Path, path: &str, contents: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, contents).unwrap();
}

fn program(folder: &Path, service: &Service, cases: &Cases) -> PathBuf {
    std::fs::remove_dir_all(folder).ok();
    for file in service.generate().unwrap().files {
        write(
            &folder.join("client"),
            &file.path.to_string(),
            &file.contents,
        );
    }
    let client = service.plan.client.as_ref().unwrap().name.as_str();
    let runtime = repository().join("runtime/odata");
    let manifest = format!(
        "[workspace]\nmembers = [\"client\"]\n\n[package]\nname = \"explained\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nmail = {{ path = \"client\", default-features = false, features = [\"properties\"] }}\n\
         odata-client = {{ path = {:?}, default-features = false }}\n",
        runtime.to_string_lossy()
    );
    write(folder, "Cargo.toml", &manifest);
    let code = format!(
        "#![allow(warnings)]\n\nuse mail::{client} as Client;\n\n\
         type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;\n\n{}",
        cases.code
    );
    write(folder, "src/lib.rs", &code);
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder.to_owned()
}

#[test]
fn what_is_explained_and_the_snippets_compile() {
    let Some(file) = graph() else { return };
    let source = Source {
        name: "v1.0.csdl".to_owned(),
        bytes: std::fs::read(&file).unwrap(),
    };
    let service = Service::read(&source, &config()).unwrap_or_else(|errors| panic!("{errors}"));
    let explorer = Explorer::read(&source, &config()).unwrap();
    let mut cases = cases(&service, &explorer);
    let explained = cases.names.len();
    documented(&service, &mut cases);
    println!("{explained} explained, {} in all", cases.names.len());
    assert!(explained > 400, "{explained}");
    let temporary = env!("CARGO_TARGET_TMPDIR");
    let folder = program(&Path::new(temporary).join("explained"), &service, &cases);
    compiles(temporary, &folder, &["check", "-q"]);
}
