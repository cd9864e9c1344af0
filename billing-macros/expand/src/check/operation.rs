//! Whether an operation's path and parameters belong together.

use syn::Error;

use super::Checked;
use crate::definitions::{Body, Location};

/// Each name in the path template has a parameter whenever the operation exists, and the other way round.
pub(super) fn check(checked: &mut Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        let Body::Operation(operation) = &item.body else {
            continue;
        };
        if resolved.alive.is_empty() {
            continue;
        }
        let template = operation.path.value();
        let names: Vec<&str> = template_names(&template);
        let parts = item.body.parts();
        let in_path = || {
            parts
                .iter()
                .zip(&resolved.parts)
                .filter(|(part, _)| part.location == Some(Location::Path))
        };
        for name in &names {
            let missing = resolved.alive.clone().find(|version| {
                !in_path().any(|(part, resolved)| {
                    part.wire() == *name && resolved.alive.contains(version)
                })
            });
            if let Some(version) = missing.and_then(|version| checked.versions.get(version)) {
                let text = format!(
                    "the path needs `{{{name}}}`, but no field gives it in api-version {version}: write `#[path(\"{name}\")]` on a field"
                );
                errors.push(Error::new(operation.path.span(), text));
            }
        }
        for (part, _) in in_path() {
            let wire = part.wire();
            if !names.contains(&wire.as_str()) {
                let text =
                    format!("the path has no `{{{wire}}}`: write it there, or `#[query]` here");
                errors.push(Error::new(part.ident.span(), text));
            }
        }
    }
}

/// The names in braces.
fn template_names(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
