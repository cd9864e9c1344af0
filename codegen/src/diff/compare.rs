//! The comparison of two models.

use std::collections::{HashMap, HashSet};

use super::{
    Change, Check, Subject,
    comparison::{Comparison, Site},
    reach::{Pairs, Reach, Walk, reached},
};
use crate::{
    diagnostic::Place,
    model::{Model, TypeDefinition},
};

/// Compares two models and returns the changes.
#[must_use]
pub fn compare(old: &Model, new: &Model) -> Vec<Change> {
    let matched = super::operations::matched(old, new);
    let pairs = Walk::new(old, new).pairs(&matched.both);
    let mut comparison = Comparison {
        old,
        new,
        renamed: HashSet::new(),
        changes: Vec::new(),
    };
    comparison.rename(&pairs);
    comparison.rename_aliases(&pairs, &matched);
    comparison.documents(&matched);
    comparison.changes = once(comparison.changes);
    for ((was, is), reach) in &pairs {
        if let (Some(was), Some(is)) = (old.types.get(was), new.types.get(is)) {
            comparison.definition(was, is, reach);
        }
    }
    comparison.one_sided();
    comparison.aliases();
    comparison.changes
}

impl Comparison<'_> {
    /// Finds renamed types: the document declares the rename, or the old name is gone and the new name did not exist
    /// before.
    fn rename(&mut self, pairs: &Pairs) {
        let mut taken: HashSet<&str> = HashSet::new();
        for (was, is) in pairs.keys().filter(|(was, is)| was != is) {
            let (Some(old), Some(new)) = (self.old.types.get(was), self.new.types.get(is)) else {
                continue;
            };
            let said = super::matching::continues(
                (&old.name, old.was.as_ref()),
                (&new.name, new.was.as_ref()),
            );
            let is_free = !self.new.types.contains_key(was) && !self.old.types.contains_key(is);
            if (said || is_free) && !taken.contains(was.as_str()) && !taken.contains(is.as_str()) {
                taken.insert(was);
                taken.insert(is);
                self.renamed.insert((was.clone(), is.clone()));
            }
        }
    }

    /// Reports the types that only one of the documents has.
    fn one_sided(&mut self) {
        let renamed = self.renamed.clone();
        let (old, new) = (self.old, self.new);
        let before: HashSet<&str> = renamed.iter().map(|(was, _)| was.as_str()).collect();
        let after: HashSet<&str> = renamed.iter().map(|(_, is)| is.as_str()).collect();
        for (model, other, check) in [(new, old, Check::TypeAdded), (old, new, Check::TypeRemoved)]
        {
            let renamed = match check {
                Check::TypeAdded => &after,
                _ => &before,
            };
            let reached = reached(model);
            for (name, ty) in &model.types {
                let Some(reach) = reached.get(name) else {
                    continue;
                };
                // What was an alias is compared with it.
                let is_known = other.types.contains_key(name) || other.aliases.contains_key(name);
                if is_known || renamed.contains(name.as_str()) {
                    continue;
                }
                self.one_sided_type(check, ty, reach);
            }
        }
    }

    fn one_sided_type(&mut self, check: Check, ty: &TypeDefinition, reach: &Reach) {
        let (what, rust) = match check {
            Check::TypeAdded => ("a new definition", format!("`{}` is new", ty.name)),
            _ => ("the definition is gone", format!("`{}` is gone", ty.name)),
        };
        let place = Some(ty.place.clone());
        let site = Site {
            subject: Subject::Type(ty.name.clone()),
            reach: reach.clone(),
            wire: super::words::quoted(reach.path()),
            rust: String::new(),
            types: (String::new(), String::new()),
            places: match check {
                Check::TypeAdded => (None, place),
                _ => (place, None),
            },
        };
        self.report_in_rust(check, &site, what, rust);
    }
}

/// Merges equal changes of several operations that refer to one parameter or response.
fn once(changes: Vec<Change>) -> Vec<Change> {
    type Key = (Check, String, Option<Place>, Option<Place>);
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        // Where a parameter is new, the other document has only the place of the operation.
        let (old, new) = match change.check {
            Check::ParameterAdded | Check::RequiredParameterAdded => (None, change.new.clone()),
            Check::ParameterRemoved | Check::RequiredParameterRemoved => (change.old.clone(), None),
            _ => (change.old.clone(), change.new.clone()),
        };
        let key = (change.check, change.wire.clone(), old, new);
        let first = seen.get(&key).and_then(|index| kept.get_mut(*index));
        match (first, &change.subject) {
            (Some(first), Subject::Operation(name)) => first.also.push(name.clone()),
            _ => {
                seen.insert(key, kept.len());
                kept.push(change);
            }
        }
    }
    kept
}
