//! Joins the parts of an `allOf` that have one kind and narrow each other: arrays, and lists of values that overlap.

use std::{cmp::Ordering, collections::HashSet};

use super::{DocumentReader, Schema, SchemaId};
use crate::{
    openapi::{Enumeration, SchemaKind, Validation},
    text::compare_numbers,
};

/// Maximum nesting depth of arrays whose items are joined.
const DEEPEST: usize = 16;

impl DocumentReader<'_> {
    /// Joins the parts of every `allOf` of the document.
    pub(super) fn join_parts(&mut self) {
        let mut settled = HashSet::new();
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            self.join_parts_of(id, &mut settled, 0);
        }
    }

    fn join_parts_of(&mut self, id: SchemaId, settled: &mut HashSet<SchemaId>, depth: usize) {
        let SchemaKind::AllOf(parts, own) = &self.document.schemas.get(id).kind else {
            return;
        };
        if !own.is_empty() || depth >= DEEPEST || !settled.insert(id) {
            return;
        }
        let targets: Vec<SchemaId> = parts.iter().map(|part| self.resolve_ref(*part)).collect();
        for target in &targets {
            self.join_parts_of(*target, settled, depth + 1);
        }
        let schemas = targets.iter().map(|id| self.document.schemas.get(*id));
        let typed: Vec<&Schema> = schemas
            .filter(|schema| !matches!(schema.kind, SchemaKind::Any))
            .collect();
        if typed.len() < 2 {
            return;
        }
        let items: Option<Vec<SchemaId>> = typed.iter().map(|schema| items_of(schema)).collect();
        let kind = match items {
            Some(items) => self.joined_items(id, &items, settled, depth),
            None => match common_values(&typed) {
                Some(listed) => SchemaKind::Enumeration(listed),
                None => return,
            },
        };
        let typed = targets.iter().map(|id| self.document.schemas.get(*id));
        let mut validation = (*self.document.schemas.get(id).validation).clone();
        for schema in typed.clone() {
            narrow(&mut validation, &schema.validation);
        }
        let description = typed.clone().find_map(|schema| schema.description.clone());
        let default = typed.clone().find_map(|schema| schema.default.clone());
        let is_nullable = typed.clone().all(|schema| schema.nullable);
        let is_read_only = typed.clone().any(|schema| schema.read_only);
        let is_write_only = typed.clone().any(|schema| schema.write_only);
        if let Some(schema) = self.document.schemas.get_mut(id) {
            schema.kind = kind;
            schema.validation = validation.into();
            schema.description = schema.description.take().or(description);
            schema.default = schema.default.take().or(default);
            schema.nullable |= is_nullable;
            schema.read_only |= is_read_only;
            schema.write_only |= is_write_only;
        }
    }

    /// Returns an array whose items satisfy the schemas of the items of all parts.
    fn joined_items(
        &mut self,
        id: SchemaId,
        items: &[SchemaId],
        settled: &mut HashSet<SchemaId>,
        depth: usize,
    ) -> SchemaKind {
        let mut seen = HashSet::new();
        let mut distinct: Vec<SchemaId> = Vec::new();
        for item in items {
            let target = self.resolve_ref(*item);
            let schema = self.document.schemas.get(target);
            let is_said = !matches!(schema.kind, SchemaKind::Any)
                || *schema.validation != Validation::default();
            if is_said && seen.insert(target) {
                distinct.push(*item);
            }
        }
        match (distinct.as_slice(), items) {
            ([only], _) | ([], [only, ..]) => SchemaKind::Array(*only),
            _ => {
                let joined = self.document.schemas.reserve();
                let place = self.document.schemas.get(id).place.clone();
                let schema = Schema {
                    place,
                    kind: SchemaKind::AllOf(distinct, Box::default()),
                    ..Schema::default()
                };
                self.document.schemas.set(joined, schema);
                self.join_parts_of(joined, settled, depth + 1);
                SchemaKind::Array(joined)
            }
        }
    }
}

fn items_of(schema: &Schema) -> Option<SchemaId> {
    match schema.kind {
        SchemaKind::Array(items) => Some(items),
        _ => None,
    }
}

/// Returns the values that several lists have in common, if these are fewer than those of each list. The model reports lists
/// that have none in common.
fn common_values(schemas: &[&Schema]) -> Option<Enumeration> {
    let mut lists: Vec<&Enumeration> = Vec::new();
    for schema in schemas {
        match &schema.kind {
            SchemaKind::Enumeration(listed) => lists.push(listed),
            SchemaKind::Text(_) | SchemaKind::Number(_) => {}
            _ => return None,
        }
    }
    let (first, others) = lists.split_first()?;
    if others.is_empty() || others.iter().any(|other| other.kind != first.kind) {
        return None;
    }
    let mut values = first.values.clone();
    for other in others {
        let known: HashSet<&str> = other.values.iter().map(|one| one.wire.as_str()).collect();
        values.retain(|value| known.contains(value.wire.as_str()));
    }
    let is_narrower = lists.iter().all(|one| values.len() < one.values.len());
    (is_narrower && !values.is_empty()).then(|| Enumeration {
        kind: first.kind,
        name: None,
        values,
        extensible: lists.iter().all(|one| one.extensible),
    })
}

/// Replaces keywords by those of another schema where these allow fewer values.
fn narrow(own: &mut Validation, other: &Validation) {
    let is_narrower =
        |known: &Option<String>, bound: &Option<String>, order: Ordering| match (known, bound) {
            (None, Some(_)) => true,
            (Some(known), Some(bound)) => compare_numbers(bound, known) == Some(order),
            (_, None) => false,
        };
    let is_equal = |known: &Option<String>, bound: &Option<String>| {
        let both = known.as_deref().zip(bound.as_deref());
        both.and_then(|(known, bound)| compare_numbers(bound, known)) == Some(Ordering::Equal)
    };
    if is_narrower(&own.minimum, &other.minimum, Ordering::Greater) {
        own.minimum.clone_from(&other.minimum);
        own.exclusive_minimum = other.exclusive_minimum;
    } else if is_equal(&own.minimum, &other.minimum) {
        own.exclusive_minimum |= other.exclusive_minimum;
    }
    if is_narrower(&own.maximum, &other.maximum, Ordering::Less) {
        own.maximum.clone_from(&other.maximum);
        own.exclusive_maximum = other.exclusive_maximum;
    } else if is_equal(&own.maximum, &other.maximum) {
        own.exclusive_maximum |= other.exclusive_maximum;
    }
    for (known, bound, order) in [
        (&mut own.min_length, &other.min_length, Ordering::Greater),
        (&mut own.max_length, &other.max_length, Ordering::Less),
        (&mut own.min_items, &other.min_items, Ordering::Greater),
        (&mut own.max_items, &other.max_items, Ordering::Less),
    ] {
        if is_narrower(known, bound, order) {
            known.clone_from(bound);
        }
    }
    own.unique_items |= other.unique_items;
    for (known, said) in [
        (&mut own.multiple_of, &other.multiple_of),
        (&mut own.pattern, &other.pattern),
        (&mut own.encoding, &other.encoding),
        (&mut own.media_type, &other.media_type),
    ] {
        if known.is_none() {
            known.clone_from(said);
        }
    }
}
