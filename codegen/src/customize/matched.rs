//! What the rules say of a history, where it can't be done part by part.

use std::collections::HashMap;

use super::{names::NewNames, rule::Rule};

/// What the rules say of one history, where it can't be done part by part.
#[derive(Default)]
pub(super) struct MatchedRules<'r> {
    /// The types for which others stand, by name.
    pub(super) externs: HashMap<String, &'r Rule>,
    /// The types that get new names.
    pub(super) names: NewNames<'r>,
    /// What is to be derived, and for which types by their place in the history.
    pub(super) derives: Vec<(&'r Rule, Vec<usize>)>,
}
