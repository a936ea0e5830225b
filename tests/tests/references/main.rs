//! Referenced documents: a description and a folder of others go in, the crate of all that is needed comes out.

mod containers;
mod fetching;
mod finding;
mod included;
mod needed;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csdlgen::config::Crate;
use csdlgen::diagnostic::{Diagnostic, Diagnostics};
use csdlgen::pipeline::{self, Generated, Source};
use csdlgen::references::References;
use tempfile::TempDir;
use tests::generate::by_path;

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
