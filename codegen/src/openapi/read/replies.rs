//! Examples of responses that are texts: of bodies that are not JSON, and of headers.

use super::{ComponentKind, DocumentReader, NodeRef, media::Media};
use crate::{openapi::TextExample, source::Node};

impl DocumentReader<'_> {
    /// Returns the examples of a response of OpenAPI 3 in the media types whose examples are texts, or are not the preferred JSON.
    pub(super) fn text_examples(&mut self, at: &NodeRef<'_>) -> Vec<TextExample> {
        let content = at.get("content");
        let listed = content.iter().flat_map(NodeRef::entries);
        let listed: Vec<_> = listed.collect();
        let preferred = Media::preferred(listed.iter().map(|(name, _)| *name));
        let mut texts = Vec::new();
        for (media_type, media) in &listed {
            let media_type: &str = media_type;
            // The reader of the body reads these.
            if media_type == preferred.0 && preferred.1.is_json() {
                continue;
            }
            if let Some(example) = media.get("example") {
                texts.extend(text_example(media_type, "", example.node));
            }
            let named = media.get("examples");
            for (name, example) in named.iter().flat_map(NodeRef::entries) {
                // The document need not have an example, so nothing is reported here.
                if example.node.as_mapping().is_none() {
                    continue;
                }
                let Some((file, pointer)) = self.follow_ref(&example, ComponentKind::Example)
                else {
                    continue;
                };
                let value = NodeRef::at(&file, &pointer);
                let value = value.and_then(|example| Some(example.get("value")?.node.clone()));
                texts.extend(value.and_then(|value| text_example(media_type, name, &value)));
            }
        }
        texts
    }
}

/// Returns the example of a body in a media type, if it has a text.
pub(super) fn text_example(media_type: &str, name: &str, value: &Node) -> Option<TextExample> {
    let text = match (Media::from_name(media_type).is_json(), value) {
        (_, Node::Null) => return None,
        (true, value) => value.to_json(false),
        (false, value) => text(value)?,
    };
    Some(TextExample {
        name: name.to_owned(),
        media_type: media_type.to_ascii_lowercase(),
        text,
    })
}

/// Returns the example of a header.
pub(super) fn header_example(at: &NodeRef<'_>) -> Option<String> {
    let own = at.get("example").and_then(|example| text(example.node));
    let named = || {
        let (_, first) = at.get("examples")?.entries().into_iter().next()?;
        text(first.get("value")?.node)
    };
    let of_schema = || text(at.get("schema")?.get("example")?.node);
    own.or_else(named).or_else(of_schema)
}

/// Returns the text of a scalar, or of a list of scalars; `None` for another value.
pub(super) fn text(value: &Node) -> Option<String> {
    match value {
        Node::String(text) | Node::Number(text) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Sequence(elements) => {
            let is_scalar = |element: &Node| {
                matches!(element, Node::String(_) | Node::Number(_) | Node::Bool(_))
            };
            let texts = elements.iter().filter(|element| is_scalar(element));
            let texts: Vec<String> = texts.filter_map(text).collect();
            (texts.len() == elements.len()).then(|| texts.join(", "))
        }
        Node::Null | Node::Mapping(_) => None,
    }
}
