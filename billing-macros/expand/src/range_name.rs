//! Names and phrases for sets of api-versions: for modules, traits, docs and errors.

use crate::version::{to_camel, to_snake};

/// A run of neighbouring api-versions in a set.
enum Run<'a> {
    All,
    Since(&'a str),
    Only(&'a str),
    /// A run with an end, which is exclusive. `is_first` if it begins the history.
    Closed {
        first: &'a str,
        last: &'a str,
        end: &'a str,
        is_first: bool,
    },
}

/// Splits a set into runs of neighbours.
pub(crate) fn split_runs(set: &[usize]) -> impl Iterator<Item = &[usize]> {
    set.chunk_by(|a, b| a + 1 == *b)
}

fn named_runs<'a>(set: &[usize], versions: &'a [String]) -> Vec<Run<'a>> {
    let name = |index: usize| versions.get(index).map_or("", String::as_str);
    split_runs(set)
        .filter_map(|run| {
            let (first, last) = (*run.first()?, *run.last()?);
            Some(match (first, last + 1 == versions.len()) {
                (0, true) => Run::All,
                (_, true) => Run::Since(name(first)),
                _ if first == last => Run::Only(name(first)),
                _ => Run::Closed {
                    first: name(first),
                    last: name(last),
                    end: name(last + 1),
                    is_first: first == 0,
                },
            })
        })
        .collect()
}

fn join(
    set: &[usize],
    versions: &[String],
    between: &str,
    text: impl Fn(Run<'_>) -> String,
) -> String {
    named_runs(set, versions)
        .into_iter()
        .map(text)
        .collect::<Vec<_>>()
        .join(between)
}

/// The names of a set of api-versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetName {
    /// The name of the module that holds the shapes of the set: `since_2020_05_01`.
    pub(crate) module: String,
    /// The name of the trait that its api-versions implement: `Since2020_05_01`.
    pub(crate) marker: String,
}

/// Names distinct sets. A set with gaps has the name of its first api-version and a number, so its name is short however
/// many gaps there are, and a later api-version does not change it.
pub(crate) fn name_sets(sets: &[&[usize]], versions: &[String]) -> Vec<SetName> {
    let numbers = number_sets(sets);
    let name = |(set, number): (&&[usize], usize)| {
        let runs = named_runs(set, versions);
        let (module, marker) = match runs.as_slice() {
            [Run::All] | [] => ("all_versions".to_owned(), "AllVersions".to_owned()),
            [Run::Since(first)] => (
                format!("since_{}", to_snake(first)),
                format!("Since{}", to_camel(first)),
            ),
            [Run::Only(version)] => (
                format!("only_{}", to_snake(version)),
                format!("Only{}", to_camel(version)),
            ),
            [
                Run::Closed {
                    end,
                    is_first: true,
                    ..
                },
            ] => (
                format!("before_{}", to_snake(end)),
                format!("Before{}", to_camel(end)),
            ),
            [Run::Closed { first, end, .. }] => (
                format!("from_{}_before_{}", to_snake(first), to_snake(end)),
                format!("From{}Before{}", to_camel(first), to_camel(end)),
            ),
            _ => {
                let first = set.first().and_then(|first| versions.get(*first));
                let first = first.map_or("", String::as_str);
                (
                    format!("from_{}_with_gaps_{number}", to_snake(first)),
                    format!("From{}WithGaps{number}", to_camel(first)),
                )
            }
        };
        SetName { module, marker }
    };
    sets.iter().zip(numbers).map(name).collect()
}

/// Numbers the sets that begin with the same api-version, from 1.
///
/// The order is that of the api-versions where a set first lacks what another one with the same beginning has. A later
/// api-version adds numbers at the end: of the sets that it tells apart, the one that has it keeps the number.
fn number_sets(sets: &[&[usize]]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sets.len()).collect();
    let set = |index: &usize| sets.get(*index).copied().unwrap_or_default();
    // Of two sets with the same beginning, the one that has the next api-version comes first.
    order.sort_by(|a, b| {
        let (a, b) = (set(a), set(b));
        let differing = a.iter().zip(b).find(|(a, b)| a != b);
        differing.map_or_else(|| b.len().cmp(&a.len()), |(a, b)| a.cmp(b))
    });
    let mut branches: Vec<(Option<usize>, usize, usize)> = Vec::with_capacity(order.len());
    let mut previous: &[usize] = &[];
    for (position, index) in order.iter().enumerate() {
        let own = set(index);
        let common = previous.iter().zip(own).take_while(|(a, b)| a == b).count();
        let branch = match common {
            0 => 0,
            _ => previous.get(common).copied().unwrap_or_default(),
        };
        branches.push((own.first().copied(), branch, position));
        previous = own;
    }
    branches.sort_unstable();
    let mut numbers = vec![0; sets.len()];
    for begun in branches.chunk_by(|a, b| a.0 == b.0) {
        for (number, (_, _, position)) in begun.iter().enumerate() {
            let index = order.get(*position).copied().unwrap_or_default();
            if let Some(slot) = numbers.get_mut(index) {
                *slot = number + 1;
            }
        }
    }
    numbers
}

/// The sentence for docs: `Api-versions: 2020-05-01 and later.`
pub(crate) fn sentence(set: &[usize], versions: &[String]) -> String {
    let label = if set.len() == 1
        && versions.len() > 1
        && set.first() != versions.len().checked_sub(1).as_ref()
    {
        "Api-version"
    } else {
        "Api-versions"
    };
    let text = join(set, versions, "; ", |run| match run {
        Run::All => "all".to_owned(),
        Run::Since(first) => format!("{first} and later"),
        Run::Only(version) => version.to_owned(),
        Run::Closed { first, last, .. } => format!("{first} to {last}"),
    });
    format!("{label}: {text}.")
}

/// The phrase that follows "exists" in a message: `from api-version 2020-05-01 on`.
pub(crate) fn existence_phrase(set: &[usize], versions: &[String]) -> String {
    join(set, versions, " and ", |run| match run {
        Run::All => "in all api-versions".to_owned(),
        Run::Since(first) => format!("from api-version {first} on"),
        Run::Only(version) => format!("only in api-version {version}"),
        Run::Closed {
            end,
            is_first: true,
            ..
        } => format!("only before api-version {end}"),
        Run::Closed { first, last, .. } => format!("only from api-version {first} to {last}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sets() {
        let versions: Vec<String> = [
            "2017-02-27-preview",
            "2018-01-01",
            "2020-05-01",
            "v4",
            "2024-04-01",
        ]
        .map(str::to_owned)
        .into();
        for (set, expected) in [
            (
                &[0, 1, 2, 3, 4][..],
                (
                    "all_versions",
                    "AllVersions",
                    "Api-versions: all.",
                    "in all api-versions",
                ),
            ),
            (
                &[2, 3, 4],
                (
                    "since_2020_05_01",
                    "Since2020_05_01",
                    "Api-versions: 2020-05-01 and later.",
                    "from api-version 2020-05-01 on",
                ),
            ),
            (
                &[4],
                (
                    "since_2024_04_01",
                    "Since2024_04_01",
                    "Api-versions: 2024-04-01 and later.",
                    "from api-version 2024-04-01 on",
                ),
            ),
            (
                &[0],
                (
                    "only_2017_02_27_preview",
                    "Only2017_02_27Preview",
                    "Api-version: 2017-02-27-preview.",
                    "only in api-version 2017-02-27-preview",
                ),
            ),
            (
                &[0, 1],
                (
                    "before_2020_05_01",
                    "Before2020_05_01",
                    "Api-versions: 2017-02-27-preview to 2018-01-01.",
                    "only before api-version 2020-05-01",
                ),
            ),
            (
                &[1, 2],
                (
                    "from_2018_01_01_before_v4",
                    "From2018_01_01BeforeV4",
                    "Api-versions: 2018-01-01 to 2020-05-01.",
                    "only from api-version 2018-01-01 to 2020-05-01",
                ),
            ),
            (
                &[1, 3, 4],
                (
                    "from_2018_01_01_with_gaps_1",
                    "From2018_01_01WithGaps1",
                    "Api-versions: 2018-01-01; v4 and later.",
                    "only in api-version 2018-01-01 and from api-version v4 on",
                ),
            ),
        ] {
            let SetName { module, marker } = name_sets(&[set], &versions).remove(0);
            let names = (
                module,
                marker,
                sentence(set, &versions),
                existence_phrase(set, &versions),
            );
            let names = (
                names.0.as_str(),
                names.1.as_str(),
                names.2.as_str(),
                names.3.as_str(),
            );
            assert_eq!(names, expected);
        }
    }

    #[test]
    fn later_api_versions_do_not_rename_sets_with_gaps() {
        let versions: Vec<String> = (0..9).map(|number| format!("v{number}")).collect();
        let names = |sets: &[&[usize]], count: usize| -> Vec<String> {
            let names = name_sets(sets, versions.get(..count).unwrap());
            names.into_iter().map(|name| name.module).collect()
        };
        let before: [&[usize]; 4] = [&[0, 2, 4], &[0, 1, 3, 4], &[0, 1, 2, 3, 4], &[0, 2, 3]];
        let expected = [
            "from_v0_with_gaps_4",
            "from_v0_with_gaps_3",
            "all_versions",
            "from_v0_with_gaps_2",
        ];
        assert_eq!(names(&before, 5), expected);
        // Version 5 continues the first two and splits the third.
        let after: [&[usize]; 5] = [
            &[0, 2, 4, 5],
            &[0, 1, 3, 4, 5],
            &[0, 1, 2, 3, 4],
            &[0, 2, 3],
            &[0, 1, 2, 3, 4, 5],
        ];
        let expected = [
            "from_v0_with_gaps_4",
            "from_v0_with_gaps_3",
            "before_v5",
            "from_v0_with_gaps_2",
            "all_versions",
        ];
        assert_eq!(names(&after, 6), expected);
    }
}
