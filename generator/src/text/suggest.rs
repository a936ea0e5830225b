//! The nearest name to one that does not exist.
//!
//! What comes in: an unknown name and the names that there are. What goes out: the one that was probably
//! meant.

/// How far apart two names may be, as a part of the length of the longer: one in this many characters.
const CHARACTERS_PER_EDIT: usize = 4;
/// How far apart two names may be at most.
const MAX_EDITS: usize = 4;

/// The candidate that was probably meant: the same short name in another namespace, else the one that the
/// fewest edits reach.
pub(crate) fn nearest<'c>(
    unknown: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let short = short_name(unknown);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = if candidate == unknown {
            continue;
        } else if short_name(candidate).eq_ignore_ascii_case(short) {
            0
        } else {
            let limit = best.map_or(usize::MAX, |(distance, _)| distance);
            match edits(short, short_name(candidate), limit) {
                Some(distance) => distance,
                None => continue,
            }
        };
        if best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The part after the last dot.
pub(crate) fn short_name(qualified: &str) -> &str {
    qualified.rsplit('.').next().unwrap_or(qualified)
}

/// How many characters must be added, removed, replaced or swapped with the next; `None` where too many, or
/// at least `limit`.
fn edits(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let most = (a.len().max(b.len()) / CHARACTERS_PER_EDIT).clamp(1, MAX_EDITS);
    if a.len().abs_diff(b.len()) > most || a.is_empty() {
        return None;
    }
    // Distances of the beginnings of `a` so far to all beginnings of `b`: now, one and two rows before.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        row.push(i + 1);
        for (j, to) in b.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&last, j) + usize::from(from != to);
            let mut fewest = replaced.min(at(&row, j) + 1).min(at(&last, j + 1) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from);
            if swapped {
                fewest = fewest.min(at(&before, j - 1) + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut last, row);
    }
    let distance = last.last().copied()?;
    (distance <= most && distance < limit).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_likely_name() {
        let names = ["a.b.user", "a.b.group", "c.messageRule", "Edm.String"];
        let near = |name: &str| nearest(name, names.iter().copied());
        assert_eq!(near("a.b.usr"), Some("a.b.user"));
        assert_eq!(near("x.user"), Some("a.b.user"));
        assert_eq!(near("a.b.User"), Some("a.b.user"));
        assert_eq!(near("c.messagRules"), Some("c.messageRule"));
        assert_eq!(near("Edm.string"), Some("Edm.String"));
        assert_eq!(near("Edm.Srting"), Some("Edm.String"));
        assert_eq!(near("a.b.entirelyDifferent"), None);
        assert_eq!(near(""), None);
    }
}
