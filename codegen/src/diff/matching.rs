//! Matches the parts of two documents that are the same.

use std::collections::{HashMap, VecDeque};

/// The matched parts of two documents, and the parts that only one has.
pub(super) struct Matched<'m, T> {
    pub(super) both: Vec<(&'m T, &'m T)>,
    pub(super) removed: Vec<&'m T>,
    pub(super) added: Vec<&'m T>,
}

/// The side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// A stage of matching: parts of both sides with equal keys are the same. A part without a key is not matched.
pub(super) type Key<'k, T> = &'k dyn Fn(&T, Side) -> Option<String>;

/// Parts that are matched by their keys so far.
struct Matching<'m, T> {
    /// The old parts; none where one is matched.
    left: Vec<Option<&'m T>>,
    fresh: Vec<(usize, &'m T)>,
    found: Vec<(usize, (&'m T, &'m T))>,
}

impl<'m, T> Matching<'m, T> {
    fn by_keys(old: &'m [T], new: &'m [T], keys: &[Key<'_, T>]) -> Self {
        let mut left: Vec<Option<&T>> = old.iter().map(Some).collect();
        let mut found: Vec<(usize, (&T, &T))> = Vec::new();
        let mut fresh: Vec<(usize, &T)> = new.iter().enumerate().collect();
        for key in keys {
            let mut by_key: HashMap<String, VecDeque<usize>> = HashMap::new();
            for (index, was) in left.iter().enumerate() {
                if let Some(key) = was.and_then(|was| key(was, Side::Old)) {
                    by_key.entry(key).or_default().push_back(index);
                }
            }
            fresh.retain(|(order, part)| {
                let same = key(part, Side::New).and_then(|key| by_key.get_mut(&key)?.pop_front());
                let was = same.and_then(|index| left.get_mut(index)?.take());
                found.extend(was.map(|was| (*order, (was, *part))));
                was.is_none()
            });
        }
        Self { left, fresh, found }
    }

    /// Matches each of the new parts that are left with the old part at the position that a search returns.
    fn and_by(
        mut self,
        mut search: impl FnMut(&[Option<&'m T>], &'m T) -> Option<usize>,
    ) -> Matched<'m, T> {
        let (left, found) = (&mut self.left, &mut self.found);
        self.fresh.retain(|(order, part)| {
            let index = search(left, part);
            let was = index.and_then(|index| left.get_mut(index)?.take());
            found.extend(was.map(|was| (*order, (was, *part))));
            was.is_none()
        });
        self.found.sort_by_key(|(order, _)| *order);
        Matched {
            both: self.found.into_iter().map(|(_, pair)| pair).collect(),
            removed: self.left.into_iter().flatten().collect(),
            added: self.fresh.into_iter().map(|(_, part)| part).collect(),
        }
    }
}

/// Matches parts by each key in turn, then by lineage declared in either document.
pub(super) fn matched<'m, T>(
    old: &'m [T],
    new: &'m [T],
    keys: &[Key<'_, T>],
    names: impl Fn(&'m T) -> Names<'m>,
) -> Matched<'m, T> {
    let matching = Matching::by_keys(old, new, keys);
    // The old parts by the names that continue them, in order.
    let mut by_name: HashMap<(bool, &str), VecDeque<usize>> = HashMap::new();
    for (index, was) in matching.left.iter().enumerate() {
        let Some((name, previous)) = was.map(&names) else {
            continue;
        };
        by_name.entry((false, name)).or_default().push_back(index);
        if let Some(previous) = previous {
            by_name
                .entry((true, previous))
                .or_default()
                .push_back(index);
        }
    }
    matching.and_by(|left, part| {
        let (name, previous) = names(part);
        let previous = previous.map(|previous| (false, previous.as_str()));
        let mut first: Option<usize> = None;
        for key in [previous, Some((true, name))].into_iter().flatten() {
            let Some(waiting) = by_name.get_mut(&key) else {
                continue;
            };
            let is_taken = |index: &usize| left.get(*index).is_none_or(Option::is_none);
            while waiting.front().is_some_and(is_taken) {
                waiting.pop_front();
            }
            first = waiting.front().copied().into_iter().chain(first).min();
        }
        first
    })
}

/// Matches a few parts by each key in turn, then each with the first that continues it.
pub(super) fn matched_if<'m, T>(
    old: &'m [T],
    new: &'m [T],
    keys: &[Key<'_, T>],
    continues: impl Fn(&T, &T) -> bool,
) -> Matched<'m, T> {
    let is_continued = |was: &Option<&T>, part: &T| was.is_some_and(|was| continues(was, part));
    Matching::by_keys(old, new, keys)
        .and_by(|left, part| left.iter().position(|was| is_continued(was, part)))
}

/// The name of a part, and its previous name.
pub(super) type Names<'n> = (&'n str, Option<&'n String>);

/// The names of a part whose name does not matter: a previous name is never empty.
pub(super) const UNNAMED: Names<'static> = ("", None);

/// Returns whether one name continues another, in either direction.
pub(super) fn continues(old: (&str, Option<&String>), new: (&str, Option<&String>)) -> bool {
    new.1.is_some_and(|was| was == old.0) || old.1.is_some_and(|was| was == new.0)
}
