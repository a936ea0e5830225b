//! A transport to the judge: requests to any server of the document go there, and what is sent and heard is kept.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::service_client::{
    BoxFuture, Bytes, Client, RetryPolicy, StaticToken, error::TransportError, http,
    transport::Transport,
};
use serde_json::{Value, json};
use ureq::Agent;

/// What was sent and heard.
#[derive(Clone, Default)]
pub struct Heard {
    /// No server answered.
    pub lost: bool,
    sent: Option<String>,
    body: Option<String>,
    status: Option<u16>,
    violations: Vec<Value>,
    reply: Option<String>,
}

impl Heard {
    pub fn into_json(self) -> Value {
        json!({
            "lost": self.lost, "sent": self.sent, "body": self.body, "status": self.status, "violations": self.violations,
            "reply": self.reply,
        })
    }
}

#[derive(Clone)]
pub struct Wire {
    agent: Agent,
    judge: String,
    servers: Arc<Vec<String>>,
    heard: Arc<Mutex<Heard>>,
}

impl Wire {
    pub fn new(judge: &str, servers: &[String]) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self {
            agent: config.into(),
            judge: judge.to_owned(),
            servers: Arc::new(servers.to_vec()),
            heard: Arc::default(),
        }
    }

    /// Sends a request and reads its reply; nothing else runs on this thread.
    fn exchange(
        &self,
        head: http::request::Parts,
        body: &Bytes,
    ) -> Result<http::Response<Bytes>, ureq::Error> {
        let reply = if body.is_empty() {
            self.agent.run(http::Request::from_parts(head, ()))?
        } else {
            self.agent
                .run(http::Request::from_parts(head, body.to_vec()))?
        };
        let (head, mut body) = reply.into_parts();
        let body = body.with_config().limit(u64::MAX).read_to_vec()?;
        Ok(http::Response::from_parts(head, body.into()))
    }

    /// A client that shows all that schemes of a document may ask for.
    pub fn client(
        &self,
        url: &str,
        keys: &[String],
    ) -> Result<crate::cases::Client, Box<dyn std::error::Error>> {
        let mut builder = Client::builder(url)
            .credential(StaticToken::new("token"))
            .basic("user", "password")
            .retry(RetryPolicy::none())
            .timeout(Duration::from_secs(30))
            .transport(self.clone());
        for key in keys {
            builder = builder.api_key(key, "key");
        }
        for server in self.servers.iter() {
            if let Some(host) = server.split('/').nth(2).filter(|host| !host.contains('{')) {
                builder = builder.allow_host(host);
            }
        }
        Ok(builder.build()?.into())
    }

    pub fn heard(&self) -> Heard {
        self.heard
            .lock()
            .map(|heard| heard.clone())
            .unwrap_or_default()
    }

    /// The address at the judge, whatever server a request is for.
    fn target(&self, uri: &str) -> String {
        if uri.starts_with(&self.judge) {
            return uri.to_owned();
        }
        let servers = self.servers.iter().map(|it| it.trim_end_matches('/'));
        let server = servers
            .filter(|it| uri.starts_with(it))
            .max_by_key(|it| it.len());
        let rest = server.map(|it| &uri[it.len()..]);
        let rest = rest.unwrap_or_else(|| uri.splitn(4, '/').nth(3).unwrap_or(""));
        format!("{}/{}", self.judge, rest.trim_start_matches('/'))
    }
}

impl Transport for Wire {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (mut head, body) = request.into_parts();
            let uri = self.target(&head.uri.to_string());
            head.uri = uri.parse().map_err(TransportError::other)?;
            let mut heard = Heard {
                sent: Some(format!("{} {uri}", head.method)),
                body: Some(String::from_utf8_lossy(&body).into_owned()),
                ..Heard::default()
            };
            let reply = self.exchange(head, &body).map_err(TransportError::connect);
            match &reply {
                Ok(reply) => {
                    heard.status = Some(reply.status().as_u16());
                    let said = reply
                        .headers()
                        .get("sl-violations")
                        .and_then(|it| it.to_str().ok());
                    heard.violations = said
                        .and_then(|it| serde_json::from_str(it).ok())
                        .unwrap_or_default();
                    heard.reply = Some(String::from_utf8_lossy(reply.body()).into_owned());
                }
                Err(_) => heard.lost = true,
            }
            if let Ok(mut kept) = self.heard.lock() {
                // The first request is the one that is judged: others follow links.
                if kept.sent.is_none() {
                    *kept = heard;
                }
            }
            reply
        })
    }
}
