//! The redirect to this machine. In: an address. Out: the first answer that comes there.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_channel::oneshot;

use super::page;
use super::redirect::Redirect;
use crate::error::Result;

/// The largest head of a request; issuers' codes have some kilobytes.
const LIMIT: usize = 32 << 10;

/// How long a connection may take to send it; browsers open some that they never use.
const TIME: Duration = Duration::from_secs(10);

/// Between looks for a connection.
const PAUSE: Duration = Duration::from_millis(20);

/// How many connections are read at a time.
const MOST: usize = 16;

/// What the browser is told, and what the sign-in is.
pub(super) type Judge = dyn Fn(&str) -> Result<String> + Send + Sync;

/// Listens until it is dropped.
pub(super) struct Listener {
    /// The redirect address, with its port.
    pub(super) address: String,
    /// What the judge said of the first answer.
    pub(super) answer: oneshot::Receiver<Result<String>>,
    stop: Arc<AtomicBool>,
}

impl Listener {
    /// `judge` is given the query of what comes to the redirect address.
    pub(super) fn start(redirect: &Redirect, judge: Arc<Judge>) -> io::Result<Self> {
        let listeners = redirect.bind()?;
        let port = listeners.first().map(TcpListener::local_addr).transpose()?;
        let (sender, answer) = oneshot::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let room = Arc::new(Room {
            path: redirect.path(),
            judge,
            sender: Mutex::new(Some(sender)),
            connections: AtomicUsize::new(0),
        });
        for listener in listeners {
            listener.set_nonblocking(true)?;
            let (room, stop) = (Arc::clone(&room), Arc::clone(&stop));
            let thread = std::thread::Builder::new().name("sign-in redirect".to_owned());
            thread.spawn(move || room.accept(&listener, &stop))?;
        }
        Ok(Self {
            address: redirect.with_port(port.map_or(0, |address| address.port())),
            answer,
            stop,
        })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
    }
}

/// What the threads share.
struct Room {
    path: String,
    judge: Arc<Judge>,
    sender: Mutex<Option<oneshot::Sender<Result<String>>>>,
    connections: AtomicUsize,
}

impl Room {
    fn accept(self: &Arc<Self>, listener: &TcpListener, stop: &AtomicBool) {
        while !stop.load(Ordering::Acquire) {
            let Ok((stream, _)) = listener.accept() else {
                std::thread::sleep(PAUSE);
                continue;
            };
            if self.connections.fetch_add(1, Ordering::AcqRel) >= MOST {
                self.connections.fetch_sub(1, Ordering::AcqRel);
                continue;
            }
            let room = Arc::clone(self);
            let thread = std::thread::Builder::new().name("sign-in answer".to_owned());
            let started = thread.spawn(move || {
                // A browser that hangs up is not a fault of the sign-in's.
                let _ = room.serve(stream);
                room.connections.fetch_sub(1, Ordering::AcqRel);
            });
            if started.is_err() {
                self.connections.fetch_sub(1, Ordering::AcqRel);
            }
        }
    }

    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nonblocking(false)?;
        stream.set_write_timeout(Some(TIME))?;
        let head = read_head(&mut stream)?;
        let line = head.lines().next().unwrap_or_default();
        let mut words = line.split(' ');
        let (method, target) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        // Browsers ask for icons, and may ask ahead.
        if path != self.path || query.is_empty() {
            return stream.write_all(&page::not_here());
        }
        if method != "GET" {
            return stream.write_all(&page::wrong_method());
        }
        let outcome = (self.judge)(query);
        let page = match &outcome {
            Ok(_) => page::done(),
            Err(error) => page::failed(&error.to_string()),
        };
        // First the page: once the sign-in is done, the program may end.
        let written = stream.write_all(&page).and_then(|()| stream.flush());
        let sender = self
            .sender
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(sender) = sender {
            drop(sender.send(outcome));
        }
        written
    }
}

fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let end = Instant::now() + TIME;
    let (mut head, mut buffer) = (Vec::new(), [0; 4096]);
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || head.len() > LIMIT {
            return Err(io::ErrorKind::InvalidData.into());
        }
        stream.set_read_timeout(Some(left))?;
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_listens_at_both_addresses() {
        let judge: Arc<Judge> = Arc::new(|query: &str| Ok(query.to_owned()));
        let listener =
            Listener::start(&Redirect::read("http://localhost/cb").unwrap(), judge).unwrap();
        let port: u16 = listener
            .address
            .trim_end_matches("/cb")
            .rsplit(':')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let answer = |address: &str| {
            let mut stream = TcpStream::connect((address, port)).ok()?;
            stream.write_all(b"GET /other HTTP/1.1\r\n\r\n").unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            Some(text)
        };
        assert!(answer("127.0.0.1").unwrap().starts_with("HTTP/1.1 404"));
        match answer("::1") {
            Some(text) => assert!(text.starts_with("HTTP/1.1 404")),
            None => println!("this machine has no IPv6: not tried"),
        }
    }
}
