//! Reads an overrides file.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{File, Node, NodeRef, segments},
    text::Spanned,
    words::nearest,
};

/// An override.
#[derive(Debug)]
pub(super) struct Override {
    /// `at`, as written.
    pub(super) at: Spanned<String>,
    /// Fragment, if `at` names one.
    pub(super) fragment: Option<String>,
    /// Segments of the pointer in `at`.
    pub(super) segments: Vec<String>,
    pub(super) versions: Option<Spanned<String>>,
    pub(super) action: Action,
    /// Pointer of the action's value in the overrides file.
    pub(super) pointer: String,
}

/// Action of an override.
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

/// Returns the valid overrides of a file; reports the others.
pub(super) fn overrides(file: &Arc<File>, diagnostics: &mut Diagnostics) -> Vec<Override> {
    match &file.node {
        Node::Null => Vec::new(),
        Node::Sequence(_) => NodeRef::root(file)
            .elements()
            .into_iter()
            .filter_map(|entry| read_entry(&entry, diagnostics))
            .collect(),
        other => {
            diagnostics.push(
                Diagnostic::new(
                    Code::MalformedOverride,
                    format!(
                        "an overrides file must be a list, but this is {}",
                        other.kind()
                    ),
                )
                .at(Place::whole(&file.name))
                .help("start each override with `- at: ` and a JSON pointer"),
            );
            Vec::new()
        }
    }
}

/// Returns the string at a key.
fn text(entry: &NodeRef<'_>, key: &str, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    let value = entry.get(key)?;
    let place = value.value();
    match value.node {
        Node::String(text) | Node::Number(text) => Some(Spanned {
            value: text.clone(),
            place,
        }),
        other => {
            let message = format!("`{key}` must be a string, but this is {}", other.kind());
            diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(place));
            None
        }
    }
}

fn read_entry(entry: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Option<Override> {
    let Some(members) = entry.node.as_mapping() else {
        let message = format!(
            "an override must be a mapping, but this is {}",
            entry.node.kind()
        );
        diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(entry.value()));
        return None;
    };
    for (key, value) in entry.entries() {
        if KNOWN.contains(&key) {
            continue;
        }
        let diagnostic = Diagnostic::new(
            Code::UnknownOverrideKey,
            format!("unknown key `{key}` in an override"),
        )
        .at(value.key());
        diagnostics.push(match nearest(key, KNOWN) {
            Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
            None => diagnostic,
        });
    }
    let actions: Vec<_> = ACTIONS
        .into_iter()
        .filter(|action| members.contains_key(action))
        .collect();
    let at = text(entry, "at", diagnostics);
    if !members.contains_key("at") {
        diagnostics.push(
            Diagnostic::new(Code::OverridePlace, "an override lacks `at`")
                .at(entry.value())
                .help("add its target: `at: /components/schemas/Invoice/properties/status`"),
        );
    }
    let [action] = actions.as_slice() else {
        let message = if actions.is_empty() {
            "an override needs one of `retype`, `rename`, `add`, `drop` and `floats`".to_owned()
        } else {
            format!(
                "an override has one action, but this one has `{}`",
                actions.join("` and `")
            )
        };
        diagnostics.push(Diagnostic::new(Code::MalformedOverride, message).at(entry.value()));
        return None;
    };
    let at = at?;
    let (fragment, pointer) = match at.value.split_once('#') {
        Some((fragment, pointer)) if !fragment.starts_with('/') => {
            (Some(fragment.to_owned()), pointer)
        }
        _ => (None, at.value.as_str()),
    };
    let segments = segments(pointer).filter(|segments| !segments.is_empty());
    let Some(segments) = segments else {
        diagnostics.push(
            Diagnostic::new(
                Code::OverridePlace,
                format!("`{}` is not a JSON pointer", at.value),
            )
            .at(at.place)
            .help("it starts with `/`, and a `/` within a name is written `~1`: `/paths/~1invoices/get`"),
        );
        return None;
    };
    let versions = match members.get("versions") {
        Some(_) => Some(text(entry, "versions", diagnostics)?),
        None => None,
    };
    let value = members.get(action)?;
    let action_place = entry.get(action)?.value();
    let report_wrong_kind = |expected: &str, diagnostics: &mut Diagnostics| {
        let message = format!(
            "`{action}` must be {expected}, but this is {}",
            value.kind()
        );
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
        pointer: format!("{}/{action}", entry.pointer),
        at,
    })
}
