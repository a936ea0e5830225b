//! Licences of generated crates.

use super::*;

#[test]
fn takes_a_licence_from_outside_of_the_crate() {
    let licence = |out: &str, file: &str| {
        let text = format!(
            "[crates.a]\nmetadata = \"a.csdl\"\nout = \"{out}\"\nlicense_file = \"{file}\""
        );
        parse(&text)
    };
    for (out, file) in [
        ("a", "LICENSE"),
        ("a", "../a/LICENSE"),
        ("a", "ab/LICENSE"),
        (".", "../LICENSE"),
        ("../a", "../../LICENSE"),
    ] {
        let config = licence(out, file).unwrap();
        let found = config.targets[0].license_file.as_ref().unwrap();
        assert_eq!(found.name, file);
        assert_eq!(found.path, Path::new("folder").join(file));
        assert_eq!(config.targets[0].options.license_text, None);
    }
    for (out, file) in [
        ("a", "a/LICENSE"),
        ("./a", "x/../a/b/LICENSE"),
        (".", "LICENSE"),
        ("../a", "../a/LICENSE"),
    ] {
        let error = licence(out, file).unwrap_err();
        let place = "csdlgen.toml:4:16: error: the licence ";
        assert!(error.starts_with(place), "{error}");
    }
    assert!(licence("a", "").is_err());
}

#[test]
fn says_why_a_licence_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| {
        let path = folder.path().join(name);
        crate::config::LicenseFile {
            path,
            name: name.to_owned(),
        }
        .read()
        .map_err(|error| error.to_string())
    };
    std::fs::write(folder.path().join("latin"), b"Caf\xe9").unwrap();
    std::fs::write(folder.path().join("blank"), " \n").unwrap();
    std::fs::write(folder.path().join("good"), "Caf\u{e9}\n").unwrap();
    assert_eq!(read("good").unwrap(), "Caf\u{e9}\n");
    for (name, why) in [
        ("latin", "the licence latin is not UTF-8 text"),
        ("blank", "the licence blank is empty"),
        ("missing", "cannot read the licence missing: "),
        ("", "cannot read the licence "),
    ] {
        let error = read(name).unwrap_err();
        assert!(error.contains(why), "{error}");
        assert!(error.contains("help: "), "{error}");
    }
}
