//! The types that operations reach.

use std::collections::HashSet;

use super::{Model, Operation, Type, TypeKind};

/// Returns the names of the types that operations of a model refer to, directly or through other types.
pub(crate) fn reached_types<'m>(
    model: &'m Model,
    operations: impl Iterator<Item = &'m Operation>,
) -> HashSet<&'m str> {
    let mut left: Vec<&str> = operations.flat_map(named_types).collect();
    let mut reached: HashSet<&str> = HashSet::new();
    while let Some(name) = left.pop() {
        if !reached.insert(name) {
            continue;
        }
        match model.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(fields)) => {
                left.extend(fields.iter().flat_map(|field| field.ty.names()));
            }
            Some(TypeKind::Union(union)) => {
                left.extend(union.alternatives.iter().flat_map(|one| one.ty.names()));
            }
            Some(TypeKind::Enumeration(_)) | None => {}
        }
    }
    reached
}

/// Removes the types that no operation reaches.
pub(crate) fn keep_reached(model: &mut Model) {
    let reached = reached_types(model, model.operations.iter());
    let reached: HashSet<String> = reached.into_iter().map(str::to_owned).collect();
    model.types.retain(|name, _| reached.contains(name));
}

/// Returns the names of the types in the parameters, bodies and response headers of an operation.
pub(crate) fn named_types(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter().map(|one| &one.ty);
    let bodies = operation.responses.iter().flat_map(|one| &one.body);
    let headers = operation.responses.iter().flat_map(|one| &one.headers);
    parameters
        .chain(bodies)
        .chain(headers.map(|header| &header.ty))
        .flat_map(Type::names)
}
