use super::*;

fn hosts(base: &str) -> Hosts {
    Hosts::of(base).unwrap().1
}

#[test]
fn a_token_goes_to_the_base_and_to_allowed_hosts_only() {
    let mut hosts = hosts("https://graph.example.org/v1.0");
    hosts.allow("Other.example.org").unwrap();
    hosts.allow("third.example.org:8443").unwrap();
    let check = |url: &str| hosts.check_token(&url.parse().unwrap()).is_ok();
    for url in [
        "https://graph.example.org/x",
        "https://GRAPH.example.org:443/x",
        "https://other.example.org/",
        "https://third.example.org:8443/",
    ] {
        assert!(check(url), "{url}");
    }
    for url in [
        "http://graph.example.org/x",
        "https://graph.example.org:444/x",
        "https://graph.example.org.evil.org/",
        "https://evil.org/graph.example.org",
        "https://graph.example.org@evil.org/",
        "https://user@graph.example.org/",
        "https://third.example.org/",
        "http://localhost/",
    ] {
        assert!(!check(url), "{url}");
    }
}

#[test]
fn links_need_https_unless_all_is_loopback() {
    let remote = hosts("https://graph.example.org");
    let local = hosts("http://127.0.0.1:9");
    let check = |hosts: &Hosts, url: &str| hosts.check_secure(&url.parse().unwrap()).is_ok();
    assert!(check(&remote, "https://elsewhere.org/x"));
    assert!(!check(&remote, "http://elsewhere.org/x"));
    assert!(!check(&remote, "http://127.0.0.1/x"));
    assert!(check(&local, "http://127.0.0.1:10/x"));
    assert!(check(&local, "http://[::1]:10/x"));
    assert!(!check(&local, "http://elsewhere.org/x"));
    assert!(check(&hosts("http://plain.org/v1"), "http://plain.org/x"));
}

#[test]
fn what_is_not_a_host_is_refused() {
    for host in [
        "",
        "https://a.org",
        "a.org/x",
        "user@a.org",
        "a b",
        "a.org:x",
    ] {
        let result = hosts("https://graph.example.org").allow(host);
        assert!(matches!(result, Err(Error::Settings(_))), "{host}");
    }
}

#[test]
fn refusals_name_the_port_and_what_differs() {
    let hosts = hosts("https://svc.example/v1");
    for (url, parts) in [
        (
            "https://svc.example:444/x",
            ["https://svc.example:444", "another port"],
        ),
        (
            "http://svc.example/x",
            ["http://svc.example:80", "upgrade_links"],
        ),
        (
            "https://other.example/x",
            ["https://other.example:443", "not the service's host"],
        ),
    ] {
        let error = hosts.check_known(&url.parse().unwrap()).unwrap_err();
        for part in parts {
            assert!(error.to_string().contains(part), "{error}");
        }
    }
}

#[test]
fn http_links_to_the_own_host_become_https_where_that_is_wanted() {
    let mut own = hosts("https://svc.example:8443/v1");
    own.allow("files.example").unwrap();
    let upgraded = |hosts: &Hosts, url: &str| hosts.upgraded(url.parse().unwrap()).to_string();
    let link = "http://svc.example/v1/a?$skiptoken=X'%2f'";
    assert_eq!(upgraded(&own, link), link);
    own.upgrade_links(true);
    for (link, expected) in [
        (link, "https://svc.example:8443/v1/a?$skiptoken=X'%2f'"),
        ("http://svc.example:8443/v1", "https://svc.example:8443/v1"),
        ("http://files.example/a", "https://files.example/a"),
        ("http://svc.example:8080/v1", "http://svc.example:8080/v1"),
        ("http://elsewhere.example/a", "http://elsewhere.example/a"),
        ("https://svc.example/v1", "https://svc.example/v1"),
    ] {
        assert_eq!(upgraded(&own, link), expected);
    }
    let mut plain = hosts("http://svc.example/v1");
    plain.upgrade_links(true);
    assert_eq!(
        upgraded(&plain, "http://svc.example/v1"),
        "http://svc.example/v1"
    );
}

#[test]
fn base_urls_that_are_not_the_root_say_what_to_write() {
    for (url, part) in [
        ("https://svc.example/v1/$metadata", "`/$metadata`"),
        ("https://svc.example/v1/%24metadata/", "`/$metadata`"),
        ("https://svc.example/$batch", "`/$batch`"),
        ("svc.example/v1", "`https://svc.example/v1`"),
        (
            "localhost:4004/odata/v4",
            "`https://localhost:4004/odata/v4`",
        ),
        ("//svc.example", "`https://svc.example`"),
        ("ftp://svc.example", "begin with https://"),
        ("", "empty"),
    ] {
        let error = Hosts::of(url).unwrap_err().to_string();
        assert!(error.contains(part), "{url}: {error}");
    }
    assert!(Hosts::of("https://svc.example/$metadata/v1").is_ok());
}
