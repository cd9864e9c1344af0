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

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;
use syn::ext::IdentExt;

pub(crate) use range::Alive;

use crate::definitions::{Body, Definitions};

/// Definitions that fit together: what did not is left out or cut to the range where it does.
#[derive(Clone)]
pub struct Checked {
    pub(crate) definitions: Definitions,
    /// Oldest first; the other numbers here are indices into this.
    pub(crate) versions: Vec<String>,
    /// For each of the definitions' items, in their order.
    pub(crate) items: Vec<Resolved>,
    /// The items of each name, in the order in which the names first appear.
    pub(crate) groups: Vec<Group>,
    /// Where a name stands in `groups`.
    pub(crate) names: HashMap<String, usize>,
}

/// All definitions of one name.
#[derive(Clone)]
pub(crate) struct Group {
    /// In the order of the definitions.
    pub(crate) items: Vec<usize>,
    /// The one of each api-version.
    pub(crate) at: Vec<Option<usize>>,
}

/// What is known of a definition.
#[derive(Clone)]
pub(crate) struct Resolved {
    pub(crate) group: usize,
    /// Empty: it is left out.
    pub(crate) alive: Alive,
    /// Names of an operation's own types (its responses and error).
    pub(crate) references: Vec<usize>,
    /// For each part, in order.
    pub(crate) parts: Vec<ResolvedPart>,
}

/// What is known of a part of a definition.
#[derive(Clone)]
pub(crate) struct ResolvedPart {
    /// Empty: it is left out.
    pub(crate) alive: Alive,
    /// Its type, as it is written.
    pub(crate) ty: TokenStream,
    /// The groups that its type names.
    pub(crate) references: Vec<usize>,
}

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
                Body::Struct(_) => ("kept", "holds what has no typed place"),
                Body::Enumeration(_) | Body::Union(_) => {
                    ("UnknownValue", "holds what the list does not foresee")
                }
                Body::Operation(_) => continue,
            };
            for (part, resolved) in item.body.parts().iter().zip(&mut resolved.parts) {
                if part.ident == reserved {
                    let kind = item.body.part_kind();
                    let text = format!(
                        "with a runtime each {} has a {kind} `{reserved}` that {what}: write another name{}",
                        item.body.kind(),
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

    /// The group that a name of a type means.
    pub(crate) fn group(&self, name: &syn::Ident) -> Option<usize> {
        self.names.get(&name.unraw().to_string()).copied()
    }
}
