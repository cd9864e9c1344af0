//! Settings in files: values that are checked while they are read, levels of lints and limits.

mod lints;
mod node_ref;

use std::path::Path;

pub(crate) use self::lints::{KEYS as LEVEL_KEYS, levels, limits};
pub(crate) use self::node_ref::Entry;
use crate::{
    diagnostic::Diagnostics,
    source::{LEVELS, NodeRef, Workspace},
};

/// Reads the levels of lints in the file of a folder of services, and adds them to the diagnostics. The file sets nothing else.
pub(crate) fn add_service_levels(workspace: &mut Workspace, diagnostics: &mut Diagnostics) {
    if !workspace.root().join(LEVELS).is_file() {
        return;
    }
    let Some(file) = workspace.load(Path::new(LEVELS), diagnostics) else {
        return;
    };
    let entries = NodeRef::root(&file).known(&LEVEL_KEYS, diagnostics);
    let entries: Vec<_> = entries
        .into_iter()
        .map(|entry| (entry.name, entry.value))
        .collect();
    let levels = levels(&entries, diagnostics);
    diagnostics.add_levels(&levels);
}
