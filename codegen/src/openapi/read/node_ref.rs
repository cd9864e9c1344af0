use billing_macros_expand::edit_distance;

use crate::{
    diagnostic::{ALLOW, Code, Diagnostic, Diagnostics},
    openapi::Spanned,
    source::{Node, NodeRef},
    words::nearest,
};

/// Note on a node of the wrong kind.
const IGNORED: &str = "it is ignored";

impl<'a> NodeRef<'a> {
    /// Returns whether the node is a mapping; reports it otherwise.
    pub(super) fn expect_mapping(&self, what: &str, diagnostics: &mut Diagnostics) -> bool {
        let is_mapping = self.node.as_mapping().is_some();
        if !is_mapping {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongKind,
                    format!("{what} must be a mapping, but this is {}", self.node.kind()),
                )
                .at(self.value())
                .label("expected a mapping")
                .note(IGNORED),
            );
        }
        is_mapping
    }

    /// Returns the members of the node; reports a node that is not a mapping.
    pub(super) fn members(
        &self,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(&'a str, Self)> {
        if !self.expect_mapping(what, diagnostics) {
            return Vec::new();
        }
        self.entries()
    }

    /// Returns the members of the mapping at a key.
    pub(super) fn get_mapping(
        &self,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(&'a str, Self)> {
        self.get(name)
            .filter(|at| *at.node != Node::Null)
            .map(|at| at.members(&format!("`{name}`"), diagnostics))
            .unwrap_or_default()
    }

    /// Returns the elements of the sequence at a key.
    pub(super) fn get_sequence(&self, name: &str, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let Some(at) = self.get(name).filter(|at| *at.node != Node::Null) else {
            return Vec::new();
        };
        if !matches!(at.node, Node::Sequence(_)) {
            at.report_kind(name, "a list", diagnostics);
        }
        at.elements()
    }

    /// Returns the string at a key.
    pub(super) fn get_text(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        Some(self.get_spanned(name, diagnostics)?.value)
    }

    /// Returns the string at a key with its location.
    pub(super) fn get_spanned(
        &self,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<String>> {
        let at = self.get(name)?;
        match at.node {
            Node::String(text) => Some(Spanned {
                value: text.clone(),
                place: at.value(),
            }),
            // Descriptions are often left empty.
            Node::Null => None,
            _ => {
                at.report_kind(name, "a string", diagnostics);
                None
            }
        }
    }

    /// Returns the string at a key that must be there.
    pub(super) fn get_required_text(
        &self,
        name: &str,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        if self.get(name).is_none() {
            self.report_missing(name, what, diagnostics);
        }
        self.get_text(name, diagnostics)
    }

    /// Reports a missing key.
    pub(super) fn report_missing(&self, name: &str, what: &str, diagnostics: &mut Diagnostics) {
        if self.node.as_mapping().is_some() {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, format!("{what} lacks `{name}`")).at(self.key()),
            );
        }
    }

    /// Returns the boolean at a key; false if there is none.
    pub(super) fn get_bool(&self, name: &str, diagnostics: &mut Diagnostics) -> bool {
        match self.get(name) {
            Some(Self {
                node: Node::Bool(value),
                ..
            }) => *value,
            Some(Self {
                node: Node::Null, ..
            })
            | None => false,
            Some(at) => {
                at.report_kind(name, "a boolean", diagnostics);
                false
            }
        }
    }

    /// Returns the string at a key; reports nothing if it is of another kind.
    pub(super) fn get_str(&self, name: &str) -> Option<&'a str> {
        self.node.get(name).and_then(Node::as_str)
    }

    /// Returns the text of the number at a key.
    pub(super) fn get_number(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        let at = self.get(name)?;
        match at.node {
            Node::Number(text) => Some(text.clone()),
            // Numbers are often quoted.
            Node::String(text) if text.parse::<f64>().is_ok() => Some(text.clone()),
            Node::Null => None,
            _ => {
                at.report_kind(name, "a number", diagnostics);
                None
            }
        }
    }

    pub(super) fn report_kind(&self, name: &str, expected: &str, diagnostics: &mut Diagnostics) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongKind,
                format!(
                    "`{name}` must be {expected}, but this is {}",
                    self.node.kind()
                ),
            )
            .at(self.value())
            .label(format!("expected {expected}"))
            .note(IGNORED),
        );
    }

    /// Reports unknown keys, most of which are misspelt. Extensions of others are accepted.
    pub(super) fn expect_keys(&self, known: &[&str], what: &str, diagnostics: &mut Diagnostics) {
        for name in self
            .node
            .as_mapping()
            .into_iter()
            .flat_map(|members| members.keys())
        {
            // `x-rust-type` belongs to typify.
            let is_ours = name.starts_with("x-rust-") && name != "x-rust-type";
            let is_known = known.contains(&name.as_str()) || name == ALLOW;
            if is_known || (name.starts_with("x-") && !is_ours && !is_misspelt(name, known)) {
                continue;
            }
            let place = self.get(name).map(|at| at.key()).unwrap_or_default();
            let diagnostic =
                Diagnostic::new(Code::UnknownKey, format!("unknown key `{name}` in {what}"))
                    .at(place);
            diagnostics.push(match nearest(name, known.iter().copied().chain([ALLOW])) {
                Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
                None => diagnostic,
            });
        }
    }
}

/// Extensions that this reader knows on some object.
const EXTENSIONS: [&str; 13] = [
    "x-ms-client-name",
    "x-ms-discriminator-value",
    "x-ms-enum",
    "x-ms-error-response",
    "x-ms-examples",
    "x-ms-long-running-operation",
    "x-ms-long-running-operation-options",
    "x-ms-pageable",
    "x-ms-parameterized-host",
    "x-ms-skip-url-encoding",
    "x-nullable",
    "x-paging",
    "x-sunset",
];

/// Returns whether an unknown extension is probably a known one misspelt: at most two letters differ.
fn is_misspelt(name: &str, known: &[&str]) -> bool {
    let names = EXTENSIONS.iter().chain(known);
    let mut extensions = names.filter(|known| known.starts_with("x-"));
    !EXTENSIONS.contains(&name)
        && extensions.any(|known| {
            let most = if known.len() > 8 { 2 } else { 1 };
            name.len().abs_diff(known.len()) <= most && edit_distance(name, known) <= most
        })
}
