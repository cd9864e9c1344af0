//! Nodes of official documents, and new nodes made from them.

use crate::source::{Members, Node, NodeRef, unescaped};

/// Looks things up below a node; what is of another kind is not there.
pub(super) trait Lookup<'a> {
    /// The text under a name.
    fn text_of(&self, name: &str) -> Option<&'a str>;
    /// Returns true if `true` stands under a name.
    fn has_flag(&self, name: &str) -> bool;
    /// The members of the mapping under a name.
    fn members_of(&self, name: &str) -> Vec<(&'a str, NodeRef<'a>)>;
    /// The elements of the list under a name.
    fn elements_of(&self, name: &str) -> Vec<NodeRef<'a>>;
    /// The texts of the list under a name.
    fn texts_of(&self, name: &str) -> Vec<&'a str>;
}

impl<'a> Lookup<'a> for NodeRef<'a> {
    fn text_of(&self, name: &str) -> Option<&'a str> {
        self.node.get(name).and_then(Node::as_str)
    }

    fn has_flag(&self, name: &str) -> bool {
        self.node.get(name) == Some(&Node::Bool(true))
    }

    fn members_of(&self, name: &str) -> Vec<(&'a str, NodeRef<'a>)> {
        self.get(name).map(|at| at.entries()).unwrap_or_default()
    }

    fn elements_of(&self, name: &str) -> Vec<NodeRef<'a>> {
        self.get(name).map(|at| at.elements()).unwrap_or_default()
    }

    fn texts_of(&self, name: &str) -> Vec<&'a str> {
        match self.node.get(name) {
            Some(Node::Sequence(elements)) => elements.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// The last segment of a JSON pointer, unescaped.
pub(super) fn last_segment(pointer: &str) -> String {
    let last = pointer.rsplit_once('/').map_or("", |(_, last)| last);
    unescaped(last).into_owned()
}

/// A mapping that is built member by member.
#[derive(Default)]
pub(super) struct Build(Members);

impl Build {
    pub(super) fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub(super) fn with(mut self, name: &str, value: Node) -> Self {
        self.set(name, value);
        self
    }

    #[must_use]
    pub(super) fn text(self, name: &str, value: &str) -> Self {
        self.with(name, string(value))
    }

    pub(super) fn set(&mut self, name: &str, value: Node) {
        self.0.insert(name.to_owned(), value);
    }

    /// Copies a member, if it is there.
    pub(super) fn copy(&mut self, at: &NodeRef<'_>, name: &str) {
        if let Some(value) = at.node.get(name).filter(|value| **value != Node::Null) {
            self.set(name, value.clone());
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub(super) fn node(self) -> Node {
        Node::Mapping(self.0)
    }
}

pub(super) fn string(text: &str) -> Node {
    Node::String(text.to_owned())
}

/// A name as a type has it: `DownloadUrl` for `download-url`.
pub(super) fn pascal(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut begins = true;
    for character in text.chars() {
        if !character.is_ascii_alphanumeric() {
            begins = true;
        } else if begins {
            name.push(character.to_ascii_uppercase());
            begins = false;
        } else {
            name.push(character);
        }
    }
    name
}

/// The name of a fragment for a group of operations: `billing-accounts` for `BillingAccounts`.
pub(super) fn kebab(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    let characters: Vec<char> = text.chars().collect();
    for (index, character) in characters.iter().copied().enumerate() {
        let next_is_small = characters
            .get(index + 1)
            .is_some_and(char::is_ascii_lowercase);
        if !character.is_ascii_alphanumeric() {
            if !name.ends_with('-') && !name.is_empty() {
                name.push('-');
            }
        } else {
            let begins = character.is_ascii_uppercase()
                && (before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || before.is_ascii_uppercase() && next_is_small);
            if begins && !name.ends_with('-') {
                name.push('-');
            }
            name.push(character.to_ascii_lowercase());
        }
        before = character;
    }
    name.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (text, in_pascal, in_kebab) in [
            ("Invoices", "Invoices", "invoices"),
            ("BillingAccounts", "BillingAccounts", "billing-accounts"),
            ("$top", "Top", "top"),
            ("api-version", "ApiVersion", "api-version"),
            ("periodStartDate", "PeriodStartDate", "period-start-date"),
            ("x-ms-ID", "XMsID", "x-ms-id"),
            ("APIKeys", "APIKeys", "api-keys"),
            ("", "", ""),
        ] {
            assert_eq!(
                (pascal(text), kebab(text)),
                (in_pascal.into(), in_kebab.into())
            );
        }
    }
}
