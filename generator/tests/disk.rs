//! Disks that are full or may not be written, real ones: small file systems in memory, in a name space of their own, so
//! that nothing is left behind. Where the system lets nobody mount them, a line says so; `output`'s own tests refuse
//! every single step as such a disk does.
#![cfg(test)]
#![cfg(target_os = "linux")]

mod kit;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use kit::{contents, shop};

/// Runs a script of the shell where it may mount; `None` where nobody may.
fn mounting(folder: &Path, script: &str) -> Option<Output> {
    let unshared = |script: &str| {
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-ec", script])
            .env("CSDLGEN", env!("CARGO_BIN_EXE_csdlgen"))
            .env("XDG_CACHE_HOME", "/dev/null")
            .current_dir(folder)
            .output()
            .ok()
    };
    let may = unshared("mount -t tmpfs -o size=64k tmpfs /tmp")
        .is_some_and(|output| output.status.success());
    if !may {
        println!("skipped: file systems cannot be mounted here (unshare --user --mount)");
        return None;
    }
    unshared(script)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// A folder in which the crate `shop` lies on a file system of this size when `script` runs; what it holds afterwards
/// is in `result`.
fn script(size: u32, then: &str) -> String {
    format!(
        "cp -a shop kept; mount -t tmpfs -o size={size}k tmpfs shop; cp -a kept/. shop/ || exit 99\n\
         code=0; {{ {then}; }} || code=$?; cp -a shop result; exit $code"
    )
}

#[test]
fn a_full_disk_leaves_the_old_crate_and_says_so() {
    let (mut refusals, mut successes) = (0, 0);
    for size in (40..140).step_by(4) {
        let folder = shop("https://example.org/");
        let old = contents(&folder.path().join("shop"));
        fs::write(folder.path().join("metadata/shop.csdl"), kit::new_csdl()).unwrap();
        let Some(output) = mounting(folder.path(), &script(size, "\"$CSDLGEN\" generate -q"))
        else {
            return;
        };
        let result = folder.path().join("result");
        match output.status.code() {
            // Not even the old crate fits.
            Some(99) => {}
            Some(0) => {
                assert!(
                    fs::read_to_string(result.join("src/models/product.rs"))
                        .unwrap()
                        .contains("price")
                );
                assert!(!result.join(".csdlgen-staging").exists());
                successes += 1;
            }
            _ => {
                let said = said(&output);
                assert!(
                    said.contains("error: cannot ") && said.contains("nothing was changed"),
                    "{size}: {said}"
                );
                assert!(
                    said.to_lowercase().contains("no space left on device"),
                    "{said}"
                );
                assert_eq!(contents(&result), old, "{size}");
                refusals += 1;
            }
        }
    }
    println!("{refusals} disks were too small, {successes} were not");
    assert!(refusals > 0 && successes > 0, "{refusals} {successes}");
}

#[test]
fn an_update_on_a_full_disk_changes_nothing() {
    let mut refusals = 0;
    for size in (40..160).step_by(4) {
        let server = kit::Server::new(vec![kit::reply(kit::HEADERS, &kit::new_csdl())]);
        let folder = shop(&server.url);
        let old = contents(&folder.path().join("shop"));
        let Some(output) = mounting(folder.path(), &script(size, "\"$CSDLGEN\" update -q")) else {
            return;
        };
        if matches!(output.status.code(), Some(0 | 99)) {
            continue;
        }
        let said = said(&output);
        assert!(said.contains("nothing was changed"), "{size}: {said}");
        assert_eq!(contents(&folder.path().join("result")), old, "{size}");
        let metadata = folder.path().join("metadata");
        assert_eq!(
            fs::read_to_string(metadata.join("shop.csdl")).unwrap(),
            kit::old_csdl(),
            "{size}"
        );
        assert_eq!(fs::read_dir(metadata).unwrap().count(), 1, "{size}");
        refusals += 1;
    }
    assert!(refusals > 0);
}

#[test]
fn a_folder_that_may_not_be_written_stays_as_it_is() {
    for (command, metadata) in [("generate", kit::new_csdl()), ("update", kit::old_csdl())] {
        let server = kit::Server::new(vec![kit::reply(kit::HEADERS, &kit::new_csdl())]);
        let folder = shop(&server.url);
        let old = contents(&folder.path().join("shop"));
        fs::write(folder.path().join("metadata/shop.csdl"), &metadata).unwrap();
        let then = format!("mount -o remount,ro shop; \"$CSDLGEN\" {command}");
        let Some(output) = mounting(folder.path(), &script(2_000, &then)) else {
            return;
        };
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        assert!(
            said.to_lowercase().contains("read-only file system"),
            "{command}: {said}"
        );
        assert!(said.contains("nothing was changed"), "{command}: {said}");
        assert_eq!(contents(&folder.path().join("result")), old, "{command}");
        // What does not write goes on.
        let unchanged = shop("https://example.org/");
        let then = "mount -o remount,ro shop; \"$CSDLGEN\" generate -q && \"$CSDLGEN\" generate --check -q";
        let output = mounting(unchanged.path(), &script(2_000, then)).unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", self::said(&output));
    }
}

/// The folder in which the crate's folder would be made.
#[test]
fn a_folder_that_cannot_be_made_leaves_nothing() {
    let folder = shop("https://example.org/");
    let then = "mount -o remount,ro shop; \"$CSDLGEN\" generate --crate shop --out shop/deep/er";
    let Some(output) = mounting(folder.path(), &script(2_000, then)) else {
        return;
    };
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("nothing was changed"), "{said}");
    assert!(!folder.path().join("result/deep").exists());
}
