//! Positions of nodes in a text. The parsers do not report them, so the text is parsed once more when a diagnostic is
//! shown.

mod json;
mod text;
mod yaml;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{Format, ResourceLimits};

pub(crate) use text::{
    JsonNumbers, YamlOffsets, json_offset, number_from, reported, second_document, token, too_deep,
    without_huge_numbers, yaml_offset,
};

/// The merge key of YAML: its mappings add their members to the mapping that contains it.
pub(crate) const MERGE: &str = "<<";

/// The message of an error that is raised only to learn its position from the parser.
pub(crate) const SENTINEL: &str = "\u{1}";

/// The byte ranges of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// The key; for an element of a list, the element.
    pub(crate) key: Range<usize>,
    /// The value.
    pub(crate) value: Range<usize>,
}

/// Finds the nodes at the wanted JSON pointers, in the order of the text. A repeated key has several.
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
