use communications::models::participant;

fn main() {
    let _ = participant::IS_MUTED.starts_with("x");
}
