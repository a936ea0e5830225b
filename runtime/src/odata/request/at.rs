//! From a URL back to a resource. In: an `@odata.id`, a `Location`, a URL that was saved. Out: the resource
//! there, for any request to it and below it.

use http::Uri;

use super::Resource;
use crate::client::Client;
use crate::error::Result;
use crate::origin::same_origin;
use crate::request::{Link, LinkPolicy};

impl Client {
    /// The resource at a URL that the service gave: an `@odata.id`, a `Location`, a saved link. A relative one
    /// is resolved against the service's root. Nothing is sent.
    ///
    /// A request builder of a generated crate is a resource with its type's methods, and is made of one by its
    /// name. Whether the resource is of that type is not checked: the service's replies tell.
    ///
    /// ```
    /// # use odata_client::{Client, Resource};
    /// # #[derive(Clone, Debug)]
    /// # struct UserRequestBuilder(pub Resource);
    /// let client = Client::builder("https://example.org/v1.0").build()?;
    /// let saved = "https://example.org/v1.0/users('57d')";
    /// let user = client.resource_at(saved).map(UserRequestBuilder)?;
    /// assert_eq!(user.0.path(), "/users('57d')");
    /// assert!(client.resource_at("https://elsewhere.example/users('57d')").is_err());
    /// # Ok::<(), odata_client::Error>(())
    /// ```
    ///
    /// The URL may be outside of the base URL, such as of another version of the service. Its query goes with
    /// requests to the resource itself; of requests below it, only parameter aliases (`@p1`) do.
    ///
    /// # Errors
    /// [`Error::Refused`](crate::Error::Refused) if it is on a host that the token may not go to, which
    /// `ClientBuilder::allow_host` decides; [`Error::InvalidRequest`](crate::Error::InvalidRequest) if it is
    /// not a URL.
    pub fn resource_at(&self, url: impl AsRef<str>) -> Result<Resource> {
        self.locate(url.as_ref())
    }

    fn locate(&self, url: &str) -> Result<Resource> {
        let link = Link {
            url: url.to_owned(),
            policy: LinkPolicy::AllowedHosts,
        };
        let (uri, _) = link.check(self)?;
        let mut resource = Resource::root(self);
        if let Some(path) = self.path_below(&uri) {
            path.clone_into(&mut resource.path);
        } else {
            let scheme = uri.scheme_str().unwrap_or("https");
            let authority = uri.authority().map_or("", http::uri::Authority::as_str);
            resource.root = Some(format!("{scheme}://{authority}"));
            uri.path().clone_into(&mut resource.path);
        }
        let options = uri.query().unwrap_or_default().split('&');
        let options = options.filter(|option| !option.is_empty());
        let pair = |option: &str| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (name.to_owned(), value.to_owned())
        };
        resource.query = options.map(pair).collect();
        Ok(resource)
    }

    /// What of a URL's path is below the base URL; `None` if it is elsewhere.
    fn path_below<'a>(&self, uri: &'a Uri) -> Option<&'a str> {
        let base: Uri = self.base_url().parse().ok()?;
        if !same_origin(&base, uri) {
            return None;
        }
        let path = uri.path().strip_prefix(base.path().trim_end_matches('/'))?;
        (path.is_empty() || path.starts_with('/')).then_some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::odata::EntityId;
    use crate::transport::tests::Echo;

    fn at(url: &str) -> Result<Resource> {
        let builder = Client::builder("https://svc.example/v1").allow_host("files.example");
        builder.transport(Echo).build().unwrap().resource_at(url)
    }

    #[test]
    fn urls_become_resources_and_their_ids_again() {
        for (url, path, id) in [
            (
                "users('a%2Fb')",
                "/users('a%2Fb')",
                "https://svc.example/v1/users('a%2Fb')",
            ),
            ("/users/1", "/users/1", "https://svc.example/v1/users/1"),
            ("/v1/users/1", "/users/1", "https://svc.example/v1/users/1"),
            (
                "https://SVC.example:443/v1/users",
                "/users",
                "https://svc.example/v1/users",
            ),
            ("https://svc.example/v1", "", "https://svc.example/v1"),
            (
                "https://svc.example/v2/users",
                "/v2/users",
                "https://svc.example/v2/users",
            ),
            (
                "https://svc.example/v10/users",
                "/v10/users",
                "https://svc.example/v10/users",
            ),
            (
                "https://files.example/v1/x",
                "/v1/x",
                "https://files.example/v1/x",
            ),
        ] {
            let resource = at(url).unwrap();
            assert_eq!(resource.path(), path, "{url}");
            assert_eq!(EntityId::from(&resource).as_str(), id, "{url}");
        }
    }

    #[test]
    fn queries_stay_with_the_resource_and_aliases_below_it() {
        let resource = at("find(ids=@p1)/?$filter=a%20eq%201&@p1=%5B1%5D").unwrap();
        assert_eq!(resource.query.len(), 2);
        let below = resource.segment("x").key_parentheses(&[("", &1)]);
        assert_eq!(below.path(), "/find(ids=@p1)/x(1)");
        assert_eq!(below.query, [("@p1".to_owned(), "%5B1%5D".to_owned())]);
    }

    #[test]
    fn other_hosts_and_what_is_not_a_url_are_refused() {
        for url in [
            "https://elsewhere.example/v1/users",
            "http://svc.example/v1/users",
            "https://svc.example:444/v1/users",
            "//elsewhere.example/v1",
            "https://svc.example@elsewhere.example/",
        ] {
            let error = at(url).unwrap_err();
            assert!(
                matches!(error, Error::Refused { .. } | Error::InvalidRequest(_)),
                "{url}: {error:?}"
            );
        }
        for url in ["", " ", "file:///etc/passwd", "mailto:a@b"] {
            assert!(matches!(at(url), Err(Error::InvalidRequest(_))), "{url}");
        }
    }
}
