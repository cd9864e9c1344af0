//! Splits and merges: types that api-versions no longer share, or share from now on.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

use billing_macros_expand::{
    SharedType, check,
    definitions::{Body, Definition, Definitions},
    shared_types, write_out_aliases,
};
use syn::{LitStr, ext::IdentExt as _};

use super::{Check, source::source_definitions};
use crate::{
    emit::{self, Settings},
    history::History,
};

/// A split of one type of several api-versions into several types, or a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeChange {
    /// [`Check::TypeSplit`] or [`Check::TypesMerged`].
    pub check: Check,
    /// The name of the type on the side where it is one type.
    pub name: String,
    /// The api-versions that share it on that side.
    pub one: Vec<String>,
    /// The parts on the other side.
    pub several: Vec<ShapePart>,
}

/// One of the types of the divided side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapePart {
    /// The name, which belongs to the others by lineage.
    pub name: String,
    /// The api-versions that share it.
    pub versions: Vec<String>,
}

/// Returns the splits and merges between two histories of a service.
#[must_use]
pub fn shape_changes(old: &History, new: &History) -> Vec<ShapeChange> {
    let shapes_of = |history| State::new(definitions(history));
    changes(&shapes_of(old), &shapes_of(new))
}

/// Returns the definitions of a history, with aliases written out, to compare them.
pub(super) fn definitions(history: &History) -> Definitions {
    let settings = Settings {
        features: None,
        runtime: "crate::runtime".to_owned(),
        module: None,
    };
    let mut definitions = emit::definitions(history, &settings);
    write_out_aliases(&mut definitions);
    definitions
}

/// Returns the splits and merges between two texts of a generated module; none if a text has no definitions.
#[must_use]
pub fn source_shape_changes(old: &str, new: &str) -> Vec<ShapeChange> {
    match (source_definitions(old), source_definitions(new)) {
        (Some(old), Some(new)) => changes(&State::new(old), &State::new(new)),
        _ => Vec::new(),
    }
}

/// The types of all api-versions and their lineage.
struct State {
    versions: Vec<String>,
    shapes: Vec<SharedType>,
    definitions: Vec<Named>,
}

/// A definition with its range, to follow its lineage.
struct Named {
    name: String,
    /// The index of its first api-version.
    first: usize,
    /// The index of the first api-version after its range.
    end: usize,
    was: Option<String>,
}

impl State {
    fn new(definitions: Definitions) -> Self {
        let versions: Vec<String> = definitions.versions.iter().map(LitStr::value).collect();
        let index = |bound: Option<&LitStr>| {
            let name = bound.map(LitStr::value);
            versions
                .iter()
                .position(|version| Some(version) == name.as_ref())
        };
        let is_type = |item: &&Definition| !matches!(item.body, Body::Alias(_));
        let items = definitions.items.iter().filter(is_type);
        let named = items.map(|item| {
            let said = item.versions.as_ref();
            let range = said.map(|versions| &versions.range);
            let bound = |end: Option<&LitStr>, otherwise| {
                end.map_or(Some(otherwise), |end| index(Some(end)))
            };
            Named {
                name: item.ident.unraw().to_string(),
                first: bound(range.and_then(|range| range.start.as_ref()), 0).unwrap_or(0),
                end: bound(range.and_then(|range| range.end.as_ref()), versions.len())
                    .unwrap_or(versions.len()),
                was: said.and_then(|versions| versions.was.as_ref().map(LitStr::value)),
            }
        });
        let named = named.collect();
        Self {
            shapes: shared_types(&check(definitions).0),
            definitions: named,
            versions,
        }
    }

    /// Returns the name of a type in the oldest of some api-versions, and that api-version. The pair is the same for
    /// all types of one lineage.
    fn origin(&self, name: &str, version: &str, shared: &HashSet<&str>) -> (String, String) {
        let mut origin = (name.to_owned(), version.to_owned());
        let mut name = name;
        let Some(mut at) = self.versions.iter().position(|known| known == version) else {
            return origin;
        };
        while let Some((before, earlier)) = self.predecessor(name, at) {
            (name, at) = (before, earlier);
            if let Some(version) = self
                .versions
                .get(at)
                .filter(|version| shared.contains(version.as_str()))
            {
                origin = (name.to_owned(), version.clone());
            }
        }
        origin
    }

    /// Returns the predecessor of a type in the previous api-version.
    fn predecessor(&self, name: &str, at: usize) -> Option<(&str, usize)> {
        let before = at.checked_sub(1)?;
        let alive = |name: &str, at: usize| {
            let mut named = self.definitions.iter();
            named.find(|one| one.name == name && (one.first..one.end).contains(&at))
        };
        let own = alive(name, at)?;
        if own.first < at {
            return Some((&own.name, before));
        }
        let old = own.was.as_deref().unwrap_or(name);
        // What another one continues is not continued by its name.
        let is_taken = own.was.is_none()
            && self
                .definitions
                .iter()
                .any(|one| one.first == at && one.was.as_deref() == Some(old));
        let found = alive(old, before).filter(|_| !is_taken)?;
        Some((&found.name, before))
    }

    /// Returns the types of each lineage, restricted to shared api-versions.
    fn lineages(&self, shared: &HashSet<&str>) -> BTreeMap<(String, String), Vec<ShapePart>> {
        let mut lineages: BTreeMap<_, Vec<ShapePart>> = BTreeMap::new();
        for shape in &self.shapes {
            let versions = shape.versions.iter();
            let versions: Vec<_> = versions
                .filter(|version| shared.contains(version.as_str()))
                .cloned()
                .collect();
            let Some(first) = versions.first() else {
                continue;
            };
            let origin = self.origin(&shape.name, first, shared);
            lineages.entry(origin).or_default().push(ShapePart {
                name: shape.name.clone(),
                versions,
            });
        }
        lineages
    }
}

fn changes(old: &State, new: &State) -> Vec<ShapeChange> {
    // Versions that only one side has tell nothing.
    let known: HashSet<&str> = old.versions.iter().map(String::as_str).collect();
    let shared: HashSet<&str> = new.versions.iter().map(String::as_str).collect();
    let shared: HashSet<&str> = shared.intersection(&known).copied().collect();
    let (old, new) = (old.lineages(&shared), new.lineages(&shared));
    let mut changes = Vec::new();
    for (origin, was) in &old {
        let Some(is) = new.get(origin) else { continue };
        for (check, from, to) in [(Check::TypeSplit, was, is), (Check::TypesMerged, is, was)] {
            for one in from {
                let part = |other: &ShapePart| {
                    let versions = other.versions.iter();
                    let shared = versions.filter(|version| one.versions.contains(version));
                    ShapePart {
                        name: other.name.clone(),
                        versions: shared.cloned().collect(),
                    }
                };
                let parts = to.iter().map(part);
                let several: Vec<_> = parts.filter(|part| !part.versions.is_empty()).collect();
                if several.len() > 1 {
                    let versions = one.versions.iter();
                    let is_part = |version: &&String| {
                        several.iter().any(|part| part.versions.contains(version))
                    };
                    changes.push(ShapeChange {
                        check,
                        name: one.name.clone(),
                        one: versions.filter(is_part).cloned().collect(),
                        several,
                    });
                }
            }
        }
    }
    changes
}

impl ShapeChange {
    /// Describes the change without the name of the type.
    pub(super) fn what(&self) -> String {
        let part = |part: &ShapePart| match part.name == self.name {
            true => listed(&part.versions),
            false => format!("{} as `{}`", listed(&part.versions), part.name),
        };
        let parts: Vec<_> = self.several.iter().map(part).collect();
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

pub(super) fn listed(versions: &[String]) -> String {
    match versions {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        other => other.concat(),
    }
}
