//! The order of the arguments of `new`, in which callers pass values.
//!
//! `new` takes what is required in the order of the document; in a history, of its oldest api-version. Another order
//! swaps the values of callers, and the compiler tells only where the types differ.

use std::collections::{BTreeMap, HashMap};

use billing_macros_expand::definitions::{Body, Definitions, Initial, Versions};
use syn::{LitStr, Type, ext::IdentExt as _};

use super::{
    Check,
    comparison::{Comparison, Site},
    tokens::{self, text},
    words,
};
use crate::model::{Field, Parameter, Presence};

/// An argument of `new`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    name: String,
    ty: String,
    /// A name that is the same in both states.
    key: String,
}

impl Argument {
    /// Returns the arguments among the members of a new document; `keys` has those of the old one by their wire names.
    pub(super) fn of_fields(fields: &[Field], keys: &HashMap<&str, &str>) -> Vec<Self> {
        let is_argument =
            |field: &&Field| matches!(field.presence, Presence::Required | Presence::Requested);
        let arguments = fields.iter().filter(is_argument);
        arguments
            .map(|field| Self {
                name: field.name.clone(),
                ty: words::rust_type(&field.ty),
                key: keys
                    .get(field.wire.as_str())
                    .unwrap_or(&&*field.wire)
                    .to_string(),
            })
            .collect()
    }

    /// Returns the arguments among parameters.
    pub(super) fn of_parameters(
        parameters: &[Parameter],
        keys: &HashMap<(String, &str), String>,
    ) -> Vec<Self> {
        let arguments = parameters.iter().filter(|parameter| parameter.required);
        arguments
            .map(|parameter| {
                let own = (format!("{:?}", parameter.location), parameter.wire.as_str());
                Self {
                    name: parameter.name.clone(),
                    ty: words::rust_type(&parameter.ty),
                    key: keys
                        .get(&own)
                        .cloned()
                        .unwrap_or_else(|| format!("{} {}", own.0, own.1)),
                }
            })
            .collect()
    }
}

/// Describes another order of the arguments that both have; none where the order is the same.
pub(super) fn reordered(name: &str, old: &[Argument], new: &[Argument]) -> Option<String> {
    let before: HashMap<&str, usize> = old
        .iter()
        .enumerate()
        .map(|(index, argument)| (argument.key.as_str(), index))
        .collect();
    let positions = new.iter().map(|argument| before.get(argument.key.as_str()));
    if positions.flatten().is_sorted() {
        return None;
    }
    let types = |arguments: &[Argument]| -> Vec<String> {
        arguments
            .iter()
            .map(|argument| argument.ty.clone())
            .collect()
    };
    let listed = |arguments: &[Argument]| {
        let names = arguments.iter().map(|argument| argument.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let notices = match types(old) == types(new) {
        true => "the compiler does not notice",
        false => "the compiler notices, because the types differ",
    };
    let (was, is) = (listed(old), listed(new));
    Some(format!(
        "`{name}::new` takes `{is}`; it took `{was}`; {notices}"
    ))
}

impl Comparison<'_> {
    /// Reports another order of arguments.
    pub(super) fn arguments(
        &mut self,
        site: &Site,
        name: &str,
        (old, new): (&[Argument], &[Argument]),
    ) {
        if let Some(rust) = reordered(name, old, new) {
            let what = "the same in another order";
            self.report_in_rust(Check::ArgumentsReordered, site, what, rust);
        }
    }
}

/// The arguments of all constructors of a history, each with its api-versions.
pub(super) struct Constructors {
    versions: Vec<String>,
    arguments: BTreeMap<String, Vec<(usize, usize, Argument)>>,
}

impl Constructors {
    pub(super) fn new(definitions: &Definitions) -> Self {
        let versions: Vec<String> = definitions.versions.iter().map(LitStr::value).collect();
        let index: HashMap<&str, usize> = versions
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), index))
            .collect();
        let range = |versions: Option<&Versions>, whole: (usize, usize)| {
            tokens::range(versions, whole, &index)
        };
        let mut arguments: BTreeMap<String, Vec<(usize, usize, Argument)>> = BTreeMap::new();
        for item in &definitions.items {
            let whole = range(item.versions.as_ref(), (0, versions.len()));
            let all = arguments.entry(item.ident.unraw().to_string()).or_default();
            let mut add = |ident: &syn::Ident, ty: &Type, versions, is_asked: bool| {
                let ty = text(ty);
                if is_asked || !ty.starts_with("Option<") {
                    let (first, end) = range(versions, whole);
                    let name = ident.unraw().to_string();
                    let argument = Argument {
                        key: name.clone(),
                        name,
                        ty,
                    };
                    all.push((first, end, argument));
                }
            };
            match &item.body {
                Body::Struct(fields) => {
                    for field in fields {
                        let is_asked = matches!(field.initial, Initial::Argument);
                        add(&field.ident, &field.ty, field.versions.as_ref(), is_asked);
                    }
                }
                Body::Operation(operation) => {
                    for one in &operation.parameters {
                        add(&one.ident, &one.ty, one.versions.as_ref(), false);
                    }
                }
                Body::Enumeration(..) | Body::Union(_) | Body::Alias(_) => {}
            }
        }
        Self {
            versions,
            arguments,
        }
    }

    /// Returns the arguments of a constructor in an api-version.
    fn of(&self, name: &str, version: usize) -> Vec<Argument> {
        let all = self.arguments.get(name).into_iter().flatten();
        all.filter(|(first, end, _)| (*first..*end).contains(&version))
            .map(|(_, _, argument)| argument.clone())
            .collect()
    }

    /// Returns the constructors that take arguments in another order, with a description and the api-versions.
    pub(super) fn reordered(&self, new: &Self) -> Vec<(String, String, Vec<String>)> {
        let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        let after: HashMap<&str, usize> = new
            .versions
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), index))
            .collect();
        let shared: Vec<(usize, usize, &String)> = self
            .versions
            .iter()
            .enumerate()
            .filter_map(|(index, name)| Some((index, *after.get(name.as_str())?, name)))
            .collect();
        for name in self.arguments.keys() {
            for (was, is, version) in &shared {
                if let Some(what) = reordered(name, &self.of(name, *was), &new.of(name, *is)) {
                    let versions = found.entry((name.clone(), what)).or_default();
                    versions.push((*version).clone());
                }
            }
        }
        found
            .into_iter()
            .map(|((name, what), versions)| (name, what, versions))
            .collect()
    }
}
