//! Tests of the workspace as its users see it, the examples of the README, and the server that both talk to.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

pub mod samples;
pub mod server;
