//! Description of the changes that a stale crate lacks.

use crate::{
    diagnostic::{Code, Diagnostic},
    diff::{Release, source_changes, source_shape_changes},
    output::Difference,
};

/// More changes than these are counted, not listed.
const MOST_CHANGES: usize = 20;

/// Returns whether a file holds nothing that documents decide.
fn is_the_runtime(path: &str) -> bool {
    path == "src/lib.rs" || path.starts_with("src/runtime")
}

/// Describes what regenerating a stale crate changes for its users, and which part of its version rises with that.
pub(super) fn describe(differences: &[Difference]) -> Diagnostic {
    let mut notes = Vec::new();
    let mut release = Release::Patch;
    // Code in expanded form holds no definitions to compare.
    let mut is_known = true;
    for difference in differences {
        let path = &difference.path;
        if path.starts_with('.') {
            notes.push((
                Release::Patch,
                "a run was interrupted; the next `generate` completes its changes".to_owned(),
            ));
        }
        if !path.starts_with("src/") {
            continue;
        }
        let (Some(found), Some(expected)) = (&difference.found, &difference.expected) else {
            let (word, part) = match difference.expected {
                Some(_) => ("new", Release::Minor),
                None => ("no longer generated", Release::Major),
            };
            notes.push((part, format!("{path} is {word}")));
            continue;
        };
        for change in source_shape_changes(found, expected) {
            notes.push((Release::Major, format!("{path}: {change}")));
        }
        let Some(changes) = source_changes(found, expected) else {
            is_known &= is_the_runtime(path);
            continue;
        };
        for change in changes {
            let versions = match change.versions.as_slice() {
                [] => String::new(),
                versions => format!(" ({})", versions.join(", ")),
            };
            notes.push((change.release, format!("{path}: {}{versions}", change.what)));
        }
    }
    notes.sort_by_key(|(part, _)| std::cmp::Reverse(*part));
    release = notes.first().map_or(release, |(part, _)| *part);
    let more = notes.len().saturating_sub(MOST_CHANGES);
    let mut stale = Diagnostic::new(Code::Stale, "the generated crate is stale");
    for (_, note) in notes.into_iter().take(MOST_CHANGES) {
        stale = stale.note(note);
    }
    if more > 0 {
        stale = stale.note(format!("and {more} more changes"));
    }
    let (part, example) = (release.as_str(), release.example());
    stale.note(match is_known {
        true => format!("raise the {part} part of the crate's version ({example})"),
        false => "the source has no definitions to compare: `billing-codegen diff` tells from the \
                  documents which part of the crate's version to raise"
            .to_owned(),
    })
}
