//! Prints a report of the last days, as CSV: `read_report D7`.

use graph_areas::{Outcome, argument, graph};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let period = argument(1, "D7, D30, D90 or D180")?;
    let report = graph
        .reports()
        .get_teams_user_activity_counts(period)
        .await?;
    println!("{}", String::from_utf8_lossy(&report));
    Ok(())
}
