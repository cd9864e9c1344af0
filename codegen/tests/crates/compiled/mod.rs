//! Tests that compile generated crates, which takes most of the time of this suite: `--skip compiled` leaves them out.

mod build;
mod deep;
mod runtime;
