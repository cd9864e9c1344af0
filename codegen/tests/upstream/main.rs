//! A small upstream of its own making (`checkout/`): a document that people write, and one as a tool writes it.
//!
//! What `import` makes of them is in `golden/`; `BLESS=1` writes that, to be read.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod compare;
#[path = "../crates/folder.rs"]
#[allow(dead_code, reason = "the tests of crates use the rest")]
mod folder;
mod import;
mod new_version;
mod record;
mod remove_version;

use std::{
    fs,
    path::{Path, PathBuf},
};

use folder::Folder;

pub(crate) const HAND_WRITTEN: &str = "checkout/shop/hand-written/shop.json";
pub(crate) const TOOL_WRITTEN: &str = "checkout/shop/tool-written/openapi.json";

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upstream")
}

/// A folder with a copy of the checkout.
pub(crate) fn folder() -> Folder {
    let folder = Folder::new();
    for path in ["checkout/common/types.json", HAND_WRITTEN, TOOL_WRITTEN] {
        folder.write(path, &fs::read_to_string(here().join(path)).unwrap());
    }
    folder
}

/// The words of a command line that imports a document.
pub(crate) fn import<'w>(document: &'w str, version: &'w str, more: &[&'w str]) -> Vec<&'w str> {
    let mut words = vec!["import", document, "--root", "checkout", "--out", version];
    words.extend(more);
    words
}

/// A folder that has imported the orders and the stock of the hand-written document.
pub(crate) fn imported() -> Folder {
    let folder = folder();
    folder.run_ok(&import(
        HAND_WRITTEN,
        "specs/shop/2024-01-01",
        &["--operations", "Orders_*", "Stock_*", "--floats", "decimal"],
    ));
    folder
}
