//! Following links. In: a link as a reply has it, and the request that was answered. Out: the request for
//! what it leads to.

use http::{Method, Uri};

use super::{LinkPolicy, Request};
use crate::client::Client;
use crate::origin::same_origin;

impl Request {
    /// The request for what a link of this one's reply leads to: the same headers, no body.
    pub(super) fn following(&self, link: &str) -> Self {
        let client = &self.client;
        let mut next = Self::to_link(client, Method::GET, link, LinkPolicy::AllowedHosts);
        let of_body = |name: &str| name.eq_ignore_ascii_case("content-type");
        let headers = self.headers.iter().filter(|(name, _)| !of_body(name));
        next.headers = headers.cloned().collect();
        next.page_size = self.page_size;
        next.accept = self.accept;
        next.timeout = self.timeout;
        next
    }

    /// The request for what a saved link leads to.
    pub(super) fn saved(client: &Client, link: &str) -> Self {
        Self::to_link(client, Method::GET, link, LinkPolicy::AllowedHosts)
    }

    /// Goes to a saved link in place of the path and query so far.
    pub(super) fn resume(&mut self, link: &str) {
        *self = self.following(link);
    }
}

/// The URL as it stands, unless it has characters that no request line may have. Refused where two
/// readings of it differ in scheme, host or port: then a check of one says nothing of the other.
pub(super) fn verbatim(text: &str) -> Option<Uri> {
    let normal = url::Url::parse(text).ok()?;
    let normal = Uri::try_from(normal.as_str()).ok()?;
    match Uri::try_from(text) {
        Ok(uri) => same_origin(&uri, &normal).then_some(uri),
        Err(_) => Some(normal),
    }
}

/// A link of a reply as an absolute URL: as it is, or, where it is relative, as seen from the request.
/// What begins with a slash is below the base URL unless it repeats the base URL's path, since services
/// leave that out (`/teams('1')/operations('2')`).
pub(super) fn resolve(link: &str, request: &Request) -> String {
    if url::Url::parse(link).is_ok() {
        return link.to_owned();
    }
    let client = request.client.inner();
    let base = client.base.as_str();
    if link.starts_with('/') && !link.starts_with("//") {
        let host = base.find("://").map_or(0, |at| at + 3);
        let path = base
            .get(host..)
            .and_then(|rest| Some(host + rest.find('/')?));
        let repeated = path.and_then(|path| {
            let inside = link.strip_prefix(base.get(path..)?)?;
            inside.starts_with('/').then(|| base.get(..path))?
        });
        return format!("{}{link}", repeated.unwrap_or(base));
    }
    let from = match &request.link {
        Some(from) => from.url.clone(),
        None => format!("{base}{}", request.path),
    };
    let joined = url::Url::parse(&from).and_then(|from| from.join(link));
    joined.map_or_else(|_| link.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::tests::Echo;
    use crate::{Client, Resource};

    fn resolved(base: &str, link: &str) -> String {
        let client = Client::builder(base).transport(Echo).build().unwrap();
        let resource = Resource::root(&client).segment("users");
        resolve(link, &Request::new(&resource, http::Method::GET))
    }

    #[test]
    fn links_are_seen_from_the_request() {
        for (link, expected) in [
            ("https://x/a?$b='c d'", "https://x/a?$b='c d'"),
            ("/teams('1')", "https://e.org/v1.0/teams('1')"),
            ("/v1.0/teams('1')", "https://e.org/v1.0/teams('1')"),
            ("/v1.0x/teams", "https://e.org/v1.0/v1.0x/teams"),
            ("users?$skip=2", "https://e.org/v1.0/users?$skip=2"),
            ("?$skip=2", "https://e.org/v1.0/users?$skip=2"),
            ("//other/x", "https://other/x"),
        ] {
            assert_eq!(resolved("https://e.org/v1.0", link), expected, "{link}");
        }
        assert_eq!(resolved("https://e.org", "/a"), "https://e.org/a");
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
        assert_eq!(
            text("https://e.org\\@evil.org/"),
            text("https://e.org/@evil.org/")
        );
        assert_eq!(text("users"), None);
    }
}
