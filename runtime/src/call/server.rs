//! Servers. In: an address with variables. Out: a URL.

use crate::error::{Error, Result};

/// A server of a service.
///
/// ```
/// use service_client::codegen::{Server, Variable};
/// static SERVER: Server = Server {
///     url: "https://{region}.example.org/v2",
///     variables: &[Variable { name: "region", default: "eu", allowed: &["eu", "us"] }],
/// };
/// assert_eq!(SERVER.url(&[])?, "https://eu.example.org/v2");
/// assert_eq!(SERVER.url(&[("region", "us")])?, "https://us.example.org/v2");
/// assert!(SERVER.url(&[("region", "evil.example/")]).is_err());
/// # Ok::<(), service_client::Error>(())
/// ```
#[derive(Debug)]
pub struct Server {
    /// The address, with `{name}` for each variable; it may be relative to the client's base URL.
    pub url: &'static str,
    /// Its variables.
    pub variables: &'static [Variable],
}

/// A variable of a server's address.
#[derive(Debug)]
pub struct Variable {
    /// The name.
    pub name: &'static str,
    /// What stands in its place unless told otherwise.
    pub default: &'static str,
    /// The values that it may have; empty for any.
    pub allowed: &'static [&'static str],
}

impl Server {
    /// The address with these values of its variables.
    ///
    /// # Errors
    /// If there is no such variable, or its value is not one of those that it may have, or would change which part of the
    /// address it stands in.
    pub fn url(&self, values: &[(&str, &str)]) -> Result<String> {
        let known = |name: &str| self.variables.iter().any(|variable| variable.name == name);
        if let Some((name, _)) = values.iter().find(|(name, _)| !known(name)) {
            return Err(Error::Settings(format!(
                "the server {} has no variable {name:?}",
                self.url
            )));
        }
        let mut url = self.url.to_owned();
        for variable in self.variables {
            let given = values.iter().find(|(name, _)| *name == variable.name);
            let value = given.map_or(variable.default, |(_, value)| value);
            if given.is_some() {
                variable.check(value)?;
            }
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
        Ok(url)
    }
}

impl Variable {
    fn check(&self, value: &str) -> Result<()> {
        let name = self.name;
        if !self.allowed.is_empty() && !self.allowed.contains(&value) {
            return Err(Error::Settings(format!(
                "the server's variable {name} cannot be {value:?}: it is one of {}",
                self.allowed.join(", ")
            )));
        }
        let changes = |letter: char| "/?#@\\{}".contains(letter) || letter.is_whitespace();
        // A path of its own may have segments; a host, port or scheme may not.
        if self.allowed.is_empty() && value.contains(changes) && !self.default.contains(changes) {
            return Err(Error::Settings(format!(
                "the server's variable {name} cannot be {value:?}: it would lead to another server"
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_and_checked() {
        let server = Server {
            url: "https://{host}:{port}/{path}",
            variables: &[
                Variable {
                    name: "host",
                    default: "a.example",
                    allowed: &[],
                },
                Variable {
                    name: "port",
                    default: "443",
                    allowed: &["443", "8443"],
                },
                Variable {
                    name: "path",
                    default: "v1/x",
                    allowed: &[],
                },
            ],
        };
        assert_eq!(server.url(&[]).unwrap(), "https://a.example:443/v1/x");
        let url = server.url(&[("host", "b.example"), ("port", "8443"), ("path", "v2/y")]);
        assert_eq!(url.unwrap(), "https://b.example:8443/v2/y");
        for wrong in [
            ("port", "80"),
            ("host", "b.example/x"),
            ("host", "user@b"),
            ("region", "eu"),
        ] {
            assert!(server.url(&[wrong]).is_err(), "{wrong:?}");
        }
    }
}
