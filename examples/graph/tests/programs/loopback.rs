//! The mock behind a server on this machine. In: HTTP requests of a program. Out: what the mock answers.

use std::process::Command;

use futures_util::FutureExt;
use odata_client::testing::mock::{MockService, MockTransport};
use odata_client::transport::Transport;
use odata_client::{Bytes, http};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// A server, and the mock that answers.
pub struct Loopback {
    pub mock: MockService,
    root: String,
    _server: MockServer,
}

/// With the server's address: what the request says of it is not kept.
struct Answer(MockTransport, String);

impl Respond for Answer {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut asked = http::Request::new(Bytes::from(request.body.clone()));
        *asked.method_mut() = request.method.as_str().parse().unwrap();
        let query = request.url.query().map(|query| format!("?{query}"));
        let url = format!(
            "{}{}{}",
            self.1,
            request.url.path(),
            query.unwrap_or_default()
        );
        *asked.uri_mut() = url.parse().unwrap();
        asked.headers_mut().extend(request.headers.clone());
        // The mock never waits.
        let reply = self.0.send(asked).now_or_never().unwrap();
        match reply {
            Ok(reply) => {
                let mut template = ResponseTemplate::new(reply.status().as_u16());
                template = template.append_headers(reply.headers());
                template.set_body_bytes(reply.into_body().to_vec())
            }
            // What is unexpected is told by `verify`.
            Err(_) => ResponseTemplate::new(501),
        }
    }
}

impl Loopback {
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let root = format!("{}/v1.0", server.uri());
        let mock = MockService::new(&root);
        let answer = Answer(mock.transport(), server.uri());
        Mock::given(any()).respond_with(answer).mount(&server).await;
        Self {
            mock,
            root,
            _server: server,
        }
    }

    /// Runs a program and gives what it prints; fails with what it says and what the mock says.
    pub async fn run(&self, program: &'static str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("GRAPH_TOKEN", "the-token")
            .env("GRAPH_ROOT", &self.root);
        let output = tokio::task::spawn_blocking(move || command.output())
            .await
            .unwrap();
        let output = output.unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{error}\n{:?}", self.mock.verify());
        String::from_utf8(output.stdout).unwrap()
    }
}
