//! Four tasks in each of two processes share a file of tokens at an issuer that ends the session when a refresh token is
//! used twice.

use std::process::{Command, Stdio};
use std::time::Duration;

use service_sign_in::Keep;

use crate::Issuer;
use crate::renewal::{refresh_token, signed_in};

/// Where the processes find the file.
const FILE: &str = "SIGN_IN_TEST_FILE";

/// In a process of its own: four tasks send requests, longer than a token lasts.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn process_that_shares_tokens() {
    let (Ok(path), Some(issuer)) = (std::env::var(FILE), Issuer::provider()) else {
        return;
    };
    let credential = issuer
        .sign_in("public")
        .keep(Keep::file(path))
        .refresh_token("none")
        .unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (credential, issuer) = (credential.clone(), issuer.clone());
            tokio::spawn(async move {
                for _ in 0..8 {
                    assert_eq!(issuer.things(credential.clone(), false).await.unwrap(), 3);
                    tokio::time::sleep(Duration::from_millis(700)).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn two_processes_share_a_session_and_nobody_ends_it() {
    let Some(issuer) = Issuer::provider() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.json");
    let Some(()) = signed_in(&issuer, &path).await else {
        return;
    };
    let first = refresh_token(&path);
    let processes: Vec<_> = (0..2)
        .map(|_| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args([
                "--exact",
                "shared::process_that_shares_tokens",
                "--nocapture",
            ]);
            command
                .env(FILE, &path)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for process in processes {
        let output = process.wait_with_output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&said)
        );
    }
    assert_ne!(refresh_token(&path), first);
}
