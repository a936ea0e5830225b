//! `csdlgen new`: the package that it makes of a description.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use tests::service::repository;

/// Runs the command in this process.
fn csdlgen(arguments: &[&str]) -> ExitCode {
    let all = ["csdlgen", "new", "--no-input", "--quiet"].iter();
    csdlgen::cli::run(all.chain(arguments).map(Into::into))
}

fn is_success(code: ExitCode) -> bool {
    format!("{code:?}") == format!("{:?}", ExitCode::SUCCESS)
}

/// The files that the user owns, by path.
fn own_files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            let name = name.replace('\\', "/");
            if !name.starts_with("client/") {
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn shown(files: &BTreeMap<String, String>) -> String {
    let files = files
        .iter()
        .filter(|(name, _)| !name.starts_with("metadata/"));
    let files = files.map(|(name, text)| format!("== {name}\n{text}\n"));
    files.collect()
}

fn shop() -> String {
    let path = repository().join("tests/fixtures/shop.csdl");
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_package_with_the_client_as_a_crate() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("shopper");
    let metadata = shop();
    let code = csdlgen(&[folder.to_str().unwrap(), "--metadata", &metadata]);
    assert!(is_success(code), "{code:?}");
    let files = own_files(&folder);
    insta::assert_snapshot!("new_crate", shown(&files));
    assert_eq!(
        files["metadata/shop.csdl"],
        fs::read_to_string(&metadata).unwrap()
    );
    assert!(folder.join("client/src/lib.rs").is_file());
    // What it wrote is what `csdlgen generate` would write.
    let config = folder.join("csdlgen.toml");
    let arguments = ["csdlgen", "generate", "-q", "--check", "--config"];
    let arguments = arguments.into_iter().map(Into::into).chain([config.into()]);
    assert!(is_success(csdlgen::cli::run(arguments)));
}

#[test]
fn a_package_that_generates_in_its_build_script() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("shopper");
    let code = csdlgen(&[
        folder.to_str().unwrap(),
        "--metadata",
        &shop(),
        "--kind",
        "build-script",
        "--include",
        "/Products/**",
    ]);
    assert!(is_success(code), "{code:?}");
    let files = own_files(&folder);
    insta::assert_snapshot!("new_build_script", shown(&files));
    assert!(files["metadata/shop.csdl"].contains("Reduced by csdlgen"));
    assert!(!folder.join("client").exists());
    let built = csdlgen::Builder::configured(folder.join("csdlgen.toml"), "client").unwrap();
    let built = built.out_dir(place.path()).generate().unwrap();
    // The name that the program includes.
    assert_eq!(built.file, place.path().join("client.rs"));
    let text = fs::read_to_string(built.file).unwrap();
    assert!(text.contains("pub struct ShopClient"));
}

#[test]
fn nothing_is_overwritten() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mine"), "mine").unwrap();
    let code = csdlgen(&[
        place.path().to_str().unwrap(),
        "--metadata",
        &shop(),
        "--name",
        "x",
    ]);
    assert!(!is_success(code));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

#[test]
fn what_is_wrong_leaves_nothing_behind() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("shopper");
    for wrong in [
        ["--metadata", "nowhere.csdl"],
        ["--include", "/Nothing/**"],
        ["--name", "no name"],
    ] {
        let metadata = shop();
        let mut arguments = vec![folder.to_str().unwrap()];
        if wrong[0] != "--metadata" {
            arguments.extend(["--metadata", &metadata]);
        }
        arguments.extend(wrong);
        assert!(!is_success(csdlgen(&arguments)), "{wrong:?}");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "{wrong:?}");
    }
}

#[test]
fn a_package_for_a_service_that_openapi_describes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("pets");
    let metadata = repository().join("tests/fixtures/petshop.yaml");
    let code = csdlgen(&[
        folder.to_str().unwrap(),
        "--metadata",
        metadata.to_str().unwrap(),
        "--include",
        "/pets/**",
    ]);
    assert!(is_success(code), "{code:?}");
    let files = own_files(&folder);
    insta::assert_snapshot!("new_openapi", shown(&files));
    let reduced = &files["metadata/petshop.yaml"];
    assert!(reduced.contains("/pets/{petId}/photo"), "{reduced}");
    assert!(
        !reduced.contains("/orders") && !reduced.contains("Answer:"),
        "{reduced}"
    );
    let client = fs::read_to_string(folder.join("client/src/client.rs")).unwrap();
    assert!(client.contains("fn pets(") && !client.contains("fn orders("));
    assert!(is_success(csdlgen(&[
        "--list",
        "--metadata",
        metadata.to_str().unwrap()
    ])));
}

#[test]
fn the_first_program_signs_in_where_the_issuer_is_known() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("shopper");
    let code = csdlgen(&[
        folder.to_str().unwrap(),
        "--metadata",
        &shop(),
        "--issuer",
        "https://login.example.com",
        "--crates",
        "/src/csdlgen",
    ]);
    // The folder with csdlgen's crates is not there, and nothing is written.
    assert!(!is_success(code));
    assert!(!folder.exists());
    let crates = repository();
    let code = csdlgen(&[
        folder.to_str().unwrap(),
        "--metadata",
        &shop(),
        "--issuer",
        "https://login.example.com",
        "--crates",
        crates.to_str().unwrap(),
    ]);
    assert!(is_success(code), "{code:?}");
    let files = own_files(&folder);
    let program = &files["src/main.rs"];
    assert!(
        program.contains("SignIn::issuer(\"https://login.example.com\")"),
        "{program}"
    );
    assert!(program.contains("SERVICE_CLIENT_ID"), "{program}");
    let package = &files["Cargo.toml"];
    assert!(package.contains("/sign-in\" }"), "{package}");
    assert!(files["csdlgen.toml"].contains("issuer = \"https://login.example.com\""));
}

#[test]
fn openapi_says_where_to_sign_in() {
    let place = tempfile::tempdir().unwrap();
    let document = r#"{"openapi": "3.1.0", "info": {"title": "Notes", "version": "1"},
        "servers": [{"url": "https://notes.example/v1"}],
        "components": {"securitySchemes": {"user": {"type": "oauth2", "flows": {"authorizationCode": {
            "authorizationUrl": "https://login.example/authorize", "tokenUrl": "https://login.example/token",
            "scopes": {"notes.read": "Reads notes."}}}}}},
        "security": [{"user": ["notes.read"]}],
        "paths": {"/notes": {"get": {"operationId": "list", "responses": {"200": {"description": "Notes",
            "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}}}}}}}"#;
    let metadata = place.path().join("notes.json");
    fs::write(&metadata, document).unwrap();
    let folder = place.path().join("noter");
    let code = csdlgen(&[
        folder.to_str().unwrap(),
        "--metadata",
        metadata.to_str().unwrap(),
    ]);
    assert!(is_success(code), "{code:?}");
    insta::assert_snapshot!("new_openapi_sign_in", shown(&own_files(&folder)));
    let readme = fs::read_to_string(folder.join("client/README.md")).unwrap();
    insta::assert_snapshot!("new_openapi_readme", readme);
}

#[test]
fn a_program_with_a_secret_says_where_it_reads_it() {
    let place = tempfile::tempdir().unwrap();
    let document = r#"{"openapi": "3.1.0", "info": {"title": "Notes", "version": "1"},
        "servers": [{"url": "https://notes.example/v1"}],
        "components": {"securitySchemes": {"program": {"type": "oauth2", "flows": {"clientCredentials": {
            "tokenUrl": "https://login.example/token", "scopes": {}}}}}},
        "security": [{"program": []}],
        "paths": {"/notes": {"get": {"operationId": "list", "responses": {"200": {"description": "Notes",
            "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}}}}}}}"#;
    let metadata = place.path().join("notes.json");
    fs::write(&metadata, document).unwrap();
    let folder = place.path().join("noter");
    let code = csdlgen(&[
        folder.to_str().unwrap(),
        "--metadata",
        metadata.to_str().unwrap(),
    ]);
    assert!(is_success(code), "{code:?}");
    let files = own_files(&folder);
    for file in ["README.md", "src/main.rs"] {
        let words = files[file].contains("`SERVICE_CLIENT_SECRET`");
        assert!(words, "{file}: {}", files[file]);
    }
    assert!(files["src/main.rs"].contains(".client_credentials()?"));
}
