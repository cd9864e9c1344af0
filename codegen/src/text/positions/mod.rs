//! Where the nodes of a text stand. Parsers do not say, so the text is walked once more, and only when a diagnostic
//! is shown.

mod json;
mod text;
mod yaml;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{Format, ResourceLimits};

pub(crate) use text::{
    JsonNumbers, json_offset, number_from, reported, second_document, token, too_deep, yaml_column,
    yaml_line_starts, yaml_offset,
};

/// The key whose mappings give their members to the one that it stands in, where that has none of the name.
pub(crate) const MERGE: &str = "<<";

/// The message of an error that is raised only because the parser adds its position to it.
pub(crate) const SENTINEL: &str = "\u{1}";

/// Where a node stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// Its key; for an element of a list, the element.
    pub(crate) key: Range<usize>,
    /// Its value.
    pub(crate) value: Range<usize>,
}

/// The wanted JSON pointers with every node of that pointer, in the order of the text (several if a key is repeated).
pub(crate) fn find<'p>(
    text: &str,
    format: Format,
    limits: ResourceLimits,
    wanted: &HashSet<&'p str>,
) -> HashMap<&'p str, Vec<Located>> {
    let mut found = HashMap::new();
    match format {
        Format::Json => json::walk(text, wanted, &mut found),
        Format::Yaml => yaml::walk(text, limits, wanted, &mut found),
    }
    found
}
