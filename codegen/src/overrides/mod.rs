//! Overrides: corrections of a document that leave its file unchanged.
//!
//! An overrides file is a list. Each entry has a JSON pointer and the change to make there, in a range of api-versions:
//!
//! ```yaml
//! - at: /components/schemas/Invoice/properties/amountDue
//!   versions: 2020-05-01..2024-04-01
//!   retype: { type: number, format: decimal }
//!   reason: The recorded payloads hold a number.
//! ```
//!
//! Overrides change the trees of documents after they have been parsed and before the `openapi` room reads them, so
//! everything after that sees the corrected document. A diagnostic about a node that an override put there points into the
//! overrides file. An override that has no effect any more is an error, so that none outlives its reason.
//! `specs/README.md` documents the grammar.

mod decimals;
mod edit;
mod fragment;
mod locate;
mod problem;
mod read;

use std::{path::Path, sync::Arc};

use self::{fragment::Fragment, problem::Problem, read::Override};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{ApiVersion, File, OVERRIDES, Service, Workspace},
    text::Spanned,
    words::{listed, nearest},
};

/// Applies the overrides file of each service to its fragments.
pub fn apply_to_services(
    services: &[Service],
    workspace: &mut Workspace,
    diagnostics: &mut Diagnostics,
) {
    for service in services {
        let path = Path::new(&service.name).join(OVERRIDES);
        if workspace.root().join(&path).exists()
            && let Some(file) = workspace.load(&path, diagnostics)
        {
            apply(&file, workspace, &service.versions, diagnostics);
        }
    }
}

/// Applies an overrides file to the fragments of api-versions, oldest first. Overrides that cannot be applied are
/// reported.
pub fn apply(
    file: &Arc<File>,
    workspace: &mut Workspace,
    versions: &[ApiVersion],
    diagnostics: &mut Diagnostics,
) {
    let overrides = read::overrides(file, diagnostics);
    let ranges: Vec<_> = overrides
        .iter()
        .map(|one| range(one, versions, diagnostics))
        .collect();
    let mut problems: Vec<Vec<(Problem, &str)>> = overrides.iter().map(|_| Vec::new()).collect();
    for (index, version) in versions.iter().enumerate() {
        let mut fragments: Vec<Fragment> = version
            .files
            .iter()
            .filter_map(|path| workspace.load(path, diagnostics))
            .map(Fragment::new)
            .collect();
        for ((one, range), problems) in overrides.iter().zip(&ranges).zip(&mut problems) {
            if range.contains(&index)
                && let Err(problem) = edit::apply(one, file, &mut fragments)
            {
                problems.push((problem, version.name.as_str()));
            }
        }
        for fragment in fragments {
            fragment.finish(workspace);
        }
    }
    for ((one, range), problems) in overrides.iter().zip(&ranges).zip(problems) {
        report(one, range.len(), problems, diagnostics);
    }
}

/// Returns the indices of the api-versions of an override; an empty range after a diagnostic.
fn range(
    one: &Override,
    versions: &[ApiVersion],
    diagnostics: &mut Diagnostics,
) -> std::ops::Range<usize> {
    let all = 0..versions.len();
    let Some(Spanned { value: text, place }) = &one.versions else {
        return all;
    };
    let Some((start, end)) = text.split_once("..") else {
        diagnostics.push(
            Diagnostic::new(
                Code::OverrideRange,
                format!("`{text}` is not a range of api-versions"),
            )
            .at(place.clone())
            .help("write the first api-version, the one after the last, or both: `2020-05-01..`, `..2024-04-01`"),
        );
        return 0..0;
    };
    let mut bound = |name: &str, otherwise: usize| {
        if name.is_empty() {
            return Some(otherwise);
        }
        let found = versions.iter().position(|version| version.name == name);
        if found.is_none() {
            let names = versions.iter().map(|version| version.name.as_str());
            let diagnostic = Diagnostic::new(
                Code::OverrideRange,
                format!("there is no api-version `{name}`"),
            )
            .at(place.clone());
            diagnostics.push(match nearest(name, names) {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic,
            });
        }
        found
    };
    let (Some(start), Some(end)) = (bound(start.trim(), all.start), bound(end.trim(), all.end))
    else {
        return 0..0;
    };
    if start >= end {
        diagnostics.push(
            Diagnostic::new(
                Code::OverrideRange,
                format!("the range `{text}` contains no api-version"),
            )
            .at(place.clone())
            .help("the end of a range is exclusive"),
        );
    }
    start..end
}

/// Reports why an override cannot be applied; equal problems in several api-versions are one diagnostic.
fn report(
    one: &Override,
    tried: usize,
    problems: Vec<(Problem, &str)>,
    diagnostics: &mut Diagnostics,
) {
    let mut grouped: Vec<(Problem, Vec<String>)> = Vec::new();
    for (problem, version) in problems {
        match grouped.iter_mut().find(|(known, _)| *known == problem) {
            Some((_, versions)) => versions.push(version.to_owned()),
            None => grouped.push((problem, vec![version.to_owned()])),
        }
    }
    for (problem, versions) in grouped {
        let is_some = versions.len() < tried;
        let in_versions = match versions.as_slice() {
            [only] => format!("in api-version {only}"),
            _ => format!("in api-versions {}", listed(&versions)),
        };
        let (message, help) = problem.message_and_help(&one.at.value, &in_versions);
        let diagnostic = Diagnostic::new(problem.code(), message).at(one.at.place.clone());
        let diagnostic = match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        };
        diagnostics.push(if is_some {
            diagnostic.help("if it applies only to some api-versions, add a range: `versions: 2020-05-01..2024-04-01`")
        } else {
            diagnostic
        });
    }
}

/// Returns the location of a node in a file.
fn place(file: &Arc<File>, pointer: &str) -> Place {
    Place::value(&file.name, pointer)
}
