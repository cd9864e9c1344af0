//! Renames across api-versions that are not selected.

use std::collections::{HashMap, HashSet};

use crate::model::{Model, Operation, Parameter, TypeDefinition, TypeKind, Variant};

/// Removes models. A rename in a removed model moves to the next one.
pub(super) fn without(models: Vec<Model>, is_out: impl Fn(&Model) -> bool) -> Vec<Model> {
    let mut kept: Vec<Model> = Vec::new();
    let mut skipped: Option<Model> = None;
    for mut model in models {
        let is_out = is_out(&model);
        if let Some(skipped) = &skipped {
            name_by_place(skipped, &mut model);
            carry_over(skipped, &mut model);
        } else if let (true, Some(before)) = (is_out, kept.last()) {
            name_by_place(before, &mut model);
        }
        if is_out {
            skipped = Some(model);
        } else {
            skipped = None;
            kept.push(model);
        }
    }
    kept
}

/// Marks operations with the method and path of an older one as its continuation.
fn name_by_place(before: &Model, model: &mut Model) {
    let mut by_place = HashMap::new();
    for old in &before.operations {
        by_place.entry((&old.method, &old.path)).or_insert(old);
    }
    for operation in &mut model.operations {
        if operation.was.is_none() {
            let old = by_place.get(&(&operation.method, &operation.path));
            operation.was = old
                .map(|old| old.name.clone())
                .filter(|name| *name != operation.name);
        }
    }
}

/// Moves the renames of a model to its successor.
fn carry_over(skipped: &Model, next: &mut Model) {
    for definition in next.types.values_mut() {
        let old = definition.was.as_ref().unwrap_or(&definition.name);
        let old = skipped.types.get(old);
        continue_parts(old, definition);
        continued(&mut definition.was, &definition.name, old, |old| {
            (&old.name, old.was.as_ref())
        });
    }
    let mut skipped_operations = HashMap::new();
    for old in &skipped.operations {
        skipped_operations.entry(&old.name).or_insert(old);
    }
    for operation in &mut next.operations {
        let name = operation.was.as_ref().unwrap_or(&operation.name);
        let old = skipped_operations.get(name).copied();
        for parameter in &mut operation.parameters {
            let list = old.map_or(&[][..], |old| &old.parameters);
            part(
                &mut parameter.was,
                &parameter.name,
                list,
                |old: &Parameter| (&old.name, old.was.as_ref()),
            );
        }
        continued(
            &mut operation.was,
            &operation.name,
            old,
            |old: &Operation| (&old.name, old.was.as_ref()),
        );
    }
}

fn continue_parts(old: Option<&TypeDefinition>, definition: &mut TypeDefinition) {
    match (&mut definition.kind, old.map(|old| &old.kind)) {
        (TypeKind::Struct(fields), Some(TypeKind::Struct(old))) => {
            for field in fields {
                part(&mut field.was, &field.name, old, |old| {
                    (&old.name, old.was.as_ref())
                });
            }
        }
        (TypeKind::Enumeration(_, variants), Some(TypeKind::Enumeration(_, old))) => {
            for variant in variants {
                part(&mut variant.was, &variant.name, old, |old: &Variant| {
                    (&old.name, old.was.as_ref())
                });
            }
        }
        _ => {}
    }
}

/// Moves the renames of the parts of a list.
fn part<'o, T>(
    was: &mut Option<String>,
    name: &str,
    list: &'o [T],
    names: impl Fn(&'o T) -> (&'o String, Option<&'o String>),
) {
    let old = was.as_deref().unwrap_or(name);
    let found = list.iter().find(|one| names(one).0 == old);
    continued(was, name, found, names);
}

/// Returns the name that a part continues if its predecessor is removed.
fn continued<'o, T>(
    was: &mut Option<String>,
    name: &str,
    old: Option<&'o T>,
    names: impl Fn(&'o T) -> (&'o String, Option<&'o String>),
) {
    let before = old.map(|old| {
        let (name, was) = names(old);
        was.unwrap_or(name)
    });
    *was = before.filter(|before| *before != name).cloned();
}

/// Removes renames of parts that no remaining api-version has.
pub(super) fn forget_missing(models: &mut [Model]) {
    let mut before = Names::default();
    for model in models {
        before.forget_missing(model);
        before.add(model);
    }
}

/// The names in the api-versions so far.
#[derive(Default)]
struct Names {
    types: HashSet<String>,
    operations: HashSet<String>,
}

impl Names {
    fn add(&mut self, model: &Model) {
        self.types.extend(model.types.keys().cloned());
        let operations = model.operations.iter().map(|one| one.name.clone());
        self.operations.extend(operations);
    }

    fn forget_missing(&self, model: &mut Model) {
        for definition in model.types.values_mut() {
            let old = definition.was.as_ref().unwrap_or(&definition.name);
            if self.types.contains(old) {
                continue;
            }
            definition.was = None;
            match &mut definition.kind {
                TypeKind::Struct(fields) => fields.iter_mut().for_each(|one| one.was = None),
                TypeKind::Enumeration(_, variants) => {
                    variants.iter_mut().for_each(|one| one.was = None);
                }
                TypeKind::Union(_) => {}
            }
        }
        for operation in &mut model.operations {
            let old = operation.was.as_ref().unwrap_or(&operation.name);
            if self.operations.contains(old) {
                continue;
            }
            operation.was = None;
            operation
                .parameters
                .iter_mut()
                .for_each(|one| one.was = None);
        }
    }
}
