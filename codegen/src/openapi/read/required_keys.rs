//! Alternatives that are told apart by a required key that they do not declare.

use std::collections::HashSet;

use super::{DocumentReader, Schema, SchemaId};
use crate::openapi::{Property, SchemaKind};

impl DocumentReader<'_> {
    /// Declares the required keys of alternatives that no property declares, as any JSON: without them, an alternative would
    /// take objects that lack the key. A key that is almost the name of a property is a mistake, which is reported later.
    pub(super) fn declare_required_keys(&mut self) {
        let mut seen = HashSet::new();
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            let SchemaKind::OneOf(choice) = &self.document.schemas.get(id).kind else {
                continue;
            };
            if !choice.stages.is_empty() || choice.alternatives.len() < 2 {
                continue;
            }
            let alternatives = choice.alternatives.iter();
            let targets: Vec<SchemaId> =
                alternatives.map(|(it, _)| self.resolve_ref(*it)).collect();
            for target in targets {
                if seen.insert(target) {
                    self.declare_keys(target);
                }
            }
        }
    }

    fn declare_keys(&mut self, id: SchemaId) {
        let SchemaKind::Object(object) = &self.document.schemas.get(id).kind else {
            return;
        };
        if object.properties.is_empty() {
            return;
        }
        let known = || object.properties.keys().map(String::as_str);
        let undeclared: Vec<_> = object
            .required
            .iter()
            .filter(|(name, _)| !object.properties.contains_key(*name))
            .filter(|(name, _)| self.diagnostics.nearest(name, known()).is_none())
            .map(|(name, place)| (name.clone(), place.clone()))
            .collect();
        for (name, place) in undeclared {
            let schema = self.document.schemas.reserve();
            let any = Schema {
                place: place.clone(),
                ..Schema::default()
            };
            self.document.schemas.set(schema, any);
            if let Some(Schema {
                kind: SchemaKind::Object(object),
                ..
            }) = self.document.schemas.get_mut(id)
            {
                object.properties.insert(name, Property { place, schema });
            }
        }
    }
}
