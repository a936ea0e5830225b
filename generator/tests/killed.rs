//! The command, interrupted and killed at any time: the crate's `src` is the old one or the new one, every other file
//! is the old one or the new one, and the next run completes what was begun.
#![cfg(test)]
#![cfg(unix)]

mod kit;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kit::{command, contents, run, shop};

type Files = BTreeMap<String, String>;

/// So many runs are killed, half of them at moments spread over the time that a whole run takes, half while it writes.
const RUNS: u32 = 30;

/// Metadata with so many types that writing them takes a while.
fn large(property: &str) -> String {
    let types: Vec<String> = (0..60)
        .map(|n| {
            format!("<ComplexType Name=\"part{property}{n}\"><Property Name=\"{property}\" Type=\"Edm.String\"/></ComplexType>\n\
                     <ComplexType Name=\"kept{n}\"><Property Name=\"{property}\" Type=\"Edm.String\"/></ComplexType>")
        })
        .collect();
    kit::new_csdl().replace("<EntityContainer", &(types.concat() + "\n<EntityContainer"))
}

/// What is in `src`, and what is beside it; what a killed run may leave for the next apart.
fn parts(folder: &Path) -> (Files, Files) {
    let files = contents(folder).into_iter();
    let left = |path: &String| {
        path.contains(".csdlgen-staging")
            || path.ends_with(".csdlgen.lock")
            || path.ends_with(".csdlgen-new")
    };
    files
        .filter(|(path, _)| !left(path))
        .partition(|(path, _)| path.starts_with("shop/src/"))
}

/// When a run is signalled.
enum Moment {
    After(Duration),
    /// So long after it has begun to write.
    Writing(Duration),
}

/// Runs and signals a command at a moment; whether the signal ended it.
fn is_killed(folder: &Path, arguments: &str, signal: &str, moment: &Moment) -> bool {
    let mut child = command(folder, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    match moment {
        Moment::After(time) => std::thread::sleep(*time),
        Moment::Writing(time) => {
            let staging = folder.join("shop/.csdlgen-staging");
            while !staging.exists() && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            std::thread::sleep(*time);
        }
    }
    let id = child.id().to_string();
    // The run may have ended before.
    let _ = Command::new("kill")
        .args([signal, &id])
        .stderr(Stdio::null())
        .status();
    child.wait().unwrap().code().is_none()
}

fn copy(from: &Path, to: &Path) {
    for (path, text) in contents(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Kills a command at many moments. `prepare` brings what is new.
fn kill_everywhere(arguments: &str, old: &Path, prepare: impl Fn(&Path)) {
    let before = parts(old);
    let whole = tempfile::tempdir().unwrap();
    copy(old, whole.path());
    prepare(whole.path());
    let start = Instant::now();
    assert_eq!(run(whole.path(), arguments).0, 0);
    let time = start.elapsed();
    let after = parts(whole.path());
    assert_ne!(before.0, after.0);
    let (mut kills, mut midway, mut news) = (0, 0, 0);
    for at in 0..RUNS {
        let folder = tempfile::tempdir().unwrap();
        copy(old, folder.path());
        prepare(folder.path());
        let prepared = parts(folder.path());
        let moment = if at % 2 == 0 {
            Moment::After(time * at / RUNS)
        } else {
            Moment::Writing(Duration::from_micros(500) * (at / 2))
        };
        let signal = ["-INT", "-KILL", "-TERM"][at as usize % 3];
        let killed = is_killed(folder.path(), arguments, signal, &moment);
        kills += u32::from(killed);
        midway += u32::from(killed && folder.path().join("shop/.csdlgen-staging").exists());
        let (source, beside) = parts(folder.path());
        assert!(
            source == before.0 || source == after.0,
            "killed at {at}: src is mixed"
        );
        news += u32::from(killed && source == after.0);
        for (path, text) in &beside {
            let is = [&prepared.1, &after.1]
                .iter()
                .any(|files| files.get(path) == Some(text));
            assert!(is, "killed at {at}: {path} is neither old nor new");
        }
        let (code, _, said) = run(folder.path(), arguments);
        assert_eq!(code, 0, "killed at {at}: {said}");
        assert_eq!(parts(folder.path()), after, "killed at {at}");
        let left: Vec<String> = contents(folder.path()).into_keys().collect();
        assert!(
            !left
                .iter()
                .any(|path| path.contains("csdlgen-staging") || path.ends_with("-new")),
            "{left:?}"
        );
    }
    println!(
        "{arguments}: {kills} of {RUNS} runs killed, {midway} of them while writing, {news} with the new crate in place"
    );
    assert!(kills > RUNS / 3, "{kills} kills");
}

#[test]
fn generate_that_is_killed_leaves_the_old_crate_or_the_new() {
    let old = shop("https://example.org/");
    fs::write(old.path().join("metadata/shop.csdl"), large("old")).unwrap();
    assert_eq!(run(old.path(), "generate -q").0, 0);
    kill_everywhere("generate -q", old.path(), |folder| {
        fs::write(folder.join("metadata/shop.csdl"), large("new")).unwrap();
    });
}

#[test]
fn update_that_is_killed_leaves_the_old_crate_or_the_new() {
    let server = kit::Server::new(vec![kit::reply(kit::HEADERS, &large("new"))]);
    let old = shop(&server.url);
    fs::write(old.path().join("metadata/shop.csdl"), large("old")).unwrap();
    fs::write(old.path().join("shop/CHANGELOG.md"), "# Mine\n\n## 0.3.1\n").unwrap();
    assert_eq!(run(old.path(), "generate -q").0, 0);
    kill_everywhere("update -q", old.path(), |_| {});
}
