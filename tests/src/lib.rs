//! Tests of the workspace from the outside: doc tests of the READMEs and of chapters that need features, and the local server.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../codegen/docs/types.md")]
struct Types;

#[cfg(doctest)]
#[doc = include_str!("../../codegen/docs/operations.md")]
struct Operations;

#[cfg(doctest)]
#[doc = include_str!("../../codegen/docs/clients.md")]
struct Clients;

#[cfg(doctest)]
#[doc = include_str!("../../codegen/docs/testing.md")]
struct Testing;

#[cfg(doctest)]
#[doc = include_str!("../../codegen/README.md")]
struct ReadmeOfTheGenerator;

#[cfg(doctest)]
#[doc = include_str!("../../generated/README.md")]
struct ReadmeOfTheTypes;

#[cfg(doctest)]
#[doc = include_str!("../../billing-macros/README.md")]
struct ReadmeOfTheMacro;

pub use billing_local_server::{samples, server};
