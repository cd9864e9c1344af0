//! Boxes recursive types.

use std::collections::{HashMap, HashSet};

use super::{Type, TypeDefinition, TypeKind, graph};

/// Boxes fields through which a type contains itself, and the structs of unions, so that a union is not as large as
/// its largest alternative. Lists and maps hold their elements behind a pointer already.
pub(super) fn box_recursion(types: &mut [TypeDefinition]) {
    let structs: HashSet<String> = types
        .iter()
        .filter(|ty| matches!(ty.kind, TypeKind::Struct(_)))
        .map(|ty| ty.name.clone())
        .collect();
    for definition in types.iter_mut() {
        if let TypeKind::Union(union) = &mut definition.kind {
            for alternative in &mut union.alternatives {
                if target_without_pointer(&alternative.ty)
                    .is_some_and(|name| structs.contains(name))
                {
                    put_in_box(&mut alternative.ty);
                }
            }
        }
    }
    let components = components(types);
    for definition in types {
        let own = components.get(&definition.name).copied();
        for ty in contained_types(&mut definition.kind) {
            if own.is_some()
                && target_without_pointer(ty)
                    .is_some_and(|name| components.get(name).copied() == own)
            {
                put_in_box(ty);
            }
        }
    }
}

fn contained_types(kind: &mut TypeKind) -> Vec<&mut Type> {
    kind.part_types_mut().flat_map(flatten_tuple).collect()
}

/// Returns the element types of a tuple, nested ones flattened; for another type, the type itself.
fn flatten_tuple(ty: &mut Type) -> Vec<&mut Type> {
    match ty {
        Type::Tuple(elements) => elements.iter_mut().flat_map(flatten_tuple).collect(),
        Type::Nullable(inner) => flatten_tuple(inner),
        other => vec![other],
    }
}

/// Returns the name of the type that a value contains without a pointer in between.
fn target_without_pointer(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Nullable(inner) => target_without_pointer(inner),
        _ => None,
    }
}

fn put_in_box(ty: &mut Type) {
    match ty {
        Type::Nullable(inner) => put_in_box(inner),
        other => *other = Type::Boxed(Box::new(std::mem::replace(other, Type::Json))),
    }
}

/// Returns the strongly connected components of direct containment, as a number for each type in a cycle. All fields
/// inside a cycle are boxed, so that the result does not depend on where the walk starts.
fn components(types: &[TypeDefinition]) -> HashMap<String, usize> {
    let indices = graph::indices(types);
    let targets = |definition: &TypeDefinition| -> Vec<usize> {
        let types = definition.kind.part_types().flat_map(Type::elements);
        types
            .filter_map(|ty| indices.get(target_without_pointer(ty)?).copied())
            .collect()
    };
    let edges: Vec<Vec<usize>> = types.iter().map(targets).collect();
    let components = graph::components(&edges);
    let cyclic = components
        .iter()
        .enumerate()
        .filter(|(_, one)| one.is_cycle);
    cyclic
        .flat_map(|(number, one)| one.members.iter().map(move |index| (*index, number)))
        .filter_map(|(index, number)| Some((types.get(index)?.name.clone(), number)))
        .collect()
}
