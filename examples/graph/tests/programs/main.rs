//! Each program, run against the runtime's mock of the service, which listens on this machine.

mod loopback;

use loopback::Loopback;
use odata_client::testing::mock::{Expectation, MockReply};
use serde_json::json;

const CALL: &str = "/communications/calls/call-1";

#[tokio::test]
async fn recording_bot_sets_the_status_and_waits_for_the_operation() {
    let service = Loopback::start().await;
    for (status, operation) in [("recording", "op-1"), ("notRecording", "op-2")] {
        let of = |status: &str| {
            json!({
                "@odata.type": "#microsoft.graph.updateRecordingStatusOperation",
                "id": operation, "status": status, "clientContext": "bot",
            })
        };
        let set = Expectation::post(format!("{CALL}/updateRecordingStatus"));
        let set = set.json(json!({"status": status, "clientContext": "bot"}));
        service.mock.expect(set.reply(MockReply::ok(of("running"))));
        let ask = Expectation::get(format!("{CALL}/operations/{operation}"));
        let again = MockReply::ok(of("running")).header("retry-after", "0");
        service
            .mock
            .expect(ask.reply(again).reply(MockReply::ok(of("completed"))));
    }
    let output = service
        .run(env!("CARGO_BIN_EXE_recording_bot"), &["call-1"])
        .await;
    assert_eq!(output, "recording: Completed\nnotRecording: Completed\n");
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn list_users_filters_and_goes_through_the_pages() {
    let service = Loopback::start().await;
    let first = Expectation::get("/users")
        .query("$select", "displayName,mail,jobTitle")
        .query(
            "$filter",
            "startswith(displayName,'O''') and accountEnabled eq true",
        )
        .query("$top", "50")
        .header("authorization", "Bearer the-token");
    service.mock.expect_pages(
        first,
        [
            vec![json!({"displayName": "O'Hara", "mail": "o@example.org"})],
            vec![json!({"displayName": "O'Neill", "mail": null})],
        ],
    );
    let output = service.run(env!("CARGO_BIN_EXE_list_users"), &["O'"]).await;
    assert_eq!(output, "O'Hara <o@example.org>\nO'Neill <no mail>\n");
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn upload_sends_slices_without_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.bin");
    let content: Vec<u8> = (0..500_000_u32)
        .map(|index| index.to_le_bytes()[1])
        .collect();
    std::fs::write(&file, &content).unwrap();

    let service = Loopback::start().await;
    let url = service.mock.url("/uploads/1?session=secret");
    let begin = Expectation::post("/me/drive/root:/large.bin:/createUploadSession")
        .json(json!({"item": {"@microsoft.graph.conflictBehavior": "replace"}}));
    service
        .mock
        .expect(begin.reply(MockReply::ok(json!({"uploadUrl": url}))));
    let (one, two) = content.split_at(320 * 1024);
    let slice = |range: &str, bytes: &[u8]| {
        let slice = Expectation::put("/uploads/1?session=secret").no_header("authorization");
        slice.header("content-range", range).body(bytes.to_vec())
    };
    let more = MockReply::new(202).json(json!({"nextExpectedRanges": ["327680-"]}));
    service
        .mock
        .expect(slice("bytes 0-327679/500000", one).reply(more));
    let done = json!({"id": "1", "name": "large.bin", "size": 500_000});
    let done = MockReply::new(201).json(done);
    service
        .mock
        .expect(slice("bytes 327680-499999/500000", two).reply(done));

    let file = file.to_str().unwrap();
    let output = service
        .run(env!("CARGO_BIN_EXE_upload"), &[file, "1"])
        .await;
    assert_eq!(output, "large.bin: 500000 bytes\n");
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn sync_users_goes_on_at_the_saved_link_and_begins_anew_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("link");
    let file = file.to_str().unwrap();
    let service = Loopback::start().await;
    let program = env!("CARGO_BIN_EXE_sync_users");
    let ann = json!({"id": "1", "displayName": "Ann"});

    let all = Expectation::get("/users/delta");
    service
        .mock
        .expect_delta(all.clone(), [vec![ann.clone()], vec![]], "t1");
    assert_eq!(service.run(program, &[file]).await, "+ 1 Ann\n");
    let link = service.mock.delta_link("/users/delta", "t1");
    assert_eq!(std::fs::read_to_string(file).unwrap(), link);

    let gone = json!({"id": "1", "@removed": {"reason": "deleted"}});
    let since =
        json!({"value": [gone], "@odata.deltaLink": service.mock.delta_link("/users/delta", "t2")});
    service
        .mock
        .expect(Expectation::get(link).reply(MockReply::ok(since)));
    assert_eq!(service.run(program, &[file]).await, "- 1\n");

    let link = service.mock.delta_link("/users/delta", "t2");
    let expired = MockReply::error(410, "syncStateNotFound", "begin anew");
    service.mock.expect(Expectation::get(link).reply(expired));
    service.mock.expect_delta(all, [vec![ann]], "t3");
    assert_eq!(
        service.run(program, &[file]).await,
        "all users again\n+ 1 Ann\n"
    );
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn batch_reads_three_resources_with_one_call() {
    let service = Loopback::start().await;
    let me = Expectation::get("/me").query("$select", "displayName,mail");
    service
        .mock
        .expect(me.reply(MockReply::ok(json!({"displayName": "Ann"}))));
    let none = MockReply::error(404, "Request_ResourceNotFound", "no manager");
    let manager = Expectation::get("/me/manager?$select=displayName");
    service.mock.expect(manager.reply(none));
    let drive = MockReply::ok(json!({"driveType": "business"}));
    service
        .mock
        .expect(Expectation::get("/me/drive").reply(drive));

    let output = service.run(env!("CARGO_BIN_EXE_batch"), &[]).await;
    assert_eq!(output, "Ann\nno manager\ndrive: business\n");
    service.mock.verify().unwrap();
    let requests = service.mock.requests();
    let calls = requests.iter().filter(|request| !request.is_in_batch());
    assert_eq!(calls.count(), 1);
}

#[tokio::test]
async fn teams_message_sends_what_is_said() {
    let service = Loopback::start().await;
    let create =
        Expectation::post("/teams/team-1/channels/19%3Aa%40thread.tacv2/messages").json(json!({
            "body": {"content": "Hello", "contentType": "text"},
            "importance": "high",
        }));
    let made = json!({"id": "1", "webUrl": "https://teams.example.org/1"});
    service
        .mock
        .expect(create.reply(MockReply::new(201).json(made)));
    let program = env!("CARGO_BIN_EXE_teams_message");
    let output = service
        .run(program, &["team-1", "19:a@thread.tacv2", "Hello"])
        .await;
    assert_eq!(output, "https://teams.example.org/1\n");
    service.mock.verify().unwrap();
}

#[tokio::test]
async fn without_a_token_or_a_service_each_program_says_what_to_set() {
    for program in [
        env!("CARGO_BIN_EXE_recording_bot"),
        env!("CARGO_BIN_EXE_list_users"),
        env!("CARGO_BIN_EXE_upload"),
        env!("CARGO_BIN_EXE_sync_users"),
        env!("CARGO_BIN_EXE_batch"),
        env!("CARGO_BIN_EXE_teams_message"),
    ] {
        let said = |arguments: &[&str], variables: &[(&str, &str)]| {
            let output = std::process::Command::new(program)
                .args(arguments)
                .env_remove("GRAPH_TOKEN")
                .env_remove("GRAPH_CLIENT_ID")
                .env_remove("GRAPH_ROOT")
                .envs(variables.iter().copied())
                .output()
                .unwrap();
            assert!(!output.status.success(), "{program}");
            String::from_utf8_lossy(&output.stderr).into_owned()
        };
        let error = said(&[], &[("GRAPH_TOKEN", "t")]);
        assert!(error.contains("give --real"), "{program}: {error}");
        let error = said(&["--real"], &[]);
        assert!(error.contains("set GRAPH_CLIENT_ID"), "{program}: {error}");
    }
}

/// The examples are to be read: none is longer than this.
#[test]
fn programs_are_short() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin");
    let mut programs = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines < 80, "{}: {lines} lines", file.display());
        programs += 1;
    }
    assert_eq!(programs, 6);
}
