//! Checks the list of api-versions and resolves ranges.

use std::cmp::Ordering;
use std::collections::HashMap;

use syn::{Error, LitStr};

use crate::checked::LiveRange;
use crate::definitions::{Definitions, Range};
use crate::nearest;
use crate::version::{compare, is_reserved_module as is_reserved};

/// The listed api-versions, by name.
pub(super) struct VersionIndex {
    names: Vec<String>,
    index: HashMap<String, usize>,
}

impl VersionIndex {
    /// Builds the index and removes duplicates from the list.
    pub(super) fn new(definitions: &mut Definitions, errors: &mut Vec<Error>) -> Self {
        let mut versions = std::mem::take(&mut definitions.versions);
        let mut known = Self {
            names: Vec::with_capacity(versions.len()),
            index: HashMap::new(),
        };
        let mut modules: HashMap<String, String> = HashMap::new();
        versions.retain(|literal| {
            let name = literal.value();
            if name.is_empty() {
                errors.push(Error::new(literal.span(), "the name of an api-version is empty: write one such as \"2024-04-01\""));
                return false;
            }
            if known.index.contains_key(&name) {
                errors.push(Error::new(literal.span(), format!("duplicate api-version {name}: write it once")));
                return false;
            }
            let module = definitions.version_module(&name);
            if let Some(own) = definitions.modules.get(&name).filter(|_| is_reserved(&module)) {
                let text = format!("the module `{module}` is another one of the expansion: write another name");
                errors.push(Error::new(own.span(), text));
                definitions.modules.remove(&name);
            }
            if let Some(other) = modules.insert(module.clone(), name.clone()) {
                let text = format!("the modules of api-versions {other} and {name} would both be named `{module}`: rename one");
                errors.push(Error::new(literal.span(), text));
                modules.insert(module, other);
                return false;
            }
            if let Some(last) = known.names.last()
                && compare(last, &name) == Some(Ordering::Greater)
            {
                let text = format!("api-version {name} is older than {last}: write it before {last}");
                errors.push(Error::new(literal.span(), text));
            }
            known.index.insert(name.clone(), known.names.len());
            known.names.push(name);
            true
        });
        definitions.versions = versions;
        known
    }

    /// Leaves one api-version of a document that has no module for it, and reports the others.
    pub(super) fn leave_newest(&mut self, versions: &mut Vec<LitStr>, errors: &mut Vec<Error>) {
        let Some(newest) = versions.pop() else { return };
        for other in versions.drain(..) {
            let text =
                "`unversioned` definitions have one api-version: remove this one, or `unversioned`";
            errors.push(Error::new(other.span(), text));
        }
        let name = newest.value();
        self.index = HashMap::from([(name.clone(), 0)]);
        self.names = vec![name];
        versions.push(newest);
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn full_range(&self) -> LiveRange {
        0..self.names.len()
    }

    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }

    /// Returns the index of an api-version.
    pub(super) fn find_index(&self, version: &LitStr, errors: &mut Vec<Error>) -> Option<usize> {
        let name = version.value();
        let found = self.index.get(&name).copied();
        // An empty list has an error of its own.
        if found.is_none() && !self.names.is_empty() {
            let nearest = nearest::nearest(&name, self.names.iter().map(String::as_str));
            let nearest = nearest.map_or_else(String::new, |known| {
                format!(" or write the nearest one, \"{known}\"")
            });
            errors.push(Error::new(
                version.span(),
                format!("api-version \"{name}\" is not listed in `versions(...)`: add it{nearest}"),
            ));
        }
        found
    }

    /// Resolves a range within that of its parent.
    pub(super) fn resolve(
        &self,
        range: Option<&Range>,
        parent: &LiveRange,
        parent_name: &str,
        errors: &mut Vec<Error>,
    ) -> LiveRange {
        let Some(range) = range else {
            return parent.clone();
        };
        let mut bound = |literal: &Option<LitStr>| {
            literal
                .as_ref()
                .and_then(|literal| Some((self.find_index(literal, errors)?, literal.span())))
        };
        let (start, end) = (bound(&range.start), bound(&range.end));
        if let (Some((start, span)), Some((end, _))) = (start, end)
            && start >= end
        {
            let text = if start == end {
                "this range is empty, because it excludes its end: write a later end"
            } else {
                "this range ends before it starts: write the older api-version first"
            };
            errors.push(Error::new(
                span.join(range.span).unwrap_or(range.span),
                text,
            ));
            return LiveRange::default();
        }
        if parent.is_empty() {
            return LiveRange::default();
        }
        for (bound, outside) in [
            (
                start,
                start.is_some_and(|(start, _)| !parent.contains(&start)),
            ),
            (
                end,
                end.is_some_and(|(end, _)| end <= parent.start || end > parent.end),
            ),
        ] {
            if let Some((_, span)) = bound
                && outside
            {
                let written = super::range::to_attribute(parent, &self.names);
                let text = if *parent == self.full_range() {
                    format!(
                        "this range is empty, because {parent_name} begins with this api-version: write a later end"
                    )
                } else {
                    format!(
                        "this api-version is outside the range of {parent_name}: stay within `{written}`"
                    )
                };
                errors.push(Error::new(span, text));
            }
        }
        let start = start.map_or(parent.start, |(start, _)| start.max(parent.start));
        let end = end.map_or(parent.end, |(end, _)| end.min(parent.end));
        if start < end {
            start..end
        } else {
            LiveRange::default()
        }
    }
}
