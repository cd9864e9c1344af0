//! Defaults that are no values of their type.

use super::{Format, Integer, Type, compose::Resolved, types::ModelBuilder};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{SchemaId, SchemaKind, ValueKind},
    text::{Node, compare_numbers, is_whole},
};

impl ModelBuilder<'_, '_> {
    /// Reports a default that the type of its schema cannot hold, once for each default.
    pub(super) fn lint_default(&mut self, id: SchemaId, ty: &Type) {
        let chain = self.composer.chain(id);
        let Some(schema) = chain.iter().find(|schema| schema.default.is_some()) else {
            return;
        };
        let Some(default) = &schema.default else {
            return;
        };
        let place = schema
            .place
            .at_pointer(format!("{}/default", schema.place.pointer()));
        let Some(expected) = self.expected(id, ty, default) else {
            return;
        };
        if self.reported_defaults.insert(place.clone()) {
            let message = format!(
                "this default is {}, but {expected} belongs here",
                default.kind()
            );
            self.diagnostics
                .push(Diagnostic::new(Code::DefaultMisfit, message).at(place));
        }
    }

    /// Reports that the only value of a schema is none of its type.
    pub(super) fn lint_constant(&mut self, id: SchemaId, ty: &Type, value: &str) {
        let chain = self.composer.chain(id);
        let Some(schema) = chain
            .iter()
            .find(|schema| !schema.validation.listed.is_empty())
        else {
            return;
        };
        // The type beside the list does not have this value, which is reported at the value.
        let is_reported = match &schema.kind {
            SchemaKind::Number(number) if number.is_integer => !is_whole(value),
            SchemaKind::Number(_) => compare_numbers(value, value).is_none(),
            SchemaKind::Boolean => !matches!(value, "true" | "false"),
            _ => false,
        };
        if is_reported {
            return;
        }
        let place = schema.place.clone();
        let expected = match ty {
            Type::Integer(integer) => format!("a whole number of {} bits", integer.bits()),
            Type::Boolean => "`true` or `false`".to_owned(),
            Type::String => "a string".to_owned(),
            _ => "a number".to_owned(),
        };
        if self.reported_defaults.insert(place.clone()) {
            let message = format!("the only value is `{value}`, but {expected} belongs here");
            let help = "correct the value or the type; `new` asks for it";
            self.diagnostics.push(
                Diagnostic::new(Code::DefaultMisfit, message)
                    .at(place)
                    .help(help),
            );
        }
    }

    /// Returns what belongs in the place of a default that does not fit. Null says that there is no default.
    fn expected(&mut self, id: SchemaId, ty: &Type, default: &Node) -> Option<String> {
        let unless = |fits: bool, expected: &str| (!fits).then(|| expected.to_owned());
        match (ty, default) {
            (_, Node::Null) | (Type::Json, _) => None,
            (Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner), _) => {
                self.expected(id, inner, default)
            }
            (Type::Boolean, node) => unless(matches!(node, Node::Bool(_)), "`true` or `false`"),
            (Type::Integer(_), Node::Number(text)) => unless(is_whole(text), "a whole number"),
            (Type::Integer(_), _) => unless(false, "a whole number"),
            (Type::Float | Type::Decimal | Type::Formatted(Format::UnixTime), node) => {
                unless(matches!(node, Node::Number(_)), "a number")
            }
            (
                Type::String
                | Type::DateTime
                | Type::LocalDateTime
                | Type::Date
                | Type::Formatted(_),
                node,
            ) => unless(matches!(node, Node::String(_)), "a string"),
            (Type::Array(_) | Type::Tuple(_), node) => {
                unless(matches!(node, Node::Sequence(_)), "a list")
            }
            (Type::Map(_), node) => unless(matches!(node, Node::Mapping(_)), "a mapping"),
            (Type::Named(_), node) => match self.composer.resolve(id, self.diagnostics) {
                Resolved::Struct(_) => unless(matches!(node, Node::Mapping(_)), "a mapping"),
                Resolved::Enumeration(_, listed) if listed.kind == ValueKind::Integer => {
                    match integer_text(node) {
                        Some(text) => unless(
                            listed.values.iter().any(|value| value.wire == text),
                            "one of the listed values",
                        ),
                        None => unless(false, "a whole number"),
                    }
                }
                Resolved::Enumeration(_, listed) => match node {
                    Node::String(text) => unless(
                        listed.values.iter().any(|value| value.wire == *text),
                        "one of the listed values",
                    ),
                    // A number or a boolean among values of YAML without quotes.
                    Node::Number(text) => unless(
                        listed.values.iter().any(|value| value.wire == *text),
                        "a string",
                    ),
                    Node::Bool(_) => None,
                    _ => unless(false, "a string"),
                },
                _ => None,
            },
            _ => None,
        }
    }
}

/// Returns an integer as it is written in a list of values; `None` for another value.
fn integer_text(node: &Node) -> Option<String> {
    match node {
        Node::Number(text) => Integer::I64.literal(text),
        _ => None,
    }
}
