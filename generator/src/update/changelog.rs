//! A comparison → the entry at the top of a crate's `CHANGELOG.md`; what others wrote there stays.

use std::fmt::Write as _;

use crate::diff::{Comparison, render};

use super::lock::Lock;

const TITLE: &str = "# Changelog\n";

/// The entry for a new version of the metadata. `step` is the crate's version, and the one that follows from what changes;
/// `raised` says that the crate has that one at once.
pub(super) fn entry(
    lock: &Lock,
    comparison: &Comparison,
    step: Option<(&str, String)>,
    raised: bool,
) -> String {
    let version = lock.sha256.get(..12).unwrap_or(&lock.sha256);
    let heading = match &lock.date {
        Some(date) => format!("Metadata of {}", crate::text::one_line(date)),
        None => format!("Metadata {version}"),
    };
    let mut text = render::changelog(&heading, comparison);
    if let Some((now, next)) = step {
        let _ = if raised {
            writeln!(text, "\nThe crate's version goes from {now} to {next}.")
        } else {
            writeln!(
                text,
                "\nAfter {now}, the next version of the crate is {next}."
            )
        };
    }
    text
}

/// Puts an entry before the newest one, or after all that is not an entry. One that is there already, from a run that was
/// killed, is not put there again; line ends stay what they are.
pub(super) fn with_entry(changelog: &str, entry: &str) -> String {
    if changelog.contains("\r\n") {
        let plain = with_entry(&changelog.replace("\r\n", "\n"), entry);
        return plain.replace('\n', "\r\n");
    }
    if changelog.trim().is_empty() {
        return format!("{TITLE}\n{entry}");
    }
    let at = newest(changelog).unwrap_or(changelog.len());
    let (before, after) = changelog.split_at(at);
    if after.starts_with(entry) {
        return changelog.to_owned();
    }
    let space = match before {
        "" => "",
        _ if before.ends_with("\n\n") => "",
        _ if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let end = if after.is_empty() { "" } else { "\n" };
    format!("{before}{space}{entry}{end}{after}")
}

/// Where the first heading of the second level begins, outside of code.
fn newest(changelog: &str) -> Option<usize> {
    let (mut at, mut fenced) = (0, false);
    for line in changelog.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced && line.starts_with("## ") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::with_entry;

    #[test]
    fn the_newest_comes_first_and_what_users_wrote_stays() {
        let entry = "## New\n\n- a\n";
        assert_eq!(with_entry("", entry), "# Changelog\n\n## New\n\n- a\n");
        assert_eq!(
            with_entry("# Mine\n\nWords.\n\n## Old\n\n- b\n", entry),
            "# Mine\n\nWords.\n\n## New\n\n- a\n\n## Old\n\n- b\n"
        );
        assert_eq!(with_entry("Words.", entry), "Words.\n\n## New\n\n- a\n");
        assert_eq!(with_entry("## Old\n", entry), "## New\n\n- a\n\n## Old\n");
        let code = "# Mine\n\n```\n## no heading\n```\n";
        assert_eq!(with_entry(code, entry), format!("{code}\n{entry}"));
    }

    #[test]
    fn an_entry_is_not_put_there_twice() {
        let once = with_entry("# Mine\n\n## Old\n", "## New\n\n- a\n");
        assert_eq!(with_entry(&once, "## New\n\n- a\n"), once);
    }

    #[test]
    fn line_ends_stay() {
        let entry = "## New\n\n- a\n";
        assert_eq!(
            with_entry("# Mine\r\n\r\n## Old\r\n", entry),
            "# Mine\r\n\r\n## New\r\n\r\n- a\r\n\r\n## Old\r\n"
        );
    }

    #[test]
    fn two_entries_stand_one_above_the_other() {
        let one = with_entry("", "## One\n");
        assert_eq!(
            with_entry(&one, "## Two\n"),
            "# Changelog\n\n## Two\n\n## One\n"
        );
    }
}
