//! A path as seen from a folder, as a generated `Cargo.toml` needs it.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::text::slashed;

/// The path from a folder to another, with `/`; absolute where there is none (another Windows drive).
///
/// # Errors
/// The current folder cannot be told.
pub(crate) fn relative(from: &Path, to: &Path) -> io::Result<String> {
    let (from, to) = (plain(from)?, plain(to)?);
    let (mut from_parts, mut to_parts) = (from.components().peekable(), to.components().peekable());
    if from_parts.peek() != to_parts.peek() {
        return Ok(slashed(&to));
    }
    while from_parts.peek().is_some() && from_parts.peek() == to_parts.peek() {
        from_parts.next();
        to_parts.next();
    }
    let up = from_parts.map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to_parts).collect();
    Ok(if way.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        slashed(&way)
    })
}

/// Absolute, and without links and dots as far as the path exists.
fn plain(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    for above in path.ancestors() {
        if let Ok(real) = above.canonicalize() {
            let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
            return Ok(tidy(&real.join(rest)));
        }
    }
    Ok(tidy(&path))
}

fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(tidy.pop()),
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn goes_up_and_down() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to)).unwrap();
        assert_eq!(way("generated", "runtime"), "../runtime");
        assert_eq!(way("a/b/c", "a/x"), "../../x");
        assert_eq!(way("./a/../b", "b/c"), "c");
        assert_eq!(way("a", "a"), ".");
        assert_eq!(way("/no/such/a", "/no/such/b/c"), "../b/c");
    }

    #[cfg(unix)]
    #[test]
    fn sees_through_links() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("real/deep")).unwrap();
        std::os::unix::fs::symlink(at("real/deep"), at("link")).unwrap();
        assert_eq!(
            relative(&at("link/out"), &at("runtime")).unwrap(),
            "../../../runtime"
        );
    }
}
