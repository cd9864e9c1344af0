//! The operations and types with their parts.

use super::{
    super::{Life, Part, PartKind, Timeline, text},
    Markup,
    anchors::{Anchors, Kind},
    heading_tag, summary, table,
};

/// The operations, or the types, one after the other.
pub(super) fn list(
    page: &mut Markup,
    timeline: &Timeline,
    anchors: &Anchors,
    kind: Kind,
    level: usize,
) {
    let lives = kind.lives(timeline);
    if lives.is_empty() {
        return;
    }
    let (id, title) = match kind {
        Kind::Operation => (&anchors.operation_list, "Operations"),
        Kind::Type => (&anchors.type_list, "Types"),
    };
    page.open("section", &[("id", id), ("class", "list")]);
    page.leaf(heading_tag(level), &[], title);
    page.raw("\n");
    for (index, one) in lives.iter().enumerate() {
        life(page, timeline, anchors, (kind, index, one), level + 1);
    }
    page.end("section");
}

fn life(
    page: &mut Markup,
    timeline: &Timeline,
    anchors: &Anchors,
    (kind, index, life): (Kind, usize, &Life),
    level: usize,
) {
    let id = anchors.life(kind, index);
    let tag = heading_tag(level);
    page.open("article", &[("id", id), ("class", "life")]);
    page.open(tag, &[]);
    page.open("a", &[("href", &format!("#{id}"))]);
    page.name(&life.name);
    page.close("a");
    let ranges = text::ranges(timeline, life);
    let words = match kind {
        Kind::Operation => ranges,
        Kind::Type => format!("{}, {ranges}", text::kind(life)),
    };
    page.raw(" ");
    page.leaf("small", &[], &words);
    page.end(tag);
    for (id, request) in text::requests(life) {
        page.raw("<p class=\"request\">");
        page.raw("<code>");
        page.name(id);
        page.raw("</code> <code>");
        page.name(&request);
        page.raw("</code>");
        page.end("p");
    }
    let former = life.former_names();
    if !former.is_empty() {
        page.raw("<p>Formerly");
        for (index, name) in former.into_iter().enumerate() {
            page.text(if index == 0 { " " } else { ", " });
            page.leaf("code", &[], name);
        }
        page.raw(".</p>\n");
    }
    let description = summary(&life.docs.text);
    if !description.is_empty() {
        page.raw("<p class=\"summary\">");
        page.prose(&description);
        page.end("p");
    }
    events(page, timeline, anchors, (kind, index, life));
    parts(page, timeline, anchors, life);
    page.end("article");
}

fn events(
    page: &mut Markup,
    timeline: &Timeline,
    anchors: &Anchors,
    (kind, index, life): (Kind, usize, &Life),
) {
    if life.events.is_empty() {
        return;
    }
    let own = anchors.life(kind, index);
    page.raw("<ul class=\"events\">");
    for event in &life.events {
        let version = timeline.version(event.version);
        let target = anchors.event(kind, index, event.version);
        let (class, symbol) = table::look(event);
        page.raw("<li>");
        table::badge(page, class, symbol);
        match target == own {
            true => page.leaf("span", &[], version),
            false => page.leaf("a", &[("href", &format!("#{target}"))], version),
        }
        page.text(" ");
        page.text(&event.in_words());
        page.close("li");
    }
    page.end("ul");
}

fn parts(page: &mut Markup, timeline: &Timeline, anchors: &Anchors, life: &Life) {
    if life.parts.is_empty() {
        return;
    }
    let is_mixed = life.forms.iter().any(|form| {
        let newest = life.forms.last().map(|newest| &newest.kind);
        newest.is_some_and(|newest| newest.as_str() != form.kind.as_str())
    });
    page.raw("<table class=\"parts\"><thead><tr><th scope=\"col\">On the wire</th><th scope=\"col\">In Rust</th><th scope=\"col\">Api-versions</th></tr></thead>\n<tbody>\n");
    for one in &life.parts {
        part(page, timeline, anchors, one, is_mixed);
    }
    page.raw("</tbody></table>\n");
}

fn part(page: &mut Markup, timeline: &Timeline, anchors: &Anchors, part: &Part, is_mixed: bool) {
    page.raw("<tr><th scope=\"row\">");
    if !part.wire.is_empty() {
        page.raw("<code>");
        page.name(&part.wire);
        page.raw("</code>");
    }
    let is_labelled = matches!(
        part.kind,
        PartKind::Parameter(_) | PartKind::Response | PartKind::Target
    );
    if is_labelled || is_mixed {
        page.raw(" ");
        page.leaf("small", &[], text::part_kind(part));
    }
    page.raw("</th><td>");
    if !(part.name.is_empty() && part.ty.is_none()) {
        page.raw("<code>");
        page.name(&part.name);
        if !part.name.is_empty() && part.ty.is_some() {
            page.text(": ");
        }
        for word in words(part.ty.as_deref().unwrap_or_default()) {
            match anchors.type_named(timeline, word, part.range) {
                Some(id) => {
                    page.open("a", &[("href", &format!("#{id}"))]);
                    page.name(word);
                    page.close("a");
                }
                None => page.name(word),
            }
        }
        page.raw("</code>");
    }
    if part.deprecated {
        page.raw(" <small>deprecated</small>");
    }
    let end = part.range.end.unwrap_or(timeline.api_versions.len());
    let style = format!("--f:{};--t:{end}", part.range.first);
    page.raw("</td><td>");
    page.leaf("i", &[("class", "bar"), ("style", &style)], "");
    page.leaf("span", &[], &timeline.range_in_words(part.range));
    page.raw("</td></tr>\n");
}

/// A Rust type, cut into names and what stands between them.
fn words(ty: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = ty;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let kind = is_name(first);
        let end = rest.find(|c| is_name(c) != kind).unwrap_or(rest.len());
        let (word, next) = rest.split_at(end);
        words.push(word);
        rest = next;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn types_are_cut_at_names() {
        let ty = "Option<BTreeMap<String, Größe>>";
        let cut = words(ty);
        assert_eq!(cut.concat(), ty);
        assert_eq!(cut[6], "Größe");
        assert!(words("").is_empty());
    }
}
