//! Scalars on the wire.

use crate::model::Type;

/// The wire type of a value, which can be more precise than its Rust type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar {
    Text,
    Boolean,
    Whole,
    Number,
}

/// Returns the wire type of a Rust type.
pub(super) fn scalar(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::String | Type::DateTime | Type::LocalDateTime | Type::Date => Some(Scalar::Text),
        Type::Boolean => Some(Scalar::Boolean),
        Type::Integer(_) => Some(Scalar::Whole),
        Type::Float | Type::Decimal => Some(Scalar::Number),
        Type::Formatted(format) if format.is_text() => Some(Scalar::Text),
        Type::Formatted(_) => Some(Scalar::Whole),
        _ => None,
    }
}
