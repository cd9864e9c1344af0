//! Parser of JSON text into the tree of documents.

use billing_codegen::source::Node;
use serde_json::Value;

pub(crate) fn node(text: &str) -> Node {
    from_value(&serde_json::from_str(text).unwrap())
}

fn from_value(value: &Value) -> Node {
    match value {
        Value::Null => Node::Null,
        Value::Bool(value) => Node::Bool(*value),
        Value::Number(number) => Node::Number(number.to_string()),
        Value::String(text) => Node::String(text.clone()),
        Value::Array(elements) => Node::Sequence(elements.iter().map(from_value).collect()),
        Value::Object(members) => {
            let members = members.iter();
            Node::Mapping(
                members
                    .map(|(name, value)| (name.clone(), from_value(value)))
                    .collect(),
            )
        }
    }
}
