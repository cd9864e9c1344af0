//! Visits the types in a history.

use crate::{
    history::{History, KindHistory},
    model::{Operation, Type},
};

/// Calls `change` with each type in a history, from the outside in: the types inside a type are visited after it was
/// changed.
pub(super) fn visit_types(history: &mut History, change: &mut impl FnMut(&mut Type)) {
    for definition in &mut history.types {
        match &mut definition.kind {
            KindHistory::Struct(fields) => {
                for field in fields {
                    visit_type(&mut field.value.ty, change);
                }
            }
            KindHistory::Union(choices) => {
                for choice in choices {
                    visit_type(&mut choice.value.alternative.ty, change);
                }
            }
            KindHistory::Enumeration(_) => {}
        }
    }
    for operation in &mut history.operations {
        for parameter in &mut operation.parameters {
            visit_type(&mut parameter.value.ty, change);
        }
        visit_operation(&mut operation.newest, change);
        for example in &mut operation.examples {
            if let Some(body) = &mut example.response.body {
                visit_type(body, change);
            }
        }
    }
}

fn visit_operation(operation: &mut Operation, change: &mut impl FnMut(&mut Type)) {
    for parameter in &mut operation.parameters {
        visit_type(&mut parameter.ty, change);
    }
    for response in &mut operation.responses {
        if let Some(body) = &mut response.body {
            visit_type(body, change);
        }
        for header in &mut response.headers {
            visit_type(&mut header.ty, change);
        }
    }
}

fn visit_type(ty: &mut Type, change: &mut impl FnMut(&mut Type)) {
    change(ty);
    match ty {
        Type::Array(inner)
        | Type::Map(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner)
        | Type::Erased(inner) => {
            visit_type(inner, change);
        }
        Type::Tuple(elements) | Type::OneOf(elements) => {
            for element in elements {
                visit_type(element, change);
            }
        }
        _ => {}
    }
}
