use communications::GraphClient;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let call = graph.communications().calls().by_id("1");
    let _ = call.update_recording_status("recording");
}
