//! JSON types.

use super::scalar;
use crate::{model::Type, source::Node};

/// JSON types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Boolean,
    Number,
    List,
    Object,
}

impl Kind {
    pub(super) fn of(ty: &Type) -> Self {
        match ty {
            Type::Boolean => Self::Boolean,
            Type::Array(_) | Type::Tuple(_) => Self::List,
            Type::Map(_) => Self::Object,
            ty if scalar::is_number(ty) => Self::Number,
            _ => Self::Text,
        }
    }

    /// Returns the suggestion for a value that is wrong only in its quotes.
    pub(super) fn requoted(self, node: &Node) -> Option<&'static str> {
        let Node::String(text) = node else {
            let is_scalar = matches!(node, Node::Bool(_) | Node::Number(_));
            return (is_scalar && self == Self::Text).then_some("put it in quotes");
        };
        let held = match serde_json::from_str(text).ok()? {
            serde_json::Value::Bool(_) => Self::Boolean,
            serde_json::Value::Number(_) => Self::Number,
            serde_json::Value::Array(_) => Self::List,
            serde_json::Value::Object(_) => Self::Object,
            _ => return None,
        };
        (held == self).then_some("write it as what it is, not as a text")
    }
}
