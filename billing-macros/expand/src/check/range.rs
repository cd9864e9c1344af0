//! Ranges of api-versions as indices and as text.

use crate::checked::LiveRange;

/// Returns whether two ranges share an api-version.
pub(super) fn overlaps(a: &LiveRange, b: &LiveRange) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

/// Formats a range as the argument of `#[versions(...)]`.
pub(super) fn to_attribute(alive: &LiveRange, versions: &[String]) -> String {
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

/// Formats a range for a sentence: `from api-version 2020-05-01 on`.
pub(super) fn describe(alive: &LiveRange, versions: &[String]) -> String {
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
