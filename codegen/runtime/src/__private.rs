//! Names for generated code only: they are no part of the public API, and may change in any release.
//!
//! Generated code names the whole runtime through this module.

pub use super::*;

pub use super::enumeration::{
    enumeration_from_text, list_enumeration, read_enumeration, write_enumeration,
};
pub use super::erased_box::{
    Erasable, ErasableHash, ErasableStep, ErasedError, ReadErased, hash_erased, read_erased,
};
pub use super::implement::{enumeration, integer_enumeration, structure, union};
pub use super::implement_versions::{any, conversions, marks, shaped};
pub use super::integer_enumeration::{
    enumeration_from_integer, list_integer_enumeration, read_integer_enumeration,
    write_integer_enumeration,
};
pub use super::json::NodeSource;
pub use super::lineage::{
    Lineage, VersionValue, move_any, move_shape, no_such_type, shape_in, step_to,
};
pub use super::model::{
    Members, Model, list_model, optional, others, read_model, read_model_boxed, required,
    write_model,
};
pub use super::moves::{MoveBy, Neighbor, Shaped, step_strictly};
pub use super::order::{
    Before, Behind, Between, Beyond, Bit, Inside, Less, Locate, Numbered, Seen, Side, Until,
    VersionSet,
};
pub use super::screening::{MemberNames, Screening};
pub use super::served::served;
pub use super::source::deserialize;
pub use super::step::{
    Retype, Step, StepFailure, carry, carry_converted, carry_retyped, carry_step,
    carry_step_infallible, constant, convert_alternative, convert_enumeration,
    convert_integer_enumeration, keep_removed, rename_spelling, require, required_step, retype,
    step_infallible, take_kept, text_constant,
};
#[cfg(feature = "testing")]
pub use super::testing::{ParseRequestError, RequestReader, ResponseWriter, ServedCall};
pub use super::union::{
    Discriminator, DiscriminatorCase, Union, read_into, read_union, screen_into,
};
