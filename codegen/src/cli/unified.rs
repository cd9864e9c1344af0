//! Unified diffs, in the format of `git diff` and `patch`.

use similar::TextDiff;

/// Returns the unified diff from the text of a file to the expected text.
pub(super) fn diff(path: &str, found: Option<&str>, expected: Option<&str>) -> String {
    let name = |side: &str, text: Option<&str>| {
        text.map_or_else(|| "/dev/null".to_owned(), |_| format!("{side}/{path}"))
    };
    let (old, new) = (name("a", found), name("b", expected));
    let diff = TextDiff::from_lines(found.unwrap_or_default(), expected.unwrap_or_default());
    diff.unified_diff()
        .context_radius(3)
        .header(&old, &new)
        .to_string()
}
