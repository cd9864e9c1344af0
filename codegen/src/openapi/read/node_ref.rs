use std::cmp::Ordering;

use crate::{
    diagnostic::{ALLOW, Code, Diagnostic, Diagnostics},
    openapi::Spanned,
    source::{Node, NodeRef},
    text::{compare_numbers, is_whole},
    words::{is_within, nearest},
};

/// Note on a node of the wrong kind.
pub(super) const IGNORED: &str = "it is ignored";

/// Note on a parameter or body that is not understood.
pub(super) const LEFT_OUT: &str = "the operations that have it are left out";

impl<'a> NodeRef<'a> {
    /// Returns whether the node is a mapping; reports it otherwise.
    pub(super) fn expect_mapping(&self, what: &str, diagnostics: &mut Diagnostics) -> bool {
        self.expect_mapping_or(IGNORED, what, diagnostics)
    }

    /// Reports a node that is not a mapping, with a note on what follows from that.
    pub(super) fn expect_mapping_or(
        &self,
        note: &str,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let is_mapping = self.node.as_mapping().is_some();
        if !is_mapping {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongKind,
                    format!("{what} must be a mapping, but this is {}", self.node.kind()),
                )
                .at(self.value())
                .label("expected a mapping")
                .note(note),
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

    /// Returns the text of the number at a key. A number in quotes is reported and read.
    pub(super) fn get_number(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        let at = self.get(name)?;
        match at.node {
            Node::Number(text) => Some(text.clone()),
            Node::String(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                let message = format!("`{name}` must be a number, but this is a string");
                diagnostics.push(
                    Diagnostic::new(Code::WrongKind, message)
                        .at(at.value())
                        .label("expected a number")
                        .note("it is read as a number")
                        .help(format!("write `{name}: {text}`")),
                );
                Some(text.clone())
            }
            Node::Null => None,
            _ => {
                at.report_kind(name, "a number", diagnostics);
                None
            }
        }
    }

    /// Returns the text of the number at a key that must not be negative or a fraction; reports another one.
    pub(super) fn get_count(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        let text = self.get_number(name, diagnostics)?;
        let is_negative = compare_numbers(&text, "0") == Some(Ordering::Less);
        if is_whole(&text) && !is_negative {
            return Some(text);
        }
        self.report_number(name, "a whole number of at least 0", &text, diagnostics);
        None
    }

    /// Returns the text of the number at a key that must be above 0; reports another one.
    pub(super) fn get_positive(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        let text = self.get_number(name, diagnostics)?;
        if compare_numbers(&text, "0") == Some(Ordering::Greater) {
            return Some(text);
        }
        self.report_number(name, "a number above 0", &text, diagnostics);
        None
    }

    fn report_number(
        &self,
        name: &str,
        expected: &str,
        found: &str,
        diagnostics: &mut Diagnostics,
    ) {
        let message = format!("`{name}` must be {expected}, but this is {found}");
        let place = self.get(name).map(|at| at.value()).unwrap_or_default();
        diagnostics.push(
            Diagnostic::new(Code::WrongKind, message)
                .at(place)
                .label(format!("expected {expected}"))
                .note(IGNORED),
        );
    }

    /// Returns the reference at a key; reports an empty one, which in YAML is mostly one without quotes.
    pub(super) fn get_reference(
        &self,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<String>> {
        let at = self.get(name)?;
        if *at.node == Node::Null {
            let message = format!("`{name}` must be a string, but this is null");
            let diagnostic = Diagnostic::new(Code::WrongKind, message).at(at.key());
            diagnostics.push(match at.file.name.ends_with(".json") {
                true => diagnostic,
                false => diagnostic
                    .note("in YAML, a `#` after a space begins a comment")
                    .help(format!(
                        "write the reference in quotes: `{name}: '#/components/...'`"
                    )),
            });
        }
        self.get_spanned(name, diagnostics)
    }

    /// Reports the second of two keys of which OpenAPI allows only one, if both are there.
    pub(super) fn lint_exclusive(
        &self,
        [first, second]: [&str; 2],
        note: &str,
        diagnostics: &mut Diagnostics,
    ) {
        if let (Some(first_at), Some(at)) = (self.get(first), self.get(second)) {
            let message = format!("`{second}` beside `{first}`: OpenAPI allows only one of them");
            diagnostics.push(
                Diagnostic::new(Code::ExclusiveKeys, message)
                    .at(at.key())
                    .also(first_at.key(), format!("`{first}` is here"))
                    .note(note),
            );
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
            // `x-rust-type` belongs to typify; `x-paging` is read at operations alone.
            let is_ours =
                name.starts_with("x-rust-") && name != "x-rust-type" || name == "x-paging";
            let is_known = known.contains(&name.as_str()) || name == ALLOW;
            if is_known || (name.starts_with("x-") && !is_ours && !is_misspelt(name, known)) {
                continue;
            }
            let place = self.get(name).map(|at| at.key()).unwrap_or_default();
            let diagnostic =
                Diagnostic::new(Code::UnknownKey, format!("unknown key `{name}` in {what}"))
                    .at(place);
            // A mapping beside the members of an object is mostly a member with too little indentation.
            let is_member = what == "a schema"
                && self.node.get("properties").is_some_and(Node::is_mapping)
                && self.node.get(name).is_some_and(Node::is_mapping);
            diagnostics.push(match nearest(name, known.iter().copied().chain([ALLOW])) {
                _ if is_member => diagnostic.help(format!(
                    "if `{name}` is a member, write it under `properties`"
                )),
                Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
                None => diagnostic,
            });
        }
    }
}

/// Extensions that this reader knows on some object.
const EXTENSIONS: [&str; 14] = [
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
    "x-request-id-headers",
    "x-sunset",
];

/// Returns whether an unknown extension is probably a known one misspelt: at most two letters differ.
fn is_misspelt(name: &str, known: &[&str]) -> bool {
    let names = EXTENSIONS.iter().chain(known);
    let mut extensions = names.filter(|known| known.starts_with("x-"));
    !EXTENSIONS.contains(&name)
        && extensions.any(|known| {
            let most = if known.len() > 8 { 2 } else { 1 };
            name.len().abs_diff(known.len()) <= most && is_within(name, known, most)
        })
}
