//! Lists the alerts that are new, page by page: `security_alerts`.

use graph_areas::{Outcome, graph};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let graph = graph()?;
    let alerts = graph.security().alerts_v2().list();
    let mut alerts = alerts.filter("status eq 'new'").top(50).items();
    while let Some(alert) = alerts.try_next().await? {
        let severity = alert
            .severity
            .map_or("unknown".to_owned(), |it| format!("{it:?}"));
        println!("{severity}: {}", alert.title.unwrap_or_default());
    }
    Ok(())
}
