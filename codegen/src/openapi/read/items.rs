//! Items of streams: server-sent events, JSON lines and JSON text sequences.

use billing_macros_expand::is_item_stream;

use super::{ComponentKind, DocumentReader, NodeRef};
use crate::{
    diagnostic::Code,
    openapi::{Content, StreamItems},
    source::Node,
};

/// The fields of a server-sent event beside `data`.
const OTHER_FIELDS: [&str; 3] = ["event", "id", "retry"];

/// Role of a schema in a stream of events.
enum EventRole<'n> {
    /// The schema of the data.
    Data,
    /// The schema of an event, with that of its data.
    Event(NodeRef<'n>),
    /// The schema of events of several kinds.
    Kinds,
}

impl DocumentReader<'_> {
    /// Reads the items of each content of a response that is a stream of them: `itemSchema`, or else `schema`.
    pub(super) fn items(&mut self, at: &NodeRef<'_>, contents: &mut [Content]) {
        for (name, media) in at.get_mapping("content", self.diagnostics) {
            if !is_item_stream(name) {
                self.lint_item_schema(name, &media);
                continue;
            }
            let items = self.items_of(name, &media);
            if let Some(content) = contents.iter_mut().find(|one| one.media_type == name) {
                content.items = items;
            }
        }
    }

    /// Reports each `itemSchema` of a message that is sent, or that is no stream of items.
    pub(super) fn lint_item_schemas(&mut self, at: &NodeRef<'_>) {
        for (name, media) in at.get_mapping("content", self.diagnostics) {
            self.lint_item_schema(name, &media);
        }
    }

    fn lint_item_schema(&mut self, media_type: &str, media: &NodeRef<'_>) {
        if let Some(ignored) = media.get("itemSchema") {
            let message = match is_item_stream(media_type) {
                true => "`itemSchema` is read in responses only; it is ignored".to_owned(),
                false => {
                    format!("`itemSchema` is not supported for `{media_type}`; it is ignored")
                }
            };
            self.report(Code::NotRead, message, ignored.key());
        }
    }

    fn items_of(&mut self, media_type: &str, media: &NodeRef<'_>) -> Option<StreamItems> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_events = essence.eq_ignore_ascii_case("text/event-stream");
        let (schema, is_item) = match (media.get("itemSchema"), media.get("schema")) {
            (Some(item), _) => (item, true),
            (None, Some(schema)) => (schema, false),
            (None, None) if is_events => return Some(StreamItems::Text),
            (None, None) => return Some(StreamItems::Json(self.add_any_schema(media))),
        };
        let (file, pointer) = self.follow_ref(&schema, ComponentKind::Schema)?;
        let target = NodeRef::at(&file, &pointer)?;
        // The schema of the whole is often that of an item, or a list of items.
        let is_list = has_type(target.node, "array") && target.get("prefixItems").is_none();
        let items = target
            .get("items")
            .filter(|items| !is_item && is_list && items.node.as_mapping().is_some());
        let schema = items.unwrap_or(schema);
        match is_events {
            true => self.event_items(&schema, is_item),
            false => Some(StreamItems::Json(self.schema(&schema))),
        }
    }

    fn event_items(&mut self, schema: &NodeRef<'_>, is_item: bool) -> Option<StreamItems> {
        let (file, pointer) = self.follow_ref(schema, ComponentKind::Schema)?;
        let target = NodeRef::at(&file, &pointer)?;
        match self.event_role(&target, is_item) {
            EventRole::Data if has_type(target.node, "string") => Some(StreamItems::Text),
            EventRole::Data => Some(StreamItems::Json(self.schema(schema))),
            EventRole::Event(data) => {
                let (file, pointer) = self.follow_ref(&data, ComponentKind::Schema)?;
                let target = NodeRef::at(&file, &pointer)?;
                match target.get("contentSchema") {
                    Some(content) => Some(StreamItems::Json(self.schema(&content))),
                    None if has_type(target.node, "string") => Some(StreamItems::Text),
                    None => Some(StreamItems::Json(self.schema(&data))),
                }
            }
            EventRole::Kinds => {
                let message = "events of several kinds are not typed; the data of each is text";
                self.report(Code::NotRead, message, schema.key());
                Some(StreamItems::Text)
            }
        }
    }

    /// Reports the properties of an event that no event on the wire has.
    fn lint_event_fields(&mut self, at: &NodeRef<'_>) {
        let properties = at.get("properties");
        for (name, property) in properties.iter().flat_map(NodeRef::entries) {
            if !is_event_field(name) {
                let message = format!("events have no field `{name}`; it is ignored");
                self.report(Code::NotRead, message, property.key());
            }
        }
    }

    /// Returns the role of a schema whose `$ref` was followed.
    fn event_role<'n>(&mut self, at: &NodeRef<'n>, is_item: bool) -> EventRole<'n> {
        let is_event = has_event_fields(at.node, is_item);
        if is_event {
            self.lint_event_fields(at);
        }
        let mut kinds = Vec::new();
        for key in ["allOf", "anyOf", "oneOf"] {
            let listed = at.get(key);
            let count = listed.iter().filter_map(|list| match list.node {
                Node::Sequence(elements) => Some(elements.len()),
                _ => None,
            });
            let count: usize = count.sum();
            for index in 0..count {
                let pointer = format!("{}/{key}/{index}", at.pointer);
                kinds.extend(NodeRef::at(at.file, &pointer));
            }
        }
        if !is_event && kinds.is_empty() {
            return EventRole::Data;
        }
        if kinds.is_empty() {
            return match at.get("properties").and_then(|all| all.get("data")) {
                Some(data) => EventRole::Event(data),
                None => EventRole::Data,
            };
        }
        let is_any = is_event
            || kinds.iter().any(|kind| {
                let target = self.follow_ref(kind, ComponentKind::Schema);
                target.is_some_and(|(file, pointer)| {
                    let node = file.node.pointed(&pointer);
                    node.is_some_and(|node| has_event_fields(node, is_item))
                })
            });
        match is_any {
            true => EventRole::Kinds,
            false => EventRole::Data,
        }
    }
}

/// Returns whether a schema has `data` and another field of an event. A `schema` describes the data in most documents, so it needs `event`
/// too, and no property beside those of events.
fn has_event_fields(schema: &Node, is_item: bool) -> bool {
    let Some(properties) = schema.get("properties").and_then(Node::as_mapping) else {
        return false;
    };
    let mut names = properties.iter().map(|(name, _)| name.as_str());
    let has = |name: &str| properties.iter().any(|(own, _)| own.as_str() == name);
    match is_item {
        true => has("data") && (properties.len() == 1 || OTHER_FIELDS.iter().any(|name| has(name))),
        false => has("data") && has("event") && names.all(is_event_field),
    }
}

fn is_event_field(name: &str) -> bool {
    name == "data" || OTHER_FIELDS.contains(&name)
}

/// Returns whether a schema has a type, if only beside null.
fn has_type(schema: &Node, name: &str) -> bool {
    match schema.get("type") {
        Some(Node::Sequence(types)) => {
            let mut types = types.iter().filter_map(Node::as_str);
            types.all(|own| own == name || own == "null")
        }
        Some(own) => own.as_str() == Some(name),
        None => false,
    }
}
