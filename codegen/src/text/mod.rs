//! Trees, the texts that they were read from, and places in them.
//!
//! A [`Node`] is a value, [`Sources`] has the texts, and a [`Place`] identifies a node or byte of a text. `positions` finds the
//! line of a node. This is the lowest room: it reads no files and knows no diagnostics.

#[cfg(feature = "checks")]
mod json_value;
mod limits;
mod lines;
mod members;
mod node;
mod number;
mod place;
pub(crate) mod positions;
mod sources;
mod spanned;
mod visible;

#[cfg(feature = "checks")]
pub(crate) use json_value::JsonValue;
pub(crate) use limits::Excess;
pub use limits::{ResourceLimits, UnknownLimit};
pub(crate) use lines::{Lines, Position};
pub use members::Members;
pub use node::Node;
pub(crate) use node::{push_segment, segments, unescaped};
pub(crate) use number::{compare_numbers, is_whole};
pub use place::{Place, Spot};
pub(crate) use positions::MERGE;
pub(crate) use sources::{Annotation, prefixes};
pub use sources::{Format, Sources};
pub use spanned::Spanned;
pub(crate) use visible::{visible, visible_lines};
