//! Distributes `oneOf` over sibling keywords and `allOf`.
//!
//! Properties beside `oneOf`, and an `allOf` with a `oneOf` in it, become a `oneOf` whose alternatives are each an
//! `allOf` of the former alternative and the rest.

use std::collections::{HashMap, HashSet};

use super::{DocumentReader, Schema, SchemaId};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::openapi::{Case, Object, OneOf, SchemaKind, ValueKind};
use crate::source::segments;

/// Maximum number of alternatives that one schema may expand to. Several `oneOf`s in an `allOf` multiply.
const MOST_ALTERNATIVES: usize = 256;
/// Maximum nesting depth; deeper schemas are left unchanged.
const MAXIMUM_DEPTH: usize = 64;
/// Maximum number of the parts, directly or through others, that are asked for the kind of their values.
const MOST_PARTS: usize = 64;

impl DocumentReader<'_> {
    /// Distributes every `oneOf` of the document.
    pub(super) fn distribute_one_of(&mut self) {
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            self.replace_parent_one_of(id);
        }
        let mut progress = Progress::default();
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            progress.left = MOST_ALTERNATIVES;
            self.normalize(id, &mut progress, 0);
        }
    }

    /// Replaces a parent in an `allOf` whose `oneOf` lists this very schema: the schema extends the properties beside
    /// that `oneOf`, not the `oneOf` itself.
    fn replace_parent_one_of(&mut self, id: SchemaId) {
        let SchemaKind::AllOf(parts, own) = &self.document.schemas.get(id).kind else {
            return;
        };
        let (mut parts, own) = (parts.clone(), own.clone());
        let mut is_changed = false;
        for part in &mut parts {
            let target = self.resolve_ref(*part);
            let SchemaKind::OneOf(choice) = &self.document.schemas.get(target).kind else {
                continue;
            };
            if choice
                .alternatives
                .iter()
                .any(|(it, _)| self.resolve_ref(*it) == id)
            {
                let kind = match choice.siblings.is_empty() {
                    true => SchemaKind::Any,
                    false => SchemaKind::Object(Box::new(choice.siblings.clone())),
                };
                *part = self.derive_schema(target, None, kind);
                is_changed = true;
            }
        }
        if let (true, Some(schema)) = (is_changed, self.document.schemas.get_mut(id)) {
            schema.kind = SchemaKind::AllOf(parts, own);
        }
    }

    fn normalize(&mut self, id: SchemaId, progress: &mut Progress, depth: usize) {
        if depth >= MAXIMUM_DEPTH || !progress.settled.insert(id) {
            return;
        }
        let kind = &self.document.schemas.get(id).kind;
        if !matches!(kind, SchemaKind::AllOf(..) | SchemaKind::OneOf(_)) {
            return;
        }
        match kind.clone() {
            SchemaKind::AllOf(parts, own) => {
                for part in &parts {
                    let part = self.resolve_ref(*part);
                    self.normalize(part, progress, depth + 1);
                }
                let choice = parts.iter().enumerate().find_map(|(index, part)| {
                    match &self.document.schemas.get(self.resolve_ref(*part)).kind {
                        SchemaKind::OneOf(choice) if is_choice(self, choice) => {
                            Some((index, choice.clone()))
                        }
                        _ => None,
                    }
                });
                let Some((index, choice)) = choice else {
                    return;
                };
                let others = parts.iter().enumerate();
                let says = |part: &SchemaId| {
                    !matches!(self.document.schemas.get(*part).kind, SchemaKind::Any)
                };
                let is_alone = own.is_empty()
                    && others
                        .filter(|(other, it)| *other != index && says(it))
                        .count()
                        == 0;
                if !is_alone {
                    let source = parts.get(index).map_or(id, |part| self.resolve_ref(*part));
                    let rest = Rest {
                        parts,
                        index,
                        own: *own,
                    };
                    progress.open.extend([id, source]);
                    self.distribute_over(id, &choice, &rest, progress, depth);
                    progress.open.truncate(progress.open.len() - 2);
                }
            }
            SchemaKind::OneOf(choice) if is_choice(self, &choice) => {
                let names: Vec<&String> = choice.siblings.properties.keys().collect();
                let lacks = |(it, _): &(SchemaId, _)| {
                    let known = self.member_names(*it);
                    names.iter().any(|name| !known.contains(name.as_str()))
                };
                if choice.alternatives.iter().any(lacks) {
                    let mut choice = choice;
                    let rest = Rest {
                        parts: Vec::new(),
                        index: 0,
                        own: std::mem::take(&mut choice.siblings),
                    };
                    progress.open.push(id);
                    self.distribute_over(id, &choice, &rest, progress, depth);
                    progress.open.pop();
                }
            }
            _ => {}
        }
    }

    fn distribute_over(
        &mut self,
        id: SchemaId,
        choice: &OneOf,
        rest: &Rest,
        progress: &mut Progress,
        depth: usize,
    ) {
        let Some(left) = progress.left.checked_sub(choice.alternatives.len()) else {
            let place = self.document.schemas.get(id).place.clone();
            self.report(
                Code::TooDeep,
                "combining these `oneOf`s gives too many alternatives; they are left as they are",
                place,
            );
            return;
        };
        progress.left = left;
        self.lint_other_kinds(choice, rest, progress);
        let beside = (!choice.siblings.is_empty()).then(|| {
            self.derive_schema(
                id,
                None,
                SchemaKind::Object(Box::new(choice.siblings.clone())),
            )
        });
        let mut made: HashMap<SchemaId, SchemaId> = HashMap::new();
        let mut alternatives = Vec::new();
        for (alternative, place) in &choice.alternatives {
            let target = self.resolve_ref(*alternative);
            let schema = self.document.schemas.get(target);
            let is_composable = matches!(
                schema.kind,
                SchemaKind::Any
                    | SchemaKind::Object(_)
                    | SchemaKind::AllOf(..)
                    | SchemaKind::OneOf(_)
            );
            // A schema that is being expanded already would recur forever.
            let own = match is_composable && !progress.open.contains(&target) {
                true => {
                    let name = schema.component.clone().or_else(|| schema.hint.clone());
                    let name = name.or_else(|| schema.title.clone());
                    let mut parts = rest.parts.clone();
                    match parts.get_mut(rest.index) {
                        Some(part) => *part = *alternative,
                        None => parts.push(*alternative),
                    }
                    parts.extend(beside);
                    let kind = SchemaKind::AllOf(parts, Box::new(rest.own.clone()));
                    let own = self.derive_schema(target, name, kind);
                    self.normalize(own, progress, depth + 1);
                    own
                }
                false => *alternative,
            };
            made.insert(target, own);
            match &self.document.schemas.get(own).kind {
                // Nested alternatives without a discriminator are flattened.
                SchemaKind::OneOf(inner)
                    if own != *alternative
                        && choice.stages.is_empty()
                        && inner.stages.is_empty() =>
                {
                    alternatives.extend(inner.alternatives.iter().cloned());
                }
                _ => alternatives.push((own, place.clone())),
            }
        }
        alternatives.extend(self.base_alternative(id, choice, rest, beside));
        let mut stages = choice.stages.clone();
        for case in stages.iter_mut().flat_map(|stage| &mut stage.cases) {
            let schema = made.get(&self.resolve_ref(case.schema)).copied();
            *case = Case {
                schema: schema.unwrap_or(case.schema),
                ..case.clone()
            };
        }
        let kind = SchemaKind::OneOf(Box::new(OneOf {
            alternatives,
            stages,
            siblings: Object::default(),
        }));
        if let Some(schema) = self.document.schemas.get_mut(id) {
            schema.kind = kind;
        }
    }

    /// Warns of alternatives whose values have another kind than those of the other parts of the `allOf`.
    fn lint_other_kinds(&mut self, choice: &OneOf, rest: &Rest, progress: &mut Progress) {
        let mut others = rest.parts.iter().enumerate();
        let known = others.find_map(|(index, part)| {
            let kind = self.kind_in_words(*part)?;
            let place = self.document.schemas.get(*part).place.clone();
            (index != rest.index).then_some((kind, place))
        });
        let Some((kind, other)) = known else {
            return;
        };
        for (alternative, place) in &choice.alternatives {
            let Some(found) = self
                .kind_in_words(*alternative)
                .filter(|found| *found != kind)
            else {
                continue;
            };
            if !progress.reported.insert(place.clone()) {
                continue;
            }
            let message = format!(
                "this alternative is {found}, but another part of `allOf` is {kind}; no value is both"
            );
            let diagnostic = Diagnostic::new(Code::ConflictingKeywords, message).at(place.clone());
            self.diagnostics
                .push(diagnostic.also(other.clone(), "the other one"));
        }
    }

    /// Returns the kind of a schema's values in words; none if they may have several kinds.
    fn kind_in_words(&self, id: SchemaId) -> Option<&'static str> {
        let mut left = vec![id];
        for _ in 0..MOST_PARTS {
            let id = self.resolve_ref(left.pop()?);
            return Some(match &self.document.schemas.get(id).kind {
                SchemaKind::AllOf(parts, own) if own.is_empty() => {
                    left.extend(parts.iter().rev().take(MOST_PARTS));
                    continue;
                }
                SchemaKind::Any | SchemaKind::Reference(_) | SchemaKind::OneOf(_) => continue,
                SchemaKind::Boolean => "a boolean",
                SchemaKind::Number(_) => "a number",
                SchemaKind::Enumeration(listed) if listed.kind == ValueKind::Integer => "a number",
                SchemaKind::Text(_) | SchemaKind::Enumeration(_) => "a string",
                SchemaKind::Array(_) | SchemaKind::Tuple(_) => "an array",
                SchemaKind::Object(_) | SchemaKind::AllOf(..) => "an object",
            });
        }
        None
    }

    /// Returns an alternative for values that a discriminator does not select: what all alternatives have in common, if that
    /// is more than the discriminator itself.
    fn base_alternative(
        &mut self,
        id: SchemaId,
        choice: &OneOf,
        rest: &Rest,
        beside: Option<SchemaId>,
    ) -> Option<(SchemaId, Place)> {
        let [stage] = choice.stages.as_slice() else {
            return None;
        };
        let mut parts = rest.parts.clone();
        if rest.index < parts.len() {
            parts.remove(rest.index);
        }
        parts.extend(beside);
        let mut names: HashSet<&str> = rest.own.names().into_iter().collect();
        for part in &parts {
            names.extend(self.member_names(*part));
        }
        let tags: Vec<Vec<String>> = stage
            .pointers
            .iter()
            .filter_map(|it| segments(it))
            .collect();
        let is_tag = |name: &str| tags.iter().any(|tag| tag.as_slice() == [name]);
        if names.is_empty() || names.into_iter().all(is_tag) {
            return None;
        }
        let place = self.document.schemas.get(id).place.clone();
        let base = match parts.as_slice() {
            [only] if rest.own.is_empty() => *only,
            _ => {
                let kind = SchemaKind::AllOf(parts, Box::new(rest.own.clone()));
                self.derive_schema(id, Some("Base".to_owned()), kind)
            }
        };
        Some((base, place))
    }

    /// Adds a schema with the location and annotations of another one.
    fn derive_schema(
        &mut self,
        other: SchemaId,
        hint: Option<String>,
        kind: SchemaKind,
    ) -> SchemaId {
        let id = self.document.schemas.reserve();
        let other = self.document.schemas.get(other);
        let schema = Schema {
            place: other.place.clone(),
            description: other.description.clone(),
            deprecated: other.deprecated,
            hint,
            kind,
            ..Schema::default()
        };
        self.document.schemas.set(id, schema);
        id
    }

    /// Returns the names of an object's properties, including those of its `allOf` parts.
    fn member_names(&self, id: SchemaId) -> HashSet<&str> {
        let mut names = HashSet::new();
        let mut seen = HashSet::new();
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            let id = self.resolve_ref(id);
            if !seen.insert(id) {
                continue;
            }
            match &self.document.schemas.get(id).kind {
                SchemaKind::Object(object) => names.extend(object.names()),
                SchemaKind::AllOf(parts, own) => {
                    names.extend(own.names());
                    left.extend(parts);
                }
                SchemaKind::OneOf(choice) => names.extend(choice.siblings.names()),
                _ => {}
            }
        }
        names
    }
}

/// State of the distribution.
#[derive(Default)]
struct Progress {
    settled: HashSet<SchemaId>,
    /// Alternatives of another kind that were reported.
    reported: HashSet<Place>,
    /// Schemas that are being expanded, outermost first.
    open: Vec<SchemaId>,
    /// Number of alternatives that the current schema may still expand to.
    left: usize,
}

/// Schemas and properties that apply together with a `oneOf`.
struct Rest {
    /// Parts of the `allOf`, including the `oneOf`.
    parts: Vec<SchemaId>,
    /// Index of the `oneOf` among the parts.
    index: usize,
    /// Object of the sibling keywords.
    own: Object,
}

/// Returns whether any alternative does more than require properties.
fn is_choice(reader: &DocumentReader<'_>, choice: &OneOf) -> bool {
    let tells = |(id, _): &(SchemaId, _)| match &reader
        .document
        .schemas
        .get(reader.resolve_ref(*id))
        .kind
    {
        SchemaKind::Any => false,
        SchemaKind::Object(object) => !object.properties.is_empty(),
        _ => true,
    };
    choice.alternatives.iter().any(tells)
}
