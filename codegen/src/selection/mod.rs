//! Selection of api-versions and operations, with the types that these reach.
//!
//! In a pattern, `*` matches any text: `Transactions_*`. A pattern that matches nothing is an error. Documents are read as a
//! whole, so that names do not depend on the selection, but problems are reported for the selected parts only.

mod focus;
mod lineage;

use std::collections::BTreeSet;

pub(crate) use self::focus::Focus;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{LeftOut, Model, Operation, keep_reached},
    pattern::matches,
    words::nearest,
};

/// Patterns for api-versions and operations. No patterns select everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Patterns for the names of api-versions.
    pub api_versions: Vec<String>,
    /// Patterns for operationIds, or for the Rust names of requests.
    pub operations: Vec<String>,
}

/// The names in documents, which show the patterns that match nothing.
#[derive(Debug, Default)]
pub(crate) struct Offer {
    api_versions: BTreeSet<String>,
    operations: BTreeSet<String>,
    /// The Rust names of the operations.
    requests: BTreeSet<String>,
}

impl Selection {
    /// Returns this selection, with the patterns of another one where it has none.
    #[must_use]
    pub(crate) fn or(&self, other: &Self) -> Self {
        let either = |own: &[String], other: &[String]| match own {
            [] => other.to_vec(),
            own => own.to_vec(),
        };
        Self {
            api_versions: either(&self.api_versions, &other.api_versions),
            operations: either(&self.operations, &other.operations),
        }
    }

    /// Returns whether an api-version is selected.
    #[must_use]
    pub fn has_api_version(&self, name: &str) -> bool {
        self.api_versions.is_empty() || any(&self.api_versions, name)
    }

    /// Returns whether an operation is selected.
    #[must_use]
    pub fn has_operation(&self, operation: &Operation) -> bool {
        self.operations.is_empty()
            || any(&self.operations, &operation.id)
            || any(&self.operations, &operation.name)
    }

    /// Returns whether an operation that is left out would be selected.
    pub(crate) fn has_left_out(&self, operation: &LeftOut) -> bool {
        self.operations.is_empty() || any(&self.operations, &operation.id)
    }

    /// Returns the indices of the api-versions that have to be read: from the first to the last selected one, since renames
    /// lead through those between.
    pub(crate) fn needed(&self, api_versions: &[&str]) -> std::ops::Range<usize> {
        let selected = |name: &&&str| self.has_api_version(name);
        let first = api_versions.iter().position(|name| selected(&name));
        let last = api_versions.iter().rposition(|name| selected(&name));
        match (first, last) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// Reduces the models of a service, oldest first, to the selection.
    #[must_use]
    pub fn of(&self, models: Vec<Model>) -> Vec<Model> {
        if *self == Self::default() {
            return models;
        }
        let mut selected =
            lineage::without(models, |model| !self.has_api_version(&model.api_version));
        if !self.operations.is_empty() {
            for model in &mut selected {
                model.operations.retain(|one| self.has_operation(one));
                keep_reached(model);
            }
        }
        lineage::forget_missing(&mut selected);
        selected
    }

    /// Reports the patterns that match no api-version.
    pub(crate) fn check_api_versions(&self, offer: &Offer, diagnostics: &mut Diagnostics) {
        check(
            "api-version",
            &self.api_versions,
            &offer.api_versions,
            diagnostics,
        );
    }

    /// Reports the patterns that match no operation of the selected api-versions.
    pub(crate) fn check_operations(&self, offer: &Offer, diagnostics: &mut Diagnostics) {
        let mut names = offer.operations.clone();
        for pattern in &self.operations {
            if offer.requests.iter().any(|name| matches(pattern, name)) {
                names.insert(pattern.clone());
            }
        }
        check("operation", &self.operations, &names, diagnostics);
    }
}

pub(crate) fn check(
    kind: &str,
    patterns: &[String],
    names: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) {
    for pattern in patterns {
        if names.iter().any(|name| matches(pattern, name)) {
            continue;
        }
        let message = match pattern.contains('*') {
            true => format!("no {kind} has a name like `{pattern}`"),
            false => format!("no {kind} is called `{pattern}`"),
        };
        diagnostics
            .push(Diagnostic::new(Code::NothingSelected, message).help(advice(pattern, names)));
    }
}

impl Offer {
    /// Adds the api-version of a document.
    pub(crate) fn api_version(&mut self, name: &str) {
        self.api_versions.insert(name.to_owned());
    }

    /// Adds the names of another offer.
    #[cfg(feature = "checks")]
    pub(crate) fn extend(&mut self, other: Self) {
        self.api_versions.extend(other.api_versions);
        self.operations.extend(other.operations);
        self.requests.extend(other.requests);
    }

    /// Adds the operations of a document.
    pub(crate) fn operations(&mut self, model: &Model) {
        for operation in &model.operations {
            self.operations.insert(operation.id.clone());
            self.requests.insert(operation.name.clone());
        }
    }
}

/// Suggests the most similar name, or lists some of the names.
fn advice(pattern: &str, names: &BTreeSet<String>) -> String {
    const SHOWN: usize = 8;
    // The word before a `*` may be misspelt.
    let word = pattern.trim_matches('*');
    let heads = names.iter().map(|name| match pattern.contains('*') {
        true => name.split_inclusive('_').next().unwrap_or(name),
        false => name,
    });
    if let Some(nearest) = nearest(word, heads) {
        let star = if pattern.ends_with('*') { "*" } else { "" };
        return format!("did you mean `{nearest}{star}`?");
    }
    let mut shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    if names.len() > SHOWN {
        shown.push("...");
    }
    match shown.as_slice() {
        [] => "there is none".to_owned(),
        shown => format!("there is: {}", shown.join(", ")),
    }
}

fn any(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern, name))
}
