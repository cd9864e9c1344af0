//! The history for a terminal.

use super::{Event, EventKind, FormKind, Life, Part, PartKind, Timeline};
use crate::{
    diff::{
        Class,
        report::counted,
        text::{self, Paint},
        words::location,
    },
    text::visible,
};

pub(super) fn render(timelines: &[Timeline], colored: bool) -> String {
    let paint = Paint(colored);
    let parts = timelines.iter().map(|timeline| service(timeline, &paint));
    parts.collect::<Vec<_>>().join("\n")
}

fn service(timeline: &Timeline, paint: &Paint) -> String {
    let mut out = format!("{}\n\n", paint.with("1", &headline(timeline)));
    out += &versions(timeline, paint);
    let lists = [
        ("Operations", &timeline.operations),
        ("Types", &timeline.types),
    ];
    let lists = || lists.iter().filter(|(_, lives)| !lives.is_empty());
    let names = lists().flat_map(|(_, lives)| lives.iter().map(|life| width(&life.name)));
    let column = names.max().unwrap_or(0).max("Operations".len());
    if lists().next().is_some() {
        out += "\n  + begins  ~ changes  ! changes and breaks clients  x ends  - is there\n";
    }
    for (title, lives) in lists() {
        out += &format!("\n{}", numbers(timeline, title, column, paint));
        for life in *lives {
            out += &row(timeline, life, column, paint);
        }
    }
    for (title, lives) in lists() {
        out += &format!("\n{}\n", paint.with("1", title));
        for life in *lives {
            out += &details(timeline, life, paint);
        }
    }
    if timeline.steps.iter().any(|step| !step.findings.is_empty()) {
        out += &format!("\n{}\n", paint.with("1", "Changes"));
        out += &text::comparisons(&timeline.report(), paint);
    }
    out
}

/// `azure (Billing): 3 api-versions, 2017-02-27-preview to 2024-04-01`.
pub(super) fn headline(timeline: &Timeline) -> String {
    let title = timeline.title.as_ref().filter(|title| !title.is_empty());
    let title = title.map(|title| format!(" ({})", visible(title)));
    format!(
        "{}{}: {}",
        visible(&timeline.service),
        title.unwrap_or_default(),
        versions_in_words(timeline)
    )
}

/// `3 api-versions, 2017-02-27-preview to 2024-04-01`.
pub(super) fn versions_in_words(timeline: &Timeline) -> String {
    let count = timeline.api_versions.len();
    match timeline.api_versions.as_slice() {
        [] => "no api-version".to_owned(),
        [only] => format!("1 api-version, {}", visible(only)),
        [first, .., last] => {
            let (first, last) = (visible(first), visible(last));
            format!("{count} api-versions, {first} to {last}")
        }
    }
}

fn versions(timeline: &Timeline, paint: &Paint) -> String {
    let digits = timeline.api_versions.len().to_string().len();
    let names = timeline.api_versions.iter().map(|name| width(name));
    let column = names.max().unwrap_or(0);
    let mut out = String::new();
    for (index, name) in timeline.api_versions.iter().enumerate() {
        let changes = index
            .checked_sub(1)
            .and_then(|step| timeline.steps.get(step));
        let changes = changes.map(|step| {
            let count = |class| step.of_class(class).len();
            counted(count(Class::Breaking), count(Class::Compatible))
        });
        let line = format!(
            "  {:>digits$}  {}  {}",
            index + 1,
            padded(name, column),
            paint.with("2", &changes.unwrap_or_default())
        );
        out += &format!("{}\n", line.trim_end());
    }
    out
}

/// The heading of a table, with the numbers of the api-versions in as many lines as the greatest has digits.
fn numbers(timeline: &Timeline, title: &str, column: usize, paint: &Paint) -> String {
    let count = timeline.api_versions.len();
    let digits = count.to_string().len();
    let mut out = String::new();
    for place in (0..digits).rev() {
        let line: String = (1..=count)
            .map(|number| {
                let text = format!("{number:>digits$}");
                text.chars().nth(digits - 1 - place).unwrap_or(' ')
            })
            .collect();
        let title = if place == 0 { title } else { "" };
        out += &format!(
            "  {}  {}\n",
            paint.with("1", &padded(title, column)),
            paint.with("2", &line)
        );
    }
    out
}

fn row(timeline: &Timeline, life: &Life, column: usize, paint: &Paint) -> String {
    let mut cells = String::new();
    for version in 0..timeline.api_versions.len() {
        cells += &match (life.event(version), life.form(version)) {
            (Some(event), _) => paint.with(color(event), &event.symbol().to_string()),
            (None, Some(_)) => "-".to_owned(),
            (None, None) => " ".to_owned(),
        };
    }
    format!(
        "  {}  {}\n",
        padded(&life.name, column),
        cells.trim_end_matches(' ')
    )
}

fn color(event: &Event) -> &'static str {
    match event.symbol() {
        '+' => "1;34",
        '!' => "1;31",
        'x' => "1;35",
        _ => "1",
    }
}

/// The ranges of all forms of a definition.
pub(super) fn ranges(timeline: &Timeline, life: &Life) -> String {
    let mut merged: Vec<crate::history::Range> = Vec::new();
    for form in &life.forms {
        match merged.last_mut() {
            Some(last) if last.end == Some(form.range.first) => last.end = form.range.end,
            _ => merged.push(form.range),
        }
    }
    let words: Vec<_> = merged
        .into_iter()
        .map(|range| timeline.range_in_words(range))
        .collect();
    words.join(", ")
}

/// The newest kind of a definition.
pub(super) fn kind(life: &Life) -> &'static str {
    life.forms.last().map_or("", |form| form.kind.as_str())
}

/// The place or kind of a part, in one word.
pub(super) fn part_kind(part: &Part) -> &'static str {
    match part.kind {
        PartKind::Parameter(place) => location(place),
        kind => kind.as_str(),
    }
}

/// Lists the requests of an operation, for each form that differs: the operationId, the method and the path.
pub(super) fn requests(life: &Life) -> Vec<(&str, String)> {
    let mut requests = Vec::new();
    for form in life.forms.iter().rev() {
        if let FormKind::Operation { id, method, path } = &form.kind {
            let request = (id.as_str(), format!("{method} {path}"));
            if !requests.contains(&request) {
                requests.push(request);
            }
        }
    }
    requests
}

fn details(timeline: &Timeline, life: &Life, paint: &Paint) -> String {
    let mut out = format!(
        "\n  {}  {}, {}\n",
        paint.with("1", &visible(&life.name)),
        kind(life),
        visible(&ranges(timeline, life))
    );
    for (id, request) in requests(life) {
        out += &format!("    {}  {}\n", visible(id), visible(&request));
    }
    for name in life.former_names() {
        out += &format!("    formerly {}\n", visible(name));
    }
    for event in &life.events {
        let words = match event.kind {
            EventKind::Begins if event.breaking == 0 => continue,
            EventKind::Ends if event.breaking == 0 => continue,
            _ => event.in_words(),
        };
        let version = visible(timeline.version(event.version));
        out += &format!("    {}  {words}\n", paint.with(color(event), &version));
    }
    let rows: Vec<[String; 4]> = life
        .parts
        .iter()
        .map(|part| {
            let name = match part.name.as_str() {
                "" => String::new(),
                name => visible(name),
            };
            let ty = part.ty.as_ref().map(|ty| visible(ty));
            let held = match (name.is_empty(), ty) {
                (false, Some(ty)) => format!("{name}: {ty}"),
                (true, Some(ty)) => ty,
                (_, None) => name,
            };
            [
                part_kind(part).to_owned(),
                visible(&part.wire),
                held,
                visible(&timeline.range_in_words(part.range)),
            ]
        })
        .collect();
    let column = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        // One very long type does not move the others out of sight.
        cells.map(|cell| width(cell).min(60)).max().unwrap_or(0)
    };
    let columns = [column(0), column(1), column(2)];
    for [kind, wire, held, range] in &rows {
        let line = format!(
            "    {}  {}  {}  {range}",
            padded(kind, columns[0]),
            padded(wire, columns[1]),
            padded(held, columns[2]),
        );
        out += &format!("{}\n", line.trim_end());
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, column: usize) -> String {
    let text = visible(text);
    let space = " ".repeat(column.saturating_sub(width(&text)));
    text + &space
}
