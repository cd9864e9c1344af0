//! A part of the file, read key by key.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{File, Node, push_segment},
    words::nearest,
};

/// A value of the file, and where it stands.
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

    /// Where the value stands.
    pub(super) fn place(&self) -> Place {
        Place::value(&self.file.name, self.pointer.as_str())
    }

    /// Where its key stands.
    pub(super) fn key(&self) -> Place {
        Place::key(&self.file.name, self.pointer.as_str())
    }

    /// Says that the value is not what belongs there.
    pub(super) fn wrong(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let message = format!("{expected} belongs here, but this is {}", self.node.kind());
        diagnostics.push(Diagnostic::new(Code::MalformedConfiguration, message).at(self.place()));
    }

    /// The keys and their values; nothing means none of them.
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

    /// The keys that are known, and their values; others are reported.
    pub(super) fn known(&self, keys: &[&str], diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
        let (known, unknown): (Vec<_>, Vec<_>) = self
            .entries(diagnostics)
            .into_iter()
            .partition(|entry| keys.contains(&entry.name));
        for entry in unknown {
            let message = format!("`{}` means nothing here", entry.name);
            let diagnostic = Diagnostic::new(Code::UnknownConfigurationKey, message);
            let help = match nearest(entry.name, keys.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are `{}`", keys.join("`, `")),
            };
            diagnostics.push(diagnostic.at(entry.value.key()).help(help));
        }
        known
    }

    /// The elements of a list; a value that is none is its only one.
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

    /// The text.
    pub(super) fn text(&self, diagnostics: &mut Diagnostics) -> Option<&'f str> {
        match self.node {
            // An api-version that looks like a number is a text all the same.
            Node::String(text) | Node::Number(text) => Some(text),
            _ => {
                self.wrong("text", diagnostics);
                None
            }
        }
    }

    /// The text, or those of a list.
    pub(super) fn texts(&self, diagnostics: &mut Diagnostics) -> Vec<String> {
        let elements = self.elements();
        let texts = elements.iter().filter_map(|one| one.text(diagnostics));
        texts.map(str::to_owned).collect()
    }

    /// What one of several words stands for.
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
                format!("`{text}` is none of `{}`", names.join("`, `")),
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
