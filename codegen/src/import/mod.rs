//! Import of official documents: fragments to start from.
//!
//! An official document (Swagger 2.0, OpenAPI 3.0 or 3.1) is larger than what the fragments of a service hold, and its words
//! are somebody else's. [`run`] takes chosen operations and what they reach, and writes them in the form of the fragments:
//! OpenAPI 3.0.3, one fragment for each group of operations, `common.yaml` for what several of them share and `errors.yaml`
//! for what failed requests answer with. Each description is [`UNWRITTEN`](crate::openapi::UNWRITTEN) until the maintainer
//! writes it; a lint reports those that are left.
//!
//! Fragments that are there already are not printed again: only what is missing is added, at the ends of their mappings.
//! `upstream.yaml` beside the api-versions records the files, their hashes and what was chosen; see [`manifest`].

mod convert;
mod existing;
mod plan;
mod tree;
mod write;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use indexmap::IndexMap;

use self::{convert::Converted, existing::Existing, plan::Plan, write::Heading};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Sources, Style},
    load::{Error, LoadOptions, Specs},
    manifest::{self, Follows, sha256},
    openapi::Floats,
    output::{self, Files},
    selection,
    source::{Workspace, reason},
};

/// The choice of what is imported, and the folder for it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the api-version: `specs/SERVICE/API-VERSION`.
    pub out: PathBuf,
    /// The folder that holds the documents and all that they refer to, such as a checkout of the repository.
    pub root: PathBuf,
    /// The chosen operations, the type of numbers, limits and levels of lints.
    pub load: LoadOptions,
}

/// The fragments that were written.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files, in the order of their paths.
    pub files: Vec<Written>,
    /// The number of chosen operations that the fragments had already.
    pub known: usize,
    /// Notes for the maintainer.
    pub notes: Vec<String>,
    /// Warnings about the documents.
    pub warnings: Diagnostics,
    sources: Sources,
}

impl Report {
    /// Renders the warnings with the lines of the documents.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        self.warnings.render(&self.sources, style)
    }
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its path.
    pub path: PathBuf,
    /// True if the file is new.
    pub is_new: bool,
    /// The operationIds that were added to it.
    pub operations: Vec<String>,
    /// The names of the schemas that were added to it.
    pub schemas: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            let path = file.path.display();
            let verb = if file.is_new { "wrote" } else { "extended" };
            write!(f, "{verb} {path}")?;
            for (what, names) in [("operations", &file.operations), ("schemas", &file.schemas)] {
                if !names.is_empty() {
                    write!(f, "\n  {what}: {}", names.join(", "))?;
                }
            }
            writeln!(f)?;
        }
        if self.known > 0 {
            writeln!(
                f,
                "{} of the chosen operations were there already",
                self.known
            )?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        Ok(())
    }
}

/// Imports the operations of documents, which lie under the root of the options.
///
/// # Errors
///
/// A document that cannot be read or understood, operations that are not there, and fragments that cannot be extended as text:
/// then nothing is written, and the error lists what is new.
pub fn run(documents: &[PathBuf], options: &Options) -> Result<Report, Error> {
    let (service, api_version) = target(&options.out)?;
    let folder = options.out.parent().unwrap_or(Path::new(""));
    output::complete(folder).map_err(|error| usage(error.to_string()))?;
    let load = &options.load;
    let mut diagnostics = Diagnostics::with_levels(load.levels.clone());
    let mut official = Workspace::of_documents(&options.root).limits(load.limits);
    let chosen = Chosen {
        documents: below(&options.root, documents)?,
        operations: load.selection.operations.clone(),
        floats: load.floats.unwrap_or_default(),
        api_version: api_version.clone(),
    };
    let converted = convert::convert(&mut official, &chosen, &mut diagnostics);
    check(&converted, &chosen, &mut diagnostics);
    let mut ours = Workspace::new(&options.out).limits(load.limits);
    let files = fragments(&options.out, &mut diagnostics);
    let existing = Existing::read(&options.out, &mut ours, &files, &mut diagnostics);
    let mut sources = official.sources().clone();
    sources.extend(ours.sources());
    if diagnostics.has_errors() {
        return Err(Error::new(vec![(diagnostics, sources)]));
    }
    let plan = plan::plan(&converted, &existing);
    let mut report = Report {
        known: plan.known,
        notes: converted.notes.clone(),
        warnings: diagnostics,
        sources,
        ..Report::default()
    };
    let title = existing
        .title()
        .map_or_else(|| words(&service), str::to_owned);
    let heading = Heading {
        title: &title,
        api_version: &api_version,
    };
    let mut written = Files::default();
    let refused = texts(
        &plan,
        &heading,
        &converted,
        &existing,
        &mut written,
        &mut report,
        options,
    );
    if !refused.is_empty() {
        return Err(usage(refused.join("\n")));
    }
    let follows = Follows::new(
        &official,
        &chosen.documents,
        &chosen.operations,
        chosen.floats,
        hashed(&converted),
    );
    record(&follows, &api_version, options, &mut written, &mut report)?;
    written
        .write(folder)
        .map_err(|error| usage(error.to_string()))?;
    Ok(report)
}

/// The chosen part of official documents.
pub(crate) struct Chosen {
    /// The documents, as paths from the root.
    pub(crate) documents: Vec<PathBuf>,
    /// Patterns for operationIds; empty for all operations.
    pub(crate) operations: Vec<String>,
    pub(crate) floats: Floats,
    pub(crate) api_version: String,
}

/// An error about what was named.
fn usage(message: impl Into<String>) -> Error {
    Error::of(Diagnostic::new(Code::Import, message))
}

/// The service and the api-version of `specs/SERVICE/API-VERSION`.
fn target(out: &Path) -> Result<(String, String), Error> {
    let name = |path: Option<&Path>| {
        let name = path?.file_name()?.to_str()?;
        Some(name.to_owned())
    };
    match (name(out.parent()), name(Some(out))) {
        (Some(service), Some(version)) => Ok((service, version)),
        _ => Err(usage(format!(
            "`{}` is not the folder of an api-version: write `--out specs/SERVICE/API-VERSION`",
            out.display()
        ))),
    }
}

/// The paths of documents from the root.
fn below(root: &Path, documents: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let here = |path: &Path| match path.as_os_str().is_empty() {
        true => Path::new(".").canonicalize(),
        false => path.canonicalize(),
    };
    let wrong = |path: &Path, what: &str| usage(format!("`{}` {what}", path.display()));
    let whole = here(root).map_err(|_| wrong(root, "is not a folder"))?;
    let documents = documents.iter().map(|path| {
        let full = here(path).map_err(|_| wrong(path, "is not there"))?;
        match full.strip_prefix(&whole) {
            Ok(path) => Ok(path.to_owned()),
            Err(_) => Err(wrong(path, "lies outside of `--root`")),
        }
    });
    documents.collect()
}

/// The fragments of the folder, by name.
fn fragments(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let workspace = Workspace::new(folder.parent().unwrap_or(Path::new("")));
    if !folder.is_dir() {
        return Vec::new();
    }
    let name = folder.file_name().unwrap_or_default();
    let found = Specs::discover_version(&workspace, Path::new(name), diagnostics);
    let files = found.map(|version| version.files).unwrap_or_default();
    files
        .iter()
        .filter_map(|path| path.strip_prefix(name).ok().map(Path::to_owned))
        .collect()
}

/// Checks that there is something to import, and that it is of this api-version.
fn check(converted: &Converted, chosen: &Chosen, diagnostics: &mut Diagnostics) {
    if diagnostics.has_errors() {
        return;
    }
    let known = converted.known.iter().cloned().collect();
    selection::check("operation", &chosen.operations, &known, diagnostics);
    for (version, place) in &converted.versions {
        if *version != chosen.api_version {
            let message = format!(
                "this is api-version `{version}`, not `{}`",
                chosen.api_version
            );
            diagnostics.push(
                Diagnostic::new(Code::Import, message)
                    .at(place.clone())
                    .help("name the folder of this api-version: `--out specs/SERVICE/API-VERSION`"),
            );
        }
    }
}

/// The texts of all fragments that change; returns what stands in the way of it.
fn texts(
    plan: &Plan,
    heading: &Heading<'_>,
    converted: &Converted,
    existing: &Existing,
    written: &mut Files,
    report: &mut Report,
    options: &Options,
) -> Vec<String> {
    let mut refused = Vec::new();
    for (name, part) in &plan.parts {
        let schemas = part.components.get(&convert::Section::Schemas);
        let schemas: Vec<_> = schemas
            .into_iter()
            .flat_map(|schemas| schemas.keys().cloned())
            .collect();
        let position = existing.position(name);
        let text = match position {
            None => write::fragment(part, heading, converted),
            Some(index) => match write::extended(part, index, existing) {
                Ok(text) => text,
                Err(refusal) => {
                    let mut names = part.operations.clone();
                    names.extend(schemas);
                    refused.push(format!(
                        "`{name}` cannot be extended ({refusal}); new are: {}",
                        names.join(", ")
                    ));
                    continue;
                }
            },
        };
        written.insert(format!("{}/{name}", heading.api_version), text);
        report.files.push(Written {
            path: options.out.join(name),
            is_new: position.is_none(),
            operations: part.operations.clone(),
            schemas,
        });
    }
    report.files.sort_by(|one, other| one.path.cmp(&other.path));
    refused
}

/// Adds the entry of the api-version to the manifest.
fn record(
    follows: &Follows,
    api_version: &str,
    options: &Options,
    written: &mut Files,
    report: &mut Report,
) -> Result<(), Error> {
    let service = options.out.parent().unwrap_or(Path::new(""));
    let path = service.join(manifest::FILE);
    let unreadable = |reason: String| usage(format!("cannot read `{}`: {reason}", path.display()));
    let text = match Workspace::new(service).bytes(Path::new(manifest::FILE)) {
        Ok(bytes) => {
            String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".to_owned()))?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unreadable(reason(&error))),
    };
    let edited = manifest::with(&text, api_version, follows).map_err(|refusal| {
        usage(format!(
            "`{}` cannot be extended: {refusal}",
            path.display()
        ))
    })?;
    if edited != text {
        report.files.push(Written {
            is_new: text.is_empty(),
            path,
            operations: Vec::new(),
            schemas: Vec::new(),
        });
        written.insert(manifest::FILE, edited);
    }
    Ok(())
}

/// The hash of the descriptions of each operation and definition.
fn hashed(converted: &Converted) -> IndexMap<String, String> {
    let hash = |(name, prose): (&String, &String)| {
        let hash = sha256(prose.as_bytes());
        let short = hash.get(..DIGITS).unwrap_or_default().to_owned();
        (name.clone(), short)
    };
    converted.prose.iter().map(hash).collect()
}

/// The number of digits of a hash that are recorded.
const DIGITS: usize = 16;

/// The hashes of the descriptions that chosen operations of official documents have now.
pub(crate) fn descriptions(official: &mut Workspace, chosen: &Chosen) -> IndexMap<String, String> {
    let converted = convert::convert(official, chosen, &mut Diagnostics::default());
    hashed(&converted)
}

/// The name of a service in words: `Partner Center` for `partner-center`.
fn words(service: &str) -> String {
    let words = service.split(['-', '_']).map(tree::pascal);
    words.collect::<Vec<_>>().join(" ")
}
