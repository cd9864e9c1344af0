//! Promises of `#[versioned]` and errors that it reports, one file each.
//!
//! After a change of a message run `TRYBUILD=overwrite cargo test -p billing-tests --test macros` and read the difference.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
}
