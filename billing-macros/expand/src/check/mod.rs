//! Whether definitions fit together, and what their ranges and names refer to.

mod conversion;
mod duplicates;
mod lineage;
mod operation;
mod range;
mod reference;
mod service;
mod union;
mod version;

use std::collections::HashMap;

use quote::ToTokens;
use syn::Error;
use syn::ext::IdentExt;

use crate::checked::{Alive, Checked, Group, Resolved, ResolvedPart};
use crate::definitions::{Body, Definitions};

/// Checks definitions; each error points at the offending token and says what to write.
///
/// What is returned can always be expanded, whatever was wrong.
#[must_use]
pub fn check(mut definitions: Definitions) -> (Checked, Vec<Error>) {
    let mut errors = Vec::new();
    let known = version::Known::new(&mut definitions.versions, &mut errors);
    let mut groups: Vec<Group> = Vec::new();
    let mut names = HashMap::new();
    let mut items = Vec::with_capacity(definitions.items.len());
    for (index, item) in definitions.items.iter().enumerate() {
        let name = item.ident.unraw().to_string();
        let group = *names.entry(name).or_insert_with(|| {
            groups.push(Group {
                items: Vec::new(),
                at: vec![None; known.len()],
            });
            groups.len() - 1
        });
        let alive = known.resolve(
            item.versions.as_ref(),
            &known.all(),
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
                alive: known.resolve(part.versions, &alive, &parent, &mut errors),
                ty: part.ty.to_token_stream(),
                references: Vec::new(),
            })
            .collect();
        for note in &item.notes {
            known.find(&note.version, &mut errors);
        }
        items.push(Resolved {
            group,
            alive,
            references: Vec::new(),
            parts,
        });
    }
    let mut checked = Checked {
        versions: known.into_names(),
        definitions,
        items,
        groups,
        names,
    };
    duplicates::check(&mut checked, &mut errors);
    checked.runtime(&mut errors);
    operation::check(&checked, &mut errors);
    service::check(&checked.definitions, &mut errors);
    union::check(&checked, &mut errors);
    checked.index();
    reference::check(&mut checked, &mut errors);
    operation::paging(&checked, &mut errors);
    lineage::check(&checked, &mut errors);
    conversion::check(&checked, &mut errors);
    (checked, errors)
}

impl Checked {
    /// What only makes sense with or without a runtime.
    fn runtime(&mut self, errors: &mut Vec<Error>) {
        let runtime = self.definitions.runtime.is_some();
        for (item, resolved) in self.definitions.items.iter().zip(&mut self.items) {
            if !runtime {
                if let Body::Operation(operation) = &item.body {
                    errors.push(Error::new(
                        operation.method.span(),
                        "an operation needs a runtime: write `#[versioned(..., runtime = crate::runtime)]`",
                    ));
                    resolved.alive = Alive::default();
                }
                continue;
            }
            let (reserved, what) = match item.body {
                Body::Struct(_) => ("kept", "unknown fields"),
                Body::Enumeration(_) | Body::Union(_) => ("UnknownValue", "unknown values"),
                Body::Operation(_) => continue,
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
                    resolved.alive = Alive::default();
                }
            }
        }
    }

    /// Notes which item a name means at each api-version.
    fn index(&mut self) {
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
