//! How a program signs in at the issuer of a service's tokens, by the crate `service-sign-in`.

use crate::GENERATOR_VERSION;
use crate::api::service::{Flow, SchemeKind};
use crate::plan::settings::Issuer;

/// An id that stands for that of the program's registration.
const CLIENT_ID: &str = "11111111-2222-3333-4444-555555555555";

/// How a program signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignInPlan {
    /// The beginning: `SignIn::microsoft("common")`.
    begin: String,
    way: Way,
    scopes: Vec<String>,
}

/// Who signs in, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A user, by a code on another device.
    Device,
    /// A user, in the browser.
    Browser,
    /// The program itself.
    Program,
}

/// The entry of the crate in `[dependencies]`.
pub(super) fn dependency() -> String {
    format!("service-sign-in = \"{GENERATOR_VERSION}\"")
}

impl SignInPlan {
    /// At the issuer that the settings name.
    pub(crate) fn at(issuer: &Issuer) -> Self {
        let begin = match issuer {
            Issuer::Microsoft => "SignIn::microsoft(\"common\")".to_owned(),
            Issuer::Url(url) => format!("SignIn::issuer({url:?})"),
        };
        Self {
            begin,
            way: Way::Device,
            scopes: Vec::new(),
        }
    }

    /// What is to be imported.
    pub(crate) fn uses(&self) -> impl Iterator<Item = &'static str> {
        let endpoints = self.begin.contains("Endpoints::");
        let endpoints = endpoints.then_some("service_sign_in::Endpoints");
        endpoints.into_iter().chain(["service_sign_in::SignIn"])
    }

    /// `let credential = …;`
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            "// The id of the program's registration at the issuer.".to_owned(),
            format!("let credential = {}", self.begin),
            format!("    .client_id({CLIENT_ID:?})"),
        ];
        let rest = self.rest();
        let last = rest.len() - 1;
        let rest = rest.into_iter().enumerate();
        lines.extend(rest.map(|(number, call)| {
            let end = if number == last { "?;" } else { "" };
            format!("    {call}{end}")
        }));
        lines
    }

    /// The calls behind `SignIn::…` and `.client_id(…)`, of which the last gives a result.
    pub(crate) fn rest(&self) -> Vec<String> {
        let mut calls = Vec::new();
        if !self.scopes.is_empty() {
            let scopes: Vec<String> = self.scopes.iter().map(|it| format!("{it:?}")).collect();
            calls.push(format!(".scopes([{}])", scopes.join(", ")));
        }
        match self.way {
            Way::Device => calls.push(".device_code(|prompt| println!(\"{prompt}\"))".to_owned()),
            Way::Browser => calls.push(".browser(service_sign_in::system_browser)".to_owned()),
            Way::Program => calls.extend([
                ".client_secret(std::env::var(\"SERVICE_CLIENT_SECRET\")?)".to_owned(),
                ".client_credentials()".to_owned(),
            ]),
        }
        calls
    }

    /// Whether the program has a secret, which it reads from the environment.
    #[cfg(feature = "cli")]
    pub(crate) fn wants_secret(&self) -> bool {
        matches!(self.way, Way::Program)
    }

    /// The beginning: `SignIn::microsoft("common")`.
    #[cfg(feature = "cli")]
    pub(crate) fn begin(&self) -> &str {
        &self.begin
    }
}

/// The way that a description itself names, of the schemes that it has: the first that a program can go.
pub(crate) fn of_flows<'s>(schemes: impl Iterator<Item = &'s SchemeKind>) -> Option<SignInPlan> {
    let mut schemes = schemes;
    schemes.find_map(|kind| match kind {
        SchemeKind::OpenIdConnect(url) => open_id(url),
        SchemeKind::OAuth2(flows) => oauth(flows),
        _ => None,
    })
}

/// An issuer by the address of its discovery document (OpenID Connect Discovery 1.0, section 4).
fn open_id(url: &str) -> Option<SignInPlan> {
    let issuer = url.strip_suffix("/.well-known/openid-configuration")?;
    Some(SignInPlan {
        begin: format!("SignIn::issuer({:?})", usable(issuer)?),
        way: Way::Device,
        scopes: Vec::new(),
    })
}

/// The flow that asks least of the user: a device code, then the browser, then the program itself.
fn oauth(flows: &[Flow]) -> Option<SignInPlan> {
    let order = [
        ("deviceAuthorization", Way::Device),
        ("authorizationCode", Way::Browser),
        ("clientCredentials", Way::Program),
    ];
    order.into_iter().find_map(|(name, way)| {
        let flow = flows.iter().find(|flow| flow.name == name)?;
        let token = usable(flow.token_url.as_deref()?)?;
        let authorization = flow.authorization_url.as_deref().and_then(usable);
        let asked = match way {
            Way::Device => format!(".device_authorization({:?})", authorization?),
            Way::Browser => format!(".authorization({:?})", authorization?),
            Way::Program => String::new(),
        };
        Some(SignInPlan {
            begin: format!("SignIn::endpoints(Endpoints::new({token:?}){asked})"),
            way,
            // What a program needs of them, its author knows: the first shows how they are asked for.
            scopes: flow
                .scopes
                .iter()
                .take(1)
                .map(|(name, _)| name.clone())
                .collect(),
        })
    })
}

/// An address that is one by itself: others are relative to the document.
fn usable(url: &str) -> Option<&str> {
    let absolute = url.starts_with("https://") || url.starts_with("http://");
    (absolute && url.chars().all(|c| c.is_ascii_graphic())).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::{Issuer, SignInPlan, of_flows};
    use crate::api::service::{Flow, SchemeKind};

    fn flow(name: &str, authorization: Option<&str>, token: &str) -> Flow {
        Flow {
            name: name.to_owned(),
            authorization_url: authorization.map(str::to_owned),
            token_url: Some(token.to_owned()),
            refresh_url: None,
            scopes: vec![("read".to_owned(), "Reads.".to_owned())],
        }
    }

    fn lines(schemes: &[SchemeKind]) -> Option<String> {
        of_flows(schemes.iter()).map(|plan| plan.lines().join("\n"))
    }

    #[test]
    fn flows_are_taken_by_what_they_ask_of_the_user() {
        let program = flow("clientCredentials", None, "https://i.example/token");
        let browser = flow(
            "authorizationCode",
            Some("https://i.example/authorize"),
            "https://i.example/token",
        );
        let relative = flow("deviceAuthorization", Some("/device"), "/token");
        let password = flow("password", None, "https://i.example/token");
        let both = SchemeKind::OAuth2(vec![relative, program.clone(), browser, password.clone()]);
        let text = lines(&[both]).unwrap();
        assert!(text.contains(
            "SignIn::endpoints(Endpoints::new(\"https://i.example/token\").authorization(\"https://i.example/authorize\"))"
        ), "{text}");
        assert!(text.contains(".scopes([\"read\"])"), "{text}");
        assert!(
            text.ends_with(".browser(service_sign_in::system_browser)?;"),
            "{text}"
        );
        let text = lines(&[SchemeKind::Bearer, SchemeKind::OAuth2(vec![program])]).unwrap();
        assert!(text.ends_with(".client_credentials()?;"), "{text}");
        assert_eq!(lines(&[SchemeKind::OAuth2(vec![password])]), None);
    }

    #[test]
    fn an_issuer_is_found_by_its_discovery_document() {
        let url = |url: &str| lines(&[SchemeKind::OpenIdConnect(url.to_owned())]);
        let text = url("https://i.example/a/.well-known/openid-configuration").unwrap();
        assert!(
            text.contains("SignIn::issuer(\"https://i.example/a\")"),
            "{text}"
        );
        assert_eq!(url("/.well-known/openid-configuration"), None);
        assert_eq!(url("https://i.example/other"), None);
        assert_eq!(
            url("https://i.example/\u{1F600}\"/.well-known/openid-configuration"),
            None
        );
    }

    #[test]
    fn settings_name_an_issuer() {
        let text = SignInPlan::at(&Issuer::Microsoft).lines().join("\n");
        assert!(
            text.contains("let credential = SignIn::microsoft(\"common\")\n    .client_id("),
            "{text}"
        );
        let other = SignInPlan::at(&Issuer::Url("https://i.example".to_owned()));
        assert_eq!(other.begin(), "SignIn::issuer(\"https://i.example\")");
    }
}
