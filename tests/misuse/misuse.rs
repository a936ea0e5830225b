//! What makes no sense does not compile, and the compiler says why.

/// What does compile, so that nothing else makes the others fail.
#[path = "sound.rs"]
mod sound;

#[test]
fn misuse_does_not_compile() {
    let _ = sound::uses;
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/filter_*.rs");
    cases.compile_fail("cases/list_*.rs");
    cases.compile_fail("cases/argument_*.rs");
    cases.compile_fail("cases/verb_*.rs");
}
