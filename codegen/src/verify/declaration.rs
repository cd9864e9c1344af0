//! Known mismatches that the documents declare, each with a reason.

use std::collections::HashMap;

use super::{Check, Mismatch, mismatch::general, report::Finding};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    openapi::{KNOWN_MISMATCHES, KnownMismatch},
    source::Node,
    words::nearest,
};

/// A declared mismatch.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    /// The node whose examples it covers.
    holder: Place,
    /// The place of the declaration.
    place: Place,
    path: String,
    check: Check,
    reason: String,
    is_used: bool,
}

const HELP: &str =
    "write `- { path: properties.status, kind: unlisted-value, reason: Why it is so. }`";

/// Reads the declarations of documents. Malformed ones are reported.
pub(super) fn read(declared: &[KnownMismatch], diagnostics: &mut Diagnostics) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    for one in declared {
        let base = Place::value(&one.place.file().into(), one.place.pointer());
        let Node::Sequence(entries) = &one.value else {
            let message = format!(
                "`{KNOWN_MISMATCHES}` is a list, but this is {}",
                one.value.kind()
            );
            diagnostics.push(
                Diagnostic::new(Code::MalformedMismatch, message)
                    .at(base)
                    .help(HELP),
            );
            continue;
        };
        for (index, entry) in entries.iter().enumerate() {
            let pointer = format!("{}/{index}", base.pointer());
            let place = Place::value(&base.file().into(), pointer);
            declarations.extend(entry_of(entry, &one.holder, place, diagnostics));
        }
    }
    declarations
}

fn entry_of(
    entry: &Node,
    holder: &Place,
    place: Place,
    diagnostics: &mut Diagnostics,
) -> Option<Declaration> {
    const KNOWN: [&str; 3] = ["path", "kind", "reason"];
    let mut wrong = |place: &Place, message: String, help: &str| {
        diagnostics.push(
            Diagnostic::new(Code::MalformedMismatch, message)
                .at(place.clone())
                .help(help),
        );
    };
    let Node::Mapping(members) = entry else {
        let message = format!(
            "a known mismatch is a mapping, but this is {}",
            entry.kind()
        );
        wrong(&place, message, HELP);
        return None;
    };
    let below = |name: &str| {
        let mut pointer = place.pointer().to_owned();
        crate::source::push_segment(&mut pointer, name);
        Place::value(&place.file().into(), pointer)
    };
    let unknown: Vec<_> = members
        .keys()
        .filter(|name| !KNOWN.contains(&name.as_str()))
        .collect();
    for name in &unknown {
        let help = nearest(name, KNOWN).map(|known| format!("did you mean `{known}`?"));
        let message = format!("`{name}` means nothing in a known mismatch");
        wrong(&below(name), message, help.as_deref().unwrap_or(HELP));
    }
    if !unknown.is_empty() {
        return None;
    }
    let text = |name: &str| entry.get(name).and_then(Node::as_str);
    let reason = text("reason").unwrap_or_default().trim();
    if reason.is_empty() {
        wrong(
            &place,
            "a known mismatch has a `reason`".to_owned(),
            "say why the example is right as it is, or why it can't be changed",
        );
        return None;
    }
    let Some(kind) = text("kind") else {
        wrong(&place, "a known mismatch has a `kind`".to_owned(), HELP);
        return None;
    };
    let Some(check) = Check::of_id(kind) else {
        let ids = Check::ALL.map(Check::id);
        let help = match nearest(kind, ids) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the kinds are `{}`", ids.join("`, `")),
        };
        wrong(
            &below("kind"),
            format!("there is no kind of mismatch `{kind}`"),
            &help,
        );
        return None;
    };
    Some(Declaration {
        holder: holder.clone(),
        path: text("path").unwrap_or_default().to_owned(),
        check,
        reason: reason.to_owned(),
        is_used: false,
        place,
    })
}

/// Marks the findings that are declared.
pub(super) fn apply(declarations: &mut [Declaration], findings: &mut [Finding]) {
    let mut known: HashMap<Key, usize> = HashMap::new();
    for (index, one) in declarations.iter().enumerate() {
        let key = (
            one.check,
            one.path.clone(),
            one.holder.file(),
            one.holder.pointer(),
        );
        known.entry(owned(key)).or_insert(index);
    }
    for finding in findings {
        let Mismatch { check, path, .. } = &finding.mismatch;
        let general = general(path);
        let places = || finding.stands.iter().flat_map(ancestors);
        let mut keys = [path, &general].into_iter().flat_map(|path| {
            places().map(move |(file, pointer)| owned((*check, path.clone(), file, pointer)))
        });
        let meant = keys.find_map(|key| known.get(&key).copied());
        if let Some(declaration) = meant.and_then(|index| declarations.get_mut(index)) {
            declaration.is_used = true;
            finding.reason = Some(declaration.reason.clone());
        }
    }
}

/// The subject of a declaration: the check, the path in the value, and the file and pointer of the node that it covers.
type Key = (Check, String, String, String);

fn owned((check, path, file, pointer): (Check, String, &str, &str)) -> Key {
    (check, path, file.to_owned(), pointer.to_owned())
}

/// Returns the file and the pointers of a place and of all nodes that contain it, the innermost first.
fn ancestors(place: &Place) -> impl Iterator<Item = (&str, &str)> {
    let pointers = std::iter::successors(Some(place.pointer()), |pointer| {
        pointer.rsplit_once('/').map(|(above, _)| above)
    });
    pointers.map(|pointer| (place.file(), pointer))
}

/// Reports unnecessary declarations.
pub(super) fn needless(declarations: &[Declaration], diagnostics: &mut Diagnostics) {
    for declaration in declarations.iter().filter(|one| !one.is_used) {
        let path = match declaration.path.as_str() {
            "" => "the value as a whole".to_owned(),
            path => format!("`{path}`"),
        };
        let message = format!(
            "no example here has the mismatch `{}` at {path}",
            declaration.check.id()
        );
        diagnostics.push(
            Diagnostic::new(Code::UnneededMismatch, message)
                .at(declaration.place.clone())
                .label("nothing needs this")
                .help("take it out, or correct its path or kind"),
        );
    }
}
