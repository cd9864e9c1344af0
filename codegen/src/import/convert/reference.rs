//! References of official documents.

use std::sync::Arc;

use super::{Component, Converter, Section, Target, component_name, prose};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    import::tree::{Build, Lookup as _, last_segment, pascal},
    source::{File, Node, NodeRef},
};

/// Longer chains of references lead nowhere.
const MOST_HOPS: usize = 64;

/// The keys of a definition that adds nothing to the one it refers to.
const SAYS_NOTHING: [&str; 7] = [
    "allOf",
    "$ref",
    "type",
    "description",
    "title",
    "readOnly",
    "x-typespec-name",
];

impl Converter<'_> {
    /// Resolves the `$ref` of a node; none, and a diagnostic, if it leads nowhere.
    pub(super) fn resolve(&mut self, at: &NodeRef<'_>) -> Option<(Arc<File>, String)> {
        let text = at.text_of("$ref")?;
        let place = at
            .get("$ref")
            .map(|at| Place::value(&at.file.name, at.pointer))
            .unwrap_or_default();
        let (file, pointer) = self
            .workspace
            .resolve(at.file, text, &place, self.diagnostics)?;
        if file.node.pointed(&pointer).is_none() {
            let message = format!("there is no `{pointer}` in `{}`", file.name);
            self.diagnostics
                .push(Diagnostic::new(Code::DanglingReference, message).at(place));
            return None;
        }
        Some((file, pointer))
    }

    /// The node itself, or the one at the end of its references.
    pub(super) fn follow(&mut self, at: &NodeRef<'_>) -> Option<(Arc<File>, String)> {
        let mut found = (Arc::clone(at.file), at.pointer.clone());
        for _ in 0..MOST_HOPS {
            let (file, pointer) = &found;
            let current = NodeRef::at(file, pointer)?;
            if current.text_of("$ref").is_none() {
                return Some(found);
            }
            found = self.resolve(&current)?;
        }
        let message = "this reference leads back to itself";
        self.diagnostics
            .push(Diagnostic::new(Code::CyclicReference, message).at(at.key()));
        None
    }

    /// The component that a `$ref` to a schema names; as the type of a value, without the wrappers around it.
    ///
    /// Newer tools write a definition for each use of a type, which is nothing but `allOf` of that type and a
    /// description. Such a wrapper is read as the type; what it says of the use (`readOnly`) is returned.
    pub(super) fn schema_reference(
        &mut self,
        at: &NodeRef<'_>,
        is_value: bool,
    ) -> Option<(Node, Build)> {
        let (mut file, mut pointer) = self.resolve(at)?;
        let mut flags = Build::new();
        if is_value {
            for _ in 0..MOST_HOPS {
                let Some(next) = self.wrapped(&file, &pointer) else {
                    break;
                };
                if let Some(wrapper) = NodeRef::at(&file, &pointer) {
                    flags.copy(&wrapper, "readOnly");
                }
                (file, pointer) = next;
            }
        }
        let name = self.name_of(file, pointer);
        Some((super::reference_to(Section::Schemas, &name), flags))
    }

    /// The definition inside of a wrapper; none if a definition is no wrapper.
    fn wrapped(&mut self, file: &Arc<File>, pointer: &str) -> Option<(Arc<File>, String)> {
        let at = NodeRef::at(file, pointer)?;
        let members = at.node.as_mapping()?;
        if !members
            .keys()
            .all(|key| SAYS_NOTHING.contains(&key.as_str()))
        {
            return None;
        }
        let elements = at.elements_of("allOf");
        let inner = match (elements.as_slice(), at.text_of("$ref")) {
            ([], Some(_)) => at.clone(),
            ([only], None) => only.clone(),
            _ => return None,
        };
        let is_reference = |(key, _): (&str, NodeRef<'_>)| key == "$ref" || key == "description";
        if inner.text_of("$ref").is_none()
            || !inner.entries().into_iter().all(is_reference) && inner.pointer != at.pointer
        {
            return None;
        }
        let (target, to) = self.resolve(&inner)?;
        // One of several subtypes is more than its base.
        let has_subtypes = target
            .node
            .pointed(&to)
            .is_some_and(|node| node.get("discriminator").is_some());
        (!has_subtypes && (target.name != file.name || to != pointer)).then_some((target, to))
    }

    /// The name of the component that a definition becomes.
    fn name_of(&mut self, file: Arc<File>, pointer: String) -> String {
        let key = (Arc::clone(&file.name), pointer.clone());
        if let Some(name) = self.targets.get(&key) {
            return name.clone();
        }
        let name = definition_name(&file, &pointer);
        self.targets.insert(key.clone(), name.clone());
        self.owners.entry(name.clone()).or_insert(key);
        self.waiting.push_back(Target {
            file,
            pointer,
            name: name.clone(),
        });
        name
    }

    /// Converts the definitions that were referred to, and those that they refer to.
    pub(super) fn pending(&mut self) {
        while let Some(Target {
            file,
            pointer,
            name,
        }) = self.waiting.pop_front()
        {
            let Some(at) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let order = self.order(&at);
            self.current = order;
            let node = self.definition(&at, &name);
            let entry = self.found.prose.entry(name.clone()).or_default();
            entry.push_str(&prose(at.node));
            let key = (Section::Schemas, name);
            match self.found.components.get(&key) {
                None => {
                    self.found.components.insert(key, Component { node, order });
                }
                Some(first) if first.node == node => {}
                Some(_) => {
                    let (_, name) = &key;
                    let message = format!("two definitions called `{name}` say different things");
                    let first = self.owners.get(name);
                    let first = first.map(|(file, pointer)| Place::key(file, pointer.as_str()));
                    self.diagnostics.push(
                        Diagnostic::new(Code::TwoDefinitions, message)
                            .at(at.key())
                            .label("again here")
                            .also(first.unwrap_or_default(), "first here")
                            .note("only the first one is imported"),
                    );
                }
            }
        }
    }
}

/// Returns the name of a definition, or one after its place.
fn definition_name(file: &File, pointer: &str) -> String {
    let Some((outer, _)) = pointer.rsplit_once('/') else {
        let stem = file.path.file_stem().map(|stem| stem.to_string_lossy());
        return component_name(&stem.unwrap_or_default());
    };
    let name = last_segment(pointer);
    let is_definition = ["/definitions", "/schemas", "/$defs"]
        .iter()
        .any(|end| outer.ends_with(end));
    match is_definition {
        true => component_name(&name),
        false => format!("{}{}", pascal(&last_segment(outer)), pascal(&name)),
    }
}
