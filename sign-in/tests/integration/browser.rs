//! The browser: what is sent where, and which answers are taken. A thread is the browser.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use odata_client::testing::PausedClock;
use serde_json::{Value, json};
use service_sign_in::{OfflineAccess, SignIn, SignInCredential, SignInError};
use sha2::{Digest as _, Sha256};

use crate::issuer::{Answer, Issuer, Request, token, tokens};

type Parameters = BTreeMap<String, String>;

/// What the browser was told to open, and the page that it got in the end.
#[derive(Clone, Default)]
struct Seen {
    opened: Arc<Mutex<Vec<String>>>,
    pages: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    /// The page in the end, once it is there.
    fn page(&self) -> String {
        for _ in 0..1000 {
            if let Some(page) = self.pages.lock().unwrap().get(1) {
                return page.clone();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the browser gets no page");
    }

    fn parameters(&self) -> Parameters {
        parameters(self.opened.lock().unwrap().last().unwrap())
    }
}

fn parameters(url: &str) -> Parameters {
    let query = url.split_once('?').unwrap().1;
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// A browser that comes back with what a closure makes of the parameters, as the query.
fn browser(
    seen: &Seen,
    answer: impl Fn(&Parameters) -> String + Send + Sync + Clone + 'static,
) -> impl Fn(&str) -> std::io::Result<()> + Send + Sync + 'static {
    let seen = seen.clone();
    move |url: &str| {
        seen.opened.lock().unwrap().push(url.to_owned());
        let parameters = parameters(url);
        let redirect = parameters["redirect_uri"]
            .strip_prefix("http://")
            .unwrap()
            .to_owned();
        let query = answer(&parameters);
        let pages = Arc::clone(&seen.pages);
        std::thread::spawn(move || {
            let (place, path) = redirect.split_once('/').unwrap_or((&redirect, ""));
            // Browsers open connections ahead, and ask for icons.
            let _idle = TcpStream::connect(place).unwrap();
            for target in ["favicon.ico".to_owned(), format!("{path}?{query}")] {
                let mut stream = TcpStream::connect(place).unwrap();
                write!(stream, "GET /{target} HTTP/1.1\r\nHost: {place}\r\n\r\n").unwrap();
                let mut page = String::new();
                stream.read_to_string(&mut page).unwrap();
                pages.lock().unwrap().push(page);
            }
        });
        Ok(())
    }
}

fn good(parameters: &Parameters) -> String {
    format!("code=the%2Fcode&state={}", parameters["state"])
}

fn plain(issuer: &Issuer) -> SignIn {
    SignIn::endpoints(issuer.endpoints())
        .client_id("my app")
        .scopes(["a", "b"])
}

async fn refused(
    answer: impl Fn(&Parameters) -> String + Send + Sync + Clone + 'static,
) -> (SignInError, Seen) {
    let issuer = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    let seen = Seen::default();
    let credential = plain(&issuer).browser(browser(&seen, answer)).unwrap();
    let error = token(&credential).await.unwrap_err();
    assert!(
        issuer.seen().is_empty(),
        "nothing is sent for an answer that is refused"
    );
    (error, seen)
}

#[tokio::test]
async fn what_is_sent_is_what_the_standards_say() {
    let issuer = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    for (registered, path) in [
        (None, ""),
        (Some("http://127.0.0.1/cb"), "/cb"),
        (Some("http://localhost/"), "/"),
    ] {
        let seen = Seen::default();
        let mut sign_in = plain(&issuer).parameter("login_hint", "me@contoso.example");
        if let Some(registered) = registered {
            sign_in = sign_in.redirect(registered);
        }
        let credential = sign_in.browser(browser(&seen, good)).unwrap();
        token(&credential).await.unwrap();
        let sent = seen.parameters();
        assert_eq!(
            sent.keys().collect::<Vec<_>>(),
            [
                "client_id",
                "code_challenge",
                "code_challenge_method",
                "login_hint",
                "redirect_uri",
                "response_type",
                "scope",
                "state",
            ]
        );
        assert_eq!(
            (
                sent["response_type"].as_str(),
                sent["code_challenge_method"].as_str()
            ),
            ("code", "S256")
        );
        assert!(seen.opened.lock().unwrap()[0].contains("&scope=a%20b&"));
        let form = issuer.seen().last().unwrap().clone();
        // The same text at both endpoints, and no slash more than is registered.
        assert_eq!(
            form.get("redirect_uri").as_ref(),
            Some(&sent["redirect_uri"])
        );
        let host = if registered == Some("http://localhost/") {
            "http://localhost:"
        } else {
            "http://127.0.0.1:"
        };
        let port = sent["redirect_uri"]
            .strip_prefix(host)
            .unwrap()
            .strip_suffix(path)
            .unwrap();
        assert!(port.parse::<u16>().is_ok(), "{port}");
        let verifier = form.get("code_verifier").unwrap();
        assert_eq!(
            sent["code_challenge"],
            URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier))
        );
        let start = "grant_type=authorization_code&redirect_uri=http%3A%2F%2F";
        assert!(
            form.body.starts_with(start) && form.body.contains("&code=the%2Fcode&code_verifier="),
            "{}",
            form.body
        );
        let page = seen.page();
        let pages = seen.pages.lock().unwrap().clone();
        assert!(
            pages[0].starts_with("HTTP/1.1 404") && page.contains("You can close this page"),
            "{pages:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_of_another_sign_in_is_refused_before_all_else() {
    for query in [
        "code=c&state=other",
        "code=c",
        "error=access_denied&state=other",
    ] {
        let (error, seen) = refused(move |_| query.to_owned()).await;
        assert!(
            matches!(error, SignInError::Answer(_)) && error.to_string().contains("state"),
            "{error}"
        );
        assert!(seen.page().starts_with("HTTP/1.1 400"));
    }
}

#[tokio::test]
async fn errors_by_the_browser_are_told() {
    let (error, seen) = refused(|sent| {
        format!(
            "error=access_denied&error_description=<b>no</b>&state={}",
            sent["state"]
        )
    })
    .await;
    assert!(
        matches!(error, SignInError::Declined { cause: Some(_) }),
        "{error:?}"
    );
    assert!(seen.page().contains("&lt;b&gt;no&lt;/b&gt;"));
    let (error, _) =
        refused(|sent| format!("error=interaction_required&state={}", sent["state"])).await;
    assert!(error.needs_user(), "{error:?}");
}

#[tokio::test]
async fn nobody_comes_back_and_the_sign_in_ends() {
    let issuer = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    let clock = PausedClock::new();
    let credential = plain(&issuer)
        .clock(clock.clone())
        .browser(|_| Ok(()))
        .unwrap();
    let waiting = tokio::spawn(async move { token(&credential).await });
    while clock.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    clock.advance(Duration::from_secs(15 * 60));
    assert!(matches!(
        waiting.await.unwrap(),
        Err(SignInError::Expired { .. })
    ));
}

#[tokio::test]
async fn no_browser_is_an_error_with_a_remedy() {
    let issuer = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    let open = |_: &str| Err(std::io::Error::other("no display"));
    let error = token(&plain(&issuer).browser(open).unwrap())
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("callback that shows the address"),
        "{error}"
    );
    assert!(
        plain(&issuer)
            .redirect("https://example.org/cb")
            .browser(|_| Ok(()))
            .is_err()
    );
}

fn id_token(claims: &Value) -> String {
    format!(
        "e30.{}.signature",
        URL_SAFE_NO_PAD.encode(claims.to_string())
    )
}

/// An issuer with a discovery document; its ID tokens have the nonce of the last sign-in, with changes.
fn openid(seen: &Seen, changes: Value) -> Issuer {
    let url = Arc::new(Mutex::new(String::new()));
    let (own, seen) = (Arc::clone(&url), seen.clone());
    let issuer = Issuer::start(move |request: &Request, number| {
        let own = own.lock().unwrap().clone();
        if request.line().starts_with("GET") {
            return Answer::Json(200, Issuer::document(&own));
        }
        let sent = seen.parameters();
        let mut claims = json!({"iss": own, "aud": "c", "sub": "1", "name": "Ada", "exp": 4_000_000_000_u64, "nonce": sent.get("nonce")});
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let mut answer = tokens(number);
        answer["id_token"] = json!(id_token(&claims));
        answer["scope"] = json!("openid a");
        Answer::Json(200, answer)
    });
    issuer.url.clone_into(&mut url.lock().unwrap());
    issuer
}

fn by_discovery(issuer: &Issuer, seen: &Seen, named: bool) -> SignInCredential {
    let name = issuer.url.clone();
    let answer = move |sent: &Parameters| {
        if named {
            format!("{}&iss={name}", good(sent))
        } else {
            good(sent)
        }
    };
    let sign_in = SignIn::issuer(&issuer.url)
        .client_id("c")
        .scopes(["a", "b"]);
    sign_in.browser(browser(seen, answer)).unwrap()
}

#[tokio::test]
async fn offline_access_is_asked_for_with_consent_and_what_is_left_out_is_told() {
    let seen = Seen::default();
    let issuer = openid(&seen, json!({}));
    let signed_in = by_discovery(&issuer, &seen, true).sign_in().await.unwrap();
    let sent = seen.parameters();
    assert_eq!(
        (sent["scope"].as_str(), sent["prompt"].as_str()),
        ("a b openid offline_access", "consent")
    );
    assert_eq!(signed_in.user.unwrap().name.as_deref(), Some("Ada"));
    assert!(signed_in.renewable);
    let notices: Vec<String> = signed_in.notices.iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        ["the issuer did not grant b: requests that need it will be refused"]
    );
}

#[tokio::test]
async fn a_refresh_token_that_was_asked_for_and_did_not_come_is_told_at_once() {
    let issuer = Issuer::start(|request: &Request, _| match request.line() {
        "POST /device" => Answer::Json(
            200,
            json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example"}),
        ),
        _ => Answer::Json(200, json!({"access_token": "t", "scope": "a b openid"})),
    });
    let told = Arc::new(Mutex::new(Vec::new()));
    let notices = Arc::clone(&told);
    let sign_in = plain(&issuer)
        .offline_access(OfflineAccess::Ask)
        .clock(PausedClock::new());
    let sign_in = sign_in.on_notice(move |notice| notices.lock().unwrap().push(notice.to_string()));
    let signed_in = sign_in
        .device_code(|_| {})
        .unwrap()
        .sign_in()
        .await
        .unwrap();
    assert!(!signed_in.renewable);
    let told = told.lock().unwrap().clone();
    assert!(
        told.len() == 1 && told[0].contains("no refresh token"),
        "{told:?}"
    );
}

#[tokio::test]
async fn an_id_token_without_the_nonce_and_none_at_all_are_refused() {
    let seen = Seen::default();
    let issuer = openid(&seen, json!({"nonce": null}));
    let error = token(&by_discovery(&issuer, &seen, true))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("nonce"), "{error}");
    let issuer = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    let sign_in = plain(&issuer).scopes(["openid"]);
    let error = token(&sign_in.browser(browser(&seen, good)).unwrap())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("did not come"), "{error}");
}

#[tokio::test]
async fn an_id_token_of_another_sign_in_or_issuer_is_refused() {
    for (changes, said) in [
        (json!({"nonce": "other"}), "nonce"),
        (json!({"iss": "https://other.example"}), "issuer"),
        (json!({"aud": "other"}), "another client"),
        (json!({"exp": 1_000_000_000}), "expired"),
    ] {
        let seen = Seen::default();
        let issuer = openid(&seen, changes);
        let error = token(&by_discovery(&issuer, &seen, true))
            .await
            .unwrap_err();
        assert!(
            matches!(error, SignInError::IdToken(_)) && error.to_string().contains(said),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_issuer_that_promises_to_name_itself_has_to() {
    let seen = Seen::default();
    let issuer = openid(&seen, json!({}));
    let error = token(&by_discovery(&issuer, &seen, false))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("does not say which issuer"),
        "{error}"
    );
    assert!(issuer.seen_at("POST /token").is_empty());
}
