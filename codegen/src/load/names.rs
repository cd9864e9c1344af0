//! What the names of files and folders say about api-versions, and what a user says beside them.

use std::path::Path;

use billing_macros_expand::version::compare;

use crate::source::{ResourceLimits, is_fragment_name};

/// What a user says of the documents that they name.
#[derive(Clone, Copy, Debug, Default)]
pub struct InputOptions<'o> {
    /// The api-versions, oldest first, where their names have no order: all of them.
    pub order: &'o [String],
    /// Whether the order names api-versions of other documents too.
    pub is_shared: bool,
    /// The folder whose files the documents may refer to; without one, the folder that holds them.
    pub root: Option<&'o Path>,
    /// How much is read.
    pub limits: ResourceLimits,
}

/// The part of a name that is an api-version: `2020-05-01` of `billing-2020-05-01`.
pub(super) fn derived(name: &str) -> Option<&str> {
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

/// The name of a file without the ending that says what language it is in.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if is_fragment_name(name) => stem,
        _ => name,
    }
}

pub(super) const DATE: &str = "2000-01-01";
const NUMBER: &str = "1";

/// Whether the name of an api-version has a meaning.
pub(super) fn is_version(name: &str) -> bool {
    compare(name, DATE).is_some() || compare(name, NUMBER).is_some()
}
