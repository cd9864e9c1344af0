//! Checks the predecessors that `was` names.

use syn::{Error, LitStr};

use super::range::describe;
use crate::checked::{Checked, LiveRange};
use crate::definitions::{Definition, Versions};
use crate::nearest;

/// Checks that each `was` names a definition of the same kind that ends where the new name begins, or before.
pub(super) fn check(checked: &Checked, errors: &mut Vec<Error>) {
    for (index, (item, resolved)) in checked
        .definitions
        .items
        .iter()
        .zip(&checked.items)
        .enumerate()
    {
        if let Some(was) = predecessor(item.versions.as_ref()) {
            let candidates: Vec<Candidate> = checked
                .definitions
                .items
                .iter()
                .zip(&checked.items)
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, (other, resolved))| Candidate {
                    name: other.ident.to_string(),
                    kind: other.body.kind(),
                    alive: resolved.alive.clone(),
                })
                .collect();
            checked.check_predecessor(was, item.body.kind(), &resolved.alive, &candidates, errors);
        }
        check_parts(checked, item, index, errors);
    }
}

fn predecessor(versions: Option<&Versions>) -> Option<&LitStr> {
    versions?.was.as_ref()
}

fn check_parts(checked: &Checked, item: &Definition, index: usize, errors: &mut Vec<Error>) {
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
    // A field may continue one of an earlier definition of its struct, including one under another name.
    let before = predecessor(item.versions.as_ref())
        .and_then(|was| checked.names_beside(resolved.group).get(&was.value()));
    let mut candidates = Vec::new();
    for (other_index, (other, resolved_other)) in checked
        .definitions
        .items
        .iter()
        .zip(&checked.items)
        .enumerate()
    {
        if resolved_other.group != resolved.group && Some(&resolved_other.group) != before {
            continue;
        }
        for (position, (part, resolved)) in other
            .body
            .parts()
            .iter()
            .zip(&resolved_other.parts)
            .enumerate()
        {
            let kind = other.body.part_kind();
            candidates.push((
                (other_index, position),
                Candidate {
                    name: part.ident.to_string(),
                    kind,
                    alive: resolved.alive.clone(),
                },
            ));
        }
    }
    for (position, (part, resolved)) in parts.iter().zip(&resolved.parts).enumerate() {
        if let Some(was) = predecessor(part.versions) {
            let others: Vec<Candidate> = candidates
                .iter()
                .filter(|(at, _)| *at != (index, position))
                .map(|(_, candidate)| candidate.clone())
                .collect();
            checked.check_predecessor(was, item.body.part_kind(), &resolved.alive, &others, errors);
        }
    }
}

/// A possible predecessor.
#[derive(Clone)]
struct Candidate {
    name: String,
    kind: &'static str,
    alive: LiveRange,
}

impl Checked {
    fn check_predecessor(
        &self,
        was: &LitStr,
        kind: &str,
        alive: &LiveRange,
        candidates: &[Candidate],
        errors: &mut Vec<Error>,
    ) {
        if alive.is_empty() {
            return;
        }
        let name = was.value();
        let text = if alive.start == 0 {
            format!(
                "this {kind} exists from the first api-version on and has no predecessor: remove `was`"
            )
        } else {
            let named: Vec<&Candidate> = candidates
                .iter()
                .filter(|candidate| candidate.name == name)
                .collect();
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
                    let kin = candidates.iter().filter(|other| {
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
