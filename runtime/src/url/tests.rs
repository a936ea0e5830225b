//! References and URLs: texts go in, what is asked for comes out.

use super::*;

/// RFC 3986, section 5.4, but for `g:h`, which is not of a host.
#[test]
fn references_mean_what_the_standard_says() {
    for (reference, expected) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
        ("https://e.org/x/../y?z", "https://e.org/y?z"),
        ("users('a:b')", "http://a/b/c/users('a:b')"),
        ("%2e%2E/ä b", "http://a/b/%C3%A4%20b"),
        ("\\\\evil.org/x", "http://a/b/c/%5C%5Cevil.org/x"),
    ] {
        let joined = join("http://a/b/c/d;p?q", reference);
        assert_eq!(joined.as_deref(), Some(expected), "{reference}");
    }
    assert_eq!(join("http://a", "g").as_deref(), Some("http://a/g"));
    assert_eq!(join("http://a/b/c/d;p?q", "g:h"), None);
    assert_eq!(join("a/b", "g"), None);
}

#[test]
fn urls_stay_as_they_are_but_for_what_cannot_be_sent() {
    for (url, expected) in [
        ("https://e.org", "https://e.org/"),
        (" HTTPS://E.org:8443/A?b#c ", "https://E.org:8443/A?b"),
        (
            "https://e.org/%75('a')?$b=c'|^[d]%2f+",
            "https://e.org/%75('a')?$b=c'|^[d]%2f+",
        ),
        (
            "https://e.org/a b\\c?ä=\"{<`>}\"",
            "https://e.org/a%20b%5Cc?%C3%A4=%22%7B%3C%60%3E%7D%22",
        ),
        ("https://[::1]:9/x", "https://[::1]:9/x"),
    ] {
        let parsed = parse(url).map(|uri| uri.to_string());
        assert_eq!(parsed.as_deref(), Ok(expected), "{url}");
    }
    for url in [
        "",
        "e.org/x",
        "//e.org/x",
        "https:e.org",
        "https://",
        "https:///x",
        "https://e.org\\@evil.org/",
        "https://e org/",
        "https://e.org:port/",
        "mailto:me@e.org",
    ] {
        assert!(parse(url).is_err(), "{url}");
    }
}

#[cfg(feature = "idn")]
#[test]
fn hosts_beyond_ascii_are_asked_by_their_ascii_form() {
    for (url, expected) in [
        (
            "https://münchen.example/ä",
            "https://xn--mnchen-3ya.example/%C3%A4",
        ),
        (
            "https://MÜNCHEN.example:8443",
            "https://xn--mnchen-3ya.example:8443/",
        ),
    ] {
        let parsed = parse(url).map(|uri| uri.to_string());
        assert_eq!(parsed.as_deref(), Ok(expected));
    }
}

#[cfg(not(feature = "idn"))]
#[test]
fn hosts_beyond_ascii_say_what_to_write() {
    let why = parse("https://münchen.example").unwrap_err();
    assert!(why.contains("`xn--`") && why.contains("`idn`"), "{why}");
}
