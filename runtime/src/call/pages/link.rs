//! The header `Link` (RFC 8288, section 3). In: its values. Out: where the link of a relation leads.

use http::HeaderMap;

/// The target of the first link with this relation.
pub(super) fn link_of(headers: &HeaderMap, relation: &str) -> Option<String> {
    let values = headers.get_all(http::header::LINK).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| target(value, relation))
}

fn target(mut rest: &str, relation: &str) -> Option<String> {
    loop {
        let (_, link) = rest.split_once('<')?;
        let (url, after) = link.split_once('>')?;
        let (relations, after) = parameters(after);
        let mut relations = relations.unwrap_or_default();
        relations.make_ascii_lowercase();
        if relations
            .split_ascii_whitespace()
            .any(|known| known == relation)
        {
            return Some(url.trim().to_owned());
        }
        rest = after;
    }
}

/// The value of the first `rel` among the parameters of a link, and what comes after the link.
fn parameters(mut rest: &str) -> (Option<String>, &str) {
    let mut relations = None;
    loop {
        rest = rest.trim_start();
        let Some(parameter) = rest.strip_prefix(';') else {
            return (relations, rest);
        };
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(value) => token_or_quoted(value.trim_start()),
            None => (String::new(), after),
        };
        if name.trim().eq_ignore_ascii_case("rel") && relations.is_none() {
            relations = Some(value);
        }
        rest = after;
    }
}

fn token_or_quoted(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (token, rest) = text.split_at(end);
        return (token.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '"' => return (value, quoted.get(index + 1..).unwrap_or_default()),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn next(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(http::header::LINK, value.parse().unwrap());
        }
        link_of(&headers, "next")
    }

    #[test]
    fn links_in_all_their_forms() {
        for value in [
            r#"<https://e.org/a?b=1,2;3>; rel="next""#,
            r#"<https://e.org/z>; rel="last", <https://e.org/a?b=1,2;3>; rel="next""#,
            r#"<https://e.org/z>; title="a, <b>; rel=next"; rel=last,<https://e.org/a?b=1,2;3>;REL = Next; x"#,
            r#"< https://e.org/a?b=1,2;3 > ; x="\"" ; rel="prefetch next"; rel=last"#,
        ] {
            assert_eq!(
                next(&[value]).as_deref(),
                Some("https://e.org/a?b=1,2;3"),
                "{value}"
            );
        }
        assert_eq!(
            next(&["<a>; rel=prev", "<b>;rel=next"]).as_deref(),
            Some("b")
        );
        for value in [
            "",
            "<a>",
            "<a>; rel=nextpage",
            "a; rel=next",
            "<a; rel=next",
        ] {
            assert_eq!(next(&[value]), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read_to_its_end(value in "[<>;,=\"\\\\ a-e]{0,40}") {
            let _ = target(&value, "next");
        }
    }
}
