//! Sections of a configuration file.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{File, Node, push_segment},
    words::nearest,
};

/// A value of the file, with its place.
#[derive(Clone)]
pub(super) struct Section<'f> {
    file: &'f Arc<File>,
    node: &'f Node,
    pointer: String,
}

/// A key with its value.
pub(super) struct Entry<'f> {
    pub(super) name: &'f str,
    pub(super) value: Section<'f>,
}

impl<'f> Section<'f> {
    pub(super) fn of(file: &'f Arc<File>) -> Self {
        Self {
            file,
            node: &file.node,
            pointer: String::new(),
        }
    }

    fn inside(&self, segment: &str, node: &'f Node) -> Self {
        let mut pointer = self.pointer.clone();
        push_segment(&mut pointer, segment);
        Self {
            file: self.file,
            node,
            pointer,
        }
    }

    /// The place of the value.
    pub(super) fn place(&self) -> Place {
        Place::value(&self.file.name, self.pointer.as_str())
    }

    /// The place of its key.
    pub(super) fn key(&self) -> Place {
        Place::key(&self.file.name, self.pointer.as_str())
    }

    /// Reports that the value is not of the expected kind.
    pub(super) fn wrong(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let message = format!("expected {expected}, found {}", self.node.kind());
        diagnostics.push(Diagnostic::new(Code::MalformedConfiguration, message).at(self.place()));
    }

    /// Returns the keys with their values; none for an empty value.
    pub(super) fn entries(&self, diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
        match self.node {
            Node::Null => Vec::new(),
            Node::Mapping(members) => members
                .iter()
                .map(|(name, node)| Entry {
                    name,
                    value: self.inside(name, node),
                })
                .collect(),
            _ => {
                self.wrong("a mapping", diagnostics);
                Vec::new()
            }
        }
    }

    /// Returns the known keys with their values, and reports unknown ones.
    pub(super) fn known(&self, keys: &[&str], diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
        let (known, unknown): (Vec<_>, Vec<_>) = self
            .entries(diagnostics)
            .into_iter()
            .partition(|entry| keys.contains(&entry.name));
        for entry in unknown {
            let message = format!("unknown key `{}`", entry.name);
            let diagnostic = Diagnostic::new(Code::UnknownConfigurationKey, message);
            let help = match nearest(entry.name, keys.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are `{}`", keys.join("`, `")),
            };
            diagnostics.push(diagnostic.at(entry.value.key()).help(help));
        }
        known
    }

    /// Returns the elements of a list; a value that is no list counts as a list of one.
    pub(super) fn elements(&self) -> Vec<Self> {
        match self.node {
            Node::Null => Vec::new(),
            Node::Sequence(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, node)| self.inside(&index.to_string(), node))
                .collect(),
            _ => vec![self.clone()],
        }
    }

    pub(super) fn is_mapping(&self) -> bool {
        matches!(self.node, Node::Mapping(_))
    }

    /// Whether the value is this text.
    pub(super) fn is_text(&self, text: &str) -> bool {
        self.node.as_str() == Some(text)
    }

    /// Returns the value as a whole number, which may have `_` between its digits.
    pub(super) fn number(&self, diagnostics: &mut Diagnostics) -> Option<u64> {
        let number = match self.node {
            Node::Number(text) | Node::String(text) => text.replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong("a whole number without a sign", diagnostics);
        }
        number
    }

    /// Returns the value as text.
    pub(super) fn text(&self, diagnostics: &mut Diagnostics) -> Option<&'f str> {
        match self.node {
            // Api-versions may look like numbers.
            Node::String(text) | Node::Number(text) => Some(text),
            _ => {
                self.wrong("text", diagnostics);
                None
            }
        }
    }

    /// Returns the text, or the texts of a list.
    pub(super) fn texts(&self, diagnostics: &mut Diagnostics) -> Vec<String> {
        let elements = self.elements();
        let texts = elements.iter().filter_map(|one| one.text(diagnostics));
        texts.map(str::to_owned).collect()
    }

    /// Returns the meaning of a word out of a list of words.
    pub(super) fn word<T: Copy>(
        &self,
        words: &[(&str, T)],
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let text = self.text(diagnostics)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let diagnostic = Diagnostic::new(
                Code::MalformedConfiguration,
                format!(
                    "unknown word `{text}`; the words are `{}`",
                    names.join("`, `")
                ),
            );
            let diagnostic = diagnostic.at(self.place());
            diagnostics.push(match nearest(text, names.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
        }
        found.map(|(_, value)| *value)
    }
}
