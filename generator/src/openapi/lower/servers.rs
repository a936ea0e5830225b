//! Servers with variables (OpenAPI 3.1.1, sections 4.8.5 and 4.8.6).

use super::Lowering;
use crate::api::http::{Server, Variable};
use crate::openapi::context::Spot;

impl<'t> Lowering<'_, 't> {
    /// The servers of the document, of a path or of an operation.
    pub(super) fn servers(&self, spot: Spot<'t>) -> Vec<Server> {
        let cx = self.cx;
        let list = cx.list(spot, "servers").into_iter().flat_map(Spot::items);
        let servers = list.filter_map(|server| {
            let Some(url) = cx.text(server, "url") else {
                cx.warn(
                    server,
                    "a server without `url`",
                    "it is passed over; add its address",
                );
                return None;
            };
            Some(Server {
                url: url.trim().trim_end_matches('/').to_owned(),
                variables: self.variables(server, url),
                docs: cx.words(server, "description"),
            })
        });
        servers.collect()
    }

    fn variables(&self, server: Spot<'t>, url: &str) -> Vec<Variable> {
        let cx = self.cx;
        let mut variables = Vec::new();
        for (member, spot) in cx.named(server, "variables") {
            let allowed = cx.texts(spot, "enum");
            let default = cx.text(spot, "default").map(str::to_owned);
            let Some(default) = default.or_else(|| allowed.first().cloned()) else {
                let message = format!("the variable `{}` has no default", member.name);
                cx.warn(spot, message, "it is passed over; add `default`");
                continue;
            };
            variables.push(Variable {
                name: member.name.to_string(),
                default,
                allowed,
                docs: cx.words(spot, "description"),
            });
        }
        for name in super::paths::names(url) {
            if variables.iter().all(|variable| variable.name != name) {
                let message = format!("the variable `{name}` of the address is not declared");
                let remedy = "the server cannot be used without a value for it; declare it";
                cx.warn(server, message, remedy);
            }
        }
        variables.retain(|variable| url.contains(&format!("{{{}}}", variable.name)));
        variables
    }
}
