//! Prism, as a process that is watched: it is started, waited for, and ended.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::Failed;

/// How long Prism may take to read a document.
const START: Duration = Duration::from_secs(600);

/// A server that runs; it ends with this value.
#[derive(Debug)]
pub struct Prism {
    child: Child,
    /// Where it listens.
    pub url: String,
}

impl Prism {
    /// Starts it for a document, on a free port.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(program: &Path, document: &Path) -> Result<Self, Failed> {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").map_err(Failed::new)?;
        let port = socket.local_addr().map_err(Failed::new)?.port();
        drop(socket);
        let mut command = Command::new(program);
        command.args([
            "mock",
            "--host",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--verboseLevel",
            "info",
        ]);
        command
            .arg(document)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        // Large documents need more than node's usual heap.
        command.env("NODE_OPTIONS", "--max-old-space-size=6144");
        let mut child = command.spawn().map_err(Failed::new)?;
        let output = child.stdout.take();
        let prism = Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
        };
        let (said, hears) = channel();
        // It writes a line for each request, which must be taken.
        std::thread::spawn(move || {
            for line in output
                .into_iter()
                .flat_map(|it| BufReader::new(it).lines())
                .map_while(Result::ok)
            {
                if line.contains("Prism is listening") {
                    let _ = said.send(());
                }
            }
        });
        match hears.recv_timeout(START) {
            Ok(()) => Ok(prism),
            Err(RecvTimeoutError::Timeout) => Err(Failed(format!(
                "Prism does not start in {} s",
                START.as_secs()
            ))),
            Err(RecvTimeoutError::Disconnected) => {
                Err(Failed("Prism refuses the document".to_owned()))
            }
        }
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
