//! The table of operations and types by api-version.

use super::{
    super::{Event, EventKind, Life, Timeline},
    Markup, WIDE_COLUMNS,
    anchors::{Anchors, Kind},
    heading,
};
use crate::diff::{Class, report::counted};

/// The legend, the choice of two api-versions, and the table.
pub(super) fn lives(page: &mut Markup, timeline: &Timeline, anchors: &Anchors) {
    legend(page);
    comparison(page, timeline);
    page.raw(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Operations and types by api-version\">\n<table class=\"lives\">\n",
    );
    page.raw("<thead><tr><td></td>");
    for (version, name) in timeline.api_versions.iter().enumerate() {
        page.raw("<th scope=\"col\">");
        match anchors.step_to(version) {
            Some(id) => page.leaf("a", &[("href", &format!("#{id}"))], name),
            None => page.leaf("span", &[], name),
        }
        if let (true, Some(words)) = (is_wide(timeline), step_in_words(timeline, version)) {
            page.leaf("small", &[], &words);
        }
        page.raw("</th>");
    }
    page.raw("</tr></thead>\n");
    for (kind, title) in [(Kind::Operation, "Operations"), (Kind::Type, "Types")] {
        let lives = kind.lives(timeline);
        if lives.is_empty() {
            continue;
        }
        let whole = (timeline.api_versions.len() + 1).to_string();
        page.raw("<tbody><tr class=\"title\">");
        page.open("th", &[("scope", "rowgroup"), ("colspan", &whole)]);
        page.leaf("span", &[], title);
        page.raw("</th></tr>\n");
        for (index, life) in lives.iter().enumerate() {
            let href = format!("#{}", anchors.life(kind, index));
            page.raw("<tr><th scope=\"row\">");
            page.open("a", &[("href", &href)]);
            page.name(&life.name);
            page.close("a");
            page.raw("</th>");
            cells(page, timeline, life, |version| {
                anchors.event(kind, index, version)
            });
            page.end("tr");
        }
        page.end("tbody");
    }
    page.raw("</table>\n</div>\n");
}

fn is_wide(timeline: &Timeline) -> bool {
    timeline.api_versions.len() <= WIDE_COLUMNS
}

/// The number of changes in an api-version.
pub(super) fn step_in_words(timeline: &Timeline, version: usize) -> Option<String> {
    let step = timeline.steps.get(version.checked_sub(1)?)?;
    let count = |class| step.of_class(class).len();
    Some(counted(count(Class::Breaking), count(Class::Compatible)))
}

fn legend(page: &mut Markup) {
    page.raw("<ul class=\"legend\" aria-label=\"Legend\">\n");
    for (class, symbol, text) in [
        ("new", "+", "begins"),
        ("breaks", "!", "changes and breaks clients"),
        ("changes", "~", "changes"),
        ("ends", "\u{d7}", "ends"),
    ] {
        page.raw("<li>");
        badge(page, class, symbol);
        page.text(text);
        page.end("li");
    }
    page.raw("<li><i class=\"bar\"></i>is there</li>\n</ul>\n");
}

fn comparison(page: &mut Markup, timeline: &Timeline) {
    let versions = &timeline.api_versions;
    // All that there is between two is on the page.
    if versions.len() < 3 {
        return;
    }
    page.raw("<form class=\"compare\" hidden>\n");
    for (label, name) in [("Compare ", "from"), ("with ", "to")] {
        page.raw("<label>");
        page.text(label);
        page.open("select", &[("name", name)]);
        page.raw("<option value=\"\">an api-version</option>");
        for (index, version) in versions.iter().enumerate() {
            page.leaf("option", &[("value", &index.to_string())], version);
        }
        page.raw("</select></label>\n");
    }
    page.raw("<button type=\"reset\">Clear</button>\n</form>\n<div class=\"result\" aria-live=\"polite\" hidden></div>\n");
}

/// The mark of an event, beside words or a title that say the same.
pub(super) fn badge(page: &mut Markup, class: &'static str, symbol: &str) {
    let class = match class {
        "new" => "e new",
        "breaks" => "e breaks",
        "ends" => "e ends",
        _ => "e changes",
    };
    page.leaf("b", &[("class", class), ("aria-hidden", "true")], symbol);
}

/// The class and the mark of an event.
pub(super) fn look(event: &Event) -> (&'static str, &'static str) {
    match event.kind {
        EventKind::Begins => ("new", "+"),
        EventKind::Ends => ("ends", "\u{d7}"),
        EventKind::Changes if event.breaking > 0 => ("breaks", "!"),
        EventKind::Changes => ("changes", "~"),
    }
}

/// The cells of a row: one for each span of api-versions in which nothing happens.
fn cells<'a>(
    page: &mut Markup,
    timeline: &Timeline,
    life: &Life,
    target: impl Fn(usize) -> &'a str,
) {
    let count = timeline.api_versions.len();
    let mut start = 0;
    while start < count {
        let is_there = life.form(start).is_some();
        let next = (start + 1..count).find(|version| {
            life.event(*version).is_some() || life.form(*version).is_some() != is_there
        });
        let end = next.unwrap_or(count);
        let span = match end - start {
            1 => String::new(),
            span => span.to_string(),
        };
        let class = if is_there { "on" } else { "" };
        page.open("td", &[("class", class), ("colspan", &span)]);
        if let Some(event) = life.event(start) {
            link(page, timeline, life, event, target(start));
        } else if is_there {
            page.raw("<i></i>");
        }
        page.close("td");
        start = end;
    }
}

fn link(page: &mut Markup, timeline: &Timeline, life: &Life, event: &Event, target: &str) {
    let version = timeline.version(event.version);
    let title = format!("{}, {version}: {}", life.name, event.in_words());
    page.open("a", &[("href", &format!("#{target}")), ("title", &title)]);
    let (class, symbol) = look(event);
    badge(page, class, symbol);
    if is_wide(timeline) {
        let words = match (event.kind, event.breaking, event.compatible) {
            (EventKind::Begins, ..) => "new".to_owned(),
            (EventKind::Ends, ..) => "gone".to_owned(),
            (EventKind::Changes, 0, 0) => "changes".to_owned(),
            (EventKind::Changes, 0, compatible) => format!("{compatible} compatible"),
            (EventKind::Changes, breaking, 0) => format!("{breaking} breaking"),
            (EventKind::Changes, breaking, compatible) => {
                format!("{breaking} breaking, {compatible} more")
            }
        };
        page.leaf("span", &[], &words);
    }
    page.close("a");
}

/// The heading of the comparison that leads to an api-version.
pub(super) fn step_heading(timeline: &Timeline, version: usize) -> String {
    heading(
        timeline.version(version.saturating_sub(1)),
        timeline.version(version),
    )
}
