//! Settings of where the service is and what its client is called.

use super::Builder;
use crate::config::{Cloud, Invalid};
use crate::text::check;

impl Builder {
    /// The name of the client type; by default made from that of the entity container.
    pub fn client(self, name: &str) -> Self {
        let checked = check::type_name(name).map(|()| name.to_owned());
        self.set("client", checked, |options, name| {
            options.client = Some(name);
        })
    }

    /// Where the service is unless a client says otherwise.
    pub fn base_url(self, url: &str) -> Self {
        let checked = check::base_url(url).map(|()| url.to_owned());
        self.set("base_url", checked, |options, url| {
            options.base_url = Some(url);
        })
    }

    /// A scope that a token is asked for unless a client says otherwise; can be called for several.
    pub fn scope(self, scope: &str) -> Self {
        let checked = check::scope(scope).map(|()| scope.to_owned());
        self.set("scope", checked, |options, scope| {
            options.scopes.push(scope);
        })
    }

    /// A place where the service is offered as well, with the scopes that a token is asked for there; can be called for
    /// several.
    pub fn cloud(self, name: &str, base_url: &str, scopes: &[&str]) -> Self {
        let checked = check::type_name(name)
            .and_then(|()| check::base_url(base_url))
            .and_then(|()| scopes.iter().try_for_each(|scope| check::scope(scope)));
        let cloud = checked.map(|()| Cloud {
            name: name.to_owned(),
            base_url: base_url.to_owned(),
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        });
        self.set("cloud", cloud, |options, cloud| {
            options.clouds.retain(|known| known.name != cloud.name);
            options.clouds.push(cloud);
        })
    }

    /// The link to a type in the service's own reference, with `{type}` for its name.
    pub fn type_link(self, template: &str) -> Self {
        let link = link(template, &["{type}"]);
        self.set("type_link", link, |options, link| {
            options.reference.type_template = Some(link);
        })
    }

    /// The link to a bound operation in the service's own reference, with `{type}` and `{operation}`.
    pub fn operation_link(self, template: &str) -> Self {
        let link = link(template, &["{type}", "{operation}"]);
        self.set("operation_link", link, |options, link| {
            options.reference.operation_template = Some(link);
        })
    }
}

fn link(template: &str, allowed: &[&str]) -> Result<String, Invalid> {
    check::template(template, allowed).map(|()| template.to_owned())
}
