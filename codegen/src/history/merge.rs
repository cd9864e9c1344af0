//! Merges lists that differ between api-versions into one list with ranges.

use std::collections::HashMap;

/// A span of api-versions, as indices into [`History::api_versions`](super::History::api_versions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Index of the first api-version.
    pub first: usize,
    /// Index after the last api-version; `None` if the range is open.
    pub end: Option<usize>,
}

impl Range {
    /// Returns whether an api-version is in the range.
    #[must_use]
    pub fn contains(&self, version: usize) -> bool {
        self.first <= version && self.end.is_none_or(|end| version < end)
    }
}

/// A part of a definition with its range of api-versions.
#[derive(Clone, Debug)]
pub struct Ranged<T> {
    /// Range of api-versions.
    pub range: Range,
    /// The part, with its newest description.
    pub value: T,
}

/// The names of a part by which parts of later api-versions find it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Identity<'m> {
    /// Rust name.
    pub(super) name: &'m str,
    /// Rust name of the part that it continues, if that one has another.
    pub(super) was: Option<&'m str>,
    /// Method and path of an operation.
    pub(super) route: Option<(&'m str, &'m str)>,
}

/// A name in an index of lifespans.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'m> {
    Name(&'m str),
    Route(&'m str, &'m str),
}

impl<'m> Identity<'m> {
    /// Returns the names under which later parts look for this one.
    fn keys(self) -> impl Iterator<Item = Key<'m>> {
        let route = self.route.map(|(method, path)| Key::Route(method, path));
        [Some(Key::Name(self.name)), route].into_iter().flatten()
    }

    /// Returns the names under which the predecessor of this part can be.
    fn predecessor_keys(self) -> impl Iterator<Item = Key<'m>> {
        self.keys().chain(self.was.map(Key::Name))
    }
}

/// A part during the merge.
struct Lifespan<T> {
    first: usize,
    last: usize,
    oldest: T,
    newest: T,
    /// True if each api-version has the part as the next one has it.
    is_alike: bool,
    /// Position before the current api-version is merged.
    position: usize,
    /// Index of the lifespan that follows.
    next: Option<usize>,
}

/// A merged part.
pub(super) struct Merged<T> {
    /// Range of api-versions.
    pub(super) range: Range,
    /// The part in its first api-version.
    pub(super) oldest: T,
    /// The part in its last api-version.
    pub(super) newest: T,
    /// True if the parts of all api-versions are alike.
    pub(super) is_alike: bool,
}

/// Lifespans: a linked list, with an index by name.
struct Lifespans<'m, T> {
    all: Vec<Lifespan<T>>,
    front: Option<usize>,
    by_key: HashMap<Key<'m>, Vec<usize>>,
}

impl<'m, T> Lifespans<'m, T> {
    /// Returns the lifespans with one of these names, with their indices.
    fn candidates(
        &self,
        keys: impl Iterator<Item = Key<'m>>,
    ) -> impl Iterator<Item = (usize, &Lifespan<T>)> {
        keys.filter_map(|key| self.by_key.get(&key))
            .flatten()
            .filter_map(|index| Some((*index, self.all.get(*index)?)))
    }

    /// Inserts a lifespan after another one, or at the front.
    fn insert_after(&mut self, before: Option<usize>, mut lifespan: Lifespan<T>) -> usize {
        let index = self.all.len();
        let link = match before.and_then(|before| self.all.get_mut(before)) {
            Some(before) => &mut before.next,
            None => &mut self.front,
        };
        lifespan.next = link.replace(index);
        self.all.push(lifespan);
        index
    }

    /// Returns the indices in the order of the list.
    fn order(&self) -> Vec<usize> {
        let next = |index: &usize| self.all.get(*index)?.next;
        std::iter::successors(self.front, next).collect()
    }

    fn set_positions(&mut self) {
        for (position, index) in self.order().into_iter().enumerate() {
            if let Some(lifespan) = self.all.get_mut(index) {
                lifespan.position = position;
            }
        }
    }
}

/// Merges a list for each api-version, oldest first, into one.
///
/// A part continues while each next list has the same part; otherwise it ends. The order is that of the oldest list. A
/// new part follows the part that it continues by its `identity`, or else its predecessor in its list. Parts that are the
/// `same` have the same name. Of those that are not `alike` too, the result says so.
pub(super) fn merge<'m, T: Copy>(
    lists: Vec<Vec<T>>,
    same: impl Fn(T, T) -> bool,
    alike: impl Fn(T, T) -> bool,
    identity: impl Fn(T) -> Identity<'m>,
) -> Vec<Merged<T>> {
    let newest_version = lists.len().saturating_sub(1);
    let mut lifespans = Lifespans {
        all: Vec::new(),
        front: None,
        by_key: HashMap::new(),
    };
    let mut known = 0;
    for (version, list) in lists.into_iter().enumerate() {
        // Parts of this api-version are found by no other part of it, so positions are needed only between api-versions.
        if known < lifespans.all.len() {
            known = lifespans.all.len();
            lifespans.set_positions();
        }
        let mut predecessor = None;
        for part in list {
            let identity = identity(part);
            let continued = lifespans
                .candidates(identity.keys())
                .filter(|(_, one)| one.last + 1 == version && same(one.newest, part))
                .min_by_key(|(_, one)| one.position)
                .map(|(index, _)| index);
            if let (Some(index), Some(lifespan)) = (
                continued,
                continued.and_then(|index| lifespans.all.get_mut(index)),
            ) {
                lifespan.last = version;
                lifespan.is_alike &= alike(lifespan.newest, part);
                lifespan.newest = part;
                predecessor = Some(index);
                continue;
            }
            let replaced = lifespans
                .candidates(identity.predecessor_keys())
                .filter(|(_, one)| one.last < version)
                .max_by_key(|(_, one)| one.position)
                .map(|(index, _)| index);
            let lifespan = Lifespan {
                first: version,
                last: version,
                oldest: part,
                newest: part,
                is_alike: true,
                position: 0,
                next: None,
            };
            let index = lifespans.insert_after(replaced.or(predecessor), lifespan);
            for key in identity.keys() {
                lifespans.by_key.entry(key).or_default().push(index);
            }
            predecessor = Some(index);
        }
    }
    let merged = |lifespan: &Lifespan<T>| Merged {
        range: Range {
            first: lifespan.first,
            end: (lifespan.last < newest_version).then_some(lifespan.last + 1),
        },
        oldest: lifespan.oldest,
        newest: lifespan.newest,
        is_alike: lifespan.is_alike,
    };
    let order = lifespans.order();
    order
        .into_iter()
        .filter_map(|index| lifespans.all.get(index).map(merged))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Merges words `name` or `name:form`.
    fn merged(lists: &[&str]) -> String {
        let lists = lists
            .iter()
            .map(|list| list.split(' ').filter(|word| !word.is_empty()).collect())
            .collect();
        let lifespans = merge(
            lists,
            |old: &str, new| old == new,
            |_, _| true,
            |word| Identity {
                name: word.split(':').next().unwrap_or_default(),
                ..Identity::default()
            },
        );
        let shown = lifespans.iter().map(|lifespan| {
            let end = lifespan
                .range
                .end
                .map(|end| end.to_string())
                .unwrap_or_default();
            format!("{}[{}..{end}]", lifespan.newest, lifespan.range.first)
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn order_and_ranges() {
        let cases: &[(&[&str], &str)] = &[
            (&["a b", "a b"], "a[0..] b[0..]"),
            // A new part follows its predecessor, the first one at the front.
            (&["a b", "z a x b y"], "z[1..] a[0..] x[1..] b[0..] y[1..]"),
            // A removed part keeps its position.
            (&["a b c", "a c"], "a[0..] b[0..1] c[0..]"),
            // A changed part follows the one that it replaces.
            (&["a:1 b", "b a:2"], "a:1[0..1] a:2[1..] b[0..]"),
            // A part that comes back starts anew.
            (&["a b", "b", "a b"], "a[0..1] a[2..] b[0..]"),
            (&["", "a"], "a[1..]"),
            (&[], ""),
        ];
        for (lists, expected) in cases {
            assert_eq!(merged(lists), *expected, "{lists:?}");
        }
    }
}
