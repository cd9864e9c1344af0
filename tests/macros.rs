//! What `#[versioned]` promises and what it refuses: one file each.
//!
//! After a change of a message: `TRYBUILD=overwrite cargo test -p billing-tests --test macros`, and read the difference.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
}
