//! Users, by a code and by the browser. Chromium is the user.

use std::io;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use odata_client::credential::TokenRequest;
use service_sign_in::{Notice, OfflineAccess, SignIn, SignInCredential, SignInError};

use crate::browser::Browser;
use crate::{ALL, Issuer, LIFE, Wrong};

/// What the program's own pages say at the end of a sign-in.
const ENDS: &[&str] = &["You can close this page", "Not signed in"];

/// Fills in what a page asks for and presses its button; what the page says.
const STEP: &str = "(() => {
    const login = document.querySelector('input[name=login]');
    if (login) { login.value = 'ada'; document.querySelector('input[name=password]').value = 'x'; }
    const text = document.body ? document.body.innerText : '';
    const code = document.querySelector('input[name=user_code]');
    if (code && !code.value) { code.value = window.name; }
    const no = 'button[name=abort], button[value=deny], input[value=Cancel], a[href$=\"/abort\"]';
    const yes = 'button[type=submit]:not([value=deny]):not([name=abort]), input[type=submit]:not([value=Cancel])';
    const button = DECLINES && document.querySelector(no) || document.querySelector(yes);
    if (button && document.readyState === 'complete') { button.click(); }
    return text;
})()";

/// A user at a browser, who does what pages ask for until one says what is last.
pub(crate) struct User {
    pages: Option<mpsc::Sender<(String, String)>>,
    thread: Option<JoinHandle<()>>,
}

impl User {
    /// `None` without a browser.
    pub(crate) fn start(declines: bool, last: &'static [&'static str]) -> Option<Self> {
        let mut browser = Browser::start()?;
        let step = STEP.replace("DECLINES", &declines.to_string());
        let (pages, receiver) = mpsc::channel::<(String, String)>();
        let thread = std::thread::spawn(move || {
            for (url, code) in receiver {
                browser.go(&url);
                browser.text(&format!("window.name = '{code}'"));
                let mut text = String::new();
                for _ in 0..150 {
                    text = browser.try_text(&step);
                    if last.iter().any(|last| text.contains(last)) {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(200));
                }
                println!("the browser ends with: {text}");
            }
        });
        Some(Self {
            pages: Some(pages),
            thread: Some(thread),
        })
    }

    /// Opens a page; a code for it may be asked for.
    pub(crate) fn open(&self, url: &str, code: &str) -> io::Result<()> {
        let pages = self.pages.as_ref().unwrap();
        let sent = pages.send((url.to_owned(), code.to_owned()));
        sent.map_err(io::Error::other)
    }
}

/// Ends the browser with the test.
impl Drop for User {
    fn drop(&mut self) {
        drop(self.pages.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A credential, which a browser signs in.
pub(crate) fn by_browser(sign_in: SignIn) -> Option<SignInCredential> {
    Some(by_browser_of(User::start(false, ENDS)?, sign_in))
}

pub(crate) fn by_browser_of(user: User, sign_in: SignIn) -> SignInCredential {
    let sign_in = sign_in.redirect("http://127.0.0.1/cb");
    sign_in.browser(move |url| user.open(url, "")).unwrap()
}

/// A credential, which another device signs in.
pub(crate) fn by_code(user: User, sign_in: SignIn) -> SignInCredential {
    let credential = sign_in.device_code(move |prompt| {
        let complete = prompt.verification_uri_complete.as_ref();
        let url = complete.unwrap_or(&prompt.verification_uri);
        user.open(url, &prompt.user_code).unwrap();
    });
    credential.unwrap()
}

#[tokio::test]
async fn a_user_signs_in_by_the_browser() {
    for issuer in Issuer::all() {
        let Some(credential) = by_browser(issuer.of_user("browser")) else {
            return;
        };
        let signed_in = credential.sign_in().await.unwrap();
        assert!(
            signed_in.renewable && signed_in.notices.is_empty(),
            "{signed_in:?}"
        );
        assert_eq!(
            signed_in.user.map(|user| user.subject),
            (!issuer.django).then(|| "ada".to_owned())
        );
        // The token of the first page ends before the second: it is renewed without the user.
        assert_eq!(issuer.things(credential.clone(), true).await.unwrap(), ALL);
        assert_eq!(issuer.things(credential, true).await.unwrap(), ALL);
    }
}

#[tokio::test]
async fn a_user_signs_in_by_a_code() {
    for issuer in Issuer::all() {
        // What the issuers' last pages say.
        let Some(user) = User::start(false, &["Sign-in Success", "Device Auth"]) else {
            return;
        };
        let credential = by_code(user, issuer.of_user("device"));
        let signed_in = credential.sign_in().await.unwrap();
        assert!(signed_in.renewable, "{signed_in:?}");
        assert_eq!(issuer.things(credential, true).await.unwrap(), ALL);
    }
}

#[tokio::test]
async fn a_discovery_document_of_the_other_issuer_and_its_id_token_are_taken() {
    let Some(issuer) = Issuer::django() else {
        return;
    };
    let sign_in = SignIn::issuer(format!("{}/o", issuer.url)).client_id("openid");
    let Some(credential) = by_browser(sign_in.scopes(["openid", "things"])) else {
        return;
    };
    let signed_in = credential.sign_in().await.unwrap();
    let user = signed_in.user.unwrap();
    assert!(!user.subject.is_empty() && signed_in.renewable, "{user:?}");
    // A renewed token has another ID token, of the same user.
    assert_eq!(issuer.things(credential, true).await.unwrap(), ALL);
}

#[tokio::test]
async fn a_users_clock_may_be_wrong_until_an_id_token_is_over() {
    for issuer in Issuer::all() {
        for seconds in [-86_400, -120, 120, 86_400] {
            let sign_in = issuer.of_user("browser").clock(Wrong(seconds));
            let Some(credential) = by_browser(sign_in) else {
                return;
            };
            match credential.sign_in().await {
                Ok(_) => {
                    assert_eq!(issuer.things(credential, true).await.unwrap(), ALL);
                }
                Err(error) => {
                    assert!(!issuer.django && seconds == 86_400, "{error}");
                    let said = error.to_string();
                    assert!(said.contains("this machine's clock says"), "{said}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_scope_that_an_issuer_does_not_know_is_told() {
    for issuer in Issuer::all() {
        let sign_in = issuer.of_user("browser").scopes(["things", "nothing"]);
        let Some(credential) = by_browser(sign_in) else {
            return;
        };
        if issuer.django {
            let error = credential.sign_in().await.unwrap_err();
            let said = error.issuer().unwrap().error.as_deref();
            assert_eq!(said, Some("invalid_scope"), "{error:?}");
        } else {
            // Dropped in silence.
            let notices = credential.sign_in().await.unwrap().notices;
            assert_eq!(
                notices,
                [Notice::ScopesNotGranted(vec!["nothing".to_owned()])]
            );
            assert_eq!(issuer.things(credential, true).await.unwrap(), ALL);
        }
    }
}

#[tokio::test]
async fn a_session_without_a_refresh_token_ends_with_its_token() {
    let Some(issuer) = Issuer::provider() else {
        return;
    };
    let sign_in = issuer.of_user("browser").ask_on_demand(false);
    let sign_in = sign_in.offline_access(OfflineAccess::Never);
    let Some(credential) = by_browser(sign_in) else {
        return;
    };
    let early = credential.access_token(TokenRequest::default()).await;
    assert!(matches!(early, Err(SignInError::UserNeeded { .. })));
    assert!(!credential.sign_in().await.unwrap().renewable);
    assert_eq!(issuer.things(credential.clone(), false).await.unwrap(), ALL);
    tokio::time::sleep(LIFE).await;
    let late = credential.access_token(TokenRequest::default()).await;
    assert!(matches!(late, Err(SignInError::UserNeeded { .. })));
    // Asked again, the browser still knows the user.
    credential.sign_in().await.unwrap();
    assert_eq!(issuer.things(credential, false).await.unwrap(), ALL);
}
