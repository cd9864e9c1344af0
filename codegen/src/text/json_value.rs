//! Values as JSON compares them.

use std::collections::BTreeMap;

use billing_runtime::Decimal;

use super::Node;

/// A value that equals another one if both are the same JSON: the order of members and the spelling of numbers make no
/// difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum JsonValue {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    Sequence(Vec<JsonValue>),
    Mapping(BTreeMap<String, JsonValue>),
}

impl JsonValue {
    pub(crate) fn new(node: &Node) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(*value),
            Node::Number(text) => match text.parse() {
                Ok(number) => Self::Number(number),
                Err(_) => Self::String(text.clone()),
            },
            Node::String(text) => Self::String(text.clone()),
            Node::Sequence(elements) => Self::Sequence(elements.iter().map(Self::new).collect()),
            Node::Mapping(members) => {
                let members = members.iter();
                Self::Mapping(
                    members
                        .map(|(name, value)| (name.clone(), Self::new(value)))
                        .collect(),
                )
            }
        }
    }
}
