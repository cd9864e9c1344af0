//! Members and elements that the keywords of a schema evaluate, for `unevaluatedProperties` and `unevaluatedItems`.

use super::schema::{At, Evaluator, Verdict, schema_of_element};
use crate::source::Node;

/// A member of an object, or an element of an array.
#[derive(Clone, Copy)]
pub(super) enum Part<'n> {
    Member(&'n str, &'n Node),
    Element(usize, &'n Node),
}

impl<'n> Part<'n> {
    pub(super) fn node(self) -> &'n Node {
        match self {
            Self::Member(_, node) | Self::Element(_, node) => node,
        }
    }

    /// Returns the keyword about parts that no other keyword evaluates.
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Self::Member(..) => "unevaluatedProperties",
            Self::Element(..) => "unevaluatedItems",
        }
    }
}

impl Evaluator<'_> {
    /// Returns whether a keyword of a schema evaluates a part of a value.
    fn evaluates(&mut self, schema: At<'_>, part: Part<'_>, value: &Node) -> bool {
        let others = schema.node.get(part.keyword());
        others.is_some_and(|others| *others != Node::Bool(false))
            || self.evaluates_without(schema, part, value)
    }

    /// Returns whether another keyword than `unevaluatedProperties` and `unevaluatedItems` evaluates a part of a value.
    pub(super) fn evaluates_without(
        &mut self,
        schema: At<'_>,
        part: Part<'_>,
        value: &Node,
    ) -> bool {
        // What takes too many steps counts as evaluated, so that nothing is reported.
        if !self.enter() {
            return true;
        }
        let is_evaluated =
            self.evaluates_here(schema, part) || self.evaluates_inside(schema, part, value);
        self.leave();
        is_evaluated
    }

    fn evaluates_here(&mut self, schema: At<'_>, part: Part<'_>) -> bool {
        match part {
            Part::Member(name, _) => {
                let parts = self.schemas_of_member(schema, name);
                parts.iter().any(|part| *part.node != Node::Bool(false))
            }
            Part::Element(index, node) => {
                schema_of_element(schema, index).is_some()
                    || schema
                        .get("contains")
                        .is_some_and(|contains| self.evaluate(contains, node) != Verdict::Invalid)
            }
        }
    }

    /// Looks into the schemas of the same value that it satisfies.
    fn evaluates_inside(&mut self, schema: At<'_>, part: Part<'_>, value: &Node) -> bool {
        let mut inner: Vec<At<'_>> = Vec::new();
        for keyword in ["allOf", "anyOf", "oneOf"] {
            inner.extend(schema.elements(keyword));
        }
        if let Some(condition) = schema.get("if") {
            let verdict = self.evaluate(condition, value);
            if verdict != Verdict::Invalid {
                inner.push(condition);
                inner.extend(schema.get("then"));
            }
            if verdict != Verdict::Valid {
                inner.extend(schema.get("else"));
            }
        }
        for (name, dependent) in schema.members("dependentSchemas") {
            if value.get(name).is_some() {
                inner.push(dependent);
            }
        }
        for inner in inner {
            let is_satisfied = self.evaluate(inner, value) != Verdict::Invalid;
            if is_satisfied && self.evaluates(inner, part, value) {
                return true;
            }
        }
        let reference = schema.node.get("$ref").and_then(Node::as_str);
        let target = reference.and_then(|reference| self.target(schema.file, reference));
        match target {
            Some((file, pointer)) => file
                .node
                .pointed(&pointer)
                .is_none_or(|node| self.evaluates(At { file: &file, node }, part, value)),
            // A reference that is not followed may evaluate everything.
            None => ["$ref", "$dynamicRef", "$recursiveRef"]
                .iter()
                .any(|name| schema.node.get(name).is_some()),
        }
    }
}
