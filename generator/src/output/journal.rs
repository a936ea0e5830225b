//! What a commit does, as text in the staging folder, so that another run can finish it.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::disk::Disk;
use super::{OutputError, RelativePath};

/// The journal's name while a commit goes forward.
pub(super) const JOURNAL: &str = "journal";
/// The journal's name while a commit is put back.
pub(super) const UNDO: &str = "undo";

const HEADER: &str = "csdlgen journal 1";

/// What happens to `src`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Nothing.
    Kept,
    /// It is exchanged with the staged one, which has this inode.
    Exchanged(u64),
    /// It is moved away and the staged one moved in.
    Renamed,
}

/// What a commit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) source: Source,
    /// Files outside `src` to remove, with their sums.
    pub(super) removals: Vec<(RelativePath, String)>,
    /// Files outside `src` to put into place, with the sums of those that they replace.
    pub(super) places: Vec<(RelativePath, Option<String>)>,
    /// Folders to remove if they are empty then, innermost first.
    pub(super) prunes: Vec<RelativePath>,
    /// Folders that the placed files need and that are missing, outermost first.
    pub(super) made: Vec<RelativePath>,
}

impl Journal {
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            removals: Vec::new(),
            places: Vec::new(),
            prunes: Vec::new(),
            made: Vec::new(),
        }
    }
}

impl Journal {
    /// Writes the journal so that it appears whole or not at all.
    pub(super) fn write(&self, staging: &Path, disk: Disk<'_>) -> Result<(), OutputError> {
        let draft = staging.join("journal.draft");
        disk.write(&draft, &self.render())?;
        disk.rename(&draft, &staging.join(JOURNAL))
    }

    /// The journal of this name, if there is one.
    pub(super) fn read(staging: &Path, name: &str) -> Result<Option<Self>, OutputError> {
        let path = staging.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => match Self::parse(&text) {
                Ok(journal) => Ok(Some(journal)),
                Err((line, reason)) => Err(OutputError::Damaged { path, line, reason }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(OutputError::io("read", &path, error)),
        }
    }

    fn render(&self) -> String {
        let mut text = format!("{HEADER}\n");
        // Writing to a string cannot fail.
        let _ = match self.source {
            Source::Kept => writeln!(text, "src kept"),
            Source::Exchanged(inode) => writeln!(text, "src exchanged {inode}"),
            Source::Renamed => writeln!(text, "src renamed"),
        };
        for (path, sum) in &self.removals {
            let _ = writeln!(text, "remove {sum} {path}");
        }
        for (path, sum) in &self.places {
            let _ = writeln!(text, "place {} {path}", sum.as_deref().unwrap_or("-"));
        }
        for (verb, paths) in [("prune", &self.prunes), ("made", &self.made)] {
            for path in paths {
                let _ = writeln!(text, "{verb} - {path}");
            }
        }
        text
    }

    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err((1, format!("the first line is not {HEADER:?}")));
        }
        let source = match lines.next() {
            Some("src kept") => Source::Kept,
            Some("src renamed") => Source::Renamed,
            other => other
                .and_then(|line| line.strip_prefix("src exchanged ")?.parse().ok())
                .map(Source::Exchanged)
                .ok_or_else(|| (2, "the line does not say what happens to src".to_owned()))?,
        };
        let mut journal = Self::new(source);
        for (index, line) in lines.enumerate() {
            journal.add(line).map_err(|reason| (index + 3, reason))?;
        }
        Ok(journal)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.splitn(3, ' ');
        let (Some(verb), Some(sum), Some(path)) = (words.next(), words.next(), words.next()) else {
            return Err("the line is not an entry of a journal".to_owned());
        };
        let path = RelativePath::new(path).map_err(|error| error.to_string())?;
        match verb {
            "remove" => self.removals.push((path, sum.to_owned())),
            "place" => self
                .places
                .push((path, (sum != "-").then(|| sum.to_owned()))),
            "prune" => self.prunes.push(path),
            "made" => self.made.push(path),
            _ => return Err("the line is not an entry of a journal".to_owned()),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Journal, RelativePath, Source};

    #[test]
    fn reads_what_it_writes() {
        let path = |text| RelativePath::new(text).unwrap();
        for source in [Source::Kept, Source::Exchanged(7), Source::Renamed] {
            let journal = Journal {
                source,
                removals: vec![(path("a b"), "12".to_owned())],
                places: vec![(path("x"), None), (path("y/z"), Some("34".to_owned()))],
                prunes: vec![path("a")],
                made: vec![path("y")],
            };
            assert_eq!(Journal::parse(&journal.render()).unwrap(), journal);
        }
    }

    #[test]
    fn refuses_what_it_does_not_write() {
        let fault = |text: &str| Journal::parse(text).unwrap_err().0;
        assert_eq!(fault(""), 1);
        assert_eq!(fault("csdlgen journal 1\n"), 2);
        assert_eq!(fault("csdlgen journal 1\nsrc kept\nplace -\n"), 3);
        assert_eq!(
            fault("csdlgen journal 1\nsrc kept\nprune - a\nplace - ../a\n"),
            4
        );
        assert_eq!(fault("csdlgen journal 1\nsrc kept\nmove - a\n"), 3);
    }
}
