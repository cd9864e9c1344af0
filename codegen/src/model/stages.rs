//! The stages of a union: which values of which properties select an alternative.

use std::collections::{HashMap, HashSet};

use super::{Case, Stage, compose::Resolved, types::ModelBuilder};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{self, OneOf, SchemaId},
    text::{push_segment, segments},
};

/// Maximum depth of unions in unions whose discriminator values are collected.
pub(super) const MAX_DEPTH: usize = 16;

impl ModelBuilder<'_, '_> {
    /// Builds a stage. Adds the indices of all alternatives that a value selects to `attempted`, also of those whose values
    /// select another one.
    pub(super) fn stage(
        &mut self,
        choice: &OneOf,
        stage: &openapi::Stage,
        indices: &HashMap<SchemaId, usize>,
        attempted: &mut HashSet<usize>,
    ) -> Stage {
        let mut listed = Listed::default();
        let mut mapped = HashSet::new();
        for case in &stage.cases {
            let target = self.composer.target(case.schema, self.diagnostics);
            mapped.insert(target);
            if case.implied {
                self.add_listed(target, stage, &mut listed);
            }
        }
        let mut inline = Vec::new();
        for (id, _) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            if mapped.insert(target) && self.composer.schema(target).hint.as_deref() != Some("Base")
            {
                self.add_listed(target, stage, &mut listed);
                inline.push(target);
            }
        }
        let uses = listed.count_uses();
        let mut cases: Vec<Case> = Vec::new();
        // The values of the alternatives of unions, unless another alternative has them.
        let mut nested: Vec<Case> = Vec::new();
        for case in &stage.cases {
            let target = self.composer.target(case.schema, self.diagnostics);
            let Some(alternative) = indices.get(&target).copied() else {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::ChosenNonAlternative,
                        "the selected schema is not one of the alternatives",
                    )
                    .at(case.place.clone())
                    .note("its values are kept as any JSON")
                    .help("add it to `oneOf`"),
                );
                continue;
            };
            let is_union = matches!(
                self.composer.resolve(target, self.diagnostics),
                Resolved::Union(..)
            );
            if !case.implied {
                cases.push(Case {
                    values: case.values.clone(),
                    alternative,
                });
                continue;
            }
            // If the property's enumeration does not contain the schema's name, its values are sent instead.
            let own = listed.unshared(target).iter();
            let own = own.map(|value| (value, value.to_ascii_lowercase()));
            let own: Vec<_> = own
                .filter(|(_, folded)| uses.get(folded) == Some(&1))
                .collect();
            let is_own = |name: &String| own.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
            let is_named = own.is_empty() || is_union || case.values.iter().any(is_own);
            if is_named {
                cases.push(Case {
                    values: case.values.clone(),
                    alternative,
                });
            }
            if is_union || !is_named {
                let list = if is_union { &mut nested } else { &mut cases };
                list.extend(own.into_iter().map(|(value, _)| Case {
                    values: vec![value.clone()],
                    alternative,
                }));
            }
        }
        for target in inline {
            let Some(alternative) = indices.get(&target).copied() else {
                continue;
            };
            // An alternative that shares the list of an earlier one has no values of its own.
            let values = listed.take(target);
            if values.is_some() {
                attempted.insert(alternative);
            }
            cases.extend(values.into_iter().flatten().map(|value| Case {
                values: vec![value],
                alternative,
            }));
        }
        cases.extend(nested);
        attempted.extend(cases.iter().map(|case| case.alternative));
        // The first of equal cases wins.
        let mut taken = HashSet::new();
        cases.retain(|case| taken.insert(openapi::fold_case(&case.values)));
        Stage {
            pointers: stage.pointers.clone(),
            is_optional: false,
            cases,
        }
    }

    /// Adds the values that a schema lists for the only property of a stage.
    fn add_listed(&mut self, target: SchemaId, stage: &openapi::Stage, listed: &mut Listed) {
        if let [pointer] = stage.pointers.as_slice()
            && let Some(list) = self.values_at(target, pointer, MAX_DEPTH, listed)
        {
            listed.add(target, list);
        }
    }

    /// Returns the index of the list of the values that select a schema by the property at a pointer of one segment: those
    /// that the property lists, or those that select the alternatives of a union.
    fn values_at(
        &mut self,
        schema: SchemaId,
        pointer: &str,
        depth: usize,
        listed: &mut Listed,
    ) -> Option<usize> {
        let Resolved::Union(id, choice) = self.composer.resolve(schema, self.diagnostics) else {
            let segments = segments(pointer)?;
            let [name] = segments.as_slice() else {
                return None;
            };
            let definition = self.property_definition(schema, name)?;
            if let Some(known) = listed.definitions.get(&definition) {
                return *known;
            }
            let values = self.constants(definition);
            let list = values.map(|values| listed.push(values));
            listed.definitions.insert(definition, list);
            return list;
        };
        if let Some(known) = listed.unions.get(&(id, depth)) {
            return *known;
        }
        let values = self.values_of_union(choice, pointer, depth, listed);
        let list = values.map(|values| listed.push(values));
        listed.unions.insert((id, depth), list);
        list
    }

    fn values_of_union(
        &mut self,
        choice: &OneOf,
        pointer: &str,
        depth: usize,
        listed: &mut Listed,
    ) -> Option<Vec<String>> {
        let depth = depth.checked_sub(1)?;
        let stage = choice
            .stages
            .iter()
            .find(|stage| stage.pointers == [pointer]);
        let cases = stage
            .map(|stage| stage.cases.as_slice())
            .unwrap_or_default();
        let mut values = Vec::new();
        let mut lists = HashSet::new();
        for case in cases {
            let inner = match case.implied {
                true => self.values_at(case.schema, pointer, depth, listed),
                false => None,
            };
            match inner {
                // Alternatives with one base share its list.
                Some(list) if lists.insert(list) => {
                    values.extend_from_slice(listed.values(list));
                }
                Some(_) => {}
                None => values.extend_from_slice(&case.values),
            }
        }
        if stage.is_none() {
            for (id, _) in &choice.alternatives {
                let list = self.values_at(*id, pointer, depth, listed)?;
                if lists.insert(list) {
                    values.extend_from_slice(listed.values(list));
                }
            }
        }
        let mut seen = HashSet::new();
        values.retain(|value| seen.insert(value.to_ascii_lowercase()));
        (!values.is_empty()).then_some(values)
    }

    /// Returns the last definition of a property of an object.
    fn property_definition(&mut self, schema: SchemaId, name: &str) -> Option<SchemaId> {
        let composed = self.composer.compose(schema, self.diagnostics);
        let (definition, _) = composed.members.get(name)?.definitions.last()?;
        Some(*definition)
    }

    /// Returns the texts of the strings, numbers or booleans that the definition of a property lists.
    fn constants(&mut self, definition: SchemaId) -> Option<Vec<String>> {
        match self.composer.resolve(definition, self.diagnostics) {
            Resolved::Enumeration(_, enumeration) => {
                let values = enumeration.values.iter();
                Some(values.map(|value| value.wire.clone()).collect())
            }
            Resolved::Boolean | Resolved::Number(_) | Resolved::Json => {
                let chain = self.composer.chain(definition);
                let listed = chain.iter().find_map(|schema| {
                    let listed = &schema.validation.listed;
                    (!listed.is_empty()).then_some(listed)
                })?;
                listed.iter().map(|json| scalar_text(json)).collect()
            }
            _ => None,
        }
    }

    /// Returns whether a property of an object is a boolean or a number.
    pub(super) fn is_counted(&mut self, schema: SchemaId, name: &str) -> bool {
        let Some(definition) = self.property_definition(schema, name) else {
            return false;
        };
        let resolved = self.composer.resolve(definition, self.diagnostics);
        matches!(resolved, Resolved::Boolean | Resolved::Number(_))
    }

    /// Infers a discriminator: a property that all alternatives require, with different listed values in each. A boolean or a
    /// number need not be listed in all of them: the others are left for its other values.
    pub(super) fn infer_discriminator(
        &mut self,
        choice: &OneOf,
        indices: &HashMap<SchemaId, usize>,
    ) -> Option<Stage> {
        let mut targets = Vec::new();
        for (id, _) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            targets.push((target, self.composer.compose(target, self.diagnostics)));
        }
        let (_, first) = targets.first()?;
        let is_required = |name: &&String| {
            let mut all = targets.iter();
            all.all(|(_, composed)| {
                composed.required.contains_key(*name) && composed.members.contains_key(*name)
            })
        };
        let candidates: Vec<String> = first.members.keys().filter(is_required).cloned().collect();
        candidates.into_iter().find_map(|name| {
            let mut cases = Vec::new();
            let mut taken = HashSet::new();
            for (target, _) in &targets {
                let alternative = indices.get(target).copied()?;
                let definition = self.property_definition(*target, &name);
                let values = match definition.and_then(|id| self.constants(id)) {
                    Some(values) => values,
                    None if self.is_counted(*target, &name) => Vec::new(),
                    None => return None,
                };
                for value in values {
                    let values = vec![value];
                    if !taken.insert(openapi::fold_case(&values)) {
                        return None;
                    }
                    cases.push(Case {
                        values,
                        alternative,
                    });
                }
            }
            let mut pointer = String::new();
            push_segment(&mut pointer, &name);
            (!cases.is_empty()).then(|| Stage {
                pointers: vec![pointer],
                is_optional: false,
                cases,
            })
        })
    }
}

/// The values that alternatives list for the property of a stage. Alternatives with one definition of the property, which is
/// that of their base, share a list.
#[derive(Default)]
struct Listed {
    lists: Vec<List>,
    /// The list of each alternative.
    of: HashMap<SchemaId, usize>,
    /// The list of each definition of the property, if it has one.
    definitions: HashMap<SchemaId, Option<usize>>,
    /// The list of each union at a depth, if it has one.
    unions: HashMap<(SchemaId, usize), Option<usize>>,
}

#[derive(Default)]
struct List {
    values: Vec<String>,
    /// Number of alternatives that have it.
    uses: usize,
}

impl Listed {
    fn push(&mut self, values: Vec<String>) -> usize {
        self.lists.push(List { values, uses: 0 });
        self.lists.len() - 1
    }

    fn values(&self, list: usize) -> &[String] {
        self.lists.get(list).map_or(&[], |list| &list.values)
    }

    fn add(&mut self, target: SchemaId, list: usize) {
        self.of.insert(target, list);
        if let Some(list) = self.lists.get_mut(list) {
            list.uses += 1;
        }
    }

    /// Returns the number of alternatives that list each value, without ASCII case.
    fn count_uses(&self) -> HashMap<String, usize> {
        let mut uses = HashMap::new();
        for list in self.lists.iter().filter(|list| list.uses > 0) {
            for value in &list.values {
                *uses.entry(value.to_ascii_lowercase()).or_default() += list.uses;
            }
        }
        uses
    }

    /// Returns the values of an alternative, unless another one shares their list.
    fn unshared(&self, target: SchemaId) -> &[String] {
        let list = self.of.get(&target).and_then(|list| self.lists.get(*list));
        list.filter(|list| list.uses == 1)
            .map_or(&[], |list| &list.values)
    }

    /// Takes the values of an alternative. `None` if it lists none; those of a shared list are taken once.
    fn take(&mut self, target: SchemaId) -> Option<Vec<String>> {
        let list = self.of.remove(&target)?;
        self.lists
            .get_mut(list)
            .map(|list| std::mem::take(&mut list.values))
    }
}

/// Returns the text of a scalar in JSON; `None` for null, an array and an object.
pub(super) fn scalar_text(json: &str) -> Option<String> {
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).ok(),
        b't' | b'f' | b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}
