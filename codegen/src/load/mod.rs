//! Loads the documents that a user names: files, folders of api-versions, services, and what comes with this package.
//!
//! A [`Spec`] names the documents of one API, and [`LoadOptions`] hold for all documents of a run: limits, levels of lints,
//! a selection, a configuration file. [`Spec::load`] finds the files and applies the overrides. All commands and builders
//! load by this module, so that each of them accepts the same names and options.

mod ahead;
mod bundled;
mod candidate;
#[cfg(feature = "checks")]
mod checks;
mod error;
mod fragments;
mod git;
mod input;
mod named;
mod names;
#[cfg(feature = "checks")]
pub(crate) use checks::service_without;
#[cfg(feature = "checks")]
pub(crate) use names::is_version;
mod options;
mod order;
mod read;
mod spec;
mod specs;
mod text;
#[cfg(feature = "checks")]
mod warnings;

pub use error::Error;
pub use options::LoadOptions;
pub(crate) use options::load_methods;
pub(crate) use read::{ModelReader, Reading, VersionInput};
pub use spec::{LoadedSpecs, Spec, services};
pub use specs::Specs;
#[cfg(feature = "checks")]
pub use warnings::Warnings;
