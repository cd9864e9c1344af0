//! References between types as a graph.

use std::collections::{HashMap, HashSet};

use super::{Type, TypeDefinition, TypeKind};

impl TypeKind {
    /// Returns whether a type can continue one of another api-version: both are structs, unions, or enumerations of the same
    /// kind of values.
    pub(crate) fn is_same_kind(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Enumeration(own, _), Self::Enumeration(other, _)) => own == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Returns the types of the fields or alternatives.
    pub(crate) fn part_types(&self) -> Box<dyn Iterator<Item = &Type> + '_> {
        match self {
            Self::Struct(fields) => Box::new(fields.iter().map(|field| &field.ty)),
            Self::Union(union) => Box::new(union.alternatives.iter().map(|one| &one.ty)),
            Self::Enumeration(..) => Box::new(std::iter::empty()),
        }
    }

    /// Returns the types of the fields or alternatives, to change them.
    pub(crate) fn part_types_mut(&mut self) -> Box<dyn Iterator<Item = &mut Type> + '_> {
        match self {
            Self::Struct(fields) => Box::new(fields.iter_mut().map(|field| &mut field.ty)),
            Self::Union(union) => Box::new(union.alternatives.iter_mut().map(|one| &mut one.ty)),
            Self::Enumeration(..) => Box::new(std::iter::empty()),
        }
    }
}

/// A strongly connected component.
pub(super) struct Component {
    /// Indices of its types.
    pub(super) members: Vec<usize>,
    /// True if its types refer to each other or to themselves.
    pub(super) is_cycle: bool,
}

/// Returns the index of each type by name.
pub(super) fn indices(types: &[TypeDefinition]) -> HashMap<&str, usize> {
    let types = types.iter().enumerate();
    types.map(|(index, ty)| (ty.name.as_str(), index)).collect()
}

/// Returns the strongly connected components, each before those that it refers to. The walks do not recur, because a
/// chain may be long.
pub(super) fn components(forward: &[Vec<usize>]) -> Vec<Component> {
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
        walk(root, forward, &mut seen, |index| left.push(index));
    }
    let mut seen = HashSet::new();
    let mut components = Vec::new();
    for root in left.into_iter().rev() {
        let mut members = Vec::new();
        walk(root, &backward, &mut seen, |index| members.push(index));
        if members.is_empty() {
            continue;
        }
        let refers_to_itself =
            |index: &usize| forward.get(*index).is_some_and(|to| to.contains(index));
        components.push(Component {
            is_cycle: members.len() > 1 || members.iter().any(refers_to_itself),
            members,
        });
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
