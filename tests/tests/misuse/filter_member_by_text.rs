use communications::GraphClient;
use communications::models::call;

fn main() {}

pub fn misuses(graph: &GraphClient) {
    let _ = graph.communications().calls().list().filter(call::STATE.eq("established"));
}
