//! Diagnostics of bad documents: a table of documents with their exact messages, and the explanations of all codes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod explain;
mod formats;
mod levels;
mod markdown;
mod project;
mod table;
