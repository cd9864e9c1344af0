//! The types that stand in a history.

use crate::{
    history::{History, KindHistory},
    model::{Operation, Type},
};

/// Shows each type that stands somewhere, from the outside in: what it holds is looked at after it was changed.
pub(super) fn types(history: &mut History, change: &mut impl FnMut(&mut Type)) {
    for definition in &mut history.types {
        match &mut definition.kind {
            KindHistory::Struct(fields) => {
                for field in fields {
                    inside(&mut field.value.ty, change);
                }
            }
            KindHistory::Union(choices) => {
                for choice in choices {
                    inside(&mut choice.value.alternative.ty, change);
                }
            }
            KindHistory::Enumeration(_) => {}
        }
    }
    for operation in &mut history.operations {
        for parameter in &mut operation.parameters {
            inside(&mut parameter.value.ty, change);
        }
        of_operation(&mut operation.newest, change);
        for example in &mut operation.examples {
            if let Some(body) = &mut example.response.body {
                inside(body, change);
            }
        }
    }
}

fn of_operation(operation: &mut Operation, change: &mut impl FnMut(&mut Type)) {
    for parameter in &mut operation.parameters {
        inside(&mut parameter.ty, change);
    }
    for response in &mut operation.responses {
        if let Some(body) = &mut response.body {
            inside(body, change);
        }
        for header in &mut response.headers {
            inside(&mut header.ty, change);
        }
    }
}

fn inside(ty: &mut Type, change: &mut impl FnMut(&mut Type)) {
    change(ty);
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            inside(inner, change);
        }
        Type::Tuple(elements) => {
            for element in elements {
                inside(element, change);
            }
        }
        _ => {}
    }
}
