//! One api-version against its official documents.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
};

use indexmap::{IndexMap, map::Entry};

use super::{
    Compared, Options, Report,
    declared::{self, Declared},
    usage,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    diff::{self, Change, Check, Subject},
    import::{Chosen, descriptions},
    load::Error,
    manifest::{self, DEVIATIONS, Follows, sha256},
    model::Model,
    openapi::{Document, Floats},
    source::{ApiVersion, Workspace, reason},
};

/// Names in Rust and of definitions, which are not sent; what differs in the definitions is told by itself. Fragments do not
/// repeat that an enumeration may grow, because all generated ones can.
const NOT_SENT: [Check; 8] = [
    Check::ArgumentsReordered,
    Check::BecameExtensible,
    Check::NoLongerExtensible,
    Check::RustNameChanged,
    Check::TypeRenamed,
    Check::TypeReplaced,
    Check::TypeAdded,
    Check::TypeRemoved,
];

/// Compares an api-version; adds to the report.
pub(super) fn version(
    name: &str,
    version: &ApiVersion,
    follows: &Follows,
    ours: &mut Workspace,
    options: &Options,
    report: &mut Report,
) -> Result<(), Error> {
    let mut diagnostics = Diagnostics::with_levels(options.load.levels.clone());
    let fragments = model(ours, version, follows.floats, &mut diagnostics);
    let mut deviations = follows.deviations.clone();
    for path in &version.files {
        if let Some(file) = ours.load(path, &mut diagnostics) {
            deviations.extend(manifest::of_fragment(&file, &mut report.problems));
        }
    }
    let mut declared: Vec<Declared> = deviations
        .into_iter()
        .filter_map(|deviation| Declared::new(deviation, &mut report.problems))
        .collect();
    super::fail_on_errors(diagnostics, ours)?;
    let mut theirs = Workspace::of_documents(&options.against).limits(options.load.limits);
    if !files(follows, &theirs, options, report) {
        report.sources.extend(ours.sources());
        let problems = std::mem::take(&mut report.problems);
        return Err(Error::new(vec![(problems, report.sources.clone())]));
    }
    let documents: Vec<PathBuf> = follows
        .documents
        .iter()
        .map(|official| PathBuf::from(&official.path))
        .collect();
    let official = ApiVersion {
        name: version.name.clone(),
        files: documents.clone(),
    };
    // What official documents do that is allowed and doubtful is not for us to tell.
    let mut diagnostics = Diagnostics::default();
    let upstream = model(&mut theirs, &official, follows.floats, &mut diagnostics);
    report.sources.extend(theirs.sources());
    super::fail_on_errors(diagnostics, &theirs)?;
    said_versions(&mut theirs, version, &documents, report);
    let mut compared = Compared {
        name: name.to_owned(),
        operations: 0,
        declared: 0,
        news: Vec::new(),
        others: 0,
    };
    let groups: HashSet<&str> = fragments
        .operations
        .iter()
        .filter_map(|one| group(&one.id))
        .collect();
    let changes = diff::compare(&fragments, &upstream);
    let is_new = |check: Check| {
        matches!(
            check,
            Check::OperationAdded | Check::DeprecatedOperationAdded
        )
    };
    let added: BTreeSet<&str> = changes
        .iter()
        .filter(|change| is_new(change.check))
        .filter_map(|change| quoted(&change.wire))
        .collect();
    for operation in &upstream.operations {
        if !added.contains(operation.id.as_str()) {
            compared.operations += 1;
        } else if group(&operation.id).is_some_and(|group| groups.contains(group)) {
            compared.news.push(operation.id.clone());
        } else {
            compared.others += 1;
        }
    }
    let compares = |change: &&Change| !is_new(change.check) && !NOT_SENT.contains(&change.check);
    for change in grouped(changes.iter().filter(compares)) {
        match declared::is_declared(&mut declared, &change) {
            true => compared.declared += 1,
            false => report.problems.push(deviation(&change, name)),
        }
    }
    declared::report_unneeded(&declared, &mut report.problems);
    report.versions.push(compared);
    if options.descriptions || options.record {
        let now = descriptions(
            &mut theirs,
            &Chosen {
                documents: documents.clone(),
                operations: follows.operations.clone(),
                floats: follows.floats,
                api_version: version.name.clone(),
            },
        );
        if options.descriptions {
            changed_descriptions(follows, &now, name, report);
        }
        if options.record {
            record(follows, &theirs, &documents, now, name, options, report)?;
        }
    }
    Ok(())
}

fn model(
    workspace: &mut Workspace,
    version: &ApiVersion,
    floats: Floats,
    diagnostics: &mut Diagnostics,
) -> Model {
    let mut document = Document::read(workspace, version, diagnostics);
    if floats == Floats::Decimal {
        document.numbers_as_decimals();
    }
    Model::from_document(&document, diagnostics)
}

/// The changes of one place of the fragments as one: tools write upstream what the fragments share again for each operation.
fn grouped<'c>(changes: impl Iterator<Item = &'c Change>) -> Vec<Change> {
    let mut grouped: IndexMap<(Check, &Option<Place>, &str), Change> = IndexMap::new();
    for change in changes {
        let key = (change.check, &change.old, change.wire.as_str());
        match grouped.entry(key) {
            Entry::Vacant(free) => _ = free.insert(change.clone()),
            Entry::Occupied(mut first) => {
                let first = first.get_mut();
                if let Subject::Operation(name) = &change.subject {
                    first.also.push(name.clone());
                }
                first.also.extend(change.also.iter().cloned());
            }
        }
    }
    grouped.into_values().collect()
}

/// The word before `_` in an operationId.
fn group(id: &str) -> Option<&str> {
    id.split_once('_').map(|(group, _)| group)
}

/// The text between the first backticks.
fn quoted(text: &str) -> Option<&str> {
    text.split('`').nth(1)
}

fn deviation(change: &Change, name: &str) -> Diagnostic {
    let wire = change.wire.replace("; it was ", "; here: ");
    let message = format!("upstream differs: {wire}");
    let mut diagnostic = Diagnostic::new(Code::Deviation, message).label(change.check.id());
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            diagnostic = diagnostic.at(old.clone()).also(new.clone(), "upstream");
        }
        (Some(only), None) | (None, Some(only)) => diagnostic = diagnostic.at(only.clone()),
        (None, None) => diagnostic = diagnostic.note(format!("in {name}")),
    }
    if !change.also.is_empty() {
        let count = change.also.len();
        let operations = if count == 1 {
            "operation"
        } else {
            "operations"
        };
        diagnostic = diagnostic.note(format!("the same in {count} more {operations}"));
    }
    let check = change.check.id();
    diagnostic.help(match change.old {
        Some(_) => format!(
            "follow it, or declare it: `{}: [{{ check: {check}, reason: ... }}]`",
            DEVIATIONS
        ),
        None => format!(
            "follow it, or declare it in the manifest: `known-deviations: [{{ check: {check}, reason: ... }}]`"
        ),
    })
}

/// Compares the files with what the manifest recorded.
///
/// Returns `false` if a file cannot be read: nothing can be compared then.
fn files(follows: &Follows, theirs: &Workspace, options: &Options, report: &mut Report) -> bool {
    let mut are_there = true;
    for official in follows.files() {
        let path = options.against.join(&official.path);
        let found = match theirs.bytes(official.path.as_ref()) {
            Ok(bytes) => sha256(&bytes),
            Err(error) => {
                are_there = false;
                let message = format!("cannot read `{}`: {}", path.display(), reason(&error));
                let diagnostic = Diagnostic::new(Code::UpstreamFile, message);
                report.problems.push(
                    diagnostic
                        .at(official.place.clone())
                        .help("name the root of the checkout: `--against DIR`"),
                );
                continue;
            }
        };
        if found != official.sha256.to_ascii_lowercase() {
            let message = format!("`{}` is not the file that was recorded", official.path);
            report.problems.push(
                Diagnostic::new(Code::UpstreamFile, message)
                    .at(official.place.clone())
                    .note(format!("the SHA-256 of the one in the checkout is {found}"))
                    .help("look at what changed, and record it: `--record`"),
            );
        }
    }
    are_there
}

/// Reports official documents of another api-version.
fn said_versions(
    theirs: &mut Workspace,
    version: &ApiVersion,
    documents: &[PathBuf],
    report: &mut Report,
) {
    for path in documents {
        let Some(file) = theirs.load(path, &mut Diagnostics::default()) else {
            continue;
        };
        let said = file
            .node
            .pointed("/info/version")
            .and_then(|node| node.as_str());
        if said.is_none_or(|said| said == version.name) {
            continue;
        }
        let message = format!(
            "upstream is api-version `{}`, not `{}`",
            said.unwrap_or_default(),
            version.name
        );
        report.problems.push(
            Diagnostic::new(Code::Deviation, message)
                .at(Place::value(&file.name, "/info/version"))
                .help("name the documents of this api-version in the manifest"),
        );
    }
}

fn changed_descriptions(
    follows: &Follows,
    now: &IndexMap<String, String>,
    name: &str,
    report: &mut Report,
) {
    for (part, hash) in &follows.descriptions {
        let what = match now.get(part) {
            Some(found) if found == hash => continue,
            Some(_) => "changed upstream",
            None => "are gone upstream",
        };
        let message = format!("the descriptions of `{part}` {what}");
        report.problems.push(
            Diagnostic::new(Code::UpstreamDescription, message)
                .at(follows.place.clone())
                .note(format!("in {name}"))
                .help("see whether ours are still true, and record it: `--record`"),
        );
    }
}

fn record(
    follows: &Follows,
    theirs: &Workspace,
    documents: &[PathBuf],
    descriptions: IndexMap<String, String>,
    name: &str,
    options: &Options,
    report: &mut Report,
) -> Result<(), Error> {
    let (service, version) = name.split_once('/').unwrap_or((name, ""));
    let path = options
        .load
        .specs_dir
        .clone()
        .unwrap_or_default()
        .join(service)
        .join(manifest::FILE);
    let io = |error: std::io::Error| usage(format!("`{}`: {error}", path.display()));
    let text = fs::read_to_string(&path).map_err(io)?;
    let now = Follows::new(
        theirs,
        documents,
        &follows.operations,
        follows.floats,
        descriptions,
    );
    let edited = manifest::with(&text, version, &now)
        .map_err(|refusal| usage(format!("`{}` cannot be edited: {refusal}", path.display())))?;
    if edited != text {
        write(&path, &edited).map_err(io)?;
        if !report.recorded.contains(&path) {
            report.recorded.push(path);
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut files = crate::output::Files::default();
    files.insert(manifest::FILE, text);
    let written = files.write(path.parent().unwrap_or(Path::new("")));
    written.map_err(std::io::Error::other)?;
    Ok(())
}
