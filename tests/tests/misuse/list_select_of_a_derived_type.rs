use communications::GraphClient;
use communications::models::record_operation;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let operations = graph.communications().calls().by_id("1").operations();
    let _ = operations.list().select([record_operation::RECORDING_LOCATION]);
}
