//! From what a user names to documents: files, folders of api-versions, and what comes with this package.
//!
//! [`Specs`] finds the services and api-versions under a folder, an [`Input`] those of the files and folders that a user
//! names.

pub(crate) mod bundled;
mod input;
#[cfg(feature = "checks")]
pub(crate) mod named;
mod names;
mod order;
mod spec;
mod specs;

pub use input::Input;
pub use names::InputOptions;
pub use spec::Spec;
pub use specs::Specs;
