//! Anchors of OpenAPI 3.1.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, hash_map::Entry},
    rc::Rc,
    sync::Arc,
};

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
        let pointer = self.anchors_of(&file).get(anchor)?.first.clone();
        Some((file, pointer))
    }

    fn anchors_of(&mut self, file: &Arc<File>) -> &HashMap<String, Anchor> {
        let name = Arc::clone(&file.name);
        self.anchors
            .entry(name)
            .or_insert_with(|| anchors(&file.node))
    }

    /// Returns a reference to an anchor as one to a position: of several anchors of a name, the one inside the same `$id` counts.
    fn reference_to_anchor(&mut self, at: &NodeRef<'_>, anchor: &str) -> Option<String> {
        let own = resource(&at.file.node, &at.pointer);
        let anchor = self.anchors_of(at.file).get(anchor)?;
        let pointer = anchor.by_resource.get(own)?;
        Some(format!("#{pointer}"))
    }

    /// Warns of a `$dynamicRef` that means another schema wherever an outer schema has an anchor of the same name.
    pub(super) fn lint_dynamic_ref(&mut self, at: &NodeRef<'_>, reference: &str, place: &Place) {
        let Some(name) = reference.strip_prefix('#') else {
            return;
        };
        let own = resource(&at.file.node, &at.pointer);
        let Some(anchor) = self.anchors_of(at.file).get(name) else {
            return;
        };
        let used = anchor.by_resource.get(own).unwrap_or(&anchor.first);
        // An anchor that is not dynamic is as good as a `$ref`.
        let is_dynamic = anchor.dynamic.contains(used);
        let other = anchor.dynamic.iter().find(|other| *other != used);
        let Some(other) = other.filter(|_| is_dynamic) else {
            return;
        };
        let pointer = |pointer: &str| Place::key(&at.file.name, pointer);
        let (used, other) = (pointer(used), pointer(other));
        let message = format!(
            "this `$dynamicRef` means another `{name}` in each schema that refers here and has one"
        );
        self.diagnostics.push(
            Diagnostic::new(Code::NotRead, message)
                .at(place.clone())
                .also(used, "this one is used")
                .also(other, "this is another one")
                .help("write a `$ref` in each of those schemas"),
        );
    }

    /// Returns a reference from the root of the file. `#/$defs/x` inside a schema with an `$id` starts at that schema.
    pub(super) fn reference_within_id<'r>(
        &mut self,
        at: &NodeRef<'_>,
        reference: &'r str,
    ) -> Cow<'r, str> {
        let anchor = reference.strip_prefix('#').filter(|it| !it.contains('/'));
        if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty())
            && self.dialect(at.file) == Dialect::OpenApi31
        {
            let found = self.reference_to_anchor(at, anchor);
            return found.map_or(Cow::Borrowed(reference), Cow::Owned);
        }
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

/// Returns the pointer of the innermost node with an `$id` around a node; empty for the document.
fn resource<'p>(root: &Node, pointer: &'p str) -> &'p str {
    let mut outer = pointer;
    loop {
        let node = root.pointed(outer);
        if outer.is_empty() || node.is_some_and(|node| node.get("$id").is_some()) {
            return outer;
        }
        outer = outer.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}

/// The nodes with an anchor of one name.
pub(super) struct Anchor {
    /// The pointer of the first one in the file.
    first: String,
    /// The pointer of the first one in each node with an `$id`, by the pointer of that node.
    by_resource: HashMap<String, String>,
    /// The pointers of those with a `$dynamicAnchor`, of each node with an `$id` the first one.
    dynamic: BTreeSet<String>,
}

/// Returns the anchors of a document by name.
fn anchors(root: &Node) -> HashMap<String, Anchor> {
    let mut anchors: HashMap<String, Anchor> = HashMap::new();
    let mut left = vec![(root, String::new(), Rc::from(""))];
    while let Some((node, pointer, outer)) = left.pop() {
        let resource: Rc<str> = match node.get("$id") {
            Some(_) => Rc::from(pointer.as_str()),
            None => outer,
        };
        for key in ["$anchor", "$dynamicAnchor"] {
            let Some(name) = node.get(key).and_then(Node::as_str) else {
                continue;
            };
            let anchor = anchors.entry(name.to_owned()).or_insert_with(|| Anchor {
                first: pointer.clone(),
                by_resource: HashMap::new(),
                dynamic: BTreeSet::new(),
            });
            if let Entry::Vacant(free) = anchor.by_resource.entry(resource.to_string()) {
                free.insert(pointer.clone());
                if key == "$dynamicAnchor" {
                    anchor.dynamic.insert(pointer.clone());
                }
            }
        }
        let below = |segment: &str| {
            let mut pointer = pointer.clone();
            push_segment(&mut pointer, segment);
            pointer
        };
        match node {
            Node::Mapping(members) => {
                let members = members.iter().rev();
                left.extend(members.map(|(name, node)| (node, below(name), Rc::clone(&resource))));
            }
            Node::Sequence(elements) => {
                let elements = elements.iter().enumerate().rev();
                left.extend(
                    elements.map(|(index, node)| {
                        (node, below(&index.to_string()), Rc::clone(&resource))
                    }),
                );
            }
            _ => {}
        }
    }
    anchors
}
