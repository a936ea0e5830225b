//! Control information (OData JSON Format 4.01, section 4.6). In: the name of an annotation. Out: what it tells of, which
//! decides what is made of it when a reply is read, and whether a request sends it.

/// What control information tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    /// Of which type a value is.
    Type,
    /// The URL that identifies an entity, or refers to one.
    Id,
    /// The media type of a stream.
    MediaType,
    /// The context URL.
    Context,
    /// A URL that only replies have.
    Link,
    /// Anything else that only replies have.
    Reply,
}

/// The property that control information belongs to, empty for the object itself, and what it tells of; `None` for
/// properties and all other annotations. Both spellings are known: `@odata.id`, and `@id` as OData 4.01 has it.
pub(super) fn control(name: &str) -> Option<(&str, Control)> {
    let (target, term) = name.split_once('@')?;
    let control = match term.strip_prefix("odata.").unwrap_or(term) {
        "type" => Control::Type,
        "id" => Control::Id,
        "mediaContentType" => Control::MediaType,
        "context" => Control::Context,
        "editLink" | "readLink" | "mediaEditLink" | "mediaReadLink" | "navigationLink"
        | "associationLink" | "nextLink" | "deltaLink" => Control::Link,
        "metadataEtag" | "etag" | "count" | "mediaEtag" => Control::Reply,
        _ => return None,
    };
    Some((target, control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_information_is_told_from_annotations_and_properties() {
        for (name, expected) in [
            ("@odata.id", Some(("", Control::Id))),
            ("@id", Some(("", Control::Id))),
            ("parts@odata.nextLink", Some(("parts", Control::Link))),
            ("@odata.etag", Some(("", Control::Reply))),
            ("@ns.id", None),
            ("@odata.ns.id", None),
            ("members@odata.bind", None),
            ("id", None),
        ] {
            assert_eq!(control(name), expected, "{name}");
        }
    }
}
