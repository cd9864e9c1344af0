//! The `x-rust-was` of the api-versions that remain.

use std::collections::HashSet;

use super::items::{Index, Item, Kind, items};
use crate::{diagnostic::Place, model::Model};

/// The predecessor that a node has to state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Restated {
    kind: Kind,
    pub(super) node: Place,
    pub(super) item: String,
    pub(super) was: Option<String>,
    /// True if an item of the removed api-version states the predecessor, or has its route. Others have its name alone.
    is_declared: bool,
}

/// Finds what has to be stated when the model at an index is removed: in the next api-version, and wherever a name was that
/// of the removed one alone.
pub(super) fn restate(models: &[Model], removed: usize) -> Vec<Restated> {
    let indices: Vec<Index<'_>> = models.iter().map(Index::new).collect();
    let Some(gone) = indices.get(removed) else {
        return Vec::new();
    };
    let before = removed.checked_sub(1).and_then(|index| indices.get(index));
    let mut found = Vec::new();
    for (version, (model, index)) in models.iter().zip(&indices).enumerate().skip(removed + 1) {
        let is_next = version == removed + 1;
        for item in items(model) {
            let is_known = |was: &str| {
                let renamed = Item {
                    name: was,
                    was: None,
                    ..item
                };
                let others = indices.iter().enumerate().take(version);
                let mut others = others.filter(|(other, _)| *other != removed);
                others.any(|(_, other)| {
                    let old = other.predecessor(&renamed, index);
                    old.is_some_and(|old| old.name == was)
                })
            };
            let needs = is_next || item.was.is_some_and(|was| !is_known(was));
            let Some(old) = gone.predecessor(&item, index).filter(|_| needs) else {
                continue;
            };
            let older = before.and_then(|before| before.predecessor(old, gone));
            // What has a name, a wire name or a route as before needs nothing, and neither has what never stated anything.
            let is_plain = |older: &&Item<'_>| {
                let is_stated = item.was.is_some() || old.was.is_some();
                older.name == item.name && (older.wire == item.wire || !is_stated)
                    || item.was.is_none() && older.has_route_of(&item)
            };
            let was = older
                .filter(|older| !is_plain(older))
                .map(|older| older.name);
            let is_declared =
                older.is_some_and(|older| old.was == Some(older.name) || older.has_route_of(old));
            if was != item.was
                && let Some(node) = item.node
            {
                found.push(Restated {
                    kind: item.kind,
                    node: node.clone(),
                    item: item.full_name(),
                    was: was.map(str::to_owned),
                    is_declared,
                });
            }
        }
    }
    without_rivals(found)
}

/// Leaves out those that continue an item by its name alone, if another one declares that it continues it.
fn without_rivals(found: Vec<Restated>) -> Vec<Restated> {
    let declared: HashSet<(Kind, String)> = found
        .iter()
        .filter(|one| one.is_declared)
        .filter_map(|one| Some((one.kind, one.was.clone()?)))
        .collect();
    let is_kept = |one: &Restated| {
        let key = one.was.clone().map(|was| (one.kind, was));
        // Members of different types have the same names.
        let is_unique = matches!(one.kind, Kind::Type | Kind::Operation);
        one.is_declared || !is_unique || key.is_none_or(|key| !declared.contains(&key))
    };
    found.into_iter().filter(is_kept).collect()
}
