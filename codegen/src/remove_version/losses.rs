//! Losses of users with an api-version.

use super::{
    Loss,
    items::{Index, Item, Kind, items},
};
use crate::model::Model;

/// Lists the items that only the model at an index has. The members of a type that is gone are not listed.
pub(super) fn losses(models: &[Model], removed: usize) -> Vec<Loss> {
    let Some(model) = models.get(removed) else {
        return Vec::new();
    };
    let others = models.iter().enumerate();
    let others: Vec<Index<'_>> = others
        .filter(|(index, _)| *index != removed)
        .map(|(_, model)| Index::new(model))
        .collect();
    let has = |item: &Item<'_>| others.iter().any(|other| other.has(item));
    let gone = |kinds: &[Kind], kind: &'static str| {
        let found = items(model).into_iter().filter(|item| {
            let owner = match item.kind {
                Kind::Type | Kind::Operation => return kinds.contains(&item.kind) && !has(item),
                Kind::Parameter => Kind::Operation,
                _ => Kind::Type,
            };
            let mut owners = others.iter();
            kinds.contains(&item.kind)
                && owners.any(|other| other.get(owner, "", item.owner).is_some())
                && !has(item)
        });
        Loss {
            kind,
            names: found.map(|item| item.full_name()).collect(),
        }
    };
    let lists = [
        gone(&[Kind::Type], "types"),
        gone(&[Kind::Operation], "operations"),
        gone(&[Kind::Member], "members"),
        gone(&[Kind::Value, Kind::Alternative], "values"),
        gone(&[Kind::Parameter], "parameters"),
    ];
    let filled = lists.into_iter().filter(|loss| !loss.names.is_empty());
    filled.collect()
}
