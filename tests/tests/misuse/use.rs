use communications::GraphClient;
use communications::models::{
    CallState, CommsOperation, call, comms_operation, entity, participant, record_operation,
};

fn main() {}

pub fn uses(graph: &GraphClient) {
    let calls = graph.communications().calls();
    let _ = calls.list().filter(call::STATE.eq(CallState::Hold)).select((call::ID, call::STATE));
    let _ = calls.list().filter(entity::ID.eq("1")).expand(call::PARTICIPANTS);
    let _ = calls.list().filter(call::PARTICIPANTS.any(|one| one.at(participant::IS_MUTED).eq(true)));
    let location = record_operation::RECORDING_LOCATION.seen_from::<CommsOperation>();
    let _ = calls.by_id("1").operations().list().select((comms_operation::STATUS, location));
}
