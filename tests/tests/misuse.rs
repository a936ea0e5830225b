//! What makes no sense does not compile, and the compiler says why.

#[test]
fn misuse_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/misuse/use.rs");
    cases.compile_fail("tests/misuse/filter_*.rs");
    cases.compile_fail("tests/misuse/list_*.rs");
    cases.compile_fail("tests/misuse/argument_*.rs");
    cases.compile_fail("tests/misuse/verb_*.rs");
}
