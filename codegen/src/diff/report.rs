//! The report: changes of one or more documents, in reading order.

use std::collections::HashMap;

use super::{Change, Class};
use crate::{
    diagnostic::{Place, Sources},
    text::visible,
};

/// The result of a comparison.
#[derive(Clone, Debug)]
pub struct Report {
    /// The old side, as the user named it.
    pub old: String,
    /// The new side, as the user named it.
    pub new: String,
    /// Whether all api-versions of a service were compared, rather than two documents.
    pub is_service: bool,
    /// The compared pairs of documents: one pair, or one for each api-version.
    pub comparisons: Vec<Comparison>,
}

/// The changes between two documents.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The old document.
    pub old: String,
    /// The new document.
    pub new: String,
    /// The changes, breaking ones first, then in the order of the new document.
    pub findings: Vec<Finding>,
}

/// A change with its positions.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The change.
    pub change: Change,
    /// The position in the old document.
    pub old: Option<Position>,
    /// The position in the new document.
    pub new: Option<Position>,
}

/// A position in a file. Lines and columns start at 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The file, as the user named it.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Comparison {
    /// Resolves the positions of changes and sorts breaking ones first.
    pub(crate) fn new(
        names: (&str, &str),
        changes: Vec<Change>,
        sources: (&Sources, &Sources),
    ) -> Self {
        let old = positions(
            changes.iter().filter_map(|change| change.old.as_ref()),
            sources.0,
        );
        let new = positions(
            changes.iter().filter_map(|change| change.new.as_ref()),
            sources.1,
        );
        let at = |places: &HashMap<Place, Position>, place: &Option<Place>| {
            place.as_ref().and_then(|place| places.get(place)).cloned()
        };
        let mut findings: Vec<_> = changes
            .into_iter()
            .map(|change| Finding {
                old: at(&old, &change.old),
                new: at(&new, &change.new),
                change,
            })
            .collect();
        findings.sort_by_key(|finding| finding.change.class);
        Self {
            old: names.0.to_owned(),
            new: names.1.to_owned(),
            findings,
        }
    }

    pub(crate) fn of_class(&self, class: Class) -> Vec<&Finding> {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.change.class == class)
            .collect()
    }
}

fn positions<'p>(
    places: impl Iterator<Item = &'p Place> + Clone,
    sources: &Sources,
) -> HashMap<Place, Position> {
    let found = sources.positions(places);
    let position = |(place, (line, column)): (&Place, (usize, usize))| {
        let position = Position {
            file: place.file().to_owned(),
            line,
            column,
        };
        (place.clone(), position)
    };
    found.into_iter().map(position).collect()
}

impl Report {
    /// Iterates over all findings in the order of the report.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.comparisons
            .iter()
            .flat_map(|comparison| &comparison.findings)
    }

    /// Returns the number of changes of a class.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        let findings = self.findings();
        findings
            .filter(|finding| finding.change.class == class)
            .count()
    }
}

/// Formats counts as `3 breaking and 1 compatible change`.
pub(crate) fn counted(breaking: usize, compatible: usize) -> String {
    let noun = if breaking + compatible == 1 {
        "change"
    } else {
        "changes"
    };
    match (breaking, compatible) {
        (0, 0) => "nothing changed".to_owned(),
        (breaking, 0) => format!("{breaking} breaking {noun}"),
        (0, compatible) => format!("{compatible} compatible {noun}"),
        _ => format!("{breaking} breaking and {compatible} compatible {noun}"),
    }
}

/// Groups consecutive findings of one subject.
pub(crate) fn groups<'f>(findings: &[&'f Finding]) -> Vec<Vec<&'f Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        match groups.last_mut() {
            Some(group)
                if group
                    .first()
                    .is_some_and(|first| first.change.subject == finding.change.subject) =>
            {
                group.push(finding);
            }
            _ => groups.push(vec![finding]),
        }
    }
    groups
}

/// Returns the number of other operations with the same change, in words.
pub(crate) fn also(finding: &Finding) -> Option<String> {
    match finding.change.also.as_slice() {
        [] => None,
        [one] => Some(format!("also in {one}")),
        several => Some(format!("also in {} more operations", several.len())),
    }
}

/// Formats the positions as `old:1:2 -> new:3:4`, or the only one.
pub(crate) fn places(finding: &Finding, arrow: &str) -> String {
    let shown = |position: &Position| {
        format!(
            "{}:{}:{}",
            visible(&position.file),
            position.line,
            position.column
        )
    };
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) => format!("{} {arrow} {}", shown(old), shown(new)),
        (Some(only), None) | (None, Some(only)) => shown(only),
        (None, None) => String::new(),
    }
}
