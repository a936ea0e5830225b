use communications::GraphClient;
use communications::models::RecordOperation;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let operations = graph.communications().calls().by_id("1").operations();
    let _ = operations.list().select([RecordOperation::RECORDING_LOCATION]);
}
