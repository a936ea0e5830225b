//! What the targets ask of whatever they try.
//!
//! In: errors, and files that were generated. Out: nothing, or a panic that says which promise is broken.

use std::collections::HashSet;
use std::path::Path;

use csdlgen::diagnostic::{Diagnostic, Diagnostics, Severity};
use csdlgen::output::File;
use csdlgen::pipeline::Generated;
use proc_macro2::TokenTree;
use syn::{ImplItem, Item, TraitItem};

/// Asks of errors that there are some, that each says something, and where: in the text, if that is known.
pub(crate) fn check_errors(errors: &Diagnostics, text: Option<&str>) {
    assert!(!errors.0.is_empty(), "refused without an error");
    for error in &errors.0 {
        assert_eq!(error.severity, Severity::Error);
        assert!(error.position.is_some(), "without a place: {error}");
        check_diagnostic(error, text);
    }
}

/// Asks of an error or a warning that it says something, and that its place is in the text.
pub(crate) fn check_diagnostic(said: &Diagnostic, text: Option<&str>) {
    assert!(!said.message.trim().is_empty());
    let Some(position) = &said.position else {
        return;
    };
    assert!(position.line > 0 && position.column > 0, "{said}");
    let Some(text) = text else { return };
    let text = text.trim_start_matches('\u{feff}');
    let line = text.split('\n').nth(position.line as usize - 1);
    let line = line.unwrap_or_else(|| panic!("line {} is not there: {said}", position.line));
    let columns = line.chars().count() + 1;
    assert!(
        position.column as usize <= columns,
        "column {}: {said}",
        position.column
    );
}

/// Asks of two runs that they made the same, or refused in the same words.
pub(crate) fn check_same(
    first: &Result<Generated, Diagnostics>,
    second: &Result<Generated, Diagnostics>,
) {
    match (first, second) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.files, second.files, "two runs differ");
            assert_eq!(
                first.warnings, second.warnings,
                "two runs say different things"
            );
        }
        (Err(first), Err(second)) => assert_eq!(first, second, "two runs differ"),
        _ => panic!("two runs differ"),
    }
}

/// Asks of what was generated that its warnings and its files are as they should be.
pub(crate) fn check_generated(made: &Generated) {
    for warning in &made.warnings {
        check_diagnostic(warning, None);
    }
    check_files(&made.files);
}

/// Asks of files that each stays in its folder, also where case does not count, and is what its name says.
pub(crate) fn check_files(files: &[File]) {
    let mut paths = HashSet::new();
    for file in files {
        let path = file.path.as_str();
        check_path(path);
        assert!(paths.insert(path.to_lowercase()), "{path} is there twice");
        if has_extension(path, "rs") {
            check_rust(path, &file.contents);
        } else if has_extension(path, "toml") {
            let table: Result<toml::Table, _> = toml::from_str(&file.contents);
            table.unwrap_or_else(|error| panic!("{path}: {error}\n{}", file.contents));
        }
        let hidden = file.contents.chars().find(|c| is_hidden(*c));
        assert_eq!(hidden, None, "{path} has an invisible character");
    }
}

/// What a reader does not see, or sees elsewhere than it is: rustc denies some of it, terminals obey some.
fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn has_extension(path: &str, wanted: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == wanted)
}

fn check_path(path: &str) {
    assert!(!path.contains(['\\', ':', '\0']), "{path:?}");
    for segment in path.split('/') {
        assert!(!matches!(segment, "" | "." | ".."), "{path:?}");
        assert!(segment.len() <= 255, "{path:?}");
    }
    let known = ["Cargo.toml", "README.md", "rustfmt.toml"];
    assert!(
        path.starts_with("src/") && has_extension(path, "rs") || known.contains(&path),
        "{path:?}"
    );
}

fn check_rust(path: &str, text: &str) {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    let mut names = Names::new(path);
    for item in &file.items {
        check_item(&mut names, item);
    }
}

/// Names of one place, each of which may be there once.
struct Names<'a> {
    place: &'a str,
    known: HashSet<String>,
}

impl<'a> Names<'a> {
    fn new(place: &'a str) -> Self {
        Self {
            place,
            known: HashSet::new(),
        }
    }

    fn add(&mut self, kind: &str, name: &impl ToString) {
        let name = format!("{kind} {}", name.to_string());
        assert!(
            !self.known.contains(&name),
            "{}: {name} is there twice",
            self.place
        );
        self.known.insert(name);
    }
}

/// Only items as the generator writes them, each name once.
fn check_item(names: &mut Names<'_>, item: &Item) {
    match item {
        Item::Struct(item) => {
            names.add("type", &item.ident);
            let mut fields = Names::new(names.place);
            for field in item.fields.iter().filter_map(|field| field.ident.as_ref()) {
                fields.add("field", field);
            }
        }
        Item::Enum(item) => {
            names.add("type", &item.ident);
            let mut variants = Names::new(names.place);
            item.variants
                .iter()
                .for_each(|variant| variants.add("variant", &variant.ident));
        }
        Item::Type(item) => names.add("type", &item.ident),
        Item::Const(item) => names.add("value", &item.ident),
        Item::Static(item) => names.add("value", &item.ident),
        Item::Mod(item) => {
            names.add("module", &item.ident);
            let mut inner = Names::new(names.place);
            for item in item.content.iter().flat_map(|(_, items)| items) {
                check_item(&mut inner, item);
            }
        }
        Item::Impl(item) => {
            let mut members = Names::new(names.place);
            for member in &item.items {
                match member {
                    ImplItem::Fn(method) => members.add("method", &method.sig.ident),
                    ImplItem::Const(value) => members.add("method", &value.ident),
                    ImplItem::Type(_) => {}
                    ImplItem::Macro(item) => {
                        assert!(
                            item.mac.path.is_ident("property"),
                            "{}: a strange macro",
                            names.place
                        );
                        // What stands before the name is in brackets.
                        let mut tokens = item.mac.tokens.clone().into_iter();
                        let name = tokens.find_map(|token| match token {
                            TokenTree::Ident(name) => Some(name),
                            _ => None,
                        });
                        members.add("constant", &name.unwrap());
                    }
                    _ => panic!("{}: a strange member", names.place),
                }
            }
        }
        Item::Trait(item) => {
            names.add("type", &item.ident);
            let mut members = Names::new(names.place);
            for member in &item.items {
                if let TraitItem::Fn(method) = member {
                    members.add("method", &method.sig.ident);
                }
            }
        }
        Item::Macro(item) => {
            let first = item
                .mac
                .path
                .segments
                .first()
                .map(|segment| segment.ident.to_string());
            assert!(
                matches!(first.as_deref(), Some("odata_client" | "service_client")),
                "{}: a strange macro",
                names.place
            );
        }
        Item::Use(_) => {}
        _ => panic!("{}: a strange item", names.place),
    }
}

/// What a future gives that waits for nothing outside of this thread.
pub(crate) fn now<F: IntoFuture>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future.into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..10_000 {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("it waits for what nobody does");
}
