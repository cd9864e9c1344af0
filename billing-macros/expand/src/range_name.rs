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

/// The name of the module that holds the shapes of a set: `since_2020_05_01`.
pub(crate) fn module_name(set: &[usize], versions: &[String]) -> String {
    join(set, versions, "_and_", |run| match run {
        Run::All => "all_versions".to_owned(),
        Run::Since(first) => format!("since_{}", to_snake(first)),
        Run::Only(version) => format!("only_{}", to_snake(version)),
        Run::Closed {
            end,
            is_first: true,
            ..
        } => format!("before_{}", to_snake(end)),
        Run::Closed { first, end, .. } => {
            format!("from_{}_before_{}", to_snake(first), to_snake(end))
        }
    })
}

/// The name of the trait that the api-versions of a set implement: `Since2020_05_01`.
pub(crate) fn marker_name(set: &[usize], versions: &[String]) -> String {
    join(set, versions, "And", |run| match run {
        Run::All => "AllVersions".to_owned(),
        Run::Since(first) => format!("Since{}", to_camel(first)),
        Run::Only(version) => format!("Only{}", to_camel(version)),
        Run::Closed {
            end,
            is_first: true,
            ..
        } => format!("Before{}", to_camel(end)),
        Run::Closed { first, end, .. } => format!("From{}Before{}", to_camel(first), to_camel(end)),
    })
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
                    "only_2018_01_01_and_since_v4",
                    "Only2018_01_01AndSinceV4",
                    "Api-versions: 2018-01-01; v4 and later.",
                    "only in api-version 2018-01-01 and from api-version v4 on",
                ),
            ),
        ] {
            let names = (
                module_name(set, &versions),
                marker_name(set, &versions),
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
}
