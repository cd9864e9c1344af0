//! The report: changes of one or more documents, in reading order.

use std::collections::{BTreeMap, HashMap};

use super::{Change, Check, Class, release::summary};
use crate::{
    diagnostic::{Place, Sources},
    load::Warnings,
    text::visible,
};

/// The result of a comparison.
#[derive(Clone, Debug)]
pub struct Report {
    /// The old side, as the user named it.
    pub old: String,
    /// The new side, as the user named it.
    pub new: String,
    /// True if all api-versions of a service were compared, rather than two documents.
    pub is_service: bool,
    /// True if text and Markdown list each added operation, instead of one line for each group of many.
    pub is_detailed: bool,
    /// The compared pairs of documents: one pair, or one for each api-version.
    pub comparisons: Vec<Comparison>,
    /// The warnings about the documents of both sides.
    pub warnings: Warnings,
}

/// The changes between two documents.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The old document.
    pub old: String,
    /// The new document.
    pub new: String,
    /// The changes: those that break on the wire first, then those that break source code, each in the order of the new
    /// document.
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
        findings.sort_by_key(Finding::effects);
        Self {
            old: names.0.to_owned(),
            new: names.1.to_owned(),
            findings,
        }
    }

    /// Returns the changes of a class on the wire.
    pub(crate) fn of_class(&self, class: Class) -> Vec<&Finding> {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.change.on_the_wire == class)
            .collect()
    }

    /// Returns the changes by their effects, with a title for each group that has some.
    pub(crate) fn sections(&self) -> Vec<(&'static str, Class, Vec<&Finding>)> {
        let of = |effects| {
            let findings = self.findings.iter();
            findings.filter(move |finding| finding.effects() == effects)
        };
        SECTIONS
            .into_iter()
            .map(|(title, effects)| (title, effects.0.min(effects.1), of(effects).collect()))
            .filter(|(_, _, findings): &(_, _, Vec<_>)| !findings.is_empty())
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

    /// Returns the number of changes that break either (a running client or code that uses the crate), or neither.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        self.count_if(|change| change.class() == class)
    }

    /// Returns the number of changes that break a running client, or do not.
    #[must_use]
    pub fn count_on_the_wire(&self, class: Class) -> usize {
        self.count_if(|change| change.on_the_wire == class)
    }

    /// Returns the number of changes that break code that uses the crate, or do not.
    #[must_use]
    pub fn count_in_source(&self, class: Class) -> usize {
        self.count_if(|change| change.in_source() == class)
    }

    fn count_if(&self, counts: impl Fn(&Change) -> bool) -> usize {
        let findings = self.findings();
        findings.filter(|finding| counts(&finding.change)).count()
    }

    /// Returns the number of changes by their effects, in words: `3 changes: 1 breaking on the wire, 2 breaking in Rust`.
    pub(crate) fn counted(&self) -> String {
        let counts = [
            (
                self.count_on_the_wire(Class::Breaking),
                "breaking on the wire",
            ),
            (self.count_in_source(Class::Breaking), "breaking in Rust"),
            (self.count(Class::Compatible), "compatible"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        match self.findings().count() {
            0 => "nothing changed".to_owned(),
            1 => {
                let title = self.summaries().first().map(|(title, _)| lower(title));
                format!("1 change, {}", title.unwrap_or_default())
            }
            total => {
                let counts: Vec<_> = counts
                    .map(|(count, what)| format!("{count} {what}"))
                    .collect();
                format!("{total} changes: {}", counts.join(", "))
            }
        }
    }

    /// Returns the kinds of changes for each effect that some have, in words.
    pub(crate) fn summaries(&self) -> Vec<(&'static str, String)> {
        let of = |effects| {
            let findings = self.findings();
            summary(findings.filter(move |finding| finding.effects() == effects))
        };
        let all = SECTIONS.map(|(title, effects)| (title, of(effects)));
        all.into_iter()
            .filter(|(_, summary)| !summary.is_empty())
            .collect()
    }
}

impl Finding {
    /// Returns the effects on the wire and in source code.
    fn effects(&self) -> (Class, Class) {
        (self.change.on_the_wire, self.change.in_source())
    }
}

/// The groups of a report, by effects on the wire and in source code.
const SECTIONS: [(&str, (Class, Class)); 4] = [
    (
        "Breaking on the wire and in Rust",
        (Class::Breaking, Class::Breaking),
    ),
    ("Breaking on the wire", (Class::Breaking, Class::Compatible)),
    ("Breaking in Rust", (Class::Compatible, Class::Breaking)),
    ("Compatible", (Class::Compatible, Class::Compatible)),
];

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

/// Returns the title of a section inside of a sentence.
pub(crate) fn lower(title: &str) -> String {
    title.replacen(
        ['B', 'C'],
        if title.starts_with('B') { "b" } else { "c" },
        1,
    )
}

/// The fewest added operations that a report lists by group instead of one by one.
const MANY: usize = 4;

/// The names of added operations by their group: what their ids have before `_`, or else the path.
pub(crate) type AddedOperations<'f> = BTreeMap<String, Vec<&'f str>>;

/// Takes added operations out of the findings of a section, if there are many.
pub(crate) fn take_added<'f>(findings: &mut Vec<&'f Finding>) -> AddedOperations<'f> {
    let is_added = |finding: &&Finding| finding.change.check == Check::OperationAdded;
    let mut added = AddedOperations::new();
    if findings.iter().filter(|one| is_added(one)).count() < MANY {
        return added;
    }
    findings.retain(|finding| {
        if is_added(finding) {
            let shown = finding.change.wire.split("`: ").next();
            let id = shown.unwrap_or_default().trim_start_matches('`');
            let group = match id.split_once('_') {
                Some((group, _)) => group,
                None => id.split('/').nth(1).unwrap_or(id),
            };
            added.entry(group.to_owned()).or_default().push(id);
        }
        !is_added(finding)
    });
    added
}

/// Lists the operations of a group in one line: `Invoices: 3 operations, Invoices_Get, Invoices_List and 1 more`.
pub(crate) fn added_in_words(group: &str, ids: &[&str]) -> String {
    const SHOWN: usize = 3;
    let ids_shown = ids.iter().take(SHOWN);
    let shown: Vec<_> = ids_shown.map(|id| format!("`{}`", visible(id))).collect();
    let group = visible(group);
    let noun = if ids.len() == 1 {
        "operation"
    } else {
        "operations"
    };
    let more = match ids.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{group}: {} new {noun}, {}{more}",
        ids.len(),
        shown.join(", ")
    )
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
        [one] => Some(format!("also in {}", visible(one))),
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
