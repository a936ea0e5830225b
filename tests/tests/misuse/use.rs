use msgraph::GraphClient;
use msgraph::models::{CallState, call, entity};

fn main() {}

pub fn uses(graph: &GraphClient) {
    let calls = graph.communications().calls();
    let _ = calls.list().filter(call::STATE.eq(CallState::Hold)).select((call::ID, call::STATE));
    let _ = calls.list().filter(entity::ID.eq("1")).expand(call::PARTICIPANTS);
}
