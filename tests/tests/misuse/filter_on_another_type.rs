use communications::GraphClient;
use communications::models::participant;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let _ = graph.communications().calls().list().filter(participant::IS_MUTED.eq(true));
}
