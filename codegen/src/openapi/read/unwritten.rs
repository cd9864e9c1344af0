//! Lint for descriptions that `import` left to the maintainer.

use std::sync::Arc;

use super::DocumentReader;
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::UNWRITTEN,
    source::{File, Node, push_segment},
};

/// Keys of mappings whose keys are names given by the author.
const NAMES: [&str; 3] = ["properties", "schemas", "definitions"];

impl DocumentReader<'_> {
    /// Warns of placeholders for descriptions.
    pub(super) fn lint_unwritten(&mut self, file: &Arc<File>) {
        let text = self.workspace.sources().text(&file.name);
        if text.is_some_and(|text| text.contains(UNWRITTEN)) {
            self.visit_descriptions(file, &file.node, &mut String::new(), false);
        }
    }

    fn visit_descriptions(
        &mut self,
        file: &Arc<File>,
        node: &Node,
        pointer: &mut String,
        are_names: bool,
    ) {
        let length = pointer.len();
        match node {
            Node::Mapping(members) => {
                for (name, node) in members {
                    push_segment(pointer, name);
                    if name == "description" && !are_names && node.as_str() == Some(UNWRITTEN) {
                        self.diagnostics.push(
                            Diagnostic::new(Code::Unwritten, "this description is still to be written")
                                .at(Place::value(&file.name, pointer.as_str()))
                                .help("say what it is, in which unit and under which condition, in your own words"),
                        );
                    } else {
                        let are_names = NAMES.contains(&name.as_str()) && !are_names;
                        self.visit_descriptions(file, node, pointer, are_names);
                    }
                    pointer.truncate(length);
                }
            }
            Node::Sequence(elements) => {
                for (index, node) in elements.iter().enumerate() {
                    push_segment(pointer, &index.to_string());
                    self.visit_descriptions(file, node, pointer, false);
                    pointer.truncate(length);
                }
            }
            _ => {}
        }
    }
}
