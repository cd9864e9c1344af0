//! Checks that types exist wherever they are used.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::Error;

use super::range::{describe, to_attribute};
use crate::checked::{Checked, LiveRange, ResolvedPart};
use crate::definitions::Body;
use crate::tokens;

/// Records the references of each type. A part that refers to a type outside that type's range is limited to the range.
pub(super) fn check(checked: &mut Checked, errors: &mut Vec<Error>) {
    let mut items = std::mem::take(&mut checked.items);
    for (item, resolved) in checked.definitions.items.iter().zip(&mut items) {
        if let Body::Operation(operation) = &item.body {
            for ty in operation
                .responses
                .iter()
                .filter_map(|response| response.ty.as_ref())
                .chain(&operation.error)
                .chain(operation.headers.iter().map(|header| &header.ty))
                .chain(
                    operation
                        .stream
                        .iter()
                        .filter_map(|stream| stream.item.as_ref()),
                )
            {
                let referrer = Referrer {
                    what: "response",
                    name: None,
                    alive: &mut resolved.alive,
                };
                checked.resolve_references(
                    &ty.to_token_stream(),
                    referrer,
                    &mut resolved.references,
                    errors,
                );
            }
        }
        let alive = resolved.alive.clone();
        for (part, resolved) in item.body.parts().iter().zip(&mut resolved.parts) {
            resolved.alive = clip(&resolved.alive, &alive);
            let referrer = Referrer {
                what: item.body.part_kind(),
                name: Some(part.ident),
                alive: &mut resolved.alive,
            };
            checked.resolve_references(&resolved.ty, referrer, &mut resolved.references, errors);
            if let Some(declared) = &resolved.declared {
                checked.add_references(&declared.to_token_stream(), &mut resolved.references);
            }
        }
        if matches!(item.body, Body::Alias(_)) {
            resolved.alive = common_range(&resolved.parts);
        }
    }
    checked.items = items;
    // An operation that was limited exists in fewer api-versions than the index says.
    for group in &mut checked.groups {
        for (version, at) in group.at.iter_mut().enumerate() {
            let alive = |index: usize| {
                checked
                    .items
                    .get(index)
                    .is_some_and(|item| item.alive.contains(&version))
            };
            *at = at.filter(|index| alive(*index));
        }
    }
}

/// Returns the first run of api-versions in which one of the targets of an alias exists.
fn common_range(targets: &[ResolvedPart]) -> LiveRange {
    let mut alive = targets.iter().map(|target| &target.alive);
    let first = alive.find(|alive| !alive.is_empty());
    alive.fold(first.cloned().unwrap_or_default(), |all, next| {
        match all.end == next.start && !next.is_empty() {
            true => all.start..next.end,
            false => all,
        }
    })
}

fn clip(inner: &LiveRange, outer: &LiveRange) -> LiveRange {
    let (start, end) = (inner.start.max(outer.start), inner.end.min(outer.end));
    if start < end {
        start..end
    } else {
        LiveRange::default()
    }
}

/// The part or response that refers to a type.
struct Referrer<'a> {
    what: &'a str,
    name: Option<&'a Ident>,
    alive: &'a mut LiveRange,
}

impl Checked {
    /// Adds the types that a type names.
    fn add_references(&self, ty: &TokenStream, references: &mut Vec<usize>) {
        tokens::visit_names(ty, &mut |name, place| {
            let index = self.find_type(name);
            let is_new = |index: &usize| !references.contains(index);
            if place == tokens::NamePosition::Alone
                && let Some(index) = index.filter(is_new)
            {
                references.push(index);
            }
        });
    }

    fn resolve_references(
        &self,
        ty: &TokenStream,
        referrer: Referrer<'_>,
        references: &mut Vec<usize>,
        errors: &mut Vec<Error>,
    ) {
        let what = referrer.name.map_or_else(
            || format!("this {}", referrer.what),
            |name| format!("{} `{name}`", referrer.what),
        );
        tokens::visit_names(ty, &mut |name, place| {
            if place != tokens::NamePosition::Alone || LiveRange::is_empty(referrer.alive) {
                return;
            }
            let Some((index, group)) = self
                .find_type(name)
                .and_then(|index| Some((index, self.groups.get(index)?)))
            else {
                if self.is_only_operation(name) {
                    errors.push(Error::new(
                        name.span(),
                        format!("`{name}` is an operation, not a type: write the name of a type"),
                    ));
                    *referrer.alive = LiveRange::default();
                }
                return;
            };
            if !references.contains(&index) {
                references.push(index);
            }
            let alive = |version: &usize| group.at.get(*version).is_some_and(Option::is_some);
            if referrer.alive.clone().all(|version| alive(&version)) {
                return;
            }
            let start = referrer.alive.clone().find(alive);
            let common = start.map_or_else(LiveRange::default, |start| {
                start
                    ..(start..referrer.alive.end)
                        .find(|version| !alive(version))
                        .unwrap_or(referrer.alive.end)
            });
            // A definition that was left out has an error of its own.
            let defined: Vec<LiveRange> = group
                .items
                .iter()
                .filter_map(|item| span_of(&group.at, *item))
                .collect();
            if !defined.is_empty() {
                let exists: Vec<String> = defined
                    .iter()
                    .map(|alive| describe(alive, &self.versions))
                    .collect();
                let advice = if common.is_empty() {
                    "write a type that exists in the same api-versions".to_owned()
                } else {
                    format!(
                        "write `#[versions({})]` on the {}",
                        to_attribute(&common, &self.versions),
                        if referrer.name.is_some() {
                            referrer.what
                        } else {
                            "operation"
                        }
                    )
                };
                let text = format!(
                    "{what} refers to `{name}`, which exists only {}: {advice}",
                    exists.join(" and ")
                );
                errors.push(Error::new(name.span(), text));
            }
            *referrer.alive = common;
        });
    }
}

/// Returns the range from the first to the last api-version of an item.
fn span_of(at: &[Option<usize>], item: usize) -> Option<LiveRange> {
    let is_item = |at: &Option<usize>| *at == Some(item);
    Some(at.iter().position(is_item)?..at.iter().rposition(is_item)? + 1)
}
