//! Unions.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    Alternative, Case, Constraints, Stage, Type, Union,
    compose::Resolved,
    names::{self, NameRequest, Role, Scope},
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{self, OneOf, SchemaId},
    text::{push_segment, segments},
};

impl ModelBuilder<'_, '_> {
    /// Builds a union with a name. An alternative that is the union itself is dropped.
    pub(super) fn union(&mut self, own: &str, choice: &OneOf) -> Union {
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut indices: HashMap<SchemaId, usize> = HashMap::new();
        for (id, place) in &choice.alternatives {
            let ty = match self.type_of(*id) {
                Type::Nullable(inner) => *inner,
                other => other,
            };
            if matches!(&ty, Type::Named(name) if name == own) {
                self.diagnostics.push(
                    Diagnostic::new(Code::Recursive, "this union is an alternative of itself")
                        .at(place.clone())
                        .note("it is ignored"),
                );
                continue;
            }
            // A second alternative of the same type would never be selected.
            let known = alternatives.iter().position(|known| known.ty == ty);
            indices.insert(
                self.composer.target(*id, self.diagnostics),
                known.unwrap_or(alternatives.len()),
            );
            if let Some(known) = known.and_then(|index| alternatives.get_mut(index)) {
                // Constraints of only one of them hold for no value of the type.
                if known.constraints != self.constraints(*id) {
                    known.constraints = Constraints::default();
                }
            } else {
                alternatives.push(Alternative {
                    name: String::new(),
                    ty,
                    constraints: self.constraints(*id),
                    docs: self.docs(*id),
                    place: place.clone(),
                });
            }
        }
        let mut stages = Vec::new();
        for stage in &choice.stages {
            stages.push(self.stage(stage, &indices));
        }
        stages.retain(|stage| !stage.cases.is_empty());
        if stages.is_empty() && alternatives.len() > 1 {
            stages.extend(self.infer_discriminator(choice, &indices));
        }
        if !stages.is_empty() {
            self.drop_unchosen(choice, &mut alternatives, &mut stages, &indices);
        }
        let texts = distinct_texts(&alternatives);
        let wanted: Vec<_> = texts
            .iter()
            .map(|text| NameRequest::new(text, None))
            .collect();
        let scope = Scope::Type(Role::Variant, own.to_owned());
        let names = names::assign(Role::Variant, &scope, &wanted, self.past, self.diagnostics);
        for (alternative, name) in alternatives.iter_mut().zip(names) {
            alternative.name = name;
        }
        Union {
            alternatives,
            stages,
        }
    }

    /// Drops alternatives that no value of the discriminator selects.
    fn drop_unchosen(
        &mut self,
        choice: &OneOf,
        alternatives: &mut Vec<Alternative>,
        stages: &mut [Stage],
        indices: &HashMap<SchemaId, usize>,
    ) {
        let cases = || stages.iter().flat_map(|stage| &stage.cases);
        let chosen: BTreeSet<usize> = cases().map(|case| case.alternative).collect();
        let mut told = HashSet::new();
        for (id, place) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            let index = indices.get(&target).copied().unwrap_or_default();
            // The content of a polymorphic base is an alternative only if a value is left for it.
            let is_base = self.composer.schema(target).hint.is_some();
            if !chosen.contains(&index) && !is_base && told.insert(index) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnchosenAlternative,
                        "no discriminator value selects this alternative",
                    )
                    .at(place.clone())
                    .note("its values are kept as any JSON")
                    .help("add it to the `mapping` of the discriminator"),
                );
            }
        }
        let mut index = 0;
        alternatives.retain(|_| {
            index += 1;
            chosen.contains(&(index - 1))
        });
        let moved: HashMap<usize, usize> = chosen.into_iter().zip(0..).collect();
        for case in stages.iter_mut().flat_map(|stage| &mut stage.cases) {
            case.alternative = moved.get(&case.alternative).copied().unwrap_or_default();
        }
    }

    fn stage(&mut self, stage: &openapi::Stage, indices: &HashMap<SchemaId, usize>) -> Stage {
        let mut listed: HashMap<SchemaId, Vec<String>> = HashMap::new();
        let mut uses: HashMap<String, usize> = HashMap::new();
        for case in stage.cases.iter().filter(|case| case.implied) {
            let target = self.composer.target(case.schema, self.diagnostics);
            if let [pointer] = stage.pointers.as_slice()
                && let Some(values) = self.listed_at(target, pointer)
            {
                for value in &values {
                    *uses.entry(value.to_ascii_lowercase()).or_default() += 1;
                }
                listed.insert(target, values);
            }
        }
        let mut cases: Vec<Case> = Vec::new();
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
            if !case.implied || own.is_empty() || case.values.iter().any(is_own) {
                cases.push(Case {
                    values: case.values.clone(),
                    alternative,
                });
            } else {
                cases.extend(own.into_iter().map(|value| Case {
                    values: vec![value.clone()],
                    alternative,
                }));
            }
        }
        // The first of equal cases wins.
        let mut taken = HashSet::new();
        cases.retain(|case| taken.insert(openapi::fold_case(&case.values)));
        Stage {
            pointers: stage.pointers.clone(),
            cases,
        }
    }

    /// Returns the enumerated values of a property, given by a pointer of one segment.
    fn listed_at(&mut self, schema: SchemaId, pointer: &str) -> Option<Vec<String>> {
        let segments = segments(pointer)?;
        let [name] = segments.as_slice() else {
            return None;
        };
        self.listed_values(schema, name)
    }

    fn listed_values(&mut self, schema: SchemaId, name: &str) -> Option<Vec<String>> {
        let composed = self.composer.compose(schema, self.diagnostics);
        let (member, _) = composed.members.get(name)?.definitions.last()?;
        match self.composer.resolve(*member, self.diagnostics) {
            Resolved::Enumeration(_, enumeration) => {
                let values = enumeration.values.iter();
                Some(values.map(|value| value.wire.clone()).collect())
            }
            _ => None,
        }
    }

    /// Infers a discriminator: a property that all alternatives require, with different enumerated values in each.
    fn infer_discriminator(
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
                for value in self.listed_values(*target, &name)? {
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
            Some(Stage {
                pointers: vec![pointer],
                cases,
            })
        })
    }
}

/// Returns a text for each alternative that its name is made from. Where two would have the same one, integers are told apart by
/// their width, and what is then still the same by its number.
fn distinct_texts(alternatives: &[Alternative]) -> Vec<String> {
    let mut texts: Vec<String> = alternatives
        .iter()
        .map(|alternative| text(&alternative.ty, false))
        .collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in &texts {
        *counts.entry(text.clone()).or_default() += 1;
    }
    for (own, alternative) in texts.iter_mut().zip(alternatives) {
        if counts.get(own).is_some_and(|count| *count > 1) {
            *own = text(&alternative.ty, true);
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for own in &mut texts {
        let text = own.clone();
        while !taken.insert(own.clone()) {
            let number = numbers.entry(text.clone()).or_insert(1);
            *number += 1;
            *own = format!("{text} N{number}");
        }
    }
    texts
}

/// Returns the text of a type, with or without the width of integers.
fn text(ty: &Type, has_width: bool) -> String {
    let text = |ty: &Type| text(ty, has_width);
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Integer(integer) if has_width => match integer.as_str().split_at(1) {
            ("u", width) => format!("Unsigned{width}"),
            (_, width) => format!("Int{width}"),
        },
        Type::Integer(_) => "Integer".to_owned(),
        Type::Float => "Float".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::LocalDateTime => "LocalDateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Formatted(format) => format.as_str().to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::Named(name) => name.clone(),
        Type::Array(items) => format!("{} List", text(items)),
        Type::Tuple(elements) => {
            let elements: Vec<_> = elements.iter().map(text).collect();
            format!("{} Tuple", elements.join(" "))
        }
        Type::Map(values) => format!("{} Map", text(values)),
        Type::Nullable(inner) => format!("Nullable {}", text(inner)),
        Type::Boxed(inner) | Type::Erased(inner) => text(inner),
        Type::Foreign { path, .. } => path.clone(),
    }
}
