//! Following links. In: a link as a reply has it, and the request that was answered. Out: the request for
//! what it leads to.

use http::Uri;

#[cfg(feature = "odata")]
use super::{LinkPolicy, Request};
use crate::client::Client;
use crate::url;

#[cfg(feature = "odata")]
impl Request {
    /// The request for what a link of this one's reply leads to: the same headers, no body.
    pub(crate) fn following(&self, link: &str) -> Self {
        let client = &self.client;
        let mut next = Self::to_link(client, http::Method::GET, link, LinkPolicy::AllowedHosts);
        let of_body = |name: &str| name.eq_ignore_ascii_case("content-type");
        let headers = self.headers.iter().filter(|(name, _)| !of_body(name));
        next.headers = headers.cloned().collect();
        next.odata = self.odata.following();
        next.accept = self.accept;
        next.timeout = self.timeout;
        next
    }
}

/// The URL as it stands, but for characters that no request line may have. Refused where two readers could see
/// different hosts in it, as with a backslash before the path.
pub(super) fn verbatim(text: &str) -> Option<Uri> {
    url::parse(text).ok()
}

/// A link as an absolute URL: as it is, or, where it is relative, resolved against an absolute one (RFC 3986,
/// section 5.2). Services of some vendors leave the path of their root out of links that begin with a slash
/// (`/teams('1')/operations('2')`): what does not begin with the root's first segment is below the root.
pub(crate) fn resolve(link: &str, client: &Client, from: &str) -> String {
    if url::is_absolute(link) {
        return link.to_owned();
    }
    let base = client.base_url();
    let below = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?', '#']);
    let of_service = from.strip_prefix(base).is_some_and(below);
    if of_service && link.starts_with('/') && !link.starts_with("//") {
        let host = base.find("://").map_or(0, |at| at + 3);
        let at = base.get(host..).and_then(|rest| rest.find('/'));
        let (origin, path) = base.split_at(at.map_or(base.len(), |at| host + at));
        let first = |path: &str| path.split(['/', '?', '#']).nth(1).map(str::to_owned);
        let repeats = path.is_empty() || first(path) == first(link);
        return format!("{}{link}", if repeats { origin } else { base });
    }
    url::join(from, link).unwrap_or_else(|| link.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::tests::Echo;

    fn resolved(base: &str, from: &str, link: &str) -> String {
        let client = Client::builder(base).transport(Echo).build().unwrap();
        resolve(link, &client, from)
    }

    #[test]
    fn relative_links_are_seen_from_a_url() {
        let from = "https://e.org/v1.0/users(1)/$metadata";
        for (link, expected) in [
            ("https://x/a?$b='c d'", "https://x/a?$b='c d'"),
            ("/teams('1')", "https://e.org/v1.0/teams('1')"),
            ("/v1.0/teams('1')", "https://e.org/v1.0/teams('1')"),
            ("/v1.0", "https://e.org/v1.0"),
            ("/v1.0x/teams", "https://e.org/v1.0/v1.0x/teams"),
            ("mail?$skip=2", "https://e.org/v1.0/users(1)/mail?$skip=2"),
            ("../$metadata", "https://e.org/v1.0/$metadata"),
            ("?$skip=2", "https://e.org/v1.0/users(1)/$metadata?$skip=2"),
            ("//other/x", "https://other/x"),
        ] {
            assert_eq!(
                resolved("https://e.org/v1.0", from, link),
                expected,
                "{link}"
            );
        }
        assert_eq!(resolved("https://e.org", from, "/a"), "https://e.org/a");
        let redfish = "https://bmc/redfish/v1";
        let from = "https://bmc/redfish/v1/$metadata";
        assert_eq!(resolved(redfish, from, "/redfish/v1"), redfish);
        assert_eq!(
            resolved(redfish, from, "/redfish/v2/x"),
            "https://bmc/redfish/v2/x"
        );
        // What another host, or another root of the same, says is the standard's.
        assert_eq!(
            resolved(redfish, "https://other/redfish", "/x"),
            "https://other/x"
        );
        assert_eq!(
            resolved(redfish, "https://bmc/redfish/v10", "/x"),
            "https://bmc/x"
        );
    }

    #[test]
    fn links_stay_as_they_are_where_that_is_possible() {
        let text = |link: &str| verbatim(link).map(|uri| uri.to_string());
        for link in [
            "https://e.org/v1.0/users?$skiptoken=X'4453%2f'&a=%27b%27+c%20d",
            "https://e.org/v1.0/%75sers('a%2Fb')?$filter=%74rue",
        ] {
            assert_eq!(text(link).as_deref(), Some(link));
        }
        assert_eq!(
            text("https://e.org/?a=b c").as_deref(),
            Some("https://e.org/?a=b%20c")
        );
        assert_eq!(text("https://e.org\\@evil.org/"), None);
        assert_eq!(text("users"), None);
    }
}
