//! The keys for documents.

use std::path::Path;

use crate::{diagnostic::Diagnostics, load::Spec, source::NodeRef};

pub(super) const KEYS: [&str; 9] = [
    "path",
    "fragments",
    "bundled",
    "name",
    "order",
    "root",
    "overrides",
    "api-versions",
    "operations",
];

/// Reads the documents of an API: a path relative to the folder of the file, or a mapping with more options.
pub(super) fn read(
    section: &NodeRef<'_>,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<Spec> {
    if !section.is_mapping() {
        let path = section.text(diagnostics)?;
        return Some(Spec::new(folder.join(path)));
    }
    let entries = section.known(&KEYS, diagnostics);
    let mut spec: Option<Spec> = None;
    for entry in &entries {
        let found = match entry.name {
            "path" => Spec::new(folder.join(entry.value.text(diagnostics)?)),
            "fragments" => {
                let paths = entry.value.texts(diagnostics);
                Spec::fragments(paths.into_iter().map(|path| folder.join(path)))
            }
            "bundled" => Spec::bundled(entry.value.text(diagnostics)?),
            _ => continue,
        };
        if spec.replace(found).is_some() {
            section.wrong("only one of `path`, `fragments` and `bundled`", diagnostics);
            return None;
        }
    }
    let Some(mut spec) = spec else {
        section.wrong("`path`, `fragments` or `bundled`", diagnostics);
        return None;
    };
    for entry in &entries {
        let value = &entry.value;
        spec = match entry.name {
            "name" => spec.name(value.text(diagnostics)?),
            "order" => spec.order(value.texts(diagnostics)),
            "root" => spec.root(folder.join(value.text(diagnostics)?)),
            "overrides" => spec.overrides(folder.join(value.text(diagnostics)?)),
            "api-versions" => spec.api_versions(value.texts(diagnostics)),
            "operations" => spec.operations(value.texts(diagnostics)),
            _ => spec,
        };
    }
    Some(spec)
}
