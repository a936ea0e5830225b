//! What stands in an outline, and what makes a difference.

use crate::output::{File, RelativePath};

use super::{OutlineError, outline, outline_folder};

fn crate_of(files: &[(&str, &str)]) -> Vec<File> {
    let file = |(path, contents): &(&str, &str)| File {
        path: RelativePath::new(*path).unwrap(),
        contents: (*contents).to_owned(),
    };
    files.iter().map(file).collect()
}

const LIB: &str = "
pub mod client;
pub mod models;
mod private;
pub use client::Client;
pub use odata_client;
pub use private::{Shown, hidden as seen};
pub use std::fmt::Debug as Printed;
";

const CLIENT: &str = "
use crate::models::Book;
#[derive(Debug, Clone)]
#[must_use = \"so\"]
pub struct Client(odata_client::Client);
impl Client {
    pub const ROOT: &'static str = \"x\";
    pub fn new(credential: impl odata_client::Credential + 'static) -> odata_client::Result<Self> { loop {} }
    pub fn books(&self, of: &[Option<Book>],) -> odata_client::Get<super::models::Shelf> { loop {} }
    fn inner(&self) {}
}
impl<T> From<T> for Client where T: Into<Book> { fn from(_: T) -> Self { loop {} } }
impl IntoFuture for Client { type Output = Book; }
";

const MODELS: &str = "
pub mod book;
mod shelf;
pub use book::Book;
pub use shelf::Shelf;
";

const BOOK: &str = "
use super::Shelf;
#[non_exhaustive]
pub struct Book { pub title: Option<String>, #[deprecated(note = \"x\")] pub at: Option<Box<Shelf>>, secret: u8 }
odata_client::codegen::model!(Book, \"lib.book\");
#[cfg(feature = \"properties\")]
mod properties {
    use super::*;
    impl Book {
        property!(#[deprecated(note = \"x\")] AT, \"at\", collection link Shelf);
        property!(TITLE, \"title\", text);
    }
    impl odata_client::query::Inherits<Shelf> for Book {}
}
";

const SHELF: &str = "
pub enum Shelf { Wide, Other(String), Named { by: super::Book } }
pub(crate) struct Hidden;
#[doc(hidden)] pub struct Secret;
pub type Many = Vec<Shelf>;
";

const PRIVATE: &str = "
pub trait Shown: Send { const N: u8; fn must(&self); fn may(&self) {} type Of<T>; }
pub fn hidden<'a, T: Fn(u8) -> u8>(x: &'a T) -> Option<&'a mut u8> { None }
pub fn unseen() {}
";

fn library() -> Vec<(&'static str, &'static str)> {
    vec![
        ("src/lib.rs", LIB),
        ("src/client.rs", CLIENT),
        ("src/models/mod.rs", MODELS),
        ("src/models/book.rs", BOOK),
        ("src/models/shelf.rs", SHELF),
        ("src/private.rs", PRIVATE),
    ]
}

#[test]
fn what_users_can_name_has_a_line() {
    insta::assert_snapshot!(outline(&crate_of(&library())).unwrap());
}

#[test]
fn the_order_of_declarations_is_of_no_account() {
    let before = outline(&crate_of(&library())).unwrap();
    let mut files = library();
    let turned = "use super::Shelf;
        #[cfg(feature = \"properties\")]
        mod properties {
            use super::*;
            impl odata_client::query::Inherits<Shelf> for Book {}
            impl Book {
                property!(TITLE, \"title\", text);
                property!(#[deprecated] AT, \"at\", collection link Shelf);
            }
        }
        odata_client::codegen::model!(Book, \"lib.book\");
        #[non_exhaustive]
        pub struct Book { secret: u8, #[deprecated] pub at: Option<Box<Shelf>>, pub title: Option<String> }";
    files[3] = ("src/models/book.rs", turned);
    assert_eq!(outline(&crate_of(&files)).unwrap(), before);
}

#[test]
fn a_changed_signature_is_a_changed_line() {
    let before = outline(&crate_of(&library())).unwrap();
    let mut files = library();
    let changed = CLIENT.replace("&[Option<Book>]", "&[Book]");
    let more = changed.replace("fn inner", "pub fn more(&self) {} fn inner");
    files[1] = ("src/client.rs", &more);
    let after = outline(&crate_of(&files)).unwrap();
    let new: Vec<&str> = after
        .lines()
        .filter(|line| !before.contains(line))
        .collect();
    let old: Vec<&str> = before
        .lines()
        .filter(|line| !after.contains(line))
        .collect();
    assert_eq!(
        new,
        [
            "    fn books(&self, of: &[models::Book]) -> odata_client::Get<models::Shelf>",
            "    fn more(&self)"
        ]
    );
    assert_eq!(
        old,
        ["    fn books(&self, of: &[Option<models::Book>]) -> odata_client::Get<models::Shelf>"]
    );
}

#[test]
fn a_folder_is_outlined_as_its_files_are() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in library() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let outlined = outline_folder(folder.path()).unwrap();
    assert_eq!(outlined, outline(&crate_of(&library())).unwrap());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let mut messages = vec![outline(&[]).unwrap_err().to_string()];
    for (path, text) in [
        ("src/models/book.rs", "pub struct Book {\n    pub title: }"),
        ("src/models/mod.rs", "pub mod lost;"),
    ] {
        let mut files = library();
        files.retain(|(other, _)| *other != path);
        files.push((path, text));
        messages.push(outline(&crate_of(&files)).unwrap_err().to_string());
    }
    insta::assert_snapshot!(messages.join("\n---\n"));
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        outline_folder(folder.path()),
        Err(OutlineError::NoRoot)
    ));
}

#[test]
fn exports_that_go_in_circles_end() {
    let files = crate_of(&[
        (
            "src/lib.rs",
            "pub mod a; pub mod b; pub use a::*; pub use a::X;",
        ),
        (
            "src/a.rs",
            "pub use crate::b::*; pub use crate::b::X; pub use crate as again;",
        ),
        ("src/b.rs", "pub use crate::a::*; pub use crate::a::X;"),
    ]);
    let text = outline(&files).unwrap();
    assert!(text.contains("mod a\n"), "{text}");
}
