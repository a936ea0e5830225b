use communications::GraphClient;
use communications::models::Call;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let _ = graph.communications().calls().list().expand(Call::SUBJECT);
}
