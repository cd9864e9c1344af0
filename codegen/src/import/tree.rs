//! Nodes of official documents, and new nodes made from them.

use std::sync::Arc;

use crate::{
    diagnostic::Place,
    source::{File, Members, Node, push_segment, unescaped},
};

/// A node of a file and its JSON pointer.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub(super) file: &'a Arc<File>,
    pub(super) pointer: String,
    pub(super) node: &'a Node,
}

impl<'a> At<'a> {
    pub(super) fn root(file: &'a Arc<File>) -> Self {
        Self {
            file,
            pointer: String::new(),
            node: &file.node,
        }
    }

    /// The node at a pointer of a file.
    pub(super) fn pointed(file: &'a Arc<File>, pointer: &str) -> Option<Self> {
        Some(Self {
            file,
            pointer: pointer.to_owned(),
            node: file.node.pointed(pointer)?,
        })
    }

    fn child(&self, segment: &str, node: &'a Node) -> Self {
        let mut pointer = self.pointer.clone();
        push_segment(&mut pointer, segment);
        Self {
            file: self.file,
            pointer,
            node,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Self> {
        self.node.get(name).map(|node| self.child(name, node))
    }

    /// The text under a name.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.node.get(name).and_then(Node::as_str)
    }

    /// Whether `true` stands under a name.
    pub(super) fn has_flag(&self, name: &str) -> bool {
        self.node.get(name) == Some(&Node::Bool(true))
    }

    /// The members of the mapping under a name.
    pub(super) fn members(&self, name: &str) -> Vec<(&'a str, Self)> {
        self.get(name).map(|at| at.entries()).unwrap_or_default()
    }

    /// The members of the node, if it is a mapping.
    pub(super) fn entries(&self) -> Vec<(&'a str, Self)> {
        let members = self.node.as_mapping().into_iter().flatten();
        members
            .map(|(name, node)| (name.as_str(), self.child(name, node)))
            .collect()
    }

    /// The elements of the list under a name.
    pub(super) fn elements(&self, name: &str) -> Vec<Self> {
        match self.get(name) {
            Some(at) => match at.node {
                Node::Sequence(elements) => elements
                    .iter()
                    .enumerate()
                    .map(|(index, node)| at.child(&index.to_string(), node))
                    .collect(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// The texts of the list under a name.
    pub(super) fn texts(&self, name: &str) -> Vec<&'a str> {
        match self.node.get(name) {
            Some(Node::Sequence(elements)) => elements.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The last segment of its pointer.
    pub(super) fn name(&self) -> String {
        last_segment(&self.pointer)
    }

    /// Where its key stands.
    pub(super) fn key(&self) -> Place {
        match self.pointer.is_empty() {
            true => Place::whole(&self.file.name),
            false => Place::key(&self.file.name, self.pointer.as_str()),
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
    pub(super) fn copy(&mut self, at: &At<'_>, name: &str) {
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
