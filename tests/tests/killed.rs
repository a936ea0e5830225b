//! A process that is killed at each step of writing in turn (`tests/src/bin/killed.rs`): on disk is the old crate or the
//! new one, and the next run completes what was begun.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use tests::generate::document;

type Files = BTreeMap<String, String>;

const OLD: &str = "<ComplexType Name=\"kept\"/><ComplexType Name=\"changed\"><Property Name=\"a\" Type=\"Edm.String\"/></ComplexType>\
    <ComplexType Name=\"gone\"/>";
const NEW: &str = "<ComplexType Name=\"kept\"/><ComplexType Name=\"changed\"><Property Name=\"b\" Type=\"Edm.String\"/></ComplexType>\
    <EntityType Name=\"came\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/></EntityType>\
    <EntityContainer Name=\"c\"><EntitySet Name=\"all\" EntityType=\"t.came\"/></EntityContainer>";

/// Serves the new metadata to everybody.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/$metadata", listener.local_addr().unwrap());
    let body = document(NEW);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    std::thread::spawn(move || {
        loop {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            lines
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
                .for_each(drop);
            let _ = stream.write_all((head.clone() + &body).as_bytes());
        }
    });
    url
}

/// Runs until a step; whether it got there.
fn is_killed(how: &str, folder: &Path, step: usize) -> bool {
    let status = Command::new(env!("CARGO_BIN_EXE_killed"))
        .args([how, folder.to_str().unwrap(), &step.to_string()])
        .stderr(Stdio::inherit())
        .status()
        .unwrap();
    assert_ne!(status.code(), Some(1), "{how} failed at step {step}");
    !status.success()
}

fn contents(folder: &Path, below: &str, files: &mut Files) {
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.file_type().unwrap().is_dir() {
            contents(folder, &path, files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// All files, those that a killed run leaves for the next apart.
fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    contents(folder, "", &mut files);
    files.retain(|path, _| !is_left(path));
    files
}

fn is_left(path: &str) -> bool {
    path.contains(".csdlgen-staging")
        || path.ends_with(".csdlgen.lock")
        || path.ends_with(".csdlgen-new")
}

fn source(files: &Files) -> Files {
    let source = files
        .iter()
        .filter(|(path, _)| path.starts_with("out/src/"));
    source
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// A folder with the old crate and with things of the user's.
fn old(url: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = format!("[crates.x]\nmetadata = \"x.csdl\"\nsource = \"{url}\"\nout = \"out\"\n");
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    fs::write(folder.path().join("x.csdl"), document(OLD)).unwrap();
    assert!(!is_killed("generate", folder.path(), usize::MAX));
    fs::write(folder.path().join("out/CHANGELOG.md"), "# Mine\n\n## Old\n").unwrap();
    fs::write(folder.path().join("out/src/mine.rs"), "mine").unwrap();
    folder
}

fn kill_at_every_step(how: &str) {
    let url = serve();
    let prepare = |folder: &Path| {
        if how == "generate" {
            fs::write(folder.join("x.csdl"), document(NEW)).unwrap();
        }
    };
    let whole = old(&url);
    prepare(whole.path());
    let before = files(whole.path());
    assert!(!is_killed(how, whole.path(), usize::MAX));
    let after = files(whole.path());
    let mut ends = [0, 0];
    for step in 0.. {
        let folder = old(&url);
        prepare(folder.path());
        let killed = is_killed(how, folder.path(), step);
        let now = files(folder.path());
        let is_new = source(&now) == source(&after);
        assert!(
            is_new || source(&now) == source(&before),
            "{how}, step {step}: src is mixed"
        );
        for (path, text) in &now {
            let is = [&before, &after]
                .iter()
                .any(|files| files.get(path) == Some(text));
            assert!(is, "{how}, step {step}: {path} is neither old nor new");
        }
        ends[usize::from(is_new)] += 1;
        // The package stays as it was, so that the new source builds with it, and the old does.
        assert_eq!(now["out/Cargo.toml"], before["out/Cargo.toml"]);
        assert_eq!(before["out/Cargo.toml"], after["out/Cargo.toml"]);
        assert!(!is_killed(how, folder.path(), usize::MAX));
        assert_eq!(
            files(folder.path()),
            after,
            "{how}, step {step}: not mended"
        );
        let mut all = Files::new();
        contents(folder.path(), "", &mut all);
        assert!(
            !all.keys()
                .any(|path| path.contains("staging") || path.ends_with("-new")),
            "{:?}",
            all.keys()
        );
        if !killed {
            break;
        }
    }
    println!(
        "{how}: killed at {} steps, {} of them before the new crate was there",
        ends[0] + ends[1] - 1,
        ends[0]
    );
    assert!(ends[0] > 10 && ends[1] > 5, "{ends:?}");
}

#[test]
fn generate_killed_at_every_step_leaves_the_old_crate_or_the_new() {
    kill_at_every_step("generate");
}

#[test]
fn update_killed_at_every_step_leaves_the_old_crate_or_the_new() {
    kill_at_every_step("update");
}
