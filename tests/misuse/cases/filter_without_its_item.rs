use communications::GraphClient;
use communications::models::{Call, Participant};

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let calls = graph.communications().calls();
    let _ = calls.list().filter(Call::PARTICIPANTS.any(|_| Participant::IS_MUTED.eq(true)));
}
