//! What tests of the command share: a small service, a server for it, a folder with its crate, and runs.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A server that answers each connection with the next reply, and the last one again.
pub struct Server {
    pub url: String,
}

impl Server {
    pub fn new(replies: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/$metadata", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for at in 0.. {
                let (mut stream, _) = listener.accept().unwrap();
                hear(&stream);
                // The client may have hung up already.
                let _ = stream.write_all(&replies[usize::min(at, replies.len() - 1)]);
            }
        });
        Self { url }
    }
}

/// Reads a request.
fn hear(stream: &TcpStream) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .for_each(drop);
}

/// The address of a server that never ends to answer.
pub fn endless() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/$metadata", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        loop {
            let (mut stream, _) = listener.accept().unwrap();
            hear(&stream);
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<x>");
            while stream.write_all(&[b' '; 4096]).is_ok() {}
        }
    });
    url
}

pub fn reply(head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into_bytes()
}

pub const HEADERS: &str = "200 OK\r\nETag: \"two\"\r\nLast-Modified: Tue, 04 Aug 2026 10:00:00 GMT";

pub fn csdl(properties: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <EntityType Name=\"product\"><Key><PropertyRef Name=\"id\"/></Key>\n\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>\n{properties}\n</EntityType>\n\
         <EntityContainer Name=\"service\"><EntitySet Name=\"products\" EntityType=\"shop.product\"/></EntityContainer>\n\
         </Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

pub fn old_csdl() -> String {
    csdl("<Property Name=\"title\" Type=\"Edm.String\"/>")
}

/// Another property, and types that make and remove files.
pub fn new_csdl() -> String {
    csdl("<Property Name=\"price\" Type=\"Edm.Decimal\"/>").replace(
        "<EntityContainer",
        "<ComplexType Name=\"part\"/><EnumType Name=\"state\"><Member Name=\"on\"/></EnumType>\n<EntityContainer",
    )
}

pub fn settings(source: &str) -> String {
    format!(
        "[crates.shop]\nmetadata = \"metadata/shop.csdl\"\nsource = \"{source}\"\nout = \"shop\"\nversion = \"0.3.1\"\n"
    )
}

/// A generated crate of the old metadata, with this source.
pub fn shop(source: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("csdlgen.toml"), settings(source)).unwrap();
    fs::create_dir(folder.path().join("metadata")).unwrap();
    fs::write(folder.path().join("metadata/shop.csdl"), old_csdl()).unwrap();
    assert_eq!(run(folder.path(), "generate -q").0, 0);
    folder
}

pub fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_csdlgen"));
    command
        .args(arguments.split_whitespace())
        // No notes are kept among the caches of whoever runs the tests.
        .env("XDG_CACHE_HOME", "/dev/null")
        .current_dir(folder);
    command
}

/// Exit code, standard output, standard error.
pub fn run(folder: &Path, arguments: &str) -> (i32, String, String) {
    let output = command(folder, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Every file with its contents.
pub fn contents(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.metadata().is_ok_and(|data| data.len() < 1 << 20) {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}
