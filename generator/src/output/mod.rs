//! Files → disk.

mod path;

pub(crate) use path::is_reserved_name;
pub use path::{InvalidPath, RelativePath};

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it goes.
    pub path: RelativePath,
    /// All of it, with `\n` at line ends.
    pub contents: String,
}
