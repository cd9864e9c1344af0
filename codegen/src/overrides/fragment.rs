//! The tree of a fragment during the changes, with the origins of its parts.

use std::{mem, sync::Arc};

use super::{locate::pointer, place};
use crate::{
    diagnostic::Place,
    source::{File, Node, Workspace, push_segment},
};

/// A fragment during the changes.
pub(super) struct Fragment {
    file: Arc<File>,
    pub(super) node: Node,
    /// For each change, the pointers whose nodes come from another location, with that location.
    pub(super) moved: Vec<Vec<(String, Place)>>,
    pub(super) is_changed: bool,
}

impl Fragment {
    pub(super) fn new(file: Arc<File>) -> Self {
        Self {
            node: file.node.clone(),
            file,
            moved: Vec::new(),
            is_changed: false,
        }
    }

    /// Stores the changed tree in its workspace.
    pub(super) fn finish(self, workspace: &mut Workspace) {
        if self.is_changed {
            workspace.replace(&self.file, self.node);
            for places in self.moved {
                workspace.moved(&self.file.name, places);
            }
        }
    }

    pub(super) fn file_name(&self) -> String {
        let name = self.file.path.file_name();
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    pub(super) fn at(&mut self, segments: &[String]) -> Option<&mut Node> {
        let mut node = &mut self.node;
        for segment in segments {
            node = match node {
                Node::Mapping(members) => members.get_mut(segment)?,
                Node::Sequence(elements) => elements.get_mut(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Records that a node comes from an override.
    pub(super) fn record_origin(&mut self, segments: &[String], origin: Place) {
        self.moved.push(vec![(pointer(segments), origin)]);
    }

    /// Removes an element from a list; the following ones move up.
    pub(super) fn remove(&mut self, list: &[String], index: usize) {
        let Some(Node::Sequence(elements)) = self.at(list) else {
            return;
        };
        if index >= elements.len() {
            return;
        }
        elements.remove(index);
        let left = elements.len();
        let prefix = pointer(list);
        let file = Arc::clone(&self.file);
        let moved = (index..left).map(|now| {
            (
                format!("{prefix}/{now}"),
                place(&file, &format!("{prefix}/{}", now + 1)),
            )
        });
        self.moved.push(moved.collect());
    }

    /// Inserts an element into a list; the following ones move down.
    pub(super) fn insert(&mut self, list: &[String], index: usize, value: Node, origin: Place) {
        let Some(Node::Sequence(elements)) = self.at(list) else {
            return;
        };
        let index = index.min(elements.len());
        elements.insert(index, value);
        let (count, prefix) = (elements.len(), pointer(list));
        let file = Arc::clone(&self.file);
        let moved = (index + 1..count).map(|now| {
            (
                format!("{prefix}/{now}"),
                place(&file, &format!("{prefix}/{}", now - 1)),
            )
        });
        let own = (format!("{prefix}/{index}"), origin);
        self.moved.push(std::iter::once(own).chain(moved).collect());
    }

    /// Renames a key and keeps its position.
    pub(super) fn rename_key(&mut self, parent: &[String], old: &str, new: &str) {
        if let Some(Node::Mapping(members)) = self.at(parent) {
            *members = mem::take(members)
                .into_iter()
                .map(|(name, value)| (if name == old { new.to_owned() } else { name }, value))
                .collect();
        }
        let (mut from, mut to) = (pointer(parent), pointer(parent));
        push_segment(&mut from, old);
        push_segment(&mut to, new);
        let origin = place(&self.file, &from);
        self.moved.push(vec![(to, origin)]);
    }
}
