use communications::GraphClient;
use communications::models::Participant;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let _ = graph.communications().calls().list().filter(Participant::IS_MUTED.eq(true));
}
