//! Lives out of ranges, and the events in them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Event, EventKind, Form, FormKind, Life, Part, PartKind};
use crate::{
    diff::{Check, Class, Comparison, Subject, words},
    history::{AliasHistory, History, KindHistory, OperationHistory, Range, TypeHistory},
    model::Response,
};

/// The lives of the operations, and of the types and aliases, each by name.
pub(super) fn lives(history: &History, steps: &[Comparison]) -> (Vec<Life>, Vec<Life>) {
    let mut operations = chained(history.operations.iter().map(operation));
    let former = FormerNames::new(steps);
    let aliases = history.aliases.iter().map(|one| alias(one, &former));
    let names: HashSet<&str> = history
        .aliases
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let definitions = history.types.iter().map(|ty| {
        let mut link = definition(ty);
        // No value converts from an alias, so the definition itself does not name it.
        let former = former.before(&ty.name, ty.range);
        let alias = former.filter(|name| names.contains(name));
        link.was = link.was.or_else(|| alias.map(str::to_owned));
        link
    });
    let mut types = chained(definitions.chain(aliases));
    for (lives, is_type) in [(&mut operations, false), (&mut types, true)] {
        let mut tallies = tallies(lives, steps, is_type);
        for (index, life) in lives.iter_mut().enumerate() {
            let tallies = tallies.remove(&index).unwrap_or_default();
            life.events = events(life, history.api_versions.len(), tallies);
        }
        lives.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| first(a).cmp(&first(b))));
    }
    (operations, types)
}

fn first(life: &Life) -> usize {
    life.forms.first().map_or(0, |form| form.range.first)
}

/// A form of something, before it is joined with those that it continues.
struct Link {
    form: Form,
    was: Option<String>,
    life: Life,
}

fn definition(ty: &TypeHistory) -> Link {
    let (kind, parts) = match &ty.kind {
        KindHistory::Struct(fields) => {
            let parts = fields.iter().map(|field| Part {
                kind: PartKind::Member,
                name: field.value.name.clone(),
                wire: field.value.wire.clone(),
                ty: Some(words::field_type(&field.value)),
                required: field.value.required,
                deprecated: field.value.docs.deprecated,
                range: within(field.range, ty.range),
            });
            (FormKind::Struct, parts.collect())
        }
        KindHistory::Enumeration(_, variants) => {
            let parts = variants.iter().map(|variant| Part {
                kind: PartKind::Value,
                name: variant.value.name.clone(),
                wire: variant.value.wire.clone(),
                ty: None,
                required: false,
                deprecated: variant.value.docs.deprecated,
                range: within(variant.range, ty.range),
            });
            (FormKind::Enumeration, parts.collect())
        }
        KindHistory::Union(choices) => {
            let parts = choices.iter().map(|choice| Part {
                kind: PartKind::Alternative,
                name: choice.value.alternative.name.clone(),
                wire: String::new(),
                ty: Some(words::rust_type(&choice.value.alternative.ty)),
                required: false,
                deprecated: choice.value.alternative.docs.deprecated,
                range: within(choice.range, ty.range),
            });
            (FormKind::Union, parts.collect())
        }
    };
    let form = Form {
        range: ty.range,
        name: ty.name.clone(),
        kind,
    };
    Link {
        form,
        was: ty.was.clone(),
        life: Life {
            name: ty.name.clone(),
            docs: ty.docs.clone(),
            forms: Vec::new(),
            parts,
            events: Vec::new(),
        },
    }
}

/// The former names of the types and aliases that a step renames, by step and new name.
struct FormerNames<'s>(HashMap<(usize, &'s str), &'s str>);

impl<'s> FormerNames<'s> {
    fn new(steps: &'s [Comparison]) -> Self {
        let mut names = HashMap::new();
        for (step, comparison) in steps.iter().enumerate() {
            for finding in &comparison.findings {
                if let (Check::TypeRenamed, Subject::Type(name)) =
                    (finding.change.check, &finding.change.subject)
                    && let Some((name, former)) = name.split_once(WAS)
                {
                    names.insert((step, name), former.trim_end_matches(')'));
                }
            }
        }
        Self(names)
    }

    /// Returns the name before a range.
    fn before(&self, name: &str, range: Range) -> Option<&'s str> {
        self.0.get(&(range.first.checked_sub(1)?, name)).copied()
    }
}

fn alias(alias: &AliasHistory, former: &FormerNames<'_>) -> Link {
    let form = Form {
        range: alias.range,
        name: alias.name.clone(),
        kind: FormKind::Alias,
    };
    let target = Part {
        kind: PartKind::Target,
        name: String::new(),
        wire: String::new(),
        ty: Some(words::rust_type(&alias.ty)),
        required: false,
        deprecated: alias.docs.deprecated,
        range: alias.range,
    };
    Link {
        form,
        was: former.before(&alias.name, alias.range).map(str::to_owned),
        life: Life {
            name: alias.name.clone(),
            docs: alias.docs.clone(),
            forms: Vec::new(),
            parts: vec![target],
            events: Vec::new(),
        },
    }
}

fn operation(operation: &OperationHistory) -> Link {
    let newest = &operation.newest;
    let parameters = operation.parameters.iter().map(|parameter| Part {
        kind: PartKind::Parameter(parameter.value.location),
        name: parameter.value.name.clone(),
        wire: parameter.value.wire.clone(),
        ty: Some(words::parameter_type(&parameter.value)),
        required: parameter.value.required,
        deprecated: parameter.value.docs.deprecated,
        range: within(parameter.range, operation.range),
    });
    let response = |response: &Response| Part {
        kind: PartKind::Response,
        name: String::new(),
        wire: response.status.clone(),
        ty: response.body.as_ref().map(words::rust_type),
        required: false,
        deprecated: false,
        range: operation.range,
    };
    let form = Form {
        range: operation.range,
        name: newest.name.clone(),
        kind: FormKind::Operation {
            id: newest.id.clone(),
            method: newest.method.clone(),
            path: newest.path.clone(),
        },
    };
    Link {
        form,
        was: operation.was.clone(),
        life: Life {
            name: newest.name.clone(),
            docs: newest.docs.clone(),
            forms: Vec::new(),
            parts: parameters
                .chain(newest.responses.iter().map(response))
                .collect(),
            events: Vec::new(),
        },
    }
}

/// A range of a part that ends no later than its definition.
fn within(part: Range, whole: Range) -> Range {
    let end = match (part.end, whole.end) {
        (Some(part), Some(whole)) => Some(part.min(whole)),
        (part, whole) => part.or(whole),
    };
    Range { end, ..part }
}

/// Joins each form with the life that it continues: under the name that it had, or else under its own.
fn chained(links: impl Iterator<Item = Link>) -> Vec<Life> {
    let mut links: Vec<Link> = links.collect();
    links.sort_by_key(|link| link.form.range.first);
    let mut lives: Vec<Life> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for Link { form, was, life } in links {
        let ended = |lives: &[Life], index: usize| {
            let last = lives.get(index).and_then(|life| life.forms.last());
            last.and_then(|last| last.range.end)
                .is_some_and(|end| end <= form.range.first)
        };
        let names = [was.as_ref(), Some(&form.name)].into_iter().flatten();
        let continued = names
            .filter_map(|name| by_name.get(name).copied())
            .find(|index| ended(&lives, *index));
        let index = continued.unwrap_or(lives.len());
        by_name.insert(form.name.clone(), index);
        match lives.get_mut(index) {
            Some(known) => {
                known.name = life.name;
                known.docs = life.docs;
                known.forms.push(form);
                known.parts.extend(life.parts);
            }
            None => lives.push(Life {
                forms: vec![form],
                ..life
            }),
        }
    }
    for life in &mut lives {
        life.forms = joined(std::mem::take(&mut life.forms));
        life.parts = joined_parts(std::mem::take(&mut life.parts));
    }
    lives
}

/// Neighbouring forms that look alike as one: what differs between them is in the parts, or in what `diff` reports.
fn joined(forms: Vec<Form>) -> Vec<Form> {
    let mut joined: Vec<Form> = Vec::new();
    for form in forms {
        match joined.last_mut() {
            Some(last)
                if last.range.end == Some(form.range.first)
                    && last.name == form.name
                    && last.kind == form.kind =>
            {
                last.range.end = form.range.end;
            }
            _ => joined.push(form),
        }
    }
    joined
}

/// Parts that go on unchanged through several forms as one, each kind after the other; a part in another form stands after
/// the one of its name that it follows.
fn joined_parts(parts: Vec<Part>) -> Vec<Part> {
    type Key = (u8, String, String);
    let mut order: Vec<Key> = Vec::new();
    let mut by_key: HashMap<Key, Vec<Part>> = HashMap::new();
    for part in parts {
        let rank = match part.kind {
            PartKind::Response => 1,
            _ => 0,
        };
        let key = (rank, part.name.clone(), part.wire.clone());
        let same = by_key.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Vec::new()
        });
        let known = same.iter_mut().find(|known| {
            known.range.end == Some(part.range.first)
                && known.kind == part.kind
                && known.ty == part.ty
                && known.required == part.required
        });
        match known {
            Some(known) => {
                known.range.end = part.range.end;
                known.deprecated = part.deprecated;
            }
            None => same.push(part),
        }
    }
    // The sort is stable: within a kind, the order of the documents stays.
    order.sort_by_key(|(rank, _, _)| *rank);
    let parts = order.iter().filter_map(|key| by_key.remove(key));
    parts.flatten().collect()
}

/// The numbers of breaking and of compatible changes.
type Tally = (usize, usize);

/// The changes that concern each life, by its index and by the newer api-version.
fn tallies(
    lives: &[Life],
    steps: &[Comparison],
    is_type: bool,
) -> HashMap<usize, BTreeMap<usize, Tally>> {
    let index = Subjects::new(lives);
    let mut tallies: HashMap<usize, BTreeMap<usize, Tally>> = HashMap::new();
    for (step, comparison) in steps.iter().enumerate() {
        let version = step + 1;
        for finding in &comparison.findings {
            for name in subjects(&finding.change, is_type) {
                for life in index.find(lives, name, version) {
                    let tally = tallies.entry(life).or_default().entry(version);
                    let tally = tally.or_default();
                    match finding.change.on_the_wire {
                        Class::Breaking => tally.0 += 1,
                        Class::Compatible => tally.1 += 1,
                    }
                }
            }
        }
    }
    tallies
}

/// The lives by the names under which `diff` reports their changes.
pub(super) struct Subjects(HashMap<String, Vec<usize>>);

impl Subjects {
    pub(super) fn new(lives: &[Life]) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, life) in lives.iter().enumerate() {
            let names: HashSet<String> = life.forms.iter().map(subject_of).collect();
            for name in names {
                by_name.entry(name).or_default().push(index);
            }
        }
        Self(by_name)
    }

    /// The lives that have a name in an api-version, or in the one before.
    pub(super) fn find<'s>(
        &'s self,
        lives: &'s [Life],
        name: &'s str,
        version: usize,
    ) -> impl Iterator<Item = usize> + 's {
        let has_name = move |life: &Life| {
            let versions = [Some(version), version.checked_sub(1)].into_iter();
            let mut forms = versions.flatten().filter_map(|version| life.form(version));
            forms.any(|form| subject_of(form) == name)
        };
        let found = self.0.get(name).into_iter().flatten().copied();
        found.filter(move |index| lives.get(*index).is_some_and(has_name))
    }
}

/// The name by which `diff` reports changes of a form.
fn subject_of(form: &Form) -> String {
    match &form.kind {
        FormKind::Operation { method, path, .. } => format!("{method} {path}"),
        _ => form.name.clone(),
    }
}

/// The names of the operations, or of the type, that a change concerns.
pub(super) fn subjects(change: &crate::diff::Change, is_type: bool) -> Vec<&str> {
    match &change.subject {
        Subject::Operation(name) if !is_type => {
            let also = change.also.iter().map(String::as_str);
            std::iter::once(name.as_str()).chain(also).collect()
        }
        Subject::Type(name) if is_type => vec![newest_name(name)],
        _ => Vec::new(),
    }
}

/// The words between the names of a type that is reported as `New (was Old)`.
const WAS: &str = " (was ";

/// The new name of a type.
fn newest_name(subject: &str) -> &str {
    subject.split(WAS).next().unwrap_or(subject)
}

fn events(life: &Life, versions: usize, mut tallies: BTreeMap<usize, Tally>) -> Vec<Event> {
    let ranges = life.forms.iter().map(|form| form.range);
    for range in ranges.chain(life.parts.iter().map(|part| part.range)) {
        for version in [Some(range.first), range.end].into_iter().flatten() {
            tallies.entry(version).or_default();
        }
    }
    let event = |(version, (breaking, compatible)): (usize, Tally)| {
        let before = version.checked_sub(1)?;
        let kind = match (life.form(before), life.form(version)) {
            (Some(_), Some(_)) => EventKind::Changes,
            (None, Some(_)) => EventKind::Begins,
            (Some(_), None) => EventKind::Ends,
            (None, None) => return None,
        };
        Some(Event {
            version,
            kind,
            breaking,
            compatible,
        })
    };
    let inside = tallies
        .into_iter()
        .filter(|(version, _)| *version < versions);
    inside.filter_map(event).collect()
}
