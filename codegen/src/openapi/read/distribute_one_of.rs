//! Choices that hold together with something else: members beside `oneOf`, and an `allOf` with a choice in it. Each becomes
//! a choice of what its alternatives are together with the rest.

use std::collections::{HashMap, HashSet};

use super::{DocumentReader, Schema, SchemaId};
use crate::diagnostic::Code;
use crate::openapi::{Case, Object, OneOf, SchemaKind};

/// How many alternatives one schema may lead to; choices in an `allOf` multiply each other's.
const MOST_ALTERNATIVES: usize = 256;
/// Deeper ones are left as they are.
const MAXIMUM_DEPTH: usize = 64;

impl DocumentReader<'_> {
    /// Makes one choice of each choice and what holds beside it.
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

    /// What is an alternative of a choice and composed of it is composed of the members beside the choice.
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
                "these choices have too many alternatives to be put together",
                place,
            );
            return;
        };
        progress.left = left;
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
            // One that is being put together already would have no end.
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
                // Two choices by what fits are one.
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

    /// A schema that says of itself what another says, under a name of its own where it stands.
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

    /// The names of the members of an object, those of its parts among them.
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

/// What is done.
#[derive(Default)]
struct Progress {
    settled: HashSet<SchemaId>,
    /// The choices that are being put together, the outermost first.
    open: Vec<SchemaId>,
    /// How many more alternatives there may be for one schema.
    left: usize,
}

/// What holds together with a choice.
struct Rest {
    /// The parts of the `allOf`, the choice among them.
    parts: Vec<SchemaId>,
    /// Which of them is the choice.
    index: usize,
    /// The members beside them.
    own: Object,
}

/// Whether the alternatives say more than which members must be there together.
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
