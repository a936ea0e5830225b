//! The command as a process where everything is against it: metadata that never ends, texts that would write to the
//! terminal, links in the folder, a disk that is full or may not be written, and signals at any time.
#![cfg(test)]

mod kit;

use std::fs;
use std::path::Path;

use kit::{contents, csdl, run, shop};

#[test]
fn metadata_that_never_ends_is_refused() {
    let folder = shop("https://example.org/");
    let sparse = folder.path().join("metadata/shop.csdl");
    // Four gigabytes that take no room on disk.
    fs::File::create(&sparse).unwrap().set_len(4 << 30).unwrap();
    let before = contents(&folder.path().join("shop"));
    let (code, _, said) = run(folder.path(), "generate");
    assert_eq!(code, 1);
    assert!(said.contains("--max document=NUMBER"), "{said}");
    #[cfg(unix)]
    {
        let (code, _, said) = run(
            folder.path(),
            "generate --crate shop --metadata /dev/zero --max document=100000",
        );
        assert_eq!(code, 1);
        assert!(said.contains("the limit `document` is 100000"), "{said}");
    }
    assert_eq!(contents(&folder.path().join("shop")), before);
}

#[test]
fn an_address_that_never_ends_is_refused() {
    let server = kit::endless();
    let folder = shop(&server);
    let before = contents(folder.path());
    for arguments in [
        "update --max document=100000",
        "diff metadata/shop.csdl URL --max document=100000",
    ] {
        let (code, _, said) = run(folder.path(), &arguments.replace("URL", &server));
        assert_eq!(code, 1, "{said}");
        assert!(
            said.contains("larger than 100000 bytes") && said.contains("--max document=NUMBER"),
            "{said}"
        );
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn limits_are_raised_by_option_and_by_setting() {
    let folder = shop("https://example.org/");
    let long = "long".repeat(200);
    let property = format!("<Property Name=\"{long}\" Type=\"Edm.String\"/>");
    fs::write(folder.path().join("metadata/shop.csdl"), csdl(&property)).unwrap();
    let (code, _, said) = run(folder.path(), "generate");
    assert_eq!(code, 1);
    assert!(
        said.contains("raise the limit with `--max name=NUMBER`"),
        "{said}"
    );
    for command in [
        "show",
        "search long",
        "explain shop.product",
        "snippet GET /products",
        "generate --check",
    ] {
        assert_eq!(run(folder.path(), command).0, 1, "{command}");
        let raised = run(folder.path(), &format!("{command} --max name=800"));
        assert!(!raised.2.contains("the limit"), "{command}: {}", raised.2);
    }
    assert_eq!(run(folder.path(), "generate --max name=800 -q").0, 0);
    let config = folder.path().join("csdlgen.toml");
    let text = fs::read_to_string(&config).unwrap() + "limits = { name = 800 }\n";
    fs::write(config, text).unwrap();
    assert_eq!(
        run(folder.path(), "generate --check -q"),
        (0, String::new(), String::new())
    );
    for wrong in [
        "depth",
        "depth=",
        "depth=0",
        "depth=201",
        "depth=-1",
        "width=3",
        "=5",
    ] {
        let (code, _, said) = run(folder.path(), &format!("generate --max {wrong}"));
        assert_eq!(code, 2, "{wrong}: {said}");
    }
}

#[test]
fn a_hundred_thousand_errors_are_told_briefly() {
    let folder = shop("https://example.org/");
    let wrong = "<Property Name=\"x y\" Type=\"Edm.String\"/>\n".repeat(9_000);
    fs::write(folder.path().join("metadata/shop.csdl"), csdl(&wrong)).unwrap();
    let (code, _, said) = run(folder.path(), "generate");
    assert_eq!(code, 1);
    assert!(said.lines().count() < 1_100, "{}", said.lines().count());
    assert!(
        said.ends_with("and 8500 more errors\n"),
        "{}",
        &said[said.len() - 100..]
    );
}

/// What a terminal acts upon or does not show.
fn is_plain(text: &str) -> bool {
    !text.contains(|c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    })
}

#[test]
fn no_command_prints_what_a_terminal_would_act_upon() {
    let hostile = "x\u{9b}31m\u{9d}0;title\u{9c}\u{7f}\u{202e}gnp\u{2066}\u{200b}&#10;forged.csdl:1:1: error: no &#13; y";
    let note = format!("<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{hostile}\"/>");
    let gone = format!(
        "<Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection><Record><PropertyValue Property=\"Kind\" \
         EnumMember=\"Org.OData.Core.V1.RevisionKind/Deprecated\"/><PropertyValue Property=\"Description\" \
         String=\"{hostile}\"/></Record></Collection></Annotation>"
    );
    let old = csdl(&format!(
        "<Property Name=\"title\" Type=\"Edm.String\" DefaultValue=\"{hostile}\">{note}</Property>{note}{gone}"
    ));
    let new = csdl(&format!(
        "<Property Name=\"title\" Type=\"Edm.String\" DefaultValue=\"other {hostile}\">{note}{gone}</Property>\
         <Property Name=\"price\" Type=\"Edm.Decimal\">{note}</Property>"
    ));
    let wrong = csdl(&format!(
        "<Property Name=\"{hostile}\" Type=\"{hostile}\"/><NavigationProperty Name=\"n\" Type=\"shop.{hostile}\"/>"
    ));
    let folder = shop("https://example.org/");
    for (name, text) in [
        ("metadata/shop.csdl", &old),
        ("new.csdl", &new),
        ("wrong.csdl", &wrong),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for command in [
        "generate -v",
        "generate -v --crate shop --metadata wrong.csdl",
        "show",
        "show --format json",
        "search title",
        "search title --format json",
        "search forged",
        "explain shop.product",
        "explain shop.product/title",
        "explain /products --format json",
        "explain nothing",
        "show --metadata wrong.csdl",
        "snippet GET /products",
        "snippet GET /nothing",
        "diff metadata/shop.csdl new.csdl",
        "diff metadata/shop.csdl new.csdl --format markdown",
        "diff metadata/shop.csdl new.csdl --format json",
        "diff metadata/shop.csdl new.csdl --format html",
        "diff metadata/shop.csdl wrong.csdl",
    ] {
        let (_, out, error) = run(folder.path(), command);
        assert!(is_plain(&out), "{command}: {out:?}");
        assert!(is_plain(&error), "{command}: {error:?}");
        assert!(
            !(out + &error)
                .lines()
                .any(|line| line.starts_with("forged.csdl")),
            "{command}"
        );
    }
}

#[test]
fn a_checkout_that_converts_line_ends_is_no_difference() {
    let folder = shop("https://example.org/");
    let dos = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replace("\r\n", "\n").replace('\n', "\r\n")).unwrap();
    };
    for name in contents(folder.path()).keys() {
        dos(&folder.path().join(name));
    }
    let converted = contents(folder.path());
    for command in [
        "generate --check -q",
        "generate -q",
        "generate -q --trust-lock",
    ] {
        let done = run(folder.path(), command);
        assert_eq!(done, (0, String::new(), String::new()), "{command}");
        assert_eq!(contents(folder.path()), converted, "{command}");
    }
    // What does change is written with the line ends that csdlgen writes, and is what it would be elsewhere.
    let new = kit::new_csdl().replace('\n', "\r\n");
    fs::write(folder.path().join("metadata/shop.csdl"), new).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
    let elsewhere = shop("https://example.org/");
    fs::write(elsewhere.path().join("metadata/shop.csdl"), kit::new_csdl()).unwrap();
    assert_eq!(run(elsewhere.path(), "generate -q").0, 0);
    let same = |folder: &Path| {
        let files = contents(&folder.join("shop")).into_iter();
        let files = files.map(|(path, text)| (path, text.replace("\r\n", "\n")));
        files.collect::<Vec<_>>()
    };
    assert_eq!(same(folder.path()), same(elsewhere.path()));
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_are_not_written_through() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("mine"), "mine").unwrap();
    for (link, target) in [
        ("shop/src", ""),
        ("shop/src/models", ""),
        ("shop/src/lib.rs", "mine"),
        ("shop/Cargo.toml", "mine"),
        ("shop/csdlgen.manifest", "mine"),
        ("shop/csdlgen.lock", "mine"),
        ("shop/.csdlgen-staging", ""),
        ("shop/.csdlgen.lock", "mine"),
        ("shop/src/models/product.rs", "not there"),
        ("shop", ""),
    ] {
        for command in ["generate", "update"] {
            let server = kit::Server::new(vec![kit::reply(kit::HEADERS, &kit::new_csdl())]);
            let folder = shop(&server.url);
            if command == "generate" {
                fs::write(folder.path().join("metadata/shop.csdl"), kit::new_csdl()).unwrap();
            }
            let at = folder.path().join(link);
            let _ = fs::remove_dir_all(&at);
            let _ = fs::remove_file(&at);
            symlink(outside.path().join(target), &at).unwrap();
            let (code, _, said) = run(folder.path(), command);
            assert_eq!(code, 1, "{command} {link}: {said}");
            assert!(said.contains("symbolic link"), "{command} {link}: {said}");
            assert!(at.is_symlink());
            let names: Vec<_> = fs::read_dir(outside.path()).unwrap().collect();
            assert_eq!(names.len(), 1, "{command} {link}");
            assert_eq!(fs::read(outside.path().join("mine")).unwrap(), b"mine");
        }
    }
}

/// Links in place of the files that `update` writes outside of what the manifest lists.
#[cfg(unix)]
#[test]
fn links_in_place_of_metadata_and_changelog_are_replaced_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    for link in [
        "shop/CHANGELOG.md",
        "metadata/shop.csdl",
        "metadata/.shop.csdl.csdlgen-new",
    ] {
        let mine = outside.path().join("mine");
        fs::write(&mine, kit::csdl("")).unwrap();
        let server = kit::Server::new(vec![kit::reply(kit::HEADERS, &kit::new_csdl())]);
        let folder = shop(&server.url);
        let at = folder.path().join(link);
        let _ = fs::remove_file(&at);
        symlink(&mine, &at).unwrap();
        let (code, _, said) = run(folder.path(), "update");
        assert_eq!(code, 0, "{link}: {said}");
        assert_eq!(fs::read_to_string(&mine).unwrap(), kit::csdl(""), "{link}");
        assert!(!at.is_symlink(), "{link}");
    }
}
