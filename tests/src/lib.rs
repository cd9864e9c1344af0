//! Support for the tests of the workspace: the examples of the README, and a local server.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../codegen/README.md")]
struct ReadmeOfTheGenerator;

#[cfg(doctest)]
#[doc = include_str!("../../generated/README.md")]
struct ReadmeOfTheTypes;

#[cfg(doctest)]
#[doc = include_str!("../../billing-macros/README.md")]
struct ReadmeOfTheMacro;

pub mod samples;
pub mod server;
