//! Verification of the examples in documents against their schemas.
//!
//! Examples and defaults stand beside schemas, media types, parameters, headers and responses, under `components`, and in the
//! files of `x-ms-examples`, which hold a request and what comes back. Each is read by the rules of the generated types: scalars
//! by the runtime itself, and what holds them as the model says. So what the types would keep or refuse is what is reported,
//! and with it what they do not notice: limits, patterns, lists of numbers.
//!
//! ```
//! use billing_codegen::{Spec, load::LoadOptions, verify::{self, Check}};
//!
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("shop.yaml");
//! std::fs::write(&path, "
//! openapi: 3.0.3
//! info: { title: Shop, version: v1 }
//! paths: {}
//! components:
//!   schemas:
//!     Day: { type: string, format: date, example: 2018-02-30 }
//! ")?;
//!
//! let report = verify::run(&[Spec::new(path)], &LoadOptions::new())?;
//! assert_eq!(report.findings[0].mismatch.check, Check::Format);
//! assert_eq!(report.summary(), "1 example checked: 1 mismatch\n     1 format\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![doc = include_str!("checks.md")]

mod annotations;
mod check;
mod choice;
mod declaration;
mod exchange;
mod keywords;
mod kind;
mod limits;
mod listed;
mod lookups;
mod mismatch;
mod patterns;
mod reading;
mod report;
mod run;
mod scalar;
mod schema;
mod verifier;

pub use check::{Check, Effect};
pub use mismatch::Mismatch;
pub use reading::{Expected, Reading, Role, read};
pub use report::{Finding, JSON_VERSION, Report};
pub use run::run;
