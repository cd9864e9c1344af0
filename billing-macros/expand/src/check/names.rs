//! Checks that names are unique.

use std::collections::HashMap;

use syn::Error;

use super::range::{describe, overlaps};
use crate::checked::{Checked, LiveRange, Resolved};
use crate::definitions::{Body, Definition, Location, ValueKind};
use crate::imports;

/// Leaves out each item and part whose name is already taken in one of its api-versions.
pub(super) fn check(checked: &mut Checked, errors: &mut Vec<Error>) {
    let versions = std::mem::take(&mut checked.versions);
    let mut seen: HashMap<usize, Vec<LiveRange>> = HashMap::new();
    for (item, resolved) in checked.definitions.items.iter().zip(&mut checked.items) {
        let earlier = seen.entry(resolved.group).or_default();
        if let Some(other) = earlier
            .iter()
            .find(|other| overlaps(other, &resolved.alive))
        {
            let text = format!(
                "`{}` is already defined {}: write ranges that do not overlap",
                item.ident,
                describe(other, &versions),
            );
            errors.push(Error::new(item.ident.span(), text));
            resolved.alive = LiveRange::default();
        }
        earlier.push(resolved.alive.clone());
        check_parts(item, resolved, &versions, errors);
    }
    for import in imports::split(&checked.definitions.imports) {
        if let Some(name) = &import.name
            && checked.types.contains_key(&name.to_string())
        {
            let text = format!(
                "`{name}` is also defined in this module: import it under another name with `as`"
            );
            errors.push(Error::new(name.span(), text));
        }
    }
    checked.versions = versions;
}

fn check_parts(
    item: &Definition,
    resolved: &mut Resolved,
    versions: &[String],
    errors: &mut Vec<Error>,
) {
    let parts = item.body.parts();
    let kind = item.body.part_kind();
    let mut names: HashMap<String, Vec<LiveRange>> = HashMap::with_capacity(parts.len());
    let mut wires: HashMap<_, Vec<LiveRange>> = HashMap::with_capacity(parts.len());
    for (part, resolved) in parts.iter().zip(&mut resolved.parts) {
        let same_name = names.entry(part.ident.to_string()).or_default();
        if let Some(other) = same_name
            .iter()
            .find(|other| overlaps(other, &resolved.alive))
        {
            let text = format!(
                "{kind} `{}` is already defined {}: write ranges that do not overlap",
                part.ident,
                describe(other, versions),
            );
            errors.push(Error::new(part.ident.span(), text));
            resolved.alive = LiveRange::default();
            continue;
        }
        same_name.push(resolved.alive.clone());
        if kind == "alternative" {
            continue;
        }
        let wire = part.wire_name();
        // Parameters in different locations may share a name.
        let same_wire = wires.entry((part.location, wire.clone())).or_default();
        if same_wire
            .iter()
            .any(|other| overlaps(other, &resolved.alive))
        {
            let span = part
                .wire
                .map_or_else(|| part.ident.span(), syn::LitStr::span);
            let is_integer = matches!(item.body, Body::Enumeration(ValueKind::Integer, _));
            let text = match part.location {
                _ if is_integer => {
                    format!("another variant has the value {wire} too: write another one")
                }
                location => format!(
                    "another {kind} has the wire name \"{wire}\" too: write another one, as in `#[{}(\"name\")]`",
                    location.map_or("wire", Location::as_str)
                ),
            };
            errors.push(Error::new(span, text));
            resolved.alive = LiveRange::default();
            continue;
        }
        same_wire.push(resolved.alive.clone());
    }
}
