//! Components that are nothing but a `$ref` to a schema in a file of its own.

use std::{collections::HashMap, sync::Arc};

use super::{
    ComponentKind, DocumentReader, Key, MAX_REF_HOPS, NodeRef,
    equality::{ANNOTATIONS, component_name},
};
use crate::{
    openapi::{Schema, SchemaId},
    source::{File, Node, segments},
};

/// Keywords besides annotations that may accompany the `$ref`: they name and mark the component and leave its values as
/// they are.
const BESIDE: [&str; 7] = [
    "$ref",
    "deprecated",
    "x-ms-client-name",
    "x-ms-discriminator-value",
    "x-rust-name",
    "x-rust-was",
    "x-sunset",
];

/// Keys of a schema whose members or elements are inline schemas.
const INLINE: [&str; 7] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "items",
    "oneOf",
    "prefixItems",
    "properties",
];

/// Files and pointers of the `$ref`s from components to their schemas, by the id of the component. The one of the component
/// itself is the first.
pub(super) type SchemaFileRefs = HashMap<SchemaId, Vec<(Arc<File>, String)>>;

impl DocumentReader<'_> {
    /// Gives each schema in a file of its own the id of the first component that is nothing but a `$ref` to it. The
    /// document then means the same as one with the schema in place of the `$ref`, whichever of the two another `$ref`
    /// leads to.
    pub(super) fn adopt_schema_files(&mut self) {
        // A component that leads to the file of another one through a file is a second name of that.
        for hops in [1, MAX_REF_HOPS] {
            for _ in 0..self.queue.len() {
                let Some((id, file, pointer)) = self.queue.pop_front() else {
                    return;
                };
                let mut found = (file, pointer);
                for _ in 0..hops {
                    let Some(next) = self.schema_file(&found.0, &found.1) else {
                        break;
                    };
                    self.schemas
                        .insert((Arc::clone(&next.0.name), next.1.clone()), id);
                    self.schema_file_refs
                        .entry(id)
                        .or_default()
                        .push(std::mem::replace(&mut found, next));
                }
                self.queue.push_back((id, found.0, found.1));
            }
        }
    }

    /// Returns the schema that a mere `$ref` leads to, if it is in another file and has no id yet.
    fn schema_file(&mut self, file: &Arc<File>, pointer: &str) -> Option<(Arc<File>, String)> {
        let at = NodeRef::at(file, pointer)?;
        let members = at.node.as_mapping()?;
        let is_mere = members
            .keys()
            .all(|name| BESIDE.contains(&name.as_str()) || ANNOTATIONS.contains(&name.as_str()));
        let leads_away = at
            .node
            .get("$ref")
            .and_then(Node::as_str)
            .is_some_and(|reference| !reference.starts_with('#') && !reference.is_empty());
        if !is_mere || !leads_away {
            return None;
        }
        // A `$ref` that leads nowhere is reported once: here, and not again when the component is read.
        let (file, pointer) = self.resolve_once(&at, ComponentKind::Schema)?;
        let key: Key = (Arc::clone(&file.name), pointer);
        let is_document = ["openapi", "swagger"]
            .into_iter()
            .any(|name| file.node.get(name).is_some());
        let is_inline = segments(&key.1)?
            .iter()
            .any(|name| INLINE.contains(&name.as_str()));
        let is_component = component_name(&key.1).is_some();
        let is_known = self.schemas.contains_key(&key);
        (!is_document && !is_inline && !is_component && !is_known).then_some((file, key.1))
    }

    /// Returns the name of the component that is nothing but a `$ref` to a schema in another file.
    pub(super) fn schema_file_component(&self, id: SchemaId) -> Option<String> {
        let (_, pointer) = self.schema_file_refs.get(&id)?.first()?;
        component_name(pointer)
    }

    /// Adds to a schema what is said beside the `$ref`s from its component.
    pub(super) fn apply_schema_file_refs(&mut self, id: SchemaId, mut schema: Schema) -> Schema {
        let refs = self.schema_file_refs.get(&id).cloned().unwrap_or_default();
        for (file, pointer) in refs.iter().rev() {
            let Some(at) = NodeRef::at(file, pointer) else {
                continue;
            };
            let nearer = self.read_schema(&at);
            schema = Schema {
                component: nearer.component,
                hint: nearer.hint,
                client_name: nearer.client_name.or(schema.client_name),
                title: nearer.title.or(schema.title),
                description: nearer.description.or(schema.description),
                deprecated: nearer.deprecated || schema.deprecated,
                sunset: nearer.sunset.or(schema.sunset),
                rust_name: nearer.rust_name.or(schema.rust_name),
                rust_was: nearer.rust_was.or(schema.rust_was),
                discriminator_value: nearer.discriminator_value.or(schema.discriminator_value),
                ..schema
            };
        }
        schema
    }
}
