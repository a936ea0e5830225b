use communications::models::Call;

fn main() {
    let _ = Call::SUBJECT.in_([Call::ID]);
}
