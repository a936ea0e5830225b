//! Four tasks in each of two processes share what is kept of a user; one of the issuers ends the session when a refresh
//! token is used twice.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::place::Place;
use crate::renewal::signed_in;
use crate::{ALL, Issuer};

/// Tells a process which issuer is meant.
const DJANGO: &str = "SIGN_IN_TEST_DJANGO";

/// In a process of its own: four tasks send requests, longer than a token lasts.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn process_that_shares_tokens() {
    let Some(place) = Place::told() else { return };
    let (client, issuer) = if std::env::var_os(DJANGO).is_some() {
        ("browser", Issuer::django())
    } else {
        ("public", Issuer::provider())
    };
    let issuer = issuer.unwrap();
    let sign_in = issuer.sign_in(client).keep(place.keep());
    let credential = sign_in.refresh_token("none").unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (credential, issuer) = (credential.clone(), issuer.clone());
            tokio::spawn(async move {
                for _ in 0..8 {
                    assert_eq!(issuer.things(credential.clone(), false).await.unwrap(), ALL);
                    tokio::time::sleep(Duration::from_millis(700)).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

fn start(issuer: &Issuer, place: &Place) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "shared::process_that_shares_tokens",
        "--nocapture",
    ]);
    place.tell(&mut command);
    if issuer.django {
        command.env(DJANGO, "1");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

#[tokio::test]
async fn two_processes_share_a_session_and_nobody_ends_it() {
    for issuer in Issuer::all() {
        for place in Place::all(&format!("shared at {}", issuer.url)) {
            let Some(()) = signed_in(&issuer, &place).await else {
                return;
            };
            let first = place.refresh_token();
            let processes = [start(&issuer, &place), start(&issuer, &place)];
            for process in processes {
                let output = process.wait_with_output().unwrap();
                let said = [output.stdout, output.stderr].concat();
                let said = String::from_utf8_lossy(&said);
                assert!(
                    output.status.success() && said.contains("1 passed"),
                    "{said}"
                );
            }
            let last = place.refresh_token();
            assert!(last.is_some() && last != first, "{}", issuer.url);
        }
    }
}
