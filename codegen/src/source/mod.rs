//! YAML and JSON texts as ordered trees, and the folders they lie in.
//!
//! A [`Workspace`] reads each file once, follows `$ref`s to other files and never leaves its root. [`Specs`] finds the
//! services and api-versions under the root, and an [`Input`] those of the files and folders that a user names.

mod input;
mod limits;
mod members;
mod node;
mod order;
pub(crate) mod positions;
mod reader;
mod specs;
mod workspace;

pub use input::{Input, InputOptions, OVERRIDES};
pub use limits::{Limits, UnknownLimit};
pub use members::Members;
pub use node::Node;
pub(crate) use node::{push_segment, segments, unescaped};
pub use specs::{ApiVersion, Service, Specs};
pub use workspace::{File, Workspace};
