//! The api-versions of a folder, named and in order.

use std::{cmp::Ordering, collections::HashSet, path::PathBuf, sync::Arc};

use billing_macros_expand::version::compare;

use super::{
    InputOptions,
    names::{derived, is_version, stem},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::ApiVersion,
    words::nearest,
};

/// A file or folder that may be an api-version.
pub(super) struct Candidate {
    /// The name of its file or folder.
    pub(super) file: String,
    /// What `info.version` says, if it is a file.
    pub(super) says: Option<String>,
    pub(super) files: Vec<PathBuf>,
}

/// Puts api-versions in order.
pub(super) struct Sorter<'s> {
    /// The folder of the api-versions, as the user named it.
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

    /// Names the api-versions and puts them in order.
    pub(super) fn versions(&mut self, candidates: Vec<Candidate>) -> Vec<ApiVersion> {
        if !self.options.order.is_empty() {
            return self.ordered(candidates);
        }
        let said: HashSet<_> = candidates
            .iter()
            .filter_map(|one| one.says.as_ref())
            .collect();
        let from_documents = said.len() == candidates.len();
        let mut versions: Vec<ApiVersion> = candidates
            .into_iter()
            .map(|one| {
                let own = stem(&one.file);
                let name = match one.says {
                    Some(says) if from_documents => says,
                    // A folder is called what its api-version is called.
                    _ if own == one.file => one.file.clone(),
                    _ => derived(own).unwrap_or(own).to_owned(),
                };
                ApiVersion {
                    name,
                    files: one.files,
                }
            })
            .collect();
        // What has an order comes first, so that the help shows as much of it as there is.
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
                    "leave one of them out, or call its file or folder otherwise".to_owned(),
                ),
                None => {
                    self.error(
                        Code::NoOrder,
                        format!("`{a}` and `{b}` have no order: neither is older than the other"),
                        format!("say the order, oldest first: `--order {}`", all.join(",")),
                    );
                    break;
                }
                Some(_) => {}
            }
        }
        versions
    }

    /// The api-versions in the order that the user gives.
    fn ordered(&mut self, candidates: Vec<Candidate>) -> Vec<ApiVersion> {
        let names = |one: &Candidate| {
            let own = stem(&one.file).to_owned();
            let mut names: Vec<String> = one.says.iter().cloned().collect();
            names.extend(derived(&own).map(str::to_owned));
            names.extend([own, one.file.clone()]);
            names
        };
        let mut versions: Vec<ApiVersion> = Vec::new();
        for name in self.options.order {
            if versions.iter().any(|version| version.name == *name) {
                self.error(
                    Code::Order,
                    format!("`--order` names `{name}` twice"),
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
                        format!("`--order` names `{name}`, which is not there"),
                        help,
                    );
                }
                [one, other, ..] => self.error(
                    Code::Order,
                    format!(
                        "`{name}` of `--order` may be `{}` or `{}`",
                        one.file, other.file
                    ),
                    "write the name of the file".to_owned(),
                ),
            }
        }
        // What is misspelt is not missing as well.
        if self.options.is_shared || versions.len() == self.options.order.len() {
            self.unnamed(&candidates, names);
        }
        versions
    }

    /// Reports what the order does not name: an error if it is an api-version; what has no name of one may be what those
    /// refer to.
    fn unnamed(&mut self, candidates: &[Candidate], names: impl Fn(&Candidate) -> Vec<String>) {
        let is_unnamed = |one: &&Candidate| {
            !names(one)
                .iter()
                .any(|name| self.options.order.contains(name))
        };
        let (missing, other): (Vec<_>, Vec<_>) = candidates
            .iter()
            .filter(is_unnamed)
            .partition(|one| one.says.is_some() || names(one).iter().any(|name| is_version(name)));
        let listed = |found: &[&Candidate]| {
            let names: Vec<_> = found.iter().map(|one| one.file.as_str()).collect();
            format!("`{}`", names.join("`, `"))
        };
        if !missing.is_empty() {
            self.error(
                Code::Order,
                format!("`--order` does not name {}", listed(&missing)),
                "name all api-versions, oldest first, or move what is to be left out elsewhere"
                    .to_owned(),
            );
        }
        if !other.is_empty() {
            let message = format!(
                "`--order` does not name {}: no api-version, only what others may refer to",
                listed(&other)
            );
            self.diagnostics
                .push(Diagnostic::new(Code::NotInOrder, message).at(Place::whole(&self.folder)));
        }
    }
}
