//! Checks custom conversions.

use std::collections::HashMap;

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Error, Path};

use crate::checked::{Checked, Resolved, ResolvedPart};
use crate::definitions::{Body, Definition, Versions};
use crate::member::Part;

/// Checks that each `upgrade_with` and `downgrade_with` is on a part that replaces one of another type.
pub(super) fn check(checked: &Checked, errors: &mut Vec<Error>) {
    let mut names = PartNames::default();
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        for (key, path) in conversions(item.versions.as_ref()) {
            let text = format!(
                "`{key}` does not apply here: write it on fields of structs and alternatives of unions"
            );
            errors.push(Error::new(path.span(), text));
        }
        for (part, resolved_part) in item.body.parts().iter().zip(&resolved.parts) {
            for (key, path) in conversions(part.versions) {
                let text = match item.body {
                    Body::Struct(_) | Body::Union(_) => {
                        checked.find_conversion_error(item, resolved, part, resolved_part, &mut names)
                    }
                    Body::Enumeration(..) => Some(
                        "does not apply to variants of an enumeration: write `was = \"OldName\"` on a renamed one".to_owned(),
                    ),
                    Body::Alias(_) => None,
                    Body::Operation(_) => {
                        Some("does not apply to parameters: remove it, requests are not converted".to_owned())
                    }
                };
                if let Some(text) = text {
                    errors.push(Error::new(path.span(), format!("`{key}` {text}")));
                }
            }
        }
    }
}

/// Returns the custom conversions, each with the name of its argument.
fn conversions(versions: Option<&Versions>) -> impl Iterator<Item = (&'static str, &Path)> {
    let up = versions.and_then(|versions| versions.upgrade_with.as_ref());
    let down = versions.and_then(|versions| versions.downgrade_with.as_ref());
    [("upgrade_with", up), ("downgrade_with", down)]
        .into_iter()
        .filter_map(|(key, path)| Some((key, path?)))
}

/// The positions of the parts of items, by name. A name may stand in several ranges.
#[derive(Default)]
struct PartNames(HashMap<usize, HashMap<String, Vec<usize>>>);

impl Checked {
    /// Returns the error in a custom conversion on a part.
    fn find_conversion_error(
        &self,
        item: &Definition,
        resolved: &Resolved,
        part: &Part<'_>,
        resolved_part: &ResolvedPart,
        names: &mut PartNames,
    ) -> Option<String> {
        let start = resolved_part.alive.start;
        // A part that was left out has an error of its own.
        if resolved_part.alive.is_empty() {
            return None;
        }
        let kind = item.body.part_kind();
        let Some(version) = start.checked_sub(1) else {
            return Some(format!(
                "has nothing to convert, because this {kind} exists from the first api-version on: write it on a {kind} that replaces another"
            ));
        };
        let was = item
            .versions
            .as_ref()
            .filter(|_| resolved.alive.start == start);
        let group = was
            .and_then(|versions| {
                let beside = self.names_beside(resolved.group);
                beside.get(&versions.was.as_ref()?.value()).copied()
            })
            .unwrap_or(resolved.group);
        let name = part
            .versions
            .and_then(|versions| versions.was.as_ref())
            .map_or_else(|| part.ident.unraw().to_string(), syn::LitStr::value);
        let before = self.part_at(group, version, &name, names);
        let before_name = self.versions.get(version).map_or("", String::as_str);
        match before {
            None => Some(format!(
                "has nothing to convert, because api-version {before_name} has no {kind} `{name}`: write its previous name, `was = \"...\"`"
            )),
            Some(before)
                if before.references.is_empty()
                    && resolved_part.references.is_empty()
                    && before.ty.to_string() == resolved_part.ty.to_string() =>
            {
                Some(format!(
                    "has nothing to convert, because `{name}` has the same type in api-version {before_name}: remove it"
                ))
            }
            Some(_) => None,
        }
    }

    /// Finds a part by its name in an api-version.
    fn part_at(
        &self,
        group: usize,
        version: usize,
        name: &str,
        names: &mut PartNames,
    ) -> Option<&ResolvedPart> {
        let index = (*self.groups.get(group)?.at.get(version)?)?;
        let item = self.definitions.items.get(index)?;
        let resolved = self.items.get(index)?;
        let positions = names.0.entry(index).or_insert_with(|| {
            let mut positions: HashMap<String, Vec<usize>> = HashMap::new();
            for (position, part) in item.body.parts().iter().enumerate() {
                let name = part.ident.unraw().to_string();
                positions.entry(name).or_default().push(position);
            }
            positions
        });
        let parts = positions.get(name)?.iter();
        let mut parts = parts.filter_map(|position| resolved.parts.get(*position));
        parts.find(|part| part.alive.contains(&version))
    }
}
