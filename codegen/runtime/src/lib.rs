//! The runtime of the types that `billing-codegen` generates.
//!
//! Generated crates depend on this package or hold a copy of its sources; either way it is their module `runtime`.
#![cfg_attr(feature = "types", doc = "")]
#![cfg_attr(feature = "types", doc = include_str!("overview.md"))]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "sources")]
pub mod sources;

// One module holds everything that a copy consists of, so that one condition turns all of it off.
#[cfg(feature = "types")]
#[path = "mod.rs"]
mod types;

#[cfg(feature = "types")]
pub use types::*;
