//! Merges lists that differ between api-versions into one list with ranges.

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

/// A part during the merge.
struct Lifespan<T> {
    first: usize,
    last: usize,
    oldest: T,
    newest: T,
}

/// A merged part.
pub(super) struct Merged<T> {
    /// Range of api-versions.
    pub(super) range: Range,
    /// The part in its first api-version.
    pub(super) oldest: T,
    /// The part in its last api-version.
    pub(super) newest: T,
}

/// Merges a list for each api-version, oldest first, into one.
///
/// A part continues while each next list has the same part; otherwise it ends. The order is that of the oldest list. A
/// new part follows the part that it `continues`, or else its predecessor in its list.
pub(super) fn merge<T>(
    lists: Vec<Vec<T>>,
    same: impl Fn(&T, &T) -> bool,
    continues: impl Fn(&T, &T) -> bool,
) -> Vec<Merged<T>>
where
    T: Clone,
{
    let newest_version = lists.len().saturating_sub(1);
    let mut lifespans: Vec<Lifespan<T>> = Vec::new();
    for (version, list) in lists.into_iter().enumerate() {
        let mut after_predecessor = 0;
        for part in list {
            let is_continued = |lifespan: &Lifespan<T>| {
                lifespan.last + 1 == version && same(&lifespan.newest, &part)
            };
            let index = lifespans.iter().position(is_continued);
            if let (Some(index), Some(lifespan)) =
                (index, index.and_then(|index| lifespans.get_mut(index)))
            {
                lifespan.last = version;
                lifespan.newest = part;
                after_predecessor = index + 1;
                continue;
            }
            let continued = lifespans.iter().rposition(|lifespan| {
                lifespan.last < version && continues(&lifespan.newest, &part)
            });
            let position = continued.map_or(after_predecessor, |index| index + 1);
            lifespans.insert(
                position,
                Lifespan {
                    first: version,
                    last: version,
                    oldest: part.clone(),
                    newest: part,
                },
            );
            after_predecessor = position + 1;
        }
    }
    let merged = |lifespan: Lifespan<T>| Merged {
        range: Range {
            first: lifespan.first,
            end: (lifespan.last < newest_version).then_some(lifespan.last + 1),
        },
        oldest: lifespan.oldest,
        newest: lifespan.newest,
    };
    lifespans.into_iter().map(merged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Merges words `name` or `name:form`.
    fn merged(lists: &[&str]) -> String {
        let name = |word: &&str| word.split(':').next().unwrap_or_default().to_owned();
        let lists = lists
            .iter()
            .map(|list| list.split(' ').filter(|word| !word.is_empty()).collect())
            .collect();
        let lifespans = merge(
            lists,
            |old: &&str, new| old == new,
            |old, new| name(old) == name(new),
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
