use communications::GraphClient;
use communications::models::{call, participant};

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let calls = graph.communications().calls();
    let _ = calls.list().filter(call::PARTICIPANTS.any(|_| participant::IS_MUTED.eq(true)));
}
