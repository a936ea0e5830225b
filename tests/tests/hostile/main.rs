//! Metadata, configuration and overlays that somebody wrote to do harm: each is refused with an error that says where,
//! or becomes a crate in which it can do none. `docs/src/hostile.md` lists them with these tests.

mod amounts;
mod names;
mod parsing;
mod settings;
mod texts;

use std::collections::BTreeMap;

use csdlgen::config::Crate;
use csdlgen::csdl::{Limit, Limits};
use tests::generate::{by_path, document, generate};

/// So many elements.
fn many(count: usize, element: impl Fn(usize) -> String) -> String {
    (0..count).map(element).collect()
}

fn example() -> Crate {
    Crate::new("example").unwrap()
}

fn with(limit: Limit, most: usize) -> Crate {
    let limits = Limits::default().with(limit, most).unwrap();
    Crate {
        limits,
        ..example()
    }
}

fn files(contents: &str) -> BTreeMap<String, String> {
    let generated = generate(&document(contents), &example());
    by_path(generated.unwrap_or_else(|errors| panic!("{errors}")))
}

fn refused(text: &str) -> String {
    match generate(text, &example()) {
        Ok(_) => panic!("this was accepted"),
        Err(errors) => errors.to_string(),
    }
}

/// The message names the place and the option that raises the limit.
fn is_limit(said: &str, place: &str, limit: Limit) {
    let option = format!("`--max {limit}=NUMBER`");
    assert!(said.starts_with(place), "{said}");
    let setting = format!("`limits.{limit}` in csdlgen.toml");
    assert!(said.contains(&option) && said.contains(&setting), "{said}");
    assert!(said.contains(&format!("the limit `{limit}` is ")), "{said}");
}

/// Whether no line of Rust, TOML or Markdown has a character that does not show as what it is.
fn is_plain(text: &str) -> bool {
    let hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    !text.contains(hidden)
}
