//! Values of a configuration file, checked while they are read.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Node, NodeRef},
    words::nearest,
};

/// A key with its value.
pub(crate) struct Entry<'f> {
    pub(crate) name: &'f str,
    pub(crate) value: NodeRef<'f>,
}

impl<'f> NodeRef<'f> {
    /// Reports that the value is not of the expected kind.
    pub(crate) fn wrong(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let message = format!("expected {expected}, but this is {}", self.node.kind());
        diagnostics.push(Diagnostic::new(Code::MalformedConfiguration, message).at(self.value()));
    }

    /// Returns the keys with their values; none for an empty value. Other values are reported.
    pub(crate) fn checked_entries(&self, diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
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

    /// Returns the known keys with their values, and reports unknown ones.
    pub(crate) fn known(&self, keys: &[&str], diagnostics: &mut Diagnostics) -> Vec<Entry<'f>> {
        let (known, unknown): (Vec<_>, Vec<_>) = self
            .checked_entries(diagnostics)
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
    pub(crate) fn one_or_more(&self) -> Vec<Self> {
        match self.node {
            Node::Null => Vec::new(),
            Node::Sequence(_) => self.elements(),
            _ => vec![self.clone()],
        }
    }

    pub(crate) fn is_mapping(&self) -> bool {
        matches!(self.node, Node::Mapping(_))
    }

    /// Returns whether the value is this text.
    pub(crate) fn is_text(&self, text: &str) -> bool {
        self.node.as_str() == Some(text)
    }

    /// Returns the value as a whole number, which may have `_` between its digits.
    pub(crate) fn number(&self, diagnostics: &mut Diagnostics) -> Option<u64> {
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
    pub(crate) fn text(&self, diagnostics: &mut Diagnostics) -> Option<&'f str> {
        match self.node {
            // Api-versions may look like numbers.
            Node::String(text) | Node::Number(text) => Some(text),
            _ => {
                self.wrong("a string", diagnostics);
                None
            }
        }
    }

    /// Returns the text, or the texts of a list.
    pub(crate) fn texts(&self, diagnostics: &mut Diagnostics) -> Vec<String> {
        let elements = self.one_or_more();
        let texts = elements.iter().filter_map(|one| one.text(diagnostics));
        texts.map(str::to_owned).collect()
    }

    /// Returns the meaning of a word out of a list of words.
    pub(crate) fn word<T: Copy>(
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
            let diagnostic = diagnostic.at(self.value());
            diagnostics.push(match nearest(text, names.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
        }
        found.map(|(_, value)| *value)
    }
}
