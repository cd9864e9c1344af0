//! The text renderer.

use super::{
    Check, Class, Finding, Report, Subject,
    report::{AddedOperations, added_in_words, also, groups, lower, places, take_added},
};
use crate::text::visible;

/// Paints text if colours are on.
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    pub(crate) fn with(&self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

impl Report {
    /// The text renderer.
    #[must_use]
    pub fn to_text(&self, colored: bool) -> String {
        render(self, colored)
    }
}

fn render(report: &Report, colored: bool) -> String {
    let paint = Paint(colored);
    let head = visible(&format!("{} -> {}", report.old, report.new));
    let mut out = format!("{}: {}\n", paint.with("1", &head), report.counted());
    for (title, summary) in report.summaries() {
        out += &format!("  {}: {summary}\n", lower(title));
    }
    if report.findings().next().is_some() {
        out += &format!("  {}\n", report.release_in_words());
    }
    out + &comparisons(report, &paint)
}

/// The comparisons of a report, each with its changes.
pub(crate) fn comparisons(report: &Report, paint: &Paint) -> String {
    let head = visible(&format!("{} -> {}", report.old, report.new));
    let mut out = String::new();
    for comparison in &report.comparisons {
        let names = visible(&format!("{} -> {}", comparison.old, comparison.new));
        if names != head && !comparison.findings.is_empty() {
            out += &format!("\n{}\n", paint.with("1", &names));
        }
        for (title, class, mut findings) in comparison.sections() {
            let added = match report.is_detailed {
                true => AddedOperations::new(),
                false => take_added(&mut findings),
            };
            let color = match class {
                Class::Breaking => "1;31",
                Class::Compatible => "1;32",
            };
            out += &format!("\n{}\n", paint.with(color, title));
            let ids = findings
                .iter()
                .map(|finding| finding.change.check.id().len());
            let width = ids.max().unwrap_or_default();
            for group in groups(&findings) {
                out += &self::group(&group, width, color, paint);
            }
            if !added.is_empty() {
                out += &format!("\n  {}\n", paint.with("1", "New operations"));
            }
            for (group, ids) in &added {
                let id = paint.with(color, Check::OperationAdded.id());
                out += &format!("    {id}  {}\n", added_in_words(group, ids));
            }
        }
    }
    out
}

fn group(findings: &[&Finding], width: usize, color: &str, paint: &Paint) -> String {
    let mut out = String::from("\n");
    out += &format!("  {}\n", paint.with("1", &heading(findings)));
    for finding in findings {
        let change = &finding.change;
        let id = change.check.id();
        let space = " ".repeat(width - id.len().min(width));
        let indent = " ".repeat(width + 6);
        out += &format!("    {}{space}  {}\n", paint.with(color, id), change.wire);
        out += &format!("{indent}{}\n", change.rust);
        if let Some(also) = also(finding) {
            out += &format!("{indent}{also}\n");
        }
        let places = places(finding, "->");
        if !places.is_empty() {
            out += &format!("{indent}{}\n", paint.with("2", &places));
        }
    }
    out
}

/// Returns the heading of a group of changes: its subject, and the route by which a client reaches it.
pub(crate) fn heading(findings: &[&Finding]) -> String {
    // What only one side writes is reached by less than its type.
    let ways = |finding: &&&Finding| {
        let reach = &finding.change.reach;
        usize::from(reach.requests.is_some()) + usize::from(reach.responses.is_some())
    };
    let Some(finding) = findings.iter().rev().max_by_key(ways) else {
        return String::new();
    };
    let change = &finding.change;
    match &change.subject {
        Subject::Document => "the document".to_owned(),
        Subject::Operation(name) => visible(name),
        Subject::Type(name) => {
            let name = visible(name);
            let routes = [&change.reach.requests, &change.reach.responses];
            let route = routes.into_iter().flatten().last();
            let by = route
                .filter(|route| !route.operation.is_empty())
                .map(|route| visible(&format!(" ({} {})", route.operation, route.part)));
            match change.reach.as_str() {
                "nothing" => name,
                how => format!("{name}, in {how}{}", by.unwrap_or_default()),
            }
        }
    }
}
