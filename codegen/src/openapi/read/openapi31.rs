//! Anchors of OpenAPI 3.1.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use super::{Dialect, DocumentReader, NodeRef};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    source::{File, Node, push_segment},
};

impl DocumentReader<'_> {
    /// Resolves a `$ref` to an anchor: `#name` or `types.yaml#name`.
    pub(super) fn resolve_anchor(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: &Place,
    ) -> Option<(Arc<File>, String)> {
        let (path, anchor) = reference.split_once('#')?;
        if anchor.is_empty() || anchor.starts_with('/') {
            return None;
        }
        let file = if path.is_empty() {
            Arc::clone(from)
        } else {
            let resolved = self
                .workspace
                .resolve(from, path, place, self.diagnostics)?;
            resolved.0
        };
        let anchors = self
            .anchors
            .entry(Arc::clone(&file.name))
            .or_insert_with(|| anchors(&file.node));
        let pointer = anchors.get(anchor)?.clone();
        Some((file, pointer))
    }

    /// Returns a reference from the root of the file. `#/$defs/x` inside a schema with an `$id` starts at that schema.
    pub(super) fn reference_within_id<'r>(
        &self,
        at: &NodeRef<'_>,
        reference: &'r str,
    ) -> Cow<'r, str> {
        let Some(inside) = reference.strip_prefix('#').filter(|it| it.starts_with('/')) else {
            return Cow::Borrowed(reference);
        };
        let is_known = at.file.node.pointed(inside).is_some();
        if is_known || self.dialect(at.file) != Dialect::OpenApi31 {
            return Cow::Borrowed(reference);
        }
        let mut outer = at.pointer.as_str();
        loop {
            let node = at.file.node.pointed(outer);
            if node.is_some_and(|node| node.get("$id").is_some() && node.pointed(inside).is_some())
            {
                return Cow::Owned(format!("#{outer}{inside}"));
            }
            match outer.rsplit_once('/') {
                Some((parent, _)) => outer = parent,
                None => return Cow::Borrowed(reference),
            }
        }
    }

    /// Reports a `$ref` to an unknown anchor. Returns false for a `$ref` that is none to an anchor, or in a dialect
    /// without anchors.
    pub(super) fn report_unknown_anchor(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: &Place,
    ) -> bool {
        let Some((path, anchor)) = reference.split_once('#') else {
            return false;
        };
        let is_anchor = path.is_empty() && !anchor.is_empty() && !anchor.contains('/');
        if !is_anchor || self.dialect(from) != Dialect::OpenApi31 {
            return false;
        }
        let known = self.anchors.get(&from.name);
        let mut known: Vec<_> = known.into_iter().flat_map(HashMap::keys).collect();
        known.sort();
        let message = format!("there is no anchor `{anchor}` in `{}`", from.name);
        let diagnostic = Diagnostic::new(Code::DanglingReference, message)
            .at(place.clone())
            .label("not found");
        let near = self
            .diagnostics
            .nearest(anchor, known.into_iter().map(String::as_str));
        self.diagnostics.push(match near {
            Some(near) => diagnostic.help(format!("did you mean `#{near}`?")),
            None => {
                diagnostic.help("a JSON pointer starts with `/`: `#/components/schemas/Amount`")
            }
        });
        true
    }
}

/// Returns the pointers of a document's anchors by name; of two equal names the first counts.
fn anchors(root: &Node) -> HashMap<String, String> {
    let mut anchors = HashMap::new();
    let mut left = vec![(root, String::new())];
    while let Some((node, pointer)) = left.pop() {
        for name in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = node.get(name).and_then(Node::as_str) {
                anchors
                    .entry(anchor.to_owned())
                    .or_insert_with(|| pointer.clone());
            }
        }
        let below = |segment: &str| {
            let mut pointer = pointer.clone();
            push_segment(&mut pointer, segment);
            pointer
        };
        match node {
            Node::Mapping(members) => {
                left.extend(members.iter().rev().map(|(name, node)| (node, below(name))))
            }
            Node::Sequence(elements) => left.extend(
                elements
                    .iter()
                    .enumerate()
                    .rev()
                    .map(|(index, node)| (node, below(&index.to_string()))),
            ),
            _ => {}
        }
    }
    anchors
}
