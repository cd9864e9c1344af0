//! `verify`: the examples of documents against what the documents say of them.
//!
//! Examples and defaults stand beside schemas, media types, parameters, headers and responses, under `components`, and in the
//! files of `x-ms-examples`, which hold a request and what comes back. Each is read by the rules of the generated types: scalars
//! by the runtime itself, and what holds them as the model says. So what the types would keep or refuse is what is reported,
//! and with it what they do not notice: limits, patterns, lists of numbers.
#![doc = include_str!("checks.md")]

mod check;
mod choice;
mod declaration;
mod exchange;
mod input;
mod limits;
mod mismatch;
mod reading;
mod report;
mod scalar;
mod verifier;

pub use check::{Check, Effect};
pub use input::{Error, Options, run};
pub use mismatch::Mismatch;
pub use reading::{Expected, Reading, read};
pub use report::{Finding, Format, Report};
