//! Bounds in several parts of an `allOf` between which there is no value.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use super::{DocumentReader, Schema, SchemaId};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::SchemaKind,
    text::compare_numbers,
};

/// Maximum number of schemas whose bounds are compared for one `allOf`.
const MOST_SCHEMAS: usize = 256;

/// Sizes that keywords bound, in the words of a message.
const SIZES: [&str; 4] = ["value", "length", "number of items", "number of properties"];

/// A bound with its location, and whether it is exclusive.
type Bound<'d> = (&'d str, bool, &'d Place);

impl DocumentReader<'_> {
    /// Warns of bounds in the parts of every `allOf` between which there is no value.
    pub(super) fn lint_joint_bounds(&mut self) {
        let mut found = Vec::new();
        let mut reported: HashSet<Place> = HashSet::new();
        for id in self.document.schemas.ids() {
            if matches!(self.document.schemas.get(id).kind, SchemaKind::AllOf(..)) {
                self.add_conflicts(id, &mut reported, &mut found);
            }
        }
        for diagnostic in found {
            self.diagnostics.push(diagnostic);
        }
    }

    fn add_conflicts(
        &self,
        id: SchemaId,
        reported: &mut HashSet<Place>,
        found: &mut Vec<Diagnostic>,
    ) {
        let mut low: HashMap<&str, Bound<'_>> = HashMap::new();
        let mut high: HashMap<&str, Bound<'_>> = HashMap::new();
        for schema in self.all_parts(id) {
            for (name, least, greatest) in bounds(schema) {
                narrow(&mut low, name, least, &schema.place, Ordering::Greater);
                narrow(&mut high, name, greatest, &schema.place, Ordering::Less);
            }
        }
        for name in SIZES {
            let (Some((least, excludes, lower)), Some((greatest, excluded, upper))) =
                (low.get(name), high.get(name))
            else {
                continue;
            };
            let is_empty = match compare_numbers(least, greatest) {
                Some(Ordering::Greater) => true,
                Some(Ordering::Equal) => *excludes || *excluded,
                _ => false,
            };
            // Bounds of one schema are compared where they are read.
            if is_empty && lower != upper && reported.insert((*upper).clone()) {
                let message = format!(
                    "the greatest {name} of this part of `allOf` is {greatest}, but the least one of another part is {least}"
                );
                found.push(
                    Diagnostic::new(Code::ConflictingKeywords, message)
                        .at((*upper).clone())
                        .also((*lower).clone(), "the other one"),
                );
            }
        }
    }

    /// Returns a schema, the schemas that it refers to, and all parts of its `allOf`, directly or through others.
    fn all_parts(&self, id: SchemaId) -> Vec<&Schema> {
        let mut seen = HashSet::new();
        let mut left = vec![id];
        let mut schemas = Vec::new();
        while let Some(id) = left.pop() {
            if schemas.len() == MOST_SCHEMAS || !seen.insert(id) {
                continue;
            }
            let schema = self.document.schemas.get(id);
            schemas.push(schema);
            match &schema.kind {
                SchemaKind::Reference(target) => left.push(*target),
                SchemaKind::AllOf(parts, _) => left.extend(parts.iter().rev()),
                _ => {}
            }
        }
        schemas
    }
}

/// A bound, and whether it is exclusive.
type OwnBound<'d> = Option<(&'d str, bool)>;

/// Returns the least and the greatest of each size of a schema.
fn bounds(schema: &Schema) -> [(&'static str, OwnBound<'_>, OwnBound<'_>); 4] {
    let own = &schema.validation;
    let [value, length, items, properties] = SIZES;
    [
        (
            value,
            own.minimum.as_deref().map(|it| (it, own.exclusive_minimum)),
            own.maximum.as_deref().map(|it| (it, own.exclusive_maximum)),
        ),
        (length, count(&own.min_length), count(&own.max_length)),
        (items, count(&own.min_items), count(&own.max_items)),
        (
            properties,
            count(&own.min_properties),
            count(&own.max_properties),
        ),
    ]
}

fn count(bound: &Option<String>) -> OwnBound<'_> {
    bound.as_deref().map(|it| (it, false))
}

/// Replaces a known bound by one that allows fewer values.
fn narrow<'d>(
    known: &mut HashMap<&'static str, Bound<'d>>,
    name: &'static str,
    bound: OwnBound<'d>,
    place: &'d Place,
    narrower: Ordering,
) {
    let Some((text, is_exclusive)) = bound else {
        return;
    };
    let is_narrower =
        known
            .get(name)
            .is_none_or(|(first, excludes, _)| match compare_numbers(text, first) {
                Some(Ordering::Equal) => is_exclusive && !excludes,
                Some(order) => order == narrower,
                None => false,
            });
    if is_narrower {
        known.insert(name, (text, is_exclusive, place));
    }
}
