//! `csdlgen update` as a process, against a server on this machine: what it asks, what it says, and what is on disk
//! afterwards.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use csdlgen::config::Crate;
use csdlgen::diff::Version;
use csdlgen::fixup::Overlay;
use csdlgen::pipeline::Source;

/// A server that answers each connection with the next reply, and keeps what it was asked.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(replies: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/$metadata", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let keep = Arc::clone(&asked);
        std::thread::spawn(move || {
            for reply in replies {
                let (mut stream, _) = listener.accept().unwrap();
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let lines = lines
                    .map_while(Result::ok)
                    .take_while(|line| !line.is_empty());
                let request: Vec<String> = lines.collect();
                keep.lock().unwrap().push(request.join("\n").to_lowercase());
                // The client may have hung up already.
                let _ = stream.write_all(&reply);
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn reply(head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into_bytes()
}

const HEADERS: &str = "200 OK\r\nETag: \"two\"\r\nLast-Modified: Tue, 04 Aug 2026 10:00:00 GMT";

fn csdl(properties: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <EntityType Name=\"product\"><Key><PropertyRef Name=\"id\"/></Key>\n\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>\n{properties}\n</EntityType>\n\
         <EntityContainer Name=\"service\"><EntitySet Name=\"products\" EntityType=\"shop.product\"/></EntityContainer>\n\
         </Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

fn old() -> String {
    csdl("<Property Name=\"title\" Type=\"Edm.String\"/>")
}

fn new() -> String {
    csdl("<Property Name=\"price\" Type=\"Edm.Decimal\"/>")
}

/// A generated crate of the old metadata, with this source.
fn shop(source: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = format!(
        "[crates.shop]\nmetadata = \"metadata/shop.csdl\"\nsource = \"{source}\"\nout = \"shop\"\nversion = \"0.3.1\"\n"
    );
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    fs::create_dir(folder.path().join("metadata")).unwrap();
    fs::write(folder.path().join("metadata/shop.csdl"), old()).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    folder
}

fn run(folder: &Path, arguments: &str) -> (i32, String, String) {
    run_noting(folder, arguments, "/dev/null")
}

/// Runs with a folder for caches of its own.
fn run_noting(folder: &Path, arguments: &str, caches: &str) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_csdlgen"))
        .args(arguments.split_whitespace())
        .env("XDG_CACHE_HOME", caches)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Every file with its contents.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn new_metadata_is_compared_written_and_told_in_the_changelog() {
    let server = Server::new(vec![reply(HEADERS, &new()), reply("304 Not Modified", "")]);
    let folder = shop(&server.url);
    let path = |name: &str| folder.path().join(name);
    fs::write(
        path("shop/CHANGELOG.md"),
        "# What I say\n\nMy words.\n\n## 0.3.1\n\n- first\n",
    )
    .unwrap();

    let (code, said, error) = run(folder.path(), "update");
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    assert!(said.contains("1 breaking, 1 additive, 0 docs"), "{said}");
    assert!(
        said.contains("property removed: shop.product/title"),
        "{said}"
    );
    assert!(
        !server.asked()[0].contains("if-none-match"),
        "{:?}",
        server.asked()
    );
    assert_eq!(
        fs::read_to_string(path("metadata/shop.csdl")).unwrap(),
        new()
    );
    let product = fs::read_to_string(path("shop/src/models/product.rs")).unwrap();
    assert!(product.contains("pub price"), "{product}");
    let lock = fs::read_to_string(path("shop/csdlgen.lock")).unwrap();
    let root = server.url.trim_end_matches("/$metadata");
    let lock = lock.replace(&server.url, "URL").replace(root, "ROOT");
    insta::assert_snapshot!("lock", lock);
    insta::assert_snapshot!(
        "changelog",
        fs::read_to_string(path("shop/CHANGELOG.md")).unwrap()
    );

    // What generate would write is what is there; the changelog is the user's.
    let before = contents(folder.path());
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    assert_eq!(contents(folder.path()), before);

    // The source is asked for another version than this one.
    let (code, said, _) = run(folder.path(), "update");
    assert_eq!((code, said.as_str()), (0, "shop: up to date\n"));
    assert!(
        server.asked()[1].contains("if-none-match: \"two\""),
        "{:?}",
        server.asked()
    );
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn the_outline_is_updated_with_the_crate() {
    let server = Server::new(vec![reply(HEADERS, &new())]);
    let folder = shop(&server.url);
    let config = folder.path().join("csdlgen.toml");
    let text = fs::read_to_string(&config).unwrap() + "outline = \"shop/api.txt\"\n";
    fs::write(config, text).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    let outline = || fs::read_to_string(folder.path().join("shop/api.txt")).unwrap();
    assert!(
        outline().contains("    title: Option<String>\n"),
        "{}",
        outline()
    );
    let (code, said, error) = run(folder.path(), "update");
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    assert!(outline().contains("    price: Option<"), "{}", outline());
    assert!(!outline().contains("title"), "{}", outline());
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
}

#[test]
fn what_is_kept_of_the_source_has_none_of_its_sentences() {
    let theirs = new().replace(
        "Type=\"Edm.Decimal\"/>",
        "Type=\"Edm.Decimal\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"Theirs.\"/></Property>",
    );
    let server = Server::new(vec![reply(HEADERS, &theirs)]);
    let folder = shop(&server.url);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    fs::write(
        folder.path().join("words.csdl"),
        theirs.replace("Theirs.", "Ours."),
    )
    .unwrap();
    let settings = "reduce = { descriptions = \"drop\" }\ndescribed_by = \"words.csdl\"\n";
    let config = read("csdlgen.toml") + settings;
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    let (code, said, error) = run(folder.path(), "update");
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    let kept = read("metadata/shop.csdl");
    assert!(
        kept.contains(&format!("Reduced by csdlgen from {}", server.url)),
        "{kept}"
    );
    assert!(kept.contains("price") && !kept.contains("Theirs"), "{kept}");
    let product = read("shop/src/models/product.rs");
    assert!(product.contains("/// Ours."), "{product}");
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
    // Words that change change the crate.
    fs::write(
        folder.path().join("words.csdl"),
        theirs.replace("Theirs.", "Mine."),
    )
    .unwrap();
    assert_eq!(run(folder.path(), "generate --check -q").0, 1);
}

/// A service with entity types `product` and `stall`, and these entity sets.
fn sets(sets: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <EntityType Name=\"product\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\n\
         <EntityType Name=\"stall\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\n\
         <EntityContainer Name=\"service\">{sets}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

const PRODUCTS: &str = "<EntitySet Name=\"products\" EntityType=\"shop.product\"/>";
const STALLS: &str = "<EntitySet Name=\"stalls\" EntityType=\"shop.stall\"/>";

#[test]
fn a_feature_that_goes_is_breaking() {
    let server = Server::new(vec![reply(HEADERS, &sets(PRODUCTS))]);
    let folder = shop(&server.url);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let both = format!("{PRODUCTS}{STALLS}");
    fs::write(folder.path().join("metadata/shop.csdl"), sets(&both)).unwrap();
    let config = read("csdlgen.toml") + "features = \"by-segment\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    assert!(read("shop/Cargo.toml").contains("\nstalls = []"));
    let (code, said, error) = run(folder.path(), "update --bump");
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    assert!(said.contains("feature removed: stalls"), "{said}");
    let changelog = read("shop/CHANGELOG.md");
    assert!(changelog.contains("feature removed"), "{changelog}");
    let step = "The crate's version goes from 0.3.1 to 0.4.0.";
    assert!(changelog.contains(step), "{changelog}");
    assert!(read("csdlgen.toml").contains(
        "version = \"0.4.0\"
"
    ));
    assert!(read("shop/Cargo.toml").contains(
        "version = \"0.4.0\"
"
    ));
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
    assert!(!read("shop/Cargo.toml").contains("stalls"));
}

#[test]
fn settings_may_be_for_the_new_version_alone() {
    let renamed = PRODUCTS.replace("products", "goods");
    // The overlay speaks of a type that the older version does not have.
    let newer = sets(&renamed).replace("\"stall\"", "\"booth\"");
    let server = Server::new(vec![reply(HEADERS, &newer)]);
    let folder = shop(&server.url);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("metadata/shop.csdl"), sets(PRODUCTS)).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    let config = fs::read_to_string(path("csdlgen.toml")).unwrap();
    let settings = "features = { trade = [\"/goods/**\"] }\noverlay = \"overlay.toml\"\n";
    fs::write(path("csdlgen.toml"), config + settings).unwrap();
    let overlay =
        "[[property]]\ntype = \"shop.booth\"\nname = \"id\"\nnullable = true\nreason = \"as is\"\n";
    fs::write(path("overlay.toml"), overlay).unwrap();
    let (code, said, error) = run(folder.path(), "update");
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    assert!(
        said.contains("goods") && said.contains("products"),
        "{said}"
    );
}

#[test]
fn paging_may_be_of_an_operation_that_an_older_document_lacks() {
    let document = "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {\"/pets\": \
         {\"get\": {\"operationId\": \"pets\", \"responses\": {\"204\": {\"description\": \"Done\"}}}}}}";
    let read = |entry: &str| {
        let overlay = format!("[[paging]]\n{entry}\nby = \"link-header\"\nreason = \"as is\"\n");
        let options = Crate {
            overlay: Some(Overlay::parse("overlay.toml", &overlay, false).unwrap()),
            ..Crate::default()
        };
        let source = Source {
            name: "pets.json".to_owned(),
            bytes: document.as_bytes().to_vec(),
        };
        let strict = Version::read(&source, &options).is_ok();
        (strict, Version::read(&source, &options.for_older()).is_ok())
    };
    assert_eq!(read("operation = \"orders\""), (false, true));
    // It is there, and has no list.
    assert_eq!(read("operation = \"pets\""), (false, true));
}

/// A document with these operations of pets, and others that no one selects.
fn pets(operations: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: '1', description: Theirs.}}\npaths:\n\
         \x20 /pets:\n{operations}\
         \x20 /orders:\n    get: {{responses: {{'204': {{description: Theirs.}}}}}}\n\
         components:\n  schemas:\n\
         \x20   Pet: {{description: Theirs., properties: {{name: {{type: string, description: Theirs.}}}}}}\n\
         \x20   Order: {{properties: {{number: {{type: integer}}}}}}\n"
    )
}

#[test]
fn what_is_kept_of_a_document_in_openapi_is_what_is_selected() {
    let get = "    get: {responses: {'200': {description: Theirs., content: {application/json: {schema: \
               {$ref: '#/components/schemas/Pet'}}}}}}\n";
    let delete = "    delete: {responses: {'204': {description: Theirs.}}}\n";
    let server = Server::new(vec![reply(HEADERS, &pets(&format!("{get}{delete}")))]);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    let config = format!(
        "[crates.pets]\nmetadata = \"pets.yaml\"\nsource = \"{}\"\nout = \"pets\"\nversion = \"0.3.1\"\n\
         include = [\"/pets\"]\nreduce = {{ descriptions = \"drop\" }}\n",
        server.url
    );
    fs::write(path("csdlgen.toml"), config).unwrap();
    fs::write(path("pets.yaml"), pets(get)).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);

    let (code, said, error) = run(folder.path(), "update");

    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    assert!(said.contains("DELETE /pets"), "{said}");
    let kept = read("pets.yaml");
    assert!(
        kept.contains(&format!(
            "x-reduced-by-csdlgen:\n  from: \"{}\"",
            server.url
        )),
        "{kept}"
    );
    assert!(kept.contains("delete:") && kept.contains("Pet:"), "{kept}");
    for gone in ["Theirs", "/orders", "Order"] {
        assert!(!kept.contains(gone), "{kept}");
    }
    assert!(read("pets/src/requests/pets.rs").contains("pub fn delete(&self)"));
    assert!(read("pets/CHANGELOG.md").contains("/pets"));
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
}

#[test]
fn the_same_metadata_is_no_entry() {
    let server = Server::new(vec![reply(HEADERS, &old())]);
    let folder = shop(&server.url);
    assert_eq!(
        run(folder.path(), "update -q"),
        (0, String::new(), String::new())
    );
    let files = contents(folder.path());
    assert!(!files.contains_key("shop/CHANGELOG.md"));
    // What the source calls it is known now.
    assert!(
        files["shop/csdlgen.lock"].contains("etag = '\"two\"'"),
        "{}",
        files["shop/csdlgen.lock"]
    );
}

#[test]
fn a_dry_run_writes_nothing() {
    let server = Server::new(vec![reply(HEADERS, &new())]);
    let folder = shop(&server.url);
    let before = contents(folder.path());
    let (code, said, _) = run(folder.path(), "update --dry-run");
    assert_eq!(code, 0);
    assert!(
        said.contains("property added: shop.product/price") && said.contains("nothing was written"),
        "{said}"
    );
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn what_is_no_answer_leaves_everything_as_it_was() {
    let whole = reply(HEADERS, &new());
    let broken_off = whole[..whole.len() - 40].to_vec();
    let cut = new()[..new().len() - 40].to_owned();
    let cases = [
        ("broken off", broken_off, "cannot fetch"),
        ("cut", reply(HEADERS, &cut), "nothing was changed"),
        (
            "no XML",
            reply(HEADERS, "{\"error\": 1}"),
            "nothing was changed",
        ),
        (
            "a page",
            reply(HEADERS, "<!DOCTYPE html><html></html>"),
            "HTML page",
        ),
        ("empty", reply(HEADERS, ""), "the reply is empty"),
        (
            "a failure",
            reply("500 Internal Server Error", "no"),
            "the server answered 500",
        ),
        (
            "not modified, unasked",
            reply("304 Not Modified", ""),
            "the server answered 304",
        ),
        (
            "metadata that does not fit",
            reply(HEADERS, &new().replace("Edm.Decimal", "shop.nothing")),
            "nothing was changed",
        ),
    ];
    for (case, answer, expected) in cases {
        let server = Server::new(vec![answer]);
        let folder = shop(&server.url);
        let before = contents(folder.path());
        let (code, said, error) = run(folder.path(), "update");
        assert_eq!((code, said.as_str()), (1, ""), "{case}: {error}");
        assert!(error.contains(expected), "{case}: {error}");
        assert_eq!(contents(folder.path()), before, "{case}");
    }
}

#[test]
fn a_source_that_is_not_there_leaves_everything_as_it_was() {
    let gone = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let folder = shop(&format!("http://{gone}/"));
    let before = contents(folder.path());
    let (code, _, error) = run(folder.path(), "update");
    assert_eq!(code, 1);
    assert!(error.contains("nothing was changed"), "{error}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_redirect_to_another_host_is_refused_and_nothing_sent_there() {
    let other = Server::new(vec![reply(HEADERS, &new())]);
    let there = format!("302 Found\r\nLocation: {}", other.url);
    let server = Server::new(vec![reply(&there, "")]);
    let folder = shop(&server.url);
    let before = contents(folder.path());
    let (code, _, error) = run(folder.path(), "update");
    assert_eq!(code, 1);
    assert!(error.contains("which is another host"), "{error}");
    assert_eq!((server.asked().len(), other.asked().len()), (1, 0));
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_redirect_on_the_same_host_is_followed() {
    let server = Server::new(vec![
        reply("302 Found\r\nLocation: /v2/$metadata", ""),
        reply(HEADERS, &new()),
    ]);
    let folder = shop(&server.url);
    assert_eq!(run(folder.path(), "update -q").0, 0);
    assert!(
        server.asked()[1].starts_with("get /v2/$metadata "),
        "{:?}",
        server.asked()
    );
}

#[test]
fn a_disk_that_refuses_leaves_everything_as_it_was() {
    let server = Server::new(vec![reply(HEADERS, &new())]);
    let folder = shop(&server.url);
    // A folder where the changelog goes.
    fs::create_dir(folder.path().join("shop/CHANGELOG.md")).unwrap();
    fs::write(folder.path().join("shop/CHANGELOG.md/mine"), "mine").unwrap();
    let before = contents(folder.path());
    let (code, _, error) = run(folder.path(), "update -q");
    assert_eq!(code, 1);
    assert!(error.contains("nothing was changed"), "{error}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn metadata_that_is_not_what_the_lock_says_is_asked_for_anew() {
    let server = Server::new(vec![reply(HEADERS, &old()), reply(HEADERS, &new())]);
    let folder = shop(&server.url);
    assert_eq!(run(folder.path(), "update -q").0, 0);
    // As after a run that was killed before the metadata came.
    fs::write(folder.path().join("metadata/shop.csdl"), csdl("")).unwrap();
    assert_eq!(run(folder.path(), "update -q").0, 0);
    assert!(
        !server.asked()[1].contains("if-none-match"),
        "{:?}",
        server.asked()
    );
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
}

#[test]
fn the_first_metadata_is_fetched_too() {
    let server = Server::new(vec![reply(HEADERS, &new())]);
    let folder = shop(&server.url);
    fs::remove_dir_all(folder.path().join("shop")).unwrap();
    fs::remove_dir_all(folder.path().join("metadata")).unwrap();
    assert_eq!(
        run(folder.path(), "update -q"),
        (0, String::new(), String::new())
    );
    assert_eq!(run(folder.path(), "generate --check -q").0, 0);
}

#[test]
fn without_a_source_there_is_nothing_to_ask() {
    let folder = tempfile::tempdir().unwrap();
    let config = "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"shop\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    let (code, _, error) = run(folder.path(), "update");
    assert_eq!(code, 2, "{error}");
    let (code, _, error) = run(folder.path(), "update --crate shop");
    assert_eq!(code, 1);
    assert!(error.contains("give it `source`"), "{error}");
}

#[test]
fn a_lock_proves_that_nothing_changes_until_something_does() {
    let folder = shop("https://example.org/");
    let proven = || is_proven(run(folder.path(), "generate --trust-lock"));
    assert!(proven());
    until_something_does(folder.path(), &proven);
    // A check is never satisfied with a proof.
    assert_eq!(run(folder.path(), "generate --check --trust-lock").0, 2);
}

fn is_proven((code, said, error): (i32, String, String)) -> bool {
    assert_eq!((code, error.lines().count() < 3), (0, true), "{error}");
    said.contains("as csdlgen.lock proves")
}

/// Whatever changes, the next run generates anew, and the one after that proves that it did.
fn until_something_does(folder: &Path, proven: &dyn Fn() -> bool) {
    let path = |name: &str| folder.join(name);
    let edits: [&dyn Fn(); 5] = [
        &|| fs::write(path("shop/src/lib.rs"), "// mine").unwrap(),
        &|| fs::remove_file(path("shop/src/models/product.rs")).unwrap(),
        &|| fs::write(path("shop/csdlgen.lock"), "").unwrap(),
        &|| {
            let text = fs::read_to_string(path("csdlgen.toml")).unwrap();
            fs::write(path("csdlgen.toml"), text + "docs = \"none\"\n").unwrap();
        },
        &|| fs::write(path("metadata/shop.csdl"), new()).unwrap(),
    ];
    for (at, edit) in edits.iter().enumerate() {
        edit();
        assert!(!proven(), "edit {at}");
        assert!(proven(), "after edit {at}");
        assert_eq!(run(folder, "generate --check -q").0, 0);
    }
}

/// The programs of tests are never released ones.
#[cfg(unix)]
#[test]
fn a_program_in_development_believes_the_lock_of_what_it_wrote_itself() {
    let folder = shop("https://example.org/");
    let caches = tempfile::tempdir().unwrap();
    let place = caches.path().display().to_string();
    let proven = || is_proven(run_noting(folder.path(), "generate", &place));
    // `shop` has written the crate without a note.
    assert!(!proven());
    assert!(proven());
    until_something_does(folder.path(), &proven);

    // The note of another program, or of another crate, is none; nor is one that cannot be read.
    let notes: Vec<_> = contents(caches.path()).into_iter().collect();
    let [(name, note)] = &notes[..] else {
        panic!("there is one note: {notes:?}");
    };
    let (manifest, program) = note.split_once(' ').unwrap();
    let (program, of) = program.split_once('\n').unwrap();
    let zeros = "0".repeat(64);
    let changed = [
        format!("{manifest} {zeros}\n{of}"),
        format!("{zeros} {program}\n{of}"),
        String::new(),
    ];
    for other in changed {
        fs::write(caches.path().join(name), other).unwrap();
        assert!(!proven());
        assert_eq!(contents(caches.path())[name], *note);
    }
    // The note of a folder that is gone goes when one is written; that of another that is there stays.
    let file = |name: &str| caches.path().join("csdlgen/written").join(name);
    fs::write(
        file("gone"),
        format!("{manifest} {program}\n/is/not/there\n"),
    )
    .unwrap();
    fs::write(file("other"), format!("{manifest} {program}\n{place}\n")).unwrap();
    fs::write(caches.path().join(name), "").unwrap();
    assert!(!proven());
    assert!(!file("gone").exists() && file("other").exists());
    assert!(proven());
    // A check takes no note of it, and makes none.
    let product = folder.path().join("shop/src/models/product.rs");
    fs::write(&product, "// mine").unwrap();
    assert_eq!(
        run_noting(folder.path(), "generate --check -q", &place).0,
        1
    );
    // Without a place for notes, all is generated.
    assert!(!is_proven(run(folder.path(), "generate")));
    assert!(!is_proven(run(folder.path(), "generate")));
}
