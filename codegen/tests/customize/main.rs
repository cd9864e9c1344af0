//! Tests of customizations: the definitions, their compilation, and the values of customized types.
//!
//! `types/` has one rule of each kind in its configuration, and `golden.rs` has its definitions form (`BLESS=1` rewrites
//! it). `dates/` is generated with each choice of types. Everything is compiled as one crate, which reads and writes the
//! values, and `types/` in definitions form as another one.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

#[path = "../support/cargo.rs"]
mod cargo;
mod compiled;
mod configuration;
mod definitions;
#[path = "../crates/folder.rs"]
#[allow(dead_code, reason = "the tests of crates use the rest")]
mod folder;
mod hooks;
mod lineage;
mod problems;

use std::path::{Path, PathBuf};

fn home(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/customize")
        .join(path)
}
