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
        let mut listed: HashMap<SchemaId, Vec<String>> = HashMap::new();
        let mut uses: HashMap<String, usize> = HashMap::new();
        let mut mapped = HashSet::new();
        for case in &stage.cases {
            let target = self.composer.target(case.schema, self.diagnostics);
            mapped.insert(target);
            if case.implied {
                self.add_listed(target, stage, &mut listed, &mut uses);
            }
        }
        let mut inline = Vec::new();
        for (id, _) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            if mapped.insert(target) && self.composer.schema(target).hint.as_deref() != Some("Base")
            {
                self.add_listed(target, stage, &mut listed, &mut uses);
                inline.push(target);
            }
        }
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
            // If the property's enumeration does not contain the schema's name, its values are sent instead.
            let listed = listed.get(&target).into_iter().flatten();
            let own: Vec<&String> = listed
                .filter(|value| uses.get(&value.to_ascii_lowercase()) == Some(&1))
                .collect();
            let is_own = |name: &String| own.iter().any(|own| own.eq_ignore_ascii_case(name));
            let resolved = self.composer.resolve(target, self.diagnostics);
            let is_union = matches!(resolved, Resolved::Union(..));
            let is_named = own.is_empty() || is_union || case.values.iter().any(is_own);
            if !case.implied || is_named {
                cases.push(Case {
                    values: case.values.clone(),
                    alternative,
                });
            }
            if case.implied && (is_union || !is_named) {
                let list = if is_union { &mut nested } else { &mut cases };
                list.extend(own.into_iter().map(|value| Case {
                    values: vec![value.clone()],
                    alternative,
                }));
            }
        }
        for target in inline {
            let Some(alternative) = indices.get(&target).copied() else {
                continue;
            };
            let values = listed.remove(&target).into_iter().flatten();
            cases.extend(values.map(|value| Case {
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
    fn add_listed(
        &mut self,
        target: SchemaId,
        stage: &openapi::Stage,
        listed: &mut HashMap<SchemaId, Vec<String>>,
        uses: &mut HashMap<String, usize>,
    ) {
        let [pointer] = stage.pointers.as_slice() else {
            return;
        };
        let Some(values) = self.values_at(target, pointer, MAX_DEPTH) else {
            return;
        };
        for value in &values {
            *uses.entry(value.to_ascii_lowercase()).or_default() += 1;
        }
        listed.insert(target, values);
    }

    /// Returns the values that select a schema by the property at a pointer of one segment: those that the property lists, or
    /// those that select the alternatives of a union.
    fn values_at(&mut self, schema: SchemaId, pointer: &str, depth: usize) -> Option<Vec<String>> {
        let Resolved::Union(_, choice) = self.composer.resolve(schema, self.diagnostics) else {
            let segments = segments(pointer)?;
            let [name] = segments.as_slice() else {
                return None;
            };
            return self.constants(schema, name);
        };
        let depth = depth.checked_sub(1)?;
        let stage = choice
            .stages
            .iter()
            .find(|stage| stage.pointers == [pointer]);
        let cases = stage
            .map(|stage| stage.cases.as_slice())
            .unwrap_or_default();
        let mut values = Vec::new();
        for case in cases {
            let inner = match case.implied {
                true => self.values_at(case.schema, pointer, depth),
                false => None,
            };
            values.extend(inner.unwrap_or_else(|| case.values.clone()));
        }
        if stage.is_none() {
            for (id, _) in &choice.alternatives {
                values.extend(self.values_at(*id, pointer, depth)?);
            }
        }
        let mut seen = HashSet::new();
        values.retain(|value| seen.insert(value.to_ascii_lowercase()));
        (!values.is_empty()).then_some(values)
    }

    /// Returns the texts of the strings, numbers or booleans that a property of an object lists.
    fn constants(&mut self, schema: SchemaId, name: &str) -> Option<Vec<String>> {
        let composed = self.composer.compose(schema, self.diagnostics);
        let (member, _) = composed.members.get(name)?.definitions.last()?;
        match self.composer.resolve(*member, self.diagnostics) {
            Resolved::Enumeration(_, enumeration) => {
                let values = enumeration.values.iter();
                Some(values.map(|value| value.wire.clone()).collect())
            }
            Resolved::Boolean | Resolved::Number(_) | Resolved::Json => {
                let chain = self.composer.chain(*member);
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
        let composed = self.composer.compose(schema, self.diagnostics);
        let member = composed.members.get(name);
        let Some((member, _)) = member.and_then(|member| member.definitions.last()) else {
            return false;
        };
        let resolved = self.composer.resolve(*member, self.diagnostics);
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
                let values = match self.constants(*target, &name) {
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

/// Returns the text of a scalar in JSON; `None` for null, an array and an object.
pub(super) fn scalar_text(json: &str) -> Option<String> {
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).ok(),
        b't' | b'f' | b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}
