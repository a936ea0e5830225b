//! Tokens that are kept in a file: between runs, and shared by processes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use odata_client::testing::PausedClock;
use serde_json::{Value, json};
use service_sign_in::{Endpoints, Keep, SignIn, SignInCredential, SignInError};

use crate::issuer::{Answer, Issuer, Request, token, tokens};

fn device(issuer: &Issuer, path: &Path, clock: &PausedClock) -> SignInCredential {
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .scopes(["a"])
        .clock(clock.clone());
    sign_in.keep(Keep::file(path)).device_code(|_| {}).unwrap()
}

fn issuer() -> Issuer {
    Issuer::start(|request: &Request, number| match request.line() {
        "POST /device" => Answer::Json(
            200,
            json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example"}),
        ),
        _ => Answer::Json(200, tokens(number)),
    })
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[tokio::test]
async fn another_run_signs_in_no_more() {
    let (issuer, folder, clock) = (issuer(), folder(), PausedClock::new());
    let path = folder.path().join("app/tokens.json");
    assert_eq!(
        token(&device(&issuer, &path, &clock)).await.unwrap(),
        "access-1"
    );
    assert_eq!(
        token(&device(&issuer, &path, &clock)).await.unwrap(),
        "access-1"
    );
    clock.advance(Duration::from_secs(3600));
    assert_eq!(
        token(&device(&issuer, &path, &clock)).await.unwrap(),
        "access-2"
    );
    assert_eq!(issuer.seen().len(), 3);
    assert_eq!(
        issuer.seen()[2].get("refresh_token").as_deref(),
        Some("refresh-1")
    );
    let kept: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(kept["account"]["refresh_token"], "refresh-2");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}

#[tokio::test]
async fn signing_out_removes_the_tokens_and_other_processes_hear_of_it() {
    let (issuer, folder, clock) = (issuer(), folder(), PausedClock::new());
    let path = folder.path().join("tokens.json");
    let (one, other) = (
        device(&issuer, &path, &clock),
        device(&issuer, &path, &clock),
    );
    token(&one).await.unwrap();
    token(&other).await.unwrap();
    one.sign_out().await.unwrap();
    assert!(!path.exists());
    clock.advance(Duration::from_secs(3600));
    // It does not renew a session that the user has ended: the user signs in again.
    assert_eq!(token(&other).await.unwrap(), "access-3");
    assert_eq!(issuer.seen_at("POST /device").len(), 2);
}

#[tokio::test]
async fn what_is_there_of_others_is_left_alone() {
    let (issuer, folder, clock) = (issuer(), folder(), PausedClock::new());
    let path = folder.path().join("tokens.json");
    token(&device(&issuer, &path, &clock)).await.unwrap();
    let before = std::fs::read(&path).unwrap();
    let other = SignIn::endpoints(issuer.endpoints())
        .client_id("other")
        .clock(clock.clone())
        .keep(Keep::file(&path));
    let error = token(&other.device_code(|_| {}).unwrap())
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("another client or issuer"),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
    for text in [
        "",
        "{}",
        "secret",
        r#"{"version":2,"issuer":"","client_id":"","account":{"refresh_token":"secret"}}"#,
    ] {
        std::fs::write(&path, text).unwrap();
        let error = token(&device(&issuer, &path, &clock)).await.unwrap_err();
        assert!(
            matches!(error, SignInError::Keep { .. }) && !format!("{error:?}").contains("secret"),
            "{error:?}"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[tokio::test]
async fn what_could_not_be_stored_is_not_lost() {
    let (issuer, folder, clock) = (issuer(), folder(), PausedClock::new());
    let path = folder.path().join("tokens.json");
    let credential = device(&issuer, &path, &clock);
    token(&credential).await.unwrap();
    clock.advance(Duration::from_secs(3600));
    // The lock is there, and the place is taken by a folder once the token is renewed.
    let kept = std::fs::read(&path).unwrap();
    let blocked = blocking(&issuer, &path);
    let credential = device(&blocked, &path, &clock);
    std::fs::write(
        &path,
        String::from_utf8(kept)
            .unwrap()
            .replace(&issuer.url, &blocked.url),
    )
    .unwrap();
    let error = token(&credential).await.unwrap_err();
    assert!(matches!(error, SignInError::Keep { .. }), "{error:?}");
    std::fs::remove_dir(&path).unwrap();
    assert_eq!(token(&credential).await.unwrap(), "access-0");
    assert_eq!(blocked.seen().len(), 1, "the refresh token was used once");
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .contains("refresh-0")
    );
}

/// An issuer that puts a folder in the file's place before it answers.
fn blocking(_like: &Issuer, path: &Path) -> Issuer {
    let path = path.to_owned();
    Issuer::start(move |_: &Request, number| {
        if number == 0 {
            std::fs::remove_file(&path).unwrap();
            std::fs::create_dir(&path).unwrap();
        }
        Answer::Json(200, tokens(number))
    })
}

/// Where the processes of the next test find file and issuer.
const FILE: &str = "SIGN_IN_TEST_FILE";
const TOKEN_ENDPOINT: &str = "SIGN_IN_TEST_TOKEN_ENDPOINT";

/// In a process of its own: four tasks get a token, again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn process_that_shares_tokens() {
    let (Ok(path), Ok(endpoint)) = (std::env::var(FILE), std::env::var(TOKEN_ENDPOINT)) else {
        return;
    };
    let sign_in = SignIn::endpoints(Endpoints::new(endpoint))
        .client_id("c")
        .scopes(["a"])
        .keep(Keep::file(path));
    let credential = sign_in.refresh_token("refresh-0").unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let credential = credential.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    println!("got {}", token(&credential).await.unwrap());
                    tokio::time::sleep(Duration::from_millis(150)).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

/// An issuer that gives tokens for a second, replaces refresh tokens, and ends the session when an old one comes.
fn strict() -> Issuer {
    let state = Mutex::new((0, false));
    Issuer::start(move |request: &Request, _| {
        let mut state = state.lock().unwrap();
        let (current, ended) = &mut *state;
        *ended |= request.get("refresh_token").as_deref() != Some(&format!("refresh-{current}"));
        if *ended {
            return Answer::error(400, "invalid_grant");
        }
        *current += 1;
        let mut answer = tokens(*current);
        answer["expires_in"] = json!(3);
        answer["refresh_in"] = json!(1);
        Answer::Json(200, answer)
    })
}

#[test]
fn four_tasks_in_each_of_two_processes_share_one_session() {
    let (issuer, folder) = (strict(), folder());
    let processes: Vec<_> = (0..2)
        .map(|_| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["--exact", "kept::process_that_shares_tokens", "--nocapture"]);
            command.env(FILE, folder.path().join("tokens.json"));
            command.env(TOKEN_ENDPOINT, format!("{}/token", issuer.url));
            command
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    let mut times = BTreeMap::<String, usize>::new();
    for process in processes {
        let output = process.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        for line in said.lines().filter_map(|line| line.strip_prefix("got ")) {
            *times.entry(line.to_owned()).or_default() += 1;
        }
    }
    // All of them got tokens, and each refresh token was used once: one winner, whom nobody killed.
    assert_eq!(times.values().sum::<usize>(), 80, "{times:?}");
    let used: Vec<_> = issuer
        .seen()
        .iter()
        .map(|request| request.get("refresh_token").unwrap())
        .collect();
    let expected: Vec<_> = (0..used.len())
        .map(|number| format!("refresh-{number}"))
        .collect();
    assert_eq!(used, expected);
    assert!(used.len() >= 2, "{used:?}");
}

/// Says that a process has no keyring.
#[cfg(all(feature = "keyring", target_os = "linux"))]
const NO_KEYRING: &str = "SIGN_IN_TEST_NO_KEYRING";

/// In a process of its own, which no bus can be reached from.
#[cfg(all(feature = "keyring", target_os = "linux"))]
#[tokio::test]
async fn process_without_a_keyring() {
    if std::env::var(NO_KEYRING).is_err() {
        return;
    }
    let issuer = issuer();
    let sign_in = SignIn::endpoints(issuer.endpoints()).client_id("c");
    let kept = sign_in.keep(Keep::keyring("service-sign-in tests", "nobody"));
    let credential = kept.device_code(|_| {}).unwrap();
    let error = token(&credential).await.unwrap_err();
    assert!(
        error.to_string().contains("there is no keyring: "),
        "{error}"
    );
    assert!(
        issuer.seen().is_empty(),
        "the user is not asked for nothing"
    );
}

#[cfg(all(feature = "keyring", target_os = "linux"))]
#[test]
fn a_keyring_that_is_not_there_is_an_error_with_its_reason() {
    let folder = folder();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kept::process_without_a_keyring", "--nocapture"]);
    command.env(NO_KEYRING, "1").env("HOME", folder.path());
    command.env("XDG_CACHE_HOME", folder.path().join("cache"));
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}
