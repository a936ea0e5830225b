//! A page of messages, as a mail program reads it: bodies of HTML, many recipients.

use serde_json::{Value, json};

use crate::{Chance, page};

/// A page of 100 messages.
pub fn messages() -> Value {
    page(
        "users/messages",
        "@odata.nextLink",
        (0..100).map(message).collect(),
    )
}

/// The same, every fifth of which invites to a meeting.
pub fn event_messages() -> Value {
    let mut page = messages();
    let items = page["value"].as_array_mut().into_iter().flatten();
    for message in items.step_by(5) {
        // The service puts it first.
        let mut event = json!({ "@odata.type": "#microsoft.graph.eventMessageRequest" });
        for (name, value) in message.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        event["meetingMessageType"] = json!("meetingRequest");
        event["isAllDay"] = json!(false);
        event["startDateTime"] =
            json!({ "dateTime": "2026-03-02T10:00:00.0000000", "timeZone": "UTC" });
        *message = event;
    }
    page
}

fn person(chance: &mut Chance) -> Value {
    let name = chance.pick(&[
        "Adele Vance",
        "Zoë Núñez",
        "Alex Wilber",
        "O'Hara, Scarlett",
        "Sales \"West\"",
    ]);
    let address = format!("{}@contoso.onmicrosoft.com", chance.key(9).to_lowercase());
    json!({ "emailAddress": { "name": name, "address": address } })
}

fn message(number: u64) -> Value {
    let mut chance = Chance::new(number + 100);
    let id = chance.key(152);
    let recipients: Vec<Value> = (0..1 + chance.below(6))
        .map(|_| person(&mut chance))
        .collect();
    let copies: Vec<Value> = (0..chance.below(4)).map(|_| person(&mut chance)).collect();
    let paragraphs: Vec<String> = (0..2 + chance.below(6))
        .map(|_| {
            format!(
                "<p class=\"MsoNormal\"><span style=\"font-size:11.0pt\">{}</span></p>\r\n",
                chance.words(40)
            )
        })
        .collect();
    json!({
        "@odata.etag": format!("W/\"{}\"", chance.key(32)),
        "id": id,
        "createdDateTime": chance.date(),
        "lastModifiedDateTime": chance.date(),
        "changeKey": chance.key(40),
        "categories": [],
        "receivedDateTime": chance.date(),
        "sentDateTime": chance.date(),
        "hasAttachments": number % 4 == 0,
        "internetMessageId": format!("<{}@MW3PR00MB0001.namprd00.prod.outlook.com>", chance.key(32)),
        "subject": chance.words(6),
        "bodyPreview": chance.words(38),
        "importance": chance.pick(&["normal", "high", "low"]),
        "parentFolderId": chance.key(120),
        "conversationId": chance.key(96),
        "conversationIndex": "AQHYzcWUEDwU6JbWRUu6U9CLc6bTxq0=",
        "isDeliveryReceiptRequested": null,
        "isReadReceiptRequested": false,
        "isRead": number % 3 == 0,
        "isDraft": false,
        "webLink": format!("https://outlook.office365.com/owa/?ItemID={id}&exvsurl=1&viewmodel=ReadMessageItem"),
        "inferenceClassification": "focused",
        "body": {
            "contentType": "html",
            "content": format!("<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>{}</body></html>", paragraphs.concat()),
        },
        "sender": person(&mut chance),
        "from": person(&mut chance),
        "toRecipients": recipients,
        "ccRecipients": copies,
        "bccRecipients": [],
        "replyTo": [],
        "flag": { "flagStatus": chance.pick(&["notFlagged", "flagged"]) },
    })
}
