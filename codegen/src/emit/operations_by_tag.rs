//! The list of a crate's operations in its docs, by tag.

use std::collections::BTreeMap;

use super::docs;
use crate::history::History;

/// Returns the part of the crate's docs that lists the operations of each tag, with links to them
/// if they are always compiled; empty if there are fewer
/// than two tags. Operations without a tag come last.
pub(super) fn list(history: &History, is_linked: bool) -> String {
    let Some((module, version)) = find_module(history) else {
        return String::new();
    };
    let mut by_tag: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut others = Vec::new();
    let operations = history
        .operations
        .iter()
        .map(|one| (one.range, &one.newest));
    for (_, operation) in operations.filter(|(range, _)| range.contains(version)) {
        let name = &operation.name;
        let link = match is_linked {
            true => format!("[`{name}`]({module}::{name})"),
            false => format!("`{name}`"),
        };
        match operation.tag.as_ref().filter(|tag| !tag.trim().is_empty()) {
            Some(tag) => by_tag.entry(tag).or_default().push(link),
            None => others.push(link),
        }
    }
    if by_tag.len() < 2 {
        return String::new();
    }
    let mut out = "//!\n//! # Operations\n//!\n".to_owned();
    for (tag, links) in &by_tag {
        let tag = docs::title(tag).replace('*', "\\*");
        out.push_str(&format!("//! - **{tag}**: {}\n", links.join(", ")));
    }
    if !others.is_empty() {
        out.push_str(&format!("//! - {}\n", others.join(", ")));
    }
    out
}

/// Returns the module of the operations and the position of their api-version.
fn find_module(history: &History) -> Option<(String, usize)> {
    if history.is_unversioned {
        return Some(("operations".to_owned(), 0));
    }
    Some(("latest::operations".to_owned(), history.latest()?))
}
