//! Whether a document is CSDL at all, and of a version that can be read.
//!
//! What comes in: the root element. What goes out: nothing, or an error in the report.

use super::super::report::Report;
use super::super::xml::{Element, Namespace};

const REMEDY: &str =
    "csdlgen reads OData 4.0 and 4.01; ask the service for its version 4 `$metadata`";

/// Checks root and namespaces; `None` after an error.
pub(super) fn check(report: &mut Report, root: &Element) -> Option<()> {
    let position = root.place.in_file(&report.file);
    if let Some((old, namespace)) = oldest(root) {
        let message =
            format!("this is a service description of CSDL version {old} (`{namespace}`)");
        report.error(&position, message, REMEDY);
        return None;
    }
    if root.namespace == Namespace::Edmx && &*root.name == "Edmx" {
        return Some(());
    }
    if root.is_edm("Schema") {
        let message = "the root element is `Schema`".to_owned();
        report.error(
            &position,
            message,
            "put it into `edmx:Edmx` and `edmx:DataServices`",
        );
        return None;
    }
    let message = match &root.namespace {
        Namespace::Foreign(namespace) => {
            format!(
                "the root element is `{}` of the namespace `{namespace}`",
                root.name
            )
        }
        _ => format!("the root element is `{}`", root.name),
    };
    let remedy = "it must be `Edmx` of the namespace `http://docs.oasis-open.org/odata/ns/edmx`; \
                  is this the service's `$metadata`?";
    report.error(&position, message, remedy);
    None
}

/// The version that the namespaces of schemas tell, or else that of the wrapper, if an old one.
fn oldest(root: &Element) -> Option<(&'static str, &str)> {
    let wrapped = root.children.iter().flat_map(|child| &child.children);
    wrapped
        .chain(std::iter::once(root))
        .find_map(|element| match &element.namespace {
            Namespace::Foreign(namespace) => {
                version_of(namespace).map(|version| (version, &**namespace))
            }
            _ => None,
        })
}

/// The CSDL version of a namespace of the versions before 4.
fn version_of(namespace: &str) -> Option<&'static str> {
    match namespace {
        "http://schemas.microsoft.com/ado/2006/04/edm" => Some("1.0"),
        "http://schemas.microsoft.com/ado/2007/05/edm" => Some("1.1"),
        "http://schemas.microsoft.com/ado/2008/01/edm" => Some("1.2"),
        "http://schemas.microsoft.com/ado/2008/09/edm" => Some("2.0"),
        "http://schemas.microsoft.com/ado/2009/08/edm"
        | "http://schemas.microsoft.com/ado/2009/11/edm" => Some("3.0"),
        "http://schemas.microsoft.com/ado/2007/06/edmx" => Some("1 to 3"),
        _ => None,
    }
}
