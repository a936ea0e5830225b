//! Where a referenced document is looked for: names, namespaces, the configuration, and the bounds of the folder.

use std::path::Path;

use csdlgen::config::Config;
use csdlgen::references::References;
use tests::generate::by_path;

use super::{
    assert_missing, complex, document, files, folder, generated, other, referring, run, texts,
};

#[test]
fn by_the_name_of_the_file() {
    for uri in [
        "https://host/path/other.xml",
        "other.xml",
        "../elsewhere/other.xml?version=1",
        "https://host/path/other",
        "https://host/oth%65r.xml#fragment",
    ] {
        let folder = folder(&[("other.xml", &other())]);
        let files = files(generated(&referring(uri), folder.path()));
        assert_eq!(files, ["models/user.rs", "other/address.rs"], "{uri}");
    }
}

#[test]
fn by_the_namespaces_that_documents_declare() {
    let unrelated = document("", &complex("unrelated", "X", "x", "Edm.String"));
    // One mentions the namespace without declaring it, another is not a description.
    let folder = folder(&[
        (
            "a.xml",
            &unrelated
                .replace("Edm.String", "Edm.Int32")
                .replace("\"X\"", "\"other\""),
        ),
        ("b.xml", "<other>"),
        ("c.csdl", &other()),
        ("d.txt", &other()),
    ]);
    let main = referring("http://host/service/$metadata");
    let files = files(generated(&main, folder.path()));
    assert_eq!(files, ["models/user.rs", "other/address.rs"]);
}

#[test]
fn as_the_configuration_says() {
    let wrong = document("", &complex("other", "Address", "wrong", "Edm.String"));
    let folder = folder(&[
        ("other.xml", &wrong),
        ("sub/right.xml", &other()),
        ("main.xml", &referring("http://h/other.xml")),
        (
            "csdlgen.toml",
            "[crates.a]\nmetadata = \"main.xml\"\nout = \"a\"\n\
             references = { folder = \".\", files = { \"http://h/other.xml\" = \"sub/right.xml\" } }\n\
             [crates.b]\nmetadata = \"main.xml\"\nout = \"b\"\nreferences = \".\"\n",
        ),
    ]);
    let config = Config::read(&folder.path().join("csdlgen.toml")).unwrap();
    let field = |target: usize| {
        let target = &config.targets[target];
        assert!(!target.options.references.fetch);
        let references = target.load().unwrap().references;
        let crate_ = by_path(run(&referring("http://h/other.xml"), references).unwrap());
        crate_["src/other/address.rs"].clone()
    };
    assert!(field(0).contains("pub city"));
    assert!(field(1).contains("pub wrong"));
}

#[test]
fn configured_files_stay_in_the_folder() {
    let text = "[crates.a]\nmetadata = \"m\"\nout = \"a\"\nreferences = { folder = \"f\", files = { \"u\" = \"../x\" } }\n\
                [crates.b]\nmetadata = \"m\"\nout = \"b\"\nreferences = { folder = \"f\", files = { \"u\" = \"/x\" } }\n\
                [crates.c]\nmetadata = \"m\"\nout = \"c\"\nreferences = { files = { \"u\" = \"x\" } }\n";
    let errors = Config::parse("csdlgen.toml", text, Path::new("")).unwrap_err();
    insta::assert_snapshot!(errors);
}

#[test]
fn a_configured_file_must_be_there() {
    let folder = folder(&[]);
    let mut references = References::folder(folder.path());
    references
        .files
        .insert("http://h/o".to_owned(), "gone.xml".to_owned());
    let errors = run(&referring("http://h/o"), references)
        .unwrap_err()
        .to_string();
    assert!(
        errors.starts_with("main.xml:2:1: error: there is no file `gone.xml`"),
        "{errors}"
    );
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let root = folder(&[("other.xml", &other()), ("in/empty.txt", "")]);
    let inside = root.path().join("in");
    let absolute = root.path().join("other.xml");
    let absolute = absolute.to_str().unwrap();
    for uri in [
        "../other.xml",
        "..%2Fother.xml",
        "..%5Cother.xml",
        "x/../../other.xml",
        absolute,
        &format!("file://{absolute}"),
        "file:///etc/passwd",
        "/etc/passwd",
        "..",
        "%2e%2e",
    ] {
        assert_missing(&generated(&referring(uri), &inside));
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let root = folder(&[("other.xml", &other()), ("in/real.xml", &other())]);
    let inside = root.path().join("in");
    symlink("../other.xml", inside.join("linked.xml")).unwrap();
    symlink("..", inside.join("up")).unwrap();
    let main = referring("http://h/linked.xml");
    std::fs::remove_file(inside.join("real.xml")).unwrap();
    let crate_ = generated(&main, &inside);
    let said = texts(&crate_.warnings).join("\n");
    assert!(
        said.contains("`linked.xml` in the folder of references leads out of it"),
        "{said}"
    );
    assert!(said.contains("`o.Address`"), "{said}");
    let mut references = References::folder(&inside);
    references
        .files
        .insert("http://h/linked.xml".to_owned(), "up/other.xml".to_owned());
    let errors = run(&main, references).unwrap_err().to_string();
    assert!(
        errors.contains("there is no file `up/other.xml`"),
        "{errors}"
    );
    // Links within the folder are files of it.
    std::fs::write(inside.join("real.xml"), other()).unwrap();
    std::fs::remove_file(inside.join("linked.xml")).unwrap();
    symlink("real.xml", inside.join("linked.xml")).unwrap();
    assert_eq!(
        files(generated(&main, &inside)),
        ["models/user.rs", "other/address.rs"]
    );
}

#[test]
fn a_document_that_is_meant_must_be_one() {
    let folder = folder(&[("other.xml", "<edmx:Edmx/>")]);
    let errors = run(&referring("other.xml"), References::folder(folder.path())).unwrap_err();
    assert!(errors.to_string().contains("other.xml:1"), "{errors}");
}

#[test]
fn a_folder_must_be_there() {
    let errors = run(
        &referring("other.xml"),
        References::folder("no/such/folder"),
    )
    .unwrap_err();
    assert!(
        errors
            .to_string()
            .starts_with("error: cannot read the folder no/such/folder of references"),
        "{errors}"
    );
}

#[test]
fn too_many_documents_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..=csdlgen::references::MAX_FILES {
        std::fs::write(folder.path().join(format!("{number}.xml")), "").unwrap();
    }
    let errors = run(
        &referring("http://h/$metadata"),
        References::folder(folder.path()),
    );
    let errors = errors.unwrap_err().to_string();
    assert!(errors.contains("more than 1000 documents"), "{errors}");
}

#[test]
fn the_builder_takes_a_folder() {
    let folder = folder(&[
        ("other.xml", &other()),
        ("main/main.xml", &referring("http://h/other.xml")),
    ]);
    let out = tempfile::tempdir().unwrap();
    let built = csdlgen::Builder::new(folder.path().join("main/main.xml"))
        .references(folder.path())
        .out_dir(out.path())
        .generate()
        .unwrap();
    assert_eq!(texts(&built.warnings), [""; 0]);
    assert!(
        std::fs::read_to_string(built.file)
            .unwrap()
            .contains("pub struct Address")
    );
}
