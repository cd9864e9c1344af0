//! Promises of `#[versioned]` and errors that it reports, one file each.
//!
//! After a change of a message run `TRYBUILD=overwrite cargo test -p billing-ui-tests` and read the difference.

#[test]
fn compiled_cases() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
}
