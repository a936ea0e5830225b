//! The folder of references: the files that a document refers to, and those that these refer to.
//!
//! No file is read that does not lie in the folder, links followed.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::bounded;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::limits::{Limit, Limits};
use crate::openapi::read::{self, Kind, Node};

/// No more files than this are read.
const MOST: usize = 1000;

/// A file of the folder.
#[derive(Debug)]
pub(crate) struct Text {
    /// What messages call it.
    pub(crate) name: Arc<str>,
    /// Its path in the folder, `/` between.
    pub(crate) path: String,
    pub(crate) content: String,
}

/// The paths in the folder of all files that the references of a document name.
pub(crate) fn wanted(root: &Node<'_>, own: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(root, own, &mut found);
    found
}

fn collect(node: &Node<'_>, own: &str, found: &mut BTreeSet<String>) {
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| collect(item, own, found)),
        Kind::Object(members) => {
            for member in members {
                let text = member.value.text().filter(|_| member.name == "$ref");
                let address = text.map(|text| text.split('#').next().unwrap_or_default());
                if let Some(address) = address.filter(|address| !address.is_empty()) {
                    found.extend(joined(own, address));
                }
                collect(&member.value, own, found);
            }
        }
        _ => {}
    }
}

/// The path in the folder of an address that stands in one of its files; `None` for one that leads out of it.
pub(crate) fn joined(own: &str, address: &str) -> Option<String> {
    let address = percent_encoding::percent_decode_str(address)
        .decode_utf8()
        .ok()?;
    let odd = |c: char| matches!(c, '\\' | ':') || c.is_control();
    if address.starts_with('/') || address.contains(odd) {
        return None;
    }
    let mut parts: Vec<&str> = own.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Reads files of the folder, and those that they refer to.
///
/// # Errors
/// The folder or a file cannot be read, leads out of the folder, or is not a document; or there are too many.
pub(crate) fn load(
    folder: &Path,
    first: BTreeSet<String>,
    limits: &Limits,
) -> Result<Vec<Text>, Diagnostics> {
    let root = folder.canonicalize().map_err(|error| {
        let folder = folder.display();
        let message = format!("cannot read the folder {folder} of references: {error}");
        Diagnostic::error(None, message)
            .with_remedy("name an existing folder with `references` or --references")
    })?;
    let mut known = first.clone();
    let mut work: Vec<String> = first.into_iter().rev().collect();
    let mut texts = Vec::new();
    let mut left = limits.get(Limit::Document);
    while let Some(path) = work.pop() {
        let Some(text) = file(&root, &path, left, limits)? else {
            continue;
        };
        left = left.saturating_sub(text.content.len());
        let tree = read::parse(&text.name, &text.content, limits)?;
        let more = wanted(&tree, &path);
        drop(tree);
        texts.push(text);
        work.extend(more.into_iter().filter(|path| known.insert(path.clone())));
        if known.len() > MOST {
            let message = format!("the document refers to more than {MOST} files");
            return Err(Diagnostic::error(None, message)
                .with_remedy("bundle it into one file")
                .into());
        }
    }
    Ok(texts)
}

/// A file of the folder; `None` where it is not there.
fn file(
    root: &Path,
    path: &str,
    most: usize,
    limits: &Limits,
) -> Result<Option<Text>, Diagnostics> {
    let fail = |message: String, remedy: &str| {
        Diagnostics::from(Diagnostic::error(None, message).with_remedy(remedy))
    };
    let shown = path.escape_debug();
    let real = match root.join(path).canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("cannot read `{shown}` in the folder of references: {error}");
            return Err(fail(message, "check its permissions"));
        }
    };
    if !real.starts_with(root) {
        let message = format!("`{shown}` in the folder of references leads out of it");
        return Err(fail(message, "copy the file into the folder"));
    }
    if !real.is_file() {
        return Ok(None);
    }
    let bytes = bounded::read(&real, most).map_err(|error| {
        let message = format!("cannot read `{shown}` in the folder of references: {error}");
        let remedy = "check its permissions and its size; `--max document=NUMBER` allows more of all files together";
        fail(message, remedy)
    })?;
    let name: Arc<str> = path.into();
    let content = read::decode(&name, &bytes, limits)?.into_owned();
    Ok(Some(Text {
        name,
        path: path.to_owned(),
        content,
    }))
}
