//! Types that several api-versions shared and do not share any more, and the other way round.

use std::{collections::BTreeMap, fmt};

use billing_macros_expand::{SharedType, check, parse, shapes};
use quote::ToTokens as _;
use syn::{Item, Meta};

use super::Check;
use crate::{
    emit::{self, Settings},
    history::History,
};

/// A type that was one in several api-versions and is several now, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeChange {
    /// [`Check::TypeSplit`] or [`Check::TypesMerged`].
    pub check: Check,
    /// The name of the type.
    pub name: String,
    /// The api-versions that share the type on one side of the change.
    pub one: Vec<String>,
    /// How the other side divides them.
    pub several: Vec<Vec<String>>,
}

/// The splits and merges from one history of a service to another.
#[must_use]
pub fn shape_changes(old: &History, new: &History) -> Vec<ShapeChange> {
    let shapes_of = |history: &History| {
        let settings = Settings {
            features: None,
            runtime: "crate::runtime".to_owned(),
            module: None,
        };
        let (checked, _) = check(emit::definitions(history, &settings));
        shapes(&checked)
    };
    changes(&shapes_of(old), &shapes_of(new))
}

/// The splits and merges from one text of a generated module to another; none where a text has no definitions.
#[must_use]
pub fn source_shape_changes(old: &str, new: &str) -> Vec<ShapeChange> {
    match (source_shapes(old), source_shapes(new)) {
        (Some(old), Some(new)) => changes(&old, &new),
        _ => Vec::new(),
    }
}

/// The types that a module in definitions form expands to.
fn source_shapes(text: &str) -> Option<Vec<SharedType>> {
    let file = syn::parse_file(text).ok()?;
    file.items.into_iter().find_map(|item| {
        let Item::Mod(mut module) = item else {
            return None;
        };
        let is_versioned = |path: &syn::Path| {
            path.segments
                .last()
                .is_some_and(|last| last.ident == "versioned")
        };
        let index = module
            .attrs
            .iter()
            .position(|attr| is_versioned(attr.path()))?;
        let Meta::List(list) = module.attrs.remove(index).meta else {
            return None;
        };
        let parsed = parse(list.tokens, module.into_token_stream());
        Some(shapes(&check(parsed.definitions).0))
    })
}

fn changes(old: &[SharedType], new: &[SharedType]) -> Vec<ShapeChange> {
    let (old, new) = (by_name(old), by_name(new));
    let mut changes = Vec::new();
    for (name, was) in &old {
        let Some(is) = new.get(name) else { continue };
        for (check, from, to) in [(Check::TypeSplit, was, is), (Check::TypesMerged, is, was)] {
            for one in from {
                let part = |other: &&Vec<String>| {
                    let shared = other.iter().filter(|version| one.contains(version));
                    shared.cloned().collect::<Vec<_>>()
                };
                let parts = to.iter().map(|other| part(&other));
                let several: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
                if several.len() > 1 {
                    changes.push(ShapeChange {
                        check,
                        name: (*name).to_owned(),
                        // Versions that only one side has tell nothing.
                        one: one
                            .iter()
                            .filter(|version| several.iter().any(|part| part.contains(version)))
                            .cloned()
                            .collect(),
                        several,
                    });
                }
            }
        }
    }
    changes
}

fn by_name(shapes: &[SharedType]) -> BTreeMap<&str, Vec<Vec<String>>> {
    let mut names: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for shape in shapes {
        names
            .entry(&shape.name)
            .or_default()
            .push(shape.versions.clone());
    }
    names
}

impl ShapeChange {
    /// What happened, without the name.
    pub(super) fn what(&self) -> String {
        let parts: Vec<_> = self.several.iter().map(|part| listed(part)).collect();
        let (one, several) = (listed(&self.one), parts.join("; "));
        match self.check {
            Check::TypeSplit => format!("was one type in {one}; now apart: {several}"),
            _ => format!("is one type in {one}; was apart: {several}"),
        }
    }
}

impl fmt::Display for ShapeChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.name, self.what())
    }
}

fn listed(versions: &[String]) -> String {
    match versions {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        other => other.concat(),
    }
}
