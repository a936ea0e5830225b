use communications::GraphClient;
use communications::models::{
    Call, CallState, CommsOperation, Entity, Participant, RecordOperation,
};

pub fn uses(graph: &GraphClient) {
    let calls = graph.communications().calls();
    let _ = calls
        .list()
        .filter(Call::STATE.eq(CallState::Hold))
        .select((Call::ID, Call::STATE));
    let _ = calls
        .list()
        .filter(Entity::ID.eq("1"))
        .expand(Call::PARTICIPANTS);
    let _ = calls
        .list()
        .filter(Call::PARTICIPANTS.any(|one| one.at(Participant::IS_MUTED).eq(true)));
    let location = RecordOperation::RECORDING_LOCATION.seen_from::<CommsOperation>();
    let _ = calls
        .by_id("1")
        .operations()
        .list()
        .select((CommsOperation::STATUS, location));
}
