//! Effects of rules that involve several parts of a history.

use std::collections::HashMap;

use super::{names::Names, rule::Rule};

/// Effects of the rules that involve several parts of a history.
#[derive(Default)]
pub(super) struct Found<'r> {
    /// Types that are replaced by others, by name.
    pub(super) externs: HashMap<String, &'r Rule>,
    /// Types that get new names.
    pub(super) names: Names<'r>,
    /// Rules for derives, with the indices of their types in the history.
    pub(super) derives: Vec<(&'r Rule, Vec<usize>)>,
}
