use std::sync::Arc;

use super::{File, Node, push_segment, unescaped};
use crate::text::Place;

/// A node of a file, with the JSON pointer that leads to it.
///
/// The rooms that read a kind of file add their own methods, which report a node of the wrong kind.
#[derive(Clone)]
pub(crate) struct NodeRef<'a> {
    pub(crate) file: &'a Arc<File>,
    pub(crate) pointer: String,
    pub(crate) node: &'a Node,
}

impl<'a> NodeRef<'a> {
    /// Returns the root node of a file.
    pub(crate) fn root(file: &'a Arc<File>) -> Self {
        Self {
            file,
            pointer: String::new(),
            node: &file.node,
        }
    }

    /// Returns the node at a JSON pointer, if there is one.
    pub(crate) fn at(file: &'a Arc<File>, pointer: &str) -> Option<Self> {
        Some(Self {
            file,
            pointer: pointer.to_owned(),
            node: file.node.pointed(pointer)?,
        })
    }

    /// Returns the location of the node's key; the whole file for its root.
    pub(crate) fn key(&self) -> Place {
        if self.pointer.is_empty() {
            Place::whole(&self.file.name)
        } else {
            Place::key(&self.file.name, self.pointer.as_str())
        }
    }

    /// Returns the location of the node; the whole file for its root.
    pub(crate) fn value(&self) -> Place {
        if self.pointer.is_empty() {
            Place::whole(&self.file.name)
        } else {
            Place::value(&self.file.name, self.pointer.as_str())
        }
    }

    /// Returns the node's key or index; empty for the root of a file.
    pub(crate) fn name(&self) -> String {
        let name = self.pointer.rsplit_once('/').map(|(_, name)| name);
        unescaped(name.unwrap_or_default()).into_owned()
    }

    /// Returns the member with a key, if the node is a mapping that has it.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        self.node.get(name).map(|node| self.child(name, node))
    }

    /// Returns the members of a mapping with their keys; nothing for another node.
    pub(crate) fn entries(&self) -> Vec<(&'a str, Self)> {
        let members = self.node.as_mapping().into_iter().flatten();
        members
            .map(|(name, node)| (name.as_str(), self.child(name, node)))
            .collect()
    }

    /// Returns the elements of a sequence; nothing for another node.
    pub(crate) fn elements(&self) -> Vec<Self> {
        let Node::Sequence(elements) = self.node else {
            return Vec::new();
        };
        let indexed = elements.iter().enumerate();
        indexed
            .map(|(index, node)| self.child(&index.to_string(), node))
            .collect()
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
}
