//! Names of files that are read as fragments.

use std::path::Path;

/// Returns whether a file is a fragment by its extension: `.yaml`, `.yml` or `.json`.
pub(crate) fn is_fragment_name(name: &str) -> bool {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}
