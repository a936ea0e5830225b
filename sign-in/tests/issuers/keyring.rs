//! Keeping tokens in a real keyring: GNOME's, which `.ci/issuers` starts on a bus of its own.

use std::process::Command;
use std::time::{Duration, Instant};

use odata_client::credential::TokenRequest;
use service_sign_in::{Endpoints, Keep, SignIn, SignInError};

use crate::place::{PROGRAM, Place, entry};
use crate::user::by_browser;
use crate::{ALL, Issuer};

#[tokio::test]
async fn a_keyring_has_the_refresh_token_alone_until_the_user_signs_out() {
    if !Place::has_keyring() {
        return;
    }
    for issuer in Issuer::all() {
        let place = Place::Keyring("alone".to_owned());
        assert_eq!(place.text(), None);
        let sign_in = || issuer.of_user("browser").keep(place.keep());
        let Some(credential) = by_browser(sign_in()) else {
            return;
        };
        credential.sign_in().await.unwrap();
        let access = credential.access_token(TokenRequest::default()).await;
        let access = access.unwrap();
        let (text, token) = (place.text().unwrap(), place.refresh_token().unwrap());
        assert!(!text.contains(access.secret()), "{}", issuer.url);
        // Another run has nothing else.
        let later = sign_in().refresh_token("none").unwrap();
        assert_eq!(issuer.things(later, true).await.unwrap(), ALL);
        assert_ne!(place.refresh_token(), Some(token));
        // What is there of another client is left alone.
        let before = place.text();
        let other = issuer.sign_in("device").keep(place.keep());
        let other = other.refresh_token("none").unwrap();
        let error = other.sign_in().await.unwrap_err().to_string();
        assert!(
            error.contains("the system's keyring") && error.contains("another client or issuer"),
            "{error}"
        );
        assert_eq!(place.text(), before);
        credential.sign_out().await.unwrap();
        assert_eq!(place.text(), None);
    }
}

#[tokio::test]
async fn what_others_have_put_there_is_left_alone() {
    if !Place::has_keyring() {
        return;
    }
    for (number, text) in ["secret", "", "{\"version\":9}"].into_iter().enumerate() {
        let account = format!("others {number}");
        entry(&account).set_password(text).unwrap();
        let sign_in = SignIn::endpoints(Endpoints::new("http://127.0.0.1:9/token"));
        let sign_in = sign_in
            .client_id("c")
            .keep(Keep::keyring(PROGRAM, &account));
        let credential = sign_in.refresh_token("r").unwrap();
        let error = credential.sign_in().await.unwrap_err();
        assert!(matches!(error, SignInError::Keep { .. }), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        assert_eq!(entry(&account).get_password().unwrap(), text);
        entry(&account).delete_credential().unwrap();
    }
}

/// Says to a process that its keyring is locked, with an item in it or without.
const LOCKED: &str = "SIGN_IN_TEST_LOCKED";

/// In a process of its own.
#[tokio::test]
async fn process_with_a_locked_keyring() {
    if std::env::var_os(LOCKED).is_none() {
        return;
    }
    let sign_in = SignIn::endpoints(
        Endpoints::new("http://127.0.0.1:9/token")
            .device_authorization("http://127.0.0.1:9/device"),
    );
    let sign_in = sign_in
        .client_id("c")
        .keep(Keep::keyring(PROGRAM, "locked"));
    let credential = sign_in.device_code(|_| {}).unwrap();
    let begin = Instant::now();
    for _ in 0..2 {
        let error = credential.sign_in().await.unwrap_err();
        // Before the issuer is asked, and so before the user is.
        assert!(matches!(error, SignInError::Keep { .. }), "{error:?}");
        assert!(error.to_string().contains("unlock"), "{error}");
    }
    assert!(begin.elapsed() < Duration::from_secs(30));
}

/// Unlocks a keyring, fills it if that is wanted, and locks it.
const LOCK: &str = "
    printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
    case $SIGN_IN_TEST_LOCKED in item) \"$1\" --exact keyring::process_that_fills_a_keyring ;; esac
    dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \\
        org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login
    \"$1\" --exact keyring::process_with_a_locked_keyring --nocapture";

#[test]
fn a_locked_keyring_is_an_error_before_the_user_signs_in() {
    if !Place::has_keyring() {
        return;
    }
    for filled in ["item", "nothing"] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "bash", "-euc", LOCK, "bash"]);
        command.arg(std::env::current_exe().unwrap());
        for (variable, name) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            command.env(variable, path);
        }
        // Nobody is there to type a password.
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        let output = command.env(LOCKED, filled).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{filled}: {said}"
        );
    }
}

/// In a process of its own.
#[test]
fn process_that_fills_a_keyring() {
    if std::env::var_os(LOCKED).is_some() {
        entry("locked").set_password("{}").unwrap();
    }
}
