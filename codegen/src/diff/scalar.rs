//! Scalars on the wire.

use crate::model::{Constraints, Model, Type, TypeKind, Union, ValueKind};

use super::reach::core;

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

/// Returns whether a union allows the same values as a scalar: one of its alternatives is the scalar, and every other one is
/// narrower, such as a list of known texts beside any text.
pub(super) fn is_same_as(
    (model, union): (&Model, &Union),
    (ty, constraints): (&Type, &Constraints),
) -> bool {
    let alternatives = || union.alternatives.iter();
    let is_scalar = |ty: &Type| scalar(ty).is_some();
    is_scalar(ty)
        && alternatives().any(|one| core(&one.ty) == ty && one.constraints == *constraints)
        && alternatives().all(|one| covers(ty, core(&one.ty), model))
}

fn covers(wide: &Type, narrow: &Type, model: &Model) -> bool {
    let listed = match narrow {
        Type::Named(name) => model.types.get(name).and_then(|ty| match &ty.kind {
            TypeKind::Enumeration(kind, _) => Some(*kind),
            _ => None,
        }),
        _ => None,
    };
    match (scalar(wide), listed, scalar(narrow)) {
        _ if wide == narrow => true,
        (_, Some(ValueKind::Text), _) => *wide == Type::String,
        (Some(Scalar::Whole | Scalar::Number), Some(ValueKind::Integer), _) => true,
        (Some(Scalar::Text), None, Some(Scalar::Text)) => *wide == Type::String,
        (Some(Scalar::Number), None, Some(Scalar::Whole)) => true,
        _ => false,
    }
}
