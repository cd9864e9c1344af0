//! Tests of the runtime, on handwritten models in the generated form.

// Tests and their helpers may panic.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod dates;
mod decimal;
mod errors;
mod formats;
mod hostile;
mod json;
mod kept;
mod model;
mod models;
mod properties;
mod readers;
mod text_values;
mod union;
