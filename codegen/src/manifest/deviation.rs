//! Deviations that are declared: `x-known-deviations` in fragments, `known-deviations` in the manifest.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{File, Node, NodeRef},
    words::nearest,
};

/// The key under which a fragment declares what deviates from upstream.
pub const DEVIATIONS: &str = "x-known-deviations";

/// The form of a declaration.
pub(crate) const HELP: &str = "write `- { check: pattern-changed, reason: Why it is so. }`";

const KNOWN: [&str; 3] = ["check", "name", "reason"];

/// Keys whose own keys are names that the author chose.
const NAMES: [&str; 5] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "schemas",
];

/// A declared deviation, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Deviation {
    /// The id of a check of [`diff`](crate::diff).
    pub(crate) check: String,
    /// Location of that id.
    pub(crate) check_place: Place,
    /// The member, value or parameter, if the declaration is about one of several.
    pub(crate) name: Option<String>,
    /// The node that it is about; without one, the whole api-version.
    pub(crate) holder: Option<Place>,
    /// Location of the declaration.
    pub(crate) place: Place,
}

/// Reads the declarations of a fragment.
pub(crate) fn of_fragment(file: &Arc<File>, diagnostics: &mut Diagnostics) -> Vec<Deviation> {
    let mut lists = Vec::new();
    find(&NodeRef::root(file), false, &mut lists);
    let mut found = Vec::new();
    for (holder, list) in lists {
        for mut deviation in entries(&list, diagnostics) {
            deviation.holder = Some(holder.clone());
            found.push(deviation);
        }
    }
    found
}

/// Finds the lists of declarations, each with the node that it belongs to.
fn find<'f>(node: &NodeRef<'f>, are_names: bool, found: &mut Vec<(Place, NodeRef<'f>)>) {
    for element in node.elements() {
        find(&element, false, found);
    }
    for (name, value) in node.entries() {
        if name == DEVIATIONS && !are_names {
            let holder = Place::value(&node.file.name, node.pointer.as_str());
            found.push((holder, value));
        } else {
            find(&value, NAMES.contains(&name) && !are_names, found);
        }
    }
}

/// Reads a list of declarations. An entry that cannot be used is reported.
pub(super) fn entries(list: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Vec<Deviation> {
    if !matches!(list.node, Node::Sequence(_)) {
        let message = format!(
            "known deviations are a list, but this is {}",
            list.node.kind()
        );
        diagnostics.push(
            Diagnostic::new(Code::MalformedDeviation, message)
                .at(list.value())
                .help(HELP),
        );
    }
    let entries = list.elements();
    entries
        .iter()
        .filter_map(|entry| read(entry, diagnostics))
        .collect()
}

fn read(entry: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Option<Deviation> {
    let mut wrong = |place: Place, message: String, help: &str| {
        diagnostics.push(
            Diagnostic::new(Code::MalformedDeviation, message)
                .at(place)
                .help(help),
        );
    };
    if entry.node.as_mapping().is_none() {
        let message = format!(
            "a known deviation is a mapping, but this is {}",
            entry.node.kind()
        );
        wrong(entry.value(), message, HELP);
        return None;
    }
    let entries = entry.entries();
    let unknown: Vec<_> = entries
        .iter()
        .filter(|(name, _)| !KNOWN.contains(name))
        .collect();
    for (name, value) in &unknown {
        let help = nearest(name, KNOWN).map(|near| format!("did you mean `{near}`?"));
        let message = format!("`{name}` means nothing in a known deviation");
        wrong(value.key(), message, help.as_deref().unwrap_or(HELP));
    }
    if !unknown.is_empty() {
        return None;
    }
    let text = |name: &str| entry.node.get(name).and_then(Node::as_str);
    if text("reason").unwrap_or_default().trim().is_empty() {
        let help = "say why the fragment does not follow the official document";
        wrong(
            entry.value(),
            "a known deviation has a `reason`".to_owned(),
            help,
        );
        return None;
    }
    let (Some(check), Some(at)) = (text("check"), entry.get("check")) else {
        wrong(
            entry.value(),
            "a known deviation has a `check`".to_owned(),
            HELP,
        );
        return None;
    };
    Some(Deviation {
        check: check.to_owned(),
        check_place: at.value(),
        name: text("name").map(str::to_owned),
        holder: None,
        place: entry.value(),
    })
}
