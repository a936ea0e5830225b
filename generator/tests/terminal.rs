//! The command on a terminal: colours, carets, progress, and what a user types. The terminal is a pseudo-terminal, which
//! `script` of util-linux makes.
#![cfg(test)]
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

const CSDL: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="product"><Key><PropertyRef Name="id"/></Key>
<Property Name="id" Type="Edm.String" Nullable="false"/><Property Name="title" Type="Edm.String"/></EntityType>
<EntityContainer Name="shopService">
<EntitySet Name="products" EntityType="shop.product"/>
<EntitySet Name="offers" EntityType="shop.product"/>
</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>
"#;

/// A terminal answers within this time, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(120);
/// What is said below a list that can be filtered.
const FILTERS: &str = "type to filter";

/// The command on a terminal.
struct Terminal {
    child: Child,
    output: Receiver<Vec<u8>>,
    /// What it has said, and how much of that is read.
    said: String,
    read: usize,
}

impl Terminal {
    /// Starts the command on a terminal of a usual size, with variables of the environment. `None` where there is nothing
    /// that makes a terminal.
    fn start(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Option<Self> {
        let quoted = arguments.iter().map(|argument| format!(" '{argument}'"));
        let command = format!(
            "stty cols 100 rows 40; exec '{}'{}",
            env!("CARGO_BIN_EXE_csdlgen"),
            quoted.collect::<String>()
        );
        let child = Command::new("script")
            .args(["-qfec", &command, "/dev/null"])
            .current_dir(folder)
            .env("TERM", "xterm-256color")
            .env("XDG_CACHE_HOME", "/dev/null")
            .env("SHELL", "/bin/sh")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("CI")
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = match child {
            Ok(child) => child,
            Err(error) => {
                eprintln!("script is not there ({error}): terminals are not tried");
                return None;
            }
        };
        let mut stdout = child.stdout.take().unwrap();
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = stdout.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Some(Self {
            child,
            output,
            said: String::new(),
            read: 0,
        })
    }

    /// Waits until it says this, after what was read before.
    fn expect(&mut self, text: &str) {
        loop {
            if let Some(at) = self.said[self.read..].find(text) {
                self.read += at + text.len();
                return;
            }
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.said.push_str(&String::from_utf8_lossy(&bytes)),
                Err(error) => panic!("{text:?} did not come ({error}): {}", self.said),
            }
        }
    }

    /// Types.
    fn send(&mut self, text: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    /// Waits for the end; gives the exit code and all that was said.
    fn end(mut self) -> (i32, String) {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.said.push_str(&String::from_utf8_lossy(&bytes));
        }
        let status = self.child.wait().unwrap();
        (status.code().unwrap(), self.said)
    }
}

/// Without what moves the cursor or changes the colour.
fn plain(said: &str) -> String {
    let mut plain = String::new();
    let mut letters = said.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().skip(1).find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shop.csdl"), CSDL).unwrap();
    let config = "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"out\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    folder
}

#[test]
fn errors_are_coloured_and_point_at_their_place() {
    let folder = shop();
    let bad = CSDL.replacen("\"shop.product\"/>", "\"shop.produce\"/>", 1);
    assert_ne!(bad, CSDL);
    fs::write(folder.path().join("shop.csdl"), bad).unwrap();
    for (arguments, variables, coloured) in [
        (&["generate"][..], &[][..], true),
        (&["generate", "--color", "never"], &[], false),
        (&["generate"], &[("NO_COLOR", "1")], false),
    ] {
        let Some(terminal) = Terminal::start(folder.path(), arguments, variables) else {
            return;
        };
        let (code, said) = terminal.end();
        assert_eq!(code, 1, "{said}");
        // What clears a line of progress is no colour.
        let colours = said.contains("\u{1b}[1m") || said.contains("\u{1b}[3");
        assert_eq!(colours, coloured, "{said:?}");
        assert!(said.contains("shop.produce"), "{said}");
        // The caret stands below what it is about, coloured or not.
        let plain = plain(&said);
        let lines: Vec<&str> = plain.lines().collect();
        let at = lines.iter().position(|line| line.contains("| ^")).unwrap();
        let caret = lines[at].find('^').unwrap();
        assert!(lines[at - 1][caret..].starts_with("<EntitySet"), "{plain}");
    }
}

#[test]
fn long_work_shows_that_it_goes_on() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/$metadata", listener.local_addr().unwrap());
    let (go, wait) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines();
        lines
            .map_while(Result::ok)
            .take_while(|line| !line.is_empty())
            .for_each(drop);
        // Not before the bar was seen.
        wait.recv().unwrap();
        let length = CSDL.len();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{CSDL}"
        )
        .unwrap();
    });
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["generate", "--metadata", &url, "--out", "shop"];
    let Some(mut terminal) = Terminal::start(folder.path(), &arguments, &[]) else {
        return;
    };
    terminal.expect("asking http://127.0.0.1");
    go.send(()).unwrap();
    terminal.expect("fetching http://127.0.0.1");
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(folder.path().join("shop/src/lib.rs").is_file());
}

/// Commands that take long with large services, and what is seen while they work.
const LONG: &[(&[&str], &[&str])] = &[
    (
        &["generate"],
        &["reading", "planning", "formatting", "writing"],
    ),
    (&["generate", "--check"], &["reading", "comparing"]),
    (&["show", "--plain"], &["reading"]),
    (&["search", "title", "--plain"], &["reading"]),
    (&["explain", "shop.product"], &["reading"]),
    (&["snippet", "GET", "/products"], &["reading"]),
    (&["outline"], &["reading"]),
    (&["reduce", "--out", "small.csdl"], &["reducing"]),
    (&["diff", "shop.csdl", "other.csdl"], &["comparing"]),
    (
        &["new", "--list", "--metadata", "shop.csdl"],
        &["reading", "counting"],
    ),
    (
        &["new", "first", "--no-input", "--metadata", "shop.csdl"],
        &["reducing", "reading", "formatting", "writing"],
    ),
    (
        &["update"],
        &["asking", "fetching", "comparing", "formatting", "writing"],
    ),
];

/// A folder for all of them, whose service has a newer description.
fn newer() -> tempfile::TempDir {
    let newer = CSDL.replace("offers", "bargains");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/$metadata", listener.local_addr().unwrap());
    let (folder, body) = (shop(), newer.clone());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let lines = lines.map_while(Result::ok);
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let length = body.len();
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
            let _ = write!(stream, "{head}Content-Length: {length}\r\n\r\n{body}");
        }
    });
    let config = folder.path().join("csdlgen.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(config, format!("{text}source = \"{url}\"\n")).unwrap();
    fs::write(folder.path().join("other.csdl"), newer).unwrap();
    folder
}

#[test]
fn every_long_command_shows_its_stages_on_a_terminal() {
    let folder = newer();
    for (arguments, stages) in LONG {
        let Some(mut terminal) = Terminal::start(folder.path(), arguments, &[]) else {
            return;
        };
        for stage in *stages {
            terminal.expect(&format!("{stage} "));
        }
        let (code, said) = terminal.end();
        assert_eq!(code, 0, "{arguments:?}: {said}");
    }
}

#[test]
fn no_stage_is_shown_elsewhere() {
    let folder = newer();
    for (arguments, stages) in LONG {
        let output = Command::new(env!("CARGO_BIN_EXE_csdlgen"))
            .args(*arguments)
            .current_dir(folder.path())
            .env("XDG_CACHE_HOME", "/dev/null")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {said}");
        for stage in *stages {
            assert!(!said.contains(stage), "{arguments:?}: {said}");
        }
        assert!(!said.contains('\u{1b}'), "{arguments:?}: {said}");
    }
}

#[test]
fn who_wants_no_words_sees_no_stage() {
    let folder = shop();
    let Some(terminal) = Terminal::start(folder.path(), &["generate", "--quiet"], &[]) else {
        return;
    };
    let (code, said) = terminal.end();
    assert_eq!((code, said.as_str()), (0, ""));
}

#[test]
fn places_are_filtered_and_chosen() {
    let folder = shop();
    let Some(mut terminal) = Terminal::start(folder.path(), &["show"], &[]) else {
        return;
    };
    terminal.expect(FILTERS);
    terminal.send("offers");
    terminal.send("\r");
    terminal.expect("client.offers()");
    // It goes on until there is enough of it.
    terminal.expect(FILTERS);
    terminal.send("\u{1b}");
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
}

#[test]
fn what_is_found_is_chosen() {
    let folder = shop();
    let Some(mut terminal) = Terminal::start(folder.path(), &["search", "title"], &[]) else {
        return;
    };
    terminal.expect(FILTERS);
    terminal.send("\r");
    terminal.expect("shop.product/title");
    terminal.expect("Rust");
    terminal.expect(FILTERS);
    terminal.send("\u{1b}");
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
}

#[test]
fn answers_are_printed_where_nobody_chooses() {
    let folder = shop();
    for (arguments, variables) in [
        (&["show", "--plain"][..], &[][..]),
        (&["show"], &[("CI", "true")]),
        (&["show"], &[("TERM", "dumb")]),
        (&["search", "title", "--plain"], &[]),
        (&["show", "--format", "json"], &[]),
    ] {
        let Some(terminal) = Terminal::start(folder.path(), arguments, variables) else {
            return;
        };
        let (code, said) = terminal.end();
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("product"), "{said}");
        assert!(!said.contains(FILTERS), "{said}");
    }
}
