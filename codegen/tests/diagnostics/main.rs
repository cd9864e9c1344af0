//! What is told of bad documents: a table of them with the exact messages, and the explanations of all codes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod explain;
mod formats;
mod levels;
mod markdown;
mod project;
mod table;
