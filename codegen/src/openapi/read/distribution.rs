//! Choices that hold together with something else: members beside `oneOf`, and an `allOf` with a choice in it. Each becomes
//! a choice of what its alternatives are together with the rest.

use std::collections::{HashMap, HashSet};

use super::{Reader, Schema, SchemaId};
use crate::diagnostic::Code;
use crate::openapi::{Case, Form, Object, OneOf};

/// How many alternatives one schema may lead to; choices in an `allOf` multiply each other's.
const MOST_ALTERNATIVES: usize = 256;
/// Deeper ones are left as they are.
const MAXIMUM_DEPTH: usize = 64;

impl Reader<'_> {
    /// Makes one choice of each choice and what holds beside it.
    pub(super) fn distribute(&mut self) {
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            self.keep_to_members(id);
        }
        let mut progress = Progress::default();
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            progress.left = MOST_ALTERNATIVES;
            self.settle(id, &mut progress, 0);
        }
    }

    /// What is an alternative of a choice and composed of it is composed of the members beside the choice.
    fn keep_to_members(&mut self, id: SchemaId) {
        let Form::AllOf(parts, own) = &self.document.schemas.get(id).form else {
            return;
        };
        let (mut parts, own) = (parts.clone(), own.clone());
        let mut is_changed = false;
        for part in &mut parts {
            let target = self.meant(*part);
            let Form::OneOf(choice) = &self.document.schemas.get(target).form else {
                continue;
            };
            if choice
                .alternatives
                .iter()
                .any(|(it, _)| self.meant(*it) == id)
            {
                let form = match choice.beside.is_empty() {
                    true => Form::Any,
                    false => Form::Object(Box::new(choice.beside.clone())),
                };
                *part = self.made_like(target, None, form);
                is_changed = true;
            }
        }
        if let (true, Some(schema)) = (is_changed, self.document.schemas.get_mut(id)) {
            schema.form = Form::AllOf(parts, own);
        }
    }

    fn settle(&mut self, id: SchemaId, progress: &mut Progress, depth: usize) {
        if depth >= MAXIMUM_DEPTH || !progress.settled.insert(id) {
            return;
        }
        let form = &self.document.schemas.get(id).form;
        if !matches!(form, Form::AllOf(..) | Form::OneOf(_)) {
            return;
        }
        match form.clone() {
            Form::AllOf(parts, own) => {
                for part in &parts {
                    let part = self.meant(*part);
                    self.settle(part, progress, depth + 1);
                }
                let choice = parts.iter().enumerate().find_map(|(index, part)| {
                    match &self.document.schemas.get(self.meant(*part)).form {
                        Form::OneOf(choice) if is_choice(self, choice) => {
                            Some((index, choice.clone()))
                        }
                        _ => None,
                    }
                });
                let Some((index, choice)) = choice else {
                    return;
                };
                let others = parts.iter().enumerate();
                let says =
                    |part: &SchemaId| !matches!(self.document.schemas.get(*part).form, Form::Any);
                let is_alone = own.is_empty()
                    && others
                        .filter(|(other, it)| *other != index && says(it))
                        .count()
                        == 0;
                if !is_alone {
                    let source = parts.get(index).map_or(id, |part| self.meant(*part));
                    let rest = Rest {
                        parts,
                        index,
                        own: *own,
                    };
                    progress.open.extend([id, source]);
                    self.put_together(id, &choice, &rest, progress, depth);
                    progress.open.truncate(progress.open.len() - 2);
                }
            }
            Form::OneOf(choice) if is_choice(self, &choice) => {
                let names: Vec<&String> = choice.beside.properties.keys().collect();
                let lacks = |(it, _): &(SchemaId, _)| {
                    let known = self.member_names(*it);
                    names.iter().any(|name| !known.contains(name.as_str()))
                };
                if choice.alternatives.iter().any(lacks) {
                    let mut choice = choice;
                    let rest = Rest {
                        parts: Vec::new(),
                        index: 0,
                        own: std::mem::take(&mut choice.beside),
                    };
                    progress.open.push(id);
                    self.put_together(id, &choice, &rest, progress, depth);
                    progress.open.pop();
                }
            }
            _ => {}
        }
    }

    fn put_together(
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
        let beside = (!choice.beside.is_empty())
            .then(|| self.made_like(id, None, Form::Object(Box::new(choice.beside.clone()))));
        let mut made: HashMap<SchemaId, SchemaId> = HashMap::new();
        let mut alternatives = Vec::new();
        for (alternative, place) in &choice.alternatives {
            let target = self.meant(*alternative);
            let schema = self.document.schemas.get(target);
            let is_composable = matches!(
                schema.form,
                Form::Any | Form::Object(_) | Form::AllOf(..) | Form::OneOf(_)
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
                    let form = Form::AllOf(parts, Box::new(rest.own.clone()));
                    let own = self.made_like(target, name, form);
                    self.settle(own, progress, depth + 1);
                    own
                }
                false => *alternative,
            };
            made.insert(target, own);
            match &self.document.schemas.get(own).form {
                // Two choices by what fits are one.
                Form::OneOf(inner)
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
            let schema = made.get(&self.meant(case.schema)).copied();
            *case = Case {
                schema: schema.unwrap_or(case.schema),
                ..case.clone()
            };
        }
        let form = Form::OneOf(Box::new(OneOf {
            alternatives,
            stages,
            beside: Object::default(),
        }));
        if let Some(schema) = self.document.schemas.get_mut(id) {
            schema.form = form;
        }
    }

    /// A schema that says of itself what another says, under a name of its own where it stands.
    fn made_like(&mut self, other: SchemaId, hint: Option<String>, form: Form) -> SchemaId {
        let id = self.document.schemas.reserve();
        let other = self.document.schemas.get(other);
        let schema = Schema {
            place: other.place.clone(),
            description: other.description.clone(),
            deprecated: other.deprecated,
            hint,
            form,
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
            let id = self.meant(id);
            if !seen.insert(id) {
                continue;
            }
            match &self.document.schemas.get(id).form {
                Form::Object(object) => names.extend(object.names()),
                Form::AllOf(parts, own) => {
                    names.extend(own.names());
                    left.extend(parts);
                }
                Form::OneOf(choice) => names.extend(choice.beside.names()),
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
fn is_choice(reader: &Reader<'_>, choice: &OneOf) -> bool {
    let tells = |(id, _): &(SchemaId, _)| match &reader.document.schemas.get(reader.meant(*id)).form
    {
        Form::Any => false,
        Form::Object(object) => !object.properties.is_empty(),
        _ => true,
    };
    choice.alternatives.iter().any(tells)
}
