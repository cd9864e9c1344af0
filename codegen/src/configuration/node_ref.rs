//! A part of the file, read key by key.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Node, NodeRef},
    words::nearest,
};

/// A key with its value.
pub(super) struct Entry<'f> {
    pub(super) name: &'f str,
    pub(super) value: NodeRef<'f>,
}

impl<'f> NodeRef<'f> {
    /// Says that the value is not what belongs there.
    pub(super) fn wrong(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let message = format!("expected {expected}, but this is {}", self.node.kind());
        diagnostics.push(Diagnostic::new(Code::MalformedConfiguration, message).at(self.value()));
    }

    /// The keys and their values; nothing means none of them.
    pub(super) fn checked_entries(&self, diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
        match self.node {
            Node::Null => Vec::new(),
            Node::Mapping(_) => {
                let entries = self.entries().into_iter();
                entries.map(|(name, value)| Entry { name, value }).collect()
            }
            _ => {
                self.wrong("a mapping", diagnostics);
                Vec::new()
            }
        }
    }

    /// The keys that are known, and their values; others are reported.
    pub(super) fn known(&self, keys: &[&str], diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
        let (known, unknown): (Vec<_>, Vec<_>) = self
            .checked_entries(diagnostics)
            .into_iter()
            .partition(|entry| keys.contains(&entry.name));
        for entry in unknown {
            let message = format!("unknown key `{}`", entry.name);
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
    pub(super) fn one_or_more(&self) -> Vec<Self> {
        match self.node {
            Node::Null => Vec::new(),
            Node::Sequence(_) => self.elements(),
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
                self.wrong("a string", diagnostics);
                None
            }
        }
    }

    /// The text, or those of a list.
    pub(super) fn texts(&self, diagnostics: &mut Diagnostics) -> Vec<String> {
        let elements = self.one_or_more();
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
            let diagnostic = diagnostic.at(self.value());
            diagnostics.push(match nearest(text, names.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
        }
        found.map(|(_, value)| *value)
    }
}
