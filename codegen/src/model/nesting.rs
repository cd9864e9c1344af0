//! Limits how deeply the compiler has to follow types.
//!
//! The compiler gives up after 128 steps from type to type, whether these lead through plain fields, boxes, lists or
//! maps. A build script cannot raise this limit. Where a document nests types more deeply, some references become
//! erased boxes, at which the compiler stops.
//!
//! The cuts depend on what is inside a type, not on what refers to it, so that a new api-version with other users of a
//! type does not move them. Documents that are not as deep have none.

use std::collections::{HashMap, HashSet};

use super::{
    Type, TypeDefinition, TypeKind,
    graph::{self, Component},
};

/// Maximum number of steps that lead from a type through the types inside it. The rest of the compiler's limit is for
/// the code that uses the types.
const MAX_STEPS: usize = 80;

/// Steps of a reference: to the type, through the `Option` of its field.
const REFERENCE: usize = 2;

/// Maximum size of a value inside another one without a box, in bytes. Without this limit, the size of a type doubles
/// with each layer of types of which each contains two of the next.
const MAX_INLINE_BYTES: usize = 4096;

/// Estimated size of a string, a list, a map, or a value of the runtime.
const VALUE_BYTES: usize = 24;

/// Boxes large values, and erases boxes where types are nested deeply.
pub(super) fn limit_nesting(types: &mut [TypeDefinition]) {
    box_large_values(types);
    erase_deep_boxes(types);
}

/// A reference from one type to another: the target, and the steps to it.
#[derive(Clone, Copy)]
struct Reference {
    target: usize,
    steps: usize,
}

/// Returns the references of each type.
fn references(types: &[TypeDefinition]) -> Vec<Vec<Reference>> {
    let indices = graph::indices(types);
    let of = |definition: &TypeDefinition| {
        let mut found = Vec::new();
        for ty in definition.kind.part_types() {
            visit_references(ty, REFERENCE, &mut |name, steps| {
                let target = indices.get(name).copied();
                found.extend(target.map(|target| Reference { target, steps }));
            });
        }
        found
    };
    types.iter().map(of).collect()
}

/// Calls `visit` with each name in a type and the steps to it.
fn visit_references(ty: &Type, steps: usize, visit: &mut impl FnMut(&str, usize)) {
    match ty {
        Type::Named(name) => visit(name, steps),
        Type::Tuple(elements) => elements
            .iter()
            .for_each(|element| visit_references(element, steps + 1, visit)),
        _ => {
            if let Some((inner, more)) = inner(ty) {
                visit_references(inner, steps + more, visit);
            }
        }
    }
}

/// Returns the type inside a type and the steps to it.
fn inner(ty: &Type) -> Option<(&Type, usize)> {
    match ty {
        Type::Nullable(inner) => Some((inner, 1)),
        Type::Boxed(inner) => Some((inner, 2)),
        Type::Array(inner) => Some((inner, 3)),
        Type::Map(inner) => Some((inner, 5)),
        _ => None,
    }
}

/// Replaces references by erased boxes such that no path through the rest is longer than [`MAX_STEPS`].
fn erase_deep_boxes(types: &mut [TypeDefinition]) {
    let references = references(types);
    let is_cut = cut(&references);
    if is_cut.iter().flatten().all(|is_cut| !is_cut) {
        return;
    }
    let names: HashSet<String> = types.iter().map(|ty| ty.name.clone()).collect();
    for (definition, is_cut) in types.iter_mut().zip(is_cut) {
        // The order is that of the references.
        let mut is_cut = is_cut.into_iter();
        for ty in definition.kind.part_types_mut() {
            erase(ty, &mut |name| {
                names.contains(name) && is_cut.next() == Some(true)
            });
        }
    }
}

/// Erases the references of a type that are cut.
fn erase(ty: &mut Type, is_cut: &mut impl FnMut(&str) -> bool) {
    match ty {
        Type::Named(name) if is_cut(name) => {
            *ty = Type::Erased(Box::new(std::mem::replace(ty, Type::Json)));
        }
        Type::Boxed(inner) => {
            erase(inner, is_cut);
            if let Type::Erased(_) = **inner {
                *ty = std::mem::replace(inner, Type::Json);
            }
        }
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => erase(inner, is_cut),
        Type::Tuple(elements) => elements
            .iter_mut()
            .for_each(|element| erase(element, is_cut)),
        _ => {}
    }
}

/// Decides for each reference of each type whether it is cut.
///
/// All references of a cycle that is too long are cut where they lead back in document order, which leaves chains.
/// Then, from the innermost types on, a reference is cut if the path inside its target is too long. So a path is cut at
/// regular distances from its end.
fn cut(references: &[Vec<Reference>]) -> Vec<Vec<bool>> {
    let mut is_cut: Vec<Vec<bool>> = references
        .iter()
        .map(|references| vec![false; references.len()])
        .collect();
    let all: Vec<Vec<usize>> = references
        .iter()
        .map(|references| references.iter().map(|one| one.target).collect())
        .collect();
    let mut cycles = vec![None; references.len()];
    for (number, component) in graph::components(&all).iter().enumerate() {
        if component.is_cycle && inside(component, references, &mut cycles, number) > MAX_STEPS {
            for from in &component.members {
                let (Some(own), Some(is_cut)) = (references.get(*from), is_cut.get_mut(*from))
                else {
                    continue;
                };
                for (reference, is_cut) in own.iter().zip(is_cut) {
                    let is_within = cycles.get(reference.target) == Some(&Some(number));
                    *is_cut = is_within && reference.target <= *from;
                }
            }
        }
    }
    let kept: Vec<Vec<usize>> = references
        .iter()
        .zip(&is_cut)
        .map(|(references, is_cut)| {
            let kept = references
                .iter()
                .zip(is_cut)
                .filter(|(_, is_cut)| !**is_cut);
            kept.map(|(reference, _)| reference.target).collect()
        })
        .collect();
    let mut steps_from = vec![0; references.len()];
    let mut cycles = vec![None; references.len()];
    for (number, component) in graph::components(&kept).iter().enumerate().rev() {
        let within = if component.is_cycle {
            inside(component, references, &mut cycles, number)
        } else {
            0
        };
        let mut outside = 0;
        for from in &component.members {
            let (Some(own), Some(is_cut)) = (references.get(*from), is_cut.get_mut(*from)) else {
                continue;
            };
            for (reference, is_cut) in own.iter().zip(is_cut) {
                if component.is_cycle && cycles.get(reference.target) == Some(&Some(number)) {
                    continue;
                }
                let steps = reference.steps
                    + steps_from
                        .get(reference.target)
                        .copied()
                        .unwrap_or_default();
                *is_cut |= within + steps > MAX_STEPS;
                outside = outside.max(if *is_cut { reference.steps + 1 } else { steps });
            }
        }
        for member in &component.members {
            if let Some(steps) = steps_from.get_mut(*member) {
                *steps = within + outside;
            }
        }
    }
    is_cut
}

/// Returns the maximum number of steps inside a cycle: no path leads through a type twice. Marks its types with its
/// number.
fn inside(
    component: &Component,
    references: &[Vec<Reference>],
    cycles: &mut [Option<usize>],
    number: usize,
) -> usize {
    for member in &component.members {
        if let Some(cycle) = cycles.get_mut(*member) {
            *cycle = Some(number);
        }
    }
    let longest = |member: &usize| {
        let own = references.get(*member).into_iter().flatten();
        let within = own.filter(|one| cycles.get(one.target) == Some(&Some(number)));
        within.map(|one| one.steps).max().unwrap_or_default()
    };
    component.members.iter().map(longest).sum()
}

/// Boxes the fields whose values are large.
fn box_large_values(types: &mut [TypeDefinition]) {
    let direct: Vec<Vec<usize>> = {
        let indices = graph::indices(types);
        let targets = |definition: &TypeDefinition| {
            let mut found = Vec::new();
            for ty in definition.kind.part_types() {
                visit_direct(ty, &mut |name| found.extend(indices.get(name).copied()));
            }
            found
        };
        types.iter().map(targets).collect()
    };
    let mut sizes = HashMap::new();
    // No cycle is left: recursive fields are boxed.
    for component in graph::components(&direct).iter().rev() {
        for index in &component.members {
            let Some(definition) = types.get_mut(*index) else {
                continue;
            };
            for ty in definition.kind.part_types_mut() {
                box_large(ty, &sizes);
            }
            let parts = definition.kind.part_types().map(|ty| size(ty, &sizes));
            let size = match definition.kind {
                TypeKind::Union(_) => parts.max().unwrap_or_default(),
                _ => parts.fold(0, usize::saturating_add),
            };
            sizes.insert(definition.name.clone(), size.saturating_add(VALUE_BYTES));
        }
    }
}

type Sizes = HashMap<String, usize>;

/// Calls `visit` with each name whose value is inside a value of a type.
fn visit_direct(ty: &Type, visit: &mut impl FnMut(&str)) {
    match ty {
        Type::Named(name) => visit(name),
        Type::Nullable(inner) => visit_direct(inner, visit),
        Type::Tuple(elements) => elements
            .iter()
            .for_each(|element| visit_direct(element, visit)),
        _ => {}
    }
}

fn box_large(ty: &mut Type, sizes: &Sizes) {
    match ty {
        Type::Named(name) if sizes.get(name).is_some_and(|size| *size > MAX_INLINE_BYTES) => {
            *ty = Type::Boxed(Box::new(std::mem::replace(ty, Type::Json)));
        }
        Type::Nullable(inner) => box_large(inner, sizes),
        Type::Tuple(elements) => elements
            .iter_mut()
            .for_each(|element| box_large(element, sizes)),
        _ => {}
    }
}

/// Estimates the size of a value in bytes.
fn size(ty: &Type, sizes: &Sizes) -> usize {
    match ty {
        Type::Named(name) => sizes.get(name).copied().unwrap_or(VALUE_BYTES),
        Type::Nullable(inner) => size(inner, sizes),
        Type::Tuple(elements) => {
            let sizes = elements.iter().map(|element| size(element, sizes));
            sizes.fold(0, usize::saturating_add)
        }
        Type::Boolean => 1,
        Type::Integer(_) | Type::Float => 16,
        Type::Boxed(_) => 8,
        Type::Erased(_) => 16,
        _ => VALUE_BYTES,
    }
}
