//! What media types stand for (RFC 6838; RFC 9110, section 8.3).

/// What a media type stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Json,
    /// A JSON value on each line.
    JsonLines,
    Events,
    Form,
    Multipart,
    Text,
    /// Any: what it is, the schema says.
    Any,
    Bytes,
}

/// What a media type stands for, by type and subtype without regard to letter case.
pub(super) fn media(key: &str) -> Media {
    let mut parts = key.split(';').map(|part| part.trim().to_ascii_lowercase());
    let essence = parts.next().unwrap_or_default();
    // Kubernetes says so that a reply goes on.
    if parts.any(|parameter| parameter == "stream=watch") && is_json(&essence) {
        return Media::JsonLines;
    }
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Media::Form,
        "text/event-stream" => Media::Events,
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/x-json-stream" => Media::JsonLines,
        "*/*" | "application/*" => Media::Any,
        essence if is_json(essence) => Media::Json,
        essence if essence.starts_with("multipart/") => Media::Multipart,
        essence if is_text(essence) => Media::Text,
        _ => Media::Bytes,
    }
}

/// Whether a key is a range of media types (RFC 9110, section 12.5.1).
pub(super) fn is_range(key: &str) -> bool {
    let essence = key.split(';').next().unwrap_or_default();
    essence.trim().ends_with("/*")
}

fn is_json(essence: &str) -> bool {
    matches!(
        essence,
        "application/json" | "text/json" | "application/x-json"
    ) || essence.ends_with("+json")
}

fn is_text(essence: &str) -> bool {
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("+yaml")
        || matches!(
            essence,
            "application/xml"
                | "application/yaml"
                | "application/x-yaml"
                | "application/javascript"
                | "application/graphql"
                | "application/json-seq"
                | "application/jwt"
                | "application/pem-certificate-chain"
                | "application/x-pem-file"
                | "application/sql"
                | "application/toml"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_told_by_type_and_suffix() {
        for (key, expected) in [
            ("application/json", Media::Json),
            ("Application/JSON; charset=utf-8", Media::Json),
            ("application/problem+json", Media::Json),
            ("application/json;stream=watch", Media::JsonLines),
            ("application/x-ndjson", Media::JsonLines),
            ("text/event-stream", Media::Events),
            ("multipart/form-data", Media::Multipart),
            ("application/x-www-form-urlencoded", Media::Form),
            ("*/*", Media::Any),
            ("text/html", Media::Text),
            ("application/atom+xml", Media::Text),
            ("application/octet-stream", Media::Bytes),
            ("image/*", Media::Bytes),
            ("", Media::Bytes),
        ] {
            assert_eq!(media(key), expected, "{key}");
        }
    }
}
