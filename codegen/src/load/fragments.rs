//! Decides whether the files of a folder are fragments of one document, or a document for each api-version.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    candidate::Candidate,
    names::{stem, version_in_name},
};
use crate::{
    diagnostic::Diagnostics,
    openapi::define_the_same,
    source::{File, Node, Workspace},
};

/// Returns whether files are fragments of one document:
///
/// - They have the same `info.version`, and no name of a file contains an api-version.
/// - No operation is in two files. A type may be in two files if both define it the same way, or if each file has operations
///   of its own.
/// - Each file defines something that no other file defines. Where one file only repeats another, they are two states of
///   one document.
pub(super) fn are_one_document(
    candidates: &[Candidate],
    workspace: &mut Workspace,
    diagnostics: &mut Diagnostics,
) -> bool {
    let versions: HashSet<_> = candidates.iter().map(|one| &one.info_version).collect();
    let has_version = |one: &Candidate| version_in_name(stem(&one.file)).is_some();
    if candidates.len() < 2 || versions.len() > 1 || candidates.iter().any(has_version) {
        return false;
    }
    let paths = candidates.iter().flat_map(|one| &one.files);
    let files: Vec<Arc<File>> = paths
        .filter_map(|path| workspace.load(path, diagnostics))
        .collect();
    let mut defined: HashMap<_, Vec<(usize, &Node)>> = HashMap::new();
    let mut have_operations = HashSet::new();
    for (index, file) in files.iter().enumerate() {
        for (section, name, key, node) in definitions(&file.node) {
            if section == Section::Operations {
                have_operations.insert(index);
            }
            defined
                .entry((section, name, key))
                .or_default()
                .push((index, node));
        }
    }
    let mut own = HashSet::new();
    let mut defining = HashSet::new();
    for ((section, name, _), places) in &defined {
        defining.extend(places.iter().map(|(index, _)| *index));
        let [(first, node), others @ ..] = places.as_slice() else {
            continue;
        };
        if others.is_empty() {
            own.insert(*first);
        }
        let is_fragment = |index: &usize| have_operations.contains(index);
        for (index, other) in others {
            let may_repeat = match section {
                Section::Operations => false,
                Section::Schemas => {
                    define_the_same(name, node, other) || is_fragment(first) && is_fragment(index)
                }
                // Such names count within their file.
                Section::Other => true,
            };
            if !may_repeat {
                return false;
            }
        }
    }
    own == defining
}

/// The section of a definition.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Section {
    Operations,
    Schemas,
    Other,
}

/// Returns the definitions of a document: the section, the name, for an operation its method, and the node.
fn definitions(document: &Node) -> Vec<(Section, &str, &str, &Node)> {
    let mut found = Vec::new();
    let members = |pointer: &str| {
        let members = document.pointed(pointer).and_then(Node::as_mapping);
        members.into_iter().flatten()
    };
    for (path, item) in members("/paths") {
        for (method, node) in item.as_mapping().into_iter().flatten() {
            if method != "parameters" {
                found.push((Section::Operations, path.as_str(), method.as_str(), node));
            }
        }
    }
    for pointer in ["/components/schemas", "/definitions"] {
        for (name, node) in members(pointer) {
            found.push((Section::Schemas, name, "", node));
        }
    }
    for (pointer, kind) in [
        ("/parameters", "parameters"),
        ("/responses", "responses"),
        ("/components/parameters", "parameters"),
        ("/components/responses", "responses"),
        ("/components/requestBodies", "requestBodies"),
        ("/components/headers", "headers"),
    ] {
        for (name, node) in members(pointer) {
            found.push((Section::Other, name, kind, node));
        }
    }
    found
}
