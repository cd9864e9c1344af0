//! Ranges as indices, and in words.

use crate::checked::Alive;

/// Whether two ranges have an api-version in common.
pub(super) fn overlap(a: &Alive, b: &Alive) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

/// A range as it is written in `#[versions(...)]`.
pub(super) fn written(alive: &Alive, versions: &[String]) -> String {
    let bound = |index: usize| {
        versions
            .get(index)
            .map_or_else(String::new, |version| format!("\"{version}\""))
    };
    let start = if alive.start == 0 {
        String::new()
    } else {
        bound(alive.start)
    };
    format!("{start}..{}", bound(alive.end))
}

/// A range in a sentence: `from api-version 2020-05-01 on`.
pub(super) fn words(alive: &Alive, versions: &[String]) -> String {
    let name = |index: usize| versions.get(index).map_or("", String::as_str);
    match (alive.start > 0, alive.end < versions.len()) {
        (false, false) => "in all api-versions".to_owned(),
        (true, false) => format!("from api-version {} on", name(alive.start)),
        (false, true) => format!("before api-version {}", name(alive.end)),
        (true, true) => format!(
            "from api-version {} on, before {}",
            name(alive.start),
            name(alive.end)
        ),
    }
}
