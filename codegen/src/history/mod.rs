//! The models of all api-versions of a service, merged: every type, field, variant, parameter and operation has a range of
//! api-versions.
//!
//! Lineage determines what continues from one api-version to the next: the same name, or `x-rust-was`; for an operation,
//! the same method and path. A property continues while its wire name, its type and its presence stay the
//! same; a change of these starts a new property with the same name. The newest description wins.

pub(crate) mod lineage;
mod merge;
mod operation;

use std::collections::{BTreeMap, BTreeSet};

use billing_macros_expand::{version::newest_stable, version_module_name};
use indexmap::IndexMap;

use crate::diagnostic::Place;
use crate::model::{
    Alias, Alternative, Docs, Field, Model, Presence, SecurityScheme, Server, Type, TypeDefinition,
    TypeKind, Union, ValueKind, Variant,
};

use self::merge::{Identity, Merged};
pub use self::{
    merge::{Range, Ranged},
    operation::{DocumentedResponse, OperationHistory},
};

/// All types and operations of a service, merged over its api-versions.
#[derive(Clone, Debug)]
pub struct History {
    /// Name of the service.
    pub service: String,
    /// Name of the module, if a customization gives one.
    pub module: Option<String>,
    /// Title of the newest document that has one.
    pub title: Option<String>,
    /// Servers of the newest document that declares any.
    pub servers: Vec<Server>,
    /// Headers with the id that a client gives to a request.
    pub request_id_headers: Vec<String>,
    /// Security schemes by name; of equal names the newest document's.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// Api-versions, oldest first.
    pub api_versions: Vec<String>,
    /// Modules of api-versions that a customization names, by api-version.
    pub version_modules: BTreeMap<String, String>,
    /// Newest stable api-version, or the newest one if all are previews. It is none of those here if it was not selected.
    pub latest: Option<String>,
    /// True if this is one document that is named as such: its types need no module for its api-version.
    pub is_unversioned: bool,
    /// Types, oldest first; a new one follows its predecessor in its document.
    pub types: Vec<TypeHistory>,
    /// Other names of types, ordered like the types.
    pub aliases: Vec<AliasHistory>,
    /// Operations, ordered like the types.
    pub operations: Vec<OperationHistory>,
    /// External crates and types used by the types.
    pub foreign: Foreign,
}

/// External crates and types that a [`Customization`](crate::customize::Customization) uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// Crates whose types replace dates and decimals.
    pub crates: BTreeSet<&'static str>,
    /// Paths of types that are read and written through serde.
    pub through_serde: BTreeSet<String>,
}

/// A type with its range of api-versions.
#[derive(Clone, Debug)]
pub struct TypeHistory {
    /// Rust name.
    pub name: String,
    /// Rust name before the range, if it changed.
    pub was: Option<String>,
    /// Range of api-versions.
    pub range: Range,
    /// Newest description.
    pub docs: Docs,
    /// Attributes added by a customization.
    pub attributes: Vec<String>,
    /// Location in the newest document.
    pub place: Place,
    /// Kind of type.
    pub kind: KindHistory,
}

/// Another name of a type, with the range of api-versions in which it means that.
#[derive(Clone, Debug)]
pub struct AliasHistory {
    /// Rust name.
    pub name: String,
    /// Range of api-versions.
    pub range: Range,
    /// Newest description.
    pub docs: Docs,
    /// Location in the newest document.
    pub place: Place,
    /// Type that it means.
    pub ty: Type,
    /// The same type, if it names aliases in all of these api-versions.
    pub declared: Option<Box<Type>>,
}

/// Kind of a type, with the ranges of its parts.
#[derive(Clone, Debug)]
pub enum KindHistory {
    /// An object with declared properties.
    Struct(Vec<Ranged<Field>>),
    /// A string or an integer from a list of values.
    Enumeration(ValueKind, Vec<Ranged<Variant>>),
    /// One of several types.
    Union(Vec<Ranged<Choice>>),
}

/// An alternative of a union, with the conditions that select it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Alternative.
    pub alternative: Alternative,
    /// Rules, any one of which selects it.
    pub when: Vec<Rule>,
}

/// A rule that selects an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// JSON pointers and the string that each must lead to.
    pub conditions: Vec<(String, String)>,
    /// True if a value that lacks the strings may be the alternative too.
    pub is_optional: bool,
}

impl History {
    /// Returns the position of the newest stable api-version; none if it was not selected.
    #[must_use]
    pub fn latest(&self) -> Option<usize> {
        let latest = self.latest.as_ref()?;
        self.api_versions.iter().position(|one| one == latest)
    }

    /// Returns the name of the module of an api-version.
    #[must_use]
    pub fn version_module(&self, api_version: &str) -> String {
        let own = self.version_modules.get(api_version);
        own.map_or_else(|| version_module_name(api_version), String::clone)
    }

    /// Merges the models of a service, oldest first.
    #[must_use]
    pub fn merge(service: &str, models: &[Model]) -> Self {
        let definitions = merge::merge(
            models
                .iter()
                .map(|model| model.types.values().collect())
                .collect(),
            |old: &TypeDefinition, new: &TypeDefinition| {
                old.name == new.name && old.kind.is_same_kind(&new.kind)
            },
            |_, _| true,
            |ty| identity(&ty.name, ty.was.as_ref()),
        );
        let types = definitions
            .iter()
            .map(|definition| TypeHistory::new(definition, models))
            .collect();
        let api_versions: Vec<String> = models
            .iter()
            .map(|model| model.api_version.clone())
            .collect();
        let latest = newest_stable(&api_versions).and_then(|latest| api_versions.get(latest));
        Self {
            service: service.to_owned(),
            module: None,
            version_modules: BTreeMap::new(),
            latest: latest.cloned(),
            is_unversioned: false,
            title: models.iter().rev().find_map(|model| model.title.clone()),
            servers: newest(models, |model| &model.servers),
            request_id_headers: newest(models, |model| &model.request_id_headers),
            security_schemes: merge_security_schemes(models),
            api_versions,
            types,
            aliases: merge_aliases(models),
            operations: operation::merge(models),
            foreign: Foreign::default(),
        }
    }
}

fn newest<T: Clone>(models: &[Model], list: impl Fn(&Model) -> &Vec<T>) -> Vec<T> {
    let newest = models.iter().rev().map(list).find(|list| !list.is_empty());
    newest.cloned().unwrap_or_default()
}

fn merge_aliases(models: &[Model]) -> Vec<AliasHistory> {
    let lists = models.iter().map(|model| model.aliases.values().collect());
    let merged = merge::merge(
        lists.collect(),
        |old: &Alias, new: &Alias| old.name == new.name && old.ty == new.ty,
        |old, new| old.declared == new.declared,
        |alias| identity(&alias.name, None),
    );
    let history = |merged: Merged<&Alias>| AliasHistory {
        name: merged.newest.name.clone(),
        range: merged.range,
        docs: merged.newest.docs.clone(),
        place: merged.newest.place.clone(),
        ty: merged.newest.ty.clone(),
        declared: merged.newest.declared.clone().filter(|_| merged.is_alike),
    };
    merged.into_iter().map(history).collect()
}

/// Merges security schemes; removed operations still need those of older api-versions.
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
            ..
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
                let merged = merge::merge(
                    parts.collect(),
                    is_same_field,
                    |old, new| old.declared == new.declared,
                    |field: &Field| identity(&field.name, field.was.as_ref()),
                );
                let mut fields = to_ranged(merged, |part: &Merged<&Field>| Field {
                    was: predecessor(part.oldest.was.as_ref(), part.range),
                    declared: part.newest.declared.clone().filter(|_| part.is_alike),
                    ..part.newest.clone()
                });
                // Members that only some api-versions type are kept in all of them.
                fields.retain(|field| {
                    field.value.presence != Presence::Others || field.range == range
                });
                KindHistory::Struct(fields)
            }
            TypeKind::Enumeration(values, _) => {
                let parts = alive.iter().map(|kind| match kind {
                    Some(TypeKind::Enumeration(_, variants)) => variants.iter().collect(),
                    _ => Vec::new(),
                });
                let merged = merge::merge(
                    parts.collect(),
                    is_same_variant,
                    |_, _| true,
                    |variant: &Variant| identity(&variant.name, variant.was.as_ref()),
                );
                let variants = to_ranged(merged, |part: &Merged<&Variant>| Variant {
                    was: predecessor(part.oldest.was.as_ref(), part.range),
                    ..part.newest.clone()
                });
                KindHistory::Enumeration(*values, variants)
            }
            TypeKind::Union(_) => {
                let parts = alive.iter().map(|kind| match kind {
                    Some(TypeKind::Union(union)) => choices(union),
                    _ => Vec::new(),
                });
                let parts: Vec<Vec<Choice>> = parts.collect();
                let lists = parts.iter().map(|choices| choices.iter().collect());
                let merged = merge::merge(
                    lists.collect(),
                    is_same_choice,
                    |old, new| old.alternative.declared == new.alternative.declared,
                    |choice: &Choice| identity(&choice.alternative.name, None),
                );
                KindHistory::Union(to_ranged(merged, |part: &Merged<&Choice>| {
                    let mut choice = part.newest.clone();
                    choice.alternative.declared.take_if(|_| !part.is_alike);
                    choice
                }))
            }
        };
        Self {
            name: newest.name.clone(),
            was: predecessor(oldest.was.as_ref(), range)
                .filter(|was| !is_alias_before(models, range, was)),
            range,
            docs: newest.docs.clone(),
            attributes: Vec::new(),
            place: newest.place.clone(),
            kind,
        }
    }
}

/// Returns the alternatives of a union, each with the conditions that select it.
fn choices(union: &Union) -> Vec<Choice> {
    let mut choices: Vec<Choice> = union
        .alternatives
        .iter()
        .map(|alternative| Choice {
            alternative: alternative.clone(),
            when: Vec::new(),
        })
        .collect();
    for stage in &union.stages {
        for case in &stage.cases {
            if let Some(choice) = choices.get_mut(case.alternative) {
                let values = case.values.iter().cloned();
                choice.when.push(Rule {
                    conditions: stage.pointers.iter().cloned().zip(values).collect(),
                    is_optional: stage.is_optional,
                });
            }
        }
    }
    choices
}

/// Returns the identity of a part that continues another one under the same name, or under the name in its `was`.
fn identity<'m>(name: &'m str, was: Option<&'m String>) -> Identity<'m> {
    Identity {
        name,
        was: was.map(String::as_str),
        route: None,
    }
}

/// Returns `was` of a part, unless its range starts with the first api-version.
fn predecessor(was: Option<&String>, range: Range) -> Option<String> {
    was.filter(|_| range.first > 0).cloned()
}

/// Returns whether the newest type or alias of a name before a range is an alias. Nothing converts from an alias.
fn is_alias_before(models: &[Model], range: Range, name: &str) -> bool {
    let mut earlier = models.iter().take(range.first).rev();
    let before = earlier.find_map(|model| {
        let is_alias = model.aliases.contains_key(name);
        (is_alias || model.types.contains_key(name)).then_some(is_alias)
    });
    before == Some(true)
}

fn is_same_field(old: &Field, new: &Field) -> bool {
    old.name == new.name && old.wire == new.wire && old.ty == new.ty && old.presence == new.presence
}

fn is_same_variant(old: &Variant, new: &Variant) -> bool {
    old.name == new.name && old.wire == new.wire
}

fn is_same_choice(old: &Choice, new: &Choice) -> bool {
    let (was, is) = (&old.alternative, &new.alternative);
    was.name == is.name && was.ty == is.ty && was.is_closed == is.is_closed && old.when == new.when
}

/// Builds ranged parts, each from its oldest and its newest version.
fn to_ranged<T, U>(merged: Vec<Merged<T>>, part: impl Fn(&Merged<T>) -> U) -> Vec<Ranged<U>> {
    let own = |merged: Merged<T>| Ranged {
        range: merged.range,
        value: part(&merged),
    };
    merged.into_iter().map(own).collect()
}
