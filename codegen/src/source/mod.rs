//! YAML and JSON texts as ordered trees, with `$ref`s across files.
//!
//! A [`Workspace`] reads each file once, resolves `$ref`s to other files and reads nothing outside its root. An
//! [`ApiVersion`] lists the files of one document; [`load`](crate::load) finds them.

mod files;
mod fragment_name;
mod node_ref;
mod reader;
mod service;
mod unclosed_quote;
mod workspace;

#[cfg(feature = "checks")]
pub(crate) use crate::text::JsonValue;
pub use crate::text::{Members, Node, ResourceLimits, UnknownLimit};
pub(crate) use crate::text::{push_segment, segments, unescaped};
pub(crate) use files::{percent_decoded, read_regular, reason};
pub(crate) use fragment_name::is_fragment_name;
pub(crate) use node_ref::NodeRef;
#[cfg(feature = "checks")]
pub(crate) use reader::parse_json;
pub use service::{ApiVersion, Service};
pub(crate) use workspace::ShownRoot;
pub use workspace::{File, LEVELS, OVERRIDES, UPSTREAM, Workspace};
