//! The bounds of a schema: lengths, counts, numbers and patterns.

use std::cmp::Ordering;

use super::{DocumentReader, NodeRef};
use crate::{openapi::Validation, source::Node, text::compare_numbers};

/// Returns the most elements of an array whose elements have a schema for each position, and no others.
fn closed_count(at: &NodeRef<'_>) -> Option<String> {
    let (elements, others) = match at.node.get("prefixItems") {
        Some(elements) => (elements, at.node.get("items")?),
        None => (at.node.get("items")?, at.node.get("additionalItems")?),
    };
    match (elements, others) {
        (Node::Sequence(elements), Node::Bool(false)) => Some(elements.len().to_string()),
        _ => None,
    }
}

impl DocumentReader<'_> {
    pub(super) fn validation(&mut self, at: &NodeRef<'_>) -> Validation {
        let (minimum, exclusive_minimum) =
            self.bound(at, "minimum", "exclusiveMinimum", Ordering::Greater);
        let (maximum, exclusive_maximum) =
            self.bound(at, "maximum", "exclusiveMaximum", Ordering::Less);
        let diagnostics = &mut *self.diagnostics;
        Validation {
            minimum,
            exclusive_minimum,
            maximum,
            exclusive_maximum,
            multiple_of: at.get_positive("multipleOf", diagnostics),
            min_length: at.get_count("minLength", diagnostics),
            max_length: at.get_count("maxLength", diagnostics),
            pattern: at.get_text("pattern", diagnostics),
            min_items: at.get_count("minItems", diagnostics),
            max_items: at
                .get_count("maxItems", diagnostics)
                .or_else(|| closed_count(at)),
            unique_items: at.get_bool("uniqueItems", diagnostics),
            min_properties: at.get_count("minProperties", diagnostics),
            max_properties: at.get_count("maxProperties", diagnostics),
            listed: Vec::new(),
            labels: Vec::new(),
            encoding: at.get_text("contentEncoding", diagnostics),
            media_type: at.get_text("contentMediaType", diagnostics),
        }
    }

    /// Reads a bound, and whether it is exclusive: by a boolean beside it, or in OpenAPI 3.1 by a number of its own.
    fn bound(
        &mut self,
        at: &NodeRef<'_>,
        including: &str,
        excluding: &str,
        narrower: Ordering,
    ) -> (Option<String>, bool) {
        let bound = at.get_number(including, self.diagnostics);
        match at.get(excluding).map(|at| at.node) {
            Some(Node::Number(text)) => {
                let outer = bound.filter(|bound| compare_numbers(bound, text) == Some(narrower));
                let is_exclusive = outer.is_none();
                (Some(outer.unwrap_or_else(|| text.clone())), is_exclusive)
            }
            Some(_) => (bound, at.get_bool(excluding, self.diagnostics)),
            None => (bound, false),
        }
    }
}
