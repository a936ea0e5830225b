//! What the browser shows at the end. In: how it ended. Out: a whole HTTP reply, which loads nothing and runs nothing.

/// The sign-in goes on in the program.
pub(super) fn done() -> Vec<u8> {
    page(
        "200 OK",
        "Signed in",
        "You can close this page and go back to the program.",
    )
}

pub(super) fn failed(why: &str) -> Vec<u8> {
    let why = escaped(why);
    page(
        "400 Bad Request",
        "Not signed in",
        &format!("{why}. Go back to the program."),
    )
}

pub(super) fn not_here() -> Vec<u8> {
    page(
        "404 Not Found",
        "Nothing here",
        "This address waits for a sign-in.",
    )
}

pub(super) fn wrong_method() -> Vec<u8> {
    page(
        "405 Method Not Allowed",
        "Not signed in",
        "The answer has to come in the address.",
    )
}

fn page(status: &str, title: &str, text: &str) -> Vec<u8> {
    let body = format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>{text}</p></html>"
    );
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Content-Security-Policy: default-src 'none'\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head, body].concat().into_bytes()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_say_is_text() {
        let page = String::from_utf8(failed("<script>\"&")).unwrap();
        assert!(
            page.contains("<p>&lt;script&gt;&quot;&amp;. Go back"),
            "{page}"
        );
        assert!(page.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    }
}
