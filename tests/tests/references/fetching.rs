//! What is fetched, and what is remembered of it.

use std::net::TcpListener;
use std::sync::atomic::Ordering;

use csdlgen::config::Crate;
use csdlgen::pipeline::{self, Source};
use csdlgen::references::References;

use super::{assert_missing, fetching, files, folder, generated, other, referring, run, serve};

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
        assert_eq!(files, ["models/user.rs", "other/address.rs"]);
    }
    assert_eq!(
        asked.load(Ordering::SeqCst),
        1,
        "once for all runs with these settings"
    );
    let files = files(run(&main, fetching(None)).unwrap());
    assert_eq!(files, ["models/user.rs", "other/address.rs"]);

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
