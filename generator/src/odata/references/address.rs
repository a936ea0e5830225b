//! What addresses and paths of documents say by themselves: nothing is read here.
//!
//! What comes in: the address of a reference, or a path in the folder. What goes out: names of files that the document
//! may have, and, for fetching, the whole address.

use std::path::{Component, Path};

/// Endings of names of service descriptions.
const EXTENSIONS: &[&str] = &["xml", "csdl", "edmx", "json"];

/// Whether a file is by its name a service description.
pub(super) fn is_description(name: &str) -> bool {
    extension(name).is_some_and(|ending| EXTENSIONS.contains(&ending.as_str()))
}

/// The whole address of a reference, which may be relative to that of the document that has it (OData CSDL XML 4.01,
/// section 4.1); `None` where it is not of `http` or `https`.
#[cfg(feature = "cli")]
pub(super) fn resolved(uri: &str, document: &str) -> Option<String> {
    let is_address = |text: &str| crate::text::check::url(text, "the reference").is_ok();
    if is_address(uri) {
        return Some(uri.to_owned());
    }
    if !is_address(document) {
        return None;
    }
    let whole = url::Url::parse(document).ok()?.join(uri).ok()?;
    let whole = String::from(whole);
    is_address(&whole).then_some(whole)
}

/// Whether a path is below the folder that it is joined to.
pub(crate) fn is_plain(path: &str) -> bool {
    let components = Path::new(path).components();
    let plain = |component: Component<'_>| matches!(component, Component::Normal(_));
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && components.into_iter().all(plain)
}

/// The ending of a name, in lower case.
pub(super) fn extension(name: &str) -> Option<String> {
    let ending = Path::new(name).extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// The names that the document of an address may have: its last segment, percent-decoded, as it is or with an ending.
pub(super) fn file_names(uri: &str) -> Vec<String> {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let last = path.rsplit('/').next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(last).decode_utf8();
    let Ok(name) = decoded else { return Vec::new() };
    if !is_plain(&name) || name.contains('/') {
        return Vec::new();
    }
    let endings = EXTENSIONS.iter().map(|ending| format!("{name}.{ending}"));
    std::iter::once(name.clone().into_owned())
        .chain(endings)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_segment_of_an_address_names_a_file() {
        let first = |uri: &str| file_names(uri).into_iter().next();
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(
            first("https://h/v/Core.V1.xml?a/b#c/d"),
            name("Core.V1.xml")
        );
        assert_eq!(first("http://h/s/$metadata"), name("$metadata"));
        assert_eq!(first("../x.xml"), name("x.xml"));
        assert_eq!(first("/etc/passwd"), name("passwd"));
        assert_eq!(first("file:///etc/passwd"), name("passwd"));
        assert_eq!(first("a%20b.xml"), name("a b.xml"));
        for uri in [
            "",
            "..",
            "../..",
            "http://h/",
            "http://h/..",
            "x/%2e%2e",
            "%2e%2e%2fx.xml",
            "a%2Fb.xml",
            "..%5cx.xml",
            "C:x.xml",
            "a%00.xml",
            "%ff",
        ] {
            assert_eq!(first(uri), None, "{uri}");
        }
    }

    #[cfg(feature = "cli")]
    #[test]
    fn relative_addresses_are_those_of_the_document_that_has_them() {
        let from = |document: &str, uri: &str| resolved(uri, document);
        let main = "https://bmc/redfish/v1/$metadata";
        let schema = |path: &str| Some(format!("https://bmc{path}"));
        assert_eq!(
            from(main, "/redfish/v1/schema/A_v1.xml"),
            schema("/redfish/v1/schema/A_v1.xml")
        );
        assert_eq!(
            from(main, "schema/A_v1.xml"),
            schema("/redfish/v1/schema/A_v1.xml")
        );
        assert_eq!(
            from(main, "http://other/A.xml"),
            Some("http://other/A.xml".to_owned())
        );
        for uri in ["file:///etc/passwd", "ftp://h/A.xml"] {
            assert_eq!(from(main, uri), None, "{uri}");
        }
        assert_eq!(from("folder/main.xml", "A.xml"), None);
    }

    #[test]
    fn paths_stay_below_their_folder() {
        assert!(is_plain("a.xml") && is_plain("a/b.xml"));
        for path in ["", "/a", "../a", "a/../b", ".", "a\\b", "C:a", "a\n"] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
