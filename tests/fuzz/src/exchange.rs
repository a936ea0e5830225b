//! Bytes as what a service answers: a word that says what is asked for, and replies, each a status, headers and a
//! body, as HTTP has them, with the byte 0x1e between. Whatever comes, the client ends, its token goes to the service
//! alone and over https, and nothing that it says has the token in it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use communications::GraphClient;
use communications::models::{AnyPrompt, Call};
use odata_client::testing::PausedClock;
use odata_client::{
    Batch, BoxFuture, Bytes, Change, Client, Json, KeyStyle, Resource, StaticToken,
    error::TransportError,
    http,
    operation::{Monitor, Poller},
    transfer::UploadSession,
    transport::Transport,
};

use super::support::now;

const BASE: &str = "https://svc.example/v1";
const TOKEN: &str = "the-secret-token";

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    // The service is not to guess the token: libFuzzer finds it among what is compared.
    if contains(bytes, b"the-secret") {
        return;
    }
    let mut parts = bytes.split(|byte| *byte == 0x1e);
    let asked = parts.next().and_then(|word| std::str::from_utf8(word).ok());
    let Some(asked) = asked else { return };
    let service = Service::default();
    service.replies().extend(parts.take(32).map(reply));
    let client = Client::builder(BASE)
        .credential(StaticToken::new(TOKEN))
        .clock(PausedClock::new())
        .transport(service)
        .build();
    ask(
        asked.trim(),
        &client.unwrap_or_else(|error| panic!("{error}")),
    );
}

fn ask(what: &str, client: &Client) {
    let (word, rest) = what.split_once(' ').unwrap_or((what, ""));
    let things = Resource::root(client).segment("things");
    let calls = GraphClient::from(client.clone()).communications().calls();
    match word {
        "get" => tried(now(things.get::<Call>())),
        "any" => tried(now(calls.by_id("1").operations().by_id("2").get())),
        "list" => {
            let mut pages = things.list::<Call>().pages();
            while check(now(pages.try_next())).flatten().is_some() {}
        }
        "items" => {
            let mut items = odata_client::Items::<AnyPrompt>::resume(client, rest);
            while check(now(items.try_next())).flatten().is_some() {}
        }
        "changes" => changes(&things, rest),
        "create" => tried(now(things.create(&Call::default()))),
        "update" => tried(now(things.update(&Call::default()))),
        "delete" => tried(now(things.delete())),
        "count" => tried(now(things.count())),
        "reference" => tried(now(things.reference("owner").get())),
        "references" => tried(now(things.references("all", KeyStyle::Segment).list())),
        "media" => tried(now(things.media().get())),
        "stream" => stream(&things),
        "poll" => poll(client, &things),
        "watch" => tried(now(Poller::<Monitor>::resume(client, rest).wait())),
        "upload" => upload(client, rest),
        "batch" => batch(client),
        _ => {}
    }
}

/// All changes of a collection: what was removed is not among what was updated.
fn changes(things: &Resource, link: &str) {
    let list = things.list::<Json>();
    let list = if link.is_empty() {
        list
    } else {
        list.resume(link)
    };
    let mut changes = list.changes();
    while let Some(change) = check(now(changes.try_next())).flatten() {
        if let Change::Updated(item) = change {
            assert!(item.get("@removed").is_none(), "{item}");
        }
    }
}

fn stream(things: &Resource) {
    let Some(mut stream) = check(now(things.media().get().range(2..9).stream())) else {
        return;
    };
    let mut read = 0;
    while let Some(chunk) = check(now(stream.chunk())).flatten() {
        assert!(!chunk.is_empty());
        read += chunk.len();
    }
    assert!(read as u64 <= stream.position().saturating_add(9));
}

fn poll(client: &Client, things: &Resource) {
    let begun = now(things.create(&Call::default()).send_raw());
    let Some(poller) = check(begun.and_then(|reply| Poller::<Monitor>::new(client, reply))) else {
        return;
    };
    let mut poller = poller;
    while check(now(poller.try_next())).flatten().is_some() {}
    if let Some(finished) = check(now(poller.wait())) {
        let resource = finished.resource::<Call>();
        if let Some(get) = resource {
            tried(now(get));
        }
    }
}

fn upload(client: &Client, url: &str) {
    static CONTENT: [u8; 400_000] = [7; 400_000];
    let content = Bytes::from_static(&CONTENT);
    let Some(session) = check(UploadSession::<Call>::from_url(client, url)) else {
        return;
    };
    let mut session = session.slice_size(320 * 1024);
    tried(now(session.upload(content.clone())));
    tried(now(session.status()));
    tried(now(session.resume(content)));
    tried(now(session.cancel()));
}

fn batch(client: &Client) {
    let things = Resource::root(client).segment("things");
    let mut batch = Batch::new(client).plain_text(true);
    let get = batch.add(things.get::<Call>());
    let list = batch.add(things.list::<AnyPrompt>());
    let media = batch.add(things.media().get());
    let count = batch.add(things.count());
    tried(batch.after(list, [get.id()]));
    let Some(mut replies) = check(now(batch.send())) else {
        return;
    };
    tried(replies.take(get));
    tried(replies.take(list));
    tried(replies.take(media));
    tried(replies.take(count));
    assert!(replies.take(get).is_err(), "a reply is there twice");
}

/// As [`check`], for what is not looked at.
fn tried<T>(result: odata_client::Result<T>) {
    let _ = check(result);
}

/// What an error says does not give the token away, nor does it speak to the terminal.
fn check<T>(result: odata_client::Result<T>) -> Option<T> {
    let error = match result {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let said = chain(&error);
    assert!(!said.trim().is_empty());
    assert!(!said.contains(TOKEN), "{said}");
    assert!(!format!("{error:?}").contains(TOKEN), "{error:?}");
    let ids = (
        error.code(),
        error.request_id(),
        error.retry_after(),
        error.status(),
    );
    let _: (_, _, _, _) = ids;
    None
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said += &error.to_string();
        cause = error.source();
    }
    said
}

/// A status, headers and a body; `None` where the connection fails.
type Reply = Option<http::Response<Bytes>>;

fn reply(part: &[u8]) -> Reply {
    let end = part
        .windows(2)
        .position(|pair| pair == b"\n\n")
        .unwrap_or(part.len());
    let body = part.get(end + 2..).unwrap_or_default();
    let head = String::from_utf8_lossy(part.get(..end)?);
    let mut lines = head.trim_start().lines();
    let status: u16 = lines.next()?.trim().parse().ok()?;
    let mut reply = http::Response::builder().status(status);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        reply = reply.header(name.trim(), value.trim());
    }
    reply.body(Bytes::copy_from_slice(body)).ok()
}

/// Answers with what was prepared, and looks at what it is asked.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<VecDeque<Reply>>>);

impl Service {
    fn replies(&self) -> std::sync::MutexGuard<'_, VecDeque<Reply>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        check_request(&request);
        let mut replies = self.replies();
        let reply = match replies.pop_front() {
            Some(Some(reply)) => Ok(reply),
            Some(None) => Err(TransportError::other("reset")),
            None => Err(TransportError::lasting("there is no more")),
        };
        Box::pin(std::future::ready(reply))
    }
}

/// Over https, and the token to the service alone, as two readers understand the URL.
fn check_request(request: &http::Request<Bytes>) {
    let uri = request.uri();
    let url = url::Url::parse(&uri.to_string()).unwrap_or_else(|error| panic!("{error}: {uri}"));
    assert_eq!(uri.scheme_str(), Some("https"), "{uri}");
    assert_eq!(url.scheme(), "https", "{uri}");
    assert_eq!((url.username(), url.password()), ("", None), "{uri}");
    let values = request.headers().iter();
    let told = values.filter(|(_, value)| contains(value.as_bytes(), TOKEN.as_bytes()));
    if told.count() > 0 || contains(request.body(), TOKEN.as_bytes()) {
        assert_eq!(uri.host(), Some("svc.example"), "the token goes to {uri}");
        assert_eq!(
            url.host_str(),
            Some("svc.example"),
            "the token goes to {url}"
        );
        assert!(
            matches!(url.port(), None | Some(443)),
            "the token goes to {url}"
        );
    }
    assert!(!uri.to_string().contains(TOKEN), "{uri}");
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
