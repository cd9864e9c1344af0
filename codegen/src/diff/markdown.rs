//! The Markdown renderer.

use super::{
    Finding, Report, Subject,
    report::{AddedOperations, added_in_words, also, groups, places, take_added},
};
use crate::text::visible;

impl Report {
    /// The Markdown renderer.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        render(self)
    }
}

fn render(report: &Report) -> String {
    let head = format!("{} → {}", report.old, report.new);
    let counts = capital(&report.counted());
    let mut out = format!("## {}\n\n{counts}.\n", escaped(&head));
    for (title, summary) in report.summaries() {
        out += &format!("\n{title}: {summary}.\n");
    }
    if report.findings().next().is_some() {
        out += &format!("\n{}\n", report.release_in_words());
    }
    out + &comparisons(report, "##")
}

/// The comparisons of a report, each with its changes; those of one report have headings of a level and below.
pub(crate) fn comparisons(report: &Report, level: &str) -> String {
    let head = format!("{} → {}", report.old, report.new);
    let mut out = String::new();
    for comparison in &report.comparisons {
        let names = format!("{} → {}", comparison.old, comparison.new);
        if names != head && !comparison.findings.is_empty() {
            out += &format!("\n{level} {}\n", escaped(&names));
        }
        for (title, _, mut findings) in comparison.sections() {
            let added = match report.is_detailed {
                true => AddedOperations::new(),
                false => take_added(&mut findings),
            };
            out += &format!("\n{level}# {title}\n");
            for group in groups(&findings) {
                out += &self::group(&group, level);
            }
            if !added.is_empty() {
                out += &format!("\n{level}## New operations\n\n");
            }
            for (group, ids) in &added {
                out += &format!("- {}\n", added_in_words(&escaped(group), ids));
            }
        }
    }
    out
}

fn group(findings: &[&Finding], level: &str) -> String {
    let mut out = String::from("\n");
    if let Some(first) = findings.first() {
        let heading = super::text::heading(findings);
        let heading = match &first.change.subject {
            Subject::Document => heading,
            Subject::Operation(_) => format!("`{heading}`"),
            Subject::Type(name) => {
                format!(
                    "`{name}`{}",
                    escaped(
                        heading
                            .strip_prefix(visible(name).as_str())
                            .unwrap_or_default()
                    )
                )
            }
        };
        out += &format!("{level}## {heading}\n\n");
    }
    out += "| change | on the wire | in Rust | where |\n| --- | --- | --- | --- |\n";
    for finding in findings {
        let change = &finding.change;
        let also = also(finding).map(|also| format!("; {also}"));
        let wire = format!("{}{}", change.wire, also.unwrap_or_default());
        out += &format!(
            "| `{}` | {} | {} | {} |\n",
            change.check.id(),
            cell(&wire),
            cell(&change.rust),
            cell(&places(finding, "→")),
        );
    }
    out
}

/// Escapes a text for a table cell, where `|` ends the cell even in a code span.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Escapes the Markdown syntax in a text.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in visible(text).chars() {
        if matches!(character, '_' | '*' | '[' | ']' | '<' | '>' | '`' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
