//! Questions on a terminal: what a service offers goes in, what the user wants comes out.

use std::path::PathBuf;

use inquire::{Confirm, InquireError, MultiSelect, Select, Text};

use super::Failure;
use super::report::Report;
use crate::starter::{Area, Offer, PRESETS, areas, narrowed, selected_types};

/// Types that take about a second of `cargo check`, to give an idea of what a choice costs: the whole of Graph v1.0,
/// some 3,700 types, takes some 25 s on two cores (PERFORMANCE.md).
const TYPES_PER_SECOND: usize = 150;
/// An area with more types is offered in parts.
const LARGE: usize = 300;

impl From<InquireError> for Failure {
    fn from(error: InquireError) -> Self {
        match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => {
                Self::Usage("nothing was chosen; nothing was written".to_owned())
            }
            other => Self::Usage(format!(
                "cannot ask on this terminal: {other}; use options instead"
            )),
        }
    }
}

/// Which service: where its description is, or the word for one that is known.
pub(super) fn service() -> Result<(Option<String>, Option<String>), Failure> {
    const OTHER: &str =
        "another service: a file or an address of its $metadata or OpenAPI document";
    let mut choices: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    choices.push(OTHER);
    let chosen = Select::new("Which service?", choices).prompt()?;
    if let Some(preset) = PRESETS.iter().find(|preset| preset.name == chosen) {
        return Ok((None, Some(preset.word.to_owned())));
    }
    let given = Text::new("File or address of the service description:").prompt()?;
    Ok((Some(given.trim().to_owned()), None))
}

/// Which folder.
pub(super) fn folder() -> Result<PathBuf, Failure> {
    let given = Text::new("Folder of the new package:").prompt()?;
    Ok(PathBuf::from(given.trim()))
}

/// What of a service; nothing for everything.
pub(super) fn include(service: &Offer<'_>, report: &Report) -> Result<Vec<String>, Failure> {
    loop {
        let chosen = choose(service, report)?;
        let progress = report.progress();
        progress.at("counting the types of", &chosen.join(", "));
        let types = selected_types(service, &chosen)?;
        progress.finish();
        let what = if chosen.is_empty() {
            "everything".to_owned()
        } else {
            chosen.join(", ")
        };
        let question = format!("{what}: {}. Go on?", cost(types));
        if Confirm::new(&question).with_default(true).prompt()? {
            return Ok(chosen);
        }
    }
}

/// What can be chosen below a place; on a terminal, how long that takes is seen.
pub(super) fn areas_of(
    service: &Offer<'_>,
    below: &str,
    report: &Report,
) -> Result<Vec<Area>, Failure> {
    let progress = report.progress();
    let place = if below.is_empty() { "/" } else { below };
    progress.at("counting the types below", place);
    Ok(areas(service, below)?)
}

fn choose(service: &Offer<'_>, report: &Report) -> Result<Vec<String>, Failure> {
    let offered = areas_of(service, "", report)?;
    let mut chosen = Vec::new();
    for area in select("What of it do you need? (none: everything)", offered)? {
        if area.types <= LARGE {
            chosen.push(area.pattern);
            continue;
        }
        let question = format!(
            "{} is large ({}). Which parts? (none: all of it)",
            area.pattern,
            cost(area.types)
        );
        let parts = select(
            &question,
            areas_of(service, &narrowed(service, &area), report)?,
        )?;
        if parts.is_empty() {
            chosen.push(area.pattern);
        } else {
            chosen.extend(parts.into_iter().map(|part| part.pattern));
        }
    }
    Ok(chosen)
}

fn select(question: &str, offered: Vec<Area>) -> Result<Vec<Area>, Failure> {
    if offered.is_empty() {
        return Ok(Vec::new());
    }
    let shown = offered.into_iter().map(Shown).collect();
    let chosen = MultiSelect::new(question, shown)
        .with_page_size(15)
        .with_help_message("type to filter, space to choose, enter to go on")
        .prompt()?;
    Ok(chosen.into_iter().map(|Shown(area)| area).collect())
}

struct Shown(Area);

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} — {}", self.0.pattern, cost(self.0.types))
    }
}

fn cost(types: usize) -> String {
    let seconds = types.div_ceil(TYPES_PER_SECOND);
    format!("{types} types, about {seconds} s to check")
}
