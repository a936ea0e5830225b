//! The places where the service is: root and scopes together, as `csdlgen.toml` names them.

use communications::{Cloud, GraphClient};
use odata_client::{
    AccessToken, BoxFuture, Bytes, Credential, Resource,
    credential::{CredentialError, TokenRequest},
    error::TransportError,
    http,
    transport::Transport,
};

/// Gives the scopes as the token.
struct Scopes;

impl Credential for Scopes {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        let token = AccessToken::new(request.scopes.join("+"));
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// Answers with where it was asked, and with which token.
struct Mirror;

impl Transport for Mirror {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let token = request.headers()["authorization"].to_str().unwrap();
        let text = format!("{} {token}", request.uri());
        Box::pin(async move { Ok(http::Response::new(text.into())) })
    }
}

#[tokio::test]
async fn each_cloud_has_its_root_and_its_scope() {
    for (cloud, host) in [
        (Cloud::Global, "graph.microsoft.com"),
        (Cloud::UsGovL4, "graph.microsoft.us"),
        (Cloud::UsGovL5, "dod-graph.microsoft.us"),
        (Cloud::China, "microsoftgraph.chinacloudapi.cn"),
    ] {
        let builder = GraphClient::cloud_builder(cloud).transport(Mirror);
        let graph: GraphClient = builder.credential(Scopes).build().unwrap().into();
        let text = Resource::root(graph.client()).segment("me").media().get();
        let expected = format!("https://{host}/v1.0/me Bearer https://{host}/.default");
        assert_eq!(text.await.unwrap(), expected);
        let graph = GraphClient::for_cloud(cloud, Scopes).unwrap();
        assert_eq!(graph.client().base_url(), cloud.base_url());
    }
    assert_eq!(Cloud::Global.base_url(), GraphClient::BASE_URL);
    assert_eq!(Cloud::Global.scopes(), GraphClient::SCOPES);
}
