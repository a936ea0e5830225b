//! An issuer of a script: answers as a closure says, and remembers what was sent, byte by byte.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Request {
    /// `POST /token`.
    pub(crate) fn line(&self) -> &str {
        let line = self.head.lines().next().unwrap();
        line.rsplit_once(' ').unwrap().0
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// A parameter of the form.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.form().remove(name)
    }

    pub(crate) fn form(&self) -> BTreeMap<String, String> {
        form_urlencoded::parse(self.body.as_bytes())
            .into_owned()
            .collect()
    }
}

/// What it does with a request.
pub(crate) enum Answer {
    Json(u16, Value),
    /// Status and headers, and the body.
    Raw(String, Vec<u8>),
    /// Closes the connection.
    Lost,
}

impl Answer {
    /// An error of OAuth's.
    pub(crate) fn error(status: u16, code: &str) -> Self {
        Self::Json(status, json!({"error": code}))
    }

    fn bytes(self) -> Option<Vec<u8>> {
        let (head, body) = match self {
            Self::Json(status, json) => {
                let head = format!("{status} X\r\nContent-Type: application/json\r\n");
                (head, json.to_string().into_bytes())
            }
            Self::Raw(head, body) => (head, body),
            Self::Lost => return None,
        };
        let head = format!(
            "HTTP/1.1 {head}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        Some([head.into_bytes(), body].concat())
    }
}

/// Serves until the tests end.
#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Issuer {
    /// Answers each request with what the closure gives for it and its number, from 0 on.
    pub(crate) fn start(
        answer: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let issuer = Self {
            url,
            seen: Arc::default(),
        };
        let (seen, answer) = (Arc::clone(&issuer.seen), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                std::thread::spawn(move || serve(stream.unwrap(), &seen, &*answer));
            }
        });
        issuer
    }

    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// The requests that begin so.
    pub(crate) fn seen_at(&self, line: &str) -> Vec<Request> {
        self.seen()
            .into_iter()
            .filter(|request| request.line() == line)
            .collect()
    }

    /// Its endpoints, for `SignIn::endpoints`.
    pub(crate) fn endpoints(&self) -> service_sign_in::Endpoints {
        service_sign_in::Endpoints::new(format!("{}/token", self.url))
            .authorization(format!("{}/authorize", self.url))
            .device_authorization(format!("{}/device", self.url))
    }

    /// A discovery document.
    pub(crate) fn document(url: &str) -> Value {
        json!({
            "issuer": url,
            "token_endpoint": format!("{url}/token"),
            "authorization_endpoint": format!("{url}/authorize"),
            "device_authorization_endpoint": format!("{url}/device"),
            "authorization_response_iss_parameter_supported": true,
            "scopes_supported": ["openid", "offline_access"],
        })
    }
}

fn serve(
    mut stream: TcpStream,
    seen: &Mutex<Vec<Request>>,
    answer: &dyn Fn(&Request, usize) -> Answer,
) {
    let Some(request) = read(&mut stream) else {
        return;
    };
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(request.clone());
        seen.len() - 1
    };
    if let Some(bytes) = answer(&request, number).bytes() {
        let _ = stream.write_all(&bytes);
    }
}

pub(crate) fn read(stream: &mut TcpStream) -> Option<Request> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return Some(Request {
                    head: head.to_owned(),
                    body: body.to_owned(),
                });
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}

/// Tokens as an issuer gives them.
pub(crate) fn tokens(number: usize) -> Value {
    json!({
        "access_token": format!("access-{number}"),
        "refresh_token": format!("refresh-{number}"),
        "token_type": "Bearer",
        "expires_in": 3600,
    })
}

/// A token for a client, got as a client gets it.
pub(crate) async fn token(
    credential: &service_sign_in::SignInCredential,
) -> Result<String, service_sign_in::SignInError> {
    token_for(
        credential,
        odata_client::credential::TokenRequest::default(),
    )
    .await
}

pub(crate) async fn token_for(
    credential: &service_sign_in::SignInCredential,
    request: odata_client::credential::TokenRequest<'_>,
) -> Result<String, service_sign_in::SignInError> {
    let token = credential.access_token(request).await?;
    Ok(token.secret().to_owned())
}
