//! Api-versions in the names of files and folders.

use billing_macros_expand::version::compare;

use crate::source::is_fragment_name;

/// Returns the part of a name that is an api-version: `2020-05-01` of `billing-2020-05-01`.
pub(super) fn version_in_name(name: &str) -> Option<&str> {
    let starts = name.char_indices().filter(|(index, character)| {
        let before = name
            .get(..*index)
            .and_then(|before| before.chars().next_back());
        character.is_ascii_alphanumeric()
            && before.is_none_or(|before| !before.is_ascii_alphanumeric())
    });
    starts
        .filter_map(|(index, _)| name.get(index..))
        .find(|tail| {
            let numbers = tail.trim_start_matches(['v', 'V']);
            let rest = numbers.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let is_suffix = ["", "-", "_", "+", "alpha", "beta", "rc", "preview"]
                .iter()
                .any(|start| rest == *start || !start.is_empty() && rest.starts_with(start));
            is_version(tail) && is_suffix
        })
}

/// Returns the name of a file without the extension of a fragment.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if is_fragment_name(name) => stem,
        _ => name,
    }
}

pub(super) const DATE: &str = "2000-01-01";
const NUMBER: &str = "1";

/// Returns whether a name is a version that can be ordered: a date or a number.
pub(crate) fn is_version(name: &str) -> bool {
    compare(name, DATE).is_some() || compare(name, NUMBER).is_some()
}
