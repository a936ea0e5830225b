use communications::GraphClient;
use communications::models::Participant;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let _ = graph.communications().calls().list().select([Participant::IS_MUTED]);
}
