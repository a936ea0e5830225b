//! Building and running: the program's files go in, what each case sent and read comes out, or why it does
//! not compile.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;
use serde_json::{Value, json};

use csdlgen::output;

use super::Failed;
use super::cases::Case;
use super::compare::Sent;
use super::program::{Function, Program};

/// How often the program is built anew without the cases that do not compile: rustc tells of unknown names
/// first, of wrong types then, of lifetimes last.
const ROUNDS: usize = 8;

/// What became of a case.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It does not compile.
    Refused(String),
    /// It ran.
    Ran {
        /// What was sent, if anything.
        sent: Option<Sent>,
        /// What was read, written back; or the error.
        read: Result<Value, String>,
    },
}

/// Folders of a run.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The generated crate.
    pub client: PathBuf,
    /// The program.
    pub program: PathBuf,
    /// What the program shall be replied to, by the numbers of the cases.
    replies: PathBuf,
    /// What is built: where the tests' own dependencies are, most of which serve here too.
    build: PathBuf,
}

impl Folders {
    /// Below `target` of the repository, where the paths in the program's manifest lead to the runtime.
    pub fn new(repository: &Path) -> Self {
        let work = repository.join("target/conform");
        Self {
            client: work.join("client"),
            program: work.join("program"),
            replies: work.join("replies.json"),
            build: repository.join("target"),
        }
    }
}

/// Builds the program, without the cases that do not compile, and runs it.
pub(super) fn outcomes(
    folders: &Folders,
    lock: &Path,
    (krate, client): (&str, &str),
    mut functions: Vec<Function>,
    cases: &[Case],
) -> Result<BTreeMap<usize, Outcome>, Failed> {
    let mut outcomes = BTreeMap::new();
    for round in 1.. {
        let program = Program::new(krate, client, &functions).map_err(Failed::new)?;
        output::write(&folders.program, &program.files).map_err(Failed::new)?;
        let copied = folders.program.join("Cargo.lock");
        if !copied.exists() {
            std::fs::copy(lock, &copied).map_err(Failed::new)?;
        }
        let refused = match compile(folders, &program)? {
            Built::Program(path) => {
                run(&path, folders, cases, &mut outcomes)?;
                return Ok(outcomes);
            }
            Built::Refused(refused) => refused,
        };
        if round > ROUNDS {
            return Err(Failed(
                "the program does not compile whatever is left out".to_owned(),
            ));
        }
        functions.retain(|function| !refused.contains_key(&function.number));
        let refused = refused.into_iter();
        outcomes.extend(refused.map(|(number, why)| (number, Outcome::Refused(why))));
    }
    Ok(outcomes)
}

enum Built {
    Program(PathBuf),
    Refused(HashMap<usize, String>),
}

/// A line of cargo's output.
#[derive(Deserialize)]
struct Line {
    executable: Option<PathBuf>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    #[serde(rename = "message")]
    text: String,
    #[serde(default)]
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
}

fn compile(folders: &Folders, program: &Program) -> Result<Built, Failed> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--message-format", "json"])
        .current_dir(&folders.program)
        .env("CARGO_TARGET_DIR", &folders.build)
        .stderr(Stdio::piped())
        .output()
        .map_err(Failed::new)?;
    let mut refused = HashMap::new();
    let mut elsewhere = None;
    let mut executable = None;
    for line in text(&output).lines() {
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            continue;
        };
        executable = line.executable.or(executable);
        let Some(message) = line.message.filter(|message| message.level == "error") else {
            continue;
        };
        let mut spans = message.spans.iter();
        match spans.find_map(|span| program.case_at(&span.file_name, span.line_start)) {
            Some(case) => drop(refused.entry(case).or_insert(message.text)),
            // The line that counts the errors has no place.
            None if message.spans.is_empty() => {}
            None => elsewhere = elsewhere.or(message.rendered),
        }
    }
    match (output.status.success(), executable, refused.is_empty()) {
        (true, Some(path), _) => Ok(Built::Program(path)),
        (_, _, false) => Ok(Built::Refused(refused)),
        _ => Err(Failed(format!(
            "the program does not compile, and no case is why:\n{}",
            elsewhere.unwrap_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())
        ))),
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A line of the program's output.
#[derive(Deserialize)]
struct Ran {
    case: usize,
    sent: Option<Sent>,
    read: Read,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Read {
    Value(Value),
    Error(String),
}

fn run(
    program: &Path,
    folders: &Folders,
    cases: &[Case],
    outcomes: &mut BTreeMap<usize, Outcome>,
) -> Result<(), Failed> {
    let replies: BTreeMap<usize, Value> = cases.iter().map(reply).enumerate().collect();
    let path = &folders.replies;
    std::fs::write(path, json!(replies).to_string()).map_err(Failed::new)?;
    let output = Command::new(program)
        .arg(path)
        .stderr(Stdio::inherit())
        .output();
    let output = output.map_err(Failed::new)?;
    if !output.status.success() {
        return Err(Failed(format!("the program ends with {}", output.status)));
    }
    for line in text(&output).lines() {
        let ran: Ran = serde_json::from_str(line).map_err(Failed::new)?;
        let read = match ran.read {
            Read::Value(value) => Ok(value),
            Read::Error(error) => Err(error),
        };
        outcomes.insert(
            ran.case,
            Outcome::Ran {
                sent: ran.sent,
                read,
            },
        );
    }
    Ok(())
}

/// Headers that belong to how a reply is carried, which nothing carries here.
const CARRIAGE: &[&str] = &["content-length", "content-encoding", "transfer-encoding"];

fn reply(case: &Case) -> Value {
    let response = &case.response;
    let headers = response
        .headers
        .iter()
        .filter(|(name, _)| !CARRIAGE.iter().any(|own| name.eq_ignore_ascii_case(own)));
    let body = response.body.as_ref().map(ToString::to_string);
    json!({
        "status": response.status,
        "headers": headers.collect::<Vec<_>>(),
        "body": body.unwrap_or_default(),
    })
}
