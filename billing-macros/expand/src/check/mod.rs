//! Checks definitions for contradictions and resolves their ranges and names.

mod aliases;
mod conversion;
mod lineage;
mod names;
mod operation;
mod range;
mod references;
mod service;
mod version;

use std::collections::HashMap;

use quote::ToTokens;
use syn::Error;
use syn::ext::IdentExt;

use crate::checked::{Checked, Group, LiveRange, Resolved, ResolvedPart};
use crate::definitions::{Body, Definitions, DocVersions};

/// Checks definitions. Each error points at the offending token and says what to write.
///
/// The result can always be expanded, whatever the errors.
#[must_use]
pub fn check(mut definitions: Definitions) -> (Checked, Vec<Error>) {
    let mut errors = Vec::new();
    let mut known = version::VersionIndex::new(&mut definitions, &mut errors);
    if definitions.unversioned {
        known.leave_newest(&mut definitions.versions, &mut errors);
        if let Some(features) = definitions.features.take() {
            let text = "`unversioned` definitions have no api-versions to choose from: remove `features`, or `unversioned`";
            errors.push(Error::new(features.span(), text));
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let (mut types, mut operations) = (HashMap::new(), HashMap::new());
    let mut items = Vec::with_capacity(definitions.items.len());
    for (index, item) in definitions.items.iter().enumerate() {
        let name = item.ident.unraw().to_string();
        let is_operation = matches!(item.body, Body::Operation(_));
        let names = match is_operation {
            true => &mut operations,
            false => &mut types,
        };
        let group = *names.entry(name).or_insert_with(|| {
            groups.push(Group {
                is_operation,
                items: Vec::new(),
                at: vec![None; known.len()],
            });
            groups.len() - 1
        });
        let alive = known.resolve(
            item.versions.as_ref().map(|versions| &versions.range),
            &known.full_range(),
            "the history",
            &mut errors,
        );
        if let Some(group) = groups.get_mut(group) {
            group.items.push(index);
        }
        let parts = item.body.parts();
        let parent = format!("its {}", item.body.kind());
        let parts = parts
            .iter()
            .map(|part| ResolvedPart {
                alive: known.resolve(
                    part.versions.map(|versions| &versions.range),
                    &alive,
                    &parent,
                    &mut errors,
                ),
                ty: part.ty.to_token_stream(),
                declared: None,
                references: Vec::new(),
            })
            .collect();
        let version_docs = item
            .version_docs
            .iter()
            .map(|note| match &note.versions {
                DocVersions::One(version) => known
                    .find_index(version, &mut errors)
                    .map_or_else(LiveRange::default, |index| index..index + 1),
                DocVersions::Range(range) => {
                    known.resolve(Some(range), &alive, &parent, &mut errors)
                }
            })
            .collect();
        items.push(Resolved {
            group,
            alive,
            version_docs,
            references: Vec::new(),
            parts,
        });
    }
    let mut checked = Checked {
        versions: known.into_names(),
        definitions,
        items,
        groups,
        types,
        operations,
    };
    names::check(&mut checked, &mut errors);
    checked.check_runtime(&mut errors);
    aliases::expand(&mut checked, &mut errors);
    operation::check(&checked, &mut errors);
    service::check(&checked.definitions, &mut errors);
    checked.index_names();
    references::check(&mut checked, &mut errors);
    operation::check_paging(&checked, &mut errors);
    lineage::check(&checked, &mut errors);
    conversion::check(&checked, &mut errors);
    (checked, errors)
}

impl Checked {
    /// Reports operations without a runtime, and names that the runtime reserves.
    fn check_runtime(&mut self, errors: &mut Vec<Error>) {
        let runtime = self.definitions.runtime.is_some();
        for (item, resolved) in self.definitions.items.iter().zip(&mut self.items) {
            if !runtime {
                if let Body::Operation(operation) = &item.body {
                    errors.push(Error::new(
                        operation.method.span(),
                        "an operation needs a runtime: write `#[versioned(..., runtime = crate::runtime)]`",
                    ));
                    resolved.alive = LiveRange::default();
                }
                continue;
            }
            let (reserved, what) = match item.body {
                Body::Struct(_) => ("kept", "unknown fields"),
                Body::Enumeration(..) | Body::Union(_) => ("UnknownValue", "unknown values"),
                Body::Alias(_) | Body::Operation(_) => continue,
            };
            for (part, resolved) in item.body.parts().iter().zip(&mut resolved.parts) {
                if part.ident == reserved {
                    let kind = item.body.part_kind();
                    let text = format!(
                        "the {kind} `{reserved}` is reserved for {what} where there is a runtime: write another name{}",
                        if kind == "field" {
                            ", such as `kept_`"
                        } else {
                            ""
                        },
                    );
                    errors.push(Error::new(part.ident.span(), text));
                    resolved.alive = LiveRange::default();
                }
            }
        }
    }

    /// Indexes the items of each name by api-version.
    fn index_names(&mut self) {
        for (index, item) in self.items.iter().enumerate() {
            let Some(group) = self.groups.get_mut(item.group) else {
                continue;
            };
            for at in group.at.get_mut(item.alive.clone()).into_iter().flatten() {
                *at = Some(index);
            }
        }
    }
}
