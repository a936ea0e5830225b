//! Bytes as names and contents of parts of a form, each after the other, with the byte 0x1e between. A reader that knows
//! nothing of the writer finds the same parts, whatever stands in them.

use std::sync::{Arc, Mutex, PoisonError};

use service_client::codegen::{Nothing, Operation, Path, Reply};
use service_client::{
    BoxFuture, Bytes, Client, File, error::TransportError, http, transport::Transport,
};

use super::support::now;

static UPLOAD: Operation = Operation {
    method: "POST",
    replies: &[Reply::none(200)],
    ..Operation::NEW
};

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let pieces: Vec<&[u8]> = bytes.split(|byte| *byte == 0x1e).take(64).collect();
    let (pairs, _) = pieces.as_chunks::<2>();
    let parts: Vec<(String, &[u8])> = pairs
        .iter()
        .map(|[name, content]| (String::from_utf8_lossy(name).into_owned(), *content))
        .collect();
    let service = Service::default();
    let client = Client::builder("https://svc.example")
        .transport(service.clone())
        .build();
    let client = client.unwrap_or_else(|error| panic!("{error}"));
    let mut call = Path::new(&client).call::<Nothing>(&UPLOAD);
    for (name, content) in &parts {
        let file = File::new(name, Bytes::copy_from_slice(content));
        call = call.file(name, file);
    }
    now(call).unwrap_or_else(|error| panic!("{error}"));
    let sent = service
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let Some((content_type, body)) = sent else {
        // Without a part there is no form.
        assert!(parts.is_empty());
        return;
    };
    assert_eq!(read(&content_type, &body), expected(&parts));
}

/// Names, as they stand between quotes, and contents.
type Parts = Vec<(Vec<u8>, Vec<u8>)>;

fn expected(parts: &[(String, &[u8])]) -> Parts {
    let name = |name: &str| {
        let name = name
            .replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        name.into_bytes()
    };
    parts
        .iter()
        .map(|(part, content)| (name(part), content.to_vec()))
        .collect()
}

/// RFC 2046, section 5.1: a boundary stands on a line of its own.
fn read(content_type: &str, body: &[u8]) -> Parts {
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=");
    let boundary = boundary.unwrap_or_else(|| panic!("{content_type}"));
    let body = [b"\r\n".as_slice(), body].concat();
    let mark = format!("\r\n--{boundary}").into_bytes();
    let mut parts = Vec::new();
    let mut rest = after(&body, &mark).unwrap_or_else(|| panic!("no boundary"));
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let head_end = place(part, b"\r\n\r\n").unwrap_or_else(|| panic!("no end of a head"));
        let (head, content) = part.split_at(head_end);
        let content = content.get(4..).unwrap_or_default();
        let end = place(content, &mark).unwrap_or_else(|| panic!("no end of a part"));
        parts.push((name(head), content.get(..end).unwrap_or_default().to_vec()));
        rest = content.get(end + mark.len()..).unwrap_or_default();
    }
    assert_eq!(rest, b"--\r\n");
    parts
}

fn name(head: &[u8]) -> Vec<u8> {
    let start = after(head, b"name=\"").unwrap_or_else(|| panic!("no name"));
    let end = place(start, b"\"").unwrap_or_else(|| panic!("no end of a name"));
    assert!(place(head, b"\r\nContent-Type: application/octet-stream").is_some());
    start.get(..end).unwrap_or_default().to_vec()
}

fn place(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn after<'a>(bytes: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    bytes.get(place(bytes, wanted)? + wanted.len()..)
}

/// Keeps the content type and the body of what was sent.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Option<(String, Bytes)>>>);

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let content_type = request.headers().get("content-type");
        let content_type = content_type.and_then(|value| value.to_str().ok().map(str::to_owned));
        if let Some(content_type) = content_type {
            let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *sent = Some((content_type, request.into_body()));
        }
        Box::pin(async { Ok(http::Response::new(Bytes::new())) })
    }
}
