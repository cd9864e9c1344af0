//! Import of official documents: fragments to start from.
//!
//! An official document (Swagger 2.0, OpenAPI 3.0 or 3.1) is larger than what the fragments of a service hold, and its words
//! are somebody else's. [`run`] takes chosen operations and what they reach, and writes them in the form of the fragments:
//! OpenAPI 3.0.3, one fragment for each group of operations, `common.yaml` for what several of them share and `errors.yaml`
//! for what failed requests answer with. Each description is [`UNWRITTEN`](crate::openapi::UNWRITTEN) until the maintainer
//! writes it; a lint reports those that are left.
//!
//! Fragments that are there already are not printed again: only what is missing is added, at the ends of their mappings.
//! `upstream.yaml` beside the api-versions records the files, their hashes and what was chosen; see [`manifest`](crate::manifest).

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
    diagnostic::{Code, Diagnostic, Diagnostics, Levels, Sources, Style},
    load::Specs,
    manifest::{self, Follows, sha256},
    openapi::Floats,
    output::Files,
    selection,
    source::{ResourceLimits, Workspace},
};

/// What is imported, and where to.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Patterns for operationIds; empty for all operations. `*` stands for any text.
    pub operations: Vec<String>,
    /// The folder of the api-version: `specs/SERVICE/API-VERSION`.
    pub out: PathBuf,
    /// The folder that holds the documents and all that they refer to, such as a checkout of the repository.
    pub root: PathBuf,
    /// Whether numbers become decimals.
    pub floats: Floats,
    /// How much is read.
    pub limits: ResourceLimits,
    /// How diagnostics are shown.
    pub style: Style,
    /// Which kinds of problems are errors.
    pub levels: Levels,
}

/// The reason why nothing was imported.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// What was named cannot be imported.
    Usage(String),
    /// The documents have errors; the text shows all of them with their places.
    Documents(String),
}

impl Error {
    /// Shows the error as a diagnostic. Errors of documents are already in the style of the options.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        match self {
            Self::Usage(text) => {
                let mut diagnostics = Diagnostics::default();
                diagnostics.push(Diagnostic::new(Code::Import, text));
                diagnostics.render(&Sources::default(), style)
            }
            Self::Documents(text) => text.clone(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Style::Plain).trim_end())
    }
}

impl std::error::Error for Error {}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files, in the order of their paths.
    pub files: Vec<Written>,
    /// How many of the chosen operations the fragments had already.
    pub known: usize,
    /// What else a maintainer has to know.
    pub notes: Vec<String>,
    /// What is worth knowing about the documents, as text.
    pub warnings: String,
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its path.
    pub path: PathBuf,
    /// Whether it was not there before.
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
    let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
    let mut official = Workspace::of_documents(&options.root).limits(options.limits);
    let paths = below(&options.root, documents)?;
    let converted = convert::convert(
        &mut official,
        &paths,
        &options.operations,
        options.floats,
        &api_version,
        &mut diagnostics,
    );
    check(&converted, options, &api_version, &mut diagnostics);
    let mut ours = Workspace::new(&options.out).limits(options.limits);
    let files = fragments(&options.out, &mut diagnostics);
    let existing = Existing::read(&options.out, &mut ours, &files, &mut diagnostics);
    let mut sources = official.sources().clone();
    sources.extend(ours.sources());
    if diagnostics.has_errors() {
        return Err(Error::Documents(
            diagnostics.render(&sources, options.style),
        ));
    }
    let plan = plan::plan(&converted, &existing);
    let mut report = Report {
        known: plan.known,
        notes: converted.notes.clone(),
        warnings: diagnostics.render(&sources, options.style),
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
        return Err(Error::Usage(refused.join("\n")));
    }
    record(
        &official,
        &converted,
        &paths,
        options,
        &api_version,
        &mut written,
        &mut report,
    )?;
    let folder = options.out.parent().unwrap_or(Path::new(""));
    written
        .write(folder)
        .map_err(|error| Error::Usage(error.to_string()))?;
    Ok(report)
}

/// The service and the api-version of `specs/SERVICE/API-VERSION`.
fn target(out: &Path) -> Result<(String, String), Error> {
    let name = |path: Option<&Path>| {
        let name = path?.file_name()?.to_str()?;
        Some(name.to_owned())
    };
    match (name(out.parent()), name(Some(out))) {
        (Some(service), Some(version)) => Ok((service, version)),
        _ => Err(Error::Usage(format!(
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
    let usage = |path: &Path, what: &str| Error::Usage(format!("`{}` {what}", path.display()));
    let whole = here(root).map_err(|_| usage(root, "is not a folder"))?;
    let documents = documents.iter().map(|path| {
        let full = here(path).map_err(|_| usage(path, "is not there"))?;
        match full.strip_prefix(&whole) {
            Ok(path) => Ok(path.to_owned()),
            Err(_) => Err(usage(path, "lies outside of `--root`")),
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
fn check(
    converted: &Converted,
    options: &Options,
    api_version: &str,
    diagnostics: &mut Diagnostics,
) {
    if diagnostics.has_errors() {
        return;
    }
    let known = converted.known.iter().cloned().collect();
    selection::check("operation", &options.operations, &known, diagnostics);
    for (version, place) in &converted.versions {
        if version != api_version {
            let message = format!("this is api-version `{version}`, not `{api_version}`");
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
    official: &Workspace,
    converted: &Converted,
    documents: &[PathBuf],
    options: &Options,
    api_version: &str,
    written: &mut Files,
    report: &mut Report,
) -> Result<(), Error> {
    let service = options.out.parent().unwrap_or(Path::new(""));
    let path = service.join(manifest::FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(Error::Usage(format!(
                "cannot read `{}`: {error}",
                path.display()
            )));
        }
    };
    let follows = Follows::new(
        official,
        documents,
        &options.operations,
        options.floats,
        hashed(converted),
    );
    let edited = manifest::with(&text, api_version, &follows).map_err(|refusal| {
        Error::Usage(format!(
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

/// As many digits of a hash tell whether a text changed.
const DIGITS: usize = 16;

/// The hashes of the descriptions that the recorded operations of official documents have now.
pub(crate) fn descriptions(
    official: &mut Workspace,
    documents: &[PathBuf],
    follows: &Follows,
    api_version: &str,
) -> IndexMap<String, String> {
    let converted = convert::convert(
        official,
        documents,
        &follows.operations,
        follows.floats,
        api_version,
        &mut Diagnostics::default(),
    );
    hashed(&converted)
}

/// The name of a service in words: `Partner Center` for `partner-center`.
fn words(service: &str) -> String {
    let words = service.split(['-', '_']).map(tree::pascal);
    words.collect::<Vec<_>>().join(" ")
}
