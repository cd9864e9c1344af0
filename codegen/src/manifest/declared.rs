//! Deviations that are meant: `x-known-deviations` in fragments, `known-deviations` in the manifest.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    diff::{Change, Check},
    source::{File, Node, push_segment},
    words::nearest,
};

/// The key under which a fragment declares what deviates from upstream.
pub const DEVIATIONS: &str = "x-known-deviations";

/// A deviation that is meant.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    check: Check,
    /// The member, value or parameter, where the declaration is about one of several.
    name: Option<String>,
    /// The node that it is about; the whole api-version, if it has none.
    holder: Option<Place>,
    place: Place,
    is_used: bool,
}

const HELP: &str = "write `- { check: pattern-changed, reason: Why it is so. }`";
const KNOWN: [&str; 3] = ["check", "name", "reason"];

/// Keys whose own keys are names that the author chose.
const NAMES: [&str; 5] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "schemas",
];

/// Reads what a fragment declares.
pub(crate) fn of_fragment(file: &Arc<File>, diagnostics: &mut Diagnostics) -> Vec<Declared> {
    let mut found = Vec::new();
    visit(
        &file.node,
        &mut String::new(),
        false,
        &mut |node, outer, pointer| {
            let holder = Place::value(&file.name, outer);
            let mut entries = entries(file, node, pointer, diagnostics);
            for entry in &mut entries {
                entry.holder = Some(holder.clone());
            }
            found.append(&mut entries);
        },
    );
    found
}

fn visit(
    node: &Node,
    pointer: &mut String,
    are_names: bool,
    found: &mut impl FnMut(&Node, &str, &str),
) {
    match node {
        Node::Mapping(members) => {
            for (name, node) in members {
                let length = pointer.len();
                let outer = pointer.clone();
                push_segment(pointer, name);
                if name == DEVIATIONS && !are_names {
                    found(node, &outer, pointer);
                } else {
                    let are_names = NAMES.contains(&name.as_str()) && !are_names;
                    visit(node, pointer, are_names, found);
                }
                pointer.truncate(length);
            }
        }
        Node::Sequence(elements) => {
            for (index, node) in elements.iter().enumerate() {
                let length = pointer.len();
                push_segment(pointer, &index.to_string());
                visit(node, pointer, false, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// Reads a list of declarations. An entry that cannot be used is reported.
pub(super) fn entries(
    file: &Arc<File>,
    node: &Node,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Declared> {
    let Node::Sequence(entries) = node else {
        let message = format!("known deviations are a list, but this is {}", node.kind());
        diagnostics.push(
            Diagnostic::new(Code::MalformedDeviation, message)
                .at(Place::value(&file.name, pointer))
                .help(HELP),
        );
        return Vec::new();
    };
    let entries = entries.iter().enumerate();
    entries
        .filter_map(|(index, node)| entry(file, node, &format!("{pointer}/{index}"), diagnostics))
        .collect()
}

fn entry(
    file: &Arc<File>,
    node: &Node,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Declared> {
    let mut wrong = |pointer: &str, message: String, help: &str| {
        diagnostics.push(
            Diagnostic::new(Code::MalformedDeviation, message)
                .at(Place::value(&file.name, pointer))
                .help(help),
        );
    };
    let Some(members) = node.as_mapping() else {
        let message = format!(
            "a known deviation is a mapping, but this is {}",
            node.kind()
        );
        wrong(pointer, message, HELP);
        return None;
    };
    let mut is_known = true;
    for name in members
        .keys()
        .filter(|name| !KNOWN.contains(&name.as_str()))
    {
        is_known = false;
        let mut below = pointer.to_owned();
        push_segment(&mut below, name);
        let help = nearest(name, KNOWN).map(|near| format!("did you mean `{near}`?"));
        let message = format!("`{name}` means nothing in a known deviation");
        wrong(&below, message, help.as_deref().unwrap_or(HELP));
    }
    if !is_known {
        return None;
    }
    let text = |name: &str| node.get(name).and_then(Node::as_str);
    if text("reason").unwrap_or_default().trim().is_empty() {
        let help = "say why the fragment does not follow the official document";
        wrong(pointer, "a known deviation has a `reason`".to_owned(), help);
        return None;
    }
    let Some(id) = text("check") else {
        wrong(pointer, "a known deviation has a `check`".to_owned(), HELP);
        return None;
    };
    let Some(check) = Check::ALL.iter().copied().find(|check| check.id() == id) else {
        let help = match nearest(id, Check::ALL.iter().map(|check| check.id())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the message about the deviation names it".to_owned(),
        };
        wrong(
            &format!("{pointer}/check"),
            format!("there is no check `{id}`"),
            &help,
        );
        return None;
    };
    Some(Declared {
        check,
        name: text("name").map(str::to_owned),
        holder: None,
        place: Place::value(&file.name, pointer),
        is_used: false,
    })
}

impl Declared {
    fn covers(&self, change: &Change) -> bool {
        self.check == change.check
            && self.is_above(change.old.as_ref())
            && self.name.as_ref().is_none_or(|name| {
                let quoted = |start: &str| change.wire.contains(&format!("{start}{name}`"));
                quoted("`") || quoted(".")
            })
    }

    fn is_above(&self, place: Option<&Place>) -> bool {
        let Some(holder) = &self.holder else {
            return true;
        };
        let Some(place) = place else {
            // What belongs to the document as a whole is declared at the root of a fragment.
            return holder.pointer().is_empty();
        };
        let rest = place.pointer().strip_prefix(holder.pointer());
        holder.file() == place.file()
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Whether a change is declared; marks the declaration as used.
pub(crate) fn is_declared(declared: &mut [Declared], change: &Change) -> bool {
    let mut is_declared = false;
    for one in declared.iter_mut().filter(|one| one.covers(change)) {
        one.is_used = true;
        is_declared = true;
    }
    is_declared
}

/// Reports declarations that nothing needs any more.
pub(crate) fn unneeded(declared: &[Declared], diagnostics: &mut Diagnostics) {
    for one in declared.iter().filter(|one| !one.is_used) {
        let message = format!(
            "nothing here deviates from upstream by `{}`",
            one.check.id()
        );
        diagnostics.push(
            Diagnostic::new(Code::UnneededDeviation, message)
                .at(one.place.clone())
                .label("nothing needs this")
                .help("take it out, or correct its `check` or `name`"),
        );
    }
}
