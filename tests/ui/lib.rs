//! Cases of `#[versioned]`, compiled by the test `macros`: those in `pass/` run, those in `fail/` show their message.
