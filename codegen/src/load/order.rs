//! Names the api-versions of a folder and orders them.

use std::{cmp::Ordering, collections::HashSet, sync::Arc};

use billing_macros_expand::version::compare;

use super::{
    candidate::{Candidate, InputOptions},
    names::{is_version, stem, version_in_name},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::ApiVersion,
    words::nearest,
};

/// Orders api-versions.
pub(super) struct Sorter<'s> {
    /// The folder of the api-versions, as the user wrote it.
    pub(super) folder: Arc<str>,
    pub(super) options: InputOptions<'s>,
    pub(super) diagnostics: &'s mut Diagnostics,
}

impl Sorter<'_> {
    fn error(&mut self, code: Code, message: String, help: String) {
        self.diagnostics.push(
            Diagnostic::new(code, message)
                .at(Place::whole(&self.folder))
                .help(help),
        );
    }

    /// Names the api-versions and orders them by their names.
    pub(super) fn versions(&mut self, candidates: Vec<Candidate>) -> Vec<ApiVersion> {
        if !self.options.order.is_empty() {
            return self.ordered(candidates);
        }
        let versions: HashSet<_> = candidates
            .iter()
            .filter_map(|one| one.info_version.as_ref())
            .collect();
        let from_documents = versions.len() == candidates.len();
        let mut versions: Vec<ApiVersion> = candidates
            .into_iter()
            .map(|one| {
                let own = stem(&one.file);
                let name = match one.info_version {
                    Some(version) if from_documents => version,
                    // The name of a folder is the name of its api-version.
                    _ if own == one.file => one.file.clone(),
                    _ => version_in_name(own).unwrap_or(own).to_owned(),
                };
                ApiVersion {
                    name,
                    files: one.files,
                }
            })
            .collect();
        // Names with an order come first, so that the help shows their order.
        let kind = |name: &str| (!is_version(name), compare(name, "2000-01-01").is_none());
        versions.sort_by(|a, b| {
            kind(&a.name).cmp(&kind(&b.name)).then_with(|| {
                compare(&a.name, &b.name)
                    .filter(|order| order.is_ne())
                    .unwrap_or_else(|| a.name.cmp(&b.name))
            })
        });
        let all: Vec<_> = versions.iter().map(|one| one.name.clone()).collect();
        for pair in versions.windows(2) {
            let [a, b] = pair else { continue };
            let (a, b) = (&a.name, &b.name);
            match compare(a, b) {
                Some(Ordering::Equal) => self.error(
                    Code::SameVersion,
                    format!("`{a}` and `{b}` name the same api-version"),
                    "remove one of them, or rename its file or folder".to_owned(),
                ),
                None => {
                    self.error(
                        Code::NoOrder,
                        format!("`{a}` and `{b}` have no order: neither is older than the other"),
                        format!("write the order, oldest first: `--order {}`", all.join(",")),
                    );
                    break;
                }
                Some(_) => {}
            }
        }
        versions
    }

    /// Names the api-versions by the order that the user wrote.
    fn ordered(&mut self, candidates: Vec<Candidate>) -> Vec<ApiVersion> {
        let names = |one: &Candidate| {
            let own = stem(&one.file).to_owned();
            let mut names: Vec<String> = one.info_version.iter().cloned().collect();
            names.extend(version_in_name(&own).map(str::to_owned));
            names.extend([own, one.file.clone()]);
            names
        };
        let mut versions: Vec<ApiVersion> = Vec::new();
        for name in self.options.order {
            if versions.iter().any(|version| version.name == *name) {
                self.error(
                    Code::Order,
                    format!("`--order` lists `{name}` twice"),
                    "write it once".to_owned(),
                );
                continue;
            }
            let found: Vec<_> = candidates
                .iter()
                .filter(|one| names(one).contains(name))
                .collect();
            match found.as_slice() {
                [one] => versions.push(ApiVersion {
                    name: name.clone(),
                    files: one.files.clone(),
                }),
                [] if self.options.is_shared => {}
                [] => {
                    let all: Vec<String> = candidates.iter().flat_map(&names).collect();
                    let help = match nearest(name, all.iter().map(String::as_str)) {
                        Some(nearest) => format!("did you mean `{nearest}`?"),
                        None => {
                            let files: Vec<_> =
                                candidates.iter().map(|one| stem(&one.file)).collect();
                            format!("there is: {}", files.join(", "))
                        }
                    };
                    self.error(
                        Code::Order,
                        format!("`--order` lists `{name}`, but there is no such api-version"),
                        help,
                    );
                }
                [one, other, ..] => self.error(
                    Code::Order,
                    format!(
                        "`{name}` in `--order` may be `{}` or `{}`",
                        one.file, other.file
                    ),
                    "write the name of the file".to_owned(),
                ),
            }
        }
        // A misspelt name is not reported as a missing one too.
        if self.options.is_shared || versions.len() == self.options.order.len() {
            self.unnamed(&candidates, names);
        }
        versions
    }

    /// Reports candidates that the order omits: an error for an api-version, a warning for a file that api-versions may refer
    /// to.
    fn unnamed(&mut self, candidates: &[Candidate], names: impl Fn(&Candidate) -> Vec<String>) {
        let is_unnamed = |one: &&Candidate| {
            !names(one)
                .iter()
                .any(|name| self.options.order.contains(name))
        };
        let (missing, other): (Vec<_>, Vec<_>) =
            candidates.iter().filter(is_unnamed).partition(|one| {
                one.info_version.is_some() || names(one).iter().any(|name| is_version(name))
            });
        let listed = |found: &[&Candidate]| {
            let names: Vec<_> = found.iter().map(|one| one.file.as_str()).collect();
            format!("`{}`", names.join("`, `"))
        };
        if !missing.is_empty() {
            self.error(
                Code::Order,
                format!("`--order` omits {}", listed(&missing)),
                "list all api-versions, oldest first, or move the others to another folder"
                    .to_owned(),
            );
        }
        if !other.is_empty() {
            let message = format!(
                "`--order` omits {}, read only where api-versions refer to it",
                listed(&other)
            );
            self.diagnostics
                .push(Diagnostic::new(Code::NotInOrder, message).at(Place::whole(&self.folder)));
        }
    }
}
