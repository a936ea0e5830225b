//! The HTML report of `csdlgen diff` in headless Chromium: filter, keys, and reading without a script.

#[allow(dead_code, reason = "a part of it serves here")]
mod browser;

use browser::Browser;
use csdlgen::config::Crate;
use csdlgen::diff::{Version, compare, render};
use csdlgen::pipeline::Source;
use tests::generate::document;

/// Three changes of three classes, on two types, and a hostile name.
fn page() -> String {
    let entity = |name: &str, members: &str| {
        format!(
            "<EntityType Name=\"{name}\"><Key><PropertyRef Name=\"id\"/></Key>\
             <Property Name=\"id\" Type=\"Edm.String\"/>{members}</EntityType>"
        )
    };
    let old =
        entity("shelf", "<Property Name=\"old\" Type=\"Edm.String\"/>") + &entity("maker", "");
    let hostile = "<Annotation Term=\"test.t\" String=\"&lt;img src=x onerror=&quot;document.title='taken'&quot;&gt;\"/>";
    let new = entity("shelf", "<Property Name=\"width\" Type=\"Edm.Int32\"/>")
        + &entity("maker", hostile);
    let config = Crate::new("client").unwrap();
    let read = |name: &str, text: &str| {
        let source = Source {
            name: name.to_owned(),
            bytes: document(text).into_bytes(),
        };
        Version::read(&source, &config).unwrap().0
    };
    let comparison = compare(&read("old.csdl", &old), &read("new.csdl", &new), None);
    assert_eq!(comparison.changes.len(), 3);
    render::html(&comparison).unwrap()
}

const SHOWN: &str = "[...document.querySelectorAll('.change')].filter(c => c.checkVisibility()).map(c => c.dataset.kind).join(' ')";
const FOCUSED: &str = "document.activeElement.dataset.kind ?? document.activeElement.id";

#[test]
fn the_filter_and_the_keys_work() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    browser.open(&page());
    assert_eq!(browser.text(SHOWN), "removed added annotation");
    assert_eq!(
        browser.text("document.getElementById('count').textContent"),
        "3 of 3"
    );

    // What is typed goes into the filter, and only what holds all words is left.
    browser.press("/");
    assert_eq!(browser.text(FOCUSED), "text");
    browser.type_text("SHELF wid");
    assert_eq!(browser.text(SHOWN), "added");
    assert_eq!(
        browser.text("document.getElementById('count').textContent"),
        "1 of 3"
    );
    assert_eq!(
        browser.text("String(document.getElementById('breaking').hidden)"),
        "true"
    );
    browser.type_text("zzz");
    assert_eq!(browser.text(SHOWN), "");
    assert_eq!(
        browser.text("String(document.getElementById('nothing').hidden)"),
        "false"
    );
    browser.press("Escape");
    assert_eq!(browser.text(SHOWN), "removed added annotation");

    // Changes are walked through, and the ends are kept.
    for (key, kind) in [
        ("j", "removed"),
        ("j", "added"),
        ("j", "annotation"),
        ("j", "annotation"),
        ("k", "added"),
    ] {
        browser.press(key);
        assert_eq!(browser.text(FOCUSED), kind);
    }

    // Classes go off and on.
    browser.press("1");
    assert_eq!(browser.text(SHOWN), "added annotation");
    browser.press("2");
    browser.press("3");
    assert_eq!(browser.text(SHOWN), "");
    browser.press("2");
    assert_eq!(browser.text(SHOWN), "added");
    browser.press("Escape");

    // Every control can be reached by the Tab key.
    browser.text("document.activeElement.blur(), document.body.scrollIntoView(), ''");
    let mut reached = Vec::new();
    for _ in 0..12 {
        browser.press("Tab");
        reached.push(browser.text("document.activeElement.name || document.activeElement.id || document.activeElement.className"));
    }
    for control in ["text", "class", "kind"] {
        assert!(
            reached.iter().any(|name| name == control),
            "{control}: {reached:?}"
        );
    }
    assert_eq!(
        browser.text("document.title"),
        "old.csdl → new.csdl: what changes"
    );
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn all_is_there_without_a_script_and_in_both_colour_schemes() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    browser.without_script();
    browser.open(&page());
    assert_eq!(browser.text(SHOWN), "removed added annotation");
    assert_eq!(
        browser.text("String(document.getElementById('filter').checkVisibility())"),
        "false"
    );
    let mut grounds = Vec::new();
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for width in [1200, 400] {
            browser.resize(width);
            let fits = "String(document.documentElement.scrollWidth <= innerWidth)";
            assert_eq!(browser.text(fits), "true", "{scheme} {width}");
        }
        grounds.push(browser.text("getComputedStyle(document.body).backgroundColor"));
    }
    assert_ne!(grounds[0], grounds[1]);
}
