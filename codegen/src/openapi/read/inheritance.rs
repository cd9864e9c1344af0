//! Polymorphic base schemas: a schema with a `discriminator` that others extend through `allOf`.

use std::collections::{HashMap, HashSet};

use super::{DocumentReader, Schema, SchemaId};
use crate::{
    openapi::{Case, Discriminator, Object, OneOf, SchemaKind, Stage, fold_case},
    source::push_segment,
};

impl DocumentReader<'_> {
    /// Replaces implied discriminator values by `x-ms-discriminator-value` of the selected schema.
    pub(super) fn fill_implied_cases(&mut self) {
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            let SchemaKind::OneOf(choice) = &self.document.schemas.get(id).kind else {
                continue;
            };
            if !choice
                .stages
                .iter()
                .flat_map(|stage| &stage.cases)
                .any(|case| case.implied)
            {
                continue;
            }
            let mut choice = choice.clone();
            for case in choice.stages.iter_mut().flat_map(|stage| &mut stage.cases) {
                let target = self.resolve_ref(case.schema);
                let own = &self.document.schemas.get(target).discriminator_value;
                if let (true, Some(own)) = (case.implied, own) {
                    case.values = vec![own.clone()];
                }
            }
            if let Some(schema) = self.document.schemas.get_mut(id) {
                schema.kind = SchemaKind::OneOf(choice);
            }
        }
    }

    /// Turns each polymorphic base into a `oneOf` of its subtypes. The properties of the base become a schema of their
    /// own, which is one of the alternatives and is what the subtypes extend.
    pub(super) fn expand_polymorphic_bases(&mut self) {
        let components: Vec<SchemaId> = self.document.components.values().copied().collect();
        let mut children: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for id in &components {
            if let SchemaKind::AllOf(parts, _) = &self.document.schemas.get(*id).kind {
                for part in parts {
                    children
                        .entry(self.resolve_ref(*part))
                        .or_default()
                        .push(*id);
                }
            }
        }
        let mut bases: HashMap<SchemaId, SchemaId> = HashMap::new();
        for id in components {
            let schema = self.document.schemas.get(id);
            let Some(discriminator) = schema.discriminator.clone() else {
                continue;
            };
            if !matches!(schema.kind, SchemaKind::Object(_) | SchemaKind::AllOf(..)) {
                continue;
            }
            let subtypes = self.subtypes(id, &discriminator, &children);
            if !subtypes.is_empty() {
                bases.insert(id, self.turn_into_one_of(id, &discriminator, &subtypes));
            }
        }
        if !bases.is_empty() {
            self.retarget_subtypes(&bases);
        }
    }

    /// Returns the subtypes of a schema with a discriminator in the order of the document: the schemas that extend it,
    /// except through a schema with another discriminator, and the schemas in `mapping`.
    fn subtypes(
        &self,
        id: SchemaId,
        discriminator: &Discriminator,
        children: &HashMap<SchemaId, Vec<SchemaId>>,
    ) -> Vec<SchemaId> {
        let mut found: HashSet<SchemaId> = HashSet::from([id]);
        let mut left = vec![id];
        while let Some(next) = left.pop() {
            for child in children.get(&next).into_iter().flatten() {
                let other = &self.document.schemas.get(*child).discriminator;
                let is_other = other
                    .as_ref()
                    .is_some_and(|other| other.property != discriminator.property);
                if found.insert(*child) && !is_other {
                    left.push(*child);
                }
            }
        }
        let mapped = discriminator.mapping.iter();
        found.extend(mapped.map(|case| self.resolve_ref(case.schema)));
        found.extend(discriminator.default.map(|it| self.resolve_ref(it)));
        found.remove(&id);
        // Ids are in the order of the document.
        let mut subtypes: Vec<_> = found.into_iter().collect();
        subtypes.sort_unstable();
        subtypes
    }

    /// Turns a schema into a `oneOf` and returns the id of a schema with its former content.
    fn turn_into_one_of(
        &mut self,
        id: SchemaId,
        discriminator: &Discriminator,
        subtypes: &[SchemaId],
    ) -> SchemaId {
        let base = self.document.schemas.reserve();
        let whole = self.document.schemas.get(id).clone();
        let mut cases: Vec<Case> = Vec::new();
        let mut taken = HashSet::new();
        let default = discriminator.default.map(|it| self.resolve_ref(it));
        for case in &discriminator.mapping {
            let schema = self.resolve_ref(case.schema);
            let is_default = default == Some(schema);
            if taken.insert(fold_case(&case.values)) && schema != id && !is_default {
                cases.push(Case {
                    schema,
                    ..case.clone()
                });
            }
        }
        // No value selects the base: it takes those that select no subtype.
        let mapped: HashSet<SchemaId> = cases.iter().map(|case| case.schema).collect();
        for subtype in subtypes {
            if mapped.contains(subtype) || default == Some(*subtype) {
                continue;
            }
            let schema = self.document.schemas.get(*subtype);
            let own = schema.discriminator_value.as_ref();
            let Some(value) = own.or(schema.component.as_ref()) else {
                continue;
            };
            let values = vec![value.clone()];
            if taken.insert(fold_case(&values)) {
                cases.push(Case {
                    values,
                    schema: *subtype,
                    place: schema.place.clone(),
                    implied: own.is_none(),
                });
            }
        }
        let mut pointer = String::new();
        push_segment(&mut pointer, &discriminator.property);
        // The document says what takes the values of the base too.
        let own = default.is_none_or(|default| default == id).then_some(&base);
        let alternatives = subtypes.iter().chain(own);
        let choice = OneOf {
            alternatives: alternatives
                .map(|subtype| (*subtype, whole.place.clone()))
                .collect(),
            stages: vec![Stage {
                pointers: vec![pointer],
                cases,
                place: Some(discriminator.place.clone()),
            }],
            siblings: Object::default(),
        };
        if let Some(schema) = self.document.schemas.get_mut(id) {
            schema.kind = SchemaKind::OneOf(Box::new(choice));
        }
        let schema = Schema {
            component: None,
            hint: Some("Base".to_owned()),
            rust_name: None,
            rust_was: None,
            client_name: None,
            discriminator: None,
            ..whole
        };
        self.document.schemas.set(base, schema);
        base
    }

    /// Lets subtypes extend the former content of their base. An `allOf` with nothing but the base still means the
    /// `oneOf`.
    fn retarget_subtypes(&mut self, bases: &HashMap<SchemaId, SchemaId>) {
        let made: HashSet<SchemaId> = bases.values().copied().collect();
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            let schema = self.document.schemas.get(id);
            let SchemaKind::AllOf(parts, own) = &schema.kind else {
                continue;
            };
            let tells = |part: &&SchemaId| {
                !matches!(self.document.schemas.get(**part).kind, SchemaKind::Any)
            };
            let is_composed = schema.component.is_some()
                || !own.is_empty()
                || parts.iter().filter(tells).count() > 1;
            if !is_composed && !made.contains(&id) {
                continue;
            }
            let parts = parts
                .iter()
                .map(|part| {
                    bases
                        .get(&self.resolve_ref(*part))
                        .copied()
                        .unwrap_or(*part)
                })
                .collect();
            let own = own.clone();
            if let Some(schema) = self.document.schemas.get_mut(id) {
                schema.kind = SchemaKind::AllOf(parts, own);
            }
        }
    }

    /// Follows `$ref`s from a schema to the one that they lead to.
    pub(super) fn resolve_ref(&self, id: SchemaId) -> SchemaId {
        self.document.schemas.resolve_ref(id)
    }
}
