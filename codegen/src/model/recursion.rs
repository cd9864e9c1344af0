//! Boxes recursive types.

use std::collections::{HashMap, HashSet};

use super::{Type, TypeDefinition, TypeKind};

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
    match kind {
        TypeKind::Struct(fields) => {
            let types = fields.iter_mut().map(|field| &mut field.ty);
            types.flat_map(flatten_tuple).collect()
        }
        TypeKind::Union(union) => {
            let types = union.alternatives.iter_mut().map(|it| &mut it.ty);
            types.flat_map(flatten_tuple).collect()
        }
        TypeKind::Enumeration(_) => Vec::new(),
    }
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
/// inside a cycle are boxed, so that the result does not depend on where the walk starts. The walk does not recur,
/// because a chain may be long.
fn components(types: &[TypeDefinition]) -> HashMap<String, usize> {
    let indices: HashMap<&str, usize> = types
        .iter()
        .enumerate()
        .map(|(index, ty)| (ty.name.as_str(), index))
        .collect();
    let targets = |definition: &TypeDefinition| -> Vec<usize> {
        let types: Vec<&Type> = match &definition.kind {
            TypeKind::Struct(fields) => fields.iter().map(|field| &field.ty).collect(),
            TypeKind::Union(union) => union
                .alternatives
                .iter()
                .map(|alternative| &alternative.ty)
                .collect(),
            TypeKind::Enumeration(_) => Vec::new(),
        };
        types
            .into_iter()
            .flat_map(Type::elements)
            .filter_map(|ty| indices.get(target_without_pointer(ty)?).copied())
            .collect()
    };
    let forward: Vec<Vec<usize>> = types.iter().map(targets).collect();
    let mut backward: Vec<Vec<usize>> = vec![Vec::new(); forward.len()];
    for (from, targets) in forward.iter().enumerate() {
        for to in targets {
            if let Some(sources) = backward.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    // Kosaraju's algorithm: in the reverse of the order in which a first walk leaves the types, a backward walk
    // reaches one component at a time.
    let mut left = Vec::new();
    let mut seen = HashSet::new();
    for root in 0..forward.len() {
        walk(root, &forward, &mut seen, |index| left.push(index));
    }
    let mut seen = HashSet::new();
    let mut components = HashMap::new();
    for (number, root) in left.into_iter().rev().enumerate() {
        let mut members = Vec::new();
        walk(root, &backward, &mut seen, |index| members.push(index));
        let is_cycle = members.len() > 1
            || members
                .iter()
                .any(|index| forward.get(*index).is_some_and(|to| to.contains(index)));
        if is_cycle {
            components.extend(
                members
                    .iter()
                    .filter_map(|index| Some((types.get(*index)?.name.clone(), number))),
            );
        }
    }
    components
}

/// Walks depth first from a root and calls `leave` with each index after its targets.
fn walk(
    root: usize,
    edges: &[Vec<usize>],
    seen: &mut HashSet<usize>,
    mut leave: impl FnMut(usize),
) {
    if !seen.insert(root) {
        return;
    }
    let mut stack = vec![(root, 0)];
    while let Some((index, next)) = stack.last_mut() {
        match edges.get(*index).and_then(|targets| targets.get(*next)) {
            Some(target) => {
                *next += 1;
                if seen.insert(*target) {
                    stack.push((*target, 0));
                }
            }
            None => {
                leave(*index);
                stack.pop();
            }
        }
    }
}
