//! Segments with parameters inside: the text of a segment goes in, the values of the parameters come out.

use crate::api::graph::Piece;

/// The values of the parameters; `None` where the segment does not fit. A parameter ends where the text behind it stands
/// first, and the last one at the end of the segment; none is empty.
pub(super) fn values(pieces: &[Piece], segment: &str) -> Option<Vec<(String, String)>> {
    let mut rest = segment;
    let mut found = Vec::new();
    let mut open: Option<&str> = None;
    for (number, piece) in pieces.iter().enumerate() {
        let last = number + 1 == pieces.len();
        match piece {
            Piece::Parameter(parameter) => open = Some(&parameter.name),
            Piece::Text(text) => {
                let Some(name) = open.take() else {
                    rest = rest.strip_prefix(text.as_str())?;
                    continue;
                };
                let begin = rest.chars().next()?.len_utf8();
                let at = if last {
                    rest.len().checked_sub(text.len())?
                } else {
                    rest.get(begin..)?.find(text.as_str())? + begin
                };
                let value = rest.get(..at).filter(|value| !value.is_empty())?;
                rest = rest.get(at..)?.strip_prefix(text.as_str())?;
                found.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    match open {
        Some(_) if rest.is_empty() => return None,
        Some(name) => found.push((name.to_owned(), rest.to_owned())),
        None if !rest.is_empty() => return None,
        None => {}
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Parameter, Place, Scalar, Value};

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    fn parameter(name: &str) -> Piece {
        Piece::Parameter(Parameter {
            name: name.to_owned(),
            value: Value::Scalar(Scalar::Text),
            required: true,
            place: Place::Path,
        })
    }

    fn read(pieces: &[Piece], segment: &str) -> Option<String> {
        let values = values(pieces, segment)?;
        let values = values.iter().map(|(name, value)| format!("{name}={value}"));
        Some(values.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn parameters_end_where_the_text_behind_them_stands() {
        let json = [parameter("sid"), text(".json")];
        assert_eq!(read(&json, "AC1.json").unwrap(), "sid=AC1");
        assert_eq!(read(&json, "a.json.json").unwrap(), "sid=a.json");
        assert_eq!(read(&json, ".json"), None);
        assert_eq!(read(&json, "AC1"), None);
        let range = [parameter("base"), text("..."), parameter("head")];
        assert_eq!(read(&range, "a...b").unwrap(), "base=a head=b");
        assert_eq!(read(&range, "ä...b...c").unwrap(), "base=ä head=b...c");
        assert_eq!(read(&range, "a..."), None);
        let before = [text("v"), parameter("n"), text(":cancel")];
        assert_eq!(read(&before, "v1:cancel").unwrap(), "n=1");
        assert_eq!(read(&before, "1:cancel"), None);
        assert_eq!(read(&before, "v1:cancel!"), None);
    }
}
