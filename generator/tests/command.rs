//! The command as a process: exit codes, what it says, and what is on disk afterwards.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CSDL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="product">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="title" Type="Edm.String"/>
      </EntityType>
      <EntityContainer Name="shopService">
        <EntitySet Name="products" EntityType="shop.product"/>
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

fn run(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_csdlgen"))
        .env("XDG_CACHE_HOME", "/dev/null")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

/// Exit code, standard output, standard error.
fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shop.csdl"), CSDL).unwrap();
    let config = "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"out\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    folder
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = shop();
    for arguments in [
        "",
        "invent",
        "generate --colour",
        "generate -q -v",
        "generate --key-style slash",
        "generate --metadata shop.csdl",
        "generate --crate other",
        "generate --crate-name fn",
    ] {
        let (code, out, error) = said(&run(folder.path(), arguments));
        assert_eq!(code, 2, "{arguments}: {error}");
        assert!(out.is_empty() && !error.is_empty(), "{arguments}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn help_and_version_end_with_0() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in ["--help", "generate --help", "generate -h", "--version"] {
        let (code, out, _) = said(&run(folder.path(), arguments));
        assert_eq!(code, 0, "{arguments}");
        assert!(out.contains("csdlgen"), "{arguments}: {out}");
    }
}

#[test]
fn failures_end_with_1_and_say_where() {
    let folder = tempfile::tempdir().unwrap();
    let said = |arguments: &str| {
        let (code, out, error) = said(&run(folder.path(), arguments));
        assert_eq!((code, out.as_str()), (1, ""), "{arguments}: {error}");
        error
    };
    let no_file = said("generate");
    fs::write(
        folder.path().join("csdlgen.toml"),
        "[crates.shop]\nmetadata = 7\n",
    )
    .unwrap();
    let bad_file = said("generate");
    let no_metadata = said("generate --metadata no.csdl --out out --crate-name shop");
    fs::write(
        folder.path().join("bad.csdl"),
        CSDL.replace("shop.product", "shop.produce"),
    )
    .unwrap();
    let bad_metadata = said("generate --metadata bad.csdl --out out --crate-name shop");
    insta::assert_snapshot!([no_file, bad_file, no_metadata, bad_metadata].join("---\n"));
    assert!(!folder.path().join("out").exists());
}

/// The same service as [`CSDL`], in CSDL JSON.
const CSDL_JSON: &str = r#"{
  "$Version": "4.0",
  "$EntityContainer": "shop.shopService",
  "shop": {
    "product": {"$Kind": "EntityType", "$Key": ["id"], "id": {}, "title": {"$Nullable": true}},
    "shopService": {"$Kind": "EntityContainer", "products": {"$Collection": true, "$Type": "shop.product"}}
  }
}"#;

#[test]
fn csdl_json_makes_the_same_crate() {
    let files = |metadata: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("x.json"), metadata).unwrap();
        let arguments = "generate --metadata x.json --out out --crate-name shop";
        let (code, _, error) = said(&run(folder.path(), arguments));
        assert_eq!((code, error.as_str()), (0, ""));
        files_below(&folder.path().join("out"))
    };
    let (xml, json) = (files(CSDL), files(CSDL_JSON));
    assert!(xml.len() > 5);
    assert_eq!(xml, json);
}

/// The texts of all files by path, but for the lock and the manifest, which know the sum of the metadata.
/// The lock looks at the references before the crate is made; what is said of them must not end there.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_of_references_is_told_each_time() {
    let folder = shop();
    let reference = r#"<edmx:Reference Uri="http://host/linked.xml"><edmx:Include Namespace="other"/></edmx:Reference>
  <edmx:DataServices>"#;
    let needs = CSDL.replace("<edmx:DataServices>", reference).replace(
        "Name=\"title\" Type=\"Edm.String\"",
        "Name=\"title\" Type=\"other.T\"",
    );
    fs::write(folder.path().join("shop.csdl"), needs).unwrap();
    fs::write(folder.path().join("linked.xml"), CSDL).unwrap();
    let inside = folder.path().join("in");
    fs::create_dir(&inside).unwrap();
    std::os::unix::fs::symlink("../linked.xml", inside.join("linked.xml")).unwrap();
    let config = "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"out\"\nreferences = \"in\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    for arguments in ["generate", "generate --check"] {
        let (code, _, errors) = said(&run(folder.path(), arguments));
        assert_eq!(code, 0, "{errors}");
        let told = errors.matches("`linked.xml` in the folder of references leads out of it");
        assert_eq!(told.count(), 1, "{errors}");
        assert!(errors.contains("`other.T`"), "{errors}");
    }
}

fn files_below(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let below = files_below(&path).into_iter();
            let name = PathBuf::from(path.file_name().unwrap());
            files.extend(below.map(|(path, text)| (name.join(path), text)));
        } else if !path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("csdlgen.")
        {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path.file_name().unwrap().into(), text);
        }
    }
    files
}

#[test]
fn generates_checks_and_generates_again() {
    let folder = shop();
    let out = folder.path().join("out");
    let (code, _, error) = said(&run(folder.path(), "generate --check"));
    assert_eq!(code, 1);
    assert!(error.contains("  src/lib.rs: missing\n"), "{error}");
    assert!(!out.exists());

    let (code, text, error) = said(&run(folder.path(), "generate"));
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        text.starts_with("shop: ") && text.contains(" written, 0 unchanged, 0 removed"),
        "{text}"
    );
    let begin = "\n  begin with ShopServiceClient: client.products().list() (/products)\n";
    assert!(text.contains(begin), "{text}");
    let package = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    assert!(package.contains("name = \"shop\""), "{package}");

    let before = fs::metadata(out.join("src")).unwrap().modified().unwrap();
    let (code, text, _) = said(&run(folder.path(), "generate"));
    assert_eq!(code, 0);
    assert!(text.contains("0 files written"), "{text}");
    assert_eq!(
        fs::metadata(out.join("src")).unwrap().modified().unwrap(),
        before
    );
    assert_eq!(said(&run(folder.path(), "generate --check")).0, 0);

    fs::write(out.join("src/lib.rs"), "// mine").unwrap();
    let (code, _, error) = said(&run(folder.path(), "generate --check -q"));
    assert_eq!(code, 1);
    assert!(error.contains("  src/lib.rs: different\n"), "{error}");
    let (code, _, error) = said(&run(folder.path(), "generate"));
    assert_eq!(code, 0);
    assert!(
        error.contains("lib.rs had been edited since it was generated"),
        "{error}"
    );
    assert_eq!(said(&run(folder.path(), "generate --check")).0, 0);
}

#[test]
fn quiet_says_nothing_and_verbose_says_more() {
    let folder = shop();
    assert_eq!(
        said(&run(folder.path(), "generate -q")),
        (0, String::new(), String::new())
    );
    let (code, text, _) = said(&run(folder.path(), "generate -v"));
    assert_eq!(code, 0);
    assert!(text.contains("\n  read 0."), "{text}");
}

#[test]
fn refuses_a_folder_with_files_of_others() {
    let folder = shop();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/Cargo.toml"), "mine").unwrap();
    let (code, _, error) = said(&run(folder.path(), "generate"));
    assert_eq!(code, 1);
    insta::assert_snapshot!(error);
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 1);
}

#[test]
fn writes_no_crate_when_one_cannot_be_generated() {
    let folder = shop();
    let more = "[crates.two]\nmetadata = \"two.csdl\"\nout = \"two\"\n";
    let config = folder.path().join("csdlgen.toml");
    fs::write(&config, fs::read_to_string(&config).unwrap() + more).unwrap();
    fs::write(folder.path().join("two.csdl"), "<x/>").unwrap();
    let (code, _, error) = said(&run(folder.path(), "generate"));
    assert_eq!(code, 1);
    assert!(error.starts_with("two.csdl:1:1: error: "), "{error}");
    assert!(!folder.path().join("out").exists());
}

/// A folder `runtime` with the manifest of a package.
fn runtime(folder: &Path, package: &str) {
    let folder = folder.join("runtime");
    fs::create_dir_all(&folder).unwrap();
    let text = format!("[package]\nname = \"{package}\"\n");
    fs::write(folder.join("Cargo.toml"), text).unwrap();
}

#[test]
fn paths_of_the_file_are_relative_to_it_and_a_runtime_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("deep");
    fs::create_dir(&deep).unwrap();
    fs::write(deep.join("shop.csdl"), CSDL).unwrap();
    let config = "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"a/out\"\n\
                  runtime = { path = \"../runtime\", version = \"0.1\" }\n";
    fs::write(deep.join("csdlgen.toml"), config).unwrap();
    let arguments = "generate --config deep/csdlgen.toml";
    let (code, _, error) = said(&run(folder.path(), arguments));
    assert_eq!(code, 1, "{error}");
    assert!(
        error.starts_with("deep/csdlgen.toml:4:11: error: no runtime in \"../runtime\""),
        "{error}"
    );
    assert!(error.contains("help: name the folder"), "{error}");
    runtime(folder.path(), "serde");
    let (code, _, error) = said(&run(folder.path(), arguments));
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("it has the package \"serde\""), "{error}");
    runtime(folder.path(), "odata-client");
    let (code, _, error) = said(&run(folder.path(), arguments));
    assert_eq!(code, 0, "{error}");
    let package = fs::read_to_string(deep.join("a/out/Cargo.toml")).unwrap();
    assert!(package.contains("path = \"../../../runtime\""), "{package}");
    // Elsewhere, it is seen from there.
    let elsewhere = format!("{arguments} --crate shop --out b");
    assert_eq!(said(&run(folder.path(), &elsewhere)).0, 0);
    let package = fs::read_to_string(folder.path().join("b/Cargo.toml")).unwrap();
    assert!(package.contains("path = \"../runtime\""), "{package}");
}

#[test]
fn the_address_of_the_metadata_tells_where_the_service_is() {
    let folder = tempfile::tempdir().unwrap();
    let url = serve("200 OK", CSDL);
    let root = url.strip_suffix("/$metadata").unwrap();
    let client = |folder: &Path| fs::read_to_string(folder.join("out/src/client.rs")).unwrap();
    let (code, _, error) = said(&run(
        folder.path(),
        &format!("generate --metadata {url} --out out"),
    ));
    assert_eq!(code, 0, "{error}");
    assert!(client(folder.path()).contains(&format!("\"{root}\"")));
    // What is said comes first.
    let url = serve("200 OK", CSDL);
    let arguments =
        format!("generate --metadata {url} --out out --base-url https://shop.example/v1");
    assert_eq!(said(&run(folder.path(), &arguments)).0, 0);
    let text = client(folder.path());
    assert!(text.contains("\"https://shop.example/v1\"") && !text.contains(root));
}

#[test]
fn needs_no_file_and_finds_the_runtime() {
    let folder = shop();
    fs::remove_file(folder.path().join("csdlgen.toml")).unwrap();
    let arguments =
        "generate --metadata shop.csdl --out a/b --crate-name my-shop --runtime runtime";
    let (code, _, error) = said(&run(folder.path(), arguments));
    assert_eq!(code, 1, "{error}");
    assert!(
        error.contains("no runtime in \"runtime\": cannot read runtime/Cargo.toml"),
        "{error}"
    );
    assert!(!folder.path().join("a").exists());
    runtime(folder.path(), "odata-client");
    let (code, _, error) = said(&run(folder.path(), arguments));
    assert_eq!(code, 0, "{error}");
    let package = fs::read_to_string(folder.path().join("a/b/Cargo.toml")).unwrap();
    assert!(package.contains("name = \"my-shop\""), "{package}");
    assert!(package.contains("path = \"../../runtime\""), "{package}");
}

/// Answers once; gives the address.
fn serve(head: &'static str, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines();
        lines
            .map_while(Result::ok)
            .take_while(|line| !line.is_empty())
            .for_each(drop);
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
    });
    format!("http://{address}/$metadata")
}

#[test]
fn fetches_the_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let url = serve("200 OK\r\nContent-Type: application/xml", CSDL);
    let (code, _, error) = said(&run(
        folder.path(),
        &format!("generate --metadata {url} --out shop"),
    ));
    assert_eq!(code, 0, "{error}");
    assert!(folder.path().join("shop/src/lib.rs").exists());
}

#[test]
fn a_failed_download_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = serve("404 Not Found", "no");
    let (code, _, error) = said(&run(
        folder.path(),
        &format!("generate --metadata {url} --out shop"),
    ));
    assert_eq!(code, 1);
    assert!(
        error.contains("the server answered 404 Not Found; nothing was changed"),
        "{error}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_licence_is_a_file_of_the_crate() {
    let folder = shop();
    let at = |name: &str| folder.path().join(name);
    let config = |more: &str| {
        let text = format!("[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"out\"\n{more}");
        fs::write(at("csdlgen.toml"), text).unwrap();
    };
    config("license_file = \"COPYING\"\n");
    let (code, _, error) = said(&run(folder.path(), "generate"));
    assert_eq!(code, 1);
    assert!(error.contains("cannot read the licence COPYING"), "{error}");
    assert!(!at("out").exists());

    fs::write(at("COPYING"), "Do what you like.\r\n").unwrap();
    assert_eq!(said(&run(folder.path(), "generate")).0, 0);
    let licence = || fs::read_to_string(at("out/LICENSE")).unwrap();
    assert_eq!(licence(), "Do what you like.\n");
    let manifest = || fs::read_to_string(at("out/Cargo.toml")).unwrap();
    // A licence without a name is told by its file.
    assert!(manifest().contains("license-file = \"LICENSE\"\n"));
    assert_eq!(said(&run(folder.path(), "generate --check")).0, 0);

    // Another text is a difference, and goes into the crate.
    fs::write(at("COPYING"), "Do what you must.\n").unwrap();
    assert_eq!(said(&run(folder.path(), "generate --check")).0, 1);
    assert_eq!(said(&run(folder.path(), "generate --trust-lock")).0, 0);
    assert_eq!(licence(), "Do what you must.\n");

    config("license = \"MIT\"\nlicense_file = \"COPYING\"\n");
    assert_eq!(said(&run(folder.path(), "generate")).0, 0);
    assert!(!manifest().contains("license-file"), "{}", manifest());

    // What csdlgen wrote goes with the setting; what others put there stays, and is not written over.
    config("");
    assert_eq!(said(&run(folder.path(), "generate")).0, 0);
    assert!(!at("out/LICENSE").exists());
    fs::write(at("out/LICENSE"), "Mine.\n").unwrap();
    config("license_file = \"COPYING\"\n");
    let (code, _, error) = said(&run(folder.path(), "generate"));
    assert!(code == 1 && error.contains("LICENSE"), "{error}");
    assert_eq!(licence(), "Mine.\n");
}

#[test]
fn questions_about_a_service_take_an_overlay() {
    let folder = shop();
    let overlay = "[[operation]]\nname = \"shop.restock\"\nbound_to = \"shop.product\"\nkind = \"action\"\n\
                   reason = \"the description lacks it\"\n";
    fs::write(folder.path().join("overlay.toml"), overlay).unwrap();
    let asked = [
        ("show /products/x", "restock"),
        ("search restock", "restock"),
        ("explain shop.restock", "restock"),
        (
            "snippet POST /products('x')/shop.restock",
            ".restock().await?",
        ),
    ];
    for (question, answer) in asked {
        let (code, out, _) = said(&run(folder.path(), question));
        assert!(code == 1 || !out.contains(answer), "{question}: {out}");
        let with = format!("{question} --metadata shop.csdl --overlay overlay.toml");
        let (code, out, error) = said(&run(folder.path(), &with));
        assert_eq!(code, 0, "{with}: {error}");
        assert!(out.contains(answer), "{with}: {out}");
    }
}

#[test]
fn an_outline_is_printed_written_and_checked() {
    let folder = shop();
    let run = |arguments: &str| said(&run(folder.path(), arguments));
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    let (code, _, error) = run("outline");
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("no src/lib.rs"), "{error}");
    assert_eq!(run("generate -q").0, 0);
    let (code, text, error) = run("outline out");
    assert_eq!(code, 0, "{error}");
    insta::assert_snapshot!(text);
    // By the folder, and by the crate of csdlgen.toml.
    assert_eq!(
        run("outline --crate shop"),
        (0, text.clone(), String::new())
    );
    // All of it is there without features.
    assert_eq!(
        run("outline out --feature always"),
        (0, text.clone(), String::new())
    );
    let (code, _, error) = run("outline out --feature mail");
    assert_eq!(code, 2);
    assert!(
        error.contains("needs the feature `mail` alone; there are always"),
        "{error}"
    );
    assert_eq!(run("outline --out api.txt").0, 0);
    assert_eq!(read("api.txt"), text);
    assert_eq!(
        run("outline --check api.txt"),
        (0, String::new(), String::new())
    );
    let more = CSDL.replace(
        "<Property Name=\"title\"",
        "<Property Name=\"size\" Type=\"Edm.Int32\"/>\n<Property Name=\"title\"",
    );
    fs::write(folder.path().join("shop.csdl"), more).unwrap();
    assert_eq!(run("generate -q").0, 0);
    let (code, difference, error) = run("outline --check api.txt");
    assert_eq!(code, 1);
    assert!(error.contains("api.txt is not up to date"), "{error}");
    let changed: Vec<&str> = difference
        .lines()
        .filter(|line| line.starts_with(['+', '-']))
        .collect();
    assert_eq!(
        changed,
        [
            "--- api.txt",
            "+++ as it would be written",
            "+    size: Option<i32>",
            "+    #[cfg(feature = \"properties\")] const SIZE: property \"size\", number",
        ]
    );
    // What csdlgen did not write stays, unless it is told to replace it.
    fs::write(folder.path().join("mine.txt"), "mine\n").unwrap();
    let (code, _, error) = run("outline --out mine.txt");
    assert_eq!(code, 1);
    assert!(error.contains("was not written by csdlgen"), "{error}");
    assert_eq!(read("mine.txt"), "mine\n");
    assert_eq!(run("outline --out mine.txt --force").0, 0);
    assert_ne!(read("mine.txt"), "mine\n");
}

#[test]
fn generate_keeps_an_outline_beside_the_crate() {
    let folder = shop();
    let run = |arguments: &str| said(&run(folder.path(), arguments));
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    let config =
        "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"out\"\noutline = \"api/shop.txt\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    let (code, _, error) = run("generate --check");
    assert_eq!(code, 1);
    assert!(error.contains("api/shop.txt: missing"), "{error}");
    assert_eq!(run("generate -q").0, 0);
    assert_eq!(read("api/shop.txt"), run("outline").1);
    assert_eq!(run("generate --check -q").0, 0);
    // A lock proves nothing of an outline that is another or gone.
    let edited = read("api/shop.txt") + "struct More\n";
    for state in [Some(edited.as_str()), None] {
        match state {
            Some(text) => fs::write(folder.path().join("api/shop.txt"), text).unwrap(),
            None => fs::remove_file(folder.path().join("api/shop.txt")).unwrap(),
        }
        assert_eq!(run("generate --check -q").0, 1, "{state:?}");
        assert_eq!(run("generate -q --trust-lock").0, 0);
        assert_eq!(read("api/shop.txt"), run("outline").1);
    }
    let (_, said, _) = run("generate --trust-lock");
    assert!(said.contains("nothing has changed"), "{said}");
    // A file in the way is left, and nothing is written.
    let before = files_below(folder.path());
    fs::write(folder.path().join("mine.txt"), "mine\n").unwrap();
    fs::write(
        folder.path().join("shop.csdl"),
        CSDL.replace("title", "name"),
    )
    .unwrap();
    let (code, _, error) = run("generate --crate shop --outline mine.txt");
    assert_eq!(code, 1);
    assert!(
        error.contains("mine.txt was not written by csdlgen"),
        "{error}"
    );
    let mut after = files_below(folder.path());
    assert_eq!(after.remove(Path::new("mine.txt")).unwrap(), "mine\n");
    after.insert("shop.csdl".into(), CSDL.to_owned());
    assert_eq!(after, before);
}

#[test]
fn a_description_is_reduced_and_checked() {
    let folder = shop();
    let run = |arguments: &str| said(&run(folder.path(), arguments));
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    let more = "<EntityType Name=\"order\"><Key><PropertyRef Name=\"id\"/></Key>\
        <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/><Property Name=\"total\" Type=\"Edm.Decimal\"/></EntityType>\
        <EntityContainer Name=\"shopService\"><EntitySet Name=\"orders\" EntityType=\"shop.order\"/>";
    let whole = CSDL.replace("<EntityContainer Name=\"shopService\">", more);
    fs::write(folder.path().join("whole.csdl"), whole).unwrap();
    let config =
        "[crates.shop]\nmetadata = \"small.csdl\"\nout = \"out\"\ninclude = [\"/products/**\"]\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    let (code, said, error) = run("reduce --crate shop --metadata whole.csdl --out small.csdl");
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    assert!(said.contains(" kB, written"), "{said}");
    assert!(read("small.csdl").contains("title") && !read("small.csdl").contains("total"));
    assert_eq!(
        run("reduce --crate shop --metadata whole.csdl").1,
        read("small.csdl")
    );
    // The crate is the same, but for the name of the description.
    assert_eq!(run("generate -q").0, 0);
    let from = |file: &str| {
        read(file)
            .replace("small.csdl", "")
            .replace("whole.csdl", "")
    };
    let small = from("out/src/models/product.rs");
    assert_eq!(run("generate -q --crate shop --metadata whole.csdl").0, 0);
    assert_eq!(from("out/src/models/product.rs"), small);
    let check = "reduce --crate shop --metadata whole.csdl --check small.csdl";
    assert_eq!(run(check), (0, String::new(), String::new()));
    let (code, difference, error) = run(&format!("{check} --include /orders/**"));
    assert_eq!(code, 1);
    assert!(
        difference.contains("+        <Property Name=\"total\""),
        "{difference}"
    );
    assert!(error.contains("small.csdl is not up to date"), "{error}");
    // The whole is not overwritten.
    let (code, _, error) = run("reduce --crate shop --metadata whole.csdl --out whole.csdl");
    assert_eq!(code, 1);
    assert!(error.contains("was not written by csdlgen"), "{error}");
    let (code, _, error) =
        run("reduce --crate shop --metadata whole.csdl --out small.csdl --include /prodcts");
    assert_eq!(code, 1);
    assert!(error.contains("there is no \"prodcts\""), "{error}");
}
