//! Whether the types that are named exist where they are used.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::Error;

use super::range::{words, written};
use crate::checked::{Alive, Checked};
use crate::definitions::Body;
use crate::tokens;

/// Notes what each type refers to; what refers to something dead is cut to where that is alive.
pub(super) fn check(checked: &mut Checked, errors: &mut Vec<Error>) {
    let mut items = std::mem::take(&mut checked.items);
    for (item, resolved) in checked.definitions.items.iter().zip(&mut items) {
        if let Body::Operation(operation) = &item.body {
            for ty in operation
                .responses
                .iter()
                .filter_map(|response| response.ty.as_ref())
                .chain(&operation.error)
            {
                let user = User {
                    what: "response",
                    name: None,
                    alive: &mut resolved.alive,
                };
                checked.refer(
                    &ty.to_token_stream(),
                    user,
                    &mut resolved.references,
                    errors,
                );
            }
        }
        let alive = resolved.alive.clone();
        for (part, resolved) in item.body.parts().iter().zip(&mut resolved.parts) {
            resolved.alive = clip(&resolved.alive, &alive);
            let user = User {
                what: item.body.part_kind(),
                name: Some(part.ident),
                alive: &mut resolved.alive,
            };
            checked.refer(&resolved.ty, user, &mut resolved.references, errors);
        }
    }
    checked.items = items;
    // A cut operation is alive in fewer api-versions than its name's index says.
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

fn clip(inner: &Alive, outer: &Alive) -> Alive {
    let (start, end) = (inner.start.max(outer.start), inner.end.min(outer.end));
    if start < end {
        start..end
    } else {
        Alive::default()
    }
}

/// What refers to a type.
struct User<'a> {
    what: &'a str,
    name: Option<&'a Ident>,
    alive: &'a mut Alive,
}

impl Checked {
    fn refer(
        &self,
        ty: &TokenStream,
        user: User<'_>,
        references: &mut Vec<usize>,
        errors: &mut Vec<Error>,
    ) {
        let what = user.name.map_or_else(
            || format!("this {}", user.what),
            |name| format!("{} `{name}`", user.what),
        );
        tokens::names(ty, &mut |name, place| {
            if place != tokens::Place::Alone || Alive::is_empty(user.alive) {
                return;
            }
            let Some((index, group)) = self
                .group(name)
                .and_then(|index| Some((index, self.groups.get(index)?)))
            else {
                return;
            };
            if !references.contains(&index) {
                references.push(index);
            }
            let is_operation = group.items.iter().any(|item| {
                self.definitions
                    .items
                    .get(*item)
                    .is_some_and(|item| matches!(item.body, Body::Operation(_)))
            });
            if is_operation {
                errors.push(Error::new(
                    name.span(),
                    format!("`{name}` is an operation, not a type: write the name of a type"),
                ));
                *user.alive = Alive::default();
                return;
            }
            let alive = |version: &usize| group.at.get(*version).is_some_and(Option::is_some);
            if user.alive.clone().all(|version| alive(&version)) {
                return;
            }
            let start = user.alive.clone().find(alive);
            let common = start.map_or_else(Alive::default, |start| {
                start
                    ..(start..user.alive.end)
                        .find(|version| !alive(version))
                        .unwrap_or(user.alive.end)
            });
            // A definition that was left out has an error of its own.
            let defined: Vec<Alive> = group
                .items
                .iter()
                .filter_map(|item| span_of(&group.at, *item))
                .collect();
            if !defined.is_empty() {
                let exists: Vec<String> = defined
                    .iter()
                    .map(|alive| words(alive, &self.versions))
                    .collect();
                let advice = if common.is_empty() {
                    "write a type that exists in the same api-versions".to_owned()
                } else {
                    format!(
                        "write `#[versions({})]` on the {}",
                        written(&common, &self.versions),
                        if user.name.is_some() {
                            user.what
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
            *user.alive = common;
        });
    }
}

/// From the first to the last api-version that has an item.
fn span_of(at: &[Option<usize>], item: usize) -> Option<Alive> {
    let is_item = |at: &Option<usize>| *at == Some(item);
    Some(at.iter().position(is_item)?..at.iter().rposition(is_item)? + 1)
}
