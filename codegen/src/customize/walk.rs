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
                    visit_both(&mut field.value.ty, &mut field.value.declared, change);
                }
            }
            KindHistory::Union(choices) => {
                for choice in choices {
                    let one = &mut choice.value.alternative;
                    visit_both(&mut one.ty, &mut one.declared, change);
                }
            }
            KindHistory::Enumeration(..) => {}
        }
    }
    for alias in &mut history.aliases {
        visit_both(&mut alias.ty, &mut alias.declared, change);
    }
    for operation in &mut history.operations {
        for parameter in &mut operation.parameters {
            let one = &mut parameter.value;
            visit_both(&mut one.ty, &mut one.declared, change);
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
            visit_both(body, &mut response.declared, change);
        }
        let stream = response.stream.as_mut();
        if let Some(item) = stream.and_then(|stream| stream.item.as_mut()) {
            visit_type(item, change);
        }
        for header in &mut response.headers {
            visit_both(&mut header.ty, &mut header.declared, change);
        }
    }
}

fn visit_both(ty: &mut Type, declared: &mut Option<Box<Type>>, change: &mut impl FnMut(&mut Type)) {
    visit_type(ty, change);
    if let Some(declared) = declared {
        visit_type(declared, change);
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
        Type::Alias { target, .. } => visit_type(target, change),
        Type::Tuple(elements) | Type::OneOf(elements) => {
            for element in elements {
                visit_type(element, change);
            }
        }
        _ => {}
    }
}
