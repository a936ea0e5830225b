use communications::GraphClient;
use communications::models::participant;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let _ = graph.communications().calls().list().select([participant::IS_MUTED]);
}
