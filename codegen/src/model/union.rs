//! One of several types.

use std::collections::{HashMap, HashSet};

use super::{
    Alternative, Case, Stage, Type, Union,
    compose::Meaning,
    names::{self, Role, Wanted},
    types::Builder,
};
use crate::{
    diagnostic::Diagnostic,
    openapi::{self, OneOf, SchemaId},
    source::{push_segment, segments},
};

impl Builder<'_, '_> {
    pub(super) fn union(&mut self, choice: &OneOf) -> Union {
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut indices: HashMap<SchemaId, usize> = HashMap::new();
        for (id, place) in &choice.alternatives {
            let ty = match self.type_of(*id) {
                Type::Nullable(inner) => *inner,
                other => other,
            };
            // A second alternative of the same type would never be reached.
            let known = alternatives.iter().position(|known| known.ty == ty);
            indices.insert(
                self.composer.target(*id, self.diagnostics),
                known.unwrap_or(alternatives.len()),
            );
            if known.is_none() {
                alternatives.push(Alternative {
                    name: String::new(),
                    ty,
                    docs: self.docs(*id),
                    place: place.clone(),
                });
            }
        }
        let texts: Vec<String> = alternatives
            .iter()
            .map(|alternative| text(&alternative.ty))
            .collect();
        let wanted: Vec<_> = texts.iter().map(|text| Wanted::new(text, None)).collect();
        for (alternative, name) in
            alternatives
                .iter_mut()
                .zip(names::distinct(Role::Variant, &wanted, self.diagnostics))
        {
            alternative.name = name;
        }
        let mut stages = Vec::new();
        for stage in &choice.stages {
            stages.push(self.stage(stage, &indices));
        }
        if stages.is_empty() && alternatives.len() > 1 {
            stages.extend(self.telling_member(choice, &indices));
        }
        Union {
            alternatives,
            stages,
        }
    }

    fn stage(&mut self, stage: &openapi::Stage, indices: &HashMap<SchemaId, usize>) -> Stage {
        let mut cases: Vec<Case> = Vec::new();
        for case in &stage.cases {
            let target = self.composer.target(case.schema, self.diagnostics);
            let Some(alternative) = indices.get(&target).copied() else {
                self.diagnostics.push(
                    Diagnostic::warning("this chooses a schema that is none of the alternatives")
                        .at(case.place.clone())
                        .note("what it chooses is kept as any JSON")
                        .help("add it to `oneOf`"),
                );
                continue;
            };
            let listed = match stage.pointers.as_slice() {
                [pointer] if case.implied => self.listed_at(target, pointer),
                _ => None,
            };
            let is_listed = |values: &Vec<String>| {
                let mut own = case.values.iter();
                own.any(|own| values.iter().any(|value| value.eq_ignore_ascii_case(own)))
            };
            match listed.filter(|values| !is_listed(values)) {
                // The member lists other texts than the name of the schema; they are what is sent.
                Some(values) => cases.extend(values.into_iter().map(|value| Case {
                    values: vec![value],
                    alternative,
                })),
                None => cases.push(Case {
                    values: case.values.clone(),
                    alternative,
                }),
            }
        }
        // The first of equal ones counts.
        let mut taken = HashSet::new();
        cases.retain(|case| taken.insert(folded(&case.values)));
        Stage {
            pointers: stage.pointers.clone(),
            cases,
        }
    }

    /// The texts that a schema lists for a member, given by a pointer of one segment.
    fn listed_at(&mut self, schema: SchemaId, pointer: &str) -> Option<Vec<String>> {
        let segments = segments(pointer)?;
        let [name] = segments.as_slice() else {
            return None;
        };
        self.listed(schema, name)
    }

    fn listed(&mut self, schema: SchemaId, name: &str) -> Option<Vec<String>> {
        let composed = self.composer.composed(schema, self.diagnostics);
        let (member, _) = composed.members.get(name)?.definitions.last()?;
        match self.composer.meaning(*member, self.diagnostics) {
            Meaning::Enumeration(_, enumeration) => {
                let values = enumeration.values.iter();
                Some(values.map(|value| value.wire.clone()).collect())
            }
            _ => None,
        }
    }

    /// A member that all alternatives require and whose listed texts tell them apart.
    fn telling_member(
        &mut self,
        choice: &OneOf,
        indices: &HashMap<SchemaId, usize>,
    ) -> Option<Stage> {
        let mut targets = Vec::new();
        for (id, _) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            targets.push((target, self.composer.composed(target, self.diagnostics)));
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
                for value in self.listed(*target, &name)? {
                    let values = vec![value];
                    if !taken.insert(folded(&values)) {
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
            Some(Stage {
                pointers: vec![pointer],
                cases,
            })
        })
    }
}

/// Texts as a stage compares them.
fn folded(values: &[String]) -> Vec<String> {
    values
        .iter()
        .map(|value| value.to_ascii_lowercase())
        .collect()
}

/// What an alternative's name is made from. Nested types are written so that no two are alike.
fn text(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Float => "Float".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::LocalDateTime => "LocalDateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Named(name) => name.clone(),
        Type::Array(items) => format!("{} List", text(items)),
        Type::Map(values) => format!("{} Map", text(values)),
        Type::Nullable(inner) => format!("Nullable {}", text(inner)),
        Type::Boxed(inner) => text(inner),
    }
}
