//! The file of overrides as a list.

use std::sync::Arc;

use super::place;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{File, Node, segments},
    words::nearest,
};

/// A text, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) place: Place,
}

/// One entry.
#[derive(Debug)]
pub(super) struct Override {
    /// The place, as written.
    pub(super) at: Span,
    /// The fragment, where the place names one.
    pub(super) fragment: Option<String>,
    /// The segments of its pointer.
    pub(super) segments: Vec<String>,
    pub(super) versions: Option<Span>,
    pub(super) action: Action,
    /// The pointer of the action's value, from the root of the file of overrides.
    pub(super) pointer: String,
}

/// What is to be done at a place.
#[derive(Debug)]
pub(super) enum Action {
    Retype(Node),
    Rename(String),
    Add(Node),
    Drop,
    /// Numbers of `format: float` and `double` become decimals.
    Decimals,
}

const ACTIONS: [&str; 5] = ["retype", "rename", "add", "drop", "floats"];
const KNOWN: [&str; 8] = [
    "at", "versions", "retype", "rename", "add", "drop", "floats", "reason",
];

/// The entries of a file that can be followed; what is wrong with the others is reported.
pub(super) fn overrides(file: &Arc<File>, diagnostics: &mut Diagnostics) -> Vec<Override> {
    match &file.node {
        Node::Null => Vec::new(),
        Node::Sequence(entries) => entries
            .iter()
            .enumerate()
            .filter_map(|(index, node)| {
                Entry {
                    file,
                    node,
                    pointer: format!("/{index}"),
                }
                .read(diagnostics)
            })
            .collect(),
        other => {
            diagnostics.push(
                Diagnostic::new(
                    Code::MalformedOverride,
                    format!(
                        "a file of overrides is a list, but this is {}",
                        other.kind()
                    ),
                )
                .at(Place::whole(&file.name))
                .help("begin each override with `- at: ` and a JSON pointer"),
            );
            Vec::new()
        }
    }
}

struct Entry<'e> {
    file: &'e Arc<File>,
    node: &'e Node,
    pointer: String,
}

impl Entry<'_> {
    fn place(&self) -> Place {
        place(self.file, &self.pointer)
    }

    fn place_of_key(&self, key: &str) -> Place {
        place(self.file, &format!("{}/{key}", self.pointer))
    }

    /// The text under a key.
    fn text(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Span> {
        let place = self.place_of_key(key);
        match self.node.get(key)? {
            Node::String(text) | Node::Number(text) => Some(Span {
                text: text.clone(),
                place,
            }),
            other => {
                let message = format!("`{key}` is text, but this is {}", other.kind());
                diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(place));
                None
            }
        }
    }

    fn read(&self, diagnostics: &mut Diagnostics) -> Option<Override> {
        let Some(members) = self.node.as_mapping() else {
            let message = format!("an override is a mapping, but this is {}", self.node.kind());
            diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(self.place()));
            return None;
        };
        for key in members.keys().filter(|key| !KNOWN.contains(&key.as_str())) {
            let diagnostic = Diagnostic::new(
                Code::UnknownOverrideKey,
                format!("`{key}` means nothing in an override"),
            )
            .at(Place::key(
                &self.file.name,
                format!("{}/{key}", self.pointer),
            ));
            diagnostics.push(match nearest(key, KNOWN) {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic,
            });
        }
        let actions: Vec<_> = ACTIONS
            .into_iter()
            .filter(|action| members.contains_key(action))
            .collect();
        let at = self.text("at", diagnostics);
        if !members.contains_key("at") {
            diagnostics.push(
                Diagnostic::new(Code::OverridePlace, "an override lacks `at`")
                    .at(self.place())
                    .help("write where: `at: /components/schemas/Invoice/properties/status`"),
            );
        }
        let [action] = actions.as_slice() else {
            let message = if actions.is_empty() {
                "an override says what to do: one of `retype`, `rename`, `add`, `drop` and `floats`"
                    .to_owned()
            } else {
                format!(
                    "an override does one thing, but this has `{}`",
                    actions.join("` and `")
                )
            };
            diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(self.place()));
            return None;
        };
        let at = at?;
        let (fragment, pointer) = match at.text.split_once('#') {
            Some((fragment, pointer)) if !fragment.starts_with('/') => {
                (Some(fragment.to_owned()), pointer)
            }
            _ => (None, at.text.as_str()),
        };
        let segments = segments(pointer).filter(|segments| !segments.is_empty());
        let Some(segments) = segments else {
            diagnostics.push(
                Diagnostic::new(
                    Code::OverridePlace,
                    format!("`{}` is not a JSON pointer", at.text),
                )
                .at(at.place)
                .help("it begins with `/`, and `/` within a name is `~1`: `/paths/~1invoices/get`"),
            );
            return None;
        };
        let versions = match members.get("versions") {
            Some(_) => Some(self.text("versions", diagnostics)?),
            None => None,
        };
        let value = members.get(action)?;
        let action_place = self.place_of_key(action);
        let report_wrong_kind = |expected: &str, diagnostics: &mut Diagnostics| {
            let message = format!("`{action}` is {expected}, but this is {}", value.kind());
            diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(action_place));
        };
        let read = match (*action, value) {
            ("retype", Node::Mapping(_)) => Action::Retype(value.clone()),
            ("retype", _) => {
                report_wrong_kind("a schema", diagnostics);
                return None;
            }
            ("rename", Node::String(name)) => Action::Rename(name.clone()),
            ("rename", _) => {
                report_wrong_kind("a name", diagnostics);
                return None;
            }
            ("drop", Node::Bool(true)) => Action::Drop,
            ("drop", _) => {
                report_wrong_kind("`true`", diagnostics);
                return None;
            }
            ("floats", Node::String(word)) if word == "decimal" => Action::Decimals,
            ("floats", _) => {
                report_wrong_kind("`decimal`", diagnostics);
                return None;
            }
            _ => Action::Add(value.clone()),
        };
        Some(Override {
            fragment,
            segments,
            versions,
            action: read,
            pointer: format!("{}/{action}", self.pointer),
            at,
        })
    }
}
