//! The differences between neighbours.

use super::{
    super::Timeline,
    Markup,
    anchors::{Anchors, Group},
    heading_tag, table,
};
use crate::diff::{
    Class, Comparison, Finding,
    report::{also, counted, places},
    text,
};

/// All comparisons, the newest first.
pub(super) fn steps(page: &mut Markup, timeline: &Timeline, anchors: &Anchors, level: usize) {
    if timeline.steps.is_empty() {
        return;
    }
    page.open("section", &[("id", &anchors.changes), ("class", "diffs")]);
    page.leaf(heading_tag(level), &[], "Changes");
    page.raw("\n");
    if timeline.steps.len() > 1 {
        page.raw("<ul class=\"steps\">\n");
        for version in (1..timeline.api_versions.len()).rev() {
            page.raw("<li>");
            let href = format!("#{}", anchors.step_to(version).unwrap_or_default());
            page.leaf("a", &[("href", &href)], timeline.version(version));
            page.text(" ");
            let words = table::step_in_words(timeline, version);
            page.leaf("span", &[], &words.unwrap_or_default());
            page.end("li");
        }
        page.raw("</ul>\n");
    }
    for (index, step) in timeline.steps.iter().enumerate().rev() {
        let version = index + 1;
        let id = anchors.step_to(version).unwrap_or_default();
        page.open("section", &[("id", id), ("class", "step")]);
        page.leaf(
            heading_tag(level + 1),
            &[],
            &table::step_heading(timeline, version),
        );
        page.raw("\n");
        groups(page, step, index, anchors, level + 2);
        page.end("section");
    }
    page.end("section");
}

/// The changes of one comparison: the subjects that break clients, then the others.
pub(super) fn groups(
    page: &mut Markup,
    comparison: &Comparison,
    index: usize,
    anchors: &Anchors,
    level: usize,
) {
    let count = |class| comparison.of_class(class).len();
    let total = counted(count(Class::Breaking), count(Class::Compatible));
    page.leaf("p", &[("class", "total")], &total);
    page.raw("\n");
    let Some(step) = anchors.steps.get(index) else {
        return;
    };
    let mut current = None;
    for group in &step.groups {
        let findings = group.findings(comparison);
        let class = findings.first().map(|first| first.change.on_the_wire);
        if class != current {
            current = class;
            let title = match class {
                Some(Class::Breaking) => "Breaks clients",
                _ => "Compatible",
            };
            page.leaf(heading_tag(level), &[("class", "class")], title);
            page.raw("\n");
        }
        self::group(page, &findings, group, (index, anchors), level + 1);
    }
}

fn group(
    page: &mut Markup,
    findings: &[&Finding],
    group: &Group,
    (index, anchors): (usize, &Anchors),
    level: usize,
) {
    let tag = heading_tag(level);
    page.open("article", &[("id", &group.id), ("class", "group")]);
    page.open(tag, &[]);
    let heading = text::heading(findings);
    match anchors.subject(index, &group.subject) {
        Some(id) => page.leaf("a", &[("href", &format!("#{id}"))], &heading),
        None => page.text(&heading),
    }
    page.close(tag);
    page.raw("\n<ul>\n");
    for finding in findings {
        self::finding(page, finding);
    }
    page.raw("</ul>");
    page.end("article");
}

fn finding(page: &mut Markup, finding: &Finding) {
    let change = &finding.change;
    let (class, symbol) = match change.on_the_wire {
        Class::Breaking => ("breaks", "!"),
        Class::Compatible => ("changes", "~"),
    };
    page.raw("<li>");
    table::badge(page, class, symbol);
    page.leaf("strong", &[], change.check.id());
    page.text(" ");
    page.prose(&change.wire);
    page.raw("<p>");
    page.prose(&change.rust);
    page.raw("</p>");
    if let Some(also) = also(finding) {
        page.raw("<p>");
        page.prose(&also);
        page.raw("</p>");
    }
    let places = places(finding, "\u{2192}");
    if !places.is_empty() {
        page.leaf("small", &[], &places);
    }
    page.end("li");
}
