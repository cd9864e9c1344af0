//! The history for a pull request or a wiki.

use super::{EventKind, Life, Timeline, text};
use crate::{diff::markdown::comparisons, text::visible};

pub(super) fn render(timelines: &[Timeline]) -> String {
    let parts = timelines.iter().map(service);
    parts.collect::<Vec<_>>().join("\n")
}

fn service(timeline: &Timeline) -> String {
    let mut out = format!("# {}\n", escaped(&text::headline(timeline)));
    for (title, lives) in [
        ("Operations", &timeline.operations),
        ("Types", &timeline.types),
    ] {
        if lives.is_empty() {
            continue;
        }
        out += &format!("\n## {title}\n\n| name |");
        for version in &timeline.api_versions {
            out += &format!(" {} |", escaped(&visible(version)));
        }
        out += &format!(
            "\n| --- |{}\n",
            " :-: |".repeat(timeline.api_versions.len())
        );
        for life in lives {
            out += &row(timeline, life);
        }
        for life in lives {
            out += &details(timeline, life);
        }
    }
    if timeline.steps.iter().any(|step| !step.findings.is_empty()) {
        out += "\n## Changes\n";
        out += &comparisons(&timeline.report(), "###");
    }
    out
}

fn row(timeline: &Timeline, life: &Life) -> String {
    let mut out = format!("| {} |", code(&life.name));
    for version in 0..timeline.api_versions.len() {
        let word = match (life.event(version), life.form(version)) {
            (Some(event), _) => match (event.kind, event.breaking) {
                (EventKind::Changes, 1..) => "**breaks**",
                (kind, _) => kind.as_str(),
            },
            (None, Some(_)) => "·",
            (None, None) => "",
        };
        out += &format!(" {word} |");
    }
    out + "\n"
}

fn details(timeline: &Timeline, life: &Life) -> String {
    let mut out = format!("\n### {}\n\n", code(&life.name));
    out += &format!(
        "{}, {}.",
        capital(text::kind(life)),
        escaped(&visible(&text::ranges(timeline, life)))
    );
    for (id, request) in text::requests(life) {
        out += &format!(" {}: {}.", code(id), code(&request));
    }
    let former = life.former_names();
    if !former.is_empty() {
        let names: Vec<_> = former.into_iter().map(code).collect();
        out += &format!(" Formerly {}.", names.join(", "));
    }
    out.push('\n');
    if life.parts.is_empty() {
        return out;
    }
    out += "\n| | on the wire | in Rust | api-versions |\n| --- | --- | --- | --- |\n";
    for part in &life.parts {
        let held = match (part.name.as_str(), &part.ty) {
            ("", Some(ty)) => code(ty),
            ("", None) => String::new(),
            (name, Some(ty)) => code(&format!("{name}: {ty}")),
            (name, None) => code(name),
        };
        out += &format!(
            "| {} | {} | {held} | {} |\n",
            text::part_kind(part),
            code(&part.wire),
            escaped(&visible(&timeline.range_in_words(part.range)))
        );
    }
    out
}

/// A text as a code span in a table, whatever backticks and bars are in it.
fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = visible(text).replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A text whose characters mean themselves, also in a table.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if matches!(
            character,
            '_' | '*' | '[' | ']' | '<' | '>' | '`' | '\\' | '|' | '#'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase());
    first.into_iter().flatten().chain(characters).collect()
}
