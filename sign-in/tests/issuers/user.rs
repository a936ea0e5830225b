//! Users, by a code and by the browser. Chromium is the user.

use std::sync::mpsc;

use service_sign_in::{Keep, SignInCredential};

use crate::Issuer;
use crate::browser::Browser;

/// Fills in what a page asks for and presses its first button; what the page says.
const STEP: &str = "(() => {
    const login = document.querySelector('input[name=login]');
    if (login) { login.value = 'ada'; document.querySelector('input[name=password]').value = 'x'; }
    const text = document.body ? document.body.innerText : '';
    const code = document.querySelector('input[name=user_code]');
    if (code && !code.value) { code.value = window.name; }
    const button = document.querySelector('button[type=submit]:not([value=deny]), input[type=submit]:not([value=Deny])');
    if (button && document.readyState === 'complete') { button.click(); }
    return text;
})()";

/// A user who opens addresses and does what pages ask for until one says this.
pub(crate) fn user(done: &'static [&'static str]) -> Option<mpsc::Sender<(String, String)>> {
    let mut browser = Browser::start()?;
    let (sender, receiver) = mpsc::channel::<(String, String)>();
    std::thread::spawn(move || {
        for (url, code) in receiver {
            browser.go(&url);
            browser.text(&format!("window.name = '{code}'"));
            let mut text = String::new();
            for _ in 0..150 {
                text = browser.try_text(STEP);
                if done.iter().any(|done| text.contains(done)) {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(200));
            }
            println!(
                "the browser ends with: {}",
                text.lines().next().unwrap_or_default()
            );
        }
    });
    Some(sender)
}

/// A user's credential, which a browser signs in.
pub(crate) fn by_browser(issuer: &Issuer, keep: Keep) -> Option<SignInCredential> {
    let user = user(&["You can close this page", "Not signed in"])?;
    let sign_in = issuer
        .of_user("browser")
        .redirect("http://127.0.0.1/cb")
        .keep(keep);
    let open = move |url: &str| {
        user.send((url.to_owned(), String::new()))
            .map_err(std::io::Error::other)
    };
    Some(sign_in.browser(open).unwrap())
}

#[tokio::test]
async fn a_user_signs_in_by_the_browser() {
    for issuer in Issuer::all() {
        let Some(credential) = by_browser(&issuer, Keep::memory()) else {
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
        assert_eq!(issuer.things(credential.clone(), true).await.unwrap(), 3);
        assert_eq!(issuer.things(credential, true).await.unwrap(), 3);
    }
}

#[tokio::test]
async fn a_user_signs_in_by_a_code() {
    for issuer in Issuer::all() {
        // What the issuers' last pages say.
        let Some(user) = user(&["Sign-in Success", "Device Auth", "Device auth"]) else {
            return;
        };
        let sign_in = issuer.of_user("device");
        let credential = sign_in.device_code(move |prompt| {
            let complete = prompt.verification_uri_complete.as_ref();
            let url = complete.unwrap_or(&prompt.verification_uri).clone();
            user.send((url, prompt.user_code.clone())).unwrap();
        });
        let credential = credential.unwrap();
        let signed_in = credential.sign_in().await.unwrap();
        assert!(signed_in.renewable, "{signed_in:?}");
        assert_eq!(issuer.things(credential, true).await.unwrap(), 3);
    }
}
