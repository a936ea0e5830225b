//! Each program, built with the features that it names and no other, and run against the runtime's mock of the service, which
//! listens on this machine.

#[path = "../../../graph/tests/programs/loopback.rs"]
mod loopback;

use std::path::Path;
use std::process::Command;

use loopback::Loopback;
use odata_client::testing::mock::{Expectation, MockReply};
use serde_json::json;

/// Builds a program with a feature alone; gives its path.
fn built(program: &str, feature: &str) -> &'static str {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let status = Command::new(env!("CARGO"))
        .args(["build", "-q", "--offline", "--no-default-features"])
        .args(["--bin", program, "--features", feature])
        .args([
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ])
        .arg("--target-dir")
        .arg(target)
        .status()
        .unwrap();
    assert!(status.success(), "{program} with {feature}");
    let path = target.join("debug").join(program);
    path.into_os_string().into_string().unwrap().leak()
}

/// What a program prints, with the replies to what it must ask.
async fn run(
    (program, feature): (&str, &str),
    arguments: &[&str],
    expected: impl IntoIterator<Item = Expectation>,
) -> String {
    let program = built(program, feature);
    let service = Loopback::start().await;
    for expected in expected {
        let expected = expected.header("authorization", "Bearer the-token");
        service.mock.expect(expected);
    }
    let printed = service.run(program, arguments).await;
    service.mock.verify().unwrap();
    printed
}

/// What is sent, and the id that is made of it.
fn creates(path: &str, body: serde_json::Value) -> Expectation {
    let created = MockReply::new(201).json(json!({"id": "new-1"}));
    Expectation::post(path).json(body).reply(created)
}

#[tokio::test]
async fn mail_is_sent() {
    let sent = Expectation::post("/me/sendMail").json(json!({
        "Message": {
            "toRecipients": [{"emailAddress": {"address": "a@example.org"}}],
            "subject": "Hello",
            "body": {"content": "How are you?", "contentType": "text"},
        },
        "SaveToSentItems": true,
    }));
    let sent = sent.reply(MockReply::new(202));
    let arguments = ["a@example.org", "Hello", "How are you?"];
    assert_eq!(
        run(("send_mail", "mail"), &arguments, [sent]).await,
        "sent\n"
    );
}

#[tokio::test]
async fn an_event_is_created() {
    let event = json!({
        "subject": "Lunch",
        "start": {"dateTime": "2026-12-01T12:00", "timeZone": "UTC"},
        "end": {"dateTime": "2026-12-01T13:00", "timeZone": "UTC"},
    });
    let arguments = ["Lunch", "2026-12-01T12:00", "2026-12-01T13:00"];
    let printed = run(
        ("create_event", "calendar"),
        &arguments,
        [creates("/me/events", event)],
    );
    assert_eq!(printed.await, "new-1\n");
}

#[tokio::test]
async fn a_file_is_uploaded() {
    let file = "/me/drive/root:/a.txt";
    let put = Expectation::put(format!("{file}:/content")).body("hello");
    let put = put
        .header("content-type", "text/plain")
        .reply(MockReply::ok(json!({"id": "1"})));
    let get = Expectation::get(file).query("$select", "name,size");
    let get = get.reply(MockReply::ok(json!({"name": "a.txt", "size": 5})));
    let printed = run(("upload_file", "files"), &["a.txt", "hello"], [put, get]).await;
    assert_eq!(printed, "a.txt: 5 bytes\n");
}

#[tokio::test]
async fn a_member_is_added_to_a_group() {
    let service = Loopback::start().await;
    let program = built("add_group_member", "groups");
    let add = Expectation::post("/groups/g-1/members/$ref");
    let add = add.json(json!({"@odata.id": service.mock.url("/users/u-1")}));
    service.mock.expect(add.reply(MockReply::new(204)));
    assert_eq!(service.run(program, &["g-1", "u-1"]).await, "added\n");
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn a_channel_is_written_into() {
    let message = json!({"body": {"content": "Hello"}});
    let message = creates("/teams/t-1/channels/c-1/messages", message);
    let printed = run(
        ("post_to_channel", "teams"),
        &["t-1", "c-1", "Hello"],
        [message],
    )
    .await;
    assert_eq!(printed, "new-1\n");
}

#[tokio::test]
async fn alerts_are_listed_page_by_page() {
    let service = Loopback::start().await;
    let program = built("security_alerts", "security");
    let first = Expectation::get("/security/alerts_v2").query("$filter", "status eq 'new'");
    let pages = [
        vec![json!({"title": "Odd sign-in", "severity": "high"})],
        vec![
            json!({"title": "Something else", "severity": "notYetKnown"}),
            json!({"title": "Third"}),
        ],
    ];
    service.mock.expect_pages(first.query("$top", "50"), pages);
    let printed = service.run(program, &[]).await;
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "high: Odd sign-in");
    assert!(
        lines[1].contains("notYetKnown") && lines[1].ends_with(": Something else"),
        "{printed}"
    );
    assert_eq!(lines[2], "unknown: Third");
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn a_report_is_read() {
    let read = Expectation::get("/reports/getTeamsUserActivityCounts(period='D7')");
    let read = read.reply(MockReply::new(200).body("Report Refresh Date,Calls"));
    let printed = run(("read_report", "reports"), &["D7"], [read]).await;
    assert_eq!(printed, "Report Refresh Date,Calls\n");
}

#[tokio::test]
async fn a_call_is_recorded() {
    let set = Expectation::post("/communications/calls/c-1/updateRecordingStatus");
    let set = set.json(json!({"status": "recording"}));
    let set = set.reply(MockReply::ok(json!({"id": "o-1", "status": "completed"})));
    let printed = run(("record_call", "communications"), &["c-1"], [set]).await;
    assert_eq!(printed, "Some(Completed)\n");
}

#[tokio::test]
async fn a_task_is_added() {
    let task = creates("/me/todo/lists/l-1/tasks", json!({"title": "Rest"}));
    assert_eq!(
        run(("add_task", "todo"), &["l-1", "Rest"], [task]).await,
        "new-1\n"
    );
}

#[tokio::test]
async fn a_contact_is_added() {
    let contact = creates(
        "/me/contacts",
        json!({"givenName": "Ann", "surname": "Lee"}),
    );
    assert_eq!(
        run(("add_contact", "contacts"), &["Ann", "Lee"], [contact]).await,
        "new-1\n"
    );
}

#[tokio::test]
async fn notifications_are_subscribed_to() {
    let subscription = creates(
        "/subscriptions",
        json!({
            "changeType": "created",
            "notificationUrl": "https://example.org/n",
            "resource": "/me/messages",
            "expirationDateTime": "2026-12-01T10:00:00Z",
        }),
    );
    let arguments = ["https://example.org/n", "2026-12-01T10:00:00Z"];
    let printed = run(("subscribe", "subscriptions"), &arguments, [subscription]).await;
    assert_eq!(printed, "new-1\n");
}

#[tokio::test]
async fn devices_are_listed() {
    let list = Expectation::get("/deviceManagement/managedDevices")
        .query("$filter", "complianceState eq 'noncompliant'")
        .query("$select", "deviceName,operatingSystem");
    let device = json!({"deviceName": "Phone 1", "operatingSystem": "Android"});
    let list = list.reply(MockReply::ok(json!({"value": [device]})));
    let printed = run(("list_devices", "device-management"), &[], [list]).await;
    assert_eq!(printed, "Phone 1 (Android)\n");
}
