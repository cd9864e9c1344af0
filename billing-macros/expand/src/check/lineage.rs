//! Checks the predecessors that `was` names.

use std::{cell::OnceCell, collections::HashMap};

use syn::{Error, LitStr};

use super::range::describe;
use crate::checked::{Checked, LiveRange};
use crate::definitions::{Definition, Versions};
use crate::nearest;

/// Checks that each `was` names a definition of the same kind that ends where the new name begins, or before.
pub(super) fn check(checked: &Checked, errors: &mut Vec<Error>) {
    let (items, parts) = (OnceCell::new(), OnceCell::new());
    let all = checked.definitions.items.iter().zip(&checked.items);
    for (index, (item, resolved)) in all.enumerate() {
        if let Some(was) = predecessor(item.versions.as_ref()) {
            let candidates = items.get_or_init(|| Candidates::of_items(checked));
            let successor = Successor {
                was,
                kind: item.body.kind(),
                alive: &resolved.alive,
                position: (index, 0),
            };
            checked.check_predecessor(&successor, &[candidates], errors);
        }
        check_parts(checked, item, index, &parts, errors);
    }
}

fn predecessor(versions: Option<&Versions>) -> Option<&LitStr> {
    versions?.was.as_ref()
}

fn check_parts(
    checked: &Checked,
    item: &Definition,
    index: usize,
    all: &OnceCell<HashMap<usize, Candidates>>,
    errors: &mut Vec<Error>,
) {
    let parts = item.body.parts();
    if parts
        .iter()
        .all(|part| predecessor(part.versions).is_none())
    {
        return;
    }
    let Some(resolved) = checked.items.get(index) else {
        return;
    };
    let all = all.get_or_init(|| Candidates::of_parts(checked));
    // A field may continue one of an earlier definition of its struct, including one under another name.
    let before = predecessor(item.versions.as_ref())
        .and_then(|was| checked.names_beside(resolved.group).get(&was.value()));
    let groups = [
        Some(&resolved.group),
        before.filter(|before| **before != resolved.group),
    ];
    let candidates: Vec<&Candidates> = groups
        .into_iter()
        .flatten()
        .filter_map(|group| all.get(group))
        .collect();
    for (position, (part, resolved)) in parts.iter().zip(&resolved.parts).enumerate() {
        if let Some(was) = predecessor(part.versions) {
            let successor = Successor {
                was,
                kind: item.body.part_kind(),
                alive: &resolved.alive,
                position: (index, position),
            };
            checked.check_predecessor(&successor, &candidates, errors);
        }
    }
}

/// A definition or a part that names its predecessor.
struct Successor<'a> {
    was: &'a LitStr,
    kind: &'static str,
    alive: &'a LiveRange,
    position: Position,
}

/// The index of a definition, and that of a part in it.
type Position = (usize, usize);

/// A possible predecessor.
struct Candidate {
    position: Position,
    name: String,
    kind: &'static str,
    alive: LiveRange,
}

/// Possible predecessors in the order of their definitions.
#[derive(Default)]
struct Candidates {
    all: Vec<Candidate>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Candidates {
    /// Returns all definitions.
    fn of_items(checked: &Checked) -> Self {
        let mut candidates = Self::default();
        let all = checked.definitions.items.iter().zip(&checked.items);
        for (index, (item, resolved)) in all.enumerate() {
            candidates.add(Candidate {
                position: (index, 0),
                name: item.ident.to_string(),
                kind: item.body.kind(),
                alive: resolved.alive.clone(),
            });
        }
        candidates
    }

    /// Returns the parts of all definitions, by group.
    fn of_parts(checked: &Checked) -> HashMap<usize, Self> {
        let mut candidates: HashMap<usize, Self> = HashMap::new();
        let all = checked.definitions.items.iter().zip(&checked.items);
        for (index, (item, resolved)) in all.enumerate() {
            let beside = candidates.entry(resolved.group).or_default();
            let parts = item.body.parts();
            for (position, (part, resolved)) in parts.iter().zip(&resolved.parts).enumerate() {
                beside.add(Candidate {
                    position: (index, position),
                    name: part.ident.to_string(),
                    kind: item.body.part_kind(),
                    alive: resolved.alive.clone(),
                });
            }
        }
        candidates
    }

    fn add(&mut self, candidate: Candidate) {
        let name = candidate.name.clone();
        self.by_name.entry(name).or_default().push(self.all.len());
        self.all.push(candidate);
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Candidate> {
        let indices = self.by_name.get(name).into_iter().flatten();
        indices.filter_map(|index| self.all.get(*index))
    }
}

impl Checked {
    fn check_predecessor(
        &self,
        successor: &Successor<'_>,
        candidates: &[&Candidates],
        errors: &mut Vec<Error>,
    ) {
        let Successor {
            was,
            kind,
            alive,
            position,
        } = *successor;
        if alive.is_empty() {
            return;
        }
        let name = was.value();
        let is_other = |candidate: &&Candidate| candidate.position != position;
        let text = if alive.start == 0 {
            format!(
                "this {kind} exists from the first api-version on and has no predecessor: remove `was`"
            )
        } else {
            let mut named: Vec<&Candidate> = candidates
                .iter()
                .flat_map(|candidates| candidates.named(&name))
                .filter(is_other)
                .collect();
            named.sort_by_key(|candidate| candidate.position);
            let same: Vec<&&Candidate> = named
                .iter()
                .filter(|candidate| candidate.kind == kind)
                .collect();
            let before = same
                .iter()
                .filter(|candidate| {
                    !candidate.alive.is_empty() && candidate.alive.start < alive.start
                })
                .max_by_key(|candidate| candidate.alive.start);
            match (before, same.first(), named.first()) {
                (Some(before), ..) if before.alive.end <= alive.start => return,
                (Some(_), ..) => {
                    let start = self.versions.get(alive.start).map_or("", String::as_str);
                    format!(
                        "{kind} `{name}` still exists when this one begins: end its range with `#[versions(..\"{start}\")]`"
                    )
                }
                // A definition that was left out has an error of its own.
                (None, Some(other), _) if other.alive.is_empty() => return,
                (None, Some(other), _) => {
                    format!(
                        "{kind} `{name}` exists only {}: write the name of an earlier {kind}",
                        describe(&other.alive, &self.versions)
                    )
                }
                (None, None, Some(other)) => {
                    format!(
                        "`{name}` is a definition of another kind ({}): write the previous name of this {kind}",
                        other.kind
                    )
                }
                (None, None, None) => {
                    let all = candidates.iter().flat_map(|candidates| &candidates.all);
                    let kin = all.filter(is_other).filter(|other| {
                        other.kind == kind
                            && !other.alive.is_empty()
                            && other.alive.start < alive.start
                    });
                    let nearest =
                        nearest::suggestion(&name, kin.map(|candidate| candidate.name.as_str()));
                    format!(
                        "no earlier api-version has a {kind} `{name}`{nearest}: write the previous name of this {kind}"
                    )
                }
            }
        };
        errors.push(Error::new(was.span(), text));
    }
}
