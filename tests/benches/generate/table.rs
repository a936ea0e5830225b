//! Measurements → tables in Markdown.

use std::fmt::Write as _;

use super::Measured;

type Grown = [(usize, Vec<Measured>)];

/// A line per stage, three columns per size; then how much the cost of each stage grows as its input doubles.
pub fn stages(grown: &Grown) -> String {
    let mut text = String::from("| stage |");
    for (times, _) in grown {
        let _ = write!(text, " v1.0 × {times}: s | CPU s | MB |");
    }
    for pair in grown.windows(2) {
        let _ = write!(text, " × {} ÷ × {} |", pair[1].0, pair[0].0);
    }
    let columns = 1 + 3 * grown.len() + grown.len().saturating_sub(1);
    let _ = writeln!(text, "\n|{}", "---|".repeat(columns));
    let stages = grown.first().map_or(0, |(_, rows)| rows.len());
    for stage in 0..stages {
        let rows: Vec<Measured> = grown.iter().map(|(_, rows)| rows[stage].clone()).collect();
        line(&mut text, &rows);
    }
    let all = grown.iter().map(|(_, rows)| Measured {
        what: "all".to_owned(),
        micros: rows.iter().map(|row| row.micros).sum(),
        ran: rows.iter().map(|row| row.ran).sum(),
        kilobytes: rows.iter().filter_map(|row| row.kilobytes).max(),
    });
    line(&mut text, &all.collect::<Vec<_>>());
    text
}

fn line(text: &mut String, rows: &[Measured]) {
    let what = rows.first().map_or("", |row| &row.what);
    let _ = write!(text, "| {what} |");
    for row in rows {
        figures(text, row);
    }
    for pair in rows.windows(2) {
        let cost = |row: &Measured| row.ran.unwrap_or(row.micros);
        let _ = write!(text, " {} |", ratio(cost(&pair[1]), cost(&pair[0])));
    }
    text.push('\n');
}

/// A line per run.
pub fn runs(rows: &[Measured]) -> String {
    let mut text = String::from("| csdlgen generate | s | CPU s | MB |\n|---|---|---|---|\n");
    for row in rows {
        let _ = write!(text, "| {} |", row.what);
        figures(&mut text, row);
        text.push('\n');
    }
    text
}

fn figures(text: &mut String, row: &Measured) {
    let unknown = || "?".to_owned();
    let ran = row.ran.map_or_else(unknown, seconds);
    let memory = row
        .kilobytes
        .map_or_else(unknown, |kilobytes| ((kilobytes + 500) / 1000).to_string());
    let _ = write!(text, " {} | {ran} | {memory} |", seconds(row.micros));
}

fn seconds(micros: u64) -> String {
    let millis = (micros + 500) / 1000;
    format!("{}.{:03}", millis / 1000, millis % 1000)
}

/// With two digits after the point.
fn ratio(more: u64, less: u64) -> String {
    let hundredths = (more * 100 + less / 2) / less.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
