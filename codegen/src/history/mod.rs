//! The models of all api-versions of a service, merged: every type, field, variant, parameter and operation carries the
//! range of api-versions it lives in.
//!
//! What continues from one api-version to the next is decided by lineage: the same name, or `x-rust-was`; for an
//! operation the same method and path. A member whose wire name, type and presence stay the same is one member; where one
//! of these changes, the next api-version starts a new member of the same name. The newest description wins.

pub(crate) mod lineage;
mod merge;
mod operation;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostic::Place;
use crate::model::{
    Alternative, Docs, Field, Model, SecurityScheme, Server, TypeDefinition, TypeKind, Union,
    Variant,
};

use self::merge::Merged;
pub use self::{
    merge::{Range, Ranged},
    operation::{DocumentedResponse, OperationHistory},
};

/// Everything a service ever defined, in one piece.
#[derive(Clone, Debug)]
pub struct History {
    /// The service, as its folder names it.
    pub service: String,
    /// The name of its module, where a customization says one.
    pub module: Option<String>,
    /// The title of the newest document.
    pub title: Option<String>,
    /// Where the service is reached, as the newest document says that says anything.
    pub servers: Vec<Server>,
    /// How it knows its callers, by name; the newest document's of each name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The api-versions, oldest first.
    pub api_versions: Vec<String>,
    /// The types, oldest first, a new one after its predecessor in its document.
    pub types: Vec<TypeHistory>,
    /// The operations, in the same order as the types.
    pub operations: Vec<OperationHistory>,
    /// What its types take from elsewhere.
    pub foreign: Foreign,
}

/// What types take from elsewhere, by a [`Customization`](crate::customize::Customization).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The crates whose types stand for dates and decimals.
    pub crates: BTreeSet<&'static str>,
    /// The paths of types that are read and written through serde.
    pub through_serde: BTreeSet<String>,
}

/// A definition and the api-versions it lives in.
#[derive(Clone, Debug)]
pub struct TypeHistory {
    /// Its Rust name.
    pub name: String,
    /// The definition it continues under a new name.
    pub was: Option<String>,
    /// Where it lives.
    pub range: Range,
    /// Its newest description.
    pub docs: Docs,
    /// The attributes that a customization puts on it.
    pub attributes: Vec<String>,
    /// Where the newest document defines it.
    pub place: Place,
    /// Its form.
    pub kind: KindHistory,
}

/// The form of a definition, its parts with their ranges.
#[derive(Clone, Debug)]
pub enum KindHistory {
    /// An object with known members.
    Struct(Vec<Ranged<Field>>),
    /// A text out of a list.
    Enumeration(Vec<Ranged<Variant>>),
    /// One of several types.
    Union(Vec<Ranged<Choice>>),
}

/// An alternative of a union with the conditions that choose it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The alternative.
    pub alternative: Alternative,
    /// Any of these chooses it; each is a list of JSON pointers with the text that must stand there.
    pub when: Vec<Vec<(String, String)>>,
}

impl History {
    /// Merges the models of a service, oldest first.
    #[must_use]
    pub fn merge(service: &str, models: &[Model]) -> Self {
        let definitions = merge::merge(
            models
                .iter()
                .map(|model| model.types.values().collect())
                .collect(),
            |old: &&TypeDefinition, new| {
                old.name == new.name
                    && std::mem::discriminant(&old.kind) == std::mem::discriminant(&new.kind)
            },
            |old, new| continues(&old.name, &new.name, new.was.as_ref()),
        );
        let types = definitions
            .iter()
            .map(|definition| TypeHistory::new(definition, models))
            .collect();
        Self {
            service: service.to_owned(),
            module: None,
            title: models.iter().rev().find_map(|model| model.title.clone()),
            servers: newest(models, |model| &model.servers),
            security_schemes: merge_security_schemes(models),
            api_versions: models
                .iter()
                .map(|model| model.api_version.clone())
                .collect(),
            types,
            operations: operation::merge(models),
            foreign: Foreign::default(),
        }
    }
}

fn newest<T: Clone>(models: &[Model], list: impl Fn(&Model) -> &Vec<T>) -> Vec<T> {
    let newest = models.iter().rev().map(list).find(|list| !list.is_empty());
    newest.cloned().unwrap_or_default()
}

/// An operation that only older api-versions have needs the schemes of these.
fn merge_security_schemes(models: &[Model]) -> IndexMap<String, SecurityScheme> {
    let mut merged = IndexMap::new();
    for (name, scheme) in models
        .iter()
        .rev()
        .flat_map(|model| &model.security_schemes)
    {
        merged.entry(name.clone()).or_insert_with(|| scheme.clone());
    }
    merged
}

impl TypeHistory {
    fn new(definition: &Merged<&TypeDefinition>, models: &[Model]) -> Self {
        let Merged {
            range,
            oldest,
            newest,
        } = *definition;
        let alive: Vec<Option<&TypeKind>> = models
            .iter()
            .enumerate()
            .map(|(version, model)| {
                let here = range
                    .contains(version)
                    .then(|| model.types.get(&newest.name));
                here.flatten().map(|definition| &definition.kind)
            })
            .collect();
        let kind = match &newest.kind {
            TypeKind::Struct(_) => {
                let parts = alive.iter().map(|kind| match kind {
                    Some(TypeKind::Struct(fields)) => fields.iter().collect(),
                    _ => Vec::new(),
                });
                let merged = merge::merge(parts.collect(), is_same_field, |old, new| {
                    continues(&old.name, &new.name, new.was.as_ref())
                });
                KindHistory::Struct(to_ranged(merged, |range, oldest, newest| Field {
                    was: predecessor(oldest.was.as_ref(), range),
                    ..(*newest).clone()
                }))
            }
            TypeKind::Enumeration(_) => {
                let parts = alive.iter().map(|kind| match kind {
                    Some(TypeKind::Enumeration(variants)) => variants.iter().collect(),
                    _ => Vec::new(),
                });
                let merged = merge::merge(parts.collect(), is_same_variant, |old, new| {
                    continues(&old.name, &new.name, new.was.as_ref())
                });
                KindHistory::Enumeration(to_ranged(merged, |range, oldest, newest| Variant {
                    was: predecessor(oldest.was.as_ref(), range),
                    ..(*newest).clone()
                }))
            }
            TypeKind::Union(_) => {
                let parts = alive.iter().map(|kind| match kind {
                    Some(TypeKind::Union(union)) => choices(union),
                    _ => Vec::new(),
                });
                let merged = merge::merge(parts.collect(), is_same_choice, |old, new| {
                    old.alternative.name == new.alternative.name
                });
                KindHistory::Union(to_ranged(merged, |_, _, newest| newest.clone()))
            }
        };
        Self {
            name: newest.name.clone(),
            was: predecessor(oldest.was.as_ref(), range),
            range,
            docs: newest.docs.clone(),
            attributes: Vec::new(),
            place: newest.place.clone(),
            kind,
        }
    }
}

/// The alternatives of a union, each with the conditions that choose it.
fn choices(union: &Union) -> Vec<Choice> {
    let conditions = |index: usize| {
        let cases = union
            .stages
            .iter()
            .flat_map(|stage| stage.cases.iter().map(move |case| (stage, case)));
        cases
            .filter(|(_, case)| case.alternative == index)
            .map(|(stage, case)| {
                stage
                    .pointers
                    .iter()
                    .cloned()
                    .zip(case.values.iter().cloned())
                    .collect()
            })
            .collect()
    };
    let alternatives = union.alternatives.iter().enumerate();
    alternatives
        .map(|(index, alternative)| Choice {
            alternative: alternative.clone(),
            when: conditions(index),
        })
        .collect()
}

/// Whether a part is what another one becomes: under the same name, or under the one that it says it had.
fn continues(old: &str, new: &str, was: Option<&String>) -> bool {
    old == new || was.is_some_and(|was| was == old)
}

/// What a part says that it continues, if there is an api-version before its first one.
fn predecessor(was: Option<&String>, range: Range) -> Option<String> {
    was.filter(|_| range.first > 0).cloned()
}

fn is_same_field(old: &&Field, new: &&Field) -> bool {
    old.name == new.name && old.wire == new.wire && old.ty == new.ty && old.required == new.required
}

fn is_same_variant(old: &&Variant, new: &&Variant) -> bool {
    old.name == new.name && old.wire == new.wire
}

fn is_same_choice(old: &Choice, new: &Choice) -> bool {
    let (was, is) = (&old.alternative, &new.alternative);
    was.name == is.name && was.ty == is.ty && old.when == new.when
}

/// The merged parts, each made of its oldest and its newest form.
fn to_ranged<T, U>(merged: Vec<Merged<T>>, part: impl Fn(Range, &T, &T) -> U) -> Vec<Ranged<U>> {
    let own = |merged: Merged<T>| Ranged {
        range: merged.range,
        value: part(merged.range, &merged.oldest, &merged.newest),
    };
    merged.into_iter().map(own).collect()
}
