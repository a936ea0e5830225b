use communications::models::call;

fn main() {
    let _ = call::SUBJECT.in_([call::ID]);
}
