//! Matched rules whose changes affect more than one part of a history.

use std::collections::HashMap;

use super::{names::NewNames, rule::Rule};

/// Matched rules whose changes affect more than one part of a history.
#[derive(Default)]
pub(super) struct MatchedRules<'r> {
    /// Rules for extern types by the name of the replaced type.
    pub(super) externs: HashMap<String, &'r Rule>,
    /// New names of types and operations.
    pub(super) names: NewNames<'r>,
    /// Rules that add derives, each with the indices of the types that it matches.
    pub(super) derives: Vec<(&'r Rule, Vec<usize>)>,
}
