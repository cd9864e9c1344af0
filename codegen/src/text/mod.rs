//! The ground floor: trees, the texts they were read from, and the places in them.
//!
//! A [`Node`] is a value, [`Sources`] hold the texts, and a [`Place`] names a node or a byte of one of them.
//! `positions` finds its line. Nothing here reads a file or knows what a diagnostic is.

mod limits;
mod members;
mod node;
mod place;
pub(crate) mod positions;
mod sources;
mod spanned;
#[cfg(feature = "checks")]
mod visible;

pub(crate) use limits::Excess;
pub use limits::{ResourceLimits, UnknownLimit};
pub use members::Members;
pub use node::Node;
pub(crate) use node::{push_segment, segments, unescaped};
pub use place::{Place, Spot};
pub(crate) use positions::MERGE;
pub(crate) use sources::Annotation;
pub use sources::{Format, Sources};
pub use spanned::Spanned;
#[cfg(feature = "checks")]
pub(crate) use visible::visible;
