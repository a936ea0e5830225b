use communications::models::Participant;

fn main() {
    let _ = Participant::IS_MUTED.starts_with("x");
}
