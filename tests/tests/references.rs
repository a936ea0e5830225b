//! Referenced documents: a description and a folder of others go in, the crate of all that is needed comes out.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csdlgen::config::{Config, Crate};
use csdlgen::diagnostic::{Diagnostic, Diagnostics};
use csdlgen::pipeline::{self, Generated, Source};
use csdlgen::references::References;
use csdlgen::select::Pattern;
use tempfile::TempDir;
use tests::generate::by_path;
use tests::service::repository;

const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// A document of references and schemas.
fn document(references: &str, schemas: &str) -> String {
    let schemas = schemas.replace("<Schema ", &format!("<Schema xmlns=\"{EDM}\" "));
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n{references}\n\
         <edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"
    )
}

fn reference(uri: &str, include: &str) -> String {
    format!("<edmx:Reference Uri=\"{uri}\"><edmx:Include {include}/></edmx:Reference>")
}

/// A schema of one complex type.
fn complex(namespace: &str, name: &str, property: &str, ty: &str) -> String {
    format!(
        "<Schema Namespace=\"{namespace}\"><ComplexType Name=\"{name}\"><Property Name=\"{property}\" \
         Type=\"{ty}\"/></ComplexType></Schema>"
    )
}

/// A document with a type that has a property of a type of `other`, which a reference with this address includes.
fn referring(uri: &str) -> String {
    document(
        &reference(uri, "Namespace=\"other\" Alias=\"o\""),
        &complex("home", "User", "address", "o.Address"),
    )
}

fn other() -> String {
    document("", &complex("other", "Address", "city", "Edm.String"))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn run(main: &str, references: References) -> Result<Generated, Diagnostics> {
    let source = Source {
        name: "main.xml".to_owned(),
        bytes: main.as_bytes().to_vec(),
    };
    let options = Crate {
        references,
        ..Crate::new("client").unwrap()
    };
    pipeline::run(&source, &options)
}

fn generated(main: &str, folder: &Path) -> Generated {
    run(main, References::folder(folder)).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The names of the files of types, of a crate that there is no warning about.
fn files(generated: Generated) -> Vec<String> {
    assert_eq!(texts(&generated.warnings), [""; 0]);
    let files = by_path(generated).into_keys();
    let files = files.filter_map(|path| path.strip_prefix("src/").map(str::to_owned));
    files
        .filter(|path| path.contains('/') && !path.ends_with("mod.rs"))
        .collect()
}

fn texts(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(ToString::to_string).collect()
}

/// What is said where nothing of `other` is found: its values are any JSON.
fn assert_missing(generated: &Generated) {
    let [warning] = generated.warnings.as_slice() else {
        panic!("{:?}", texts(&generated.warnings));
    };
    assert!(warning.message.contains("`o.Address`"), "{warning}");
    assert!(
        warning.message.contains("in a referenced document"),
        "{warning}"
    );
}

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
        assert_eq!(files, ["home/user.rs", "other/address.rs"], "{uri}");
    }
}

#[test]
fn by_the_namespaces_that_documents_declare() {
    let unrelated = document("", &complex("unrelated", "X", "x", "Edm.String"));
    // One mentions the namespace without declaring it, another is no description.
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
    assert_eq!(files, ["home/user.rs", "other/address.rs"]);
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
        ["home/user.rs", "other/address.rs"]
    );
}

#[test]
fn documents_may_refer_to_each_other() {
    let back = document(
        &(reference("main.xml", "Namespace=\"home\" Alias=\"o\"")
            + &reference("third.xml", "Namespace=\"third\"")),
        "<Schema Namespace=\"other\"><ComplexType Name=\"Address\"><Property Name=\"owner\" Type=\"o.User\"/>\
         <Property Name=\"t\" Type=\"third.T\"/></ComplexType></Schema>",
    );
    let third = document(
        &(reference("other.xml", "Namespace=\"other\"")
            + &reference("third.xml", "Namespace=\"third\"")),
        &complex("third", "T", "a", "other.Address"),
    );
    let folder = folder(&[("other.xml", &back), ("third.xml", &third)]);
    let files = files(generated(&referring("other.xml"), folder.path()));
    assert_eq!(files, ["home/user.rs", "other/address.rs", "third/t.rs"]);
}

#[test]
fn aliases_hold_within_their_document() {
    // `o` is `other` in the one and `third` in the other; `home`'s alias is the name of a namespace elsewhere.
    let main = document(
        &reference("other.xml", "Namespace=\"other\" Alias=\"o\""),
        "<Schema Namespace=\"home\" Alias=\"third\"><ComplexType Name=\"T\"><Property Name=\"own\" Type=\"Edm.String\"/>\
         </ComplexType><ComplexType Name=\"User\"><Property Name=\"a\" Type=\"o.T\"/><Property Name=\"b\" Type=\"third.T\"/>\
         </ComplexType></Schema>",
    );
    let second = document(
        &reference("third.xml", "Namespace=\"third\" Alias=\"o\""),
        "<Schema Namespace=\"other\" Alias=\"s\"><ComplexType Name=\"T\"><Property Name=\"c\" Type=\"o.T\"/>\
         <Property Name=\"d\" Type=\"s.T\"/><Property Name=\"e\" Type=\"third.T\"/></ComplexType></Schema>",
    );
    let third = document("", &complex("third", "T", "f", "Edm.Guid"));
    let folder = folder(&[("other.xml", &second), ("third.xml", &third)]);
    let crate_ = by_path(generated(&main, folder.path()));
    let fields = |path: &str| -> Vec<String> {
        let lines = crate_[path]
            .lines()
            .filter(|line| line.starts_with("    pub "));
        lines
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.contains("extra"))
            .collect()
    };
    assert_eq!(
        fields("src/home/user.rs"),
        ["pub a: Option<crate::other::T>,", "pub b: Option<T>,"]
    );
    assert_eq!(
        fields("src/other/t.rs"),
        [
            "pub c: Option<crate::third::T>,",
            "pub d: Option<Box<T>>,",
            "pub e: Option<crate::third::T>,"
        ]
    );
}

#[test]
fn only_what_is_needed_comes_along() {
    let many = document(
        "",
        &[
            complex("other", "Address", "city", "more.Country"),
            complex("more", "Country", "name", "Edm.String"),
            complex("unused", "X", "x", "Edm.String"),
        ]
        .concat(),
    );
    let folder = folder(&[("other.xml", &many)]);
    let files = files(generated(&referring("other.xml"), folder.path()));
    assert_eq!(
        files,
        ["home/user.rs", "more/country.rs", "other/address.rs"]
    );
}

#[test]
fn a_reference_that_nothing_needs_is_not_looked_for() {
    let vocabulary = reference("http://nowhere/V1", "Namespace=\"V1\" Alias=\"V\"");
    let main = document(
        &vocabulary,
        "<Schema Namespace=\"home\"><ComplexType Name=\"User\"><Annotation Term=\"V.Note\" String=\"x\"/>\
         <Property Name=\"name\" Type=\"Edm.String\"/></ComplexType></Schema>",
    );
    // Even where the file of that name is none.
    let folder = folder(&[("V1.xml", "<html>")]);
    assert_eq!(files(generated(&main, folder.path())), ["models/user.rs"]);
    assert_eq!(
        files(run(&main, References::default()).unwrap()),
        ["models/user.rs"]
    );
}

#[test]
fn what_is_needed_and_missing_is_told_with_the_reference() {
    let main = document(
        &reference(
            "http://host/other/\u{1b}[31m",
            "Namespace=\"other\" Alias=\"o\"",
        ),
        "<Schema Namespace=\"home\"><ComplexType Name=\"A\" BaseType=\"o.Base\"/><ComplexType Name=\"B\">\
         <Property Name=\"p\" Type=\"o.P\"/></ComplexType></Schema>",
    );
    // XML has no place for an escape character: here it is written out.
    let main = main.replace('\u{1b}', "%1b");
    let errors = run(&main, References::default()).unwrap_err();
    insta::assert_snapshot!(errors);
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
fn of_two_that_declare_a_schema_the_first_is_taken() {
    let folder = folder(&[("b.xml", &other()), ("a.xml", &other())]);
    let crate_ = generated(&referring("http://h/$metadata"), folder.path());
    let said = texts(&crate_.warnings);
    let [warning] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert!(
        warning.contains("the schema `other` is declared in `a.xml` and in `b.xml`"),
        "{warning}"
    );
    assert!(by_path(crate_).contains_key("src/other/address.rs"));
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
fn a_container_extends_that_of_another_document() {
    let entity = "<EntityType Name=\"E\"><Key><PropertyRef Name=\"id\"/></Key>\
                  <Property Name=\"id\" Type=\"Edm.Int32\" Nullable=\"false\"/></EntityType>";
    let set = |name: &str, ty: &str| format!("<EntitySet Name=\"{name}\" EntityType=\"{ty}\"/>");
    let main = document(
        &reference("base.xml", "Namespace=\"base\" Alias=\"b\""),
        &format!(
            "<Schema Namespace=\"home\">{entity}<EntityContainer Name=\"Main\" Extends=\"b.Base\">{}</EntityContainer>\
             </Schema>",
            set("own", "home.E")
        ),
    );
    let base = document(
        "",
        &format!(
            "<Schema Namespace=\"base\">{entity}<EntityContainer Name=\"Base\">{}</EntityContainer>\
             <EntityContainer Name=\"Alone\">{}</EntityContainer></Schema>",
            set("inherited", "base.E"),
            set("alone", "base.E")
        ),
    );
    let folder = folder(&[("base.xml", &base)]);
    let crate_ = generated(&main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    let client = by_path(crate_)["src/client.rs"].clone();
    assert!(client.contains("pub struct MainClient"), "{client}");
    assert!(
        client.contains("pub fn own(") && client.contains("pub fn inherited("),
        "{client}"
    );
    assert!(!client.contains("pub fn alone("), "{client}");
}

#[test]
fn annotations_are_included() {
    let main = document(
        "<edmx:Reference Uri=\"notes.xml\"><edmx:IncludeAnnotations TermNamespace=\"Org.OData.Core.V1\" \
         TargetNamespace=\"home\"/></edmx:Reference>",
        &complex("home", "User", "name", "Edm.String"),
    );
    let notes = document(
        &(reference("main.xml", "Namespace=\"home\" Alias=\"m\"")
            + &reference(
                "https://oasis-tcs.github.io/Core.xml",
                "Namespace=\"Org.OData.Core.V1\" Alias=\"C\"",
            )),
        "<Schema Namespace=\"notes\"><Annotations Target=\"m.User/name\"><Annotation Term=\"C.Description\" \
         String=\"What the user is called.\"/><Annotation Term=\"V.Other\"/></Annotations>\
         <Annotations Target=\"absent.T\"><Annotation Term=\"C.Description\" String=\"x\"/></Annotations></Schema>",
    );
    let folder = folder(&[("notes.xml", &notes)]);
    let crate_ = generated(&main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    assert!(by_path(crate_)["src/models/user.rs"].contains("/// What the user is called."));
}

#[test]
fn vocabularies_are_known_without_a_file() {
    let annotated = |references: &str, term: &str| {
        let main = document(
            references,
            &format!(
                "<Schema Namespace=\"home\"><ComplexType Name=\"User\"><Property Name=\"name\" Type=\"Edm.String\">\
                 <Annotation Term=\"{term}\" String=\"What the user is called.\"/></Property></ComplexType></Schema>"
            ),
        );
        let crate_ = generated(&main, tempfile::tempdir().unwrap().path());
        assert_eq!(texts(&crate_.warnings), [""; 0]);
        by_path(crate_)["src/models/user.rs"].contains("/// What the user is called.")
    };
    let core = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml";
    let include = |alias: &str| reference(core, &format!("Namespace=\"Org.OData.Core.V1\"{alias}"));
    assert!(annotated(&include(" Alias=\"C\""), "C.Description"));
    assert!(annotated(&include(""), "Org.OData.Core.V1.Description"));
    assert!(annotated("", "Core.Description"));
    assert!(!annotated("", "C.Description"));
}

/// A server on this machine that has one document; gives its address and counts what is asked for.
fn serve(document: String) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            lines
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
                .for_each(drop);
            let length = document.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            stream
                .write_all(format!("{head}{document}").as_bytes())
                .unwrap();
        }
    });
    (format!("http://{address}/other.xml"), asked)
}

fn fetching(folder: Option<&Path>) -> References {
    let mut references = folder.map(References::folder).unwrap_or_default();
    references.fetch = true;
    references
}

#[test]
fn what_the_folder_lacks_is_fetched_only_where_allowed() {
    let (address, asked) = serve(other());
    let main = referring(&address);
    let empty = tempfile::tempdir().unwrap();
    assert_missing(&run(&main, References::default()).unwrap());
    assert_missing(&generated(&main, empty.path()));
    assert_eq!(asked.load(Ordering::SeqCst), 0);

    let references = fetching(Some(empty.path()));
    for _ in 0..2 {
        let files = files(run(&main, references.clone()).unwrap());
        assert_eq!(files, ["home/user.rs", "other/address.rs"]);
    }
    assert_eq!(
        asked.load(Ordering::SeqCst),
        1,
        "once for all runs with these settings"
    );
    let files = files(run(&main, fetching(None)).unwrap());
    assert_eq!(files, ["home/user.rs", "other/address.rs"]);

    let full = folder(&[("other.xml", &other())]);
    run(&main, fetching(Some(full.path()))).unwrap();
    assert_eq!(
        asked.load(Ordering::SeqCst),
        2,
        "what the folder has is not fetched"
    );
}

#[test]
fn what_cannot_be_fetched_is_an_error_where_it_is_needed() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let main = referring(&format!("http://{closed}/other.xml"));
    let errors = run(&main, fetching(None)).unwrap_err().to_string();
    assert!(
        errors.starts_with("main.xml:2:1: error: cannot fetch this reference"),
        "{errors}"
    );
    // Other schemes than http and https are no addresses.
    assert_missing(&run(&referring("file:///etc/passwd"), fetching(None)).unwrap());
}

#[test]
fn what_is_used_is_known_by_its_sum() {
    let folder = folder(&[("other.xml", &other()), ("unused.xml", &other())]);
    let used = || {
        let references = References::folder(folder.path());
        let main = referring("http://h/other.xml");
        let source = Source {
            name: "main.xml".to_owned(),
            bytes: main.into_bytes(),
        };
        let options = Crate {
            references,
            ..Crate::new("client").unwrap()
        };
        let input = pipeline::Input::read(&source, &options).unwrap();
        input.used().to_vec()
    };
    let before = used();
    assert_eq!(before.len(), 1);
    assert!(before[0].name.ends_with("/other.xml"), "{before:?}");
    std::fs::write(folder.path().join("unused.xml"), "").unwrap();
    assert_eq!(used(), before);
    std::fs::write(
        folder.path().join("other.xml"),
        other().replace("city", "town"),
    )
    .unwrap();
    assert_ne!(used(), before);
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

/// The other document as CSDL JSON.
const OTHER_JSON: &str =
    r#"{"$Version": "4.01", "other": {"Address": {"$Kind": "ComplexType", "city": {}}}}"#;

#[test]
fn documents_of_both_formats_refer_to_each_other() {
    let main = r#"{"$Version": "4.01", "$Reference": {"http://host/other": {"$Include": [{"$Namespace": "other",
        "$Alias": "o"}]}}, "home": {"User": {"$Kind": "ComplexType", "address": {"$Type": "o.Address"}}}}"#;
    let xml = referring("http://host/other");
    let wanted = ["home/user.rs", "other/address.rs"];
    for (main, name, text) in [
        (main, "other.json", OTHER_JSON),
        (main, "other.xml", &other()),
        (&xml, "other.json", OTHER_JSON),
    ] {
        let folder = folder(&[(name, text)]);
        assert_eq!(files(generated(main, folder.path())), wanted, "{name}");
    }
    let warnings = run(main, References::default()).unwrap().warnings;
    let said = texts(&warnings).join("\n");
    assert!(
        said.contains("`o.Address`") && said.contains("--references"),
        "{said}"
    );
}

/// A service of which a singleton, a set and an import are of a document that no folder has.
fn with_missing_children() -> String {
    document(
        &reference("other.xml", "Namespace=\"other\" Alias=\"o\""),
        "<Schema Namespace=\"home\"><EntityType Name=\"Room\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
         <EntityContainer Name=\"C\"><EntitySet Name=\"rooms\" EntityType=\"home.Room\"/>\n\
         <Singleton Name=\"boiler\" Type=\"o.Boiler\"/>\n<EntitySet Name=\"pipes\" EntityType=\"o.Pipe\"/>\n\
         <ActionImport Name=\"drain\" Action=\"o.drain\"/></EntityContainer>\n\
         <Annotations Target=\"home.C/boiler\"><Annotation Term=\"home.x\"/></Annotations></Schema>",
    )
}

fn selected(include: &[&str], exclude: &[&str]) -> Result<Generated, Diagnostics> {
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect::<Vec<_>>()
    };
    let mut options = Crate::new("client").unwrap();
    options.selection.include = patterns(include);
    options.selection.exclude = patterns(exclude);
    let source = Source {
        name: "main.xml".to_owned(),
        bytes: with_missing_children().into_bytes(),
    };
    pipeline::run(&source, &options)
}

#[test]
fn children_that_are_not_at_hand_are_warnings_where_the_selection_leaves_them_out() {
    let left_out = selected(&["/rooms/**"], &[]).unwrap();
    assert!(by_path(left_out.clone()).contains_key("src/models/room.rs"));
    let warnings = texts(&left_out.warnings);
    let excluded = selected(&[], &["/boiler/**", "/pipes", "**/drain"]).unwrap();
    assert_eq!(texts(&excluded.warnings), warnings);
    let refused = run(&with_missing_children(), References::default()).unwrap_err();
    let some = selected(&["/rooms/**", "/boiler", "/pipes/*/leaks"], &[]).unwrap_err();
    let rest = selected(&["/**"], &["/boiler/**", "/pipes/**#GET"]).unwrap_err();
    assert_eq!([refused.0.len(), some.0.len(), rest.0.len()], [3, 2, 2]);
    insta::assert_snapshot!(format!("{}\n{refused}", warnings.join("\n")));
}

#[test]
fn the_container_of_the_service_may_be_in_another_document() {
    let main = r#"{"$Version": "4.01", "$EntityContainer": "other.C", "$Reference": {"other.json": {"$Include": [
        {"$Namespace": "other"}]}}, "home": {"User": {"$Kind": "ComplexType"}}}"#;
    let text = r#"{"$Version": "4.01", "other": {"E": {"$Kind": "EntityType", "$Key": ["id"], "id": {}},
        "C": {"$Kind": "EntityContainer", "things": {"$Type": "other.E", "$Collection": true}}}}"#;
    let folder = folder(&[("other.json", text)]);
    let crate_ = generated(main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    assert!(by_path(crate_)["src/client.rs"].contains("pub fn things("));
    let [warning] = &texts(&run(main, References::default()).unwrap().warnings)[..] else {
        panic!("one warning")
    };
    assert!(
        warning.contains("`other.C`, the container of the service, is in a referenced document"),
        "{warning}"
    );
}

#[test]
fn a_referenced_document_that_is_wrong_is_told_with_its_own_places() {
    let folder = folder(&[(
        "other.json",
        "{\n  \"$Version\": \"4.01\",\n  \"other\": {\"Address\": {}}\n}",
    )]);
    let main = referring("http://host/other");
    let errors = run(&main, References::folder(folder.path()))
        .unwrap_err()
        .to_string();
    let place = format!("{}/other.json:3:13: error: ", folder.path().display());
    assert!(
        errors.starts_with(&place) && errors.contains("`$Kind`"),
        "{errors}"
    );
}

#[test]
fn the_example_of_the_standard() {
    let folder = repository().join("../shared/odata");
    let Ok(bytes) = std::fs::read(folder.join("csdl-16.2.xml")) else {
        println!(
            "{} is not there: this test checks nothing",
            folder.display()
        );
        return;
    };
    let main = String::from_utf8(bytes).unwrap();
    let alone = run(&main, References::default()).unwrap();
    assert_eq!(alone.warnings.len(), 2, "{:?}", texts(&alone.warnings));
    for warning in texts(&alone.warnings) {
        assert!(
            warning.contains("`http://host/service/$metadata` (`edmx:Reference` at main.xml:3:3)"),
            "{warning}"
        );
        assert!(warning.contains("--references"), "{warning}");
    }
    let whole = generated(&main, &folder);
    assert_eq!(texts(&whole.warnings), [""; 0]);
    assert_eq!(whole.summary.types, 5);
    let json = std::fs::read_to_string(folder.join("csdl-16.2.json")).unwrap();
    let whole = generated(&json, &folder);
    assert_eq!(texts(&whole.warnings), [""; 0]);
    assert_eq!(whole.summary.types, 5);
}

/// A service of a set of vehicles, whose schemas are of another document.
fn depot(includes: &[&str]) -> String {
    let includes = includes.iter();
    let includes = includes.map(|name| format!("<edmx:Include Namespace=\"{name}\"/>"));
    let includes: String = includes.collect();
    document(
        &format!(
            "<edmx:Reference Uri=\"https://example.org/Fleet.xml\">{includes}</edmx:Reference>"
        ),
        "<Schema Namespace=\"Depot\"><EntityContainer Name=\"C\"><EntitySet Name=\"Vehicles\" EntityType=\"Fleet.Vehicle\"/>\
         </EntityContainer></Schema>",
    )
}

fn fleet() -> String {
    document(
        "",
        "<Schema Namespace=\"Fleet\"><EntityType Name=\"Vehicle\" Abstract=\"true\"><Key><PropertyRef Name=\"Id\"/></Key>\
         <Property Name=\"Id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
         <EntityType Name=\"Bicycle\" BaseType=\"Fleet.Vehicle\"/></Schema>\
         <Schema Namespace=\"Fleet.Heavy\"><EntityType Name=\"Lorry\" BaseType=\"Fleet.Vehicle\">\
         <Property Name=\"Load\" Type=\"Edm.Int32\"/></EntityType>\
         <Action Name=\"Park\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Fleet.Vehicle\"/></Action></Schema>\
         <Schema Namespace=\"Fleet.Unused\"><ComplexType Name=\"X\"/></Schema>",
    )
}

#[test]
fn what_is_included_belongs_to_the_model_whether_or_not_it_is_named() {
    let folder = folder(&[("Fleet.xml", &fleet())]);
    let crate_ = generated(&depot(&["Fleet", "Fleet.Heavy"]), folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    let files = by_path(crate_);
    let vehicle = files.iter().find(|(path, _)| path.ends_with("/vehicle.rs"));
    let (_, vehicle) = vehicle.unwrap();
    for part in [
        "Bicycle(Box<",
        "Lorry(Box<",
        "pub fn park(",
        "\"#Fleet.Heavy.Lorry\"",
    ] {
        assert!(vehicle.contains(part), "{part}: {vehicle}");
    }
    assert!(!files.keys().any(|path| path.ends_with("/x.rs")));
    // A schema that nothing includes or names does not come along.
    let less = by_path(generated(&depot(&["Fleet"]), folder.path()));
    assert!(!less.keys().any(|path| path.ends_with("/lorry.rs")));
}

#[test]
fn an_included_schema_that_is_missing_is_told_once_for_its_reference() {
    let main = depot(&["Fleet", "Fleet.Heavy", "Fleet.Gone", "Fleet.Lost"]);
    let folder = folder(&[("Fleet.xml", &fleet())]);
    let [warning] = &texts(&generated(&main, folder.path()).warnings)[..] else {
        panic!("one warning")
    };
    assert!(
        warning.starts_with(
            "main.xml:2:1: warning: the included schema `Fleet.Gone` and 1 more are not at hand"
        ),
        "{warning}"
    );
    assert!(
        warning.contains("`https://example.org/Fleet.xml` with --references"),
        "{warning}"
    );
}

#[test]
fn an_included_vocabulary_is_left_out() {
    let terms = document(
        "",
        "<Schema Namespace=\"Fleet.Terms\"><Term Name=\"Colour\" Type=\"Fleet.Terms.Colour\"/>\
         <ComplexType Name=\"Colour\"/></Schema>",
    );
    let folder = folder(&[("Fleet.xml", &fleet()), ("Terms.xml", &terms)]);
    let crate_ = generated(&depot(&["Fleet", "Fleet.Terms"]), folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    assert!(
        !by_path(crate_)
            .keys()
            .any(|path| path.ends_with("/colour.rs"))
    );
    let options = Crate {
        references: References::folder(folder.path()),
        ..Crate::new("client").unwrap()
    };
    let source = Source {
        name: "main.xml".to_owned(),
        bytes: depot(&["Fleet", "Fleet.Terms"]).into_bytes(),
    };
    let used = pipeline::Input::read(&source, &options).unwrap();
    let used: Vec<&str> = used.used().iter().map(|used| used.name.as_str()).collect();
    assert!(
        matches!(used[..], [only] if only.ends_with("/Fleet.xml")),
        "{used:?}"
    );
}

#[test]
fn the_same_schema_at_two_addresses_is_there_once() {
    let main = depot(&["Fleet", "Fleet.Heavy"]);
    let again = reference("http://mirror/fleet", "Namespace=\"Fleet\"");
    let main = main.replace(
        "<edmx:DataServices>",
        &format!("{again}<edmx:DataServices>"),
    );
    let folder = folder(&[("Fleet.xml", &fleet()), ("fleet", &fleet())]);
    let crate_ = generated(&main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    let files = by_path(crate_).into_keys();
    assert_eq!(files.filter(|path| path.ends_with("/lorry.rs")).count(), 1);
}

/// The references of the service in the manner of Redfish that `tests/bmc` is made of.
fn controller(include: &[&str], limit: usize) -> BTreeMap<String, String> {
    let folder = repository().join("tests/fixtures/bmc");
    let mut options = Crate {
        references: References::folder(&folder),
        any_limit: limit,
        ..Crate::new("client").unwrap()
    };
    let patterns = include.iter().map(|text| Pattern::parse(text).unwrap());
    options.selection.include = patterns.collect();
    let source = Source {
        name: "metadata.xml".to_owned(),
        bytes: std::fs::read(folder.join("metadata.xml")).unwrap(),
    };
    let crate_ = pipeline::run(&source, &options).unwrap();
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    by_path(crate_)
}

#[test]
fn a_selection_has_the_newest_versions_of_what_it_needs() {
    let all = controller(&[], 200);
    for (include, limit) in [("/Chassis/Members/*", 200), ("/Chassis/Members/*/**", 0)] {
        let files = controller(&[include], limit);
        let chassis = &files["src/chassis/chassis.rs"];
        // Of the oldest version, of the newest, and of the newest of the base.
        for field in ["pub model:", "pub doors:", "pub tags:"] {
            assert!(chassis.contains(field), "{include}: {field}");
        }
        assert!(
            files["src/chassis/links.rs"].contains("pub contains:"),
            "{include}"
        );
        assert!(files.contains_key("src/chassis/door_state.rs"), "{include}");
        assert!(files.len() < all.len(), "{include}");
        assert!(
            !files.contains_key("src/service_root/service_root.rs"),
            "{include}"
        );
    }
}
