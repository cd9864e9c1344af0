//! Texts that inline alternatives are named after.

use std::collections::HashMap;

use super::DefinitionFinder;
use crate::{
    model::compose::Resolved,
    openapi::{Enumeration, OneOf, SchemaId, SchemaKind},
};

impl<'d> DefinitionFinder<'_, 'd> {
    /// Returns the property by which people tell each alternative from the others: the first required one, or else the first
    /// one, that no other alternative has.
    pub(super) fn distinct_members(&mut self, choice: &OneOf) -> HashMap<SchemaId, String> {
        let mut objects = Vec::new();
        let mut uses: HashMap<String, usize> = HashMap::new();
        for (alternative, _) in &choice.alternatives {
            let resolved = self.composer.resolve(*alternative, self.diagnostics);
            if let Resolved::Struct(owner) = resolved {
                let composed = self.composer.compose(owner, self.diagnostics);
                for name in composed.members.keys() {
                    *uses.entry(name.clone()).or_default() += 1;
                }
                objects.push((*alternative, composed));
            }
        }
        if choice.alternatives.len() < 2 {
            return HashMap::new();
        }
        let distinct = objects.into_iter().filter_map(|(alternative, composed)| {
            let mut names = composed
                .members
                .keys()
                .filter(|name| uses.get(*name) == Some(&1));
            let is_required = |name: &&String| composed.required.contains_key(*name);
            let required = names.clone().find(is_required);
            Some((alternative, required.or_else(|| names.next())?.clone()))
        });
        distinct.collect()
    }

    /// Returns the value of the first property that has only one.
    pub(super) fn only_text(&self, kind: &SchemaKind) -> Option<&'d String> {
        let SchemaKind::Object(object) = kind else {
            return None;
        };
        object.properties.values().find_map(|property| {
            let schema = self.document.schemas.get(property.schema);
            match &schema.kind {
                SchemaKind::Enumeration(Enumeration { values, .. }) => match values.as_slice() {
                    [only] => Some(&only.wire),
                    _ => None,
                },
                _ => None,
            }
        })
    }
}
