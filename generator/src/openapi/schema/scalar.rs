//! Scalars: a kind of JSON with its `format` (OpenAPI Format Registry).

use super::merge::Merged;
use crate::api::{Kinds, Scalar};

/// The scalar of a schema that is of one kind.
pub(super) fn scalar(merged: &Merged<'_>, kind: Kinds) -> Scalar {
    let format = merged.format.unwrap_or_default().to_ascii_lowercase();
    match kind {
        Kinds::BOOLEAN => Scalar::Boolean,
        Kinds::TEXT => text(merged, &format),
        Kinds::INTEGER => integer(&format).unwrap_or(Scalar::Integer(64)),
        kind if Kinds::NUMBER.has(kind) => number(&format),
        _ => Scalar::Any,
    }
}

fn text(merged: &Merged<'_>, format: &str) -> Scalar {
    match (merged.encoding, format) {
        (Some(encoding), _) if encoding.eq_ignore_ascii_case("base64") => return Scalar::Bytes,
        // Bytes as they are, which a part of a multipart body can have (RFC 2045, section 6.2).
        (Some(encoding), _) if encoding.eq_ignore_ascii_case("binary") => return Scalar::Stream,
        (None, "") if merged.media.is_some_and(is_binary) => return Scalar::Stream,
        _ => {}
    }
    match format {
        "date-time" => Scalar::DateTime,
        "date" => Scalar::Date,
        "time" => Scalar::Time,
        "duration" => Scalar::Duration,
        "uuid" => Scalar::Uuid,
        "byte" => Scalar::Bytes,
        "binary" => Scalar::Stream,
        _ => Scalar::Text,
    }
}

/// Whether what is of a media type is not text.
fn is_binary(media: &str) -> bool {
    let (family, kind) = media.split_once('/').unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match family.trim() {
        "image" | "audio" | "video" | "font" => !kind.ends_with("+xml"),
        "application" => matches!(kind, "octet-stream" | "pdf" | "zip" | "gzip"),
        _ => false,
    }
}

fn integer(format: &str) -> Option<Scalar> {
    Some(match format {
        "int8" => Scalar::Integer(8),
        "int16" => Scalar::Integer(16),
        "int32" => Scalar::Integer(32),
        "int64" => Scalar::Integer(64),
        "uint8" => Scalar::Natural(8),
        "uint16" => Scalar::Natural(16),
        "uint32" => Scalar::Natural(32),
        "uint64" => Scalar::Natural(64),
        _ => return None,
    })
}

fn number(format: &str) -> Scalar {
    match format {
        "float" => Scalar::Float(32),
        "decimal" | "decimal128" => Scalar::Decimal,
        other => integer(other).unwrap_or(Scalar::Float(64)),
    }
}
