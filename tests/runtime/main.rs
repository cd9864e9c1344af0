//! What the runtime of generated types promises, on models written by hand in the generated form.

// A test may do what a library may not, in its helpers too.
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
