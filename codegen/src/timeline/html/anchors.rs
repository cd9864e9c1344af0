//! The ids of a section, and where its links lead.

use std::collections::HashMap;

use super::{
    super::{Life, Timeline, trace},
    Ids,
};
use crate::{
    diff::{Comparison, Finding, Subject},
    history::Range,
};

/// The ids of a section.
pub(super) struct Anchors {
    pub(super) section: String,
    /// True if the section is one of several on its page.
    pub(super) is_prefixed: bool,
    pub(super) operation_list: String,
    pub(super) type_list: String,
    pub(super) changes: String,
    /// The comparisons of neighbours, oldest first.
    pub(super) steps: Vec<Step>,
    operations: Vec<String>,
    types: Vec<String>,
    /// The group of changes of a life in an api-version.
    events: HashMap<(Kind, usize, usize), String>,
    /// The life that a subject of a step belongs to.
    subjects: HashMap<(usize, Subject), String>,
    /// The types by name.
    type_index: trace::Subjects,
}

/// The ids of a comparison.
pub(super) struct Step {
    pub(super) id: String,
    /// The subjects of the changes in the order of the page: those with breaking changes first.
    pub(super) groups: Vec<Group>,
}

/// The changes of one subject.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) subject: Subject,
    /// The changes, breaking ones first, as indices into the findings of the comparison.
    pub(super) findings: Vec<usize>,
}

/// The list that a life is in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Operation,
    Type,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Type => "type",
        }
    }

    pub(super) fn lives(self, timeline: &Timeline) -> &[Life] {
        match self {
            Self::Operation => &timeline.operations,
            Self::Type => &timeline.types,
        }
    }
}

impl Anchors {
    pub(super) fn new(timeline: &Timeline, is_alone: bool, ids: &mut Ids) -> Self {
        let section = ids.unique(match is_alone {
            true => "history",
            false => &timeline.service,
        });
        let prefix = match is_alone {
            true => String::new(),
            false => format!("{section}-"),
        };
        let mut unique = |text: &str| ids.unique(&format!("{prefix}{text}"));
        let mut named = |kind: Kind| -> Vec<String> {
            let lives = kind.lives(timeline).iter();
            lives
                .map(|life| unique(&format!("{}-{}", kind.as_str(), life.name)))
                .collect()
        };
        let (operations, types) = (named(Kind::Operation), named(Kind::Type));
        let steps = timeline.steps.iter();
        let steps = steps
            .map(|comparison| {
                let id = unique(&format!("to-{}", comparison.new));
                Step::new(comparison, id, &mut unique)
            })
            .collect();
        let mut anchors = Self {
            section,
            is_prefixed: !is_alone,
            operation_list: unique("operations"),
            type_list: unique("types"),
            changes: unique("changes"),
            steps,
            operations,
            types,
            events: HashMap::new(),
            subjects: HashMap::new(),
            type_index: trace::Subjects::new(&timeline.types),
        };
        anchors.connect(timeline);
        anchors
    }

    pub(super) fn of_comparison(comparison: &Comparison, ids: &mut Ids) -> Self {
        let section = ids.unique("api-versions");
        let step = Step::new(comparison, section.clone(), &mut |text| ids.unique(text));
        Self {
            section,
            is_prefixed: false,
            operation_list: String::new(),
            type_list: String::new(),
            changes: String::new(),
            steps: vec![step],
            operations: Vec::new(),
            types: Vec::new(),
            events: HashMap::new(),
            subjects: HashMap::new(),
            type_index: trace::Subjects::new(&[]),
        }
    }

    /// Finds out which changes belong to which lives. A group of its own comes before one that a life shares with others.
    fn connect(&mut self, timeline: &Timeline) {
        for kind in [Kind::Operation, Kind::Type] {
            let lives = kind.lives(timeline);
            let index = trace::Subjects::new(lives);
            for is_own in [true, false] {
                for (number, (step, comparison)) in
                    self.steps.iter().zip(&timeline.steps).enumerate()
                {
                    let version = number + 1;
                    for group in &step.groups {
                        let findings = group.findings.iter();
                        let findings = findings.filter_map(|at| comparison.findings.get(*at));
                        for finding in findings {
                            let names = trace::subjects(&finding.change, kind == Kind::Type);
                            let names: &[&str] = match (is_own, names.as_slice()) {
                                (true, [own, ..]) => &[own],
                                (false, [_, also @ ..]) => also,
                                (_, []) => &[],
                            };
                            for life in names
                                .iter()
                                .flat_map(|name| index.find(lives, name, version))
                            {
                                self.events
                                    .entry((kind, life, version))
                                    .or_insert_with(|| group.id.clone());
                                let ids = match kind {
                                    Kind::Operation => &self.operations,
                                    Kind::Type => &self.types,
                                };
                                if let (true, Some(id)) = (is_own, ids.get(life)) {
                                    self.subjects
                                        .entry((number, group.subject.clone()))
                                        .or_insert_with(|| id.clone());
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The id of a life.
    pub(super) fn life(&self, kind: Kind, index: usize) -> &str {
        let ids = match kind {
            Kind::Operation => &self.operations,
            Kind::Type => &self.types,
        };
        ids.get(index).map_or("", String::as_str)
    }

    /// The id of what is said about a life in an api-version: its changes, or else the life itself.
    pub(super) fn event(&self, kind: Kind, index: usize, version: usize) -> &str {
        match self.events.get(&(kind, index, version)) {
            Some(id) => id,
            None => self.life(kind, index),
        }
    }

    /// The id of the life that a subject of a step belongs to.
    pub(super) fn subject(&self, step: usize, subject: &Subject) -> Option<&str> {
        let id = self.subjects.get(&(step, subject.clone()))?;
        Some(id)
    }

    /// The id of the type that has a name throughout a range.
    pub(super) fn type_named(&self, timeline: &Timeline, name: &str, range: Range) -> Option<&str> {
        let index = self
            .type_index
            .find(&timeline.types, name, range.first)
            .find(|index| {
                let life = timeline.types.get(*index);
                let form = life.and_then(|life| life.form(range.first));
                form.is_some_and(|form| form.name == name)
            })?;
        Some(self.life(Kind::Type, index))
    }

    /// The id of the comparison of an api-version with the one before it.
    pub(super) fn step_to(&self, version: usize) -> Option<&str> {
        let step = self.steps.get(version.checked_sub(1)?)?;
        Some(&step.id)
    }
}

impl Step {
    fn new(comparison: &Comparison, id: String, unique: &mut impl FnMut(&str) -> String) -> Self {
        let mut order: HashMap<&Subject, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        // Breaking changes come first, so a subject that has one comes before those that have none.
        for (at, finding) in comparison.findings.iter().enumerate() {
            let subject = &finding.change.subject;
            let index = *order.entry(subject).or_insert(groups.len());
            match groups.get_mut(index) {
                Some(group) => group.findings.push(at),
                None => groups.push(Group {
                    id: unique(&format!("{id}-{}", slug(subject))),
                    subject: subject.clone(),
                    findings: vec![at],
                }),
            }
        }
        Self { id, groups }
    }
}

impl Group {
    /// The changes.
    pub(super) fn findings<'c>(&self, comparison: &'c Comparison) -> Vec<&'c Finding> {
        let findings = self.findings.iter();
        findings
            .filter_map(|at| comparison.findings.get(*at))
            .collect()
    }
}

/// A short text for the id of a subject.
fn slug(subject: &Subject) -> &str {
    match subject {
        Subject::Document => "document",
        Subject::Type(name) => name,
        // The end of a path tells more than its beginning.
        Subject::Operation(name) => {
            let start = name.char_indices().rev().nth(59);
            start
                .and_then(|(start, _)| name.get(start..))
                .unwrap_or(name)
        }
    }
}
