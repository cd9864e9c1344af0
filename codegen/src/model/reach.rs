//! The types that the operations of a model lead to.

use std::collections::HashSet;

use super::{Field, Model, Operation, Type, TypeKind};

/// Drops the types that no operation leads to.
pub(crate) fn keep_reached(model: &mut Model) {
    let mut left: Vec<&str> = model.operations.iter().flat_map(named_types).collect();
    let mut reached: HashSet<String> = HashSet::new();
    while let Some(name) = left.pop() {
        if !reached.insert(name.to_owned()) {
            continue;
        }
        match model.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(fields)) => {
                left.extend(fields.iter().flat_map(|field: &Field| field.ty.names()));
            }
            Some(TypeKind::Union(union)) => {
                left.extend(union.alternatives.iter().flat_map(|one| one.ty.names()));
            }
            Some(TypeKind::Enumeration(_)) | None => {}
        }
    }
    model.types.retain(|name, _| reached.contains(name));
}

/// The types that an operation names.
pub(crate) fn named_types(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter().map(|one| &one.ty);
    let bodies = operation.responses.iter().flat_map(|one| &one.body);
    let headers = operation.responses.iter().flat_map(|one| &one.headers);
    parameters
        .chain(bodies)
        .chain(headers.map(|header| &header.ty))
        .flat_map(Type::names)
}
