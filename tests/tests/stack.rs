//! Models on the stack: how large they are, and that reading, writing, cloning, comparing, printing and dropping
//! the widest and the deepest of them takes no more of it than a thread has by default.

use std::fmt::{Debug, Write as _};
use std::thread;

use communications::call_records::{CallRecord, Media};
use communications::models::{CloudCommunications, EngagementConversationMessage, OnlineMeeting};
use csdlgen::config::Config;
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::Item;
use odata_client::{Field, from_json, to_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::service::repository;

/// What a struct may take: it is moved, and lies in futures and in frames of the reader.
const LIMIT: usize = 2048;

/// How deep a JSON text may be for `serde_json`.
const DEPTH: usize = 127;

/// The stack of threads that do not ask for another.
const STACK: usize = 2 << 20;

macro_rules! sizes {
    ($($module:ident { $($name:ident)* })*) => {
        &[$($((stringify!($name), size_of::<communications::$module::$name>()),)*)*]
    };
}

/// Every struct of the committed crate.
const SIZES: &[(&str, usize)] = sizes! {
    call_records {
        AdministrativeUnitInfo CallRecord ClientUserAgent DeviceInfo DirectRoutingLogRow Endpoint FailureInfo
        FeedbackTokenSet Media MediaStream NetworkInfo Organizer Participant ParticipantBase
        ParticipantEndpoint PstnCallLogRow Segment ServiceEndpoint ServiceUserAgent Session TraceRouteHop
        UserAgent UserFeedback
    }
    models {
        AddLargeGalleryViewOperation AdhocCall AppHostedMediaConfig AttendanceInterval AttendanceRecord
        AttendeeNotificationInfo AudioConferencing AudioRoutingGroup BroadcastMeetingCaptionSettings
        BroadcastMeetingSettings Call CallMediaState CallOptions CallRecording CallRoute CallTranscript
        CallTranscriptionInfo CancelMediaProcessingOperation ChatInfo ChatRestrictions CloudCommunications
        CloudVideoInteropInfo CommsOperation CommunicationsIdentitySet ContentSharingSession DateTimeTimeZone
        EngagementConversation EngagementConversationDiscussionMessage EngagementConversationMessage
        EngagementConversationMessageReaction EngagementConversationQuestionMessage
        EngagementConversationSystemMessage EngagementIdentitySet Entity Identity IdentitySet
        IncomingCallOptions IncomingContext InvitationParticipantInfo InviteParticipantsOperation ItemBody
        JoinMeetingIdMeetingInfo JoinMeetingIdSettings LobbyBypassSettings MediaConfig MediaInfo MediaPrompt
        MediaStream MeetingAttendanceReport MeetingInfo MeetingParticipantInfo MeetingParticipants
        MuteParticipantOperation OnlineMeeting OnlineMeetingBase OnlineMeetingEngagementConversation
        OnlineMeetingRestricted OnlineMeetingSensitivityLabelAssignment OrganizerMeetingInfo
        OutOfOfficeSettings OutgoingCallOptions Participant ParticipantInfo PlayPromptOperation Presence
        PresenceStatusMessage Prompt RecordOperation RecordingInfo RemovedState ResultInfo
        SendDtmfTonesOperation ServiceHostedMediaConfig StartHoldMusicOperation StopHoldMusicOperation
        SubscribeToToneOperation TeleconferenceDeviceAudioQuality TeleconferenceDeviceMediaQuality
        TeleconferenceDeviceQuality TeleconferenceDeviceScreenSharingQuality TeleconferenceDeviceVideoQuality
        TokenMeetingInfo ToneInfo UnmuteParticipantOperation UpdateRecordingStatusOperation UserWorkLocation
        VirtualEventExternalInformation VirtualEventExternalRegistrationInformation
        VirtualEventPresenterDetails VirtualEventPresenterInfo VirtualEventSession WatermarkProtectionValues
    }
};

#[test]
fn every_model_is_small() {
    let config = Config::read(&repository().join("csdlgen.toml")).unwrap();
    let target = config
        .targets
        .iter()
        .find(|target| target.key == "communications");
    let metadata = repository().join("metadata/communications.csdl");
    let source = Source {
        name: metadata.display().to_string(),
        bytes: std::fs::read(&metadata).unwrap(),
    };
    let plan = pipeline::plan(&source, &target.unwrap().load().unwrap())
        .unwrap()
        .plan;
    let files = plan.namespaces.iter().flat_map(|module| &module.files);
    let mut planned: Vec<&str> = files
        .filter_map(|file| match &file.item {
            Item::Structured(plan) => Some(plan.name.as_str()),
            _ => None,
        })
        .collect();
    planned.sort_unstable();
    let mut listed: Vec<&str> = SIZES.iter().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    assert_eq!(listed, planned, "the list above is that of the crate");
    let large: Vec<_> = SIZES.iter().filter(|(_, size)| *size > LIMIT).collect();
    assert!(large.is_empty(), "larger than {LIMIT} bytes: {large:?}");
}

/// Does all that can be done with a value, on a thread with a stack of the usual size.
fn use_up<T>(json: String)
where
    T: Field + Clone + PartialEq + Debug + Serialize + DeserializeOwned + 'static,
{
    let thread = thread::Builder::new().stack_size(STACK);
    let used = thread.spawn(move || {
        let expected: Value = serde_json::from_str(&json).unwrap();
        let value: T = from_json(json.as_bytes()).unwrap();
        let through_serde: T = serde_json::from_str(&json).unwrap();
        assert!(value == through_serde);
        let copy = value.clone();
        assert!(copy == value);
        let mut printed = String::new();
        write!(printed, "{value:?}").unwrap();
        write!(printed, "{copy:#?}").unwrap();
        assert!(printed.len() > json.len());
        let written: Value = serde_json::from_slice(&to_json(&value)).unwrap();
        assert_eq!(written, expected);
        assert_eq!(serde_json::to_value(&value).unwrap(), expected);
        drop(value);
    });
    used.unwrap().join().unwrap();
}

/// An object in an object in an object …, each as `property` of the one around it, in a list or not.
fn nested(property: &str, list: bool, objects: usize) -> String {
    let (open, close) = if list { ("[", "]") } else { ("", "") };
    let before = format!("{{\"{property}\":{open}").repeat(objects - 1);
    let after = format!("{close}}}").repeat(objects - 1);
    format!("{before}{{\"id\":\"1\"}}{after}")
}

#[test]
fn the_deepest_value_needs_no_more_stack_than_a_thread_has() {
    use_up::<EngagementConversationMessage>(nested("replyTo", false, DEPTH));
    use_up::<EngagementConversationMessage>(nested("replyTo", false, DEPTH));
    use_up::<EngagementConversationMessage>(nested("replies", true, DEPTH / 2));
}

#[test]
fn what_is_deeper_is_an_error() {
    let json = nested("replyTo", false, 100_000);
    let thread = thread::Builder::new().stack_size(STACK);
    let read =
        thread.spawn(move || from_json::<EngagementConversationMessage>(json.as_bytes()).err());
    let error = read.unwrap().join().unwrap().unwrap();
    assert!(error.to_string().contains("recursion limit"), "{error}");
}

#[test]
fn the_widest_value_needs_no_more_stack_than_a_thread_has() {
    let widest = SIZES.iter().max_by_key(|(_, size)| *size).unwrap();
    assert_eq!(widest.0, "Media", "another type is to be tried here");
    let media =
        r#"{"label":"a","calleeDevice":{"captureDeviceName":"b"},"streams":[{"streamId":"c"}]}"#;
    use_up::<Media>(media.to_owned());
    use_up::<CallRecord>(format!(
        r#"{{"id":"1","sessions":[{{"id":"2","segments":[{{"id":"3","media":[{media},{media}]}}]}}]}}"#
    ));
    // That with the most properties.
    let meeting = r#"{"id":"1","chatInfo":{"threadId":"2"},"subject":"a","participants":{"organizer":{"upn":"b"}}}"#;
    use_up::<OnlineMeeting>(meeting.to_owned());
    use_up::<CloudCommunications>(format!(r#"{{"onlineMeetings":[{meeting},{meeting}]}}"#));
}
