//! Security schemes and what operations ask of them (OpenAPI 3.1.1, sections 4.8.27 to 4.8.30).

use super::Lowering;
use crate::api::Place;
use crate::api::http::SchemeUse;
use crate::api::service::{Flow, Scheme, SchemeKind};
use crate::openapi::context::Spot;

impl<'t> Lowering<'_, 't> {
    /// The schemes of the document.
    pub(super) fn schemes(&self, root: Spot<'t>) -> Vec<Scheme> {
        let cx = self.cx;
        let components = cx.object(root, "components").into_iter();
        let schemes = components.flat_map(|spot| cx.named(spot, "securitySchemes"));
        let schemes = schemes.filter_map(|(member, spot)| {
            let spot = cx.followed(spot)?;
            Some(Scheme {
                name: member.name.to_string(),
                kind: self.scheme(spot)?,
                docs: cx.words(spot, "description"),
            })
        });
        schemes.collect()
    }

    fn scheme(&self, spot: Spot<'t>) -> Option<SchemeKind> {
        let cx = self.cx;
        let unknown = |what: String| {
            let remedy = "it is passed over: send what it asks for by a header of your own";
            cx.warn(spot, what, remedy);
            None
        };
        match cx.text(spot, "type").unwrap_or_default() {
            "http" => {
                let scheme = cx.text(spot, "scheme").unwrap_or_default();
                Some(match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => SchemeKind::Bearer,
                    "basic" => SchemeKind::Basic,
                    "" => return unknown("the security scheme has no `scheme`".to_owned()),
                    _ => SchemeKind::Http(scheme.to_owned()),
                })
            }
            "apiKey" => {
                let place = match cx.text(spot, "in") {
                    Some("header") => Place::Header,
                    Some("query") => Place::Query,
                    Some("cookie") => Place::Cookie,
                    _ => return unknown("the API key is in nothing that is known".to_owned()),
                };
                match cx.words(spot, "name") {
                    Some(name) => Some(SchemeKind::ApiKey { name, place }),
                    None => unknown("the API key has no name".to_owned()),
                }
            }
            "oauth2" => Some(SchemeKind::OAuth2(self.flows(spot))),
            "openIdConnect" => {
                let url = cx.words(spot, "openIdConnectUrl");
                Some(SchemeKind::OpenIdConnect(url.unwrap_or_default()))
            }
            "mutualTLS" => Some(SchemeKind::MutualTls),
            other => unknown(format!("the security scheme is of the type `{other}`")),
        }
    }

    fn flows(&self, spot: Spot<'t>) -> Vec<Flow> {
        let cx = self.cx;
        let flows = cx.named(spot, "flows").map(|(member, flow)| {
            let scopes = cx.object(flow, "scopes").into_iter();
            let scopes = scopes.flat_map(Spot::members).map(|(member, text)| {
                let text = text.node.text().unwrap_or_default();
                (member.name.to_string(), text.to_owned())
            });
            Flow {
                name: member.name.to_string(),
                authorization_url: cx
                    .words(flow, "authorizationUrl")
                    .or_else(|| cx.words(flow, "deviceAuthorizationUrl")),
                token_url: cx.words(flow, "tokenUrl"),
                refresh_url: cx.words(flow, "refreshUrl"),
                scopes: scopes.collect(),
            }
        });
        flows.collect()
    }

    /// What is asked for, as alternatives; `None` where nothing is said. Schemes that are not known cannot be met.
    pub(super) fn requirements(&self, spot: Spot<'t>) -> Option<Vec<Vec<SchemeUse>>> {
        let cx = self.cx;
        let list = cx.list(spot, "security")?;
        let alternatives = list.items().filter_map(|alternative| {
            let uses = alternative.members().map(|(member, scopes)| {
                let mut schemes = self.service.schemes.iter();
                let scheme = schemes.position(|scheme| scheme.name == member.name);
                if scheme.is_none() {
                    let message = format!("there is no usable security scheme `{}`", member.name);
                    let remedy = "this alternative is passed over; declare it in components";
                    cx.warn(alternative, message, remedy);
                }
                let scopes = scopes.items().filter_map(|scope| scope.node.text());
                Some(SchemeUse {
                    scheme: scheme?,
                    scopes: scopes.map(str::to_owned).collect(),
                })
            });
            uses.collect::<Option<Vec<_>>>()
        });
        Some(alternatives.collect())
    }
}
