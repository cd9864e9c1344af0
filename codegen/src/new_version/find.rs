//! The changes that turn a fragment of one api-version into a fragment of another.

use crate::source::{Node, push_segment};

/// A change of a fragment, by JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A scalar that becomes the new api-version.
    Set(String),
    /// A description that names the old api-version.
    Describe(String, String),
    /// A member that no longer applies.
    Remove(String),
}

/// Keywords whose members are named by the author of a document.
const MAPS: &[&str] = &[
    "properties",
    "patternProperties",
    "schemas",
    "definitions",
    "parameters",
    "headers",
    "responses",
    "paths",
];

/// Keywords whose values are data, in which no keyword applies.
const DATA: &[&str] = &[
    "default",
    "enum",
    "const",
    "example",
    "examples",
    "x-ms-examples",
];

/// Finds the changes of a fragment, in no particular order. `old` has the names of the copied api-version: the folder and
/// `info.version`.
pub(super) fn find(document: &Node, old: &[&str]) -> Vec<Wanted> {
    let mut finder = Finder {
        old,
        found: Vec::new(),
    };
    if document.pointed("/info/version").is_some() {
        finder.found.push(Wanted::Set("/info/version".to_owned()));
    }
    finder.walk(document, "", false);
    finder.found
}

struct Finder<'f> {
    old: &'f [&'f str],
    found: Vec<Wanted>,
}

impl Finder<'_> {
    fn is_old(&self, node: &Node) -> bool {
        node.as_str().is_some_and(|text| self.old.contains(&text))
    }

    fn walk(&mut self, node: &Node, pointer: &str, has_names: bool) {
        match node {
            Node::Sequence(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.walk(element, &below(pointer, &index.to_string()), false);
                }
            }
            Node::Mapping(members) => {
                let is_parameter = ["name", "in"]
                    .iter()
                    .all(|key| node.get(key).is_some_and(|value| value.as_str().is_some()));
                if is_parameter && !has_names {
                    self.parameter(node, pointer);
                }
                for (name, value) in members.iter() {
                    let pointer = below(pointer, name);
                    if has_names {
                        self.walk(value, &pointer, false);
                    } else if name == "x-rust-was" && value.as_str().is_some() {
                        self.found.push(Wanted::Remove(pointer));
                    } else if ["examples", "x-ms-examples"].contains(&name.as_str()) {
                        self.examples(value, &pointer);
                    } else if !DATA.contains(&name.as_str()) {
                        self.walk(value, &pointer, MAPS.contains(&name.as_str()));
                    }
                }
            }
            _ => {}
        }
    }

    /// Finds the api-version in the value of a parameter and in its description.
    fn parameter(&mut self, parameter: &Node, pointer: &str) {
        let start = self.found.len();
        self.values(parameter, pointer);
        if let Some(schema) = parameter.get("schema") {
            self.values(schema, &below(pointer, "schema"));
        }
        if self.found.len() == start {
            return;
        }
        for place in [pointer.to_owned(), below(pointer, "schema")] {
            let relative = place.get(pointer.len()..).unwrap_or_default();
            let owner = parameter.pointed(relative);
            let description = owner.and_then(|owner| owner.get("description")?.as_str());
            let old = description.and_then(|text| self.old.iter().find(|old| text.contains(**old)));
            if let Some(old) = old {
                let description = below(&place, "description");
                self.found
                    .push(Wanted::Describe(description, (*old).to_owned()));
            }
        }
    }

    fn values(&mut self, owner: &Node, pointer: &str) {
        for key in ["default", "const", "example"] {
            if owner.get(key).is_some_and(|value| self.is_old(value)) {
                self.found.push(Wanted::Set(below(pointer, key)));
            }
        }
        for (list, member) in [
            ("/enum", ""),
            ("/examples", ""),
            ("/x-ms-enum/values", "/value"),
        ] {
            let list_pointer = format!("{pointer}{list}");
            let Some(Node::Sequence(elements)) = owner.pointed(list) else {
                continue;
            };
            for (index, element) in elements.iter().enumerate() {
                if element
                    .pointed(member)
                    .is_some_and(|value| self.is_old(value))
                {
                    let place = format!("{}{member}", below(&list_pointer, &index.to_string()));
                    self.found.push(Wanted::Set(place));
                }
            }
        }
        if let Some(Node::Mapping(examples)) = owner.get("examples") {
            for (name, example) in examples.iter() {
                if example.get("value").is_some_and(|value| self.is_old(value)) {
                    let place = below(&below(pointer, "examples"), name);
                    self.found.push(Wanted::Set(below(&place, "value")));
                }
            }
        }
    }

    /// Finds the parameter `api-version` of examples of operations.
    fn examples(&mut self, examples: &Node, pointer: &str) {
        for (name, example) in examples.as_mapping().into_iter().flat_map(|all| all.iter()) {
            let parameters = example.get("parameters").and_then(Node::as_mapping);
            for (parameter, value) in parameters.into_iter().flat_map(|all| all.iter()) {
                if parameter.eq_ignore_ascii_case("api-version") && self.is_old(value) {
                    let place = below(&below(pointer, name), "parameters");
                    self.found.push(Wanted::Set(below(&place, parameter)));
                }
            }
        }
    }
}

fn below(pointer: &str, segment: &str) -> String {
    let mut pointer = pointer.to_owned();
    push_segment(&mut pointer, segment);
    pointer
}
