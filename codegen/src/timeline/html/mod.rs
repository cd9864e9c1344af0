//! The history for a browser: one page that loads nothing and needs no script.

mod anchors;
mod changes;
mod details;
mod markup;
mod table;

use self::{
    anchors::{Anchors, Kind},
    markup::{Ids, Markup},
};
use super::{FormKind, Life, Timeline, text};
use crate::{diff::Comparison, text::visible};

/// The page's own style.
const STYLE: &str = include_str!("page.css");
/// Search, and the choice of two api-versions; the page is whole without it.
const SCRIPT: &str = include_str!("page.js");

/// Nothing is loaded, whatever a document says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The largest number of api-versions whose columns are wide enough for words.
const WIDE_COLUMNS: usize = 6;

/// An HTML page of one file: the histories of services, or what changed between documents.
pub struct Page<'p> {
    title: String,
    lead: Option<String>,
    sections: Vec<Section<'p>>,
}

enum Section<'p> {
    Timeline(&'p Timeline),
    Changes(&'p Comparison),
}

impl<'p> Page<'p> {
    /// Creates an empty page with a title.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            lead: None,
            sections: Vec::new(),
        }
    }

    /// Puts a paragraph under the title.
    #[must_use]
    pub fn lead(mut self, text: &str) -> Self {
        self.lead = Some(text.to_owned());
        self
    }

    /// Adds a history.
    #[must_use]
    pub fn timeline(mut self, timeline: &'p Timeline) -> Self {
        self.sections.push(Section::Timeline(timeline));
        self
    }

    /// Adds changes that belong to no history.
    #[must_use]
    pub fn changes(mut self, comparison: &'p Comparison) -> Self {
        self.sections.push(Section::Changes(comparison));
        self
    }

    /// Writes the page. The same page has the same bytes everywhere.
    #[must_use]
    pub fn render(&self) -> String {
        let mut ids = Ids::default();
        for id in ["top", "legend", "tools"] {
            ids.unique(id);
        }
        let is_alone = self.sections.len() == 1;
        let anchors: Vec<_> = self
            .sections
            .iter()
            .map(|section| match section {
                Section::Timeline(timeline) => Anchors::new(timeline, is_alone, &mut ids),
                Section::Changes(comparison) => Anchors::of_comparison(comparison, &mut ids),
            })
            .collect();
        let mut page = Markup::default();
        self.head(&mut page);
        self.header(&mut page, &anchors);
        page.raw("<main>\n");
        for (section, anchors) in self.sections.iter().zip(&anchors) {
            match section {
                Section::Timeline(timeline) => {
                    service(&mut page, timeline, anchors, is_alone);
                }
                Section::Changes(comparison) => {
                    page.open("section", &[("id", &anchors.section)]);
                    page.leaf("h2", &[], &heading(&comparison.old, &comparison.new));
                    changes::groups(&mut page, comparison, 0, anchors, 3);
                    page.end("section");
                }
            }
        }
        page.raw("</main>\n<script>");
        page.raw(SCRIPT);
        page.raw("</script>\n</body>\n</html>\n");
        page.into_string()
    }

    fn head(&self, page: &mut Markup) {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.open(
            "meta",
            &[
                ("http-equiv", "Content-Security-Policy"),
                ("content", POLICY),
            ],
        );
        page.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.raw("<meta name=\"generator\" content=\"billing-codegen\">\n");
        page.leaf("title", &[], &self.title);
        page.raw("\n<style>\n");
        page.raw(STYLE);
        page.raw("</style>\n</head>\n<body>\n");
        page.raw("<a class=\"skip\" href=\"#top\">Skip to the content</a>\n");
    }

    fn header(&self, page: &mut Markup, anchors: &[Anchors]) {
        page.raw("<nav aria-label=\"Sections\">\n<ul>\n");
        for (section, anchors) in self.sections.iter().zip(anchors) {
            let Section::Timeline(timeline) = section else {
                navigate(page, &anchors.section, "All api-versions", "service");
                continue;
            };
            if anchors.is_prefixed {
                navigate(page, &anchors.section, &timeline.service, "service");
            }
            if !timeline.operations.is_empty() {
                navigate(page, &anchors.operation_list, "Operations", "");
            }
            if !timeline.types.is_empty() {
                navigate(page, &anchors.type_list, "Types", "");
            }
            if !timeline.steps.is_empty() {
                navigate(page, &anchors.changes, "Changes", "");
            }
        }
        page.raw("</ul>\n");
        page.raw("<form id=\"tools\" role=\"search\" hidden><label><span>Search</span> <input type=\"search\" placeholder=\"Search\" autocomplete=\"off\" spellcheck=\"false\"></label><output></output></form>\n");
        page.raw("</nav>\n<header id=\"top\" tabindex=\"-1\">\n");
        page.leaf("h1", &[], &self.title);
        if let Some(lead) = &self.lead {
            page.raw("\n<p class=\"lead\">");
            page.prose(lead);
            page.raw("</p>");
        }
        page.raw("\n</header>\n");
    }
}

fn navigate(page: &mut Markup, id: &str, text: &str, class: &'static str) {
    page.open("li", &[("class", class)]);
    page.leaf("a", &[("href", &format!("#{id}"))], text);
    page.end("li");
}

/// The tag of a heading.
fn heading_tag(level: usize) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// `2020-05-01 → 2024-04-01`.
fn heading(old: &str, new: &str) -> String {
    format!("{old} \u{2192} {new}")
}

fn service(page: &mut Markup, timeline: &Timeline, anchors: &Anchors, is_alone: bool) {
    let count = timeline.api_versions.len();
    let columns = match count <= WIDE_COLUMNS {
        true => "wide",
        false => "narrow",
    };
    page.open(
        "section",
        &[
            ("id", &anchors.section),
            ("class", &format!("service {columns}")),
            ("style", &format!("--n:{count}")),
        ],
    );
    page.raw("\n");
    let level = match is_alone {
        true => 2,
        false => {
            page.leaf("h2", &[], &timeline.service);
            3
        }
    };
    page.leaf("p", &[("class", "facts")], &facts(timeline));
    page.raw("\n");
    table::lives(page, timeline, anchors);
    for kind in [Kind::Operation, Kind::Type] {
        details::list(page, timeline, anchors, kind, level);
    }
    changes::steps(page, timeline, anchors, level);
    page.end("section");
}

/// `Billing: 3 api-versions, 2017-02-27-preview to 2024-04-01; 20 operations, 45 types and 3 aliases.`
fn facts(timeline: &Timeline) -> String {
    let counted = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    };
    let title = timeline.title.as_ref().filter(|title| !title.is_empty());
    let aliases = timeline.types.iter().filter(|life| is_alias(life)).count();
    let operations = counted(timeline.operations.len(), "operation");
    let types = counted(timeline.types.len() - aliases, "type");
    let counts = match aliases {
        0 => format!("{operations} and {types}"),
        1 => format!("{operations}, {types} and 1 alias"),
        _ => format!("{operations}, {types} and {aliases} aliases"),
    };
    format!(
        "{}{}; {counts}.",
        title.map(|title| format!("{title}: ")).unwrap_or_default(),
        text::versions_in_words(timeline),
    )
}

fn is_alias(life: &Life) -> bool {
    let newest = life.forms.last();
    newest.is_some_and(|form| form.kind == FormKind::Alias)
}

/// The first paragraph of a description, on one line and no longer than a few lines of the page.
fn summary(text: &str) -> String {
    const LONGEST: usize = 240;
    let lines = text.trim().lines().map(str::trim);
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let paragraph = visible(&paragraph.join(" "));
    if paragraph.chars().count() <= LONGEST {
        return paragraph;
    }
    let cut: String = paragraph.chars().take(LONGEST).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{whole}\u{2026}")
}
