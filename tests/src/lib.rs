//! Tests of the workspace as its users see it, and the examples of the README.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

pub mod server;
